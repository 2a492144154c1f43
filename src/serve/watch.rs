//! When the sources have changed and come to rest.
//!
//! Hints carry no decision, only that it is time to look, and where. So renames need no pairing, and events that the system lost
//! are one more hint. After a look at what was named alone, the next one is everywhere, as soon as nothing has happened for a
//! while: what no event told of is found then, and so is what was done to the output by other hands. Where the system reports no
//! changes, everything is looked at again and again instead.

mod events;
mod mount;
mod poll;

use super::News;
use crate::build::{Look, SOURCE_FILES};
use anyhow::Context;
use events::{Events, number};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

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

/// What a link leads to, if it is there: a file with the time it was written, a folder by its number alone, since what is in it is
/// watched.
type Lead = Option<(u64, Option<SystemTime>)>;

/// What the site's links lead to, as it stands now: where a file is one, nobody tells when what it leads to is written.
fn leads(root: &Path) -> Vec<Lead> {
    let linked = LINKED.iter().chain(FOLDERS).chain(SOURCE_FILES).map(|name| root.join(name));
    let stands = |path: PathBuf| {
        let meta = path.metadata().ok()?;
        let written = meta.modified().ok().filter(|_| meta.is_file());
        Some((number(&meta), written))
    };
    linked.filter(|path| path.is_symlink()).map(stands).collect()
}

/// Where the output folder is in truth, whether or not it is there yet.
fn real(out: &Path) -> PathBuf {
    let within = || Some(out.parent()?.canonicalize().ok()?.join(out.file_name()?));
    out.canonicalize().ok().or_else(within).unwrap_or_else(|| out.to_owned())
}

/// That it is time to look.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hint {
    /// Something has changed at these paths; at unknown ones where there are none.
    Changed(Vec<PathBuf>),
    /// Something has become of the output: most often by our own writing, but who can tell.
    Output,
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

/// After this long without a change it is looked at everywhere.
const CALM: Duration = Duration::from_secs(1);
/// The same after a build that failed for a reason that no source shows: a full disk, a lock, rights. To try costs a whole build.
const RETRY: Duration = Duration::from_secs(5);

/// Notices changes under a site's sources.
pub(super) struct Watcher {
    root: PathBuf,
    /// The output folder, which need not exist.
    out: PathBuf,
    sender: Sender<Hint>,
    hints: Receiver<Hint>,
    /// Absent while polling.
    events: Option<Events>,
    /// What the site's links led to when it was last looked.
    leads: Vec<Lead>,
    /// After how long without a change everything is looked at; never, where the last look was everywhere and nothing has become
    /// of the output since.
    again: Option<Duration>,
}

/// What a batch of hints tells.
#[derive(Debug, Default)]
struct Batch {
    /// How many hints.
    count: usize,
    /// Whether the system lost count meanwhile.
    missed: bool,
    /// Whether there are changes of which nobody says where.
    unnamed: bool,
    /// Whether something has become of the output.
    unsure: bool,
    paths: BTreeSet<PathBuf>,
}

impl Batch {
    fn add(&mut self, hint: Hint) {
        self.count += usize::from(hint != Hint::Output);
        match hint {
            Hint::Output => self.unsure = true,
            Hint::Missed => self.missed = true,
            Hint::Changed(paths) if paths.is_empty() => self.unnamed = true,
            Hint::Changed(paths) if self.count < MANY => self.paths.extend(paths),
            Hint::Changed(_) => self.unnamed = true,
        }
    }

