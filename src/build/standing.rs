//! The story as it was last planned, with the index over it. A preview keeps both between its builds: most edits change no more
//! than a text, and what is planned of the same story is the same.

use super::memo::{Hash, key};
use super::world::World;
use crate::article::ArticleId;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::desk::Desk;
use crate::site::{Card, Index, Purpose, Story};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Made when it is first asked for.
type Lazy<'a> = OnceLock<Index<'a>>;

self_cell::self_cell!(
    struct Read {
        owner: Owned,
        #[not_covariant]
        dependent: Lazy,
    }

    impl {Debug}
);

/// What a story is made of.
#[derive(Debug)]
struct Owned {
    config: Arc<Config>,
    purpose: Purpose,
    desk: Arc<Desk>,
    corpus: Arc<Corpus>,
    cards: Arc<BTreeMap<ArticleId, Arc<Card>>>,
}

impl Owned {
    fn story(&self) -> Story<'_> {
        let Self { config, purpose, desk, corpus, cards } = self;
        Story { config, purpose: *purpose, desk, corpus, cards }
    }
}

/// A story that stands between builds.
#[derive(Debug)]
pub(super) struct Standing {
    key: Option<Hash>,
    read: Read,
}

impl Standing {
    /// The story of `world`, or the one before where it tells the same.
    pub(super) fn of(world: &World, before: Option<Self>) -> Self {
        let key = world.gathered_from.map(|gathered| {
            let cards = world.card_seals();
            key("story", &(gathered, &*world.config, world.purpose, cards))
        });
        let same = before.filter(|before| key.is_some() && before.key == key);
        let owned = || Owned {
            config: Arc::clone(&world.config),
            purpose: world.purpose,
            desk: Arc::clone(&world.desk),
            corpus: Arc::clone(&world.corpus),
            cards: Arc::clone(&world.cards),
        };
        same.unwrap_or_else(|| Self { key, read: Read::new(owned(), |_| Lazy::new()) })
    }

    /// Does something with it.
    pub(super) fn with<T>(&self, act: impl for<'a> FnOnce(Told<'_, 'a>) -> T) -> T {
        self.read
            .with_dependent(|owned, index| act(Told { key: self.key, story: owned.story(), index }))
    }
}

/// A story, and the index over it.
#[derive(Clone, Copy)]
pub(super) struct Told<'i, 'a> {
    /// Fingerprint of the story; none where an article changed while it was read.
    pub(super) key: Option<Hash>,
    pub(super) story: Story<'a>,
    index: &'i Lazy<'a>,
}

impl<'i, 'a> Told<'i, 'a> {
    pub(super) fn index(&self) -> &'i Index<'a> {
        self.index.get_or_init(|| Index::of(&self.story))
    }
}
