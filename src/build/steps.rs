//! The memo as gathering uses it: what is remembered of steps whose input may have changed since it was listed.

use super::memo::{self, Hash, Memo, Ran};
use crate::corpus;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// The memo as gathering uses it.
pub(super) struct Steps<'a> {
    pub(super) memo: &'a Memo,
    /// The keys of the steps that were asked for since the last whole.
    keys: Mutex<Vec<Hash>>,
    /// Whether every article is still what was listed: what has changed meanwhile is not remembered as what was listed.
    as_listed: AtomicBool,
}

impl<'a> Steps<'a> {
    pub(super) fn of(memo: &'a Memo) -> Self {
        Self { memo, keys: Mutex::default(), as_listed: AtomicBool::new(true) }
    }

    /// Whether every article was still what was listed.
    pub(super) fn as_listed(&self) -> bool {
        self.as_listed.load(Ordering::Relaxed)
    }

    /// The memo's key of a step, noted as asked for; none where an article has changed and nothing is remembered any more.
    fn key(&self, step: &str, input: &impl Serialize) -> Option<Hash> {
        if !self.as_listed() {
            return None;
        }
        let key = memo::key(step, input);
        if let Ok(mut keys) = self.keys.lock() {
            keys.push(key);
        }
        Some(key)
    }

    /// What was read of an article, noting whether it is what was listed.
    pub(super) fn sound<T>(&self, read: Option<(T, bool)>) -> Option<T> {
        if !read.as_ref().is_some_and(|(_, same)| *same) {
            self.as_listed.store(false, Ordering::Relaxed);
        }
        read.map(|(value, _)| value)
    }

    /// A result that is made in many steps. Where it is known nobody asks for the steps now, and the next change needs them.
    pub(super) fn whole<T>(&self, key: Hash, make: impl FnOnce() -> T) -> (Arc<T>, Ran)
    where
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        let steps_key = memo::key("steps", &key);
        if let Some(known) = self.memo.at_hand(key) {
            let steps = self.memo.at_hand::<Vec<Hash>>(steps_key).unwrap_or_default();
            steps.iter().for_each(|step| self.memo.keep(*step));
            return (known, Ran::Reused);
        }
        let made = make();
        let mut keys =
            self.keys.lock().map(|mut keys| std::mem::take(&mut *keys)).unwrap_or_default();
        if !self.as_listed() {
            return (Arc::new(made), Ran::Now);
        }
        keys.sort_unstable();
        self.memo.remember_at_hand(steps_key, keys);
        (self.memo.remember_at_hand(key, made), Ran::Now)
    }
}

impl corpus::Recall for Steps<'_> {
    fn recall<T: Serialize + DeserializeOwned>(
        &self,
        step: &'static str,
        input: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> T {
        let Some(key) = self.key(step, input) else { return make() };
        self.memo.remembered(key).unwrap_or_else(|| {
            let made = make();
            if self.as_listed() {
                self.memo.remember(key, &made);
            }
            made
        })
    }

    fn recall_whole<T>(
        &self,
        step: &'static str,
        input: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> Arc<T>
    where
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        let Some(key) = self.key(step, input) else { return Arc::new(make()) };
        self.memo.at_hand(key).unwrap_or_else(|| {
            let made = make();
            if self.as_listed() { self.memo.remember_at_hand(key, made) } else { Arc::new(made) }
        })
    }
}
