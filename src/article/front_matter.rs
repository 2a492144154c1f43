//! An article file's front matter: read as people and other tools write it, written in the contracts' order.

use super::{Article, Credit, FrontMatter, Image, ScrapeRef};
use crate::date::Stamp;
use crate::problem::{Code, Problem};
use crate::yaml::{Mapping, Value};
use std::fmt::Write;

/// Other spellings of our keys, as other generators and scrapers write them.
const SPELLINGS: &[(&str, &str)] = &[
    ("author", "authors"),
    ("byline", "authors"),
    ("by", "authors"),
    ("created", "captured"),
    ("clipped", "captured"),
    ("saved", "captured"),
    ("date_published", "date"),
    ("excerpt", "description"),
    ("headline", "title"),
    ("keywords", "tags"),
    ("lang", "language"),
    ("lastmod", "updated"),
    ("last_modified", "updated"),
    ("link", "url"),
    ("modified", "updated"),
    ("publication", "outlet"),
    ("published", "date"),
    ("published_at", "date"),
    ("publish_date", "date"),
    ("publisher", "outlet"),
    ("site", "outlet"),
    ("site_name", "outlet"),
    ("sitename", "outlet"),
    ("source_url", "url"),
    ("standfirst", "description"),
    ("subtitle", "description"),
    ("summary", "description"),
    ("categories", "tags"),
    ("topics", "tags"),
    ("website", "outlet"),
];

/// Reads a mapping; what is of the wrong kind is a problem and left out.
pub(super) fn read(path: &str, front: &str, mapping: &Mapping) -> (FrontMatter, Vec<Problem>) {
    let mut reader =
        Reader { path, text: front, front: FrontMatter::default(), problems: Vec::new() };
    // Our own keys first: another spelling never overrides them.
    let (own, other): (Vec<_>, Vec<_>) =
        mapping.iter().partition(|(key, _)| key.as_str().is_some_and(is_ours));
    for (key, value) in own.into_iter().chain(other) {
        reader.entry(key, value);
    }
    (reader.front, reader.problems)
}

const KEYS: &[&str] = &[
    "title",
    "description",
    "date",
    "updated",
    "captured",
    "authors",
    "credits",
    "outlet",
    "agencies",
    "url",
    "archive_url",
    "dateline",
    "language",
    "section",
    "tags",
    "image",
    "corrections",
    "truncated",
    "origin",
    "scrape",
    "extra",
    "normalised",
    "draft",
];

