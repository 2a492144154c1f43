//! What a site lacks, though nothing in it is broken: dates, names, second sources, and what the desk wrote in vain.

use crate::annotate::MentionKind;
use crate::build::World;
use crate::corpus::entity::folded;
use crate::corpus::{Basis, CopyKind, Event, Family};
use crate::date::Edtf;
use crate::desk::{Aliases, Note, NoteTarget, Outlet};
use crate::problem::{Code, Problem};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};

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

/// What the aliases file says of names, of words and of outlets that no article has.
fn unmatched(world: &World) -> Vec<Problem> {
    let Ok(text) = std::fs::read_to_string(world.root.join(ALIASES)) else { return Vec::new() };
    let aliases = &world.desk.aliases;
    let listed = listed(aliases);
    let known = world.corpus.entities.iter().map(|entity| (entity.kind, entity.name.as_str()));
    let seen = Seen { known: known.collect(), files: files(world, &listed) };
    let outlets =
        aliases.outlets.iter().filter(|(name, outlet)| !has_articles(world, name, outlet));
    let outlets = outlets.map(|(name, _)| {
        let line = line_of(&text, "outlets", name);
        Problem::warning(Code::Unmatched, ALIASES, format!("no article is by “{name}”"))
            .at(line, "")
            .hint("look at its spelling and its hosts, or take it out")
    });
    listed.iter().filter_map(|listed| listed.in_vain(&seen, &text)).chain(outlets).collect()
}

/// Words that the aliases file lists.
#[derive(Clone, Copy, Debug)]
struct Listed<'a> {
    /// Under which key.
    part: &'static str,
    words: &'a str,
    role: Role<'a>,
}

/// What the aliases file says of some words.
#[derive(Clone, Copy, Debug)]
enum Role<'a> {
    /// They are the name to show.
    Name(MentionKind),
    /// They are another spelling of this name, or another's name that is like it.
    Beside(MentionKind, &'a str),
    /// They are no name.
    Stop,
}

/// What the articles have of them.
struct Seen<'a> {
    /// The names that were found.
    known: BTreeSet<(MentionKind, &'a str)>,
    /// A file that has the words, by the words as names are compared.
    files: BTreeMap<String, String>,
}

fn listed(aliases: &Aliases) -> Vec<Listed<'_>> {
    let tables = [
        (MentionKind::Person, "people", &aliases.people),
        (MentionKind::Organisation, "organisations", &aliases.organisations),
        (MentionKind::Place, "places", &aliases.places),
    ];
    let mut listed = Vec::new();
    for (kind, part, table) in tables {
        for (name, alias) in table {
            listed.push(Listed { part, words: name, role: Role::Name(kind) });
            let beside = alias.also.iter().chain(&alias.never);
            let role = Role::Beside(kind, name);
            listed.extend(beside.map(|words| Listed { part, words, role }));
        }
    }
    let stop = aliases.stop.iter();
    listed.extend(stop.map(|words| Listed { part: "stop", words, role: Role::Stop }));
    listed
}

