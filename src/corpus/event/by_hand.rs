//! What people write about events: written ones, and corrections of found ones. Exact words are found exactly or not at all.

use super::super::account::Voices;
use super::super::{CitedText, Entity, EntityId};
use super::{Event, EventId, Headline, Passage, PassagePart, Status};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use crate::desk::{WrittenEvent, WrittenPassage};
use crate::problem::{Code, Problem, Severity};
use crate::text::Span;
use std::collections::BTreeSet;

/// What a person's file can refer to.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Desk<'a> {
    /// The events that were written.
    pub(in super::super) written: &'a [WrittenEvent],
    /// The texts they cite.
    pub(in super::super) cited: &'a [CitedText],
    /// Who is who.
    pub(in super::super) entities: &'a [Entity],
    /// Who counts as one voice with whom.
    pub(in super::super) voices: &'a Voices<'a>,
}

/// Applies what people wrote to the events that were found.
pub(in super::super) fn apply(
    mut events: Vec<Event>,
    desk: Desk<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Event> {
    for written in desk.written {
        let passages = passages(written, desk.cited, problems);
        if written.event.is_none() && written.merge.is_empty() {
            if written.headline.is_some() && !written.hide {
                events.push(write(blank(written), written, passages, desk));
            }
            continue;
        }
        correct(&mut events, (written, passages), desk, problems);
    }
    events.sort_by(|left, right| (left.date, &left.id).cmp(&(right.date, &right.id)));
    events
}

/// The words that an event's file cites, where they stand.
fn passages(
    written: &WrittenEvent,
    cited: &[CitedText],
    problems: &mut Vec<Problem>,
) -> Vec<Passage> {
    let find = |passage| {
        find_passage(&written.path, passage, cited).map_err(|problem| problems.push(*problem)).ok()
    };
    written.passages.iter().filter_map(find).collect()
}

/// Where exact words stand; what is missing, as a problem at their line, where they do not.
pub(in super::super) fn find_passage(
    path: &str,
    wanted: &WrittenPassage,
    cited: &[CitedText],
) -> Result<Passage, Box<Problem>> {
    let name = wanted.name();
    let missing = |message: String, hint: &str| {
        let problem = Problem::warning(Code::UnknownTarget, path, message).at(wanted.line, "");
        Err(Box::new(problem.hint(hint)))
    };
    let Some(text) = cited.iter().find(|text| text.id.as_str() == name) else {
        let message = format!("there is no article “{}”", wanted.article);
        return missing(message, "Give the name of a file of content/articles.");
    };
    if text.is_draft {
        let message = format!("the article “{name}” is a draft: nobody sees it");
        return missing(message, "Take `draft: true` out of the article, or take this out.");
    }
    let body = text.body.find(&wanted.text).map(|at| (PassagePart::Body, at));
    let found =
        body.or_else(|| text.caption.find(&wanted.text).map(|at| (PassagePart::Caption, at)));
    let Some((part, at)) = found else {
        let message = format!("these words do not stand in the article “{name}”");
        let problem = Problem::warning(Code::Orphan, path, message).at(wanted.line, &wanted.text);
        return Err(Box::new(
            problem.hint("Copy the words from the article file, character by character."),
        ));
    };
    let span = Span::new(at, at + wanted.text.len());
    let block = if part == PassagePart::Body { block(&text.body, span) } else { 0 };
    Ok(Passage { article: text.id.clone(), part, span, text: wanted.text.clone(), block })
}

fn block(body: &str, span: Span) -> u32 {
    let blocks = crate::markdown::blocks(body);
    let before = blocks.partition_point(|block| block.span.start <= span.start);
    u32::try_from(before.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// An event with nothing but its file's name.
fn blank(written: &WrittenEvent) -> Event {
    Event {
        id: EventId(written.slug.clone()),
        date: None,
        date_reason: String::new(),
        headline: Headline::default(),
        status: Status::Written,
        planned: false,
        pinned: false,
        passages: Vec::new(),
        outlets: Vec::new(),
        independent_outlets: 0,
        people: Vec::new(),
        places: Vec::new(),
        organisations: Vec::new(),
        quotes: Vec::new(),
        text: String::new(),
        written_in: None,
    }
}

/// Corrects, merges or hides found events.
fn correct(
    events: &mut Vec<Event>,
    (written, passages): (&WrittenEvent, Vec<Passage>),
    desk: Desk<'_>,
    problems: &mut Vec<Problem>,
) {
    let mut found = Vec::new();
    for named in written.event.iter().chain(&written.merge) {
        match events.iter().position(|event| event.id.0 == named.id) {
            Some(place) => found.push(events.remove(place)),
            // What was to be hidden or put right is shown as it was found: no site goes out so.
            None => problems.push(Problem {
                severity: Severity::Error,
                ..unknown(&written.path, &named.id, named.line)
            }),
        }
    }
    let mut found = found.into_iter();
    let (Some(first), false) = (found.next(), written.hide) else { return };
    let merged = found.fold(first, merge);
    events.push(write(merged, written, passages, desk));
}

/// A problem: no event has this id.
pub(in super::super) fn unknown(path: &str, id: &str, line: u32) -> Problem {
    let message = format!("there is no event “{id}”");
    Problem::warning(Code::UnknownTarget, path, message)
        .at(line, "")
        .hint("An event's id is its page's name without `.html` (of `event/quay-opens-1a2b3c.html` it is `quay-opens-1a2b3c`), or what follows `#e-` in a link to it; it changes when its founding passage does.")
}

fn merge(mut event: Event, other: Event) -> Event {
    event.passages.extend(other.passages);
    let mut seen = BTreeSet::new();
    event.passages.retain(|passage| seen.insert(passage.clone()));
    for (mine, theirs) in [
        (&mut event.people, other.people),
        (&mut event.places, other.places),
        (&mut event.organisations, other.organisations),
    ] {
        mine.extend(theirs);
        mine.sort();
        mine.dedup();
    }
    event.quotes.extend(other.quotes);
    event.quotes.sort();
    event.quotes.dedup();
    event
}

/// What a person's file says, over what was found.
fn write(
    mut event: Event,
    written: &WrittenEvent,
    passages: Vec<Passage>,
    desk: Desk<'_>,
) -> Event {
    let changes = written.date.is_some()
        || written.headline.is_some()
        || !written.text.is_empty()
        || !written.passages.is_empty();
    event.status = if changes { Status::Written } else { Status::Reviewed };
    if let Some(date) = written.date {
        event.date = Some(date);
        "Set by the editor.".clone_into(&mut event.date_reason);
    }
    if let Some(headline) = &written.headline {
        event.headline = Headline { text: headline.clone(), from: None };
    }
    let known: BTreeSet<Passage> = event.passages.iter().cloned().collect();
    event.passages.extend(passages.into_iter().filter(|passage| !known.contains(passage)));
    if !written.people.is_empty() {
        event.people = ids(&written.people, desk.entities, MentionKind::Person);
    }
    if !written.places.is_empty() {
        event.places = ids(&written.places, desk.entities, MentionKind::Place);
    }
    let articles: BTreeSet<&ArticleId> =
        event.passages.iter().map(|passage| &passage.article).collect();
    event.outlets = desk.voices.names(&articles);
    event.independent_outlets = desk.voices.count(&articles);
    event.pinned = written.pin;
    event.text.clone_from(&written.text);
    event.written_in = Some(written.path.clone());
    event
}

fn ids(names: &[String], entities: &[Entity], kind: MentionKind) -> Vec<EntityId> {
    let find = |name: &String| {
        let is = |entity: &&Entity| {
            entity.kind == kind
                && (entity.name == *name
                    || entity.spellings.iter().any(|spelling| spelling.text == *name))
        };
        entities.iter().find(is).map(|entity| entity.id.clone())
    };
    names.iter().filter_map(find).collect()
}
