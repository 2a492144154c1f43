//! What a build did, on standard error: a line or two, and what is asked for beside.

use crate::build::{Options, Outcome, Reason};
use crate::cli::Build;
use std::io::{self, Write};
use std::time::Duration;

/// The whole of it: what the site holds, and where.
pub(super) fn whole(options: &Options, outcome: &Outcome) -> io::Result<()> {
    let mut out = anstream::stderr();
    writeln!(
        out,
        "{}, {}: {} in {} ({} written, {} reused, {} removed), {}",
        counted(outcome.articles, "article"),
        counted(outcome.events, "event"),
        counted(outcome.pages, "file"),
        options.out.display(),
        outcome.written,
        outcome.reused,
        outcome.removed,
        counted(outcome.problems.len(), "problem")
    )?;
    if outcome.articles == 0 {
        let scrapes = options.root.join("content/scrapes");
        writeln!(
            out,
            "There is nothing to show yet: put captured articles into {}",
            scrapes.display()
        )?;
    }
    Ok(())
}

/// Every file that came, changed or went.
pub(super) fn files(outcome: &Outcome) -> io::Result<()> {
    let mut out = anstream::stderr();
    outcome.changed.iter().try_for_each(|path| writeln!(out, "changed {path}"))
}

/// What a change made of it.
pub(super) fn change(outcome: &Outcome) -> io::Result<()> {
    const SHOWN: usize = 3;
    let took: Duration = outcome.timings.iter().map(|timing| timing.took).sum();
    let (files, ms) = (outcome.changed.len(), took.as_millis());
    let named = outcome.changed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = match files.saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    writeln!(anstream::stderr(), "{} changed in {ms} ms: {named}{more}", counted(files, "file"))
}

/// A number of things: `1 article`, `2 articles`.
pub(super) fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// Says of a build what `--explain` and `--timings` ask for.
pub(super) fn details(build: &Build, outcome: &Outcome) -> io::Result<()> {
    if build.explain {
        explain(outcome)?;
    }
    if build.timings {
        timings(outcome)?;
    }
    Ok(())
}

/// Says for each page that was rendered why it was.
fn explain(outcome: &Outcome) -> io::Result<()> {
    let mut out = anstream::stderr();
    outcome.reasons.iter().try_for_each(|(path, reason)| {
        let why = match reason {
            Reason::New => "new".to_owned(),
            Reason::Changed(parts) if parts.is_empty() => "changed: something it shows".to_owned(),
            Reason::Changed(parts) => format!("changed: {}", parts.join("; ")),
            Reason::Lost => "missing, or not as it had been written".to_owned(),
        };
        writeln!(out, "{path}: {why}")
    })
}

fn timings(outcome: &Outcome) -> io::Result<()> {
    let mut out = anstream::stderr();
    outcome.timings.iter().try_for_each(|timing| {
        let (ms, ran, reused) = (timing.took.as_secs_f64() * 1000.0, timing.ran, timing.reused);
        writeln!(out, "{:<10}{ms:>9.1} ms  {ran:>7} run  {reused:>7} reused", timing.room)
    })
}
