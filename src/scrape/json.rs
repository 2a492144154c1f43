//! JSON and JSON Lines of scrapers: trafilatura, newspaper4k, Readability, ArchiveBox, wallabag.

mod objects;

use super::{Capture, Captured, Fact, Facts, Format};
use crate::config::Limits;
use crate::date::Stamp;
use crate::problem::{Code, Problem, Reported};
use objects::{Found, Objects};
use serde_json::{Map, Value};

/// How many lines that are no JSON are told one by one.
const TOLD: usize = 100;

/// The articles of a file; `None` where it begins like JSON and is none.
pub(super) fn read(path: &str, text: &str, limits: &Limits) -> Option<Reported<Vec<Captured>>> {
    let mut file = File::default();
    for (line, found) in Objects::of(text) {
        if file.captured.len() >= limits.file_articles {
            file.problems.push(super::too_many(path, limits).at(line, ""));
            break;
        }
        match found {
            Found::Object(raw) if raw.len() as u64 > limits.article_bytes => {
                file.objects += 1;
                file.problems.push(super::too_large(path, limits).at(line, ""));
            }
            Found::Object(raw) => match parse(raw) {
                Ok(object) => file.add(&object),
                Err(_) => file.broken(path, line, raw)?,
            },
            Found::Other(words) => file.broken(path, line, words)?,
        }
    }
    Some(file.finish(path, text.trim_start().starts_with('{')))
}

/// An object; where a program cut a character in two, the half of it is no reason to lose the article.
fn parse(raw: &str) -> serde_json::Result<Map<String, Value>> {
    serde_json::from_str(raw).or_else(|error| {
        let whole = without_halves(raw);
        if whole == raw { Err(error) } else { serde_json::from_str(&whole) }
    })
}

/// The halves of characters (`\ud83d` without its `\ude00`) as U+FFFD.
fn without_halves(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, from)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let half = |at: usize, first: [char; 2], second: &[char]| {
            let text = from.get(at..at + 6).and_then(|text| text.strip_prefix("\\u"));
            let text = text.and_then(|text| text.strip_prefix(first));
            text.is_some_and(|text| text.starts_with(second))
        };
        let high = half(0, ['d', 'D'], &['8', '9', 'a', 'b', 'A', 'B']);
        let pair = high && half(6, ['d', 'D'], &['c', 'd', 'e', 'f', 'C', 'D', 'E', 'F']);
        let low = half(0, ['d', 'D'], &['c', 'd', 'e', 'f', 'C', 'D', 'E', 'F']);
        let length = if pair {
            12
        } else if high || low {
            6
        } else {
            2
        };
        let (escape, after) = from.split_at_checked(length).unwrap_or((from, ""));
        out.push_str(if length == 6 { "\\ufffd" } else { escape });
        rest = after;
    }
    out + rest
}

/// What has been read of a file.
#[derive(Default)]
struct File {
    captured: Vec<Captured>,
    problems: Vec<Problem>,
    objects: usize,
    broken: usize,
    /// Whether it is an archive's index.
    index: bool,
}

impl File {
    fn add(&mut self, object: &Map<String, Value>) {
        self.objects += 1;
        self.index |= tool(object) == Some("ArchiveBox");
        self.captured.extend(capture(object));
    }

    /// Words that are no object; `None` where the text may be prose that opens with a bracket.
    fn broken(&mut self, path: &str, line: u32, words: &str) -> Option<()> {
        if self.objects + self.broken == 0 && !words.contains("\":") {
            return None;
        }
        self.broken += 1;
        if self.broken <= TOLD {
            let problem = Problem::error(Code::BadLine, path, "not a JSON object");
            self.problems.push(problem.at(line, words));
        }
        Some(())
    }

    fn finish(mut self, path: &str, in_lines: bool) -> Reported<Vec<Captured>> {
        if self.broken > TOLD {
            let message = format!("{} lines more are no JSON objects", self.broken - TOLD);
            self.problems.push(Problem::error(Code::BadLine, path, message));
        }
        let lines = self.objects > 1 && in_lines;
        let format = if lines { Format::JsonLines } else { Format::Json };
        self.captured.iter_mut().for_each(|one| one.format = format);
        if self.captured.is_empty() && self.problems.is_empty() {
            self.problems.push(without_article(path, self.index));
        }
        Reported { value: self.captured, problems: self.problems }
    }
}

