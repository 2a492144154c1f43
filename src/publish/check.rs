//! Everything about a site that is wrong or missing, each with its file.

use super::gaps::gaps;
use super::{links, outside};
use crate::build::{self, Options, World};
use crate::problem::{Code, Problem, Severity};
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

/// Builds the site aside and looks it over.
///
/// # Errors
/// Where the site cannot be built, or other sites cannot be asked.
pub fn check(options: &Options, outside: Outside<'_>) -> anyhow::Result<Vec<Problem>> {
    let cache = options.cache.clone();
    // With a memory of its own: what the site's own builds have written is theirs.
    let aside = cache.join("check");
    let options = Options { out: aside.join("site"), cache: aside, ..options.clone() };
    let outcome = build::run(&options)?;
    let world = build::world(&options, build::configuration(&options.root, None)?)?;
    let mut problems: Vec<Problem> = outcome.problems.into_iter().map(judged).collect();
    let broken = links::broken(&options.out)?;
    problems.extend(broken.into_iter().map(|problem| traced(&world, problem)));
    problems.extend(gaps(&world));
    if let Outside::Asked(tell) = outside {
        let dead = outside::dead(&outside_links(&options.out)?, &cache, tell)?;
        problems.extend(dead.into_iter().map(|problem| traced(&world, problem)));
    }
    problems.sort();
    problems.dedup();
    Ok(problems)
}

/// What points nowhere is broken to whoever looks the site over, though a build can do without it.
fn judged(problem: Problem) -> Problem {
    match problem.code {
        Code::Orphan | Code::UnknownTarget => Problem { severity: Severity::Error, ..problem },
        _ => problem,
    }
}

/// A broken link on a page of somebody's text, as one in the file it was written in.
fn traced(world: &World, problem: Problem) -> Problem {
    let Some(source) = source_of(world, &problem.file) else { return problem };
    let Ok(text) = std::fs::read_to_string(world.root.join(&source)) else { return problem };
    let link = problem.message.split(['“', '”']).nth(1).unwrap_or_default();
    match text.lines().position(|line| names(line, link)) {
        Some(line) => {
            let excerpt = text.lines().nth(line).unwrap_or_default();
            Problem { file: source, ..problem }.at(u32::try_from(line + 1).unwrap_or(0), excerpt)
        }
        None => problem,
    }
}

/// Whether a line of Markdown names a link, and not one that is longer.
fn names(line: &str, link: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\'' | ']');
    let mut found = line.match_indices(link).map(|(at, _)| line.get(at + link.len()..));
    !link.is_empty()
        && found.any(|after| after.is_some_and(|after| after.is_empty() || after.starts_with(ends)))
}

/// The file whose text a page shows.
fn source_of(world: &World, page: &str) -> Option<String> {
    let slug = page.strip_suffix(".html")?;
    match slug.strip_prefix("article/") {
        Some(slug) => {
            let stem = |path: &str| Path::new(path).file_stem().is_some_and(|stem| stem == slug);
            world.cards.values().find(|card| stem(&card.path)).map(|card| card.path.clone())
        }
        None => Some(format!("content/pages/{slug}.md")),
    }
}

/// Every address outside the site, with a page that names it.
fn outside_links(out: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for (page, anchors) in links::pages(out)? {
        for (link, _) in anchors.links {
            let url = link.split('#').next().unwrap_or_default();
            if links::is_outside(url) && url.starts_with("http") {
                found.entry(url.to_owned()).or_insert_with(|| page.clone());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_not_taken_for_a_longer_one() {
        assert!(names("See [it](gone.html).", "gone.html"));
        assert!(!names("See [it](gone.html.bak).", "gone.html"));
    }
}
