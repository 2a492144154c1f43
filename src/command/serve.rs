//! `dateline serve` and `dateline build --watch`: what the person at the terminal is told while they run.

use super::{Status, build, report, root};
use crate::build::{BadConfig, Options};
use crate::cli::{Serve, Shared};
use crate::serve::{Address, News, Watching};
use std::io::Write;

/// Serves until the process ends.
pub(super) fn run(shared: &Shared, serve: &Serve) -> anyhow::Result<Status> {
    let options = Options { drafts: serve.drafts, ..Options::at(&root(shared)?) };
    let address = Address { host: serve.host.clone(), port: serve.port };
    let watching = if serve.poll { Watching::Polling } else { Watching::Events };
    crate::serve::serve(&options, &address, watching, &mut |news| {
        if let (News::Ready(url), true) = (&news, serve.open) {
            drop(open::that_detached(url));
        }
        tell(shared, &options, &news);
    })?;
    Ok(Status::Fine)
}

/// Builds on every change until the process ends.
pub(super) fn watch(shared: &Shared, options: &Options) -> anyhow::Result<Status> {
    crate::serve::watch(options, Watching::Events, &mut |news| tell(shared, options, &news))?;
    Ok(Status::Fine)
}

/// A terminal that has gone away is no reason to stop serving.
fn tell(shared: &Shared, options: &Options, news: &News<'_>) {
    let mut out = anstream::stderr();
    drop(match news {
        News::Built(outcome) => {
            drop(report(shared, &outcome.problems));
            if shared.quiet { Ok(()) } else { build::summary(options, outcome) }
        }
        News::Broken(error) => match error.downcast_ref::<BadConfig>() {
            Some(bad) => {
                drop(report(shared, &bad.0));
                Ok(())
            }
            None => writeln!(out, "dateline: {error:#}; the last good site stays"),
        },
        News::Exposed(ip) => writeln!(out, "warning: {ip} can be reached from other machines"),
        News::Polling(why) => writeln!(out, "looking for changes twice a second: {why}"),
        News::Ready(_) | News::OtherPort(_) if shared.quiet => Ok(()),
        News::Ready(url) => writeln!(out, "Serving at {url} (Ctrl-C ends it)"),
        News::OtherPort(port) => writeln!(out, "The port is in use; taking {port} instead"),
    });
}
