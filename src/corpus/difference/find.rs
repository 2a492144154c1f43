//! Finds where accounts of one event do not agree: precision before recall.

use super::super::account::Voices;
use super::super::recall::{Recall, Seal};
use super::super::words;
use super::super::{
    Claim, Difference, DifferenceKind, EntityId, Event, EventId, Gist, Passage, PassagePart, Told,
};
use super::number::is_rounded;
use super::statement::{Statement, speaker, statements};
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
        events.iter().filter(|event| is_told_by_two(event, voices)).collect();
    let sealed: Sealed<'_> =
        gists.iter().zip(seals).map(|(gist, seal)| (&gist.id, (*seal, *gist))).collect();
    let of_event = |event: &&Event| -> Vec<Difference> {
        let input = input(event, &sealed, voices);
        recall.recall_whole("differ", &input, || within(&sealed, event, voices)).to_vec()
    };
    several.par_iter().with_min_len(16).flat_map_iter(of_event).collect()
}

/// Whether any two answer for what an event's passages say.
fn is_told_by_two(event: &Event, voices: &Voices<'_>) -> bool {
    let mut tellers = event.passages.iter().map(|passage| voices.teller(&passage.article));
    let first = tellers.next();
    tellers.any(|other| Some(other) != first)
}

/// The articles, each with what stands for it.
type Sealed<'a> = HashMap<&'a ArticleId, (Seal, &'a Gist)>;

/// What stands for an event: its id, each of its passages with its teller, and who says each of its quotes.
type Input<'a> = (&'a EventId, Vec<(Seal, PassagePart, Span, &'a str)>, Vec<Option<&'a EntityId>>);

fn input<'a>(event: &'a Event, sealed: &Sealed<'_>, voices: &'a Voices<'_>) -> Input<'a> {
    let seal = |id: &ArticleId| sealed.get(id).map_or(0, |(seal, _)| *seal);
    let passages = event.passages.iter().map(|passage| {
        (seal(&passage.article), passage.part, passage.span, voices.teller(&passage.article))
    });
    let speakers = event.quotes.iter().map(|quote| quote.person.as_ref());
    (&event.id, passages.collect(), speakers.collect())
}

fn within(sealed: &Sealed<'_>, event: &Event, voices: &Voices<'_>) -> Vec<Difference> {
    let mut all = Vec::new();
    for passage in event.passages.iter().take(MOST) {
        let told = told(sealed, passage);
        all.extend(
            told.into_iter()
                .flat_map(|told| statements(told, passage, voices.teller(&passage.article))),
        );
    }
    all.extend(
        event
            .quotes
            .iter()
            .filter_map(|quote| speaker(quote, voices.teller(&quote.passage.article))),
    );
    let topics = topics(&all);
    let difference = |group: &Vec<&Statement>| {
        let firm: Vec<&Statement> = group.iter().filter(|one| !one.open).copied().collect();
        let found = claims(&firm).or_else(|| claims(&of_one_day(&stated(sealed), group)));
        let (kind, claims) = (group.first()?.kind, found?);
        Some(Difference { event: event.id.clone(), kind, claims })
    };
    topics.iter().filter_map(difference).collect()
}

/// The day that an article states.
fn stated<'a>(sealed: &'a Sealed<'_>) -> impl Fn(&ArticleId) -> Option<i32> + 'a {
    |article| Some(sealed.get(article)?.1.stated?.day.number())
}

/// Statements that were printed about as early as those that leave open that it is more: whoever writes later may know more, and
/// contradicts nobody.
fn of_one_day<'a>(
    day: &impl Fn(&ArticleId) -> Option<i32>,
    group: &[&'a Statement],
) -> Vec<&'a Statement> {
    let open = group.iter().filter(|one| one.open).filter_map(|one| day(&one.passage.article));
    let Some(first) = open.min() else { return Vec::new() };
    let near =
        |one: &&&Statement| day(&one.passage.article).is_some_and(|day| (day - first).abs() <= 1);
    group.iter().filter(near).copied().collect()
}

/// The sentence that a passage is.
fn told<'a>(sealed: &Sealed<'a>, passage: &Passage) -> Option<&'a Told> {
    let (_, gist) = sealed.get(&passage.article)?;
    gist.told.iter().find(|told| told.part == passage.part && told.span == passage.span)
}

/// Statements about one thing, each group by its first: whatever is about one thing with any of a group is of it.
fn topics(all: &[Statement]) -> Vec<Vec<&Statement>> {
    let mut topics: Vec<Vec<&Statement>> = Vec::new();
    for statement in all {
        let about = |other: &&Statement| {
            other.kind == statement.kind && other.topic.is_one_with(&statement.topic)
        };
        let (same, others): (Vec<_>, Vec<_>) =
            topics.into_iter().partition(|group| group.iter().any(about));
        let mut group: Vec<&Statement> = same.into_iter().flatten().collect();
        group.push(statement);
        topics = others;
        topics.push(group);
    }
    topics
}

/// Whether two names may be one's: one is part of the other, or both end in the same word ("the Foreign Office", "the British
/// Foreign Office"; a surname with two first names is an article that leaves open who is meant).
fn may_be_one(left: &str, right: &str) -> bool {
    let words = |name: &str| -> Vec<String> { words::words(name).collect() };
    let (left, right) = (words(left), words(right));
    let within = |one: &[String], other: &[String]| one.iter().all(|word| other.contains(word));
    left.last() == right.last() || within(&left, &right) || within(&right, &left)
}

/// Whether any two values of one kind need not contradict each other.
fn any_alike(kind: DifferenceKind, values: &[&str]) -> bool {
    let alike = |left: &str, right: &str| match kind {
        DifferenceKind::Number => is_rounded(left, right),
        DifferenceKind::Name => may_be_one(left, right),
        _ => false,
    };
    let mut rest = values;
    while let Some((left, others)) = rest.split_first() {
        if others.iter().any(|right| alike(left, right)) {
            return true;
        }
        rest = others;
    }
    false
}

/// What the sides say, where several tellers say different things and none says two.
fn claims(group: &[&Statement]) -> Option<Vec<Claim>> {
    let mut sides: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for statement in group {
        sides.entry(&statement.value).or_default().push(statement);
        said.entry(&statement.voice).or_default().insert(&statement.value);
    }
    let clear = said.values().all(|values| values.len() == 1);
    let values: Vec<&str> = sides.keys().copied().collect();
    if sides.len() < 2 || said.len() < 2 || !clear || any_alike(group.first()?.kind, &values) {
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
