//! A captured page and where it came from: reads every input format into [`Scrape`]s.
//!
//! The extension is never trusted: [`read`] looks at the content. A file may hold several articles (JSON Lines, WARC);
//! each is a scrape of its own, told apart by [`Scrape::part`].

mod container;
mod encoding;
mod foreign;
mod json;
mod markdown;
mod saved;
mod snapshot;
#[cfg(test)]
mod tests;
mod xml;

pub use snapshot::{Snapshot, snapshots};

use crate::config::Limits;
use crate::date::Stamp;
use crate::problem::{Code, Problem, Reported};
use container::Unpacked;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// One captured page as it came, and the facts that its capture tells about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scrape {
    /// The file, relative to the site's root, with `/` between folders.
    pub path: String,
    /// Which record of the file, from 1, where it holds several.
    pub part: Option<u32>,
    /// `sha256:` and the hex digest of the file's (or the record's) bytes.
    pub digest: String,
    /// What the content was taken for.
    pub format: Format,
    /// Which program captured it, where it left its mark.
    pub tool: Option<String>,
    /// By what in it the format and the program were told.
    pub why: String,
    /// The encoding its bytes were read in, such as `UTF-8`, `windows-1252` or `UTF-8, encoded twice`.
    pub encoding: String,
    /// What the capture says beside the text: front matter, JSON fields, WARC headers.
    pub facts: Facts,
    /// The captured text itself.
    pub capture: Capture,
}

/// What a scrape was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// A JSON object or array.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// Web archive records.
    Warc,
    /// A zipped web archive collection.
    Wacz,
    /// An article in trafilatura's XML.
    Xml,
}

/// The captured text, in the form it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Capture {
    /// Plain text.
    Text(String),
    /// Markdown without its front matter, and the 1-based line it begins on.
    Markdown(String, u32),
    /// A whole page, or a fragment of one.
    Html(String),
}

impl Capture {
    /// The text, in whatever form.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Markdown(text, _) | Self::Html(text) => text,
        }
    }
}

/// What is stated beside the text, each value as printed, with where it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The headline.
    pub title: Option<Fact<String>>,
    /// The standfirst.
    pub description: Option<Fact<String>>,
    /// When it was published.
    pub published: Option<Fact<Stamp>>,
    /// When it was last changed.
    pub updated: Option<Fact<Stamp>>,
    /// When it was captured.
    pub captured: Option<Fact<Stamp>>,
    /// Bylines as printed, one or several names each.
    pub bylines: Vec<Fact<String>>,
    /// Who published it, by name.
    pub outlet: Option<Fact<String>>,
    /// Its address.
    pub url: Option<Fact<String>>,
    /// Where an archive keeps it.
    pub archive_url: Option<Fact<String>>,
    /// BCP 47.
    pub language: Option<Fact<String>>,
    /// The paper's section.
    pub section: Option<Fact<String>>,
    /// Keywords.
    pub tags: Vec<Fact<String>>,
    /// The lead image's address.
    pub image: Option<Fact<String>>,
    /// The lead image's caption.
    pub caption: Option<Fact<String>>,
    /// Who made the lead image.
    pub credit: Option<Fact<String>>,
    /// Whether a paywall cut the text.
    pub truncated: bool,
    /// What has no place above, verbatim.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// A value and where it was read: `json-ld`, `meta`, `front-matter`, `byline`, `url`, `text`, `filename` …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value, as printed.
    pub value: T,
    /// Where it was read.
    pub origin: String,
}

impl<T> Fact<T> {
    /// A value read at `origin`.
    pub fn new(value: T, origin: &str) -> Self {
        Self { value, origin: origin.to_owned() }
    }
}

/// A capture that has been told apart and decoded, on its way to a [`Scrape`].
struct Captured {
    format: Format,
    tool: Option<String>,
    why: String,
    facts: Facts,
    capture: Capture,
}

/// Reads one file of `content/scrapes/`: its scrapes in the file's order, and what could not be read.
///
/// `path` is relative to the site's root.
pub fn read(path: &str, bytes: &[u8], limits: &Limits) -> Reported<Vec<Scrape>> {
    let unpacked = match container::unpack(path, bytes, limits) {
        Ok(unpacked) => unpacked,
        Err(problem) => return Reported { value: Vec::new(), problems: vec![problem] },
    };
    match unpacked {
        Unpacked::One(unpacked) => {
            let mut read = read_text(path, &unpacked.value, None, limits);
            read.problems.splice(0..0, unpacked.problems);
            read
        }
        Unpacked::Archive(format, mut pages) => {
            let mut read = of_archive(path, format, std::mem::take(&mut pages.value), limits);
            read.problems.extend(pages.problems);
            read
        }
    }
}

/// A file's bytes as text, for showing it as it came; a packed or binary file is its first line alone.
pub fn text(path: &str, bytes: &[u8]) -> String {
    if encoding::is_binary(bytes) {
        String::new()
    } else {
        encoding::decode(path, bytes, None).value.0
    }
}

