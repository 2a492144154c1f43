//! The output folder: what is planned is in it, what we wrote and is no longer planned is not, and what is not ours is left alone.
//!
//! Files of a first run are created directly (nobody reads them yet, and the memo that knows them is saved last); later ones take
//! their places by a temporary file and a rename, so that nobody ever sees half of one.

mod mark;

use super::memo::{Hash, hash, packed};
use super::source::Stat;
use crate::problem::{Code, Problem};
use anyhow::{Context, bail};
pub(super) use mark::Mark;
use mark::{HEAD, MARK, PENDING};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A file that we wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// What it was made from.
    #[serde(with = "packed::hash")]
    pub(super) key: Hash,
    /// The parts of it, in little ([`super::lanes`]): they tell which of them changed.
    #[serde(with = "packed::hash")]
    pub(super) parts: u128,
    /// Its bytes.
    #[serde(with = "packed::hash")]
    hash: Hash,
    stat: Stat,
}

impl Written {
    /// Whether the file is as new as the end of a run that ended then.
    pub(super) fn is_racy(&self, ended: u64) -> bool {
        self.stat.is_racy_output(ended)
    }
}

/// Where files are written before they take their places; it goes with the run, or with the next one.
pub(super) const STAGING: &str = ".dateline.tmp";

/// The output folder of one run.
#[derive(Debug)]
pub(super) struct Output {
    folder: PathBuf,
    mark: Mark,
    /// What the memo knows of it.
    before: BTreeMap<String, Written>,
    /// When the run that wrote them had looked at the last of them.
    ended: u64,
    /// Those of them that were not there as we wrote them when this run looked, if it has.
    lost: Option<BTreeSet<String>>,
}

impl Output {
    /// Takes the folder for our own: it carries our mark, or is empty, or does not exist yet. `known` is the mark as the run before
    /// left it, and `ended` when that one had looked at the last file.
    ///
    /// # Errors
    /// Where it is somebody else's, or cannot be made.
    pub(super) fn open(
        folder: &Path,
        before: BTreeMap<String, Written>,
        (ended, known): (u64, Option<Mark>),
    ) -> anyhow::Result<Self> {
        let known = known.filter(|mark| mark.is_current(folder));
        let mark = known.or_else(|| Mark::read(folder));
        if mark.is_none() {
            claim(folder)?;
        }
        clear_staging(folder);
        Ok(Self {
            folder: folder.to_owned(),
            mark: mark.unwrap_or_default(),
            before,
            ended,
            lost: None,
        })
    }

    /// Looks at everything that was written before.
    pub(super) fn look(&mut self) {
        let all: Vec<(&String, &Written)> = self.before.iter().collect();
        let lost = all
            .into_par_iter()
            .with_min_len(256)
            .filter(|(path, written)| !self.is_untouched(path, written))
            .map(|(path, _)| path.clone())
            .collect();
        self.lost = Some(lost);
    }

    /// What the mark lists.
    fn ours(&self) -> &BTreeSet<String> {
        self.mark.ours()
    }

    /// The mark, for the next run of this process.
    pub(super) fn into_mark(self) -> Mark {
        self.mark
    }

    /// Lists what will be ours before any of it is written; what stands there already is somebody else's and never listed.
    ///
    /// # Errors
    /// Where the disk fails, or a folder to write into is a link: it would lead out.
    pub(super) fn announce(&self, due: &BTreeSet<&str>) -> anyhow::Result<()> {
        self.refuse_links(due.iter().copied())?;
        let new = due.iter().filter(|path| {
            !self.ours().contains(**path)
                && std::fs::symlink_metadata(self.folder.join(path)).is_err()
        });
        let list: String = new.flat_map(|path| [*path, "\n"]).collect();
        if list.is_empty() {
            return Ok(());
        }
        // An unfinished run before this one may have listed more: that is ours, too.
        let pending = self.folder.join(PENDING);
        let earlier = std::fs::read_to_string(&pending).unwrap_or_default();
        replace(&self.staging(), &pending, (earlier + &list).as_bytes())
    }

