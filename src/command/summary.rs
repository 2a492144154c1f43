//! What a build did, in a line or two on standard error.

use crate::build::{Options, Outcome};
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
