//! Everything about a site that is wrong or missing, each with its file.

use super::copy::Temporary;
use super::{links, outside};
use crate::build::{self, Options, World};
use crate::corpus::{Basis, Event};
use crate::problem::{Code, Problem};
use std::collections::BTreeMap;
use std::path::Path;

/// Whether links to other sites are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// They are left alone; nothing is fetched.
    Ignored,
    /// Each is asked for, politely.
    Asked,
}

/// Builds the site aside and looks it over.
///
/// # Errors
/// Where the site cannot be built, or other sites cannot be asked.
pub fn check(options: &Options, outside: Outside) -> anyhow::Result<Vec<Problem>> {
    let temporary = Temporary::new()?;
    let cache = options.cache.clone();
    let options = Options { out: temporary.path().join("public"), ..options.clone() };
    let outcome = build::run(&options)?;
    let world = build::world(&options, build::configuration(&options.root, None)?)?;
    let mut problems = outcome.problems;
    problems.extend(links::broken(&options.out)?);
    problems.extend(unnamed(&world));
    problems.extend(undated(&world));
    problems.extend(world.corpus.events.iter().filter_map(|event| single(&world, event)));
    if outside == Outside::Asked {
        problems.extend(outside::dead(&outside_links(&options.out)?, &cache)?);
    }
    problems.sort();
    problems.dedup();
    Ok(problems)
}

fn unnamed(world: &World) -> impl Iterator<Item = Problem> {
    world.cards.values().filter(|card| card.outlet.is_none()).map(|card| {
        let hint = "write `outlet:` in its front matter, or list its host under `outlets` in content/aliases.yml";
        Problem::warning(Code::Unnamed, &card.path, "nothing tells who published it").hint(hint)
    })
}

fn undated(world: &World) -> impl Iterator<Item = Problem> {
    let unknown = world.corpus.published.iter().filter(|(_, when)| when.basis == Basis::Unknown);
    unknown.filter_map(|(id, _)| {
        let path = &world.cards.get(id)?.path;
        let hint = "write `date:` in its front matter";
        Some(
            Problem::warning(Code::Undated, path, "nothing tells when it was published").hint(hint),
        )
    })
}

fn single(world: &World, event: &Event) -> Option<Problem> {
    let passage = event.passages.first().filter(|_| event.independent_outlets < 2)?;
    let path = &world.cards.get(&passage.article)?.path;
    let record = world.record(&passage.article)?;
    let offset = passage.span.start as usize;
    let line = record.article.body_line + crate::text::line_at(&record.article.body, offset) - 1;
    let message = format!("“{}” is reported by one outlet alone", event.headline.text);
    Some(Problem::warning(Code::SingleSource, path, message).at(line, ""))
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
