//! `dateline export`

use super::{Status, report_on, root};
use crate::build::Options;
use crate::cli::{Export, ExportFormat, Shared};
use crate::render::digest::Digest;
use crate::render::export::{bibtex, csl, csv, ics, json, timelinejs, web_annotations};
use crate::site::{Index, Purpose, Story, Texts};
use anyhow::Context;
use std::io::Write;

/// Writes everything known, to a file or to standard output.
pub(super) fn run(shared: &Shared, export: &Export) -> anyhow::Result<Status> {
    let options = Options::at(&root(shared)?);
    let config = crate::build::configuration(&options.root, None)?;
    let world = crate::build::world(&options, config)?;
    let story = Story { purpose: Purpose::Desk, ..world.story() };
    let text = match export.format {
        ExportFormat::Json => json::export(story, &world.texts, &world.records())? + "\n",
        ExportFormat::WebAnnotations => web_annotations::write(&story, &world.articles()),
        ExportFormat::Timelinejs => timelinejs::write(&digest(&story, &world.texts)),
        ExportFormat::Csv => csv::write(&digest(&story, &world.texts)),
        ExportFormat::Ics => ics::write(&digest(&story, &world.texts)),
        ExportFormat::CslJson => csl::write(&digest(&story, &world.texts)),
        ExportFormat::Bibtex => bibtex::write(&digest(&story, &world.texts)),
    };
    match &export.out {
        Some(path) => std::fs::write(path, text)
            .with_context(|| format!("cannot write {}", path.display()))?,
        None => std::io::stdout().lock().write_all(text.as_bytes())?,
    }
    report_on(shared, &options.root, &world.problems)
}

fn digest(story: &Story<'_>, texts: &Texts) -> Digest {
    Digest::of(&Index::of(story), texts, std::iter::empty())
}