/// What to say of a file whose objects hold no text; an archive's index has none, its pages stand in files beside it.
fn without_article(path: &str, is_index: bool) -> Problem {
    if is_index {
        let message = "an index of ArchiveBox, without a text of its own";
        let hint = "keep the pages beside it (singlefile.html or readability/content.html) and move it away";
        return Problem::warning(Code::EmptyScrape, path, message).hint(hint);
    }
    let message = "JSON without an article: no object has a text";
    let hint =
        "known are the files of trafilatura, newspaper4k, Readability, ArchiveBox and wallabag";
    Problem::error(Code::EmptyScrape, path, message).hint(hint)
}

/// Which keys hold the page, best first, and whether they hold markup.
const TEXTS: &[&str] = &[
    "content",
    "html",
    "content_html",
    "html_content",
    "article_html",
    "text",
    "textContent",
    "content_text",
    "text_content",
    "raw_text",
    "body",
    "articleBody",
    "maintext",
    "cleaned_text",
];

fn capture(object: &Map<String, Value>) -> Option<Captured> {
    let (key, text) = TEXTS.iter().find_map(|key| {
        let text = object.get(*key)?.as_str()?;
        (!text.trim().is_empty() && text != "Oh, what a shame, no content")
            .then(|| (*key, text.to_owned()))
    })?;
    let tool = tool(object).map(str::to_owned);
    let mut facts = Facts::default();
    for (name, value) in object {
        let known = TEXTS.contains(&name.as_str())
            || is_empty(value)
            || value.as_str() == Some("No title found");
        if !known && !field_of(&mut facts, tool.as_deref(), name, value) {
            facts.extra.insert(name.clone(), value.clone());
        }
    }
    let markup = (key == "content" || key.contains("html")) && text.trim_start().starts_with('<')
        || text.contains("</p>");
    let capture = if markup { Capture::Html(text) } else { Capture::Text(text) };
    let why = match tool.as_deref() {
        Some(tool) => format!("JSON with keys that only {tool} writes; its text is `{key}`"),
        None => format!("JSON; its text is `{key}`"),
    };
    Some(Captured { format: Format::Json, tool, why, facts, capture })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn tool(object: &Map<String, Value>) -> Option<&'static str> {
    let has = |key: &str| object.contains_key(key);
    match () {
        () if has("source-hostname") || has("raw_text") || has("fingerprint") => {
            Some("trafilatura")
        }
        () if has("meta_keywords") || has("read_more_link") => Some("newspaper4k"),
        () if has("textContent") && has("siteName") => Some("Readability"),
        () if has("is_archived") || has("domain_name") => Some("wallabag"),
        () if ARCHIVE_BOX.iter().any(|key| has(key)) => Some("ArchiveBox"),
        () => None,
    }
}

/// Keys that only ArchiveBox's index files have: of a snapshot, and of the records beside it.
const ARCHIVE_BOX: &[&str] =
    &["archive_results", "bookmarked_at", "crawl_id", "fs_version", "history", "output_files"];

/// What a key means where a tool means something of its own by it.
fn field_of(facts: &mut Facts, tool: Option<&str>, key: &str, value: &Value) -> bool {
    let meant = match (tool, key) {
        (Some("trafilatura"), "source") => "url",
        (Some("trafilatura"), "source-hostname") => "sitename",
        (Some("wallabag"), "created_at") | (Some("ArchiveBox"), "bookmarked_at" | "timestamp") => {
            "captured"
        }
        (Some("wallabag"), "published_by") => "authors",
        (Some("wallabag"), "preview_picture") => "image",
        // When wallabag changed its own entry; and what newspaper4k made up itself.
        (Some("wallabag"), "updated_at")
        | (Some("newspaper4k"), "keywords" | "summary" | "images" | "movies") => return false,
        _ => key,
    };
    field(facts, meant, value, "json")
}

