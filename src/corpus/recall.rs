//! What gathering remembers between builds: results of its steps, each a pure function of what its key stands for.
//!
//! Steps have a grain, mostly a month: when one article comes, changes or goes, only the months that it tells of are looked at
//! again. A step refers to sentences and groups by their place among its own input, so that its result means the same
//! whatever else the corpus holds.

use super::Gist;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// What stands for a value: two different values have two different seals.
pub type Seal = u128;

/// An article's gist, and what stands for it.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// The gist.
    pub gist: &'a Gist,
    /// What stands for the whole of it.
    pub seal: Seal,
    /// What stands for which article it is and whom it names.
    pub names: Seal,
}

/// Where results of steps are remembered.
pub trait Recall: Sync {
    /// The result of `step` for what `input` stands for: remembered, or made now.
    fn recall<T: Serialize + DeserializeOwned>(
        &self,
        step: &'static str,
        input: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> T;

    /// The same, for a result that every gathering shows: it may be held in memory.
    fn recall_whole<T>(
        &self,
        step: &'static str,
        input: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> Arc<T>
    where
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        Arc::new(self.recall(step, input, make))
    }
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug)]
pub struct Afresh;

impl Recall for Afresh {
    fn recall<T: Serialize + DeserializeOwned>(
        &self,
        _: &'static str,
        _: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> T {
        make()
    }
}
