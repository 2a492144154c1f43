//! Plain text and Markdown, with or without front matter.

use super::{Capture, Captured, Fact, Facts, Format};
use crate::config::Limits;
use crate::problem::{Code, Problem};
use crate::yaml::{self, Mapping, Value};

/// Told apart by its marks: front matter or Markdown's own, else plain text.
pub(super) fn read(path: &str, text: &str, limits: &Limits) -> (Captured, Vec<Problem>) {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "");
    if let Some(split) = yaml::split(&text) {
        let (facts, problems) = front_matter(path, split.front, limits);
        let tool = tool(split.front);
        let capture = Capture::Markdown(split.body.to_owned(), split.body_line);
        return (Captured { format: Format::Markdown, tool, facts, capture }, problems);
    }
    let (format, capture) = if is_markdown(&text) {
        (Format::Markdown, Capture::Markdown(text, 1))
    } else {
        (Format::Text, Capture::Text(text))
    };
    (Captured { format, tool: None, facts: Facts::default(), capture }, Vec::new())
}

/// Marks that no plain text has: a first-level heading, links, emphasis in pairs.
fn is_markdown(text: &str) -> bool {
    let heading =
        text.lines().take(12).any(|line| line.starts_with("# ") || line.starts_with("## "));
    let links = text.matches("](").count();
    let strong = text.matches("**").count() / 2;
    heading || links + strong >= 2
}

/// Which program wrote the front matter, by keys that only it writes.
fn tool(front: &str) -> Option<String> {
    let has = |key: &str| front.lines().any(|line| line.starts_with(key));
    let clipped = front.contains("- \"clippings\"") || front.contains("- clippings");
    let name = match () {
        () if has("fingerprint:") || has("hostname:") => "trafilatura",
        () if clipped => "Obsidian Web Clipper",
        () if has("created:") && has("source:") && has("tags: [") => "MarkDownload",
        () => return None,
    };
    Some(name.to_owned())
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
