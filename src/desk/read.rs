//! Reads the desk's files from their texts.

use super::address::Addresses;
use super::aliases::aliases;
use super::field::{DeskFile, Fields};
use super::{Desk, FoundEvent, Note, NoteTarget, WrittenEvent, WrittenPage, WrittenPassage};
use crate::config::Limits;
use crate::markdown;
use crate::problem::{Code, Problem, Reported};
use crate::yaml;

/// How long `aliases.yml` and `addresses.yml` may be: the addresses of a hundred thousand articles and their events.
const LARGEST: usize = 64 * 1024 * 1024;

/// Reads everything the desk wrote; files of other folders are passed over. Each list comes out by path, whatever the
/// order of the files. What is wrong in one file is a problem and leaves the others alone.
pub fn read(files: &[DeskFile<'_>], limits: &Limits) -> Reported<Desk> {
    let mut files = files.to_vec();
    files.sort_by_key(|file| file.path);
    let mut desk = Desk::default();
    let mut problems = Vec::new();
    // These two are no front matter, and grow with the site.
    let whole = &Limits { front_matter_bytes: LARGEST, ..limits.clone() };
    for file in files {
        match kind(file.path) {
            Some(Kind::Aliases) => desk.aliases = aliases(file, whole).take(&mut problems),
            Some(Kind::Addresses) => {
                let mut fields = Fields::of(file.path, file.text, 0, whole);
                desk.addresses = Addresses::of(fields.pairs());
                problems.append(&mut fields.problems);
            }
            Some(Kind::Event) => desk.events.push(event(file, limits).take(&mut problems)),
            Some(Kind::Note) => desk.notes.extend(note(file, limits).take(&mut problems)),
            Some(Kind::Page) => desk.pages.extend(page(file, limits).take(&mut problems)),
            None => {}
        }
    }
    Reported { value: desk, problems }
}

enum Kind {
    Aliases,
    Addresses,
    Event,
    Note,
    Page,
}

/// What a file of the desk is, by where it stands.
fn kind(path: &str) -> Option<Kind> {
    let inside = path.strip_prefix("content/")?;
    let markdown = path.strip_suffix(".md").is_some();
    match inside.split_once('/') {
        None if inside == "aliases.yml" => Some(Kind::Aliases),
        None if inside == "addresses.yml" => Some(Kind::Addresses),
        Some(("events", _)) if markdown => Some(Kind::Event),
        Some(("notes", _)) if markdown => Some(Kind::Note),
        Some(("pages", _)) if markdown => Some(Kind::Page),
        _ => None,
    }
}

/// The file's keys and the text that follows them.
fn open<'a>(file: DeskFile<'a>, limits: &Limits) -> (Fields<'a>, String) {
    let (mut fields, text) = match yaml::split(file.text) {
        Some(split) => (Fields::of(file.path, split.front, 1, limits), split.body),
        None => (Fields::of(file.path, "", 0, limits), file.text),
    };
    let text = text.trim().replace("\r\n", "\n");
    let (bounded, deep) = markdown::bound(&text, limits.markdown_depth);
    if deep.is_some() {
        let message =
            format!("nested deeper than limits.markdown_depth ({})", limits.markdown_depth);
        fields.problems.push(Problem::error(Code::TooLarge, file.path, message));
    }
    let text = bounded.into_owned();
    (fields, text)
}

const EVENT_KEYS: &[&str] =
    &["date", "headline", "event", "merge", "hide", "pin", "places", "people", "passages"];

/// Reads one event file.
pub fn event(file: DeskFile<'_>, limits: &Limits) -> Reported<WrittenEvent> {
    let (mut fields, text) = open(file, limits);
    fields.only(EVENT_KEYS);
    let value = WrittenEvent {
        path: file.path.to_owned(),
        slug: file.stem(),
        date: fields.date("date"),
        headline: fields.text("headline"),
        event: fields.text("event").map(|id| found(&fields, "event", id)),
        merge: fields.list("merge").into_iter().map(|id| found(&fields, "merge", id)).collect(),
        hide: fields.flag("hide"),
        pin: fields.flag("pin"),
        places: fields.list("places"),
        people: fields.list("people"),
        passages: passages(&mut fields),
        text,
    };
    let alone = value.event.is_none() && value.merge.is_empty();
    if alone && value.headline.is_none() && fields.problems.is_empty() {
        fields.warn(
            "the event has neither a headline nor a found event that it corrects",
            "Write `headline:` and `date:`, or `event:` with the id of the found event.",
        );
    }
    Reported { value, problems: fields.problems }
}

