//! A look at what would go out, before it does.

use super::{addresses, links, secret, whence};
use crate::build::{self, Options, Outcome};
use crate::problem::{Code, Problem};

/// GitHub refuses larger files: <https://docs.github.com/en/repositories/working-with-files/managing-large-files>.
const LARGEST_FILE: u64 = 100 * 1024 * 1024;
/// GitHub Pages' limit for a site: <https://docs.github.com/en/pages/getting-started-with-github-pages>.
const LARGEST_SITE: u64 = 1024 * 1024 * 1024;

/// What is wrong with the site as it was built.
///
/// # Errors
/// Where it cannot be read.
pub fn look(options: &Options, outcome: &Outcome) -> anyhow::Result<Vec<Problem>> {
    let (out, config) = (&options.out, &outcome.config);
    let world = || build::world(options, config.clone());
    let pages = links::pages(out)?;
    let mut problems = whence::broken(out, &pages, world)?;
    problems.extend(addresses::astray_in_short(&options.root, |page| pages.contains_key(page)));
    if outcome.articles == 0 && outcome.events == 0 {
        // Most often another branch is checked out, and an empty site would take the place of the one that stands there.
        let message = "the site has no articles";
        let hint = "look whether this is the site's folder, and whether its sources are in it";
        problems.push(Problem::error(Code::Unpublishable, "content", message).hint(hint));
    }
    if config.base_url.is_none() {
        let message = "no base_url: feeds, the sitemap and shared links will name no address";
        let hint = "set base_url in dateline.toml, or pass --base-url";
        problems.push(Problem::warning(Code::NoBase, crate::config::FILE, message).hint(hint));
    }
    let (mut total, mut secrets) = (0, Vec::new());
    for entry in walkdir::WalkDir::new(out).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(out)?.to_string_lossy().replace('\\', "/");
        if entry.path_is_symlink() {
            problems.push(Problem::error(
                Code::Unpublishable,
                &path,
                "a link, which GitHub Pages does not serve",
            ));
        } else if entry.file_type().is_file() {
            total += entry.metadata()?.len();
            let size = entry.metadata()?.len();
            if size > LARGEST_FILE {
                let message = format!("{} MB; GitHub takes 100 MB a file", size / 1024 / 1024);
                problems.push(Problem::error(Code::Unpublishable, &path, message));
            } else if let Some(secret) = secret::first(&path, &std::fs::read(entry.path())?) {
                secrets.push((path, secret));
            }
        }
    }
    if !secrets.is_empty() {
        problems.extend(whence::secrets(&world()?, secrets));
    }
    if total > LARGEST_SITE {
        let message = format!("the site has {} MB; GitHub Pages takes 1,024", total / 1024 / 1024);
        problems.push(Problem::error(Code::Unpublishable, "", message));
    }
    Ok(problems)
}
