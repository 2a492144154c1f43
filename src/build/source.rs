//! What is on disk: a site's sources, with what tells whether one has changed.
//!
//! A file whose size, time and number are as remembered is taken to be as remembered, except one as new as the last run: it
//! may have been written again within the clock's grain (git's "racy" rule), so it is read again.

use super::memo::{Hash, Index, hash, packed};
use crate::problem::{Code, Problem};
use anyhow::Context;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// One file of a site, as it was when last looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source {
    /// Relative to the root, with `/` between folders.
    pub(super) path: String,
    /// Its size, time and number on disk.
    pub(super) stat: Stat,
    /// Its content.
    #[serde(with = "packed::hash")]
    pub(super) hash: Hash,
}

/// What the file system says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stat {
    size: u64,
    /// Nanoseconds since 1970.
    time: u64,
    number: u64,
}

/// Nanoseconds between two times that some file systems can tell apart (FAT: every other second).
const COARSE: u64 = 2_000_000_000;

impl Stat {
    pub(super) fn of(file: &Metadata) -> Self {
        let time = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let time = time.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(0));
        Self { size: file.len(), time, number: number(file) }
    }

    /// Whether the file may have changed without a trace since it was looked at then.
    pub(super) fn is_racy(self, looked: u64) -> bool {
        self.time.saturating_add(COARSE) >= looked
    }

    /// The same of a file that only we write: where its time has parts of a second, others could have written it unseen only
    /// within a tick of the clock that stamps files, ten milliseconds or less.
    pub(super) fn is_racy_output(self, looked: u64) -> bool {
        const FINE: u64 = 100_000_000;
        let grain = if self.time.is_multiple_of(1_000_000_000) { COARSE } else { FINE };
        self.time.saturating_add(grain) >= looked
    }

    /// How many bytes it has.
    pub(super) fn size(self) -> u64 {
        self.size
    }
}

#[cfg(unix)]
fn number(file: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    file.ino()
        ^ (u64::try_from(file.ctime_nsec()).unwrap_or(0) << 20)
        ^ u64::try_from(file.ctime()).unwrap_or(0)
}

#[cfg(not(unix))]
fn number(_file: &Metadata) -> u64 {
    0
}

/// The folders that sources stand in.
const FOLDERS: &[&str] = &[
    "content/articles",
    "content/events",
    "content/notes",
    "content/pages",
    "content/scrapes",
    "templates",
    "theme",
];
/// The files beside them.
pub const FILES: &[&str] = &["content/addresses.yml", "content/aliases.yml", crate::config::FILE];

/// Where to look for what has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// At every source.
    #[default]
    Everywhere,
    /// At the sources at these paths, relative to the root: nothing else is said to have changed since the last build.
    At(BTreeSet<String>),
}

/// Every source of the site, by path, and what could not be listed or read.
///
/// # Errors
/// Where one of its folders is there and cannot be read: a site without it would be another.
pub(super) fn list(
    root: &Path,
    known: &Index,
    (look, largest): (&Look, u64),
) -> anyhow::Result<(Vec<Source>, Vec<Problem>)> {
    let again = match look {
        Look::Everywhere => None,
        Look::At(paths) => again(root, known, (paths, largest)),
    };
    match again {
        Some(sources) => Ok((sources, known.listed.clone())),
        None => whole(root, known, largest),
    }
}

/// The sources as they were known, but for the contents of some; `None` where one has come, gone, or become something else.
fn again(
    root: &Path,
    known: &Index,
    (paths, largest): (&BTreeSet<String>, u64),
) -> Option<Vec<Source>> {
    // A backup beside what was saved is told by the look everywhere that follows.
    for path in paths.iter().filter(|path| !is_passed_over(path)) {
        let at = known.sources.binary_search_by(|source| source.path.cmp(path));
        match std::fs::symlink_metadata(root.join(path)) {
            Ok(file) if file.is_file() && at.is_ok() => {}
            // An editor's temporary file, which has taken the place of what it saved.
            Err(error) if error.kind() == io::ErrorKind::NotFound && at.is_err() => {}
            _ => return None,
        }
    }
    let again = |old: &Source| {
        if paths.contains(&old.path) || old.stat.is_racy(known.began) {
            return source(root, old.path.clone(), known, largest).ok();
        }
        Some(old.clone())
    };
    known.sources.iter().map(again).collect()
}

/// The names of a site's sources, relative to its folder, and what could not be listed.
///
/// # Errors
/// As [`list`].
pub fn names(root: &Path) -> anyhow::Result<(Vec<String>, Vec<Problem>)> {
    let mut names = Vec::new();
    let mut problems = Vec::new();
    problems.extend(in_its_place(root, "content"));
    for folder in FOLDERS {
        match std::fs::read_dir(root.join(folder)) {
            Ok(_) => walk(root, folder, &mut names, &mut problems),
            Err(error) if is_absent(&error) => problems.extend(in_its_place(root, folder)),
            Err(error) => return Err(error).with_context(|| format!("cannot read {folder}")),
        }
    }
    for file in FILES {
        match is_there(&root.join(file)) {
            Ok(true) => names.push((*file).to_owned()),
            Ok(false) => {}
            Err(error) => problems.push(unreadable(file, &error)),
        }
    }
    names.sort_unstable();
    Ok((names, problems))
}