fn is_ours(key: &str) -> bool {
    KEYS.contains(&key)
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    front: FrontMatter,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Value, value: &Value) {
        let Some(key) = key.as_str() else { return };
        if value.is_null() {
            return;
        }
        let spelling = SPELLINGS.iter().find(|(other, _)| *other == key).map(|(_, ours)| *ours);
        let meant = match key {
            // An address here is where it came from, a name is who published it.
            "source" => Some(if value.as_str().is_some_and(|text| text.starts_with("http")) {
                "url"
            } else {
                "outlet"
            }),
            _ => spelling,
        };
        let understood = self.field(meant.unwrap_or(key), value, meant.is_some());
        if !understood || meant.is_some() {
            self.front.own.insert(key.to_owned(), to_json(value));
        }
    }

    /// Whether the key is one we know. `weak` values do not override.
    fn field(&mut self, key: &str, value: &Value, weak: bool) -> bool {
        match key {
            "title" => set(self.line(key, value), weak, &mut self.front.title),
            "description" => set(self.line(key, value), weak, &mut self.front.description),
            "date" => set(self.stamp(key, value, weak), weak, &mut self.front.date),
            "updated" => set(self.stamp(key, value, weak), weak, &mut self.front.updated),
            "captured" => set(self.stamp(key, value, weak), weak, &mut self.front.captured),
            "outlet" => set(self.line(key, value), weak, &mut self.front.outlet),
            "url" => set(self.line(key, value), weak, &mut self.front.url),
            "archive_url" => self.front.archive_url = self.line(key, value),
            "language" => set(self.line(key, value), weak, &mut self.front.language),
            "section" => self.front.section = self.line(key, value),
            "authors" => set_list(self.lines(key, value), weak, &mut self.front.authors),
            "agencies" => self.front.agencies = self.lines(key, value),
            "dateline" => self.front.dateline = self.lines(key, value),
            "tags" => set_list(self.lines(key, value), weak, &mut self.front.tags),
            "corrections" => self.front.corrections = self.lines(key, value),
            "truncated" => self.front.truncated = self.truth(key, value),
            "draft" => self.front.draft = self.truth(key, value),
            _ => return self.nested(key, value),
        }
        true
    }

    fn nested(&mut self, key: &str, value: &Value) -> bool {
        match key {
            "credits" => self.front.credits = self.typed::<Vec<Credit>>(key, value),
            "image" => self.front.image = Some(self.image(key, value)),
            "origin" => self.front.origin = self.typed(key, value),
            "scrape" => self.front.scrape = self.typed::<Option<ScrapeRef>>(key, value),
            "extra" => {
                self.front.extra = self.typed(key, value);
                self.front.extra.retain(|_, value| !value.is_null());
            }
            "normalised" => self.front.normalised = self.line(key, value),
            _ => return false,
        }
        true
    }

    fn image(&mut self, key: &str, value: &Value) -> Image {
        match value.as_str() {
            Some(url) => Image { url: Some(url.to_owned()), ..Image::default() },
            None => self.typed(key, value),
        }
    }

    fn typed<T: serde::de::DeserializeOwned + Default>(&mut self, key: &str, value: &Value) -> T {
        match serde_json::from_value(to_json(value)) {
            Ok(value) => value,
            Err(error) => {
                self.wrong(key, &error.to_string());
                T::default()
            }
        }
    }

    fn wrong(&mut self, key: &str, why: &str) {
        let begins = |line: &&str| line.split(':').next().is_some_and(|found| found.trim() == key);
        let at = self.text.lines().position(|line| begins(&line)).unwrap_or(0);
        let excerpt = self.text.lines().nth(at).unwrap_or_default();
        let line = u32::try_from(at).unwrap_or(0) + 2;
        let message = format!("`{key}` {why}");
        let hint = format!("write `{key}` as the manual says, or leave it out");
        self.problems.push(
            Problem::error(Code::WrongValue, self.path, message).at(line, excerpt).hint(hint),
        );
    }

    fn line(&mut self, key: &str, value: &Value) -> Option<String> {
        let line = scalar(value);
        if line.is_none() {
            self.wrong(key, "is no line of text");
        }
        line.filter(|line| !line.is_empty())
    }

    fn lines(&mut self, key: &str, value: &Value) -> Vec<String> {
        if let Some(items) = value.as_sequence() {
            let lines: Vec<String> = items.iter().filter_map(name).collect();
            if lines.len() < items.len() {
                self.wrong(key, "has an entry that is no line of text");
            }
            return lines;
        }
        self.line(key, value).into_iter().collect()
    }

    fn stamp(&mut self, key: &str, value: &Value, weak: bool) -> Option<Stamp> {
        let text = scalar(value).unwrap_or_default();
        let stamp = text.parse().ok().or_else(|| super::head::date_line(&text));
        if stamp.is_none() && !weak {
            self.wrong(key, "is no date; write 2024-03-05 or 2024-03-05T09:30:00+01:00");
        }
        stamp
    }

    fn truth(&mut self, key: &str, value: &Value) -> bool {
        value.as_bool().unwrap_or_else(|| {
            self.wrong(key, "is neither true nor false");
            false
        })
    }
}

fn set<T>(value: Option<T>, weak: bool, slot: &mut Option<T>) {
    if !(weak && slot.is_some()) {
        *slot = value;
    }
}

