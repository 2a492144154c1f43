//! What earlier builds found out, kept between runs: results of pure steps, and what stood where.
//!
//! Two files. The index is small and read by every run: the sources as they were, the outputs we wrote, what the last run had
//! to say. The journal holds the results of steps and is appended to; a result is read, by its place in the file, only when
//! asked for, so a run with nothing to do never opens it. The index carries the hash of our own executable: another program,
//! another memo. It is saved last, so a run killed at any moment leaves the memo of the run before.

mod journal;
mod memory;
pub(super) mod packed;
mod program;

use super::output::Written;
use super::source::{Source, Stat};
use crate::problem::Problem;
use anyhow::Context;
use journal::Journal;
pub(super) use journal::Place;
use memory::{Memory, Unwritten};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use twox_hash::XxHash3_128;

/// A fingerprint: of a source, a step's input, a page.
pub(super) type Hash = u128;

/// The fingerprint of bytes.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    XxHash3_128::oneshot(bytes)
}

/// The fingerprint of a value's encoding, told apart by `name` from other steps given the same value.
pub(super) fn key(name: &str, value: &impl Serialize) -> Hash {
    hash(&postcard::to_stdvec(&(name, value)).unwrap_or_default())
}

/// The key of another result of the same input as that of `key`: cheap, since every build asks for tens of thousands.
pub(super) fn key_beside(key: Hash, name: &str) -> Hash {
    key ^ hash(name.as_bytes())
}

/// What a run leaves for the next one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// When the run began, in nanoseconds since 1970, by the clock that stamps files.
    pub(super) began: u64,
    /// When it had looked at the last of what it wrote, by the same clock.
    pub(super) ended: u64,
    /// Fingerprint of what was asked for.
    pub(super) options: Hash,
    /// The sources, by path.
    pub(super) sources: Vec<Source>,
    /// What we wrote, by path.
    #[serde(with = "packed::map")]
    pub(super) written: BTreeMap<String, Written>,
    /// How many articles and events there were.
    pub(super) counts: (usize, usize),
    /// What the run had to say.
    pub(super) problems: Vec<Problem>,
    /// What it had to say of the listing alone.
    pub(super) listed: Vec<Problem>,
    /// Whether everything planned was written: where something was in the way, the next run tries again.
    pub(super) settled: bool,
    /// Where the journal keeps each result.
    #[serde(with = "packed::places")]
    pub(super) results: Vec<(Hash, Place)>,
}

/// The memo of one cache folder, held for one run.
#[derive(Debug)]
pub(super) struct Memo {
    folder: PathBuf,
    /// What the last run left.
    pub(super) index: Index,
    /// The index on disk, as we read or wrote it.
    seen: Option<Stat>,
    journal: Journal,
    /// Results held in memory, in a process that builds again and again.
    memory: Option<Memory>,
    /// What is held in memory alone.
    unwritten: Unwritten,
    /// Where the journal keeps the results of this run.
    fresh: Mutex<HashMap<Hash, Place>>,
    /// Results that this run asked for: the others are dead.
    asked: Mutex<Vec<Hash>>,
    /// Why a result could not be kept.
    failed: Mutex<Option<anyhow::Error>>,
}

/// The name of the index in the cache folder.
const INDEX: &str = "index";
/// Its first bytes: the format's name, then our executable's stat and hash, then the hash of the rest.
const MAGIC: &[u8; 8] = b"dateline";

impl Memo {
    /// Opens the memo of a cache folder; one that is damaged, or another program's, is empty.
    pub(super) fn open(folder: &Path) -> Self {
        let path = folder.join(INDEX);
        Self {
            folder: folder.to_owned(),
            seen: stat_of(&path),
            index: read_index(&path).unwrap_or_default(),
            journal: Journal::at(folder),
            memory: None,
            unwritten: Unwritten::default(),
            fresh: Mutex::default(),
            asked: Mutex::default(),
            failed: Mutex::default(),
        }
    }

    /// The same, for a process that builds again and again.
    pub(super) fn open_to_stay(folder: &Path) -> Self {
        Self { memory: Some(Memory::default()), ..Self::open(folder) }
    }

    /// Whether the memo on disk is still the one we know: between two builds of one process another may have run.
    pub(super) fn is_current(&self) -> bool {
        self.seen.is_some() && self.seen == stat_of(&self.folder.join(INDEX))
    }

    /// A result that is known.
    pub(super) fn remembered<T: DeserializeOwned>(&self, key: Hash) -> Option<T> {
        Some(self.read(key)?.0)
    }