/// What stands where a folder of sources belongs, and is none: a site without what the folder held would be another.
fn in_its_place(root: &Path, folder: &str) -> Option<Problem> {
    let path = root.join(folder);
    let kind = std::fs::symlink_metadata(&path).ok()?.file_type();
    let message = match path.metadata() {
        Ok(there) if there.is_dir() => return None,
        Err(_) if kind.is_symlink() => "is a link to something that is not there",
        _ => "is a file, not a folder",
    };
    let problem = Problem::error(Code::Unreadable, folder, message);
    Some(problem.hint("put the folder back, or delete what stands in its place"))
}

/// Whether there is a file at a path. Only a regular one can be read to its end: a pipe or a device is waited for without one.
///
/// # Errors
/// Where something else is there, or it cannot be looked at.
pub(super) fn is_there(path: &Path) -> io::Result<bool> {
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(true),
        Ok(meta) if meta.is_dir() => Err(io::Error::other("it is a folder, not a file")),
        Ok(_) => Err(io::Error::other("it is no regular file")),
        Err(error) if is_absent(&error) && path.is_symlink() => {
            Err(io::Error::other("it is a link to something that is not there"))
        }
        Err(error) if is_absent(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A text that a person wrote, without the mark that some editors put before it.
///
/// # Errors
/// Where it cannot be read, or is no UTF-8.
pub(super) fn text(path: &Path) -> io::Result<String> {
    let not_utf8 = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not saved in UTF-8");
    let mut text = String::from_utf8(std::fs::read(path)?).map_err(not_utf8)?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Whether a file or its folder is not there, as against one that cannot be looked at.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn whole(root: &Path, known: &Index, largest: u64) -> anyhow::Result<(Vec<Source>, Vec<Problem>)> {
    let (names, mut problems) = names(root)?;
    // The walk only names the files: to ask for their stats takes longer, and goes side by side.
    let read: Vec<_> = names
        .into_par_iter()
        .with_min_len(64)
        .map(|path| source(root, path, known, largest))
        .collect();
    let mut sources = Vec::with_capacity(read.len());
    for one in read {
        match one {
            Ok(source) => sources.push(source),
            Err(problem) => problems.push(problem),
        }
    }
    Ok((sources, problems))
}

fn source(root: &Path, path: String, known: &Index, largest: u64) -> Result<Source, Problem> {
    let meta = std::fs::metadata(root.join(&path)).map_err(|error| unreadable(&path, &error))?;
    let stat = Stat::of(&meta);
    let at = known.sources.binary_search_by(|source| source.path.as_str().cmp(&path));
    let same = at
        .ok()
        .and_then(|at| known.sources.get(at))
        .filter(|old| old.stat == stat && !stat.is_racy(known.began));
    if let Some(old) = same {
        return Ok(Source { path, stat, hash: old.hash });
    }
    // What is over the limit is told by its size alone: nothing of it is read.
    if stat.size > largest {
        let hash = super::memo::key("size", &stat.size);
        return Ok(Source { path, stat, hash });
    }
    match std::fs::read(root.join(&path)) {
        Ok(bytes) => Ok(Source { hash: hash(&bytes), path, stat }),
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// A problem with a file that could not be read.
pub fn unreadable(path: &str, error: &io::Error) -> Problem {
    let hint = match error.kind() {
        io::ErrorKind::InvalidData => "save it again, in UTF-8",
        _ => "look at its permissions, and whether it is a file",
    };
    Problem::error(Code::Unreadable, path, format!("cannot be read: {error}")).hint(hint)
}

/// The files under a folder: no dot-files, and links only where they lead inside it.
fn walk(root: &Path, folder: &str, found: &mut Vec<String>, problems: &mut Vec<Problem>) {
    let top = root.join(folder);
    let Ok(inside) = top.canonicalize() else { return };
    let walk = walkdir::WalkDir::new(&top).follow_links(true).into_iter();
    let mut outside = Vec::new();
    let visible = walk.filter_entry(|entry| {
        let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        let leads_out = !hidden
            && entry.path_is_symlink()
            && !entry.path().canonicalize().is_ok_and(|real| real.starts_with(&inside));
        if leads_out {
            outside.push(entry.path().to_owned());
        }
        !hidden && !leads_out
    });
    for entry in visible {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(unlisted(root, &error));
                continue;
            }
        };
        let Some(path) = entry.path().strip_prefix(root).ok().and_then(Path::to_str) else {
            let shown = entry.path().to_string_lossy().into_owned();
            problems.push(
                Problem::error(Code::Unreadable, &shown, "its name is not valid text")
                    .hint("rename it"),
            );
            continue;
        };
        let path = path.replace('\\', "/");
        let kind = entry.file_type();
        if path.contains(char::is_control) {
            // Lists of files have one to a line.
            let shown = path.escape_debug().to_string();
            let problem = Problem::error(Code::Unreadable, &shown, "its name has a line break");
            problems.push(problem.hint("rename it"));
        } else if kind.is_file() && is_passed_over(&path) {
            let message = "is not read: an editor, a browser or the system has left it behind";
            let problem = Problem::warning(Code::PassedOver, &path, message);
            problems.push(problem.hint("delete it, or rename it where it is a captured article"));
        } else if kind.is_file() {
            problems.extend(unread(folder, &path));
            found.push(path);
        } else if !kind.is_dir() {
            problems.push(Problem::error(Code::Unreadable, &path, "is no regular file"));
        } else if looks_like_file(&path) {
            let problem = Problem::error(Code::Unreadable, &path, "is a folder, not a file");
            problems.push(problem.hint("rename it"));
        }
    }
    problems.extend(outside.iter().map(|link| led_out(root, link)));
}

fn led_out(root: &Path, link: &Path) -> Problem {
    let path = link.strip_prefix(root).unwrap_or(link).to_string_lossy().replace('\\', "/");
    let message = "is a link that leads out of its folder; it is not followed";
    Problem::warning(Code::Unreadable, &path, message).hint("copy what it leads to")
}

/// A folder that has a capture's or an article's ending was meant to be one.
fn looks_like_file(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".txt", ".md", ".markdown", ".html", ".htm", ".json"].iter().any(|end| path.ends_with(end))
}

/// Whether a file among the scrapes is called as editors' copies, downloads that were not ended, and what systems keep of a folder.
pub(super) fn is_passed_over(path: &str) -> bool {
    const ENDS: &[&str] =
        &[".bak", ".crdownload", ".download", ".orig", ".part", ".swo", ".swp", ".tmp", "~"];
    const NAMES: &[&str] = &["desktop.ini", "thumbs.db"];
    let Some(name) = path.strip_prefix("content/scrapes/") else { return false };
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    ENDS.iter().any(|end| name.ends_with(end))
        || NAMES.contains(&name.as_str())
        || name.starts_with('#') && name.ends_with('#')
}

/// What was meant to be read, and stands where Markdown alone is.
fn unread(folder: &str, path: &str) -> Option<Problem> {
    let anything = ["content/scrapes", "templates", "theme"].contains(&folder);
    if anything || path.ends_with(".md") || !looks_like_file(path) {
        return None;
    }
    let message = format!("is not read: files of {folder} end in .md");
    let problem = Problem::warning(Code::PassedOver, path, message);
    Some(problem.hint("a captured article belongs in content/scrapes; rename what is Markdown"))
}

fn unlisted(root: &Path, error: &walkdir::Error) -> Problem {
    let path = error
        .path()
        .and_then(|path| path.strip_prefix(root).ok())
        .map(|path| path.to_string_lossy().replace('\\', "/"));
    let path = path.unwrap_or_default();
    let problem = |message: String| Problem::error(Code::Unreadable, &path, message);
    match error.io_error() {
        None => problem("is a link that leads back to itself".to_owned()).hint("delete the link"),
        Some(error) if error.kind() == io::ErrorKind::NotFound => {
            problem("is a link to something that is not there".to_owned())
                .hint("copy what it was to lead to, or delete the link")
        }
        Some(error) => problem(format!("cannot be read: {error}"))
            .hint("look at its permissions, and where it leads"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_told_by_its_name() {
        for name in ["a/x.txt~", "#x.txt#", "x.txt.BAK", ".x.swp", "x.html.part", "a/Thumbs.db"] {
            assert!(is_passed_over(&format!("content/scrapes/{name}")), "{name}");
        }
        for name in ["x.txt", "part.txt", "a.part/x.txt", "#x.txt", "bak", "tmp/x.html"] {
            assert!(!is_passed_over(&format!("content/scrapes/{name}")), "{name}");
        }
    }

    #[test]
    fn a_file_as_new_as_the_look_at_it_is_looked_at_again() {
        const SECOND: u64 = 1_000_000_000;
        let stat = |time: u64| Stat { time, ..Stat::default() };
        assert!(stat(9 * SECOND + 1).is_racy(10 * SECOND));
        assert!(stat(9 * SECOND + 1).is_racy_output(9 * SECOND + 2));
        assert!(!stat(9 * SECOND + 1).is_racy_output(10 * SECOND));
        // A time of whole seconds may come from a file system that tells no others.
        assert!(stat(9 * SECOND).is_racy_output(10 * SECOND));
        assert!(!stat(9 * SECOND).is_racy_output(12 * SECOND));
    }
}
