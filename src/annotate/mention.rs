//! Names of people, organisations and places in one text.

use super::{Prose, Sentence};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Words that name somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What they name.
    pub kind: MentionKind,
    /// The fullest name the text gives: a surname's whole name.
    pub name: String,
    /// The title or role printed beside it: `U.S. Secretary of State`.
    pub role: Option<String>,
    /// Whether a place's name stands for those who govern there ("Kyiv said").
    pub metonym: bool,
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

/// The names of a text, in order.
pub fn mentions(_prose: &Prose, _sentences: &[Sentence]) -> Vec<Mention> {
    Vec::new()
}
