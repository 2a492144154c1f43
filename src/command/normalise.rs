//! `dateline normalise`

use super::{Status, report};
use crate::article::{self, Normalised, Rules};
use crate::cli::{Normalise, Shared};
use crate::config::Config;
use crate::desk::Aliases;
use crate::problem::{Code, Problem};
use std::io::{self, Write};
use std::path::Path;

/// Turns captured pages into article Markdown.
pub(super) fn run(shared: &Shared, normalise: &Normalise) -> anyhow::Result<Status> {
    let config = Config::default();
    let aliases = Aliases::default();
    let rules = Rules { config: &config, aliases: &aliases };
    let mut problems = Vec::new();
    let mut articles = Vec::new();
    for file in &normalise.files {
        read(file, rules, &mut problems, &mut articles);
    }
    let mut out = io::stdout().lock();
    for normalised in &articles {
        out.write_all(article::write(&normalised.article).as_bytes())?;
    }
    report(shared, &problems)
}

fn read(
    file: &Path,
    rules: Rules<'_>,
    problems: &mut Vec<Problem>,
    articles: &mut Vec<Normalised>,
) {
    let name = file.display().to_string();
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read {name}: {error}");
            problems.push(Problem::error(Code::Unreadable, &name, message));
            return;
        }
    };
    for scrape in crate::scrape::read(&name, &bytes, &rules.config.limits).take(problems) {
        articles.push(article::normalise(&scrape, rules).take(problems));
    }
}
