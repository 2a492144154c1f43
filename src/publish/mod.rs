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
mod github;
mod links;
mod outside;
mod preflight;
mod secret;
mod whence;
mod workflow;
mod written;

pub use git::prefix_of;
pub use preflight::look;
pub use workflow::{Workflow, workflow};

use crate::build::{self, Options};
use crate::config::Config;
use crate::problem::{Code, Problem, Severity};
use crate::site::Purpose;
use anyhow::{Context, ensure};
use git::{Git, Place};
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

impl Target {
    /// The remote as it may be shown.
    pub fn shown(&self) -> String {
        without_password(&self.remote)
    }
}

/// A remote as it may be shown: an address may hold a password, or a token in a user's place.
fn without_password(remote: &str) -> String {
    let hidden = |mut url: url::Url| {
        let mut hides = url.password().is_some() && url.set_password(None).is_ok();
        if url.scheme().starts_with("http") && secret::is_like_token(url.username()) {
            hides |= url.set_username("").is_ok();
        }
        hides.then(|| url.to_string())
    };
    url::Url::parse(remote).ok().and_then(hidden).unwrap_or_else(|| remote.to_owned())
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
    /// Which branch of which remote that is, with the address for pushes where the remote is read from another.
    pub place: String,
    /// The commit that was pushed; `None` where nothing was.
    pub commit: Option<String>,
    /// Files added, changed and removed on the branch: `A index.html`.
    pub changes: Vec<String>,
    /// Files that publishing had not put on the branch, and that go all the same: the site takes their place.
    pub replaced: Vec<String>,
    /// Whether there was no such branch.
    pub is_new: bool,
    /// How many commits a fresh one takes the place of.
    pub squashed: usize,
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
    git.may_commit(target)?;
    let at = git.place(target)?;
    let aside = copy::Aside::of(&options.cache.join("publishing"))?;
    let unlisted = copy::sources(&options.root, &aside.path().join("site"))?;
    let options = Options {
        out: aside.path().join("public"),
        cache: options.cache.join("publish"),
        purpose: Purpose::Publish,
        drafts: false,
        root: aside.path().join("site"),
        ..options.clone()
    };
    let mut outcome = build::run(&options)?;
    finish(&options.out, &outcome.config)?;
    outcome.problems.extend(unlisted);
    let looked = preflight::look(&options, &outcome)?.into_iter();
    outcome.problems.extend(looked.map(|problem| with_address(problem, &at.address)));
    let (place, problems) = (at.shown(target), outcome.problems);
    let mut published = Published { place, problems, ..Published::default() };
    if published.refused() {
        return Ok(published);
    }
    // What would keep the addresses from being noted is known before the site is out.
    addresses::longer(git.folder(), &options.out)?;
    let tip;
    (tip, published.commit, published.changes) = match run {
        Run::Dry => {
            let (tip, tree) = tip_and_tree(&git, &options.out, target, &at)?;
            let changes = git.changes(tip.as_deref(), &tree)?;
            (tip, None, changes)
        }
        Run::Push => push(&git, &options.out, target, &at)?,
    };
    published.is_new = tip.is_none();
    if let Some(tip) = tip {
        published.replaced = removed(&published.changes);
        let ours = git.last_published(&tip)?;
        published.replaced.retain(|file| !ours.contains(file));
        if target.history == History::Squash {
            published.squashed = git.count(&tip)?;
        }
    }
    published.problems.extend(other_domain(&options.out, &outcome.config));
    published.problems.extend(published.commit.as_ref().and_then(|commit| unheld(&git, commit)));
    if run == Run::Push {
        match addresses::append(git.folder(), &options.out) {
            Ok(fresh) => published.addresses = fresh,
            Err(error) => {
                let message =
                    format!("the site is out, but its addresses are not noted: {error:#}");
                let problem = Problem::warning(Code::Disk, addresses::FILE, message);
                published.problems.push(problem.hint("mend it, and publish again"));
            }
        }
    }
    Ok(published)
}

/// What a takedown took from the remote is not to be held here any longer either.
fn unheld(git: &Git, commit: &str) -> Option<Problem> {
    let error = git.hold(commit).err()?;
    let message = format!("the site is out, but its commit is not noted here: {error:#}");
    Some(Problem::warning(Code::Disk, "", message))
}

