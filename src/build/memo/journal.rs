//! Results of steps, one after the other in a file that is only appended to. Each carries a checksum of itself and of its key:
//! after a run that was killed between two files, a place may hold a result of another step.
//!
//! A result is written as soon as it is made, so that a run holds none of them in memory. What lies behind the last place that
//! the index knows is a killed run's, and the next one writes over it.

use super::{Hash, hash};
use anyhow::Context;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a result stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    pub(super) fn to_bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        let (at, length) = bytes.split_at_mut(8);
        at.copy_from_slice(&self.at.to_le_bytes());
        length.copy_from_slice(&self.length.to_le_bytes());
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (at, length) = bytes.split_first_chunk()?;
        let length = u32::from_le_bytes(length.try_into().ok()?);
        Some(Self { at: u64::from_le_bytes(*at), length })
    }

    /// Where the next one begins.
    pub(super) fn end(self) -> u64 {
        self.at.saturating_add(self.size())
    }
}

/// The journal of a cache folder.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    open: Mutex<Open>,
}

/// What a run has opened of it.
#[derive(Debug, Default)]
struct Open {
    /// For reading.
    file: Option<Arc<File>>,
    /// For adding.
    tail: Option<Tail>,
}

/// What a run adds.
#[derive(Debug)]
struct Tail {
    out: BufWriter<File>,
    at: u64,
    /// Up to where it can be read back.
    flushed: u64,
}

impl Journal {
    pub(super) fn at(folder: &Path) -> Self {
        Self { path: folder.join("journal"), open: Mutex::default() }
    }

    /// What `take` makes of the result of a key at a place; `None` where the file is damaged there, or holds something else.
    pub(super) fn read<T>(
        &self,
        key: Hash,
        place: Place,
        take: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let file = self.readable(place)?;
        let mut bytes = vec![0; usize::try_from(place.size()).ok()?];
        read_at(&file, &mut bytes, place.at).ok()?;
        let (check, result) = bytes.split_first_chunk::<CHECK>()?;
        let is_whole = Hash::from_le_bytes(*check) == check_of(key, result);
        is_whole.then(|| take(result)).flatten()
    }

    fn readable(&self, place: Place) -> Option<Arc<File>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tail) = open.tail.as_mut().filter(|tail| place.end() > tail.flushed) {
            tail.out.flush().ok()?;
            tail.flushed = tail.at;
        }
        if open.file.is_none() {
            open.file = Some(Arc::new(File::open(&self.path).ok()?));
        }
        open.file.clone()
    }

    /// Adds a result at the end, which is where the last known place ends; returns its place.
    pub(super) fn add(
        &self,
        key: Hash,
        result: &[u8],
        end: impl FnOnce() -> u64,
    ) -> anyhow::Result<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let context = || format!("cannot write {}", self.path.display());
        let tail = match &mut open.tail {
            Some(tail) => tail,
            none => none.insert(self.tail(end()).with_context(context)?),
        };
        let place = Place { at: tail.at, length: u32::try_from(result.len())? };
        tail.at = place.end();
        let check = check_of(key, result).to_le_bytes();
        tail.out
            .write_all(&check)
            .and_then(|()| tail.out.write_all(result))
            .with_context(context)?;
        Ok(place)
    }

    fn tail(&self, end: u64) -> io::Result<Tail> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        let at = file.metadata()?.len().min(end);
        file.set_len(at)?;
        Ok(Tail { out: BufWriter::with_capacity(1 << 20, file), at, flushed: at })
    }

    /// Ends the run's additions: they are on the disk, and the file is closed.
    pub(super) fn finish(&self) -> anyhow::Result<()> {
        let open = std::mem::take(&mut *self.open.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(mut tail) = open.tail else { return Ok(()) };
        tail.out.flush().with_context(|| format!("cannot write {}", self.path.display()))
    }

    /// Whether more than half of the file is results that nobody asks for any more.
    pub(super) fn is_mostly_dead(&self, live: u64) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|file| file.len() > 2 * live + (1 << 20))
    }

    /// Keeps these results alone, in a new file that replaces the old one.
    pub(super) fn rewrite(&self, keep: &[(Hash, Place)]) -> anyhow::Result<Vec<(Hash, Place)>> {
        let fresh = Self { path: self.path.with_extension("new"), open: Mutex::default() };
        let _ = std::fs::remove_file(&fresh.path);
        let mut places = Vec::with_capacity(keep.len());
        for (key, place) in keep {
            let added = self.read(*key, *place, |result| Some(fresh.add(*key, result, || 0)));
            if let Some(place) = added {
                places.push((*key, place?));
            }
        }
        fresh.finish()?;
        self.finish()?;
        if places.is_empty() {
            std::fs::write(&fresh.path, b"")?;
        }
        std::fs::rename(&fresh.path, &self.path)
            .with_context(|| format!("cannot write {}", self.path.display()))?;
        Ok(places)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(read..).unwrap_or_default();
        at += read as u64;
    }
    Ok(())
}