    fn refuse_links<'p>(&self, paths: impl Iterator<Item = &'p str>) -> anyhow::Result<()> {
        let folders: BTreeSet<&Path> = folders(paths)
            .into_iter()
            .flat_map(|folder| Path::new(folder).ancestors())
            .filter(|folder| !folder.as_os_str().is_empty())
            .collect();
        for folder in folders {
            let folder = self.folder.join(folder);
            if std::fs::symlink_metadata(&folder).is_ok_and(|meta| meta.is_symlink()) {
                bail!("{} is a link; the output is not written through it", folder.display());
            }
        }
        Ok(())
    }

    fn staging(&self) -> PathBuf {
        self.folder.join(STAGING)
    }

    /// Lists what is ours now that the run is done.
    fn mark(&self, held: &BTreeSet<&str>) -> anyhow::Result<()> {
        let pending = self.folder.join(PENDING);
        let mark = self.folder.join(MARK);
        let same = || self.ours().iter().map(String::as_str).eq(held.iter().copied());
        // What an unfinished run was about to add is ours by its list alone, which goes now. Where the folder was moved away under
        // the run, and so made again, the mark went with it.
        if pending.exists() || !mark.exists() || !same() {
            let list: String = held.iter().flat_map(|path| [*path, "\n"]).collect();
            replace(&self.staging(), &mark, (HEAD.to_owned() + &list).as_bytes())?;
        }
        if pending.exists() {
            std::fs::remove_file(&pending)
                .with_context(|| format!("cannot remove {}", pending.display()))?;
        }
        clear_staging(&self.folder);
        Ok(())
    }

    /// Whether a path was ours before this run.
    pub(super) fn was_ours(&self, path: &str) -> bool {
        self.ours().contains(path)
    }

    /// What the memo knows of the file at a path, where it is there as we wrote it.
    pub(super) fn stands(&self, path: &str) -> Option<Written> {
        self.kept(path).filter(|written| match &self.lost {
            Some(lost) => !lost.contains(path),
            None => self.is_untouched(path, written),
        })
    }

    /// Whether everything that was written before is there as it was.
    pub(super) fn all_stand(&mut self) -> bool {
        if self.lost.is_none() {
            self.look();
        }
        self.lost.as_ref().is_some_and(BTreeSet::is_empty)
    }

    fn is_untouched(&self, path: &str, written: &Written) -> bool {
        let Ok(meta) = std::fs::symlink_metadata(self.folder.join(path)) else { return false };
        let stat = Stat::of(&meta);
        if !meta.is_file() || stat != written.stat {
            return false;
        }
        // A file as new as the end of the run that wrote it may have been edited since, within the clock's grain.
        !stat.is_racy_output(self.ended)
            || std::fs::read(self.folder.join(path)).is_ok_and(|bytes| hash(&bytes) == written.hash)
    }

    /// What the memo knew, for a run that changes nothing.
    pub(super) fn take_written(&mut self) -> BTreeMap<String, Written> {
        std::mem::take(&mut self.before)
    }

    /// What the memo knows, by path.
    pub(super) fn all_kept(&self) -> impl Iterator<Item = (&String, &Written)> {
        self.before.iter()
    }

    /// What stands unchanged from before.
    pub(super) fn kept(&self, path: &str) -> Option<Written> {
        self.before.get(path).copied()
    }

    /// Puts bytes at a path, unless they are there. A file in the way that is not ours is a problem and stays.
    ///
    /// # Errors
    /// Where the disk fails.
    pub(super) fn write(
        &self,
        path: &str,
        (key, parts): (Hash, u128),
        bytes: &[u8],
    ) -> anyhow::Result<Put> {
        let file = self.folder.join(path);
        let new = hash(bytes);
        let here = std::fs::symlink_metadata(&file);
        match &here {
            Ok(meta) if meta.is_dir() => return Ok(Put::InTheWay(in_the_way(path, "a folder"))),
            Ok(_) if !self.ours().contains(path) => {
                return Ok(Put::InTheWay(in_the_way(path, "a file that dateline did not write")));
            }
            Ok(meta)
                if meta.is_file()
                    && meta.len() == bytes.len() as u64
                    && std::fs::read(&file).is_ok_and(|old| old == bytes) =>
            {
                return Ok(Put::Same(Written { key, parts, hash: new, stat: Stat::of(meta) }));
            }
            Err(_) if self.before.is_empty() => create(&file, bytes)?,
            _ => replace(&self.staging(), &file, bytes)?,
        }
        let meta =
            std::fs::metadata(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Put::Changed(Written { key, parts, hash: new, stat: Stat::of(&meta) }))
    }

    /// Removes what was written before and is not planned, and lists as ours what is held; returns what was removed.
    ///
    /// # Errors
    /// Where the disk fails.
    pub(super) fn sweep(
        &self,
        planned: &BTreeSet<&str>,
        held: &BTreeSet<&str>,
    ) -> anyhow::Result<Vec<String>> {
        let mut removed = Vec::new();
        let unplanned = || self.ours().iter().filter(|path| !planned.contains(path.as_str()));
        self.refuse_links(unplanned().map(String::as_str))?;
        for path in unplanned() {
            let file = self.folder.join(path);
            match std::fs::remove_file(&file) {
                Ok(()) => removed.push(path.clone()),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                // A person has put a folder there: it is theirs.
                Err(_) if file.is_dir() => {}
                Err(error) => {
                    return Err(error).with_context(|| format!("cannot remove {}", file.display()));
                }
            }
            self.remove_empty_folders(&file);
        }
        self.mark(held)?;
        Ok(removed)
    }

    fn remove_empty_folders(&self, file: &Path) {
        let inside = file.ancestors().skip(1).take_while(|folder| *folder != self.folder);
        for folder in inside {
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// The folders of files, which come in order.
fn folders<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let mut folders: Vec<&str> = paths.filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
    folders.dedup();
    folders
}

/// Takes the mark out of a folder that goes elsewhere: what is ours there, nobody will ask.
///
/// # Errors
/// Where the disk fails.
pub fn unmark(folder: &Path) -> anyhow::Result<()> {
    let mark = folder.join(MARK);
    std::fs::remove_file(&mark).with_context(|| format!("cannot remove {}", mark.display()))
}

/// Removes what a run that was killed left half-written.
pub(super) fn clear_staging(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder.join(STAGING));
}

