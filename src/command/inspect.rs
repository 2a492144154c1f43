//! `dateline inspect`: what was read from one file, and why.

use super::{Status, report};
use crate::annotate::{Markup, annotate};
use crate::article::{self, Article, Furniture, Rules};
use crate::cli::Shared;
use crate::config::Config;
use crate::desk::Aliases;
use crate::problem::Problem;
use crate::scrape::{self, Scrape};
use anstream::stdout;
use anyhow::Context;
use std::io::Write;
use std::path::Path;

/// Shows a scrape as it is read, or an article as it is understood.
pub(super) fn run(shared: &Shared, file: &Path) -> anyhow::Result<Status> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.display().to_string();
    let (config, aliases) = (Config::default(), Aliases::default());
    let rules = Rules { config: &config, aliases: &aliases };
    let text = String::from_utf8_lossy(&bytes);
    let mut problems = Vec::new();
    if crate::yaml::split(&text).is_some_and(|split| split.front.contains("\nscrape:")) {
        let article = article::read(&name, &text, &config).take(&mut problems);
        show_article(&article)?;
    } else {
        for scrape in scrape::read(&name, &bytes, &config.limits).take(&mut problems) {
            show_scrape(&scrape, rules, &mut problems)?;
        }
    }
    report(shared, &problems)
}

fn show_scrape(
    scrape: &Scrape,
    rules: Rules<'_>,
    problems: &mut Vec<Problem>,
) -> anyhow::Result<()> {
    let mut out = stdout();
    let part = scrape.part.map(|part| format!(", record {part}")).unwrap_or_default();
    let tool =
        scrape.tool.as_deref().map(|tool| format!(", captured by {tool}")).unwrap_or_default();
    writeln!(out, "Taken for {:?}{part}{tool}; read as {}", scrape.format, scrape.encoding)?;
    writeln!(out, "Because: {}", scrape.why)?;
    let normalised = article::normalise(scrape, rules).take(problems);
    show_article(&normalised.article)?;
    show_furniture(&normalised.furniture)
}

fn show_article(article: &Article) -> anyhow::Result<()> {
    let text = article::write(&Article { body: String::new(), ..article.clone() });
    let mut out = stdout();
    writeln!(out, "\nFields, each with its origin:")?;
    let front = serde_json::to_value(&article.front)?;
    for (key, origin) in &article.front.origin {
        let value = front.get(key).map(plain).unwrap_or_default();
        writeln!(out, "  {key}: {value}  ({origin})")?;
    }
    writeln!(out, "\nFront matter:\n{}", super::colour::yaml(&text))?;
    show_annotations(article)
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn show_annotations(article: &Article) -> anyhow::Result<()> {
    let found = annotate(&article.body, Markup::Markdown);
    let anchor = article.front.date.map(|stamp| stamp.day);
    let mut out = stdout();
    writeln!(out, "Dates:")?;
    for timex in &found.timexes {
        let value =
            timex.resolve(anchor).map_or_else(|| timex.relative(), |resolved| resolved.value);
        writeln!(out, "  {}  {value}", timex.span.of(&article.body))?;
    }
    writeln!(out, "Quotes:")?;
    for quote in &found.quotes {
        let speaker = quote.speaker.as_ref().map_or("nobody named", |speaker| &speaker.name);
        writeln!(out, "  {speaker}: {}", quote.span.of(&article.body))?;
    }
    writeln!(out, "Names:")?;
    let mut names: Vec<String> =
        found.mentions.iter().map(|one| format!("  {} ({:?})", one.name, one.kind)).collect();
    names.sort();
    names.dedup();
    names.iter().try_for_each(|name| writeln!(out, "{name}"))?;
    Ok(())
}

fn show_furniture(furniture: &[Furniture]) -> anyhow::Result<()> {
    let mut out = stdout();
    writeln!(out, "Taken away, line by line:")?;
    for one in furniture {
        let text: String = one.text.chars().take(100).collect();
        writeln!(out, "  {:>5}  {}  {text}", one.line, one.rule)?;
    }
    Ok(())
}
