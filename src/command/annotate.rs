//! `dateline annotate`: annotations as JSON, one document a line.

use super::{Status, report};
use crate::annotate::{Annotations, Markup};
use crate::cli::{Annotate, Shared};
use crate::date::{Day, Stamp};
use crate::problem::{Code, Problem};
use crate::render::export::json::{self, AnnotationsJson};
use anyhow::Context;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
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
    let status = if annotate.jsonl {
        let mut input = BufReader::with_capacity(READ_AHEAD, io::stdin().lock());
        stream(shared, &mut input, &mut out)?
    } else {
        annotate.files.iter().try_for_each(|file| one_file(file, annotate.date, &mut out))?;
        Status::Fine
    };
    out.flush()?;
    Ok(status)
}

fn one_file(path: &Path, date: Option<Stamp>, out: &mut dyn Write) -> anyhow::Result<()> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.display().to_string();
    let article = crate::article::read(&name, &text, &crate::config::Config::default()).value;
    let date = article.front.date.or(date);
    out.write_all(&document(&name, &article.body, (date, Markup::Markdown))?)?;
    Ok(())
}

/// One line of JSON. A text with no date that bears a date line is of that day.
fn document(
    id: &str,
    text: &str,
    (date, markup): (Option<Stamp>, Markup),
) -> serde_json::Result<Vec<u8>> {
    let annotations: Annotations = crate::annotate::annotate(text, markup);
    let date = date.or_else(|| annotations.date_line().map(whole_day));
    let anchor = date.map(|stamp| stamp.day);
    let annotations = json::annotations(text, &annotations, anchor);
    let mut line = serde_json::to_vec(&Document { id, date, annotations })?;
    line.push(b'\n');
    Ok(line)
}

fn whole_day(day: Day) -> Stamp {
    Stamp { day, seconds: None, offset: None }
}

/// How much is read at a time where it is there: enough to keep every core at work.
const READ_AHEAD: usize = 1 << 20;

/// One document a line, in order; a bad line is one problem, told as it is met, and no document.
///
/// What has come in is answered before more is waited for, so that a program may write a line and read its answer.
fn stream<R: Read>(
    shared: &Shared,
    input: &mut BufReader<R>,
    out: &mut dyn Write,
) -> anyhow::Result<Status> {
    let mut status = Status::Fine;
    let mut number = 0;
    loop {
        let lines = lines_at_hand(input).context("cannot read standard input")?;
        if lines.is_empty() {
            return Ok(status);
        }
        let answers: Vec<_> = lines.par_iter().map(|line| answer(line)).collect();
        for (line, answer) in lines.iter().zip(answers) {
            number += 1;
            match answer {
                Ok(answer) => out.write_all(&answer)?,
                Err(error) => status = report(shared, &[bad_line(number, line, &error)])?,
            }
        }
        out.flush()?;
    }
}

/// The next line, and those after it that are read already; none at the end.
fn lines_at_hand<R: Read>(input: &mut BufReader<R>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        lines.push(line);
        if !input.buffer().contains(&b'\n') {
            return Ok(lines);
        }
    }
}

/// The annotations of one line; nothing for a blank one.
fn answer(line: &[u8]) -> serde_json::Result<Vec<u8>> {
    if line.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let line: Line = serde_json::from_slice(line)?;
    let date = line.date.and_then(|date| date.parse().ok());
    let depth = crate::config::Limits::default().markdown_depth;
    match line.format.unwrap_or(Markup::Text) {
        Markup::Text => document(&line.id, &line.text, (date, Markup::Text)),
        Markup::Markdown => {
            let text = crate::markdown::bound(&line.text, depth).0;
            document(&line.id, &text, (date, Markup::Markdown))
        }
    }
}

fn bad_line(number: u32, line: &[u8], error: &serde_json::Error) -> Problem {
    let line = String::from_utf8_lossy(line);
    Problem::error(Code::BadLine, "standard input", format!("not a document: {error}"))
        .at(number, line.trim_end())
        .hint("write {\"id\": \"a\", \"text\": \"…\"} on one line")
}
