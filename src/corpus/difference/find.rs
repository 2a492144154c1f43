//! Finds where accounts of one event do not agree: precision before recall.

use super::super::account::Voices;
use super::super::recall::{Recall, Seal};
use super::super::words::shared;
use super::super::{
    Claim, Difference, DifferenceKind, Event, EventId, Gist, Passage, PassagePart, Told,
};
use super::statement::{Statement, statements};
use crate::article::ArticleId;
use crate::text::Span;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An event with more passages than this is told too often for its pairs to be compared.
const MOST: usize = 200;

/// The differences within each event, in the order of the events; `seals` come as the gists do.
pub(in super::super) fn differences(
    (gists, seals): (&[&Gist], &[Seal]),
    events: &[Event],
    voices: &Voices<'_>,
    recall: &impl Recall,
) -> Vec<Difference> {
    let several: Vec<&Event> =
        events.iter().filter(|event| event.independent_outlets > 1).collect();
    let month = |event: &Event| {
        event.date.and_then(crate::date::Edtf::first).map(|day| (day.year(), day.month()))
    };
    let months = several.par_chunk_by(|left, right| month(left) == month(right));
    let sealed: Sealed<'_> =
        gists.iter().zip(seals).map(|(gist, seal)| (&gist.id, (*seal, *gist))).collect();
    let of_month = |events: &[&Event]| -> Vec<Difference> {
        let input: Vec<Input<'_>> =
            events.iter().map(|event| input(event, &sealed, voices)).collect();
        recall.recall("differ", &input, || {
            events.iter().flat_map(|event| within(&sealed, event, voices)).collect()
        })
    };
    months.flat_map_iter(of_month).collect()
}

/// The articles, each with what stands for it.
type Sealed<'a> = HashMap<&'a ArticleId, (Seal, &'a Gist)>;

/// What stands for an event: its id, and each of its passages with its voice.
type Input<'a> = (&'a EventId, Vec<(Seal, PassagePart, Span, &'a str)>);

fn input<'a>(event: &'a Event, sealed: &Sealed<'_>, voices: &'a Voices<'_>) -> Input<'a> {
    let seal = |id: &ArticleId| sealed.get(id).map_or(0, |(seal, _)| *seal);
    let passages = event.passages.iter().map(|passage| {
        (seal(&passage.article), passage.part, passage.span, voices.voice(&passage.article))
    });
    (&event.id, passages.collect())
}

fn within(sealed: &Sealed<'_>, event: &Event, voices: &Voices<'_>) -> Vec<Difference> {
    let mut all = Vec::new();
    for passage in event.passages.iter().take(MOST) {
        let told = told(sealed, passage);
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
fn told<'a>(sealed: &Sealed<'a>, passage: &Passage) -> Option<&'a Told> {
    let (_, gist) = sealed.get(&passage.article)?;
    gist.told.iter().find(|told| told.part == passage.part && told.span == passage.span)
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
