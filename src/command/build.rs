//! `dateline build`

use super::{Status, report_on, root, serve, summary};
use crate::build::{Options, Outcome, Progress, Session, run_in};
use crate::cli::{Audience, Build, Shared};
use crate::site::Purpose;
use std::io::IsTerminal;
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// Builds the site and says what is in it.
pub(super) fn run(shared: &Shared, build: &Build) -> anyhow::Result<Status> {
    let options = options(shared, build)?;
    if build.watch {
        return serve::watch(shared, &options, build);
    }
    let mut outcome = with_bar(shared, &options)?;
    if options.purpose == Purpose::Publish {
        outcome.problems.extend(crate::publish::look(&options, &outcome)?);
    }
    let status = report_on(&shared.strictly(build.strict), &options.root, &outcome.problems)?;
    summary::details(build, &outcome)?;
    if shared.verbose > 0 {
        summary::files(&outcome)?;
    }
    if shared.tells() {
        summary::whole(&options, &outcome)?;
    }
    let strict = build.strict && !outcome.problems.is_empty();
    Ok(if strict { Status::Problems } else { status })
}

fn options(shared: &Shared, build: &Build) -> anyhow::Result<Options> {
    let here = std::env::current_dir()?;
    let defaults = Options::at(&root(shared)?);
    Ok(Options {
        out: build.out.as_ref().map_or(defaults.out, |out| here.join(out)),
        cache: build.cache.as_ref().map_or(defaults.cache, |cache| here.join(cache)),
        base_url: build.base_url.clone(),
        purpose: match build.r#for {
            Some(Audience::Publish) => Purpose::Publish,
            None => Purpose::Desk,
        },
        drafts: build.drafts,
        root: defaults.root,
    })
}

/// Builds, with a bar on a terminal once it takes a while.
fn with_bar(shared: &Shared, options: &Options) -> anyhow::Result<Outcome> {
    let mut session = Session::default();
    let outcome = if shared.quiet || !std::io::stderr().is_terminal() {
        run_in(options, &mut session, &mut |_| ())
    } else {
        under_bar(options, &mut session)
    };
    // The process ends now: to free what the build held takes as long as to read it.
    std::mem::forget(session);
    outcome
}

fn under_bar(options: &Options, session: &mut Session) -> anyhow::Result<Outcome> {
    let progress = Arc::clone(&session.progress);
    let (ended, wait) = mpsc::channel::<()>();
    let bar = std::thread::spawn(move || draw(&progress, &wait));
    let outcome = run_in(options, session, &mut |_| ());
    drop(ended);
    // A bar that could not be drawn is no reason to fail.
    let _ = bar.join();
    outcome
}

/// Draws until the other end is dropped; nothing for a build that is quick.
fn draw(progress: &Progress, ended: &mpsc::Receiver<()>) {
    const QUICK: Duration = Duration::from_millis(300);
    if ended.recv_timeout(QUICK) != Err(mpsc::RecvTimeoutError::Timeout) {
        return;
    }
    let bar = indicatif::ProgressBar::new(0);
    while ended.recv_timeout(Duration::from_millis(80)) == Err(mpsc::RecvTimeoutError::Timeout) {
        let (done, total) = progress.now();
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    }
    bar.finish_and_clear();
}
