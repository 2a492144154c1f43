//! From scrapes to what normalising made of them: one article a file or a record, one of all the captures of a snapshot.

use super::articles::{Articles, Desk};
use super::memo::{Hash, Ran, hash, key};
use super::source::{Source, unreadable};
use crate::article::ownership::Fresh;
use crate::article::{self, Article, Furniture};
use crate::config::Config;
use crate::problem::{Code, Problem};
use crate::scrape::{self, Snapshot, largest};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// What normalising made of one scrape of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Normal {
    /// Which scrape, and its seal.
    pub(super) fresh: Fresh,
    /// The article file's text, until that is written.
    pub(super) text: String,
    /// What was taken away.
    pub(super) furniture: Vec<Furniture>,
}

impl Normal {
    /// The article that its file would hold.
    pub(super) fn article(&self, config: &Config) -> Article {
        article::read(&self.fresh.scrape.path, &self.text, config).value
    }
}

/// What was read, and what is to be said of it.
type Read = (Vec<Normal>, Vec<Problem>);

/// Normalises the scrapes.
pub(super) fn all(desk: Desk<'_>, scrapes: &[Source], all: &mut Articles) {
    let snapshots = snapshots(scrapes);
    desk.progress.expect(snapshots.len());
    let done: Vec<(Read, Hash, Ran)> = snapshots
        .par_iter()
        .with_min_len(8)
        .map(|snapshot| {
            let key = key_of(desk, scrapes, snapshot);
            desk.progress.one();
            if let Some(known) = desk.memo.remembered(key) {
                return (known, key, Ran::Reused);
            }
            let (read, as_listed) = normalise(desk, scrapes, snapshot);
            if !as_listed {
                return (read, 0, Ran::Now);
            }
            desk.memo.remember(key, &read);
            (read, key, Ran::Now)
        })
        .collect();
    for (snapshot, ((normals, problems), key, ran)) in snapshots.iter().zip(done) {
        let paths = files(scrapes, snapshot).map(|source| (source.path.clone(), key));
        all.made_from.extend(paths);
        all.normals.extend(normals);
        all.problems.extend(problems);
        super::articles::count(&mut all.ran, 0, ran);
    }
    all.made_from.sort();
}

/// Each scrape's path, and the memo's key of what normalising makes of it, in order of path.
pub(super) fn keys<'s>(
    desk: Desk<'_>,
    scrapes: &'s [Source],
) -> impl Iterator<Item = (&'s str, Hash)> {
    let mut keys: Vec<(&str, Hash)> = Vec::with_capacity(scrapes.len());
    for snapshot in snapshots(scrapes) {
        let key = key_of(desk, scrapes, &snapshot);
        keys.extend(files(scrapes, &snapshot).map(|source| (source.path.as_str(), key)));
    }
    keys.sort_unstable();
    keys.into_iter()
}

fn snapshots(scrapes: &[Source]) -> Vec<Snapshot> {
    let paths: Vec<&str> = scrapes.iter().map(|source| source.path.as_str()).collect();
    scrape::snapshots(&paths)
}

/// A snapshot's files: its captures, best first, and what stands beside them.
fn files<'s>(scrapes: &'s [Source], snapshot: &Snapshot) -> impl Iterator<Item = &'s Source> {
    snapshot.captures.iter().chain(&snapshot.beside).filter_map(|at| scrapes.get(*at))
}

fn key_of(desk: Desk<'_>, scrapes: &[Source], snapshot: &Snapshot) -> Hash {
    let files: Vec<(&String, Hash)> =
        files(scrapes, snapshot).map(|source| (&source.path, source.hash)).collect();
    key("normalise", &(files, desk.rules_key))
}

/// What the best capture of a snapshot holds that holds an article at all, and whether the files were as listed: what was lost
/// or changed meanwhile is not remembered as their content.
fn normalise(desk: Desk<'_>, scrapes: &[Source], snapshot: &Snapshot) -> (Read, bool) {
    let mut first = None;
    let mut as_listed = true;
    let captures = || snapshot.captures.iter().filter_map(|at| scrapes.get(*at));
    for source in captures() {
        let (mut read, same) = normalise_file(desk, source);
        as_listed &= same;
        if holds_article(&read) {
            read.1.extend(passed_over(scrapes, snapshot, &source.path));
            return (read, as_listed);
        }
        first.get_or_insert(read);
    }
    (first.unwrap_or_default(), as_listed)
}

fn holds_article((normals, problems): &Read) -> bool {
    !normals.is_empty() && problems.iter().all(|problem| problem.code != Code::NoText)
}

/// Which files of a snapshot are not read, because another is.
fn passed_over(scrapes: &[Source], snapshot: &Snapshot, chosen: &str) -> Option<Problem> {
    let folder = snapshot.folder.as_str();
    let name = |path: &str| path.strip_prefix(folder).unwrap_or(path).to_owned();
    let captures = snapshot.captures.iter().filter_map(|at| scrapes.get(*at));
    let others: Vec<String> =
        captures.filter(|source| source.path != chosen).map(|source| name(&source.path)).collect();
    let message = match (others.is_empty(), snapshot.beside.len()) {
        (true, _) => return None,
        (false, 0) => format!("the same page in other forms is not read: {}", others.join(", ")),
        (false, beside) => format!(
            "the same page in other forms is not read: {}; nor are {beside} files beside them",
            others.join(", ")
        ),
    };
    let hint =
        "a snapshot of ArchiveBox is one article; to have another form of it, delete this one";
    Some(Problem::warning(Code::PassedOver, chosen, message).hint(hint))
}

/// What is in a file of scrapes, and whether it was as listed.
fn normalise_file(desk: Desk<'_>, source: &Source) -> (Read, bool) {
    let limits = &desk.rules.config.limits;
    if source.stat.size() > largest(limits) {
        let message = format!(
            "{} bytes, over limits.article_bytes ({})",
            source.stat.size(),
            limits.article_bytes
        );
        let hint = "raise the limit in dateline.toml if the file is to be trusted";
        let problem = Problem::error(Code::TooLarge, &source.path, message).hint(hint);
        return ((Vec::new(), vec![problem]), true);
    }
    let bytes = match std::fs::read(desk.root.join(&source.path)) {
        Ok(bytes) => bytes,
        Err(error) => return ((Vec::new(), vec![unreadable(&source.path, &error)]), false),
    };
    let as_listed = hash(&bytes) == source.hash;
    let mut problems = Vec::new();
    let read = scrape::read(&source.path, &bytes, limits).take(&mut problems);
    let normals = read.iter().map(|scrape| normal(desk, scrape, &mut problems)).collect();
    ((normals, problems), as_listed)
}

fn normal(desk: Desk<'_>, scrape: &scrape::Scrape, problems: &mut Vec<Problem>) -> Normal {
    let normalised = article::normalise(scrape, desk.rules).take(problems);
    let front = &normalised.article.front;
    let reference = front.scrape.clone().unwrap_or_else(|| article::ScrapeRef {
        path: scrape.path.clone(),
        part: scrape.part,
        digest: scrape.digest.clone(),
        format: scrape.format,
        tool: None,
    });
    let fresh =
        Fresh { scrape: reference, normalised: front.normalised.clone().unwrap_or_default() };
    Normal { fresh, text: article::write(&normalised.article), furniture: normalised.furniture }
}
