//! Front matter as people and other tools write it, read into the keys of an article.

use super::super::{Credit, FrontMatter, Image, ScrapeRef};
use crate::date::Stamp;
use crate::problem::{Code, Problem};
use crate::yaml::{Mapping, Value};

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
pub(in super::super) fn read(
    path: &str,
    front: &str,
    mapping: &Mapping,
) -> (FrontMatter, Vec<Problem>) {
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
            // One of which nothing was understood is none.
            "image" => {
                let image = self.image(key, value);
                self.front.image = (image != Image::default()).then_some(image);
            }
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
        let stamp = text.parse().ok().or_else(|| super::super::head::date_line(&text));
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
fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Mapping(mapping) => serde_json::Value::Object(
            mapping
                .iter()
                .map(|(key, value)| (scalar(key).unwrap_or_default(), to_json(value)))
                .collect(),
        ),
        Value::Sequence(items) => items.iter().map(to_json).collect(),
        // JSON has no such numbers and would lose them.
        Value::Number(number) if !number.as_f64().is_some_and(f64::is_finite) => {
            scalar(value).into()
        }
        other => serde_json::to_value(other).unwrap_or_else(|_| scalar(other).into()),
    }
}
