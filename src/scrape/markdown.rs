//! Plain text and Markdown, with or without front matter.

use super::{Capture, Captured, Fact, Facts, Format};
use crate::config::Limits;
use crate::problem::{Code, Problem};
use crate::yaml::{self, Mapping, Value};
use std::borrow::Cow;

/// Told apart by its marks: front matter or Markdown's own, else plain text.
pub(super) fn read(path: &str, text: &str, limits: &Limits) -> (Captured, Vec<Problem>) {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "");
    if let Some(split) = yaml::split(&text) {
        return with_front_matter(path, split, limits);
    }
    if let Some((front, body, line)) = toml_split(&text) {
        let (facts, problems) = toml_front_matter(path, front, limits);
        return (captured(None, "TOML between `+++` lines", facts, (body, line)), problems);
    }
    let (format, why, capture) = match marks(&text) {
        Some(mark) => (Format::Markdown, mark, Capture::Markdown(text, 1)),
        None => (Format::Text, "nothing in it marks another format", Capture::Text(text)),
    };
    let facts = Facts::default();
    (Captured { format, tool: None, why: why.to_owned(), facts, capture }, Vec::new())
}

fn captured(tool: Option<&str>, why: &str, facts: Facts, (body, line): (&str, u32)) -> Captured {
    Captured {
        format: Format::Markdown,
        tool: tool.map(str::to_owned),
        why: why.to_owned(),
        facts,
        capture: Capture::Markdown(body.to_owned(), line),
    }
}

fn with_front_matter(
    path: &str,
    split: yaml::Split<'_>,
    limits: &Limits,
) -> (Captured, Vec<Problem>) {
    let tool = tool(split.front);
    let why = tool.map_or("front matter between `---` lines", |(_, why)| why);
    let tool = tool.map(|(name, _)| name);
    let clipped = tool == Some(CLIPPER);
    // The clipper escapes quotes but not backslashes, and marks what its reader highlighted.
    let front =
        if clipped { Cow::Owned(with_backslashes(split.front)) } else { split.front.into() };
    let body = if clipped { Cow::Owned(split.body.replace("==", "")) } else { split.body.into() };
    let (facts, problems) = front_matter(path, &front, limits);
    (captured(tool, why, facts, (&body, split.body_line)), problems)
}

/// Front matter whose backslashes stand for themselves, but for those before a quote.
fn with_backslashes(front: &str) -> String {
    front.replace('\\', "\\\\").replace("\\\\\"", "\\\"")
}

/// Cuts a file at its `+++` lines, as Zola and Hugo write them: the TOML, what follows it, and the line that begins on.
fn toml_split(text: &str) -> Option<(&str, &str, u32)> {
    let rest = text.strip_prefix("+++\n")?;
    let (front, body) =
        rest.split_once("\n+++\n").or_else(|| Some((rest.strip_suffix("\n+++")?, "")))?;
    let line = u32::try_from(front.lines().count()).unwrap_or(0) + 3;
    Some((front, body, line))
}

fn toml_front_matter(path: &str, front: &str, limits: &Limits) -> (Facts, Vec<Problem>) {
    let refuse = |line: u32, message: String| {
        let excerpt = front.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        let problem =
            Problem::error(Code::BadFrontMatter, path, format!("front matter: {message}"))
                .at(line + 1, excerpt)
                .hint("mend the TOML between the `+++` lines");
        (Facts::default(), vec![problem])
    };
    if front.len() > limits.front_matter_bytes {
        let most = limits.front_matter_bytes;
        return refuse(1, format!("longer than limits.front_matter_bytes ({most})"));
    }
    match front.parse::<toml::Table>() {
        Ok(table) => (toml_facts(&table), Vec::new()),
        Err(error) => {
            let line = error.span().map_or(1, |span| crate::text::line_at(front, span.start));
            refuse(line, error.message().to_owned())
        }
    }
}

/// Zola keeps tags under `taxonomies`, and both Zola and Hugo keep what is the writer's own in tables.
fn toml_facts(table: &toml::Table) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in table {
        match value.as_table().filter(|_| matches!(key.as_str(), "taxonomies" | "extra" | "params"))
        {
            Some(inner) => inner.iter().for_each(|(key, value)| toml_fact(&mut facts, key, value)),
            None => toml_fact(&mut facts, key, value),
        }
    }
    facts
}

fn toml_fact(facts: &mut Facts, key: &str, value: &toml::Value) {
    let value = match value {
        toml::Value::Datetime(stamp) => stamp.to_string().into(),
        value => serde_json::to_value(value).unwrap_or_default(),
    };
    if !super::json::field(facts, key, &value, "front-matter") {
        facts.extra.insert(key.to_owned(), value);
    }
}

/// Marks that no plain text has: a heading, links, emphasis in pairs.
fn marks(text: &str) -> Option<&'static str> {
    let heading =
        text.lines().take(12).any(|line| line.starts_with("# ") || line.starts_with("## "));
    let links = text.matches("](").count();
    let strong = text.matches("**").count() / 2;
    match () {
        () if heading => Some("a heading with `#`"),
        () if links + strong >= 2 => Some("links and emphasis as Markdown writes them"),
        () => None,
    }
}

const CLIPPER: &str = "Obsidian Web Clipper";

/// Which program wrote the front matter, and by which keys, that only it writes, we know.
fn tool(front: &str) -> Option<(&'static str, &'static str)> {
    let has = |key: &str| front.lines().any(|line| line.starts_with(key));
    let clipped = front.contains("- \"clippings\"") || front.contains("- clippings");
    match () {
        () if has("fingerprint:") || has("hostname:") => {
            Some(("trafilatura", "front matter with `hostname` or `fingerprint`"))
        }
        () if clipped => Some((CLIPPER, "front matter with the tag `clippings`")),
        () if has("created:") && has("source:") && has("tags: [") => {
            Some(("MarkDownload", "front matter with `created`, `tags: [` and `source`"))
        }
        () => None,
    }
}

fn front_matter(path: &str, front: &str, limits: &Limits) -> (Facts, Vec<Problem>) {
    match yaml::load(front, limits) {
        Ok(mapping) => (facts(&mapping), Vec::new()),
        Err(refusal) => {
            let excerpt =
                front.lines().nth(refusal.line.saturating_sub(1) as usize).unwrap_or_default();
            let code = if refusal.expands { Code::NoAliases } else { Code::BadFrontMatter };
            let problem = Problem::error(code, path, format!("front matter: {}", refusal.message))
                .at(refusal.line + 1, excerpt)
                .hint("the lines that can be read by themselves were taken");
            (facts(&yaml::load_by_line(front, limits)), vec![problem])
        }
    }
}

/// What the keys of scrapers and site generators mean.
fn facts(mapping: &Mapping) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in mapping {
        let Some(key) = key.as_str() else { continue };
        if value.is_null() {
            continue;
        }
        if !super::json::field(&mut facts, key, &to_json(value), "front-matter") {
            facts.extra.insert(key.to_owned(), to_json(value));
        }
    }
    facts.tags.retain(|tag: &Fact<String>| tag.value != "clippings");
    facts
}

fn to_json(value: &Value) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