/// Makes a folder ours: it is empty, or does not exist yet.
fn claim(folder: &Path) -> anyhow::Result<()> {
    refuse_foreign(folder)?;
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(folder.join(MARK), HEAD))
        .with_context(|| format!("cannot write into {}", folder.display()))
}

/// Whether a site may be built into a folder: it carries our mark, or is empty, or does not exist yet.
///
/// # Errors
/// Where it is somebody else's, or cannot be looked into.
pub fn may_build(folder: &Path) -> anyhow::Result<()> {
    if Mark::read(folder).is_some() { Ok(()) } else { refuse_foreign(folder) }
}

fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    let foreign = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == ErrorKind::NotFound => false,
        Err(error) => bail!("the output folder {} cannot be used: {error}", folder.display()),
    };
    if foreign {
        bail!(
            "the output folder {} is not empty and was not made by dateline; choose another with --out, or empty it",
            folder.display()
        );
    }
    Ok(())
}

/// What became of a file.
#[derive(Debug)]
pub(super) enum Put {
    /// It was there with the same bytes.
    Same(Written),
    /// It was written.
    Changed(Written),
    /// Something that is not ours stands there.
    InTheWay(Problem),
}

fn in_the_way(path: &str, what: &str) -> Problem {
    Problem::error(
        Code::ForeignFile,
        path,
        format!("{what} stands in the output where a page belongs"),
    )
    .hint("move it away, or choose another folder with --out")
}

fn create(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    match std::fs::write(file, bytes) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = file.parent().unwrap_or(file);
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file, bytes))
        }
        result => result,
    }
    .with_context(|| format!("cannot write {}", file.display()))
}