fn set_list(value: Vec<String>, weak: bool, slot: &mut Vec<String>) {
    if !weak || slot.is_empty() {
        *slot = value;
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A list's entry: a line, a mapping with a `name`, or Obsidian's `[[name]]`.
fn name(value: &Value) -> Option<String> {
    let line = scalar(value).or_else(|| value.as_mapping()?.get("name").and_then(scalar))?;
    let inside = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    Some(
        inside
            .map_or(line.clone(), |inside| inside.rsplit('|').next().unwrap_or(inside).to_owned()),
    )
}

/// YAML as JSON: what JSON cannot say (keys that are no text, numbers without end) becomes text.
pub(crate) fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Mapping(mapping) => serde_json::Value::Object(
            mapping
                .iter()
                .map(|(key, value)| (scalar(key).unwrap_or_default(), to_json(value)))
                .collect(),
        ),
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        other => serde_json::to_value(other).unwrap_or_else(|_| scalar(other).into()),
    }
}

/// The file's text: front matter in the contracts' order, then the body.
pub(super) fn write(article: &Article) -> String {
    let front = &article.front;
    let mut out = Out(String::with_capacity(article.body.len() + 1024));
    out.0.push_str("---\n");
    out.line("title", front.title.as_deref());
    out.line("description", front.description.as_deref());
    out.plain("date", front.date);
    out.plain("updated", front.updated);
    out.plain("captured", front.captured);
    out.list("authors", &front.authors);
    out.nested("credits", &front.credits, front.credits.is_empty());
    out.line("outlet", front.outlet.as_deref());
    out.list("agencies", &front.agencies);
    out.line("url", front.url.as_deref());
    out.line("archive_url", front.archive_url.as_deref());
    out.list("dateline", &front.dateline);
    out.line("language", front.language.as_deref());
    out.line("section", front.section.as_deref());
    out.list("tags", &front.tags);
    out.nested("image", &front.image, front.image.is_none());
    out.list("corrections", &front.corrections);
    out.plain("truncated", front.truncated.then_some(true));
    out.nested("origin", &front.origin, front.origin.is_empty());
    out.nested("scrape", &front.scrape, front.scrape.is_none());
    out.nested("extra", &front.extra, front.extra.is_empty());
    out.plain("draft", front.draft.then_some(true));
    for (key, value) in &front.own {
        out.key(key, "");
        out.block(value, 1);
    }
    out.line("normalised", front.normalised.as_deref());
    out.0.push_str("---\n");
    if !article.body.is_empty() {
        out.0.push('\n');
        out.0.push_str(&article.body);
    }
    out.0
}

struct Out(String);