/// Files a value under the fact that its key means; false where it means none, or the fact says something else already.
pub(super) fn field(facts: &mut Facts, key: &str, value: &Value, origin: &str) -> bool {
    let line = || text_of(value).map(|text| Fact::new(text, origin));
    let stamp =
        || text_of(value).and_then(|text| stamp_of(&text)).map(|stamp| Fact::new(stamp, origin));
    match key.to_lowercase().replace('-', "_").as_str() {
        "title" | "headline" | "name" => first(&mut facts.title, line()),
        "description" | "excerpt" | "summary" | "standfirst" | "meta_description" | "subtitle" => {
            first(&mut facts.description, line())
        }
        "date" | "published" | "published_at" | "publish_date" | "publishdate"
        | "publishedtime" | "date_published" | "datepublished" | "pubdate" => {
            first(&mut facts.published, stamp())
        }
        "updated" | "modified" | "lastmod" | "date_modified" | "datemodified" | "last_modified" => {
            first(&mut facts.updated, stamp())
        }
        "captured" | "created" | "clipped" | "saved" | "accessed" | "filedate" | "archived_at"
        | "retrieved" => first(&mut facts.captured, stamp()),
        "url" | "link" | "source_url" | "canonical_link" | "canonical_url" | "original_url" => {
            first(&mut facts.url, line().filter(is_address))
        }
        "archive_url" => first(&mut facts.archive_url, line().filter(is_address)),
        "source" | "origin" => match line().filter(is_address) {
            Some(url) => first(&mut facts.url, Some(url)),
            None => first(&mut facts.outlet, line()),
        },
        "outlet" | "sitename" | "site_name" | "site" | "publisher" | "publication" | "website"
        | "meta_site_name" => first(&mut facts.outlet, line()),
        "language" | "lang" | "meta_lang" => first(&mut facts.language, line()),
        "section" | "category" => first(&mut facts.section, line()),
        "image" | "top_image" | "lead_image_url" => {
            first(&mut facts.image, line().filter(is_address))
        }
        "author" | "authors" | "byline" | "by" => list(value, origin, &mut facts.bylines),
        "tags" | "categories" | "keywords" | "topics" | "meta_keywords" => {
            list(value, origin, &mut facts.tags)
        }
        _ => false,
    }
}

/// Fills an empty slot; whether the slot now says what the fact does.
fn first<T: Clone + PartialEq>(slot: &mut Option<Fact<T>>, fact: Option<Fact<T>>) -> bool {
    fact.is_some_and(|fact| slot.get_or_insert_with(|| fact.clone()).value == fact.value)
}

