//! Undated sentences that join an event; they never found one.
//!
//! A function of the articles of one month of publication and of the events of the days that they may speak of.

use super::super::recall::{Recall, Seal};
use super::super::words::{Hash, shared, terms};
use super::super::{Told, When};
use super::cluster::{Weights, millionths};
use super::month::{Group, Month, Source, words};
use super::postings::Postings;
use super::unit::{Sentence, month_of};
use crate::date::{Day, Edtf};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How alike an undated sentence and an event must be.
const ALIKE: f32 = 0.3;

/// How many days before publication an undated sentence may speak of.
const REACH: i32 = 2;

/// Words that only measure: two sentences that have no other in common need not tell of one thing.
static MEASURES: LazyLock<Vec<Hash>> =
    LazyLock::new(|| terms("billion dollar euro hour million minute percent pound"));

/// How many days before publication something is of these days.
const RECENT: i32 = 14;

/// A word that more events of a day have than this proposes none of them.
const COMMON: usize = 40;

/// A day with more events than this has those of several stories.
const ONE_STORY: usize = 24;

/// How many paragraphs after somebody spoke more is added.
const ADDED: u32 = 2;

/// What an undated sentence joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Join {
    /// The event of another sentence of its article, by that one's place.
    Sentence(u32),
    /// A group, by its month and its place there.
    Group(i32, u32),
}

