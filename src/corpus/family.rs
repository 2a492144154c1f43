//! Articles that share their words: reprints, derived copy, revisions.

mod find;

pub(super) use find::families;

use crate::article::ArticleId;
use serde::{Deserialize, Serialize};

/// Articles that share their words; one leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// The one that is shown and counted.
    pub lead: ArticleId,
    /// The others, by id.
    pub copies: Vec<Copy>,
}

/// One article that shares its words with its family's lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    /// Which article.
    pub article: ArticleId,
    /// The share of the smaller one's five-word runs that the other has too, 0 to 1.
    pub shared: f32,
    /// How the two are related.
    pub kind: CopyKind,
}

/// How a copy is related to its lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyKind {
    /// The same text, but for a few words.
    NearDuplicate,
    /// Sentences taken over: rewritten wire copy.
    Derived,
    /// The same address, captured with another text.
    Revision,
}
