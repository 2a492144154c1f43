//! When the sources have changed and come to rest.
//!
//! Hints carry no decision, only that it is time to look. So renames need no pairing, and events that the system lost are one
//! more hint. Where the system reports no changes, the sources are looked at again and again instead.

mod events;
mod mount;
mod poll;

use super::News;
use anyhow::Context;
use events::Events;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system's events; polling where they are not to be had.
    Events,
    /// Polling: network drives, containers.
    Polling,
}

/// The folders that a site is made of, in its root.
const FOLDERS: &[&str] = &["content", "templates", "theme"];
/// Those within them that may be links to somewhere else; any other link leads to what is watched anyway, or is not followed.
const LINKED: &[&str] =
    &["content/articles", "content/events", "content/notes", "content/pages", "content/scrapes"];

/// Every folder to look into, each with all that is in it; where it is a link, the folder that it leads to.
fn folders(root: &Path) -> impl Iterator<Item = PathBuf> {
    let linked = LINKED.iter().map(|name| root.join(name)).filter(|folder| folder.is_symlink());
    let all = FOLDERS.iter().map(|name| root.join(name)).chain(linked);
    all.filter_map(|folder| folder.canonicalize().ok()).filter(|folder| folder.is_dir())
}

/// That it is time to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    /// Something has changed.
    Changed,
    /// The system lost count: folders may have come that nobody watches.
    Missed,
}

/// How long a batch of changes is waited for.
struct Patience {
    /// How long nothing must happen before it is at rest.
    quiet: Duration,
    /// How long it may take in all.
    cap: Duration,
}

/// A save: 5 ms of quiet cost 8 ms from save to look (measured).
const SAVE: Patience = Patience { quiet: Duration::from_millis(5), cap: Duration::from_millis(50) };
/// Files that are copied in, or a branch that is checked out: one batch, however long it takes to write.
const COPY: Patience = Patience { quiet: Duration::from_millis(100), cap: Duration::from_secs(10) };
/// More hints than this are no save: the longest way to save raises eight.
const MANY: usize = 32;

/// Notices changes under a site's sources.
pub(super) struct Watcher {
    root: PathBuf,
    sender: Sender<Hint>,
    hints: Receiver<Hint>,
    /// Absent while polling.
    events: Option<Events>,
}

impl Watcher {
    pub(super) fn start(
        root: &Path,
        watching: Watching,
        tell: &mut dyn FnMut(News<'_>),
    ) -> anyhow::Result<Self> {
        let root = root.canonicalize().with_context(|| format!("cannot use {}", root.display()))?;
        let (sender, hints) = channel();
        let mut watcher = Self { root, sender, hints, events: None };
        if watching == Watching::Polling {
            poll::start(&watcher.root, watcher.sender.clone())?;
            return Ok(watcher);
        }
        let events = match mount::silent(&watcher.root) {
            Some(kind) => Err(format!("a drive of kind {kind} does not report every change")),
            None => Events::start(&watcher.root, watcher.sender.clone())
                .map_err(|error| error.to_string()),
        };
        match events {
            Ok(events) => watcher.events = Some(events),
            Err(why) => watcher.poll(&why, tell)?,
        }
        Ok(watcher)
    }

    fn poll(&mut self, why: &str, tell: &mut dyn FnMut(News<'_>)) -> anyhow::Result<()> {
        tell(News::Polling(why));
        self.events = None;
        poll::start(&self.root, self.sender.clone()).context("cannot watch the sources")
    }

    /// Waits for a change and for the rest after it.
    pub(super) fn settled(&mut self, tell: &mut dyn FnMut(News<'_>)) -> anyhow::Result<()> {
        let first = self.hints.recv().context("the watcher has ended")?;
        let missed = self.rest() || first == Hint::Missed;
        match self.events.as_mut().map(|events| events.follow_folders(&self.root, missed)) {
            // A folder went while it was looked at: look again.
            Some(Err(error)) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {
                let _ = self.sender.send(Hint::Missed);
                Ok(())
            }
            Some(Err(error)) => self.poll(&error.to_string(), tell),
            Some(Ok(())) | None => Ok(()),
        }
    }

    /// Waits until a batch is at rest; whether the system lost count meanwhile.
    fn rest(&self) -> bool {
        let began = Instant::now();
        let (mut count, mut missed) = (1, false);
        loop {
            let patience = if count < MANY { SAVE } else { COPY };
            let left = patience.cap.saturating_sub(began.elapsed());
            match self.hints.recv_timeout(patience.quiet.min(left)) {
                Ok(hint) => {
                    count += 1;
                    missed |= hint == Hint::Missed;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return missed,
            }
            if left.is_zero() {
                return missed;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watcher() -> Watcher {
        let (sender, hints) = channel();
        Watcher { root: PathBuf::new(), sender, hints, events: None }
    }

    #[test]
    fn what_comes_together_is_one_batch() {
        let mut watcher = watcher();
        (0..5_000).for_each(|_| watcher.sender.send(Hint::Changed).unwrap());
        watcher.settled(&mut |_| ()).unwrap();
        assert!(watcher.hints.try_recv().is_err());
    }

    #[test]
    fn a_batch_with_lost_events_is_known_as_one() {
        let watcher = watcher();
        for hint in [Hint::Changed, Hint::Missed, Hint::Changed] {
            watcher.sender.send(hint).unwrap();
        }
        assert!(watcher.rest());
    }
}
