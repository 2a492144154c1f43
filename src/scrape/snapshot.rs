//! Which files are captures of one page: an ArchiveBox snapshot is a folder with the page in many forms.
//!
//! Told by the names that ArchiveBox gives (<https://github.com/ArchiveBox/ArchiveBox>): up to 0.8 the captures stand in the
//! snapshot's folder, since 0.9 each in a folder of its program. Beside them stand the index, pictures, scripts and whatever
//! the page needed: none of it is an article.

use std::collections::{BTreeMap, BTreeSet};

/// The captures by their place in a snapshot, best first. What a browser left holds the page's own data; what another
/// program has made of it holds less.
const CAPTURES: &[&str] = &[
    "singlefile.html",
    "singlefile/singlefile.html",
    "output.html",
    "dom/output.html",
    "readability/article.json",
    "readability/content.html",
    "mercury/article.json",
    "mercury/content.html",
    "htmltotext.txt",
    "htmltotext/htmltotext.txt",
];

const INDEXES: &[&str] = &["index.json", "index.jsonl"];

/// The folder that holds what is no snapshot's, too.
const TOP: &str = "content/scrapes/";

/// One page as it was captured at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The snapshot's folder; empty where one file is all there is.
    pub folder: String,
    /// Its captures, best first, by their places among the paths asked for.
    pub captures: Vec<usize>,
    /// The files beside them.
    pub beside: Vec<usize>,
}

/// The snapshots that files belong to, in the order of their first files; most files are one by themselves.
pub fn snapshots(paths: &[&str]) -> Vec<Snapshot> {
    let folders = folders(paths);
    let mut snapshots: Vec<Snapshot> = Vec::with_capacity(paths.len());
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, path) in paths.iter().enumerate() {
        let Some((folder, rank)) = place(path, &folders) else {
            snapshots.push(Snapshot { captures: vec![at], ..Snapshot::default() });
            continue;
        };
        let place = *known.entry(folder).or_insert(snapshots.len());
        if place == snapshots.len() {
            snapshots.push(Snapshot { folder: folder.to_owned(), ..Snapshot::default() });
        }
        let Some(snapshot) = snapshots.get_mut(place) else { continue };
        match rank {
            Some(_) => snapshot.captures.push(at),
            None => snapshot.beside.push(at),
        }
    }
    let rank = |at: &usize| paths.get(*at).and_then(|path| place(path, &folders)?.1);
    for snapshot in snapshots.iter_mut().filter(|snapshot| !snapshot.folder.is_empty()) {
        snapshot.captures.sort_by_key(rank);
    }
    snapshots
}

/// The snapshots' folders, each with whether all that is in it is the snapshot's. Where the index is gone, as after a change of
/// versions, two captures of one page show what it is, and only they are known for its.
fn folders<'p>(paths: &[&'p str]) -> BTreeMap<&'p str, bool> {
    let mut forms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut indexed = BTreeSet::new();
    for path in paths {
        for name in CAPTURES {
            if let Some(folder) = folder_of(path, name) {
                forms.entry(folder).or_default().insert(program(name));
            }
        }
        indexed.extend(INDEXES.iter().filter_map(|name| folder_of(path, name)));
    }
    let known = forms
        .into_iter()
        .map(|(folder, forms)| (folder, forms.len(), indexed.contains(folder) && folder != TOP));
    known
        .filter(|(_, forms, whole)| *whole || *forms > 1)
        .map(|(folder, _, whole)| (folder, whole))
        .collect()
}

/// The folder, with its last `/`, in which a path has this name.
fn folder_of<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    path.strip_suffix(name).filter(|folder| folder.ends_with('/'))
}

/// The program that writes a capture of this name.
fn program(name: &'static str) -> &'static str {
    match name {
        "output.html" => "dom",
        name => name.split(['/', '.']).next().unwrap_or(name),
    }
}

/// The snapshot's folder that a path is in, the outermost if there are several, and how good a capture it is.
fn place<'p>(path: &'p str, folders: &BTreeMap<&str, bool>) -> Option<(&'p str, Option<usize>)> {
    if folders.is_empty() {
        return None;
    }
    path.match_indices('/').find_map(|(at, _)| {
        let (folder, name) = path.split_at_checked(at + 1)?;
        let whole = folders.get(folder)?;
        let rank = CAPTURES.iter().position(|capture| *capture == name).or_else(|| mirrored(name));
        (*whole || rank.is_some_and(|rank| rank < CAPTURES.len())).then_some((folder, rank))
    })
}

/// A page that wget mirrored under its host's name, or recorded: the last to be tried, the shortest path first.
fn mirrored(name: &str) -> Option<usize> {
    let inside = name.strip_prefix("wget/").unwrap_or(name);
    let is_page = inside.split_once('/').is_some_and(|(host, _)| host.contains('.'))
        && [".html", ".htm"].iter().any(|end| inside.ends_with(end));
    let is_record = name.starts_with("warc/");
    (is_page || is_record).then(|| CAPTURES.len() + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The snapshots as their folder, the captures and the rest.
    fn told(paths: &[&str]) -> Vec<String> {
        let names = |places: &[usize]| {
            places
                .iter()
                .map(|at| paths[*at].rsplit('/').next().unwrap())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let tell = |one: &Snapshot| {
            format!("{}: {} | {}", one.folder, names(&one.captures), names(&one.beside))
        };
        snapshots(paths).iter().map(tell).collect()
    }

    #[test]
    fn the_captures_of_a_snapshot_are_one_and_the_best_is_first() {
        assert_eq!(
            told(&[
                "content/scrapes/a.html",
                "content/scrapes/archive/1709632800/favicon.ico",
                "content/scrapes/archive/1709632800/harbour.example/news/ferry.html",
                "content/scrapes/archive/1709632800/index.html",
                "content/scrapes/archive/1709632800/index.json",
                "content/scrapes/archive/1709632800/output.html",
                "content/scrapes/archive/1709632800/readability/content.html",
                "content/scrapes/archive/1709632800/singlefile.html",
                "content/scrapes/archive/1709632900/index.json",
                "content/scrapes/archive/1709632900/mercury/content.html",
            ]),
            [
                ": a.html | ",
                "content/scrapes/archive/1709632800/: singlefile.html output.html content.html ferry.html | favicon.ico index.html index.json",
                "content/scrapes/archive/1709632900/: content.html | index.json",
            ]
        );
    }

    #[test]
    fn a_snapshot_without_its_index_is_its_captures_alone() {
        assert_eq!(
            told(&[
                "content/scrapes/dom/output.html",
                "content/scrapes/notes.txt",
                "content/scrapes/singlefile/singlefile.html",
            ]),
            ["content/scrapes/: singlefile.html output.html | ", ": notes.txt | "]
        );
    }

    #[test]
    fn files_that_happen_to_have_such_a_name_are_themselves() {
        let alone = [
            "content/scrapes/a/output.html",
            "content/scrapes/index.json",
            "content/scrapes/singlefile.html",
        ];
        assert_eq!(snapshots(&alone).len(), 3);
    }
}
