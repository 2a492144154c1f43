//! Undated sentences that join an event; they never found one.

use super::super::words::Hash;
use super::super::{Gist, Told};
use super::cluster::Weights;
use super::refine::{Group, words};
use super::unit::Unit;
use crate::annotate::MentionKind;
use crate::date::{Day, Edtf};
use std::collections::BTreeMap;

/// How alike an undated sentence and an event must be.
const ALIKE: f32 = 0.3;

/// How many days before publication an undated sentence may speak of.
const REACH: i32 = 2;

/// A word that more events of a few days have than this proposes none of them.
const COMMON: usize = 40;

/// Adds to each group the undated sentences that tell of it.
pub(super) fn join<'a>(groups: &mut [Group<'a>], articles: &[(&'a Gist, Day)]) {
    let days = Days::of(groups);
    let mut joined: Vec<(usize, Unit<'a>)> = Vec::new();
    for (gist, published) in articles {
        joined.extend(days.article(gist, *published));
    }
    for (group, unit) in joined {
        if let Some(group) = groups.get_mut(group) {
            group.push(unit);
        }
    }
}

/// The events of each day, with their words.
struct Days {
    events: Vec<Event>,
    by_day: BTreeMap<Day, Vec<usize>>,
    by_word: BTreeMap<(Day, Hash), Vec<usize>>,
    weights: BTreeMap<Day, Weights>,
    by_sentence: BTreeMap<Key, usize>,
}

/// An event's date and words.
struct Event {
    date: Edtf,
    words: Vec<Hash>,
}

/// An article, a part of it and an offset.
type Key = (String, super::PassagePart, u32);

fn key(gist: &Gist, told: &Told) -> Key {
    (gist.id.0.clone(), told.part, told.span.start)
}

impl Days {
    fn of(groups: &[Group<'_>]) -> Self {
        let mut days = Self {
            events: Vec::new(),
            by_day: BTreeMap::new(),
            by_word: BTreeMap::new(),
            weights: BTreeMap::new(),
            by_sentence: BTreeMap::new(),
        };
        for (index, group) in groups.iter().enumerate() {
            let date = group.iter().map(|unit| unit.date).min_by_key(|date| date.days());
            let Some(date) = date else { continue };
            days.events.push(Event { date, words: words(group) });
            if let Some(day) = date.exact_day() {
                days.by_day.entry(day).or_default().push(index);
            }
            for unit in group {
                days.by_sentence.insert(key(unit.gist, unit.told), index);
            }
        }
        days.index();
        days
    }

    fn index(&mut self) {
        for (day, list) in &self.by_day {
            let events = list.iter().filter_map(|index| Some((*index, self.events.get(*index)?)));
            let texts: Vec<&[Hash]> =
                events.clone().map(|(_, event)| event.words.as_slice()).collect();
            self.weights.insert(*day, Weights::of(&texts));
            for (index, event) in events {
                for word in &event.words {
                    self.by_word.entry((*day, *word)).or_default().push(index);
                }
            }
        }
    }

    /// The undated sentences of an article that join an event.
    fn article<'a>(&self, gist: &'a Gist, published: Day) -> Vec<(usize, Unit<'a>)> {
        let mut joined = Vec::new();
        let mut before: Option<(&Told, usize)> = None;
        for told in &gist.told {
            let known = self.by_sentence.get(&key(gist, told)).copied();
            let event = known
                .or_else(|| before.filter(|(last, _)| follows(last, told)).map(|(_, event)| event))
                .or_else(|| self.alike(told, published));
            if let (None, Some(event)) = (known, event) {
                let date = self.events.get(event).map(|event| event.date);
                let unit = date.map(|date| Unit {
                    gist,
                    published: Some(published),
                    told,
                    when: None,
                    date,
                });
                joined.extend(unit.map(|unit| (event, unit)));
            }
            before = event.map(|event| (told, event));
        }
        joined
    }

    /// The event of the last days that an undated sentence is most like.
    fn alike(&self, told: &Told, published: Day) -> Option<usize> {
        if !told.times.is_empty() || told.goes_on || told.terms.len() < 4 {
            return None;
        }
        let days = (0..=REACH).filter_map(|back| published.plus(-back));
        let scored = days.flat_map(|day| self.score(told, day));
        scored.max().map(|(_, index)| index.0)
    }

    fn score(&self, told: &Told, day: Day) -> Vec<(u64, std::cmp::Reverse<usize>)> {
        let Some(weights) = self.weights.get(&day) else { return Vec::new() };
        let lists = told.terms.iter().filter_map(|word| self.by_word.get(&(day, *word)));
        let mut seen: Vec<usize> =
            lists.filter(|list| list.len() <= COMMON).flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        let scored = seen.into_iter().filter_map(|index| {
            let alike = weights.cosine(&told.terms, &self.events.get(index)?.words);
            (alike >= super::tune("J0", ALIKE))
                .then_some((super::cluster::millionths(alike), std::cmp::Reverse(index)))
        });
        scored.collect()
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