/// Where listed words stand in articles, the first file of each.
fn files(world: &World, listed: &[Listed<'_>]) -> BTreeMap<String, String> {
    let wanted: BTreeSet<String> = listed.iter().map(|listed| folded(listed.words)).collect();
    let wanted: Vec<String> = wanted.into_iter().filter(|words| !words.is_empty()).collect();
    let mut files = BTreeMap::new();
    let Some(finder) = AhoCorasick::new(&wanted).ok().filter(|_| !wanted.is_empty()) else {
        return files;
    };
    for (id, article) in world.articles() {
        let front = &article.front;
        let caption = front.image.as_ref().and_then(|image| image.caption.as_ref());
        let heads = [&front.title, &front.description].into_iter().flatten().chain(caption);
        let text: String =
            heads.chain([&article.body]).flat_map(|text| [text.as_str(), "\n"]).collect();
        // What belongs to a name is compared with the name.
        let text = folded(&text.replace("’s", " ").replace("'s", " "));
        for found in finder.find_overlapping_iter(&text) {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let (before, after) = (text.get(..found.start()), text.get(found.end()..));
            let inside = letter(before.and_then(|text| text.chars().next_back()))
                || letter(after.and_then(|text| text.chars().next()));
            let words = wanted.get(found.pattern().as_usize()).filter(|_| !inside);
            if let (Some(words), Some(card)) = (words, world.cards.get(&id)) {
                files.entry(words.clone()).or_insert_with(|| card.path.clone());
            }
        }
    }
    files
}

impl Listed<'_> {
    /// The problem, where no article has what is listed.
    fn in_vain(&self, seen: &Seen<'_>, text: &str) -> Option<Problem> {
        let (words, file) = (self.words, seen.files.get(&folded(self.words)));
        let hint = "look at its spelling, or take it out".to_owned();
        let (line, message, hint) = match (self.role, file) {
            (Role::Name(kind), _) if seen.known.contains(&(kind, words)) => return None,
            (Role::Name(kind), Some(file)) => (
                line_of(text, self.part, words),
                format!("“{words}” was found nowhere as {}", called(kind)),
                format!("{file} has the words, but not as a name: look there, or take it out"),
            ),
            (Role::Name(_), None) => {
                (line_of(text, self.part, words), format!("no article names “{words}”"), hint)
            }
            (Role::Beside(kind, name), None) if seen.known.contains(&(kind, name)) => {
                let line = line_below(text, line_of(text, self.part, name), words);
                (line, format!("no article has “{words}”, which is listed with “{name}”"), hint)
            }
            (Role::Stop, None) => {
                let line = line_below(text, line_of(text, self.part, self.part), words);
                (line, format!("no article has “{words}”"), hint)
            }
            (Role::Beside(..) | Role::Stop, _) => return None,
        };
        Some(Problem::warning(Code::Unmatched, ALIASES, message).at(line, "").hint(hint))
    }
}

fn called(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "a person",
        MentionKind::Organisation => "an organisation",
        MentionKind::Place => "a place",
    }
}

/// The line on which a name is a key, in this part of the file; the part's own where it is written otherwise.
fn line_of(text: &str, part: &str, name: &str) -> u32 {
    let rows = (1..).zip(text.lines());
    let mut rows = rows.skip_while(|(_, row)| row.starts_with(' ') || !is_key(row, part));
    let first = rows.next().map_or(1, |(line, _)| line);
    rows.find(|(_, row)| is_key(row, name)).map_or(first, |(line, _)| line)
}

fn is_key(row: &str, name: &str) -> bool {
    const QUOTES: [char; 2] = ['"', '\''];
    let row = row.trim_start().trim_start_matches(QUOTES);
    let rest = row.strip_prefix(name).map(|rest| rest.trim_start_matches(QUOTES).trim_start());
    rest.is_some_and(|rest| rest.starts_with(':'))
}

/// The first line from this one on that lists some words.
fn line_below(text: &str, from: u32, words: &str) -> u32 {
    let lists = |row: &str| {
        let mut entries = row.split([',', '[', ']', '{', '}', ':']);
        let bare: &[char] = &['-', ' ', '"', '\''];
        entries.any(|entry| entry.trim_start_matches(bare).trim_end_matches(bare) == words)
    };
    let mut rows = (1..).zip(text.lines()).skip(from.saturating_sub(1) as usize);
    rows.find(|(_, row)| lists(row)).map_or(from, |(line, _)| line)
}

fn has_articles(world: &World, name: &str, outlet: &Outlet) -> bool {
    let is_host = |url: &str| {
        let url = url::Url::parse(url).ok();
        url.is_some_and(|url| url.host_str().is_some_and(|host| outlet.publishes_at(host)))
    };
    let mut cards = world.cards.values();
    cards.any(|card| {
        card.outlet.as_deref() == Some(name) || card.url.as_deref().is_some_and(is_host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_at_its_own_line() {
        let text = "people:\n  Annabel Lee: [A. Lee]\n  \"Ann\":\n    also:\n      - An\n      - 'Anne'\nplaces:\n  Ann: {}\nstop: [The, Thee]\n";
        assert_eq!(line_of(text, "people", "Ann"), 3);
        assert_eq!(line_of(text, "people", "Annabel Lee"), 2);
        assert_eq!(line_of(text, "places", "Ann"), 8);
        assert_eq!(line_below(text, 3, "Anne"), 6);
        assert_eq!(line_below(text, 2, "A. Lee"), 2);
        assert_eq!(line_below(text, 9, "Thee"), 9);
    }
}
