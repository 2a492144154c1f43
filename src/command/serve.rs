//! `dateline serve` and `dateline build --watch`: what the person at the terminal is told while they run.

use super::{Status, report_on, root, summary};
use crate::build::{BadConfig, Options, Outcome};
use crate::cli::{Build, Serve, Shared};
use crate::problem::{Problem, Severity};
use crate::serve::{Address, News, Watching};
use std::io::{self, Write};

/// Serves until the process ends.
pub(super) fn run(shared: &Shared, serve: &Serve) -> anyhow::Result<Status> {
    let options = Options { drafts: serve.drafts, ..Options::at(&root(shared)?) };
    // An IPv6 address may be typed as it stands in a browser's line.
    let host = serve.host.trim_matches(['[', ']']).to_owned();
    let address = Address { host, port: serve.port };
    let watching = if serve.poll { Watching::Polling } else { Watching::Events };
    let mut teller = Teller { shared, options: &options, build: None, told: None };
    let mut opened = Ok(());
    crate::serve::serve(&options, &address, watching, &mut |news| {
        if let (News::Ready(url), true) = (&news, serve.open) {
            opened = open::that_detached(url).map_err(|error| (error, (*url).to_owned()));
        }
        teller.tell(&news);
        if let Err((error, url)) = std::mem::replace(&mut opened, Ok(())) {
            drop(say(&format!("No browser could be started ({error}): open {url} yourself.")));
        }
    })?;
    Ok(Status::Fine)
}

/// Builds on every change until the process ends.
pub(super) fn watch(shared: &Shared, options: &Options, build: &Build) -> anyhow::Result<Status> {
    // No change of a source mends that.
    crate::build::may_build(&options.out)?;
    let mut teller = Teller { shared, options, build: Some(build), told: None };
    crate::serve::watch(options, Watching::Events, &mut |news| teller.tell(&news))?;
    Ok(Status::Fine)
}

/// Says each thing once.
struct Teller<'a> {
    shared: &'a Shared,
    options: &'a Options,
    /// What `build --watch` was asked for.
    build: Option<&'a Build>,
    /// The problems that were told last; `None` before the first build.
    told: Option<Vec<Problem>>,
}

impl Teller<'_> {
    /// A terminal that has gone away is no reason to stop serving.
    fn tell(&mut self, news: &News<'_>) {
        drop(match news {
            News::Built(outcome) => self.built(outcome),
            News::Broken(error) => self.broken(error),
            News::Exposed(ip) => say(&format!("warning: {ip} can be reached from other machines")),
            News::Polling(why) => say(&format!("looking for changes twice a second: {why}")),
            News::Ready(_) | News::Moved(_) | News::OtherPort { .. } if self.shared.quiet => Ok(()),
            News::Ready(url) => say(&format!(
                "Serving at {url} (Ctrl-C ends it). Change or add files in content/, and open pages follow."
            )),
            News::Moved(url) => say(&format!("The base address has changed: now serving at {url}")),
            News::OtherPort { wanted, taken } => {
                say(&format!("Port {wanted} is in use; taking {taken} instead."))
            }
        });
    }

    fn built(&mut self, outcome: &Outcome) -> io::Result<()> {
        let first = self.told.is_none();
        let had_errors = self.told.as_deref().is_some_and(has_errors);
        self.report(&outcome.problems);
        if had_errors && !has_errors(&outcome.problems) {
            say("That is mended: no errors are left.")?;
        }
        if let Some(build) = self.build {
            summary::details(build, outcome)?;
        }
        match (self.shared.quiet, first) {
            (true, _) => Ok(()),
            (false, true) => summary::whole(self.options, outcome),
            (false, false) if outcome.changed.is_empty() => Ok(()),
            (false, false) => summary::change(outcome),
        }
    }

    fn broken(&mut self, error: &anyhow::Error) -> io::Result<()> {
        let first = self.told.is_none();
        let problems = crate::serve::as_problems(error);
        // Who looks again meets the same: it is said once.
        if self.told.as_ref() == Some(&problems) {
            return Ok(());
        }
        if error.is::<BadConfig>() {
            self.report(&problems);
        } else {
            say(&format!("dateline: {error:#}"))?;
            self.told = Some(problems);
        }
        say(if first {
            "The site is built as soon as that is mended."
        } else {
            "The last good site stays until that is mended."
        })
    }

    /// Prints problems that are others than those told last.
    fn report(&mut self, problems: &[Problem]) {
        if self.told.as_deref() != Some(problems) {
            drop(report_on(self.shared, &self.options.root, problems));
            self.told = Some(problems.to_vec());
        }
    }
}

fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

fn say(text: &str) -> io::Result<()> {
    writeln!(anstream::stderr(), "{text}")
}
