//! When the sources have changed and come to rest.
//!
//! Events are hints: they carry no decision, only that it is time to look. So renames need no pairing, and a queue that
//! overflowed (`need_rescan`) is one more hint. Folders are watched, never files, since editors replace files.

use super::News;
use anyhow::Context;
use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long nothing must happen before a batch is at rest (measured: 5 ms costs 8 ms from save to callback).
const QUIET: Duration = Duration::from_millis(5);
/// How long a batch waits for rest at most.
const CAP: Duration = Duration::from_millis(50);
/// How often a polling watcher looks.
const POLL: Duration = Duration::from_millis(500);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system's events; polling where they are not to be had.
    Events,
    /// Polling: network drives, containers.
    Polling,
}

/// Notices changes under a site's sources.
pub(super) struct Watcher {
    changes: Receiver<()>,
    _source: Box<dyn notify::Watcher + Send>,
}

impl Watcher {
    pub(super) fn start(
        root: &Path,
        watching: Watching,
        tell: &mut dyn FnMut(News<'_>),
    ) -> anyhow::Result<Self> {
        let (sender, changes) = channel();
        if watching == Watching::Events {
            match by_events(root, sender.clone()) {
                Ok(source) => return Ok(Self { changes, _source: Box::new(source) }),
                Err(error) => tell(News::Polling(&error.to_string())),
            }
        }
        let source = by_polling(root, sender).context("cannot watch the sources")?;
        Ok(Self { changes, _source: Box::new(source) })
    }

    /// Waits for a change and for the rest after it; false where there will be no more.
    pub(super) fn settled(&self) -> bool {
        if self.changes.recv().is_err() {
            return false;
        }
        let first = Instant::now();
        while first.elapsed() < CAP {
            match self.changes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }
}

/// Never blocks, and drops what reading our own sources raises: a callback that lags loses events.
fn hint(root: &Path, event: &notify::Result<Event>, sender: &Sender<()>) {
    let relevant = match event {
        Ok(event) => event.need_rescan() || is_change(event.kind) && concerns(root, &event.paths),
        Err(_) => true,
    };
    if relevant {
        let _ = sender.send(());
    }
}

fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Whether a path is a source: in one of the folders, or the configuration, and no dot-file.
fn concerns(root: &Path, paths: &[PathBuf]) -> bool {
    paths.is_empty()
        || paths.iter().any(|path| {
            let Ok(inside) = path.strip_prefix(root) else { return true };
            let mut parts = inside.iter().map(|part| part.to_string_lossy());
            let source = parts.next().is_some_and(|top| SOURCES.contains(&top.as_ref()));
            source && !parts.any(|part| part.starts_with('.'))
        })
}

/// What a site is made of.
const SOURCES: &[&str] = &["content", "templates", "theme", crate::config::FILE];

fn by_events(root: &Path, sender: Sender<()>) -> notify::Result<RecommendedWatcher> {
    let own = root.to_owned();
    let mut source = notify::recommended_watcher(move |event| hint(&own, &event, &sender))?;
    watch_all(&mut source, root)?;
    Ok(source)
}

fn by_polling(root: &Path, sender: Sender<()>) -> notify::Result<PollWatcher> {
    let own = root.to_owned();
    // Content is compared too: a save within the clock's grain changes no stamp.
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
    let mut source = PollWatcher::new(move |event| hint(&own, &event, &sender), config)?;
    watch_all(&mut source, root)?;
    Ok(source)
}

/// The root is watched for itself alone, for the configuration and for folders that come later.
fn watch_all(source: &mut dyn notify::Watcher, root: &Path) -> notify::Result<()> {
    source.watch(root, RecursiveMode::NonRecursive)?;
    for folder in ["content", "templates", "theme"] {
        let folder = root.join(folder);
        if folder.is_dir() {
            source.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}