fn found(fields: &Fields<'_>, key: &str, id: String) -> FoundEvent {
    let line = fields.line_of(key, &id);
    FoundEvent { id, line }
}

fn passages(fields: &mut Fields<'_>) -> Vec<WrittenPassage> {
    let mut passages = Vec::new();
    for (nth, row) in fields.rows("passages").into_iter().enumerate() {
        let mut row = fields.inside(row);
        row.only(&["article", "text"]);
        let (article, text) = (row.text("article"), row.text("text"));
        fields.problems.append(&mut row.problems);
        match (article, text) {
            (Some(article), Some(text)) => {
                let line = match fields.line("text", nth) {
                    0 => fields.line("passages", 0),
                    line => line,
                };
                passages.push(WrittenPassage { article, text, line });
            }
            _ => fields.complain(
                "passages",
                format!("passage {} lacks `article` or `text`", nth + 1),
                "Name the article (its file's name) and quote its words exactly.".to_owned(),
            ),
        }
    }
    passages
}

/// Reads one note; `None` where it hangs on nothing.
pub fn note(file: DeskFile<'_>, limits: &Limits) -> Reported<Option<Note>> {
    let (mut fields, text) = open(file, limits);
    fields.only(&["article", "text", "event", "day", "author", "date"]);
    let target = target(&mut fields);
    let key = match target {
        Some(NoteTarget::Event(_)) => "event",
        Some(NoteTarget::Day(_)) => "day",
        _ => "text",
    };
    let line = fields.line(key, 0);
    let note = target.map(|target| Note {
        line,
        path: file.path.to_owned(),
        slug: file.stem(),
        target,
        author: fields.text("author"),
        date: fields.date("date"),
        text,
    });
    Reported { value: note, problems: fields.problems }
}

fn target(fields: &mut Fields<'_>) -> Option<NoteTarget> {
    let (article, text) = (fields.text("article"), fields.text("text"));
    let (event, day) = (fields.text("event"), fields.date("day"));
    match (article, text, event, day) {
        (Some(article), Some(text), None, None) => {
            let line = fields.line("text", 0);
            Some(NoteTarget::Passage(WrittenPassage { article, text, line }))
        }
        (None, None, Some(event), None) => Some(NoteTarget::Event(event)),
        (None, None, None, Some(day)) => Some(NoteTarget::Day(day)),
        _ if !fields.problems.is_empty() => None,
        _ => {
            let given = |key: &&str| fields.line(key, 0) > 0;
            let key = ["day", "event", "text", "article"].into_iter().find(given);
            let hint =
                "Write either `article:` with `text:` (exact words), or `event:`, or `day:`.";
            fields.complain(
                key.unwrap_or_default(),
                "the note does not say what it hangs on, or says it twice".to_owned(),
                hint.to_owned(),
            );
            None
        }
    }
}

/// Names in the root that are the site's own; a page called `method` stands above its own words.
const OURS: [&str; 4] = ["404", "index", "search", "undated"];

