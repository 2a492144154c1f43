//! What a build did, in a line or two on standard error.

use crate::build::{Options, Outcome};
use std::io::{self, Write};
use std::time::Duration;

/// The whole of it: what the site holds, and where.
pub(super) fn whole(options: &Options, outcome: &Outcome) -> io::Result<()> {
    let mut out = anstream::stderr();
    writeln!(
        out,
        "{} articles, {} events: {} files in {} ({} written, {} reused, {} removed), {} problems",
        outcome.articles,
        outcome.events,
        outcome.pages,
        options.out.display(),
        outcome.written,
        outcome.reused,
        outcome.removed,
        outcome.problems.len()
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
    writeln!(anstream::stderr(), "{files} files changed in {ms} ms: {named}{more}")
}
