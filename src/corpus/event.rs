//! What happened when, each event backed by verbatim passages.

mod assemble;
mod build;
mod by_hand;
mod cluster;
mod join;
mod month;
mod postings;
mod refine;
mod unit;

pub(super) use build::{Known, events};
pub(super) use by_hand::{Desk, apply, find_passage, unknown};

use super::EntityId;
use crate::article::ArticleId;
use crate::date::Edtf;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// An event's id and the slug of its page: a function of its founding passage alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub String);

/// Something that happened, or is planned.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When; `None` where no passage tells.
    pub date: Option<Edtf>,
    /// How the date is known, in a sentence a reader understands.
    pub date_reason: String,
    /// Its headline.
    pub headline: Headline,
    /// Who made it.
    pub status: Status,
    /// Whether it had not happened when it was reported.
    pub planned: bool,
    /// Whether a person wants it at the head of the home page.
    pub pinned: bool,
    /// Its evidence, by article and offset; the founding passage first.
    pub passages: Vec<Passage>,
    /// Whose accounts report it, by name.
    pub outlets: Vec<String>,
    /// How many of these are independent of each other: copies count once.
    pub independent_outlets: u32,
    /// Who its passages name.
    pub people: Vec<EntityId>,
    /// Where.
    pub places: Vec<EntityId>,
    /// Which organisations.
    pub organisations: Vec<EntityId>,
    /// Words its passages quote.
    pub quotes: Vec<EventQuote>,
    /// The editor's text, Markdown; empty in a found event.
    pub text: String,
    /// The file that wrote or corrected it.
    pub written_in: Option<String>,
}

/// An event's headline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Headline {
    /// As shown; where words were cut it shows `…`.
    pub text: String,
    /// The words it was taken from; `None` where a person wrote it.
    pub from: Option<Passage>,
}

/// Words cut from a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cut {
    /// Where they stand.
    pub span: Span,
    /// As shown: white space single, `…` where words were cut.
    pub text: String,
}

/// Who made an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Found by us.
    Auto,
    /// Found by us, confirmed by a person.
    Reviewed,
    /// Written by a person.
    Written,
}

/// Verbatim words of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Which article.
    pub article: ArticleId,
    /// In its body or in its caption.
    pub part: PassagePart,
    /// Where, in bytes of that part.
    pub span: Span,
    /// The words.
    pub text: String,
    /// Which block of the body they stand in, from 0 (the page's `#p{n+1}`).
    pub block: u32,
}

impl Passage {
    /// Whether another stands in the same paragraph, or caption.
    pub fn is_beside(&self, other: &Self) -> bool {
        (&self.article, self.part, self.block) == (&other.article, other.part, other.block)
    }
}

/// Which text of an article a passage stands in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum PassagePart {
    /// The body.
    #[default]
    Body,
    /// The lead image's caption.
    Caption,
}

/// Words that a passage of an event quotes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventQuote {
    /// The words, and where they stand.
    pub passage: Passage,
    /// Who said them.
    pub speaker: Option<String>,
    /// The speaker's page.
    pub person: Option<EntityId>,
    /// How they were said.
    pub channel: Option<String>,
}
