//! What people at the desk write beside the articles: names and outlets (`content/aliases.yml`), events, notes and pages.
//!
//! Formats are those of the contracts, "Files that people write". What is written here always wins over what is found.

mod address;
mod aliases;
mod field;
mod read;

pub use address::{Addresses, Lead};
pub use aliases::aliases;
pub use field::DeskFile;
pub use read::{event, note, page, read};

use crate::config::TextRight;
use crate::date::Edtf;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `content/aliases.yml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Aliases {
    /// People, by the name to show.
    pub people: BTreeMap<String, Alias>,
    /// Organisations, by the name to show.
    pub organisations: BTreeMap<String, Alias>,
    /// Places, by the name to show.
    pub places: BTreeMap<String, Alias>,
    /// Words that look like names and are none.
    pub stop: Vec<String>,
    /// Outlets, by name.
    pub outlets: BTreeMap<String, Outlet>,
}

/// What a person says of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Alias {
    /// Other spellings of the same one.
    pub also: Vec<String>,
    /// Spellings that are another one, however alike.
    pub never: Vec<String>,
    /// Where to read about it.
    pub address: Option<String>,
}

/// What a person says of one outlet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Outlet {
    /// Host names it publishes under; a host also stands for its subdomains.
    pub hosts: Vec<String>,
    /// Its short mark in reference chips, such as `MT`.
    pub code: Option<String>,
    /// How much of its articles may be published.
    pub rights: Option<OutletRight>,
    /// Whether its accounts count as its own.
    pub independent: bool,
}

impl Default for Outlet {
    fn default() -> Self {
        Self { hosts: Vec::new(), code: None, rights: None, independent: true }
    }
}

impl Outlet {
    /// Whether it publishes at a host, written in small letters.
    pub fn publishes_at(&self, host: &str) -> bool {
        self.hosts.iter().any(|listed| {
            let listed = listed.trim_start_matches("www.").to_lowercase();
            let before = host.strip_suffix(&listed);
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
    }
}

/// How much of one outlet's articles may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletRight {
    /// All of the text.
    Full,
    /// Quoted passages.
    Excerpt,
    /// Headline and link alone.
    Link,
}

impl From<TextRight> for OutletRight {
    fn from(right: TextRight) -> Self {
        match right {
            TextRight::Excerpt => Self::Excerpt,
            TextRight::Full => Self::Full,
        }
    }
}

/// `content/events/<slug>.md`: an event written, or a found one corrected, pinned, hidden or merged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WrittenEvent {
    /// The file it stands in, relative to the root.
    pub path: String,
    /// The file's stem.
    pub slug: String,
    /// When it happened.
    pub date: Option<Edtf>,
    /// Its headline.
    pub headline: Option<String>,
    /// The found event that this corrects.
    pub event: Option<FoundEvent>,
    /// Found events that are this one.
    pub merge: Vec<FoundEvent>,
    /// Whether the found event is not to be shown.
    pub hide: bool,
    /// Whether it heads the home page.
    pub pin: bool,
    /// Places, by name.
    pub places: Vec<String>,
    /// People, by name.
    pub people: Vec<String>,
    /// Its evidence, in exact words.
    pub passages: Vec<WrittenPassage>,
    /// The editor's text, Markdown.
    pub text: String,
}

/// A found event, as a person's file names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FoundEvent {
    /// Its id.
    pub id: String,
    /// The line of the file that says so, for problems.
    pub line: u32,
}

/// Words of an article that a person cites.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WrittenPassage {
    /// The article's id, or its file's path.
    pub article: String,
    /// Its words, exactly.
    pub text: String,
    /// The line of the file that says so, for problems.
    pub line: u32,
}

/// `content/notes/<slug>.md`: an editor's note.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// The file it stands in, relative to the root.
    pub path: String,
    /// The file's stem.
    pub slug: String,
    /// What it hangs on.
    pub target: NoteTarget,
    /// The line of the file that says what, for problems.
    pub line: u32,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was written.
    pub date: Option<Edtf>,
    /// The note, Markdown.
    pub text: String,
}

/// What a note hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoteTarget {
    /// Exact words of an article.
    Passage(WrittenPassage),
    /// An event, by id.
    Event(String),
    /// A day of the timeline.
    Day(Edtf),
}

/// `content/pages/<slug>.md`: a page of the site's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WrittenPage {
    /// The file it stands in, relative to the root.
    pub path: String,
    /// The file's stem, and the page's address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its text, Markdown.
    pub text: String,
}

/// Everything the desk wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Desk {
    /// Names and outlets.
    pub aliases: Aliases,
    /// Events, by path.
    pub events: Vec<WrittenEvent>,
    /// Notes, by path.
    pub notes: Vec<Note>,
    /// Pages, by path.
    pub pages: Vec<WrittenPage>,
    /// Addresses once published, and where they lead now (`content/addresses.yml`).
    pub addresses: Addresses,
}

impl Desk {
    /// The ids of the articles whose words the desk cites: the only ones whose texts gathering needs.
    pub fn cited(&self) -> Vec<ArticleName> {
        let events = self.events.iter().flat_map(|event| &event.passages);
        let notes = self.notes.iter().filter_map(|note| match &note.target {
            NoteTarget::Passage(passage) => Some(passage),
            _ => None,
        });
        let mut cited: Vec<_> = events.chain(notes).map(WrittenPassage::name).collect();
        cited.sort();
        cited.dedup();
        cited
    }
}

/// An article's id as a person's file gives it, folders and ending taken off.
pub type ArticleName = String;

impl WrittenPassage {
    /// The cited article's id: what is written, less its folders and `.md`.
    pub fn name(&self) -> ArticleName {
        let name = self.article.rsplit('/').next().unwrap_or(&self.article);
        name.strip_suffix(".md").unwrap_or(name).to_owned()
    }
}
