//! The files that are served, held in memory.
//!
//! A file is read once and then served from memory as long as it stands on disk as it was read. While a build runs nothing is
//! looked up on disk for what is held: every page in use stays the whole page it was until all that change are in place, then
//! they are let go at once. What is not held is read from the output, where the build replaces each file in one step.
//! What was asked for longest ago makes room, so that a large site takes no more memory than a small one.

use axum::body::Bytes;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::Read;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Bytes that are held at most: 64 MiB, about fifteen hundred articles' pages.
const MOST: usize = 64 << 20;

/// The output of the last build, as it is served.
#[derive(Debug)]
pub(super) struct Shelf {
    out: PathBuf,
    most: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// By path within the output, with `/`.
    files: BTreeMap<String, File>,
    /// How many bytes they have together.
    bytes: usize,
    /// How many files were asked for.
    asked: u64,
    /// How many builds began and were done with their pages: odd in between.
    turns: u64,
}

#[derive(Clone, Debug)]
struct File {
    bytes: Bytes,
    stamp: Stamp,
    /// Which question was the last for it.
    asked: u64,
}

/// What tells a file on disk from another at its place: size and time of change.
type Stamp = (u64, Option<SystemTime>);

impl Shelf {
    pub(super) fn new(out: PathBuf) -> Self {
        Self { out, most: MOST, held: Mutex::default() }
    }

    /// The bytes of a file of the site, where there is one. Takes as long as the disk takes.
    pub(super) fn get(&self, path: &str) -> Option<Bytes> {
        let (turns, held) = self.held().ask(path);
        if let Some(file) = held
            && (is_building(turns) || self.stands(path, &file))
        {
            return Some(file.bytes);
        }
        let read = self.read(path);
        let bytes = read.as_ref().map(|file| file.bytes.clone());
        self.held().keep(path, read, turns, self.most);
        bytes
    }

    /// A build begins: what is held stays as it is.
    pub(super) fn build_begins(&self) {
        self.held().turns += 1;
    }

    /// These have changed, come or gone: the pages of a build that are all in place now, or whatever it changed, now that it has
    /// ended.
    pub(super) fn changed(&self, changed: &[String]) {
        let mut held = self.held();
        // What is being read may be of the state before, whether or not the pages were in place already.
        held.turns += if is_building(held.turns) { 1 } else { 2 };
        // Their stamps may not tell: on some file systems time has a grain of seconds.
        changed.iter().for_each(|path| held.let_go(path));
    }

    /// Whoever panicked while holding it left whole files.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a file is on disk as it was read: another program may have built the site.
    fn stands(&self, path: &str, file: &File) -> bool {
        let meta = std::fs::symlink_metadata(self.out.join(path));
        meta.is_ok_and(|meta| meta.is_file() && stamp(&meta) == file.stamp)
    }

    /// Reads a file within the output; a link that leads out is none.
    fn read(&self, path: &str) -> Option<File> {
        let real = self.out.join(path).canonicalize().ok()?;
        if !real.is_file() || !real.starts_with(self.out.canonicalize().ok()?) {
            return None;
        }
        // The stamp is that of the file which is read, though another takes its place meanwhile.
        let mut open = std::fs::File::open(real).ok()?;
        let stamp = stamp(&open.metadata().ok()?);
        let mut bytes = Vec::new();
        open.read_to_end(&mut bytes).ok()?;
        Some(File { bytes: bytes.into(), stamp, asked: 0 })
    }
}

impl Held {
    /// What is held of a path, and how many builds have begun and ended.
    fn ask(&mut self, path: &str) -> (u64, Option<File>) {
        self.asked += 1;
        let file = self.files.get_mut(path);
        let file = file.map(|file| {
            file.asked = self.asked;
            file.clone()
        });
        (self.turns, file)
    }

    /// Keeps what was read, unless a build ran meanwhile: it may be of the state before.
    fn keep(&mut self, path: &str, file: Option<File>, turns: u64, most: usize) {
        if is_building(turns) || turns != self.turns {
            return;
        }
        self.let_go(path);
        if let Some(file) = file.filter(|file| file.bytes.len() <= most) {
            self.bytes += file.bytes.len();
            self.files.insert(path.to_owned(), File { asked: self.asked, ..file });
        }
        while self.bytes > most {
            let oldest = self.files.iter().min_by_key(|(_, file)| file.asked);
            let Some(oldest) = oldest.map(|(path, _)| path.clone()) else { return };
            self.let_go(&oldest);
        }
    }

    fn let_go(&mut self, path: &str) {
        if let Some(file) = self.files.remove(path) {
            self.bytes -= file.bytes.len();
        }
    }
}

fn is_building(turns: u64) -> bool {
    turns % 2 == 1
}

fn stamp(meta: &Metadata) -> Stamp {
    (meta.len(), meta.modified().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn shelf(most: usize) -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf { most, ..Shelf::new(folder.path().to_owned()) };
        (folder, shelf)
    }

    #[test]
    fn while_a_build_runs_what_is_held_stays_as_it_was() {
        let (folder, shelf) = shelf(MOST);
        let file = |name: &str| folder.path().join(name);
        fs::write(file("a"), "old").unwrap();
        fs::write(file("b"), "old").unwrap();
        let texts = || ["a", "b"].map(|path| shelf.get(path));
        let old = Some(Bytes::from("old"));
        assert_eq!(texts(), [old.clone(), old.clone()]);
        shelf.build_begins();
        fs::write(file("a"), "newer").unwrap();
        fs::remove_file(file("b")).unwrap();
        assert_eq!(texts(), [old.clone(), old]);
        shelf.changed(&["a".to_owned(), "b".to_owned()]);
        assert_eq!(texts(), [Some(Bytes::from("newer")), None]);
    }

    #[test]
    fn what_was_read_before_a_build_ended_is_not_kept_after_it() {
        let (folder, shelf) = shelf(MOST);
        fs::write(folder.path().join("a"), "old").unwrap();
        let (turns, _) = shelf.held().ask("a");
        let read = shelf.read("a");
        shelf.build_begins();
        shelf.changed(&["a".to_owned()]);
        shelf.held().keep("a", read, turns, MOST);
        assert!(shelf.held().files.is_empty());
    }

    #[test]
    fn what_another_program_wrote_is_seen() {
        let (folder, shelf) = shelf(MOST);
        fs::write(folder.path().join("a"), "old").unwrap();
        assert_eq!(shelf.get("a"), Some(Bytes::from("old")));
        fs::write(folder.path().join("a"), "another").unwrap();
        assert_eq!(shelf.get("a"), Some(Bytes::from("another")));
        fs::remove_file(folder.path().join("a")).unwrap();
        assert_eq!(shelf.get("a"), None);
        assert_eq!(shelf.held().bytes, 0);
    }

    #[test]
    fn what_was_asked_for_longest_ago_makes_room() {
        let (folder, shelf) = shelf(10);
        for (name, size) in [("a", 4), ("b", 4), ("c", 4), ("huge", 11)] {
            fs::write(folder.path().join(name), "x".repeat(size)).unwrap();
        }
        for path in ["a", "b", "a", "c", "huge"] {
            assert!(shelf.get(path).is_some(), "{path}");
        }
        let held = shelf.held();
        assert!(held.files.keys().eq(["a", "c"]), "{:?}", held.files.keys());
        assert_eq!(held.bytes, 8);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let (folder, shelf) = shelf(MOST);
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("link")).unwrap();
        assert_eq!(shelf.get("link/secret"), None);
    }
}
