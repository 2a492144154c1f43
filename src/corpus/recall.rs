//! What gathering remembers between builds: results of its steps, each a pure function of what its key stands for.
//!
//! Steps have a grain, mostly a month: when one article comes, changes or goes, only the months that it tells of are looked at
//! again. A step refers to sentences and groups by their place among its own input, so that its result means the same
//! whatever else the corpus holds.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What stands for the whole of one article's gist: two different gists have two different seals.
pub type Seal = u128;

/// Where results of steps are remembered.
pub trait Recall: Sync {
    /// The result of `step` for what `input` stands for: remembered, or made now.
    fn recall<T: Serialize + DeserializeOwned>(
        &self,
        step: &'static str,
        input: &impl Serialize,
        make: impl FnOnce() -> T,
    ) -> T;
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
