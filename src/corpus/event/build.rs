//! From dated sentences to events.

use super::super::account::Voices;
use super::super::recall::{Recall, Seal};
use super::super::words::{hash, is_stop, words};
use super::super::{Entity, Gist, Published};
use super::assemble::assemble;
use super::cluster::Weights;
use super::join::joins;
use super::month::{Group, finest, months};
use super::refine::hosts;
use super::unit::{Unit, sentences};
use super::{Event, EventId, EventQuote, Headline, Passage, Status};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use crate::corpus::EntityId;
use crate::text::{Span, slug};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What events are built from, beside the gists.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Known<'a> {
    /// When each article was published.
    pub(in super::super) published: &'a BTreeMap<ArticleId, Published>,
    /// Who counts as one voice with whom.
    pub(in super::super) voices: &'a Voices<'a>,
    /// Who is who.
    pub(in super::super) entities: &'a [Entity],
}

/// The events of all articles, by date, then by id; `seals` come as the gists do.
pub(in super::super) fn events(
    (gists, seals): (&[&Gist], &[Seal]),
    known: Known<'_>,
    recall: &impl Recall,
) -> Vec<Event> {
    let sentences = sentences(gists, known.published);
    let months = months(&sentences, seals, recall);
    let mut dated: Vec<(usize, usize)> =
        months.iter().flat_map(|month| &month.groups).flatten().map(|unit| unit.place).collect();
    dated.sort_unstable();
    let hosts = hosts(&months, recall);
    let joins = joins(&sentences, &dated, (&months, seals), recall);
    let months = assemble(months, &hosts, &joins, &sentences);
    let names = names(known.entities);
    let of_month = |groups: Vec<Group<'_>>| {
        let head = |group: &Group<'_>| -> u32 {
            let members: Vec<Member> = group.iter().map(|unit| member(unit, seals)).collect();
            // One alone heads its event.
            let several = members.len() > 1;
            if several { *recall.recall_whole("head", &members, || head_of(group)) } else { 0 }
        };
        let events = groups.iter().filter_map(|group| event(group, head(group), known, &names));
        events.collect::<Vec<Event>>()
    };
    let mut events: Vec<Event> = months.into_par_iter().flat_map_iter(of_month).collect();
    events.sort_by(|left, right| left.id.cmp(&right.id));
    events.dedup_by(|left, right| left.id == right.id);
    events.sort_by_cached_key(|event| (event.date, event.id.clone()));
    events
}

/// What stands for a sentence of an event: its article and the day that is read against, its place there, and where its clause and its
/// date begin, if it is dated.
type Member = (Seal, Option<i32>, usize, Option<(u32, u32)>);

fn member(unit: &Unit<'_>, seals: &[Seal]) -> Member {
    let seal = seals.get(unit.place.0).copied().unwrap_or_default();
    let dated = unit.when.map(|when| (when.clause.start, when.timex.span.start));
    (seal, unit.published.map(crate::date::Day::number), unit.place.1, dated)
}

/// The people, places and organisations of each article, by kind and spelling.
type Names<'a> = HashMap<&'a ArticleId, Vec<(MentionKind, &'a str, &'a EntityId)>>;

fn names(entities: &[Entity]) -> Names<'_> {
    let mut names = Names::new();
    for entity in entities {
        for spelling in &entity.spellings {
            for article in &spelling.articles {
                let of_article = names.entry(article).or_default();
                of_article.push((entity.kind, &spelling.text, &entity.id));
            }
        }
    }
    names
}

/// Whom an article means by a name.
fn named<'a>(
    names: &Names<'a>,
    article: &ArticleId,
    kind: MentionKind,
    name: &str,
) -> Option<&'a EntityId> {
    let own = names.get(article)?.iter();
    own.rev().find(|(own, spelling, _)| *own == kind && *spelling == name).map(|(_, _, id)| *id)
}

/// An event of its sentences, the founding one first; `head` is the place of the one that heads it.
fn event(group: &Group<'_>, head: u32, known: Known<'_>, names: &Names<'_>) -> Option<Event> {
    let founder = *group.first()?;
    let finest = *finest(group)?;
    let head = usize::try_from(head).ok().and_then(|head| group.get(head)).unwrap_or(&founder);
    let articles: BTreeSet<&ArticleId> = group.iter().map(|unit| &unit.gist.id).collect();
    let of_kind = |kind| entities(group, names, kind);
    let ahead = group.iter().filter(|unit| unit.when.is_some() && unit.planned()).count();
    let told = group.iter().filter(|unit| unit.when.is_some()).count();
    Some(Event {
        id: id(&founder),
        date: Some(finest.date),
        date_reason: reason(&finest, known.published),
        headline: headline(head),
        status: Status::Auto,
        planned: told > 0 && ahead * 2 > told && !group.iter().any(Unit::has_happened),
        pinned: false,
        passages: passages(group),
        outlets: known.voices.names(&articles),
        independent_outlets: known.voices.count(&articles),
        people: of_kind(MentionKind::Person),
        places: of_kind(MentionKind::Place),
        organisations: of_kind(MentionKind::Organisation),
        quotes: quotes(group, names),
        text: String::new(),
        written_in: None,
    })
}

/// The founding passage first, then by article and place.
fn passages(group: &Group<'_>) -> Vec<Passage> {
    let all: Vec<Passage> = group.iter().map(Unit::passage).collect();
    let Some((founder, rest)) = all.split_first() else { return all };
    let rest: BTreeSet<&Passage> = rest.iter().filter(|passage| *passage != founder).collect();
    std::iter::once(founder).chain(rest).cloned().collect()
}