    /// The same, for what every build asks for: it may be in memory already.
    pub(super) fn at_hand<T>(&self, key: Hash) -> Option<Arc<T>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        if let Some(held) = self.memory.as_ref().and_then(|memory| memory.get(key)) {
            self.keep(key);
            return Some(held);
        }
        let (value, size) = self.read(key)?;
        let value = Arc::new(value);
        if let Some(memory) = &self.memory {
            memory.hold(key, &value, size);
        }
        Some(value)
    }

    /// A result from the journal, and its size.
    fn read<T: DeserializeOwned>(&self, key: Hash) -> Option<(T, usize)> {
        let place = self.place(key)?;
        let value = self.journal.read(key, place, |result| postcard::from_bytes(result).ok())?;
        self.keep(key);
        Some((value, usize::try_from(place.size()).unwrap_or(usize::MAX)))
    }

    /// Where a result is: what was made in this run was not to be read from the journal, whatever the index says.
    fn place(&self, key: Hash) -> Option<Place> {
        let fresh = self.fresh.lock().ok()?.get(&key).copied();
        let earlier = || {
            let at = self.index.results.binary_search_by_key(&key, |(key, _)| *key).ok()?;
            self.index.results.get(at).map(|(_, place)| *place)
        };
        fresh.or_else(earlier)
    }

    /// Remembers what every build asks for. What is held in memory is written when the run is saved: until then somebody may be
    /// waiting for its pages.
    pub(super) fn remember_at_hand<T>(&self, key: Hash, value: T) -> Arc<T>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let value = Arc::new(value);
        let Some(memory) = self.memory.as_ref().filter(|memory| memory.has_room()) else {
            self.remember(key, &*value);
            return value;
        };
        memory.hold(key, &value, 0);
        self.keep(key);
        let held = Arc::clone(&value);
        self.unwritten.add(move |memo| {
            let size = memo.remember(key, &*held);
            memo.memory.iter().for_each(|memory| memory.hold(key, &held, size));
        });
        value
    }

    /// Remembers a result; returns its size in bytes.
    pub(super) fn remember(&self, key: Hash, value: &impl Serialize) -> usize {
        let end = || self.index.results.iter().map(|(_, place)| place.end()).max().unwrap_or(0);
        let bytes = postcard::to_stdvec(value).map_err(anyhow::Error::from);
        let size = bytes.as_ref().map_or(0, Vec::len);
        let kept = bytes.and_then(|bytes| self.journal.add(key, &bytes, end));
        match (kept, self.fresh.lock(), self.failed.lock()) {
            (Ok(place), Ok(mut fresh), _) => drop(fresh.insert(key, place)),
            (Err(error), _, Ok(mut failed)) => drop(failed.get_or_insert(error)),
            _ => {}
        }
        self.keep(key);
        size
    }

    /// Keeps a result that this run has no need to read.
    pub(super) fn keep(&self, key: Hash) {
        if let Ok(mut asked) = self.asked.lock() {
            asked.push(key);
        }
    }

    /// The same of many.
    pub(super) fn keep_all(&self, keys: impl IntoIterator<Item = Hash>) {
        if let Ok(mut asked) = self.asked.lock() {
            asked.extend(keys);
        }
    }

    /// Notes that everything was found unchanged by a run that began then: what was as new as the run before it, and had to be
    /// read again, need not be next time.
    ///
    /// # Errors
    /// Where the disk fails.
    pub(super) fn look_again_from(&mut self, began: u64) -> anyhow::Result<()> {
        let (last, ended) = (self.index.began, self.index.ended);
        let racy = self.index.sources.iter().any(|source| source.stat.is_racy(last))
            || self.index.written.values().any(|written| written.is_racy(ended));
        if racy {
            (self.index.began, self.index.ended) = (began, began);
            self.write_index()?;
        }
        Ok(())
    }

    /// Saves the run: the journal has its results, and the index replaces the old one.
    ///
    /// # Errors
    /// Where the disk fails; the memo of the run before stays.
    pub(super) fn save(&mut self, mut index: Index) -> anyhow::Result<()> {
        self.unwritten.take().into_iter().for_each(|write| write(self));
        if let Some(error) = self.failed.get_mut().ok().and_then(Option::take) {
            return Err(error);
        }
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("cannot make {}", self.folder.display()))?;
        let mut asked = self.asked.get_mut().map(std::mem::take).unwrap_or_default();
        asked.sort_unstable();
        asked.dedup();
        if let Some(memory) = &mut self.memory {
            memory.hold_only(&asked);
        }
        let mut places: Vec<(Hash, Place)> =
            asked.iter().filter_map(|key| Some((*key, self.place(*key)?))).collect();
        self.fresh = Mutex::default();
        self.journal.finish()?;
        let live: u64 = places.iter().map(|(_, place)| place.size()).sum();
        if self.journal.is_mostly_dead(live) {
            places = self.journal.rewrite(&places)?;
        }
        index.results = places;
        self.index = index;
        self.write_index()
    }

    fn write_index(&mut self) -> anyhow::Result<()> {
        let path = self.folder.join(INDEX);
        write_index(&path, &self.index)?;
        self.seen = stat_of(&path);
        Ok(())
    }
}

