//! How far a build has come, for whoever shows it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How far a build has come; read it from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// How much is done, and how much there is to do; the latter grows as the build learns of it.
    pub fn now(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    pub(super) fn expect(&self, more: usize) {
        self.total.fetch_add(more, Ordering::Relaxed);
    }

    pub(super) fn one(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
