//! An event that one article dates by day and others by week or month is one event with the finer date.
//!
//! Each coarser group looks for the finer one that it is, among all that lie inside its time, by the words that they were
//! clustered with: whether that one is itself a still finer one does not matter, so months can be looked at one by one.

use super::super::gist::name_hash;
use super::super::recall::Recall;
use super::super::words::{Hash, shared, terms};
use super::cluster::{Weights, millionths, over};
use super::month::{Group, Month, finest, words};
use super::postings::Postings;
use super::unit::Unit;
use crate::annotate::MentionKind;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How alike a coarser and a finer group must be to be one event, where they share no place and actor.
const ALIKE: f32 = 0.16;

/// The same, where nothing else of the time can be it.
const ALIKE_ALONE: f32 = 0.1;

/// The same, where all that another article tells in some of its words, and not in names alone, is of one day.
const ALIKE_ELSEWHERE: f32 = 0.06;

/// The same, where they share a place and an actor, or a person and nothing else can be it.
const ALIKE_AT_PLACE: f32 = 0.05;

/// How many words two sentences of one article must share to be of one matter, where they name the same week.
const AGAIN: usize = 2;

/// The widest date that a finer one can stand for, in days.
const WIDEST: i32 = 31;

/// How long before its last day something may have been announced, in days, to be what came about by then.
const LONGEST_WAIT: i32 = 100;

/// So many finer groups are few.
const FEW: usize = 8;

/// The finer group that a coarser one is: how many months on its own month is, 0 or 1, and its place there.
pub(super) type Host = (u8, u32);

/// For each month, the host of each of its groups that has one.
pub(super) fn hosts(months: &[Month<'_>], recall: &impl Recall) -> Vec<Vec<Option<Host>>> {
    (0..months.len())
        .into_par_iter()
        .filter_map(|place| {
            let month = months.get(place)?;
            // A month's dates end in the one after it at the latest.
            let next = months.get(place + 1).filter(|next| next.number == month.number + 1);
            let input = (month.number, &month.made_from, next.map(|next| &next.made_from));
            Some(recall.recall("refine", &input, || of_month(month, next)))
        })
        .collect()
}

fn of_month(month: &Month<'_>, next: Option<&Month<'_>>) -> Vec<Option<Host>> {
    let candidates = candidates(month, next);
    let is_coarse = |group: &Group<'_>| {
        (2..=WIDEST).contains(&span(group))
            || is_deadline(group) && (1..=LONGEST_WAIT).contains(&width(group))
    };
    let mut hosts = Vec::with_capacity(month.groups.len());
    for bucket in month.groups.chunk_by(|left, right| date(left) == date(right)) {
        if !bucket.first().is_some_and(is_coarse) {
            hosts.extend(bucket.iter().map(|_| None));
            continue;
        }
        let own: Vec<Vec<Hash>> = bucket.iter().map(words).collect();
        let inside: Vec<&Candidate<'_, '_>> =
            candidates.iter().filter(|one| one.is_inside(bucket)).collect();
        let all: Vec<&[Hash]> =
            inside.iter().map(|one| &one.words).chain(&own).map(Vec::as_slice).collect();
        let search = Search::of(&inside, Weights::of(&all));
        let found: Vec<Option<Host>> =
            bucket.iter().zip(&own).map(|(group, words)| search.best(group, words)).collect();
        let told = told_again(bucket, &found, &inside);
        hosts.extend(found.into_iter().zip(told).map(|(found, told)| found.or(told)));
    }
    hosts
}

/// A group that a coarser one may be.
struct Candidate<'b, 'a> {
    host: Host,
    group: &'b Group<'a>,
    words: Vec<Hash>,
    days: (i32, i32),
    /// Whom and what it names, once that was asked for.
    names: OnceCell<Names>,
}