impl Out {
    fn plain(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            let _ = writeln!(self.0, "{key}: {value}");
        }
    }

    fn line(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push_str(key);
            self.0.push_str(": ");
            self.scalar(value);
            self.0.push('\n');
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.0.push_str(key);
        self.0.push_str(":\n");
        for value in values {
            self.0.push_str("  - ");
            self.scalar(value);
            self.0.push('\n');
        }
    }

    /// A value of ours with parts, as a block; parts that are absent are not written.
    fn nested(&mut self, key: &str, value: &impl serde::Serialize, absent: bool) {
        if absent {
            return;
        }
        let mut value = serde_json::to_value(value).unwrap_or_default();
        if let serde_json::Value::Object(parts) = &mut value {
            parts.retain(|_, part| !part.is_null());
            if parts.is_empty() {
                return;
            }
        }
        self.key(key, "");
        self.block(&value, 1);
    }

    /// A key and its colon, in a mapping that stands so far in.
    fn key(&mut self, key: &str, indent: &str) {
        /// YAML looks for the colon within 1,024 characters of the key's beginning; before a longer one stands a mark.
        const LONGEST: usize = 1_000;
        let start = self.0.len();
        self.scalar(key);
        if self.0.len() - start > LONGEST {
            self.0.insert_str(start, "? ");
            self.0.push('\n');
            self.0.push_str(indent);
        }
        self.0.push(':');
    }

    fn block(&mut self, value: &serde_json::Value, depth: usize) {
        let indent = "  ".repeat(depth);
        match value {
            serde_json::Value::Object(map) if !map.is_empty() => {
                self.0.push('\n');
                for (key, value) in map {
                    self.0.push_str(&indent);
                    self.key(key, &indent);
                    self.block(value, depth + 1);
                }
            }
            serde_json::Value::Array(items) if !items.is_empty() => {
                self.0.push('\n');
                for item in items {
                    self.0.push_str(&indent);
                    self.0.push('-');
                    self.item(item, depth + 1);
                }
            }
            serde_json::Value::String(text) => {
                self.0.push(' ');
                self.scalar(text);
                self.0.push('\n');
            }
            other => {
                let _ = writeln!(self.0, " {other}");
            }
        }
    }

    /// An entry of a list: a mapping begins on the list's own line.
    fn item(&mut self, value: &serde_json::Value, depth: usize) {
        let serde_json::Value::Object(map) = value else { return self.block(value, depth) };
        if map.is_empty() {
            return self.block(value, depth);
        }
        let indent = "  ".repeat(depth);
        for (at, (key, value)) in map.iter().enumerate() {
            self.0.push_str(if at == 0 { " " } else { &indent });
            self.key(key, &indent);
            self.block(value, depth + 1);
        }
    }

    /// Text in quotes unless every reader of YAML takes it for the same text without.
    fn scalar(&mut self, text: &str) {
        if is_plain(text) {
            self.0.push_str(text);
            return;
        }
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                c if needs_number(c) => {
                    let code = u32::from(c);
                    let _ = if code > 0xFFFF {
                        write!(self.0, "\\U{code:08X}")
                    } else {
                        write!(self.0, "\\u{code:04X}")
                    };
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

/// Characters that YAML does not print, or that end a line in some readers.
fn needs_number(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text needs no quotes: it begins with a letter, holds no mark that could be read as YAML, and no number, date or
/// truth is written so.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] =
        &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];
    let begins = text.starts_with(char::is_alphabetic);
    let marks = text.contains(": ")
        || text.contains(" #")
        || text.ends_with([':', ' '])
        || text.contains([
            '"', '\'', '\\', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`',
        ]);
    begins
        && !marks
        && !text.chars().any(needs_number)
        && !WORDS.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use proptest::prelude::*;

    fn round(article: &Article) -> Article {
        let text = super::super::write(article);
        let read = super::super::read("content/articles/a.md", &text, &Config::default());
        assert_eq!(read.problems, [], "{text}");
        Article { body_line: 0, ..read.value }
    }

    #[test]
    fn keys_stand_in_the_contracts_order() {
        let front = FrontMatter {
            title: Some("A: “b”".into()),
            date: "2024-03-05".parse().ok(),
            authors: vec!["Ann Lee".into()],
            truncated: true,
            ..FrontMatter::default()
        };
        let text = super::super::write(&Article { front, body: "Text.\n".into(), body_line: 0 });
        assert_eq!(
            text,
            "---\ntitle: \"A: “b”\"\ndate: 2024-03-05\nauthors:\n  - Ann Lee\ntruncated: true\n---\n\nText.\n"
        );
    }

    #[test]
    fn other_tools_spellings_are_read_and_kept() {
        let text = "---\nauthor: [\"[[Ann Lee]]\"]\npublished: 2024-03-05\nsource: https://x.example/a\nmood: calm\n---\nText.\n";
        let read = super::super::read("a.md", text, &Config::default());
        assert_eq!(read.problems, []);
        assert_eq!(read.value.front.authors, ["Ann Lee"]);
        assert_eq!(read.value.front.url.as_deref(), Some("https://x.example/a"));
        assert_eq!(read.value.front.own.get("mood").and_then(|mood| mood.as_str()), Some("calm"));
    }

    #[test]
    fn a_key_longer_than_yaml_looks_for_its_colon_comes_back() {
        let mut front = FrontMatter::default();
        for key in ["k".repeat(1_100), "\0".repeat(180), "k: ".repeat(400)] {
            let within =
                serde_json::json!({ "a": { key.clone(): "b" }, "c": [{ key.clone(): 1, "d": 2 }] });
            front.own.insert(key, within);
        }
        let article = Article { front, body: "Text.\n".into(), ..Article::default() };
        let read = super::super::read("a.md", &write(&article), &Config::default());
        assert_eq!(read.problems, []);
        assert_eq!(read.value.front.own, article.front.own);
    }

    #[test]
    fn a_persons_own_key_without_a_value_comes_back() {
        let text = "---\nmine:\n  seen:\n  by:\n    editor:\nextra:\n  mood:\n---\nText.\n";
        let read = super::super::read("a.md", text, &Config::default()).value;
        let mine = serde_json::json!({ "seen": null, "by": { "editor": null } });
        assert_eq!(read.front.own.get("mine"), Some(&mine));
        let article = Article { body_line: 0, ..read };
        assert_eq!(round(&article), article);
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_told_with_its_line() {
        let read =
            super::super::read("a.md", "---\ntitle: A\ndate: someday\n---\n", &Config::default());
        let problem = read.problems.first().unwrap();
        assert_eq!((problem.line, problem.code), (3, Code::WrongValue));
        assert_eq!(read.value.front.title.as_deref(), Some("A"));
    }

    /// Texts that some reader of YAML takes for something else.
    const TRICKY: &[&str] = &[
        "null",
        "~",
        "true",
        "No",
        "1e3",
        "0x1F",
        "1_000",
        ".inf",
        "2024-03-05",
        "12:30:45",
        "---",
        "...",
        "- a",
        "? a",
        ": a",
        "a: b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "{a}",
        "[a]",
        "a\n---\nb: c",
        "\n",
        "a\r\nb",
        "\t",
        " a ",
        "'",
        "\"",
        "\\",
        "\\n",
        "\u{85}",
        "\u{a0}",
        "\u{2028}",
        "\u{feff}a",
        "\u{202e}a\u{2066}",
        "\u{7f}",
        "\u{1}",
        "📰",
        "=",
        "<<",
        "|",
        ">",
        "y",
        "N",
        "é",
        "\u{fffe}",
        "\u{10ffff}",
        "a:",
        "a ",
        "0o7",
        "+1",
    ];

    fn tricky() -> impl Strategy<Value = String> {
        let known = proptest::sample::select(TRICKY).prop_map(str::to_owned);
        let joined = proptest::collection::vec(proptest::sample::select(TRICKY), 1..4)
            .prop_map(|pieces| pieces.concat());
        prop_oneof![any::<String>(), known, joined, "\\PC{0,40}"]
            .prop_map(|text| text.replace('\0', ""))
            .prop_filter("an empty text is none", |text| !text.is_empty())
    }

    proptest! {
        // A hundred thousand with PROPTEST_CASES=100000.
        #[test]
        fn whatever_a_scrape_says_comes_back_as_it_was(
            title in tricky(),
            lines in proptest::collection::vec(tricky(), 0..4),
            section in tricky(),
            credit in tricky(),
            extra in proptest::collection::btree_map(tricky(), tricky(), 0..4),
        ) {
            let front = FrontMatter {
                title: Some(title.clone()),
                authors: lines.clone(),
                tags: lines,
                section: Some(section),
                credits: vec![Credit { role: credit, name: title.clone(), place: None }],
                image: Some(Image { caption: Some(title), ..Image::default() }),
                extra: extra.into_iter().map(|(key, value)| (key, value.into())).collect(),
                ..FrontMatter::default()
            };
            let article = Article { front, body: "Text.\n".to_owned(), body_line: 0 };
            prop_assert_eq!(round(&article), article);
        }
    }
}