/// The undated sentences that join an event, by their places; `sentences` come by article, `dated` are the places of those
/// that have a date, sorted.
pub(super) fn joins(
    sentences: &[Sentence<'_>],
    dated: &[(usize, usize)],
    (months, seals): (&[Month<'_>], &[Seal]),
    recall: &impl Recall,
) -> Vec<((usize, usize), Join)> {
    let articles = sentences.chunk_by(|left, right| left.place.0 == right.place.0);
    let mut by_month: BTreeMap<Option<i32>, Vec<&[Sentence<'_>]>> = BTreeMap::new();
    for article in articles {
        let published = article.first().and_then(|first| first.published);
        by_month.entry(published.map(month_of)).or_default().push(article);
    }
    let of_month = |(number, articles): (&Option<i32>, &Vec<&[Sentence<'_>]>)| {
        let near = near(months, *number, looks_ahead(articles));
        let firsts = articles.iter().filter_map(|article| article.first());
        let sources: Vec<Source> = firsts.map(|first| Source::of(first, seals)).collect();
        let made_from: Vec<&[Source]> =
            near.iter().map(|month| month.made_from.as_slice()).collect();
        let joined: Vec<(u32, u32, Join)> =
            recall.recall("join", &(number, sources, made_from), || {
                let days = Days::of(near);
                articles
                    .iter()
                    .enumerate()
                    .flat_map(|(place, article)| days.article(place, article, dated))
                    .collect()
            });
        let place = |(article, told, join): (u32, u32, Join)| {
            let first = articles.get(usize::try_from(article).ok()?)?.first()?;
            Some(((first.place.0, usize::try_from(told).ok()?), join))
        };
        joined.into_iter().filter_map(place).collect::<Vec<_>>()
    };
    by_month.par_iter().flat_map_iter(of_month).collect()
}

/// How many months on articles count their days from: "nine days before the vote" may be of the next one.
fn looks_ahead(articles: &[&[Sentence<'_>]]) -> i32 {
    let echoes = articles.iter().copied().flatten().flat_map(|sentence| &sentence.told.echoes);
    i32::from(echoes.into_iter().any(|echo| echo.days > 0))
}

/// The months whose events the articles of a month may speak of without a date.
fn near<'b, 'a>(months: &'b [Month<'a>], number: Option<i32>, ahead: i32) -> &'b [Month<'a>] {
    let Some(number) = number else { return &[] };
    let from = months.partition_point(|month| month.number < number - 1);
    let to = months.partition_point(|month| month.number <= number + ahead);
    months.get(from..to).unwrap_or_default()
}

/// The events of each day.
struct Days(BTreeMap<i32, Events>);

/// The events of a day.
struct Events {
    all: Vec<Known>,
    postings: Postings,
    weights: Weights,
}

/// An event that undated words may speak of.
struct Known {
    /// Its month, and its place there.
    place: (i32, u32),
    words: Vec<Hash>,
    /// Whom it names, sorted.
    people: Vec<Hash>,
    /// What the article that founded it names, sorted.
    named: Vec<Hash>,
}

impl Days {
    fn of(months: &[Month<'_>]) -> Self {
        let mut days: BTreeMap<i32, Vec<Known>> = BTreeMap::new();
        for month in months {
            for (place, group) in month.groups.iter().enumerate() {
                if let (Some(day), Ok(place)) = (day(group), u32::try_from(place)) {
                    let place = (month.number, place);
                    days.entry(day).or_default().push(Known::of(place, group));
                }
            }
        }
        Self(days.into_iter().map(|(day, all)| (day, Events::of(all))).collect())
    }

    /// The undated sentences of an article that join an event.
    fn article(
        &self,
        place: usize,
        sentences: &[Sentence<'_>],
        dated: &[(usize, usize)],
    ) -> Vec<(u32, u32, Join)> {
        let mut joined = Vec::new();
        let mut before: Option<Before<'_>> = None;
        // The last one that is of an event of these days.
        let mut recent: Option<Before<'_>> = None;
        // The last sentence that is of an event.
        let mut spoke: Option<Before<'_>> = None;
        for (at, sentence) in sentences.iter().enumerate() {
            let told = sentence.told;
            let (Ok(article), Ok(own)) = (u32::try_from(place), u32::try_from(sentence.place.1))
            else {
                continue;
            };
            let published = sentence.published.map(Day::number);
            joined.extend(self.echoes(sentence).map(|join| (article, own, join)));
            let adds = spoke.filter(|spoke| told.added && spoke.is_added_to_by(told));
            joined.extend(adds.map(|spoke| (article, own, spoke.join)));
            let alike =
                |terms: &[Hash]| published.and_then(|day| self.alike(terms, &told.people, day));
            let is_dated = dated.binary_search(&sentence.place).is_ok();
            let leans = !is_dated && told.names_no_day();
            let next = sentences.get(at + 1).filter(|next| sentence.is_dated_by(next));
            let is_undated = leans || next.is_some() || is_undated(sentence);
            if is_dated && !is_undated {
                let beside = alike(&beside_dates(told));
                joined.extend(beside.map(|join| (article, own, join)));
                let join = Join::Sentence(own);
                let recently = is_recent(sentence);
                before = Some(Before { last: told, anchor: told, join, recent: recently });
                recent = before.filter(|_| recently).or(recent);
                spoke = before;
                continue;
            }
            // What is quoted was said these days, whatever was told before it.
            let quoted = told.quotes.iter().any(|quote| quote.direct);
            let leads = before.filter(|before| !quoted || before.recent);
            let leads = if quoted { leads.or(recent) } else { leads };
            let going_on = leads.filter(|before| is_undated && before.goes_on_in(told));
            let stands = is_dated || is_undated && !told.goes_on;
            let of_next = next.and_then(|next| u32::try_from(next.place.1).ok());
            let join = going_on
                .map(|before| before.join)
                .or(of_next.map(Join::Sentence))
                .or_else(|| alike(&beside_dates(told)).filter(|_| stands));
            joined.extend(join.map(|join| (article, own, join)));
            let anchor = going_on.map_or(told, |before| before.anchor);
            let recently = going_on.is_none_or(|before| before.recent);
            before = join.map(|join| Before { last: told, anchor, join, recent: recently });
            recent = before.filter(|before| before.recent).or(recent);
            spoke = before.or(spoke);
        }
        joined
    }

    /// The events of the days that a sentence counts its own day from.
    fn echoes<'b>(&'b self, sentence: &'b Sentence<'_>) -> impl Iterator<Item = Join> + 'b {
        let told = sentence.told;
        told.echoes.iter().filter_map(|echo| {
            let day = day_of(sentence)?.checked_add(echo.days)?;
            self.0.get(&day)?.told_of(&echo.terms, sentence)
        })
    }

    /// The event of the last days that undated words, which name some people, are most like.
    fn alike(&self, terms: &[Hash], people: &[Hash], published: i32) -> Option<Join> {
        if terms.len() < 4 {
            return None;
        }
        let days = (0..=REACH).filter_map(|back| self.0.get(&(published - back)));
        let best = days.flat_map(|events| events.alike(terms, people)).max()?;
        let (_, Reverse((month, group))) = best;
        Some(Join::Group(month, group))
    }
}

/// The day of a group that has one.
fn day(group: &Group<'_>) -> Option<i32> {
    group.first().map(|unit| unit.days).filter(|days| days.0 == days.1).map(|days| days.0)
}

impl Known {
    fn of(place: (i32, u32), group: &Group<'_>) -> Self {
        let mut people: Vec<Hash> =
            group.iter().flat_map(|unit| &unit.told.people).copied().collect();
        people.sort_unstable();
        people.dedup();
        let named = group.first().map(|unit| unit.gist.names.clone()).unwrap_or_default();
        Self { place, words: words(group), people, named }
    }

    /// Whether both name people, and none of them is the same: then words of one thing are of another.
    fn is_of_others(&self, people: &[Hash]) -> bool {
        !people.is_empty() && !self.people.is_empty() && shared(people, &self.people) == 0
    }
}

impl Events {
    fn of(all: Vec<Known>) -> Self {
        let texts: Vec<&[Hash]> = all.iter().map(|event| event.words.as_slice()).collect();
        let weights = Weights::of(&texts);
        let postings = Postings::of(&texts);
        Self { all, postings, weights }
    }

    /// How alike words are to each event that they are like enough, and that is not of other people.
    fn alike(&self, terms: &[Hash], people: &[Hash]) -> Vec<(u64, Reverse<(i32, u32)>)> {
        let lists = terms.iter().map(|word| self.postings.having(*word));
        let mut seen: Vec<usize> =
            lists.filter(|list| list.len() <= COMMON).flatten().map(|(_, index)| *index).collect();
        seen.sort_unstable();
        // One word in common, out of few, is chance.
        let twice = seen.chunk_by(|left, right| left == right).filter(|group| group.len() > 1);
        let scored = twice.filter_map(|group| group.first()).filter_map(|index| {
            let event = self.all.get(*index).filter(|event| !event.is_of_others(people))?;
            let alike = self.weights.cosine(terms, &event.words);
            (alike >= ALIKE).then_some((millionths(alike), Reverse(event.place)))
        });
        scored.collect()
    }

    /// The event of a day that a sentence goes back to: of those with some of its words, the one most like the words that do, or,
    /// where none has any of these, most like all of its words.
    fn told_of(&self, echo: &[Hash], sentence: &Sentence<'_>) -> Option<Join> {
        let terms = &sentence.told.terms;
        let least = if self.all.len() > ONE_STORY { 2 } else { 1 };
        let found = terms.iter().flat_map(|word| self.postings.having(*word));
        let mut seen: Vec<usize> = found.map(|(_, index)| *index).collect();
        seen.sort_unstable();
        let near = seen.chunk_by(|left, right| left == right).filter(|group| group.len() >= least);
        let scored = near.filter_map(|group| self.all.get(*group.first()?)).map(|event| {
            let alike = |words: &[Hash]| millionths(self.weights.cosine(words, &event.words));
            (alike(echo), alike(terms), Reverse(event.place))
        });
        let best = scored.max().map(|(_, _, Reverse(place))| place);
        let (month, group) = best.or_else(|| self.only(sentence))?;
        Some(Join::Group(month, group))
    }

    /// The only event of a day, where its article names somebody or something that this one names, too.
    fn only(&self, sentence: &Sentence<'_>) -> Option<(i32, u32)> {
        let [only] = self.all.as_slice() else { return None };
        (shared(&only.named, &sentence.gist.names) > 0).then_some(only.place)
    }
}

/// Whether the dates of a sentence, if it has any, date no more than what it says aside of the past or of what is to come, so that its
/// main clause has none.
fn is_undated(sentence: &Sentence<'_>) -> bool {
    let elsewhere = |when: &When| {
        let date = when.timex.resolve(sentence.published).and_then(|resolved| resolved.date);
        let number = |day: Option<Day>| day.map(Day::number);
        let (first, last) = (number(date.and_then(Edtf::first)), number(date.and_then(Edtf::last)));
        let of = |day: Option<i32>| day.zip(number(sentence.published));
        of(last).is_some_and(|(last, published)| last < published - REACH)
            || of(first).is_some_and(|(first, published)| first > published)
    };
    sentence.told.times.iter().all(|when| when.aside && elsewhere(when))
}

/// Whether a sentence tells of a day shortly before its publication, or of none that is known.
fn is_recent(sentence: &Sentence<'_>) -> bool {
    let Some(published) = sentence.published.map(Day::number) else { return true };
    let recent = |when: &When| {
        let date = when.timex.resolve(sentence.published)?.date?;
        let (first, last) = (date.first().map(Day::number), date.last()?.number());
        let open = first.is_none_or(|first| first > published) || when.ahead && last >= published;
        Some(last >= published - RECENT && !open)
    };
    sentence.told.times.iter().any(|when| recent(when) == Some(true))
}

/// The day that a sentence tells of: the first that it names, or, of an opening one that names none, that of its publication.
fn day_of(sentence: &Sentence<'_>) -> Option<i32> {
    let told = sentence.told;
    let day = |when: &When| {
        let date = when.timex.resolve(sentence.published)?.date?;
        date.first().filter(|first| Some(*first) == date.last())
    };
    let opens = told.lead && told.times.is_empty();
    let day = told.times.iter().find_map(day).or(sentence.published.filter(|_| opens));
    day.map(Day::number)
}

/// The words of a sentence beside the clauses that are dated: its main clause may tell of another day's event.
fn beside_dates(told: &Told) -> Vec<Hash> {
    let dated = |term: &Hash| told.times.iter().any(|when| when.terms.binary_search(term).is_ok());
    told.terms.iter().copied().filter(|term| !dated(term)).collect()
}

/// What an article has just told of.
#[derive(Clone, Copy)]
struct Before<'a> {
    /// The sentence before.
    last: &'a Told,
    /// The one that began it.
    anchor: &'a Told,
    /// Its event.
    join: Join,
    /// Whether that is of these days.
    recent: bool,
}

impl Before<'_> {
    /// Whether the next sentence goes on about it: a pronoun's sentence or words quoted, or, in the same paragraph, one that
    /// takes up a word of it or names no day but its own.
    fn goes_on_in(&self, told: &Told) -> bool {
        let Self { last, anchor, .. } = self;
        if last.part != told.part {
            return false;
        }
        let takes_up = |other: &Told| {
            let tells =
                |term: &Hash| other.terms.binary_search(term).is_ok() && !MEASURES.contains(term);
            told.terms.iter().any(tells)
        };
        if last.block == told.block {
            let goes_on = told.goes_on || told.names_no_day();
            return goes_on || takes_up(anchor) || takes_up(last);
        }
        told.goes_on && told.block == last.block + 1 && !another_speaks(last, told)
    }

    /// Whether a sentence that somebody adds is added to this one, not far before it.
    fn is_added_to_by(&self, told: &Told) -> bool {
        let Self { last, .. } = self;
        last.part == told.part && told.block <= last.block + ADDED && !another_speaks(last, told)
    }
}

/// Whether a sentence names a person whom the one before it does not: then somebody else speaks.
fn another_speaks(last: &Told, told: &Told) -> bool {
    shared(&last.people, &told.people) < told.people.len()
}
