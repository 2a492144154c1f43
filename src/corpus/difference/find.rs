//! Finds where accounts of one event do not agree: precision before recall.

use super::super::account::Voices;
use super::super::words::shared;
use super::super::{Claim, Difference, DifferenceKind, Event, Gist, Passage, Told};
use super::statement::{Statement, statements};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An event with more passages than this is told too often for its pairs to be compared.
const MOST: usize = 200;

/// The differences within each event, in the order of the events.
pub(in super::super) fn differences(
    gists: &[&Gist],
    events: &[Event],
    voices: &Voices<'_>,
) -> Vec<Difference> {
    let several = events.par_iter().filter(|event| event.independent_outlets > 1);
    several.flat_map_iter(|event| within(gists, event, voices)).collect()
}

fn within(gists: &[&Gist], event: &Event, voices: &Voices<'_>) -> Vec<Difference> {
    let mut all = Vec::new();
    for passage in event.passages.iter().take(MOST) {
        let told = told(gists, passage);
        all.extend(
            told.into_iter()
                .flat_map(|told| statements(told, passage, voices.voice(&passage.article))),
        );
    }
    let topics = topics(&all);
    let difference = |group: &Vec<&Statement>| {
        let (kind, claims) = (group.first()?.kind, claims(group)?);
        Some(Difference { event: event.id.clone(), kind, claims })
    };
    topics.iter().filter_map(difference).collect()
}

/// The sentence that a passage is.
fn told<'a>(gists: &[&'a Gist], passage: &Passage) -> Option<&'a Told> {
    let at = gists.binary_search_by(|gist| gist.id.cmp(&passage.article)).ok()?;
    let told = gists.get(at)?.told.iter();
    told.into_iter().find(|told| told.part == passage.part && told.span == passage.span)
}

/// Statements about one thing, each group by its first.
fn topics(all: &[Statement]) -> Vec<Vec<&Statement>> {
    let mut topics: Vec<Vec<&Statement>> = Vec::new();
    for statement in all {
        match topics.iter_mut().find(|group| group.iter().any(|other| same_thing(other, statement)))
        {
            Some(group) => group.push(statement),
            None => topics.push(vec![statement]),
        }
    }
    topics
}

/// Whether two statements are about one thing, whatever they say of it.
fn same_thing(left: &Statement, right: &Statement) -> bool {
    if left.kind != right.kind || left.head != right.head {
        return false;
    }
    let common = shared(&left.topic, &right.topic);
    let shorter = left.topic.len().min(right.topic.len());
    let least = match left.kind {
        DifferenceKind::Actor => 2,
        _ => 4.max(shorter.div_ceil(2)),
    };
    common >= least
}

/// What the sides say, where independent voices say different things and none says two.
fn claims(group: &[&Statement]) -> Option<Vec<Claim>> {
    let mut sides: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for statement in group {
        sides.entry(&statement.value).or_default().push(statement);
        said.entry(&statement.voice).or_default().insert(&statement.value);
    }
    if sides.len() < 2 || said.len() < 2 || said.values().any(|values| values.len() > 1) {
        return None;
    }
    let claim = |side: &Vec<&Statement>| {
        let mut passages: Vec<Passage> =
            side.iter().map(|statement| statement.passage.clone()).collect();
        passages.sort();
        passages.dedup();
        let text = side.first().map(|statement| statement.text.clone()).unwrap_or_default();
        Claim { text, passages }
    };
    Some(sides.values().map(claim).collect())
}
