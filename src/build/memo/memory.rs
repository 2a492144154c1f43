//! Results that stay in memory, decoded, between the builds of one process: what a preview builds again and again is read
//! from the journal once.

use super::{Hash, Memo};
use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};

/// Bytes of encoded results that are held at most; what comes after stays in the journal alone.
const LARGEST: usize = 256 << 20;

/// Writes one result to the journal.
type Write = Box<dyn FnOnce(&Memo) + Send>;

/// Results that are held and not yet in the journal.
#[derive(Default)]
pub(super) struct Unwritten(Mutex<Vec<Write>>);

impl fmt::Debug for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unwritten")
    }
}

impl Unwritten {
    pub(super) fn add(&self, write: impl FnOnce(&Memo) + Send + 'static) {
        if let Ok(mut all) = self.0.lock() {
            all.push(Box::new(write));
        }
    }

    pub(super) fn take(&mut self) -> Vec<Write> {
        self.0.get_mut().map(std::mem::take).unwrap_or_default()
    }
}

/// The results that are held.
#[derive(Debug, Default)]
pub(super) struct Memory {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    results: HashMap<Hash, One>,
    /// Bytes of all of them, encoded.
    size: usize,
}

#[derive(Debug)]
struct One {
    value: Arc<dyn Any + Send + Sync>,
    size: usize,
}

impl Memory {
    /// A result that is held.
    pub(super) fn get<T: Send + Sync + 'static>(&self, key: Hash) -> Option<Arc<T>> {
        let value = Arc::clone(&self.held.lock().ok()?.results.get(&key)?.value);
        value.downcast().ok()
    }

    /// Whether there is room for another.
    pub(super) fn has_room(&self) -> bool {
        self.held.lock().is_ok_and(|held| held.size < LARGEST)
    }

    /// Holds a result of so many bytes encoded, if there is room.
    pub(super) fn hold<T: Send + Sync + 'static>(&self, key: Hash, value: &Arc<T>, size: usize) {
        let Ok(mut held) = self.held.lock() else { return };
        if held.size + size > LARGEST {
            return;
        }
        held.size += size;
        let value: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(value);
        if let Some(before) = held.results.insert(key, One { value, size }) {
            held.size -= before.size;
        }
    }

    /// Lets go of all but these results, whose keys are sorted.
    pub(super) fn hold_only(&mut self, keys: &[Hash]) {
        let Ok(held) = self.held.get_mut() else { return };
        held.results.retain(|key, _| keys.binary_search(key).is_ok());
        held.size = held.results.values().map(|one| one.size).sum();
    }
}