/// An event's id: the first telling words of its founding clause, and a hash of where and what that is.
fn id(founder: &Unit<'_>) -> EventId {
    let told = founder.told;
    let start = (founding(founder) - told.span.start) as usize;
    let words = told.text.get(start..).unwrap_or(&told.text);
    let telling: Vec<String> = self::words(words).filter(|word| !is_stop(word)).take(5).collect();
    let whole = format!("{}\n{:?}\n{}\n{start}", founder.gist.id.as_str(), told.part, told.text);
    let id = format!("{}-{:06x}", slug(&telling.join(" "), 48), hash(&whole) & 0x00ff_ffff);
    // Words in another script leave nothing to begin with.
    EventId(id.trim_start_matches('-').to_owned())
}

/// Where an event's founding words begin: with its clause, or, where another date of the sentence has claimed that, with its date.
fn founding(founder: &Unit<'_>) -> u32 {
    let Some(when) = founder.when else { return founder.told.span.start };
    let earlier = founder.told.times.iter().take_while(|other| other.timex.span < when.timex.span);
    let claimed = earlier.into_iter().any(|other| other.clause.start == when.clause.start);
    if claimed { when.timex.span.start } else { when.clause.start }
}

/// How the date is known, in a sentence.
fn reason(unit: &Unit<'_>, published: &BTreeMap<ArticleId, Published>) -> String {
    let Some(when) = unit.when else {
        return "Not dated in the text: the day its first account was published.".to_owned();
    };
    let Some(value) = published.get(&unit.gist.id).and_then(|published| published.value) else {
        return format!("“{}” in the text.", when.words);
    };
    format!("“{}” in an article of {}.", when.words, value.day)
}

/// The place of the sentence that reads best alone: named for its actor, like the others, early, neither short nor long.
fn head_of(group: &Group<'_>) -> u32 {
    let texts: Vec<&[u32]> = group.iter().map(|unit| unit.told.terms.as_slice()).collect();
    let done = group.iter().any(Unit::has_happened);
    let score = |(unit, like): (&Unit<'_>, f32)| {
        let dated = if unit.when.is_some() { 2.5 } else { 1.0 };
        let seen = if done { reports(unit) } else { 1.0 };
        super::cluster::millionths(like / 64.0 * dated * seen * suits(unit))
    };
    let likeness = Weights::of(&texts).likeness(&texts);
    let scores = group.iter().zip(likeness).map(score);
    let best = (0..).zip(scores).max_by_key(|(place, score)| (*score, std::cmp::Reverse(*place)));
    best.map_or(0, |(place, _)| place)
}

/// How many days after something it is news.
const NEWS: i32 = 3;

/// How well a sentence tells of what has come about, 0 to 1: as news of its day, looking back, or while that was still to come.
fn reports(unit: &Unit<'_>) -> f32 {
    let since = |published: crate::date::Day| published.number().saturating_sub(unit.days.1);
    match unit.published.map(since) {
        _ if unit.planned() => 0.2,
        Some(days) if days <= NEWS => 1.0,
        _ => 0.7,
    }
}

/// How well a sentence suits as a headline, 0 to 1: by its length, and whether it reads well alone and is all about the event.
fn suits(unit: &Unit<'_>) -> f32 {
    let told = unit.told;
    let long = match (told.headline.text.chars().count(), told.headline.text.contains('…')) {
        (60..=160, false) => 1.0,
        (40..=180, _) => 0.8,
        _ => 0.5,
    };
    let stands = if told.stands { 1.0 } else { 0.1 };
    let actor = if told.names_actor { 1.0 } else { 0.4 };
    let all = if unit.when.is_none_or(|when| when.clause == told.span) { 1.0 } else { 0.6 };
    long * stands * actor * all
}

fn headline(unit: &Unit<'_>) -> Headline {
    let (told, passage) = (unit.told, unit.passage());
    let cut = &told.headline;
    let by = |offset: u32| (offset - told.span.start) as usize;
    let text = told.text.get(by(cut.span.start)..by(cut.span.end)).unwrap_or(&told.text).to_owned();
    Headline { text: cut.text.clone(), from: Some(Passage { span: cut.span, text, ..passage }) }
}

fn entities(group: &Group<'_>, names: &Names<'_>, kind: MentionKind) -> Vec<EntityId> {
    let mut ids = BTreeSet::new();
    for unit in group {
        let of_kind = unit.told.names.iter().filter(|name| name.0 == kind);
        ids.extend(of_kind.filter_map(|(_, name)| named(names, &unit.gist.id, kind, name)));
    }
    ids.into_iter().cloned().collect()
}

fn quotes(group: &Group<'_>, names: &Names<'_>) -> Vec<EventQuote> {
    let mut quotes = BTreeSet::new();
    for unit in group {
        let whole = unit.passage();
        for quoted in &unit.told.quotes {
            // Of a quote of several sentences, what this one holds.
            let span = Span { end: quoted.span.end.min(whole.span.end), ..quoted.span };
            let by = |offset: u32| offset.saturating_sub(whole.span.start) as usize;
            let Some(text) = whole.text.get(by(span.start)..by(span.end)) else { continue };
            let passage = Passage { span, text: text.to_owned(), ..whole.clone() };
            let speaker = quoted.speaker.clone();
            let person = speaker
                .as_deref()
                .and_then(|name| named(names, &unit.gist.id, MentionKind::Person, name))
                .cloned();
            quotes.insert(EventQuote { passage, speaker, person, channel: quoted.channel.clone() });
        }
    }
    quotes.into_iter().collect()
}
