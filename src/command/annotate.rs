//! `dateline annotate`: annotations as JSON, one document a line.

use super::{Status, report};
use crate::annotate::{Annotations, Markup};
use crate::cli::{Annotate, Shared};
use crate::date::Stamp;
use crate::problem::{Code, Problem};
use crate::render::export::json::{self, AnnotationsJson};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    format: Option<Markup>,
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Stamp>,
    #[serde(flatten)]
    annotations: AnnotationsJson<'a>,
}

/// Annotates files, or a stream of JSON lines.
pub(super) fn run(shared: &Shared, annotate: &Annotate) -> anyhow::Result<Status> {
    let mut out = BufWriter::new(io::stdout().lock());
    let problems = if annotate.jsonl {
        stream(&mut io::stdin().lock(), &mut out)?
    } else {
        annotate.files.iter().try_for_each(|file| one_file(file, annotate.date, &mut out))?;
        Vec::new()
    };
    out.flush()?;
    report(shared, &problems)
}

fn one_file(path: &Path, date: Option<Stamp>, out: &mut dyn Write) -> anyhow::Result<()> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.display().to_string();
    let article = crate::article::read(&name, &text, &crate::config::Config::default()).value;
    let date = article.front.date.or(date);
    document(&name, &article.body, (date, Markup::Markdown), out)
}

fn document(
    id: &str,
    text: &str,
    (date, markup): (Option<Stamp>, Markup),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let annotations: Annotations = crate::annotate::annotate(text, markup);
    let anchor = date.map(|stamp| stamp.day);
    let annotations = json::annotations(text, &annotations, anchor);
    serde_json::to_writer(&mut *out, &Document { id, date, annotations })?;
    writeln!(out)?;
    Ok(())
}

/// One document a line, in order; a bad line is one problem and no document.
fn stream(input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (index, line) in input.lines().enumerate() {
        let line = line.context("cannot read standard input")?;
        if line.trim().is_empty() {
            continue;
        }
        if let Err(error) = stream_line(&line, out) {
            match error.downcast::<serde_json::Error>() {
                Ok(error) if !error.is_io() => problems.push(bad_line(index, &line, &error)),
                Ok(error) => return Err(io::Error::from(error).into()),
                Err(error) => return Err(error),
            }
        }
    }
    Ok(problems)
}

fn stream_line(line: &str, out: &mut dyn Write) -> anyhow::Result<()> {
    let line: Line = serde_json::from_str(line)?;
    let date = line.date.and_then(|date| date.parse().ok());
    let depth = crate::config::Limits::default().markdown_depth;
    match line.format.unwrap_or(Markup::Text) {
        Markup::Text => document(&line.id, &line.text, (date, Markup::Text), out),
        Markup::Markdown => {
            let text = crate::markdown::bound(&line.text, depth).0;
            document(&line.id, &text, (date, Markup::Markdown), out)
        }
    }
}

fn bad_line(index: usize, line: &str, error: &serde_json::Error) -> Problem {
    let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
    Problem::error(Code::BadLine, "standard input", format!("not a document: {error}"))
        .at(number, line)
        .hint("write {\"id\": \"a\", \"text\": \"…\"} on one line")
}
