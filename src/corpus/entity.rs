//! People, organisations and places across articles, whatever their spelling.

use crate::annotate::MentionKind;
use crate::article::ArticleId;
use serde::{Deserialize, Serialize};

/// An entity's id and the slug of its page: `volodymyr-zelenskyy`. Unique among entities of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub String);

/// Somebody or something that articles name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: MentionKind,
    /// The name to show.
    pub name: String,
    /// Every spelling the articles have, with the articles that have it; the name to show among them.
    pub spellings: Vec<Spelling>,
    /// Roles printed beside the name, most frequent first.
    pub roles: Vec<String>,
    /// The articles that name it.
    pub articles: Vec<ArticleId>,
}

/// One way of writing a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spelling {
    /// As written.
    pub text: String,
    /// How often, over all articles.
    pub count: u32,
    /// Where.
    pub articles: Vec<ArticleId>,
}