/// Reads one capture; `charset` is what a web server said beside it.
fn read_text(
    path: &str,
    bytes: &[u8],
    charset: Option<&str>,
    limits: &Limits,
) -> Reported<Vec<Scrape>> {
    if let Some(problem) = unreadable(path, bytes, limits) {
        return Reported { value: Vec::new(), problems: vec![problem] };
    }
    let decoded = encoding::decode(path, bytes, charset);
    let mut problems = decoded.problems;
    let (text, encoding) = decoded.value;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        problems.push(empty(path));
        return Reported { value: Vec::new(), problems };
    }
    let (captured, told) = told_apart(path, &text, limits);
    problems.extend(told);
    let several = captured.len() > 1;
    let whole = digest(bytes);
    let scrapes = captured.into_iter().zip(1_u32..).map(|(one, part)| Scrape {
        path: path.to_owned(),
        part: several.then_some(part),
        digest: if several { digest(one.capture.text().as_bytes()) } else { whole.clone() },
        format: one.format,
        tool: one.tool,
        why: one.why,
        encoding: encoding.clone(),
        facts: one.facts,
        capture: one.capture,
    });
    Reported { value: scrapes.collect(), problems }
}

/// Which format a text is in: by its content, never by its name.
fn told_apart(path: &str, text: &str, limits: &Limits) -> (Vec<Captured>, Vec<Problem>) {
    let start = text.trim_start();
    if start.starts_with(['{', '['])
        && let Some(read) = json::read(path, text, limits)
    {
        return (read.value, read.problems);
    }
    if let Some(problem) = foreign::told(path, text) {
        return (Vec::new(), vec![problem]);
    }
    if let Some(captured) = xml::read(text) {
        return (vec![captured], Vec::new());
    }
    if is_html(start) {
        let captured = html_capture(text);
        return (vec![captured], Vec::new());
    }
    let (captured, problems) = markdown::read(path, text, limits);
    (vec![captured], problems)
}

/// Whether a text begins as a web page does, within its first two thousand bytes.
fn is_html(start: &str) -> bool {
    if !start.starts_with('<') {
        return false;
    }
    let head: String = start.chars().take(2000).collect::<String>().to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<!-- saved from", "<?xml"]
        .iter()
        .any(|tag| head.starts_with(tag));
    let holds =
        ["<html", "<body", "<head", "<article", "<div", "<p>"].iter().any(|tag| head.contains(tag));
    opens || holds
}

/// A web page, with what the program that saved it wrote at its top.
fn html_capture(text: &str) -> Captured {
    let (tool, facts) = saved::read(text);
    let why = tool.as_ref().map_or_else(
        || "it begins as a web page".to_owned(),
        |tool| format!("a web page with the comment that {tool} writes at its top"),
    );
    Captured { format: Format::Html, tool, why, facts, capture: Capture::Html(text.to_owned()) }
}

fn of_archive(
    path: &str,
    format: Format,
    pages: Vec<container::Page>,
    limits: &Limits,
) -> Reported<Vec<Scrape>> {
    let mut scrapes = Reported::fine(Vec::new());
    let most = limits.file_articles;
    if pages.len() > most {
        scrapes.problems.push(too_many(path, limits));
    }
    for (page, part) in pages.into_iter().take(most).zip(1_u32..) {
        let read = read_text(path, &page.bytes, page.charset.as_deref(), limits);
        for mut scrape in read.take(&mut scrapes.problems) {
            scrape.part = Some(part);
            "records of a web archive; this one answers with a page".clone_into(&mut scrape.why);
            scrape.digest = digest(&page.bytes);
            scrape.format = format;
            scrape.facts.url.get_or_insert_with(|| Fact::new(page.url.clone(), "warc"));
            if let Ok(captured) = page.captured.parse() {
                scrape.facts.captured.get_or_insert_with(|| Fact::new(captured, "warc"));
            }
            scrapes.value.push(scrape);
        }
    }
    scrapes
}

/// The largest file that is read at all: an archive, or JSON Lines, holds many articles.
pub fn largest(limits: &Limits) -> u64 {
    limits.article_bytes.saturating_mul(20)
}

fn too_large(path: &str, limits: &Limits) -> Problem {
    let message = format!("more bytes than limits.article_bytes ({})", limits.article_bytes);
    let hint = "raise the limit in dateline.toml if the file is to be trusted";
    Problem::error(Code::TooLarge, path, message).hint(hint)
}

fn too_many(path: &str, limits: &Limits) -> Problem {
    let most = limits.file_articles;
    let message = format!("more articles than limits.file_articles ({most}); the rest is not read");
    let hint = "split the file, or raise the limit in dateline.toml";
    Problem::error(Code::TooLarge, path, message).hint(hint)
}

fn empty(path: &str) -> Problem {
    Problem::error(Code::EmptyScrape, path, "the file is empty")
        .hint("delete it, or capture the page again")
}

/// Why a file's bytes cannot be a capture.
fn unreadable(path: &str, bytes: &[u8], limits: &Limits) -> Option<Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(empty(path));
    }
    // JSON may hold many articles; each is measured by itself.
    let several =
        bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"[");
    if bytes.len() as u64 > if several { largest(limits) } else { limits.article_bytes } {
        return Some(too_large(path, limits));
    }
    if encoding::is_binary(bytes) {
        let hint = "keep pictures, PDFs and programs outside content/scrapes";
        return Some(Problem::error(Code::BinaryScrape, path, "the file holds no text").hint(hint));
    }
    None
}

fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().fold(String::from("sha256:"), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
