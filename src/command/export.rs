//! `dateline export`

use super::{Status, report, root};
use crate::build::Options;
use crate::cli::{Export, ExportFormat, Shared};
use crate::render::export::json;
use crate::site::{Purpose, Story};
use anyhow::Context;
use std::io::Write;

/// Writes everything known, to a file or to standard output.
pub(super) fn run(shared: &Shared, export: &Export) -> anyhow::Result<Status> {
    let options = Options::at(&root(shared)?);
    let config = crate::build::configuration(&options.root, None)?;
    let world = crate::build::world(&options, config)?;
    let story = Story {
        config: &world.config,
        purpose: Purpose::Desk,
        desk: &world.desk,
        corpus: &world.corpus,
        cards: &world.cards,
    };
    let text = match export.format {
        ExportFormat::Json => json::export(story, &world.records())?,
    };
    match &export.out {
        Some(path) => std::fs::write(path, text + "\n")
            .with_context(|| format!("cannot write {}", path.display()))?,
        None => writeln!(std::io::stdout().lock(), "{text}")?,
    }
    report(shared, &world.problems)
}
