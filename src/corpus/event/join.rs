//! Undated sentences that join an event; they never found one.

use super::super::Told;
use super::super::words::Hash;
use super::cluster::Weights;
use super::refine::{Group, words};
use super::unit::{Sentence, Unit};
use crate::annotate::MentionKind;
use crate::date::Edtf;
use std::collections::BTreeMap;

/// How alike an undated sentence and an event must be.
const ALIKE: f32 = 0.3;

/// How many days before publication an undated sentence may speak of.
const REACH: i32 = 2;

/// A word that more events of a few days have than this proposes none of them.
const COMMON: usize = 40;

/// Adds to each group the undated sentences that tell of it; `sentences` come by article.
pub(super) fn join<'a>(groups: &mut [Group<'a>], sentences: &[Sentence<'a>]) {
    let events = Events::of(groups);
    let articles = sentences.chunk_by(|left, right| left.place.0 == right.place.0);
    let joined: Vec<(usize, Unit<'a>)> =
        articles.flat_map(|article| events.article(article)).collect();
    for (group, unit) in joined {
        if let Some(group) = groups.get_mut(group) {
            group.push(unit);
        }
    }
}

/// The events of each day, with their words.
struct Events {
    /// Each event's date and words.
    all: Vec<(Edtf, Vec<Hash>)>,
    /// Which events of a day have a word: sorted.
    by_word: Vec<(i32, Hash, usize)>,
    weights: BTreeMap<i32, Weights>,
    /// Which event a dated sentence tells of: sorted.
    by_sentence: Vec<((usize, usize), usize)>,
}

impl Events {
    fn of(groups: &[Group<'_>]) -> Self {
        let finest = |group: &Group<'_>| {
            group.iter().min_by_key(|unit| unit.span()).map(|unit| (unit.date, unit.days))
        };
        let mut all = Vec::new();
        let mut by_word = Vec::new();
        let mut by_day: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        let mut by_sentence = Vec::new();
        for (index, group) in groups.iter().enumerate() {
            let Some((date, (first, last))) = finest(group) else { continue };
            let words = words(group);
            if first == last {
                by_word.extend(words.iter().map(|word| (first, *word, index)));
                by_day.entry(first).or_default().push(index);
            }
            all.push((date, words));
            by_sentence.extend(group.iter().map(|unit| (unit.place, index)));
        }
        by_word.sort_unstable();
        by_sentence.sort_unstable();
        let texts = |list: &Vec<usize>| -> Vec<&[Hash]> {
            list.iter()
                .filter_map(|index| all.get(*index))
                .map(|(_, words)| words.as_slice())
                .collect()
        };
        let weights = by_day.iter().map(|(day, list)| (*day, Weights::of(&texts(list)))).collect();
        Self { all, by_word, weights, by_sentence }
    }

    /// The event that a dated sentence tells of.
    fn known(&self, place: (usize, usize)) -> Option<usize> {
        let at = self.by_sentence.partition_point(|(other, _)| *other < place);
        self.by_sentence.get(at).filter(|(other, _)| *other == place).map(|(_, event)| *event)
    }

    /// The undated sentences of an article that join an event.
    fn article<'a>(&self, sentences: &[Sentence<'a>]) -> Vec<(usize, Unit<'a>)> {
        let mut joined = Vec::new();
        let mut before: Option<(&Told, usize)> = None;
        for sentence in sentences {
            let told = sentence.told;
            let known = self.known(sentence.place);
            let event = known
                .or_else(|| before.filter(|(last, _)| follows(last, told)).map(|(_, event)| event))
                .or_else(|| self.alike(told, sentence.published?.number()));
            if let (None, Some(event)) = (known, event) {
                let date = self.all.get(event).map(|(date, _)| *date);
                joined.extend(date.map(|date| (event, sentence.at(date, None))));
            }
            before = event.map(|event| (told, event));
        }
        joined
    }

    /// The event of the last days that an undated sentence is most like.
    fn alike(&self, told: &Told, published: i32) -> Option<usize> {
        if !told.times.is_empty() || told.goes_on || told.terms.len() < 4 {
            return None;
        }
        let scored = (0..=REACH).flat_map(|back| self.score(told, published - back));
        scored.max().map(|(_, index)| index.0)
    }

    fn score(&self, told: &Told, day: i32) -> Vec<(u64, std::cmp::Reverse<usize>)> {
        let Some(weights) = self.weights.get(&day) else { return Vec::new() };
        let lists = told.terms.iter().map(|word| self.having(day, *word));
        let mut seen: Vec<usize> = lists
            .filter(|list| list.len() <= COMMON)
            .flatten()
            .map(|(_, _, index)| *index)
            .collect();
        seen.sort_unstable();
        // One word in common, out of few, is chance.
        let twice = seen.chunk_by(|left, right| left == right).filter(|group| group.len() > 1);
        let scored = twice.filter_map(|group| group.first()).filter_map(|index| {
            let alike = weights.cosine(&told.terms, &self.all.get(*index)?.1);
            (alike >= ALIKE)
                .then_some((super::cluster::millionths(alike), std::cmp::Reverse(*index)))
        });
        scored.collect()
    }

    /// The events of a day that have a word.
    fn having(&self, day: i32, word: Hash) -> &[(i32, Hash, usize)] {
        let start = self.by_word.partition_point(|entry| (entry.0, entry.1) < (day, word));
        let rest = self.by_word.get(start..).unwrap_or_default();
        let end = rest.iter().take_while(|entry| (entry.0, entry.1) == (day, word)).count();
        rest.get(..end).unwrap_or_default()
    }
}

/// Whether a sentence goes on about the one before it.
fn follows(last: &Told, told: &Told) -> bool {
    let near = last.part == told.part && told.block <= last.block + 1;
    told.goes_on && told.times.is_empty() && near && !another_speaks(last, told)
}

/// Whether a sentence names a person whom the one before it does not: then somebody else speaks.
fn another_speaks(last: &Told, told: &Told) -> bool {
    let people = |told: &Told| -> Vec<String> {
        let people = told.names.iter().filter(|(kind, _)| *kind == MentionKind::Person);
        people.map(|(_, name)| name.clone()).collect()
    };
    let known = people(last);
    people(told).iter().any(|name| !known.contains(name))
}
