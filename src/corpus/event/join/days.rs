//! The events that undated words may speak of, by their days.

use super::super::super::Told;
use super::super::super::words::{Hash, shared};
use super::super::cluster::{Weights, millionths};
use super::super::month::{Group, Month, words};
use super::super::postings::Postings;
use super::super::unit::Sentence;
use super::{Join, REACH};
use crate::corpus::When;
use crate::date::Day;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How alike an undated sentence and an event must be.
const ALIKE: f32 = 0.3;

/// A word that more events of a day have than this proposes none of them.
const COMMON: usize = 40;

/// A day with more events than this has those of several stories.
const ONE_STORY: usize = 24;

/// The events of each day.
pub(super) struct Days(BTreeMap<i32, Events>);

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
    pub(super) fn of(months: &[Month<'_>]) -> Self {
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

    /// The events of the days that a sentence counts its own day from.
    pub(super) fn echoes<'b>(
        &'b self,
        sentence: &'b Sentence<'_>,
    ) -> impl Iterator<Item = Join> + 'b {
        let told = sentence.told;
        told.echoes.iter().filter_map(|echo| {
            let day = day_of(sentence)?.checked_add(echo.days)?;
            self.0.get(&day)?.told_of(&echo.terms, sentence)
        })
    }

    /// The event of a day that a sentence names as known.
    pub(super) fn known(&self, day: i32, name: Hash, sentence: &Sentence<'_>) -> Option<Join> {
        self.0.get(&day)?.told_of(&[name], sentence)
    }

    /// The event of the last days that a sentence, without the clauses that are dated, is most like.
    pub(super) fn alike(&self, sentence: &Sentence<'_>) -> Option<Join> {
        let terms = beside_dates(sentence.told);
        if terms.len() < 4 {
            return None;
        }
        let published = sentence.published?.number();
        let days = (0..=REACH).filter_map(|back| self.0.get(&(published - back)));
        let best = days.flat_map(|events| events.alike(&terms, &sentence.told.people)).max()?;
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

/// The day that a sentence tells of: the first that it names, or, of an opening one that names none, that of its publication.
pub(super) fn day_of(sentence: &Sentence<'_>) -> Option<i32> {
    let told = sentence.told;
    let day = |when: &When| {
        let date = when.timex.resolve(sentence.published)?.date?;
        date.first().filter(|first| Some(*first) == date.last())
    };
    let opens = told.is_of_publication() && told.times.is_empty();
    let day = told.times.iter().find_map(day).or(sentence.published.filter(|_| opens));
    day.map(Day::number)
}

/// The words of a sentence beside the clauses that are dated: its main clause may tell of another day's event.
fn beside_dates(told: &Told) -> Vec<Hash> {
    let dated = |term: &Hash| told.times.iter().any(|when| when.terms.binary_search(term).is_ok());
    told.terms.iter().copied().filter(|term| !dated(term)).collect()
}
