//! The articles' own words, as far as planning does without them: their headings in full, their texts as digests. What is
//! planned names the articles whose words it shows, so that an edited headline or text changes no plan.

use super::fingerprint::fingerprint;
use crate::article::ArticleId;
use crate::corpus::Shares;
use serde::{Deserialize, Serialize};
use std::hash::Hash;
use std::sync::Arc;

/// What heads an article where it is shown or linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    /// Its headline, where the scrape bears one.
    pub title: Option<String>,
    /// Its first sentence, shown where there is no headline.
    pub opening: String,
    /// Its standfirst.
    pub description: Option<String>,
}

impl Heading {
    /// Its headline, where it has one.
    pub fn headline(&self) -> Option<&str> {
        self.title.as_deref().filter(|title| !title.trim().is_empty())
    }

    /// Its headline, or its first sentence.
    pub fn shown(&self) -> &str {
        self.headline().unwrap_or(&self.opening)
    }

    /// What stands for what lists show of it.
    pub fn digest(&self) -> u128 {
        fingerprint(&(self.headline().is_some(), self.shown()))
    }
}

/// What stands for an article's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextDigest {
    /// Digest of the article file and of what was taken away from its scrape: the text, as far as a page shows it.
    pub whole: u128,
    /// Digest of its body alone, and of its front matter alone: what `--explain` tells apart.
    pub body: u128,
    /// See `body`.
    pub front: u128,
    /// Digest of its heading, as lists show it.
    pub heading: u128,
}

/// The words of all articles.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// In the order of their ids.
    all: Arc<Vec<(ArticleId, TextDigest, Arc<Heading>)>>,
    /// How much of them copies share with their leads.
    pub shares: Arc<Shares>,
}

impl Texts {
    /// Of articles that come in the order of their ids.
    pub fn new(all: impl IntoIterator<Item = (ArticleId, TextDigest, Arc<Heading>)>) -> Self {
        Self { all: Arc::new(all.into_iter().collect()), shares: Arc::default() }
    }

    fn find(&self, id: &ArticleId) -> Option<&(ArticleId, TextDigest, Arc<Heading>)> {
        self.all.get(self.all.binary_search_by(|(known, ..)| known.cmp(id)).ok()?)
    }

    /// The places of articles in the order of all ids.
    pub fn places(&self, ids: &[&ArticleId]) -> Vec<u32> {
        let place = |id: &&ArticleId| self.all.binary_search_by(|(known, ..)| known.cmp(id)).ok();
        let places = ids.iter().filter_map(place);
        places.filter_map(|place| u32::try_from(place).ok()).collect()
    }

    /// Replaces the words of an article.
    pub fn set(&mut self, id: &ArticleId, digest: TextDigest, heading: &Arc<Heading>) {
        if let Ok(at) = self.all.binary_search_by(|(known, ..)| known.cmp(id))
            && let Some(one) = Arc::make_mut(&mut self.all).get_mut(at)
        {
            (one.1, one.2) = (digest, Arc::clone(heading));
        }
    }

    /// What stands for an article's words.
    pub fn digest(&self, id: &ArticleId) -> TextDigest {
        self.find(id).map(|(_, digest, _)| *digest).unwrap_or_default()
    }

    /// The same of the article at a place in their order.
    pub fn digest_at(&self, at: u32) -> TextDigest {
        self.at(at).map(|(_, digest, _)| *digest).unwrap_or_default()
    }

    fn at(&self, at: u32) -> Option<&(ArticleId, TextDigest, Arc<Heading>)> {
        self.all.get(usize::try_from(at).ok()?)
    }

    /// How much of its words the copy at a place in their order shares with its lead, in percent.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    pub fn percent_at(&self, at: u32) -> u32 {
        let share = self.at(at).and_then(|(id, ..)| self.shares.get(id));
        share.map_or(0, |share| (share.clamp(0.0, 1.0) * 100.0).round() as u32)
    }

    /// What heads an article.
    pub fn heading(&self, id: &ArticleId) -> Option<&Heading> {
        self.find(id).map(|(.., heading)| &**heading)
    }

    /// A fingerprint of all headings.
    pub fn headings(&self) -> u128 {
        let shown = |(_, digest, heading): &(_, TextDigest, Arc<Heading>)| {
            (digest.heading, heading.description.clone())
        };
        fingerprint(&self.all.iter().map(shown).collect::<Vec<_>>())
    }
}
