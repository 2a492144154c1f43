//! The dated sentences of one month, grouped: the grain in which events are found.

use super::super::recall::{Recall, Seal};
use super::super::words::Hash;
use super::cluster::{Text, clusters};
use super::unit::{Sentence, Unit, units};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The sentences of one event, so far.
pub(super) type Group<'a> = Vec<Unit<'a>>;

/// The sentences whose dates begin in one month.
#[derive(Debug)]
pub(super) struct Month<'a> {
    /// Which month, counted from the year 0.
    pub(super) number: i32,
    /// Those of one event together, by date.
    pub(super) groups: Vec<Group<'a>>,
    /// What it was made from.
    pub(super) made_from: Vec<Source>,
}

/// An article as a step's input: what stands for its gist, and the day it is read against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Source {
    seal: Seal,
    published: Option<i32>,
}

impl Source {
    /// The article of a sentence; `seals` come as the gists do.
    pub(super) fn of(sentence: &Sentence<'_>, seals: &[Seal]) -> Self {
        let seal = seals.get(sentence.place.0).copied().unwrap_or_default();
        Self { seal, published: sentence.published.map(crate::date::Day::number) }
    }
}

/// The dated sentences of all articles, by month.
pub(super) fn months<'a>(
    sentences: &[Sentence<'a>],
    seals: &[Seal],
    recall: &impl Recall,
) -> Vec<Month<'a>> {
    let units = units(sentences);
    let months = units.par_chunk_by(|left, right| left.month() == right.month());
    months.map(|units| Month::of(units, seals, recall)).collect()
}

impl<'a> Month<'a> {
    fn of(units: &[Unit<'a>], seals: &[Seal], recall: &impl Recall) -> Self {
        let articles: BTreeMap<usize, Source> =
            units.iter().map(|unit| (unit.place.0, Source::of(&unit.sentence(), seals))).collect();
        let made_from: Vec<Source> = articles.into_values().collect();
        let number = units.first().map_or(0, Unit::month);
        let places = recall.recall("cluster", &(number, &made_from), || group(units));
        let at = |place: &u32| units.get(usize::try_from(*place).ok()?).copied();
        let groups = places.iter().map(|group| group.iter().filter_map(at).collect()).collect();
        Self { number, groups, made_from }
    }
}

/// Groups the sentences of a month, each known by its place among them: date by date.
fn group(units: &[Unit<'_>]) -> Vec<Vec<u32>> {
    let mut groups = Vec::new();
    let mut start = 0;
    for bucket in units.chunk_by(|left, right| left.date == right.date) {
        let places = |group: Vec<usize>| {
            let mut places: Vec<u32> =
                group.iter().filter_map(|place| u32::try_from(start + place).ok()).collect();
            places.sort_unstable();
            places
        };
        groups.extend(of_one_date(bucket).into_iter().map(places));
        start += bucket.len();
    }
    groups
}

/// Groups the sentences of one date: those with the same words first, then by likeness.
fn of_one_date(units: &[Unit<'_>]) -> Vec<Vec<usize>> {
    let mut same: BTreeMap<(Hash, u32), Vec<usize>> = BTreeMap::new();
    for (place, unit) in units.iter().enumerate() {
        let clause = unit.when.map_or(0, |when| when.clause.start - unit.told.span.start);
        same.entry((unit.told.same, clause)).or_default().push(place);
    }
    let mut accounts: Vec<Vec<usize>> = same.into_values().collect();
    accounts.sort();
    let firsts: Vec<&Unit<'_>> = accounts
        .iter()
        .filter_map(|account| account.first())
        .filter_map(|at| units.get(*at))
        .collect();
    let texts: Vec<Text<'_>> = firsts
        .iter()
        .map(|unit| Text {
            words: unit.terms(),
            people: unit.people(),
            is_long: unit.span() > 1,
            article: unit.gist.id.as_str(),
            names: &unit.gist.names,
        })
        .collect();
    let members = |group: Vec<usize>| -> Vec<usize> {
        group.iter().filter_map(|at| accounts.get(*at)).flatten().copied().collect()
    };
    clusters(&texts).into_iter().map(members).collect()
}

/// The words of a group, sorted, each once.
pub(super) fn words(group: &Group<'_>) -> Vec<Hash> {
    let words: BTreeSet<Hash> = group.iter().flat_map(Unit::terms).copied().collect();
    words.into_iter().collect()
}

/// The unit of a group whose date is finest; of several the first.
pub(super) fn finest<'b, 'a>(group: &'b Group<'a>) -> Option<&'b Unit<'a>> {
    group.iter().min_by_key(|unit| (unit.span(), unit.when.is_none(), unit.order()))
}
