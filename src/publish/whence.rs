//! Where a link that leads nowhere on a built page can be mended: at the line where somebody wrote it, else in the site's own
//! template, else in the source of the page. Each is told once, however many pages show it.

use super::links::{self, Anchors, Broken};
use super::secret::{self, Secret};
use super::written::{self, Written};
use crate::build::{self, World};
use crate::problem::{Code, Problem};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every link of the site built in `out` that leads nowhere within it, at the places where it can be mended. `world` is asked for
/// only where there is one.
///
/// # Errors
/// Where the site cannot be read.
pub(super) fn broken(
    out: &Path,
    pages: &BTreeMap<String, Anchors>,
    world: impl FnOnce() -> anyhow::Result<World>,
) -> anyhow::Result<Vec<Problem>> {
    let broken = links::broken(out, pages);
    if broken.is_empty() {
        return Ok(Vec::new());
    }
    let world = world()?;
    Ok(told(&world, &written::links(&world), &broken))
}

/// The same, for whoever has read the site.
pub(super) fn told(world: &World, written: &[Written], broken: &[Broken<'_>]) -> Vec<Problem> {
    let within: Vec<&Written> = written.iter().filter(|written| written.leads_within()).collect();
    let mut by_hand: BTreeMap<usize, Vec<&Broken<'_>>> = BTreeMap::new();
    let mut rest: BTreeMap<Place, Vec<&Broken<'_>>> = BTreeMap::new();
    for broken in broken {
        let mut written = (0..).zip(&within).filter(|(_, written)| written.is(broken)).peekable();
        if written.peek().is_none() {
            rest.entry(Place::of(world, broken)).or_default().push(broken);
        }
        written.for_each(|(at, _)| by_hand.entry(at).or_default().push(broken));
    }
    let told = |(at, broken): (usize, Vec<&Broken<'_>>)| {
        let (written, first) = (within.get(at)?, broken.first()?);
        let problem = written.at_its_line(problem(&written.target, first, pages(&broken)));
        Some(match written.instead(first) {
            Some(hint) => problem.hint(hint),
            None => problem,
        })
    };
    let mut problems: Vec<Problem> = by_hand.into_iter().filter_map(told).collect();
    problems.extend(rest.into_iter().filter_map(|(place, broken)| place.tells(world, &broken)));
    problems
}

/// On how many pages some links stand.
fn pages(broken: &[&Broken<'_>]) -> usize {
    let pages: BTreeSet<&str> = broken.iter().map(|broken| broken.page).collect();
    pages.len()
}

/// What is wrong with a link that stands so on some pages, of which this is the first.
fn problem(link: &str, broken: &Broken<'_>, pages: usize) -> Problem {
    let on = if pages > 1 { format!(", on {pages} pages") } else { String::new() };
    let message = format!("“{link}”: {}{on}", broken.why);
    Problem::error(Code::BrokenLink, broken.page, message)
        .at(broken.line, "")
        .hint("mend the link where it is written")
}

/// Where a link is to be mended that nobody wrote in a text.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In a template: its path, the line, and what of the link stands there.
    Template(String, u32, String),
    /// Nobody knows; why it leads nowhere.
    Page(String),
}

impl Place {
    fn of(world: &World, broken: &Broken<'_>) -> Self {
        let link = bare(broken.link);
        for (name, text) in world.templates.iter().filter(|_| !link.is_empty()) {
            if let Some((line, _)) = (1..).zip(text.lines()).find(|(_, row)| names(row, link)) {
                return Self::Template(name.clone(), line, link.to_owned());
            }
        }
        Self::Page(broken.why.clone())
    }

    fn tells(&self, world: &World, broken: &[&Broken<'_>]) -> Option<Problem> {
        let first = broken.first()?;
        let pages = pages(broken);
        match self {
            Self::Template(name, line, link) => {
                let row = world.templates.get(name)?.lines().nth(*line as usize - 1)?;
                let file = format!("templates/{name}");
                Some(Problem { file, ..problem(link, first, pages) }.at(*line, row))
            }
            Self::Page(_) => {
                let told = problem(first.link, first, pages);
                let Some(file) = source_of(world, first.page) else { return Some(told) };
                let message = format!("{}: {}", first.page, told.message);
                Some(Problem { file, line: 0, message, ..told })
            }
        }
    }
}

/// A link without its way up to the site's top, which differs from page to page.
fn bare(link: &str) -> &str {
    link.trim_start_matches("../").trim_start_matches("./")
}

/// Whether a line of a template has a link, whole or after the way to the site's top.
fn names(row: &str, link: &str) -> bool {
    row.match_indices(link).any(|(at, _)| {
        let (before, after) = row.split_at_checked(at).unwrap_or_default();
        let after = after.strip_prefix(link).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>');
        before.ends_with(['"', '\'', '=', '}', '/', ' '])
            && (after.is_empty() || after.starts_with(ends))
    })
}

/// What looks like a secret in files of the built site: at the lines of the sources that hold the like, else in the source of the
/// page. An article's scrape does not go out, and is left alone.
pub(super) fn secrets(world: &World, built: Vec<(String, Secret)>) -> Vec<Problem> {
    let kinds: BTreeSet<&str> = built.iter().map(|(_, secret)| secret.kind.as_str()).collect();
    let names = build::source_names(&world.root).map(|(names, _)| names).unwrap_or_default();
    let names = names.iter().filter(|name| !name.starts_with("content/scrapes/"));
    let held = |name: &String| {
        let bytes = std::fs::read(world.root.join(name)).unwrap_or_default();
        let held = secret::all(name, &bytes).into_iter();
        held.map(|secret| (name.clone(), secret)).collect::<Vec<_>>()
    };
    let mut sources: Vec<(String, Secret)> = names.flat_map(held).collect();
    sources.retain(|(_, secret)| kinds.contains(secret.kind.as_str()));
    let explained: BTreeSet<String> =
        sources.iter().map(|(_, secret)| secret.kind.clone()).collect();
    let rest = built.into_iter().filter(|(_, secret)| !explained.contains(&secret.kind));
    let rest = rest.map(|(page, secret)| match source_of(world, &page) {
        Some(file) => (file, Secret { line: 0, ..secret }),
        None => (page, secret),
    });
    let told = |(file, Secret { kind, line }): (String, Secret)| {
        let hint = "take it out of there, and change the secret where it was used";
        Problem::error(Code::Secret, &file, format!("looks like a secret: {kind}"))
            .at(line, "")
            .hint(hint)
    };
    let rest: Vec<_> = rest.collect();
    sources.into_iter().chain(rest).map(told).collect()
}

/// The file that a page is made from, relative to the site's root, where it is made from one.
fn source_of(world: &World, page: &str) -> Option<String> {
    let stem = page.strip_suffix(".html")?;
    let article = stem.strip_prefix("article/");
    let card = article.and_then(|id| {
        world.cards.iter().find(|(own, _)| own.as_str() == id).map(|(_, card)| card.path.clone())
    });
    let own = format!("content/pages/{stem}.md");
    card.or_else(|| world.desk.pages.iter().any(|page| page.path == own).then_some(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_names_a_link_whole_or_after_the_way_up() {
        assert!(names("<a href=\"{{ page.root }}lost.html\">", bare("../lost.html")));
        assert!(names("<a href=lost.html>", "lost.html"));
        assert!(!names("<a href=\"not-lost.html\">", "lost.html"));
        assert!(!names("<a href=\"lost.html2\">", "lost.html"));
    }
}