    /// Where to look: everywhere, unless every change is within the root and named.
    fn look(&self, root: &Path) -> Look {
        let inside = |path: &PathBuf| {
            Some(path.strip_prefix(root).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
        };
        let named = !self.missed && !self.unnamed;
        let paths: Option<_> = self.paths.iter().filter(|_| named).map(inside).collect();
        paths.filter(|_| named).map_or(Look::Everywhere, Look::At)
    }
}

impl Watcher {
    pub(super) fn start(
        (root, out): (&Path, &Path),
        watching: Watching,
        tell: &mut dyn FnMut(News<'_>),
    ) -> anyhow::Result<Self> {
        let root = root.canonicalize().with_context(|| format!("cannot use {}", root.display()))?;
        let (sender, hints) = channel();
        let out = real(out);
        let leads = leads(&root);
        let mut watcher = Self { root, out, sender, hints, events: None, leads, again: Some(CALM) };
        if watching == Watching::Polling {
            poll::start((&watcher.root, &watcher.out), watcher.sender.clone())?;
            return Ok(watcher);
        }
        let events = match mount::silent(&watcher.root) {
            Some(kind) => Err(format!("a drive of kind {kind} does not report every change")),
            None => Events::start((&watcher.root, &watcher.out), watcher.sender.clone())
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
        poll::start((&self.root, &self.out), self.sender.clone())
            .context("cannot watch the sources")
    }

    /// Waits for a change and for the rest after it, or for the calm after a look at what was named alone; where to look now.
    pub(super) fn settled(&mut self, tell: &mut dyn FnMut(News<'_>)) -> anyhow::Result<Look> {
        let batch = match self.first()? {
            Some(first) => self.rest(first),
            None => Batch { unnamed: true, ..Batch::default() },
        };
        match self.events.as_mut().map(|events| events.follow_folders(&self.root, batch.missed)) {
            // A folder went while it was looked at: look again.
            Some(Err(error)) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {
                let _ = self.sender.send(Hint::Missed);
            }
            Some(Err(error)) => self.poll(&error.to_string(), tell)?,
            Some(Ok(())) | None => {}
        }
        let look = batch.look(&self.root);
        self.leads = leads(&self.root);
        self.again = (look != Look::Everywhere || batch.unsure).then_some(CALM);
        Ok(look)
    }

    /// Where a look came to nothing, it is taken again after a while, though nothing happens meanwhile.
    pub(super) fn retry_unless(&mut self, had: bool) {
        if !had {
            self.again = Some(RETRY);
        }
    }

    /// The first hint of a batch; none where all is calm and not everything has been looked at.
    fn first(&mut self) -> anyhow::Result<Option<Hint>> {
        let ended = "the watcher has ended";
        loop {
            let linked = Some(CALM).filter(|_| !self.leads.is_empty());
            let hint = match self.again.or(linked) {
                None => self.hints.recv().map_err(RecvTimeoutError::from),
                Some(wait) => self.hints.recv_timeout(wait),
            };
            match hint {
                Err(RecvTimeoutError::Timeout) if self.again.is_some() => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {
                    if self.leads != leads(&self.root) {
                        return Ok(Some(Hint::Missed));
                    }
                }
                // What we write ourselves must not keep us from the next save: it waits for the calm.
                Ok(Hint::Output) => self.again = self.again.or(Some(CALM)),
                hint => return hint.map(Some).context(ended),
            }
        }
    }

    /// Waits until a batch is at rest.
    fn rest(&self, first: Hint) -> Batch {
        let began = Instant::now();
        let mut batch = Batch::default();
        batch.add(first);
        loop {
            let patience = if batch.count < MANY { SAVE } else { COPY };
            let left = patience.cap.saturating_sub(began.elapsed());
            match self.hints.recv_timeout(patience.quiet.min(left)) {
                Ok(hint) => batch.add(hint),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return batch,
            }
            if left.is_zero() {
                return batch;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watcher() -> Watcher {
        let (sender, hints) = channel();
        let (root, out) = ("/site".into(), "/site/public".into());
        Watcher { root, out, sender, hints, events: None, leads: Vec::new(), again: None }
    }

    #[test]
    fn what_comes_together_is_one_batch() {
        let mut watcher = watcher();
        let changed = |at: i32| Hint::Changed(vec![format!("/site/content/{at}").into()]);
        (0..5_000).for_each(|at| watcher.sender.send(changed(at)).unwrap());
        assert_eq!(watcher.settled(&mut |_| ()).unwrap(), Look::Everywhere);
        assert!(watcher.hints.try_recv().is_err());
    }

    #[test]
    fn one_save_is_looked_at_first_and_everything_once_it_is_calm() {
        let mut watcher = watcher();
        let path = "content/articles/a.md";
        for _ in 0..3 {
            watcher.sender.send(Hint::Changed(vec![watcher.root.join(path)])).unwrap();
        }
        let at = Look::At([path.to_owned()].into());
        assert_eq!(watcher.settled(&mut |_| ()).unwrap(), at);
        assert_eq!(watcher.settled(&mut |_| ()).unwrap(), Look::Everywhere);
    }

    #[test]
    fn what_becomes_of_the_output_waits_for_the_calm() {
        let mut watcher = watcher();
        watcher.sender.send(Hint::Output).unwrap();
        let began = Instant::now();
        assert_eq!(watcher.settled(&mut |_| ()).unwrap(), Look::Everywhere);
        assert!(began.elapsed() >= CALM && watcher.again.is_none());
        watcher.sender.send(Hint::Output).unwrap();
        watcher.sender.send(Hint::Changed(vec![watcher.root.join("content/a.md")])).unwrap();
        assert_ne!(watcher.settled(&mut |_| ()).unwrap(), Look::Everywhere);
    }

    #[test]
    fn what_lies_elsewhere_or_nowhere_is_looked_for_everywhere() {
        for paths in [vec![], vec![PathBuf::from("/else/a.md")]] {
            let mut watcher = watcher();
            watcher.sender.send(Hint::Changed(paths)).unwrap();
            assert_eq!(watcher.settled(&mut |_| ()).unwrap(), Look::Everywhere);
        }
    }

    #[test]
    fn a_batch_with_lost_events_is_known_as_one() {
        let watcher = watcher();
        let changed = || Hint::Changed(vec!["/site/content/a".into()]);
        for hint in [Hint::Missed, changed()] {
            watcher.sender.send(hint).unwrap();
        }
        let batch = watcher.rest(changed());
        assert!(batch.missed);
        assert_eq!(batch.look(&watcher.root), Look::Everywhere);
    }
}