/// Reads one page; its title is the front matter's, else its first heading, else its name. `None` where its address is taken.
pub fn page(file: DeskFile<'_>, limits: &Limits) -> Reported<Option<WrittenPage>> {
    let (mut fields, text) = open(file, limits);
    fields.only(&["title"]);
    let heading = text.lines().find_map(|line| line.strip_prefix("# ")).map(str::to_owned);
    let title = fields.text("title").or(heading).unwrap_or_else(|| file.stem());
    let slug = file.stem();
    let taken = OURS.contains(&slug.as_str()) || slug.bytes().all(|byte| byte.is_ascii_digit());
    if taken {
        fields.warn(
            &format!("the site has a page “{slug}” of its own"),
            "Give the file another name, such as `about.md`; the page is left out until then.",
        );
    }
    let page = WrittenPage { path: file.path.to_owned(), slug, title, text };
    Reported { value: (!taken).then_some(page), problems: fields.problems }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(files: &[(&str, &str)]) -> Reported<Desk> {
        let files: Vec<_> = files.iter().map(|(path, text)| DeskFile { path, text }).collect();
        read(&files, &Limits::default())
    }

    #[test]
    fn an_event_written_by_hand_is_read_whole() {
        let text = "---\ndate: 2025-04\nheadline: A strike\npassages:\n  - article: a\n    text: They struck.\n---\nOur text.\n";
        let read = desk(&[("content/events/strike.md", text)]);
        assert_eq!(read.problems, []);
        let event = read.value.events.first().unwrap();
        assert_eq!((event.slug.as_str(), event.text.as_str()), ("strike", "Our text."));
        assert_eq!(event.date.unwrap().to_string(), "2025-04");
        assert_eq!(event.passages.first().unwrap().line, 6);
    }

    #[test]
    fn what_an_event_names_is_known_with_its_line_however_its_list_is_written() {
        let text = "---\nevent: one\nmerge:\n  - two\n  - three\npassages: [{article: a, text: They struck.}, {article: b, text: So they did.}]\n---\n";
        let event = event(DeskFile { path: "content/events/x.md", text }, &Limits::default()).value;
        let found = event.event.iter().chain(&event.merge);
        let found: Vec<_> = found.map(|found| (found.id.as_str(), found.line)).collect();
        assert_eq!(found, [("one", 2), ("two", 4), ("three", 5)]);
        let lines: Vec<_> = event.passages.iter().map(|passage| passage.line).collect();
        assert_eq!(lines, [6, 6]);
        let text = "---\npassages:\n  - { text: They struck., article: a }\n  - {article: b, text: So they did.}\n---\n";
        let event =
            super::event(DeskFile { path: "content/events/x.md", text }, &Limits::default());
        let lines: Vec<_> = event.value.passages.iter().map(|passage| passage.line).collect();
        assert_eq!(lines, [3, 4]);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let read = desk(&[("content/events/x.md", "---\nheadline: A\ndat: 2025\n---\n")]);
        let problem = read.problems.first().unwrap();
        assert_eq!(problem.line, 3);
        assert!(problem.message.contains("dat"), "{}", problem.message);
    }

    #[test]
    fn a_date_that_is_none_is_said_at_its_line() {
        let read = desk(&[("content/notes/x.md", "---\nday: tomorrow\n---\nText")]);
        assert_eq!(read.problems.first().map(|problem| problem.line), Some(2));
        assert!(read.value.notes.is_empty());
    }

    #[test]
    fn a_note_hangs_on_one_thing() {
        let one = desk(&[("content/notes/x.md", "---\nday: 2025-04-23\n---\nText")]);
        assert!(matches!(one.value.notes.first().unwrap().target, NoteTarget::Day(_)));
        let both = desk(&[("content/notes/x.md", "---\nday: 2025-04-23\nevent: y\n---\nText")]);
        assert!(both.value.notes.is_empty() && both.problems.len() == 1);
        for (text, line) in [
            ("---\nday: 2025-04-23\nevent: y\n---\nText", 2),
            ("---\narticle: a\nevent: y\n---\nText", 3),
            ("---\narticle: a\ntext: \"\"\n---\nText", 3),
            ("---\narticle: a\n---\nText", 2),
            ("A text alone.", 1),
            ("", 1),
        ] {
            let read = desk(&[("content/notes/x.md", text)]);
            let told: Vec<_> = read.problems.iter().map(|one| (one.severity, one.line)).collect();
            assert_eq!(told, [(crate::problem::Severity::Error, line)], "{text}");
        }
    }

    #[test]
    fn a_page_at_an_address_of_the_site_s_own_is_left_out_and_said() {
        let pages =
            ["search", "2024", "method", "about"].map(|name| format!("content/pages/{name}.md"));
        let read = desk(&pages.each_ref().map(|path| (path.as_str(), "Text")));
        let kept: Vec<_> = read.value.pages.iter().map(|page| page.slug.as_str()).collect();
        assert_eq!(kept, ["about", "method"]);
        assert!(read.problems.iter().all(|problem| problem.message.contains("of its own")));
        assert_eq!(read.problems.len(), 2);
    }

    #[test]
    fn aliases_take_a_list_as_other_spellings() {
        let text = "people:\n  Ann Lee: [A. Lee]\noutlets:\n  Daily:\n    hosts: [daily.example]\n    independent: false\n";
        let read = desk(&[("content/aliases.yml", text)]);
        assert_eq!(read.problems, []);
        assert_eq!(read.value.aliases.people["Ann Lee"].also, ["A. Lee"]);
        assert!(!read.value.aliases.outlets["Daily"].independent);
    }
}