fn is_address(fact: &Fact<String>) -> bool {
    fact.value.starts_with("http://") || fact.value.starts_with("https://")
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(map) => map.get("name")?.as_str()?.to_owned(),
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A list, or one line with `;` between its entries (trafilatura), or a list as Python prints it (trafilatura's Markdown).
fn list(value: &Value, origin: &str, into: &mut Vec<Fact<String>>) -> bool {
    let texts: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(text_of).collect(),
        value => pieces(&text_of(value).unwrap_or_default()),
    };
    into.extend(texts.iter().map(|text| Fact::new(without_brackets(text), origin)));
    !texts.is_empty()
}

fn pieces(line: &str) -> Vec<String> {
    let printed = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let inside = printed.filter(|inside| inside.starts_with(['\'', '"']));
    let trimmed = |piece: &str| piece.trim().to_owned();
    let Some(inside) = inside else {
        return line.split(';').map(trimmed).filter(|piece| !piece.is_empty()).collect();
    };
    // `'a', "b's"`: an entry ends where a quote, a comma and another quote follow one another.
    let separated = inside.replace(r#"", "#, "', ").replace(r#", ""#, ", '");
    let bare = |piece: &str| piece.trim_matches(['\'', '"']).replace("\\'", "'");
    separated.split("', '").map(bare).filter(|piece| !piece.is_empty()).collect()
}

/// Obsidian writes names as `[[name]]` or `[[page|name]]`.
fn without_brackets(text: &str) -> String {
    let inside = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    inside.map_or(text, |inside| inside.rsplit('|').next().unwrap_or(inside)).to_owned()
}

/// A moment in any form that scrapers write: ISO 8601, MarkDownload's `(UTC +01:00)`, as a paper prints it, seconds since 1970.
fn stamp_of(text: &str) -> Option<Stamp> {
    let plain = text.replace(" (UTC ", "").replace(')', "");
    let day = || text.get(..10)?.parse().ok();
    plain
        .parse()
        .ok()
        .or_else(day)
        .or_else(|| crate::date::written(text))
        .or_else(|| since_1970(text))
}

/// Seconds since 1970, perhaps with a fraction: nine or ten digits, so that no year is taken for them.
fn since_1970(text: &str) -> Option<Stamp> {
    let whole = text.split('.').next().filter(|whole| (9..=10).contains(&whole.len()))?;
    Stamp::since_1970(whole.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Captured> {
        read("a.json", text, &Limits::default()).unwrap().value
    }

    #[test]
    fn trafilatura_calls_the_address_source() {
        let one = all(
            r#"{"title": "Ferry stops", "author": "Ann Lee; Dan Roe", "hostname": "harbour.example", "date": "2024-03-05", "source": "https://harbour.example/a", "source-hostname": "Harbour Times", "fingerprint": "ab", "text": "It stopped."}"#,
        );
        let facts = &one.first().unwrap().facts;
        assert_eq!(facts.url.as_ref().unwrap().value, "https://harbour.example/a");
        assert_eq!(facts.outlet.as_ref().unwrap().value, "Harbour Times");
        assert_eq!(facts.bylines.len(), 2);
    }

    #[test]
    fn several_broken_arrays_are_several_articles() {
        let both = all(r#"[{"title": "A", "text": "One."},]{"title": "B", "text": "Two."}]"#);
        assert_eq!(both.len(), 2);
        let lines =
            all("{\"title\": \"A\", \"text\": \"One.\"}\n{\"title\": \"B\", \"text\": \"Two.\"}\n");
        assert_eq!(lines.first().unwrap().format, Format::JsonLines);
    }

    #[test]
    fn a_bad_line_is_one_problem_and_the_others_are_read() {
        let read = read(
            "a.jsonl",
            "{\"text\": \"One.\"}\n{\"text\": oops}\n{\"text\": \"Two.\"}\n",
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(read.value.len(), 2);
        assert_eq!(read.problems.first().unwrap().line, 2);
    }

    #[test]
    fn bad_lines_are_told_one_by_one_up_to_a_number_and_the_rest_together() {
        let bad = "{\"text\": oops}\n".repeat(150) + "{\"text\": \"One.\"}\n";
        let read = read("a.jsonl", &bad, &Limits::default()).unwrap();
        assert_eq!((read.value.len(), read.problems.len()), (1, 101));
        assert!(read.problems[100].message.starts_with("50 lines more"));
    }

    #[test]
    fn a_file_gives_no_more_articles_than_allowed() {
        let limits = Limits { file_articles: 2, ..Limits::default() };
        let three = "{\"text\": \"One.\"}\n".repeat(3);
        let read = read("a.jsonl", &three, &limits).unwrap();
        assert_eq!((read.value.len(), read.problems[0].line), (2, 3));
        assert!(read.problems[0].message.contains("limits.file_articles (2)"));
    }

    #[test]
    fn half_a_character_is_no_reason_to_lose_an_article() {
        let one = all(r#"{"title": "\\ud83d \ud83d \ud83d\ude00", "text": "It stopped\ude00."}"#);
        assert_eq!(one[0].facts.title.as_ref().unwrap().value, "\\ud83d \u{fffd} 😀");
        assert_eq!(one[0].capture.text(), "It stopped\u{fffd}.");
    }

    #[test]
    fn a_broken_object_is_no_prose() {
        let text = "{\"title\": \"Ferry\", \"text\": \"It\nstopped.\"}\n";
        assert_eq!(read("a.json", text, &Limits::default()).unwrap().problems.len(), 2);
    }

    #[test]
    fn prose_that_opens_with_a_bracket_is_no_json() {
        assert!(read("a.txt", "[Editor's note] The ferry stopped.", &Limits::default()).is_none());
    }
}
