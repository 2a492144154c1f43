//! Looks at the sources again and again, where nobody reports what changes.
//!
//! Only sizes, times and numbers are looked at: the build decides by content. The library's own poller keeps times in whole
//! seconds, so that it would have to read every file each time to see two saves within one.

use super::{Hint, folders};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// How often the sources are looked at, at most.
const PAUSE: Duration = Duration::from_millis(500);
/// How many times as long as a look the pause after it is, at least: a large site must not keep a disk busy.
const REST: u32 = 9;

/// Looks from a thread of its own until nobody listens.
pub(super) fn start(root: &Path, sender: Sender<Hint>) -> io::Result<()> {
    let root = root.to_owned();
    let mut before = look(&root);
    std::thread::Builder::new().name("poll".to_owned()).spawn(move || {
        loop {
            let began = Instant::now();
            let now = look(&root);
            if now != before && sender.send(Hint::Changed(Vec::new())).is_err() {
                return;
            }
            before = now;
            std::thread::sleep(PAUSE.max(began.elapsed() * REST));
        }
    })?;
    Ok(())
}

/// Everything that tells whether a source has changed, in one number.
fn look(root: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    let config = root.join(crate::config::FILE);
    for top in folders(root).chain([config]) {
        let walk = walkdir::WalkDir::new(top).sort_by_file_name().into_iter();
        let visible = walk.filter_entry(|entry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        });
        for entry in visible.filter_map(Result::ok) {
            entry.path().hash(&mut hasher);
            if let Ok(meta) = entry.metadata() {
                (meta.len(), meta.modified().ok(), number(&meta)).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

#[cfg(unix)]
fn number(file: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

#[cfg(not(unix))]
fn number(_file: &std::fs::Metadata) -> u64 {
    0
}
