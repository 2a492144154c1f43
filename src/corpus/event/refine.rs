//! An event that one article dates by day and others by week or month is one event with the finer date.
//!
//! Each coarser group looks for the finer one that it is, among all that lie inside its time, by the words that they were
//! clustered with: whether that one is itself a still finer one does not matter, so months can be looked at one by one.

use super::super::recall::Recall;
use super::super::words::{Hash, shared};
use super::cluster::{Weights, millionths};
use super::month::{Group, Month, finest, words};
use super::unit::Unit;
use crate::annotate::MentionKind;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How alike a coarser and a finer group must be to be one event, where they share no place and actor.
const ALIKE: f32 = 0.16;

/// The same, where they do.
const ALIKE_AT_PLACE: f32 = 0.05;

/// How many words two sentences of one article must share to be of one matter, where they name the same week.
const AGAIN: usize = 2;

/// The widest date that a finer one can stand for, in days.
const WIDEST: i32 = 31;

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
    let is_coarse = |group: &Group<'_>| (2..=WIDEST).contains(&span(group));
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
        let weights = Weights::of(&all);
        let found: Vec<Option<Host>> =
            bucket.iter().zip(&own).map(|group| best(group, &inside, &weights)).collect();
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
}

impl Candidate<'_, '_> {
    /// How alike some words are to its own: to all of them, and to those of the sentence that is most like them, halved. A group
    /// of many sentences is like none of them, a single one may be like by chance.
    fn alike(&self, words: &[Hash], weights: &Weights) -> f32 {
        let all = weights.cosine(words, &self.words);
        // One sentence is all there is; and what shares no word with all of them shares none with any.
        if self.group.len() == 1 || all == 0.0 {
            return all;
        }
        let sentences = self.group.iter().map(|unit| weights.cosine(words, unit.terms()));
        f32::midpoint(all, sentences.fold(0.0, f32::max))
    }

    /// Whether it is finer than the groups of a date, and inside their time.
    fn is_inside(&self, bucket: &[Group<'_>]) -> bool {
        let Some((first, last)) = bucket.first().and_then(days) else { return false };
        self.days.0 >= first && self.days.1 <= last && self.days != (first, last)
    }
}

fn candidates<'b, 'a>(month: &'b Month<'a>, next: Option<&'b Month<'a>>) -> Vec<Candidate<'b, 'a>> {
    let mut candidates = Vec::new();
    for (on, month) in std::iter::once(month).chain(next).enumerate() {
        for (place, group) in month.groups.iter().enumerate() {
            let host = u8::try_from(on).ok().zip(u32::try_from(place).ok());
            if let (Some(host), Some(days)) = (host, days(group)) {
                candidates.push(Candidate { host, group, words: words(group), days });
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

/// Which of some groups is most like this one, and like enough.
fn best(
    (group, words): (&Group<'_>, &Vec<Hash>),
    others: &[&Candidate<'_, '_>],
    weights: &Weights,
) -> Option<Host> {
    let scored = others.iter().filter_map(|other| {
        let alike = other.alike(words, weights);
        if alike < ALIKE_AT_PLACE || apart(group, other.group) {
            return None;
        }
        let enough = alike >= ALIKE || same_place_and_actor(group, other.group);
        enough.then_some((millionths(alike), Reverse(other.host)))
    });
    scored.max().map(|(_, host)| host.0)
}

fn date(group: &Group<'_>) -> Option<crate::date::Edtf> {
    group.first().map(|unit| unit.date)
}

/// The first and the last day of a group's date.
fn days(group: &Group<'_>) -> Option<(i32, i32)> {
    group.first().map(|unit| unit.days)
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

/// Whether two groups name the same place, and the same person or organisation.
fn same_place_and_actor(left: &Group<'_>, right: &Group<'_>) -> bool {
    let (left, right) = (names(left), names(right));
    let both = |place: bool| {
        let of = |names: &BTreeMap<Hash, bool>| -> Vec<Hash> {
            names
                .iter()
                .filter(|(_, is_place)| **is_place == place)
                .map(|(name, _)| *name)
                .collect()
        };
        shared(&of(&left), &of(&right)) > 0
    };
    both(true) && both(false)
}

fn names(group: &Group<'_>) -> BTreeMap<Hash, bool> {
    let names = group.iter().flat_map(|unit| &unit.told.names);
    names
        .map(|(kind, name)| {
            (super::super::gist::name_hash(name, *kind), *kind == MentionKind::Place)
        })
        .collect()
}
