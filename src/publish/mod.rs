//! Puts the site on GitHub Pages with the git program, after a look at what would go out.
//!
//! Nothing of the site's own repository is touched: the site is built from a temporary copy, committed through an index
//! of its own, and pushed to the remote's branch without a local one. History is kept and never forced, but for
//! [`History::Squash`], which a person asks for by name. The one file that changes is `content/addresses.yml`.

#![expect(clippy::disallowed_methods, reason = "this room meets the disk, git and curl")]

mod addresses;
pub mod check;
mod copy;
mod gaps;
mod git;
mod links;
mod outside;
mod preflight;
mod workflow;

pub use workflow::workflow;

use crate::build::{self, Options};
use crate::config::Config;
use crate::problem::{Problem, Severity};
use crate::site::Purpose;
use anyhow::Context;
use git::Git;
use std::path::Path;

/// Where the site is published.
#[derive(Clone, Debug)]
pub struct Target {
    /// The remote's name or address.
    pub remote: String,
    /// The branch that GitHub Pages serves.
    pub branch: String,
    /// What becomes of the branch's earlier commits.
    pub history: History,
}

/// What becomes of the branch's earlier commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// A new commit on top of them.
    Keep,
    /// One fresh commit in their place: for takedowns.
    Squash,
}

/// Whether anything goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Commits and pushes.
    Push,
    /// Says what would change.
    Dry,
}

/// What publishing did, or would do.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// The commit that was pushed; `None` where nothing was.
    pub commit: Option<String>,
    /// Files added, changed and removed on the branch: `A index.html`.
    pub changes: Vec<String>,
    /// Addresses that were added to `content/addresses.yml`.
    pub addresses: usize,
    /// What stands in the way, or should be known.
    pub problems: Vec<Problem>,
}

impl Published {
    /// Whether an error kept the site from going out.
    pub fn refused(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Builds the site for the public, looks it over, and pushes it.
///
/// # Errors
/// Where the folder is in no git repository, the build could not run, or the push was refused twice.
pub fn publish(options: &Options, target: &Target, run: Run) -> anyhow::Result<Published> {
    let git = Git::at(&options.root)?;
    let aside = copy::Aside::of(&options.cache)?;
    copy::sources(&options.root, &aside.path().join("site"))?;
    let options = Options {
        out: aside.path().join("public"),
        cache: options.cache.join("publish"),
        purpose: Purpose::Publish,
        drafts: false,
        root: aside.path().join("site"),
        ..options.clone()
    };
    let config = build::configuration(&options.root, options.base_url.as_deref())?;
    let outcome = build::run(&options)?;
    let mut published = Published { problems: outcome.problems, ..Published::default() };
    finish(&options.out, &config)?;
    published.problems.extend(preflight::look(&options.out, &config)?);
    if published.refused() {
        return Ok(published);
    }
    let tip = git.fetch(target)?;
    keep_domain(&git, tip.as_deref(), &options.out)?;
    let tree = git.tree_of(&options.out)?;
    (published.commit, published.changes) = match run {
        Run::Dry => (None, git.changes(tip.as_deref(), &tree)?),
        Run::Push => push(&git, &tree, tip, target)?,
    };
    if run == Run::Push {
        published.addresses = addresses::append(git.folder(), &options.out)?;
    }
    Ok(published)
}

/// The files that GitHub Pages looks for.
fn finish(out: &Path, config: &Config) -> anyhow::Result<()> {
    build::unmark(out)?;
    let write = |name: &str, text: &str| {
        std::fs::write(out.join(name), text).with_context(|| format!("cannot write {name}"))
    };
    write(".nojekyll", "")?;
    match own_domain(config) {
        Some(host) => write("CNAME", &format!("{host}\n")),
        None => Ok(()),
    }
}

/// GitHub keeps a domain that was set in its settings in a file on the branch: it stays, unless the site names its own.
fn keep_domain(git: &Git, tip: Option<&str>, out: &Path) -> anyhow::Result<()> {
    let file = out.join("CNAME");
    let set = tip.filter(|_| !file.exists()).and_then(|tip| git.file(tip, "CNAME"));
    set.map_or(Ok(()), |bytes| std::fs::write(file, bytes)).context("cannot write CNAME")
}

/// The domain of a base address at a domain's root that is not GitHub's.
fn own_domain(config: &Config) -> Option<String> {
    let url = url::Url::parse(config.base_url.as_deref()?).ok()?;
    let host = url.host_str()?;
    (url.path() == "/" && !host.ends_with(".github.io")).then(|| host.to_owned())
}

/// Commits the tree on top of the branch as it is at the remote, and pushes; once more where somebody was faster.
/// Returns the commit, where there was anything to push, and what it changes.
fn push(
    git: &Git,
    tree: &str,
    mut tip: Option<String>,
    target: &Target,
) -> anyhow::Result<(Option<String>, Vec<String>)> {
    let mut refusal = String::new();
    for again in [true, false] {
        let changes = git.changes(tip.as_deref(), tree)?;
        if changes.is_empty() && tip.is_some() && target.history == History::Keep {
            return Ok((None, changes));
        }
        let commit = git.commit(tree, tip.as_deref(), target.history)?;
        match git.push(&commit, tip.as_deref(), target)? {
            Ok(()) => return Ok((Some(commit), changes)),
            Err(message) => refusal = message,
        }
        if again {
            tip = git.fetch(target)?;
        }
    }
    anyhow::bail!("{} refused the push twice: {refusal}", target.remote)
}