impl Candidate<'_, '_> {
    /// Whether it is finer than the groups of a date, and inside their time.
    fn is_inside(&self, bucket: &[Group<'_>]) -> bool {
        let Some((first, last)) = bucket.first().and_then(days) else { return false };
        // What has no beginning itself is no finer.
        !is_deadline(self.group)
            && self.days.0 >= first
            && self.days.1 <= last
            && self.days != (first, last)
    }

    /// Whether it may be a group: not before a deadline was set, nor told beside it.
    fn may_be(&self, group: &Group<'_>) -> bool {
        let follows = !is_deadline(group) || set_on(group).is_some_and(|set| self.days.0 >= set);
        follows && !apart(group, self.group)
    }
}

fn candidates<'b, 'a>(month: &'b Month<'a>, next: Option<&'b Month<'a>>) -> Vec<Candidate<'b, 'a>> {
    let mut candidates = Vec::new();
    for (on, month) in std::iter::once(month).chain(next).enumerate() {
        for (place, group) in month.groups.iter().enumerate() {
            let host = u8::try_from(on).ok().zip(u32::try_from(place).ok());
            if let (Some(host), Some(days)) = (host, days(group)) {
                let (words, names) = (words(group), OnceCell::new());
                candidates.push(Candidate { host, group, words, days, names });
            }
        }
    }
    candidates
}

/// The words of the sentences of one article that are of one host.
type OfArticle = BTreeMap<(usize, Host), BTreeSet<Hash>>;

/// For each group of a date, the host of what else its article tells of that date in some of the same words: by one "last
/// week" an article means one matter.
fn told_again(
    bucket: &[Group<'_>],
    found: &[Option<Host>],
    inside: &[&Candidate<'_, '_>],
) -> Vec<Option<Host>> {
    let mut told = OfArticle::new();
    for (group, host) in bucket.iter().zip(found) {
        let Some(host) = host else { continue };
        for unit in group {
            told.entry((unit.place.0, *host)).or_default().extend(unit.terms());
        }
    }
    let again = |group: &Group<'_>| {
        let fine = |host: &Host| inside.iter().find(|one| one.host == *host);
        let (first, others) = group.split_first()?;
        let hosts = hosted(first, &told).filter(|(_, Reverse(host))| {
            let too = |unit: &Unit<'_>| hosted(unit, &told).any(|(_, other)| other.0 == *host);
            others.iter().all(too) && fine(host).is_some_and(|one| !apart(group, one.group))
        });
        hosts.max().map(|(_, host)| host.0)
    };
    bucket.iter().map(again).collect()
}

/// The hosts of what its article tells in some of the words of a sentence, with how many.
fn hosted<'a>(
    unit: &'a Unit<'_>,
    told: &'a OfArticle,
) -> impl Iterator<Item = (usize, Reverse<Host>)> + 'a {
    let article = unit.place.0;
    let of_article = told.range((article, (0, 0))..=(article, (u8::MAX, u32::MAX)));
    of_article.filter_map(|((_, host), words)| {
        let same = unit.terms().iter().filter(|word| words.contains(*word)).count();
        (same >= AGAIN).then_some((same, Reverse(*host)))
    })
}

/// The groups that those of a date may be, to be searched by words.
struct Search<'s, 'b, 'a> {
    weights: Weights,
    inside: Vec<Inside<'s, 'b, 'a>>,
    postings: Postings,
}

/// A candidate, its length as a vector of its words' weights, and those of its sentences.
struct Inside<'s, 'b, 'a> {
    one: &'s Candidate<'b, 'a>,
    length: f32,
    sentences: Vec<f32>,
}

impl<'s, 'b, 'a> Search<'s, 'b, 'a> {
    fn of(inside: &[&'s Candidate<'b, 'a>], weights: Weights) -> Self {
        let texts: Vec<&[Hash]> = inside.iter().map(|one| one.words.as_slice()).collect();
        let postings = Postings::of(&texts);
        let measured = |one: &&'s Candidate<'b, 'a>| Inside {
            one,
            length: weights.length(&one.words),
            sentences: one.group.iter().map(|unit| weights.length(unit.terms())).collect(),
        };
        Self { inside: inside.iter().map(measured).collect(), postings, weights }
    }

