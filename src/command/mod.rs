//! What each command does: the library's rooms, joined to the terminal.
//!
//! Data goes to standard output, messages to standard error. The exit status is 0 where all is well, 1 where the content
//! has a problem, 2 where the command could not run.

#![expect(clippy::disallowed_methods, reason = "commands touch the disk and the environment")]

mod annotate;
mod build;
mod colour;
mod export;
mod inspect;
mod new;
mod normalise;
mod publish;
mod serve;
mod summary;
mod text;

use crate::cli::{Cli, Color, Command, Shared};
use crate::problem::{Format, Problem, Severity, print, print_failure};
use anyhow::Context;
use std::io;
use std::path::{Path, PathBuf};

/// How a command ended, as an exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well; there may be warnings.
    Fine = 0,
    /// The content has a problem; all that could be done was done.
    Problems = 1,
    /// The command could not run.
    Failed = 2,
}

/// Runs the command and prints what went wrong.
pub fn run(cli: &Cli) -> Status {
    colour(cli.shared.color);
    match dispatch(cli) {
        Ok(status) => status,
        Err(error) => failed(&cli.shared, &error),
    }
}

fn dispatch(cli: &Cli) -> anyhow::Result<Status> {
    let shared = &cli.shared;
    match &cli.command {
        Command::New(new) => new::run(shared, new),
        Command::Build(build) => build::run(shared, build),
        Command::Serve(serve) => serve::run(shared, serve),
        Command::Check(check) => publish::check(shared, check),
        Command::Publish(publish) => publish::run(shared, publish),
        Command::Normalise(normalise) => normalise::run(shared, normalise),
        Command::Annotate(annotate) => annotate::run(shared, annotate),
        Command::Export(export) => export::run(shared, export),
        Command::Inspect { file } => inspect::run(shared, file),
        Command::Explain { code } => text::explain(code.as_deref()),
        Command::Completions { shell } => text::completions(*shell),
        Command::Man => text::man(),
    }
}

fn colour(color: Color) {
    match color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// A closed pipe is a reader that has had enough, not a failure.
fn failed(shared: &Shared, error: &anyhow::Error) -> Status {
    let closed = error.downcast_ref::<io::Error>().map(io::Error::kind);
    if closed == Some(io::ErrorKind::BrokenPipe) {
        return Status::Fine;
    }
    if let Some(bad) = error.downcast_ref::<crate::build::BadConfig>() {
        drop(report_on(shared, &root(shared).unwrap_or_default(), &bad.0));
    } else {
        let said = format!("{error:#}");
        drop(print_failure(&said, shared.message_format, &mut anstream::stderr()));
    }
    Status::Failed
}

/// Prints problems on standard error and says what they make of the exit status.
fn report(shared: &Shared, problems: &[Problem]) -> anyhow::Result<Status> {
    let severe = |problem: &&Problem| problem.severity == Severity::Error;
    let shown: Vec<Problem> =
        problems.iter().filter(|problem| !shared.quiet || severe(problem)).cloned().collect();
    print(&shown, shared.message_format, &mut anstream::stderr())?;
    Ok(if problems.iter().any(|problem| severe(&problem)) {
        Status::Problems
    } else {
        Status::Fine
    })
}

/// The same for problems of a site: GitHub wants their files named from the repository's top, and knows none that was built.
fn report_on(shared: &Shared, root: &Path, problems: &[Problem]) -> anyhow::Result<Status> {
    if shared.message_format != Format::Github || problems.is_empty() {
        return report(shared, problems);
    }
    let prefix = crate::publish::prefix_of(root);
    let placed = problems.iter().cloned().map(|problem| {
        let Problem { file, message, .. } = &problem;
        if !file.is_empty() && root.join(file).symlink_metadata().is_err() {
            let message = format!("{}: {message}", problem.place());
            return Problem { file: String::new(), message, ..problem };
        }
        let whole = if prefix.is_empty() || file.is_empty() {
            file.clone()
        } else {
            format!("{prefix}/{file}")
        };
        Problem { file: whole, ..problem }
    });
    report(shared, &placed.collect::<Vec<_>>())
}

/// The site's folder: as named, or the nearest one upwards that looks like a site.
fn root(shared: &Shared) -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir().context("cannot tell the current folder")?;
    if let Some(root) = &shared.root {
        let root = here.join(root);
        anyhow::ensure!(root.is_dir(), "{} is not a folder", root.display());
        return Ok(root);
    }
    let is_site =
        |dir: &&Path| dir.join(crate::config::FILE).is_file() || dir.join("content").is_dir();
    let found = here.ancestors().find(is_site).map(Path::to_owned);
    found.with_context(|| {
        format!(
            "no site here: neither {} nor any folder above it has dateline.toml or content/. \
             Start one with `dateline new DIR`, or name one with --root",
            here.display()
        )
    })
}
