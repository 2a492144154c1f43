//! The system's own reports of changes. Folders are watched, never files, since editors replace files.

use super::{FOLDERS, Hint, folders};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// Watches a site's folders, those that come later too.
pub(super) struct Events {
    source: RecommendedWatcher,
    /// The output folder.
    out: PathBuf,
    /// The folders that are watched, and which folder each name stood for then.
    watched: BTreeMap<PathBuf, u64>,
}

impl Events {
    /// The root is watched for itself alone: for the configuration, and for folders that come later.
    pub(super) fn start((root, out): (&Path, &Path), sender: Sender<Hint>) -> notify::Result<Self> {
        let (own, output) = (root.to_owned(), out.to_owned());
        let tell = move |event| {
            // Never blocks: a callback that lags loses events.
            if let Some(hint) = hint((&own, &output), &event) {
                let _ = sender.send(hint);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let mut source = RecommendedWatcher::new(tell, config)?;
        source.watch(root, RecursiveMode::NonRecursive)?;
        let mut events = Self { source, out: out.to_owned(), watched: BTreeMap::new() };
        events.follow_folders(root, false)?;
        Ok(events)
    }

    /// Watches the folders as they are now: one may have come, gone, or been replaced by another of its name. Where events were
    /// missed, folders within them may have come as well.
    pub(super) fn follow_folders(&mut self, root: &Path, missed: bool) -> notify::Result<()> {
        let numbered = |folder: PathBuf| Some((number(&folder.metadata().ok()?), folder));
        let output = Some(self.out.clone()).filter(|out| out.is_dir());
        let all = folders(root).chain(output).filter_map(numbered);
        let now: BTreeMap<PathBuf, u64> = all.map(|(number, folder)| (folder, number)).collect();
        let stays = |folder: &PathBuf, number: u64| !missed && now.get(folder) == Some(&number);
        let gone: Vec<PathBuf> = self
            .watched
            .extract_if(.., |folder, number| !stays(folder, *number))
            .map(|(folder, _)| folder)
            .collect();
        for folder in gone {
            // What does not exist any more is no longer watched: that is no failure.
            let _ = self.source.unwatch(&folder);
        }
        for (folder, number) in now {
            if !self.watched.contains_key(&folder) {
                self.source.watch(&folder, RecursiveMode::Recursive)?;
                self.watched.insert(folder, number);
            }
        }
        Ok(())
    }
}

/// What tells one file or folder from another of its name.
#[cfg(unix)]
pub(super) fn number(folder: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(folder)
}

/// Where folders have no number, the time they were made tells one from another.
#[cfg(not(unix))]
pub(super) fn number(folder: &std::fs::Metadata) -> u64 {
    let made =
        folder.created().ok().and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    made.map_or(0, |made| u64::try_from(made.as_nanos()).unwrap_or(0))
}

/// What an event tells: reading our own sources raises events too, and they tell nothing.
fn hint((root, out): (&Path, &Path), event: &notify::Result<Event>) -> Option<Hint> {
    let Ok(event) = event else { return Some(Hint::Missed) };
    if event.need_rescan() {
        return Some(Hint::Missed);
    }
    if event.paths.first().is_some_and(|path| path.starts_with(out)) {
        return is_meddling(out, event).then_some(Hint::Output);
    }
    let changed = is_change(event.kind) && concerns(root, &event.paths);
    changed.then(|| Hint::Changed(event.paths.clone()))
}

/// Whether somebody may have meddled with the output: something goes, or is written where it stands. What takes its place by a
/// rename is a build's, which need not be ours: two that write different sites into one folder must not chase each other.
fn is_meddling(out: &Path, event: &Event) -> bool {
    let inside = event.paths.first().and_then(|path| path.strip_prefix(out).ok());
    let hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.');
    if inside.is_some_and(|path| path.iter().any(hidden)) {
        return false;
    }
    match event.kind {
        EventKind::Modify(ModifyKind::Name(mode)) => {
            matches!(mode, RenameMode::From | RenameMode::Any)
        }
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) | EventKind::Remove(_) => true,
        // The folder itself has come back.
        EventKind::Create(_) => inside.is_some_and(|path| path.as_os_str().is_empty()),
        _ => false,
    }
}

fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Whether a path is a source: of what stands in the root itself the folders and the configuration, and of what stands in the
/// watched folders, wherever a link has led to them, all but dot-files.
fn concerns(root: &Path, paths: &[PathBuf]) -> bool {
    paths.is_empty()
        || paths.iter().any(|path| {
            let Ok(inside) = path.strip_prefix(root) else { return true };
            let name = inside.to_string_lossy();
            let in_root = inside.parent().is_none_or(|folder| folder.as_os_str().is_empty());
            let hidden = inside.iter().any(|part| part.to_string_lossy().starts_with('.'));
            let source = name == crate::config::FILE || FOLDERS.contains(&name.as_ref());
            !hidden && (source || !in_root)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, Flag, RemoveKind};

    fn told(kind: EventKind, path: &str) -> Option<Hint> {
        ours(&Ok(Event::new(kind).add_path(path.into())))
    }

    fn ours(event: &notify::Result<Event>) -> Option<Hint> {
        hint((Path::new("/site"), Path::new("/site/public")), event)
    }

    #[test]
    fn sources_concern_us_and_other_files_and_dot_files_do_not() {
        let saved = EventKind::Modify(ModifyKind::Any);
        for path in [
            "/site/content/articles/a.md",
            "/site/theme/site.css",
            "/site/dateline.toml",
            "/else/a.txt",
        ] {
            assert_eq!(told(saved, path), Some(Hint::Changed(vec![path.into()])), "{path}");
        }
        for path in ["/site/README.md", "/site/.dateline/index", "/site/content/.a.swp"] {
            assert_eq!(told(saved, path), None, "{path}");
        }
    }

    #[test]
    fn reading_is_no_change_and_lost_events_are_one() {
        let read = EventKind::Access(AccessKind::Close(AccessMode::Read));
        assert_eq!(told(read, "/site/content/articles/a.md"), None);
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(ours(&Ok(lost)), Some(Hint::Missed));
        assert_eq!(ours(&Err(notify::Error::generic("x"))), Some(Hint::Missed));
    }

    #[test]
    fn what_goes_from_the_output_concerns_us_and_what_a_build_puts_there_does_not() {
        let renamed = |mode| EventKind::Modify(ModifyKind::Name(mode));
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        for kind in [EventKind::Remove(RemoveKind::Any), renamed(RenameMode::From), written] {
            for path in ["/site/public", "/site/public/day/a.html"] {
                assert_eq!(told(kind, path), Some(Hint::Output), "{kind:?} {path}");
            }
            assert_eq!(told(kind, "/site/public/.dateline.tmp/a"), None);
        }
        assert_eq!(told(renamed(RenameMode::To), "/site/public/a.html"), None);
    }
}
