//! What a site lacks, though nothing in it is broken: dates, names, second sources, and what the desk wrote in vain.

use crate::annotate::MentionKind;
use crate::build::World;
use crate::corpus::{Basis, CopyKind, Event, Family};
use crate::date::Edtf;
use crate::desk::{Note, NoteTarget, Outlet};
use crate::problem::{Code, Problem};
use std::collections::BTreeSet;

/// The aliases file, relative to the root.
const ALIASES: &str = "content/aliases.yml";

/// Every gap, each with its file and line.
pub(super) fn gaps(world: &World) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        unnamed(world).chain(unsourced(world)).chain(undated(world)).collect();
    problems.extend(world.corpus.events.iter().filter_map(|event| single(world, event)));
    problems.extend(world.corpus.families.iter().filter_map(|family| undecided(world, family)));
    problems.extend(unmatched(world));
    problems.extend(world.desk.notes.iter().filter_map(|note| unseen(world, note)));
    problems
}

/// A note on a day that has no page: nobody sees it.
fn unseen(world: &World, note: &Note) -> Option<Problem> {
    let NoteTarget::Day(date) = note.target else { return None };
    let (message, hint) = match date.exact_day() {
        Some(day) => {
            let on_it = |event: &Event| event.date.and_then(Edtf::exact_day) == Some(day);
            if world.corpus.events.iter().any(on_it) {
                return None;
            }
            (
                format!("nothing happened on {date}: the note is shown nowhere"),
                "name a day of the timeline, or hang the note on an `event:` or on words of an `article:`",
            )
        }
        None => (
            format!("{date} is not one day: the note is shown nowhere"),
            "name the day: 2025-04-23",
        ),
    };
    Some(Problem::error(Code::UnknownTarget, &note.path, message).at(note.line, "").hint(hint))
}

fn unnamed(world: &World) -> impl Iterator<Item = Problem> {
    world.cards.values().filter(|card| card.outlet.is_none()).map(|card| {
        let hint = "write `outlet:` in its front matter, or list its host under `outlets` in content/aliases.yml";
        Problem::warning(Code::Unnamed, &card.path, "nothing tells who published it")
            .at(1, "")
            .hint(hint)
    })
}

fn unsourced(world: &World) -> impl Iterator<Item = Problem> {
    let alone = world.cards.values().filter(|card| card.scrape.is_none() && card.url.is_none());
    alone.map(|card| {
        let hint = "write `url:` in its front matter, or `scrape:` with the captured page";
        Problem::warning(
            Code::Unsourced,
            &card.path,
            "nothing leads back to where it was published",
        )
        .at(1, "")
        .hint(hint)
    })
}

fn undated(world: &World) -> impl Iterator<Item = Problem> {
    let unknown = world.corpus.published.iter().filter(|(_, when)| when.basis == Basis::Unknown);
    unknown.filter_map(|(id, _)| {
        let path = &world.cards.get(id)?.path;
        let message = "nothing tells when it was published";
        let hint = "write `date:` in its front matter";
        Some(Problem::warning(Code::Undated, path, message).at(1, "").hint(hint))
    })
}

fn single(world: &World, event: &Event) -> Option<Problem> {
    let passage = event.passages.first().filter(|_| event.independent_outlets < 2)?;
    let path = &world.cards.get(&passage.article)?.path;
    let record = world.record(&passage.article)?;
    let offset = passage.span.start as usize;
    let line = record.article.body_line + crate::text::line_at(&record.article.body, offset) - 1;
    let message = format!("“{}” is reported by one outlet alone", event.headline.text);
    Some(Problem::warning(Code::SingleSource, path, message).at(line, ""))
}

/// A family whose lead rests on neither a date nor a time.
fn undecided(world: &World, family: &Family) -> Option<Problem> {
    let when = |id| world.corpus.published.get(id).and_then(|published| published.value.as_ref());
    let first = when(&family.lead);
    let alike = family.copies.iter().filter(|copy| copy.kind == CopyKind::NearDuplicate);
    let open = alike.filter(|copy| first.is_none() || when(&copy.article) == first);
    let paths: Vec<&str> =
        open.filter_map(|copy| Some(world.cards.get(&copy.article)?.path.as_str())).collect();
    if paths.is_empty() {
        return None;
    }
    let lead = &world.cards.get(&family.lead)?.path;
    let message = format!("nothing tells whether it or its copy came first: {}", paths.join(", "));
    let hint = "write `date:` with a time in both, or `draft: true` in the one to drop";
    Some(Problem::warning(Code::NoLead, lead, message).at(1, "").hint(hint))
}

/// What the aliases file says of names and outlets that no article has.
fn unmatched(world: &World) -> Vec<Problem> {
    let Ok(text) = std::fs::read_to_string(world.root.join(ALIASES)) else { return Vec::new() };
    let aliases = &world.desk.aliases;
    let kinds = [
        (MentionKind::Person, &aliases.people),
        (MentionKind::Organisation, &aliases.organisations),
        (MentionKind::Place, &aliases.places),
    ];
    let known: BTreeSet<(MentionKind, &str)> =
        world.corpus.entities.iter().map(|entity| (entity.kind, entity.name.as_str())).collect();
    let names =
        kinds.into_iter().flat_map(|(kind, table)| table.keys().map(move |name| (kind, name)));
    let names = names.filter(|(kind, name)| !known.contains(&(*kind, name.as_str())));
    let outlets =
        aliases.outlets.iter().filter(|(name, outlet)| !has_articles(world, name, outlet));
    let idle = names.map(|(_, name)| name).chain(outlets.map(|(name, _)| name));
    idle.map(|name| {
        let line = text.lines().position(|line| {
            line.trim_start().trim_matches(['"', '\'']).starts_with(name.as_str())
        });
        let line = u32::try_from(line.unwrap_or(0)).unwrap_or(0) + 1;
        let message = format!("no article names “{name}”");
        let hint = "look at its spelling, or take it out";
        Problem::warning(Code::Unmatched, ALIASES, message).at(line, "").hint(hint)
    })
    .collect()
}

fn has_articles(world: &World, name: &str, outlet: &Outlet) -> bool {
    let is_host = |url: &str| {
        let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        host.is_some_and(|host| outlet.hosts.iter().any(|own| host.ends_with(own.as_str())))
    };
    let mut cards = world.cards.values();
    cards.any(|card| {
        card.outlet.as_deref() == Some(name) || card.url.as_deref().is_some_and(is_host)
    })
}
