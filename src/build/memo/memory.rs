//! Results that stay in memory, decoded, between the builds of one process: what a preview builds again and again is read
//! from the journal once.

use super::Hash;
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Bytes of encoded results that are held at most; what comes after stays in the journal alone.
const LARGEST: usize = 256 << 20;

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