fn stat_of(path: &Path) -> Option<Stat> {
    Some(Stat::of(&std::fs::metadata(path).ok()?))
}

/// Whether a step ran now, or its result was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ran {
    Now,
    Reused,
}

fn read_index(path: &Path) -> Option<Index> {
    let bytes = std::fs::read(path).ok()?;
    let rest = bytes.strip_prefix(MAGIC)?;
    let (stat, rest) = rest.split_first_chunk::<16>()?;
    let (program, rest) = rest.split_first_chunk::<16>()?;
    let (check, rest) = rest.split_first_chunk::<16>()?;
    let ours = Hash::from_le_bytes(*check) == hash(rest)
        && program::is_ours(Hash::from_le_bytes(*stat), Hash::from_le_bytes(*program));
    ours.then(|| postcard::from_bytes(rest).ok()).flatten()
}

fn write_index(path: &Path, index: &Index) -> anyhow::Result<()> {
    let body = postcard::to_stdvec(index).context("cannot encode the memo")?;
    let mut bytes = Vec::with_capacity(body.len() + 64);
    bytes.extend(MAGIC);
    bytes.extend(program::stat().to_le_bytes());
    bytes.extend(program::hash().to_le_bytes());
    bytes.extend(hash(&body).to_le_bytes());
    bytes.extend(body);
    let temporary = path.with_extension("new");
    std::fs::write(&temporary, bytes)
        .and_then(|()| std::fs::rename(&temporary, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(folder: &Path) -> Memo {
        let mut memo = Memo::open(folder);
        memo.remember(key("a", &1), &"one");
        memo.remember(key("b", &1), &"two");
        memo.save(Index::default()).unwrap();
        memo
    }

    #[test]
    fn two_steps_given_the_same_input_have_two_results() {
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path());
        let memo = Memo::open(folder.path());
        assert_eq!(memo.remembered::<String>(key("a", &1)).as_deref(), Some("one"));
        assert_eq!(memo.remembered::<String>(key("b", &1)).as_deref(), Some("two"));
        assert_eq!(memo.remembered::<String>(key("a", &2)), None);
    }

    #[test]
    fn a_damaged_memo_is_forgotten_or_right() {
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path());
        for name in ["index", "journal"] {
            let path = folder.path().join(name);
            let whole = std::fs::read(&path).unwrap();
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0x55;
                std::fs::write(&path, &damaged).unwrap();
                let memo = Memo::open(folder.path());
                let found = memo.remembered::<String>(key("a", &1));
                assert!(found.is_none() || found.as_deref() == Some("one"), "{name} at {at}");
            }
            std::fs::write(&path, &whole).unwrap();
        }
    }

    #[test]
    fn a_result_is_never_taken_for_another_of_the_same_length() {
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path());
        let path = folder.path().join("journal");
        let bytes = std::fs::read(&path).unwrap();
        // As a run leaves it that was killed between the journal's replacement and the index's.
        let (one, two) = bytes.split_at(bytes.len() / 2);
        std::fs::write(&path, [two, one].concat()).unwrap();
        let memo = Memo::open(folder.path());
        assert_eq!(memo.remembered::<String>(key("a", &1)), None);
        assert_eq!(memo.remembered::<String>(key("b", &1)), None);
    }

    #[test]
    fn results_that_nobody_asks_for_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        saved(folder.path());
        let mut memo = Memo::open(folder.path());
        assert!(memo.remembered::<String>(key("a", &1)).is_some());
        memo.save(Index::default()).unwrap();
        let memo = Memo::open(folder.path());
        assert!(memo.remembered::<String>(key("a", &1)).is_some());
        assert!(memo.remembered::<String>(key("b", &1)).is_none());
    }
}
