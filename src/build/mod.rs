//! The pipe and what it remembers: [`run`] on one screen, memo, source listing, output.

#![expect(clippy::disallowed_methods, reason = "this room touches the disk")]

mod gather;
mod output;

pub use gather::{World, world};

use crate::config::{Config, FILE};
use crate::problem::{Code, Problem};
use crate::site::Purpose;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// What a build is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site goes.
    pub out: PathBuf,
    /// Where earlier results are remembered.
    pub cache: PathBuf,
    /// Where the site will stand, instead of the configuration's.
    pub base_url: Option<String>,
    /// Who it is for.
    pub purpose: Purpose,
    /// Whether drafts are built too.
    pub drafts: bool,
}

impl Options {
    /// The defaults for the site in `root`.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            out: root.join("public"),
            cache: root.join(".dateline"),
            base_url: None,
            purpose: Purpose::Desk,
            drafts: false,
        }
    }
}

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many articles the site has.
    pub articles: usize,
    /// How many events.
    pub events: usize,
    /// How many pages and files are planned.
    pub pages: usize,
    /// How many of them were written.
    pub written: usize,
    /// How many were removed.
    pub removed: usize,
    /// Paths within the output whose bytes changed, came or went, in order.
    pub changed: Vec<String>,
    /// What a person should know.
    pub problems: Vec<Problem>,
}

/// What one process remembers between its builds, so that the next one need not read it from disk.
#[derive(Debug, Default)]
pub struct Session {}

/// Builds the site: whatever could be built is built, and what could not is a problem.
///
/// # Errors
/// Where the configuration is not understood or the disk fails.
pub fn run(options: &Options) -> anyhow::Result<Outcome> {
    run_in(options, &mut Session::default())
}

/// The same as [`run`], in a process that builds again and again.
///
/// # Errors
/// As [`run`].
pub fn run_in(options: &Options, _session: &mut Session) -> anyhow::Result<Outcome> {
    let config = configuration(&options.root, options.base_url.as_deref())?;
    let world = world(options, config)?;
    let pages = Vec::new();
    let written = output::write(&options.out, &pages)?;
    Ok(Outcome {
        articles: world.records.len(),
        events: world.corpus.events.len(),
        pages: pages.len(),
        written: written.written,
        removed: written.removed,
        changed: written.changed,
        problems: world.problems,
    })
}

/// A configuration that was not understood.
#[derive(Debug, thiserror::Error)]
#[error("{FILE} is not understood")]
pub struct BadConfig(pub Vec<Problem>);

/// Reads `dateline.toml`; its absence is all defaults.
///
/// # Errors
/// [`BadConfig`], with what is wrong in it.
pub fn configuration(root: &Path, base_url: Option<&str>) -> anyhow::Result<Config> {
    let path = root.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let read = crate::config::read(&text);
    if !read.problems.is_empty() {
        return Err(BadConfig(read.problems).into());
    }
    let base_url = base_url.map(str::to_owned).or(read.value.base_url.clone());
    Ok(Config { base_url, ..read.value })
}

/// A problem with a file that could not be read.
fn unreadable(path: &str, error: &std::io::Error) -> Problem {
    Problem::error(Code::Unreadable, path, format!("cannot read {path}: {error}"))
        .hint("look at its permissions, and whether it is a file")
}
