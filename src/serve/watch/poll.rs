//! Looks at the sources and the output again and again, where nobody reports what changes.
//!
//! Only sizes, times and numbers are looked at: the build decides by content. The library's own poller keeps times in whole
//! seconds, so that it would have to read every file each time to see two saves within one.

use super::{Hint, folders};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// How often they are looked at, at most.
const PAUSE: Duration = Duration::from_millis(500);
/// How many times as long as a look the pause after it is, at least: a large site must not keep a disk busy.
const REST: u32 = 9;

/// Looks from a thread of its own until nobody listens.
pub(super) fn start((root, out): (&Path, &Path), sender: Sender<Hint>) -> io::Result<()> {
    let (root, out) = (root.to_owned(), out.to_owned());
    let look = move || {
        let sources = folders(&root).chain([root.join(crate::config::FILE)]);
        (print(sources), print([out.clone()].into_iter()))
    };
    let mut before = look();
    std::thread::Builder::new().name("poll".to_owned()).spawn(move || {
        loop {
            let began = Instant::now();
            let now = look();
            let sources = (now.0 != before.0).then(|| Hint::Changed(Vec::new()));
            let output = (now.1 != before.1).then_some(Hint::Output);
            if sources.into_iter().chain(output).any(|hint| sender.send(hint).is_err()) {
                return;
            }
            before = now;
            std::thread::sleep(PAUSE.max(began.elapsed() * REST));
        }
    })?;
    Ok(())
}

/// Everything that tells whether files have changed, in one number.
fn print(tops: impl Iterator<Item = PathBuf>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for top in tops {
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
