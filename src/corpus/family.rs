//! Articles that share their words: reprints, derived copy, revisions.

mod find;
mod propose;

pub use find::families;
pub use propose::Proposals;

use super::words::{self, Hash};
use crate::article::{Article, ArticleId};
use crate::date::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From this share on, one was made from the other. Independent accounts of one event share less than 0.03.
const DERIVED: f32 = 0.12;

/// The little of one article that tells whose copy it is. It changes with every word; an article's [`super::Gist`] does not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wording {
    /// Which article.
    pub id: ArticleId,
    /// Its address, as it is compared.
    pub address: Option<String>,
    /// Whether it says who published it.
    pub outlet: bool,
    /// Whether it credits an agency.
    pub agency: bool,
    /// When it says it was published.
    pub stated: Option<Stamp>,
    /// When it says it was last changed.
    pub updated: Option<Stamp>,
    /// When it was captured.
    pub captured: Option<Stamp>,
    /// How many different runs of five words it has.
    pub runs: usize,
    /// One in [`Runs::SAMPLE`] of them, sorted: those that propose whose copy it may be.
    #[serde(with = "super::packed")]
    pub sampled: Vec<Hash>,
}

/// Every run of five words of an article, hashed, sorted, each once: what copies share. Most articles are nobody's copy, so these
/// are kept apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Runs(#[serde(with = "super::packed")] pub Vec<Hash>);

impl Runs {
    /// One run in this many proposes pairs; all of them decide.
    const SAMPLE: Hash = 8;
}

/// Takes from an article what tells whose copy it is.
pub fn wording(id: &ArticleId, article: &Article) -> (Wording, Runs) {
    let front = &article.front;
    let runs = words::runs(&crate::markdown::prose(&article.body));
    let wording = Wording {
        id: id.clone(),
        address: front.url.as_deref().and_then(address),
        outlet: front.outlet.is_some(),
        agency: !front.agencies.is_empty(),
        stated: front.date,
        updated: front.updated,
        captured: front.captured,
        runs: runs.len(),
        sampled: runs.iter().copied().filter(|run| *run % Runs::SAMPLE == 0).collect(),
    };
    (wording, Runs(runs))
}

/// An address as it is compared; none for a bare host, which many articles may give.
fn address(url: &str) -> Option<String> {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next()?.trim_end_matches('/');
    url.contains('/').then(|| url.strip_prefix("www.").unwrap_or(url).to_owned())
}

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
    /// How the two are related.
    pub kind: CopyKind,
}

/// How much of its words each copy shares with its family's lead: the share of the smaller one's five-word runs that the other
/// has too, 0 to 1. It changes with every word, and nothing is gathered from it.
pub type Shares = BTreeMap<ArticleId, f32>;

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