    /// Which of the groups is most like this one, and like enough.
    fn best(&self, group: &Group<'_>, words: &[Hash]) -> Option<Host> {
        let length = self.weights.length(words);
        let names = OnceCell::new();
        let mut best: Option<(u64, Reverse<Host>)> = None;
        for (other, product) in self.inside.iter().zip(self.products(words)) {
            let most = other.at_most(product, length);
            if most < ALIKE_AT_PLACE || best.is_some_and(|(best, _)| millionths(most) < best) {
                continue;
            }
            let alike = other.alike(words, (product, length), &self.weights);
            let at_one_place = || {
                let names = names.get_or_init(|| Names::of(group));
                names.same_place_and_actor(
                    other.one.names.get_or_init(|| Names::of(other.one.group)),
                )
            };
            let alone = || {
                (alike >= ALIKE_ALONE || same_people(group, other.one.group))
                    && self.only(group) == Some(other.one.host)
            };
            let elsewhere = || {
                alike >= ALIKE_ELSEWHERE
                    && told_elsewhere(group, other.one.group)
                    && self.only_day(group) == Some(other.one.days)
            };
            let is_alike = alike >= ALIKE
                || alike >= ALIKE_AT_PLACE && (at_one_place() || alone() || elsewhere());
            if is_alike && other.one.may_be(group) {
                best = best.max(Some((millionths(alike), Reverse(other.one.host))));
            }
        }
        best.map(|(_, host)| host.0)
    }

    /// The only group that this one may be, where there are few.
    fn only(&self, group: &Group<'_>) -> Option<Host> {
        match self.fitting(group).as_slice() {
            [only] => Some(only.host),
            _ => None,
        }
    }

    /// The only day whose groups another article tells in words of this one, where there are few that it may be; none for what has but
    /// a last day.
    fn only_day(&self, group: &Group<'_>) -> Option<(i32, i32)> {
        let fitting = self.fitting(group).into_iter().filter(|_| !is_deadline(group));
        let mut told = fitting.filter(|one| told_elsewhere(group, one.group));
        let days = told.next()?.days;
        told.all(|one| one.days == days).then_some(days)
    }

    /// The groups that this one may be; none where there are many.
    fn fitting(&self, group: &Group<'_>) -> Vec<&'s Candidate<'b, 'a>> {
        if self.inside.len() > FEW {
            return Vec::new();
        }
        let all = self.inside.iter().map(|inside| inside.one);
        all.filter(|one| one.may_be(group)).collect()
    }

    /// The product of some words with those of each of the groups.
    fn products(&self, words: &[Hash]) -> Vec<f32> {
        let mut products = vec![0.0; self.inside.len()];
        for word in words {
            let weight = self.weights.weight(*word).powi(2);
            for (_, at) in self.postings.having(*word) {
                products.get_mut(*at).into_iter().for_each(|product| *product += weight);
            }
        }
        products
    }
}

impl Inside<'_, '_, '_> {
    /// How alike some words are to its own: to all of them, and to those of the sentence that is most like them, halved. A group
    /// of many sentences is like none of them, a single one may be like by chance.
    fn alike(&self, words: &[Hash], (product, length): (f32, f32), weights: &Weights) -> f32 {
        let all = over(product, length * self.length);
        // One sentence is all there is.
        if self.one.group.len() == 1 {
            return all;
        }
        let sentences = self.one.group.iter().zip(&self.sentences);
        let sentences =
            sentences.map(|(unit, own)| over(weights.product(words, unit.terms()), length * own));
        f32::midpoint(all, sentences.fold(0.0, f32::max))
    }

    /// No less than that, by the product with all its words alone: no sentence has more of them.
    fn at_most(&self, product: f32, length: f32) -> f32 {
        let all = over(product, length * self.length);
        let shortest = self.sentences.iter().copied().fold(f32::INFINITY, f32::min);
        f32::midpoint(all, over(product, length * shortest)).max(all)
    }
}

