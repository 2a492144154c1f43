//! Everything about a site that is wrong or missing, each with its file.

use super::addresses;
use super::copy::{self, Aside};
use super::gaps::gaps;
use super::links::{self, Anchors};
use super::outside::{self, Place};
use super::whence;
use super::written::{self, Written};
use crate::build::{self, Options};
use crate::problem::{Code, Problem, Severity};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// Whether links to other sites are looked at.
pub enum Outside<'a> {
    /// They are left alone; nothing is fetched.
    Ignored,
    /// Each is asked for, politely; whoever waits is told before.
    Asked(&'a mut dyn FnMut(Asking)),
}

/// How much is asked of other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// How many addresses.
    pub addresses: usize,
    /// How many hosts they are at.
    pub hosts: usize,
    /// What the pauses at the host with the most of them take.
    pub pauses: Duration,
}

/// Builds a copy of the site and looks it over: the site's own files stay as they are.
///
/// # Errors
/// Where the site cannot be built, or other sites cannot be asked.
pub fn check(options: &Options, outside: Outside<'_>) -> anyhow::Result<Vec<Problem>> {
    let workplace = Workplace::of(&options.cache)?;
    let at_work = workplace.path();
    // With a memory of its own: what the site's own builds have written is theirs.
    let cache = at_work.join("check");
    let aside = Aside::of(&at_work.join("checking"))?;
    let root = aside.path().join("site");
    let unlisted = copy::sources(&options.root, &root)?;
    let copied = Options { root, out: cache.join("site"), cache, ..options.clone() };
    let outcome = build::run(&copied)?;
    let base = outcome.config.base_url.clone();
    let world = build::world(&copied, outcome.config)?;
    let mut problems: Vec<Problem> =
        outcome.problems.into_iter().chain(unlisted).map(judged).collect();
    let pages = links::pages(&copied.out)?;
    let written = written::links(&world);
    problems.extend(written.iter().filter_map(|written| written.dropped(base.as_deref())));
    let astray = |written: &Written| {
        written.astray(base.as_ref()?, |path| links::why_astray(&copied.out, &pages, path))
    };
    problems.extend(written.iter().filter_map(astray));
    problems.extend(whence::told(&world, &written, &links::broken(&copied.out, &pages)));
    problems.extend(addresses::astray(&world.root, |page| pages.contains_key(page)));
    problems.extend(gaps(&world));
    // Other sites may take an hour to answer.
    drop(aside);
    if let Outside::Asked(tell) = outside {
        let mut links = outside_links(&written, &pages);
        // Its own pages, as they will be once they are out.
        links.retain(|url, _| base.as_ref().is_none_or(|base| links::below(base, url).is_none()));
        problems.extend(outside::look(&links, at_work, tell)?);
    }
    problems.sort();
    problems.dedup();
    Ok(problems)
}

/// Where the copy is made and built.
enum Workplace<'a> {
    /// The site's own cache folder.
    Own(&'a Path),
    /// A folder for this run alone: the site is there to be read only.
    Passing(tempfile::TempDir),
}

impl<'a> Workplace<'a> {
    fn of(cache: &'a Path) -> anyhow::Result<Self> {
        let usable = std::fs::create_dir_all(cache).and_then(|()| tempfile::tempfile_in(cache));
        if usable.is_ok() {
            return Ok(Self::Own(cache));
        }
        let folder = tempfile::Builder::new().prefix("dateline-check-").tempdir();
        Ok(Self::Passing(folder.context("cannot make a folder to check the site in")?))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder,
            Self::Passing(folder) => folder.path(),
        }
    }
}

/// What points nowhere is broken to whoever looks the site over, though a build can do without it.
fn judged(problem: Problem) -> Problem {
    match problem.code {
        Code::Orphan | Code::UnknownTarget => Problem { severity: Severity::Error, ..problem },
        _ => problem,
    }
}

/// Every address outside the site that a page names, with the first place where somebody wrote it, else with the page.
fn outside_links(
    written: &[Written],
    pages: &BTreeMap<String, Anchors>,
) -> BTreeMap<String, Place> {
    let bare = |link: &str| link.split('#').next().unwrap_or_default().to_owned();
    let by_hand: BTreeMap<String, &Written> = written
        .iter()
        .rev()
        .filter_map(|written| Some((bare(&written.leads_to()?), written)))
        .collect();
    let mut found = BTreeMap::new();
    for (page, anchors) in pages {
        for (link, line) in &anchors.links {
            let url = bare(link);
            if url.starts_with("http") && links::is_outside(&url) {
                let written = by_hand.get(&url).map(|written| (written.file.clone(), written.line));
                found
                    .entry(url)
                    .or_insert_with(|| written.unwrap_or_else(|| (page.clone(), *line)));
            }
        }
    }
    found
}
