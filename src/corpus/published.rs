//! When each article was published, and how we know.

mod infer;

pub(super) use infer::published;

use crate::article::ArticleId;
use crate::date::Stamp;
use serde::{Deserialize, Serialize};

/// When an article was published, and how we know.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Published {
    /// The day or moment; `None` where nothing tells.
    pub value: Option<Stamp>,
    /// How we know.
    pub basis: Basis,
    /// Why, in a sentence a reader understands; empty where it is stated.
    pub reason: String,
    /// The articles it rests on, where it is inferred.
    pub from: Vec<ArticleId>,
}

/// How a publication date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The article says so.
    Stated,
    /// Other articles tell.
    Inferred,
    /// Nothing tells.
    Unknown,
}

impl Published {
    /// What an article states of itself.
    pub fn stated(value: Option<Stamp>) -> Self {
        let basis = if value.is_some() { Basis::Stated } else { Basis::Unknown };
        Self { value, basis, reason: String::new(), from: Vec::new() }
    }
}