fn date(group: &Group<'_>) -> Option<crate::date::Edtf> {
    group.first().map(|unit| unit.date)
}

/// The first and the last day of a group's date.
fn days(group: &Group<'_>) -> Option<(i32, i32)> {
    group.first().map(|unit| unit.days)
}

/// Whether a group's date is the last day for something.
fn is_deadline(group: &Group<'_>) -> bool {
    group.first().is_some_and(Unit::is_open)
}

/// The first day that a deadline was told on.
fn set_on(group: &Group<'_>) -> Option<i32> {
    group.iter().filter_map(|unit| Some(unit.published?.number())).min()
}

/// How many days a deadline leaves.
fn width(group: &Group<'_>) -> i32 {
    let last = days(group).map(|days| days.1);
    last.zip(set_on(group)).map_or(i32::MAX, |(last, set)| last.saturating_sub(set) + 1)
}

/// Whether two groups name the same person, or both tell of what is still to come.
fn same_people(left: &Group<'_>, right: &Group<'_>) -> bool {
    let named = |unit: &Unit<'_>| {
        right.iter().any(|other| shared(&unit.told.people, &other.told.people) > 0)
    };
    let planned = |group: &Group<'_>| group.iter().all(Unit::planned);
    left.iter().any(named) || planned(left) && planned(right)
}

/// Whether no article tells of both groups, for it mostly tells a thing once, and they share words that are no part of a name: one word in
/// common is chance.
fn told_elsewhere(left: &Group<'_>, right: &Group<'_>) -> bool {
    let same = |unit: &Unit<'_>| right.iter().any(|other| unit.place.0 == other.place.0);
    let both = left.iter().chain(right).flat_map(|unit| &unit.told.names);
    let names: BTreeSet<Hash> = both.flat_map(|(_, name)| terms(name)).collect();
    let theirs: BTreeSet<Hash> = words(right).into_iter().collect();
    let own = || words(left).into_iter().filter(|word| !names.contains(word));
    !left.iter().any(same) && own().filter(|word| theirs.contains(word)).count() > 1
}

/// How many days a group's date covers.
fn span(group: &Group<'_>) -> i32 {
    finest(group).map_or(i32::MAX, Unit::span)
}

/// Whether two groups cannot be one event: one tells of what is still to come, and the other had come by then; or a sentence
/// tells of both, for its two dates are two events.
fn apart(coarse: &Group<'_>, fine: &Group<'_>) -> bool {
    let passed = |unit: &Unit<'_>| {
        let day = unit.published.map_or(i32::MIN, crate::date::Day::number);
        unit.planned() && !fine.iter().any(|other| other.planned() || other.days.0 > day)
    };
    coarse.iter().any(passed) || one_sentence(coarse, fine)
}

fn one_sentence(left: &Group<'_>, right: &Group<'_>) -> bool {
    left.iter().any(|unit| right.iter().any(|other| unit.place == other.place))
}

/// What a group names, sorted.
#[derive(Debug)]
struct Names {
    places: Vec<Hash>,
    /// People and organisations.
    actors: Vec<Hash>,
}

impl Names {
    fn of(group: &Group<'_>) -> Self {
        let names = group.iter().flat_map(|unit| &unit.told.names);
        let by_hash: BTreeMap<Hash, bool> = names
            .map(|(kind, name)| (name_hash(name, *kind), *kind == MentionKind::Place))
            .collect();
        let of = |place: bool| {
            let those = by_hash.iter().filter(|(_, is_place)| **is_place == place);
            those.map(|(name, _)| *name).collect()
        };
        Self { places: of(true), actors: of(false) }
    }

    /// Whether two groups name the same place, and the same person or organisation.
    fn same_place_and_actor(&self, other: &Self) -> bool {
        shared(&self.places, &other.places) > 0 && shared(&self.actors, &other.actors) > 0
    }
}