/// A domain that stays on the branch, where the site names another address.
fn other_domain(out: &Path, config: &Config) -> Option<Problem> {
    let kept = std::fs::read_to_string(out.join("CNAME")).ok()?;
    let named = url::Url::parse(config.base_url.as_deref()?).ok()?;
    let is_same = named.host_str().is_some_and(|host| host.eq_ignore_ascii_case(kept.trim()));
    if is_same && named.path() == "/" {
        return None;
    }
    if is_same {
        let message = format!(
            "the branch's domain {} (CNAME) shows the site at its top, not under {}",
            kept.trim(),
            named.path()
        );
        let problem = Problem::warning(Code::NoBase, crate::config::FILE, message);
        return Some(problem.hint(
            "set base_url to the domain alone, or remove the domain in the repository's settings for Pages",
        ));
    }
    let message =
        format!("the branch keeps its domain {} (CNAME), not that of base_url", kept.trim());
    let problem = Problem::warning(Code::NoBase, crate::config::FILE, message);
    Some(
        problem.hint(
            "set base_url to that domain, or remove it in the repository's settings for Pages",
        ),
    )
}

/// Who does not know yet where the site will stand is told: GitHub makes its address of the repository's.
fn with_address(problem: Problem, remote: &str) -> Problem {
    match github::address(remote).filter(|_| problem.code == Code::NoBase) {
        Some(address) => problem.hint(format!(
            "on GitHub Pages it will stand at {address}: write `base_url = \"{address}\"` in dateline.toml"
        )),
        None => problem,
    }
}

/// The files that go, of lines such as `D index.html`.
fn removed(changes: &[String]) -> Vec<String> {
    changes.iter().filter_map(|change| change.strip_prefix("D ")).map(str::to_owned).collect()
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

/// The domain of a base address at a domain's root that is not GitHub's: no number, no port, no name of a local network.
fn own_domain(config: &Config) -> Option<String> {
    let url = url::Url::parse(config.base_url.as_deref()?).ok()?;
    let host = url.domain()?;
    let public = host.contains('.') && !host.ends_with(".github.io");
    (public && url.path() == "/" && url.port().is_none()).then(|| host.to_owned())
}

/// The branch's tip at the remote, and the tree of what is to stand there.
fn tip_and_tree(
    git: &Git,
    out: &Path,
    target: &Target,
    place: &Place,
) -> anyhow::Result<(Option<String>, String)> {
    let tip = git.fetch(target, place)?;
    for sources in tip.iter().flat_map(|tip| [(tip, crate::config::FILE), (tip, "content")]) {
        ensure!(
            !git.holds(sources.0, sources.1)?,
            "{} of {} holds a site's sources ({}), and would hold its pages in their place: name another branch with --branch",
            target.branch,
            target.shown(),
            sources.1
        );
    }
    keep_domain(git, tip.as_deref(), out)?;
    Ok((tip, git.tree_of(out)?))
}

/// The branch's tip before, the commit on it, and what that changes.
type Pushed = (Option<String>, Option<String>, Vec<String>);

/// Commits what was built on top of the branch as it is at the remote, and pushes; once more where somebody was faster, unless
/// their commits would be lost by it. Returns what stood there, the commit, where there was anything to push, and what it changes.
fn push(git: &Git, out: &Path, target: &Target, place: &Place) -> anyhow::Result<Pushed> {
    let mut refusal = String::new();
    let squashed = target.history == History::Squash;
    for _ in 0..if squashed { 1 } else { 2 } {
        let (tip, tree) = tip_and_tree(git, out, target, place)?;
        let changes = git.changes(tip.as_deref(), &tree)?;
        if changes.is_empty() && tip.is_some() && !squashed {
            return Ok((tip, None, changes));
        }
        let commit = git.commit(&tree, tip.as_deref(), target.history)?;
        match git.push(&commit, tip.as_deref(), target)? {
            Ok(()) => return Ok((tip, Some(commit), changes)),
            Err(message) => refusal = message,
        }
    }
    let twice = if squashed { "" } else { " twice" };
    anyhow::bail!("{} refused the push{twice}: {refusal}", target.shown())
}
