//! Results of steps, one after the other in a file that is only appended to. Each carries a checksum of itself and of its key:
//! after a run that was killed between two files, a place may hold a result of another step.

use super::{Hash, hash};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a result stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::build) struct Place {
    at: u64,
    length: u32,
}

/// Bytes of a checksum before each result.
const CHECK: usize = 16;

/// The checksum of a result, and of whose it is.
fn check_of(key: Hash, result: &[u8]) -> Hash {
    hash(result) ^ key
}

impl Place {
    pub(super) fn size(self) -> u64 {
        u64::from(self.length) + CHECK as u64
    }
}

/// The journal of a cache folder.
#[derive(Debug)]
pub(super) struct Journal(PathBuf);

impl Journal {
    pub(super) fn at(folder: &Path) -> Self {
        Self(folder.join("journal"))
    }

    /// The result of a key at a place; `None` where the file is damaged there, or holds something else.
    pub(super) fn read(&self, key: Hash, place: Place) -> Option<Vec<u8>> {
        let mut file = File::open(&self.0).ok()?;
        file.seek(SeekFrom::Start(place.at)).ok()?;
        let mut bytes = vec![0; usize::try_from(place.size()).ok()?];
        file.read_exact(&mut bytes).ok()?;
        let (check, result) = bytes.split_first_chunk::<CHECK>()?;
        (Hash::from_le_bytes(*check) == check_of(key, result)).then(|| result.to_vec())
    }

    /// Adds results at the end; returns their places.
    pub(super) fn append(&self, results: &[(Hash, Vec<u8>)]) -> anyhow::Result<Vec<(Hash, Place)>> {
        if results.is_empty() {
            return Ok(Vec::new());
        }
        let context = || format!("cannot write {}", self.0.display());
        let file =
            OpenOptions::new().create(true).append(true).open(&self.0).with_context(context)?;
        let mut at = file.metadata().with_context(context)?.len();
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let mut places = Vec::with_capacity(results.len());
        for (key, bytes) in results {
            let place = Place { at, length: u32::try_from(bytes.len())? };
            out.write_all(&check_of(*key, bytes).to_le_bytes()).with_context(context)?;
            out.write_all(bytes).with_context(context)?;
            places.push((*key, place));
            at += place.size();
        }
        out.flush().with_context(context)?;
        Ok(places)
    }

    /// Whether more than half of the file is results that nobody asks for any more.
    pub(super) fn is_mostly_dead(&self, live: u64) -> bool {
        std::fs::metadata(&self.0).is_ok_and(|file| file.len() > 2 * live + (1 << 20))
    }

    /// Keeps these results alone, in a new file that replaces the old one.
    pub(super) fn rewrite(&self, keep: &[(Hash, Place)]) -> anyhow::Result<Vec<(Hash, Place)>> {
        let results: Vec<(Hash, Vec<u8>)> =
            keep.iter().filter_map(|(key, place)| Some((*key, self.read(*key, *place)?))).collect();
        let fresh = Self(self.0.with_extension("new"));
        let _ = std::fs::remove_file(&fresh.0);
        let places = fresh.append(&results)?;
        if results.is_empty() {
            std::fs::write(&fresh.0, b"")?;
        }
        std::fs::rename(&fresh.0, &self.0)
            .with_context(|| format!("cannot write {}", self.0.display()))?;
        Ok(places)
    }
}