/// Moves a file to its place, in a folder that may be new.
fn rename(temporary: &Path, file: &Path) -> std::io::Result<()> {
    match std::fs::rename(temporary, file) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::fs::create_dir_all(file.parent().unwrap_or(file))?;
            std::fs::rename(temporary, file)
        }
        result => result,
    }
}

/// Replaces a file in one step: whoever reads it sees the old bytes or the new ones.
pub(super) fn replace(staging: &Path, file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    replace_if(staging, file, bytes, || true).map(drop)
}

/// The same, where the file still is as `expected` says when all else is done; whether it was.
pub(super) fn replace_if(
    staging: &Path,
    file: &Path,
    bytes: &[u8],
    expected: impl FnOnce() -> bool,
) -> anyhow::Result<bool> {
    let name = hash(file.as_os_str().as_encoded_bytes());
    let temporary = staging.join(format!("{name:032x}"));
    let replaced = create(&temporary, bytes).and_then(|()| {
        let as_expected = expected();
        if as_expected {
            rename(&temporary, file).with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(as_expected)
    });
    if !matches!(replaced, Ok(true)) {
        drop(std::fs::remove_file(&temporary));
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(folder: &Path, planned: &[&str]) -> Output {
        let open = || Output::open(folder, BTreeMap::new(), (0, None)).unwrap();
        open().announce(&planned.iter().copied().collect()).unwrap();
        open()
    }

    #[test]
    fn a_folder_that_is_not_ours_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("thesis.doc"), "x").unwrap();
        assert!(Output::open(folder.path(), BTreeMap::new(), (0, None)).is_err());
        assert!(!folder.path().join(MARK).exists());
    }

    #[test]
    fn what_we_wrote_is_swept_and_what_we_did_not_stays() {
        let folder = tempfile::tempdir().unwrap();
        output(folder.path(), &["a/b/page.html"]).write("a/b/page.html", (1, 0), b"x").unwrap();
        std::fs::write(folder.path().join("CNAME"), "x").unwrap();
        // The memo may be lost: the mark knows what is ours.
        let later = Output::open(folder.path(), BTreeMap::new(), (0, None)).unwrap();
        assert_eq!(later.sweep(&BTreeSet::new(), &BTreeSet::new()).unwrap(), ["a/b/page.html"]);
        assert!(!folder.path().join("a").exists());
        assert!(folder.path().join("CNAME").exists());
    }

    #[test]
    fn a_mark_that_names_what_is_outside_removes_nothing_there() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        output(&out, &[]);
        std::fs::write(folder.path().join("precious"), "x").unwrap();
        std::fs::write(out.join(MARK), format!("{HEAD}../precious\n")).unwrap();
        let later = Output::open(&out, BTreeMap::new(), (0, None)).unwrap();
        assert!(later.sweep(&BTreeSet::new(), &BTreeSet::new()).unwrap().is_empty());
        assert!(folder.path().join("precious").exists());
    }

    #[test]
    fn a_folder_that_was_moved_away_under_a_run_is_ours_when_it_was_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let (out, held) = (folder.path().join("out"), BTreeSet::from(["page.html"]));
        let first = output(&out, &["page.html"]);
        first.write("page.html", (1, 0), b"x").unwrap();
        first.sweep(&held, &held).unwrap();
        let run = Output::open(&out, BTreeMap::new(), (0, None)).unwrap();
        std::fs::rename(&out, folder.path().join("away")).unwrap();
        run.write("page.html", (2, 0), b"y").unwrap();
        run.sweep(&held, &held).unwrap();
        let later = Output::open(&out, BTreeMap::new(), (0, None)).unwrap();
        assert!(later.was_ours("page.html"));
    }

    #[test]
    fn a_folder_in_the_way_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let out = output(folder.path(), &["index.html"]);
        std::fs::create_dir(folder.path().join("index.html")).unwrap();
        assert!(matches!(out.write("index.html", (1, 0), b"x").unwrap(), Put::InTheWay(_)));
        std::fs::write(folder.path().join("mine.html"), "mine").unwrap();
        assert!(matches!(out.write("mine.html", (1, 0), b"x").unwrap(), Put::InTheWay(_)));
    }
}
