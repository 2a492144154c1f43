//! `dateline normalise`: files, streams, and what is newer than a hand-edited article.

use super::{Status, report, root};
use crate::article::{self, Article, Normalised, Rules, ScrapeRef, ownership};
use crate::build::{self, Options};
use crate::cli::{Normalise, Shared};
use crate::config::Config;
use crate::desk::Aliases;
use crate::problem::{Code, Problem};
use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

/// Turns captured pages into article Markdown, one way or another.
pub(super) fn run(shared: &Shared, normalise: &Normalise) -> anyhow::Result<Status> {
    let (config, aliases) = site(shared)?;
    let rules = Rules { config: &config, aliases: &aliases };
    if let Some(file) = &normalise.diff {
        return diff(shared, file, rules);
    }
    if let Some(file) = &normalise.accept {
        return accept(shared, file, rules);
    }
    if normalise.jsonl {
        let mut out = BufWriter::new(io::stdout().lock());
        let status = stream(shared, &mut io::stdin().lock(), &mut out, rules)?;
        out.flush()?;
        return Ok(status);
    }
    files(shared, normalise, rules)
}

/// The site's settings and outlet table, where the command runs in one.
fn site(shared: &Shared) -> anyhow::Result<(Config, Aliases)> {
    let Ok(root) = root(shared) else { return Ok((Config::default(), Aliases::default())) };
    let config = build::configuration(&root, None)?;
    let path = "content/aliases.yml";
    let text = std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let file = crate::desk::DeskFile { path, text: &text };
    let aliases = crate::desk::read(&[file], &config.limits).value.aliases;
    Ok((config, aliases))
}

fn files(shared: &Shared, normalise: &Normalise, rules: Rules<'_>) -> anyhow::Result<Status> {
    let mut problems = Vec::new();
    let mut articles = Vec::new();
    for file in &normalise.files {
        articles
            .extend(read(file, rules, &mut problems).into_iter().map(|one| told(one, normalise)));
    }
    match (&normalise.out, articles.as_slice()) {
        (Some(folder), _) => articles.iter().try_for_each(|one| write(folder, one))?,
        (None, [one]) => io::stdout().lock().write_all(article::write(&one.article).as_bytes())?,
        (None, several) => {
            let mut out = BufWriter::new(io::stdout().lock());
            for one in several {
                let id = scrape_path(&one.article);
                line(&mut out, &id, one, &[])?;
            }
            out.flush()?;
        }
    }
    report(shared, &problems)
}

fn read(file: &Path, rules: Rules<'_>, problems: &mut Vec<Problem>) -> Vec<Normalised> {
    let name = file.display().to_string();
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot be read: {error}");
            problems.push(Problem::error(Code::Unreadable, &name, message));
            return Vec::new();
        }
    };
    let scrapes = crate::scrape::read(&name, &bytes, &rules.config.limits).take(problems);
    scrapes.iter().map(|scrape| article::normalise(scrape, rules).take(problems)).collect()
}

/// What the person says on the command line, where the capture does not.
fn told(mut one: Normalised, normalise: &Normalise) -> Normalised {
    let front = &mut one.article.front;
    let mut changed = false;
    if let (None, Some(outlet)) = (&front.outlet, &normalise.outlet) {
        front.outlet = Some(outlet.clone());
        front.origin.insert("outlet".to_owned(), "command line".to_owned());
        changed = true;
    }
    if let (None, Some(date)) = (front.date, normalise.date) {
        front.date = Some(date);
        front.origin.insert("date".to_owned(), "command line".to_owned());
        changed = true;
    }
    if changed {
        ownership::seal(&mut one.article);
    }
    one
}

fn scrape_path(article: &Article) -> String {
    article.front.scrape.as_ref().map(|scrape| scrape.path.clone()).unwrap_or_default()
}

/// One file an article; one that is there already is left alone.
fn write(folder: &Path, one: &Normalised) -> anyhow::Result<()> {
    let scrape = one.article.front.scrape.as_ref().context("an article without its scrape")?;
    let name = Path::new(&scrape.path).file_name().unwrap_or_default().to_string_lossy();
    let file = folder.join(ownership::file_name(&name, scrape.part));
    if file.exists() {
        bail!("{} exists; move it away first", file.display());
    }
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&file, article::write(&one.article)))
        .with_context(|| format!("cannot write {}", file.display()))
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    #[serde(default)]
    path: Option<String>,
    #[serde(default)]
    url: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    front_matter: &'a article::FrontMatter,
    body: &'a str,
    furniture: &'a [article::Furniture],
    problems: Vec<String>,
}

fn line(
    out: &mut dyn Write,
    id: &str,
    one: &Normalised,
    problems: &[Problem],
) -> anyhow::Result<()> {
    answer(out, &id.into(), one, problems)
}

fn answer(
    out: &mut dyn Write,
    id: &serde_json::Value,
    one: &Normalised,
    problems: &[Problem],
) -> anyhow::Result<()> {
    let said = |problem: &Problem| format!("{}: {}", problem.code, problem.message);
    let answer = Answer {
        id,
        front_matter: &one.article.front,
        body: &one.article.body,
        furniture: &one.furniture,
        problems: problems.iter().map(said).collect(),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    writeln!(out)?;
    Ok(())
}

/// One scrape a line, in order; a bad line is one problem, told as it is met, and no answer.
fn stream(
    shared: &Shared,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    rules: Rules<'_>,
) -> anyhow::Result<Status> {
    let mut status = Status::Fine;
    for (number, text) in (1..).zip(input.split(b'\n')) {
        let text = text.context("cannot read standard input")?;
        if text.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Line>(&text) {
            Ok(line) => stream_line(&line, out, rules)?,
            Err(error) => status = report(shared, &[bad_line(number, &text, &error)])?,
        }
    }
    Ok(status)
}

fn bad_line(number: u32, line: &[u8], error: &serde_json::Error) -> Problem {
    let line = String::from_utf8_lossy(line);
    Problem::error(Code::BadLine, "standard input", format!("not a scrape: {error}"))
        .at(number, line.trim_end())
        .hint("write {\"id\": \"a\", \"text\": \"…\"} on one line")
}

fn stream_line(line: &Line, out: &mut dyn Write, rules: Rules<'_>) -> anyhow::Result<()> {
    let path = line.path.clone().unwrap_or_else(|| "standard input".to_owned());
    let mut read = crate::scrape::read(&path, line.text.as_bytes(), &rules.config.limits);
    if read.value.is_empty() {
        return answer(out, &line.id, &Normalised::default(), &read.problems);
    }
    for scrape in &mut read.value {
        if let Some(url) = &line.url {
            let url = crate::scrape::Fact::new(url.clone(), "capture");
            scrape.facts.url.get_or_insert(url);
        }
        let mut problems = read.problems.clone();
        let one = article::normalise(scrape, rules).take(&mut problems);
        answer(out, &line.id, &one, &problems)?;
    }
    Ok(())
}

/// A hand-edited article and what its scrape would be now.
fn newer(shared: &Shared, file: &Path, rules: Rules<'_>) -> anyhow::Result<(String, String)> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.display().to_string();
    let article = article::read(&name, &text, rules.config).value;
    let Some(scrape) = article.front.scrape else {
        bail!("{name} names no scrape: it was written by hand, and nothing newer is waiting");
    };
    let options = Options { drafts: true, ..Options::at(&root(shared)?) };
    let scrape = renamed(&options, file, &scrape.path, rules.config)?.unwrap_or(scrape);
    let bytes = std::fs::read(options.root.join(&scrape.path))
        .with_context(|| format!("its scrape {} cannot be read", scrape.path))?;
    // An article may name any path, and may itself be anywhere.
    ensure!(
        is_in(&options.root.join("content/articles"), file),
        "{name} is no article of this site: they stand in content/articles"
    );
    ensure!(
        is_in(&options.root.join("content/scrapes"), &options.root.join(&scrape.path)),
        "its scrape {} is none of this site's: they stand in content/scrapes",
        scrape.path
    );
    let read = crate::scrape::read(&scrape.path, &bytes, &rules.config.limits).value;
    let own = read.iter().find(|one| one.part == scrape.part);
    let own = own.with_context(|| format!("{} holds no such record any more", scrape.path))?;
    Ok((text, article::write(&article::normalise(own, rules).value.article)))
}

/// The scrape of an article where it is no longer at the path that the article names: the one that a build takes for it.
fn renamed(
    options: &Options,
    article: &Path,
    named: &str,
    config: &Config,
) -> anyhow::Result<Option<ScrapeRef>> {
    if options.root.join(named).exists() {
        return Ok(None);
    }
    let (root, file) = (options.root.canonicalize()?, article.canonicalize()?);
    let Ok(path) = file.strip_prefix(root) else { return Ok(None) };
    let world = build::world(options, config.clone())?;
    Ok(world.scrape_of(&path.to_string_lossy().replace('\\', "/")).cloned())
}

/// Whether a file stands in a folder, links followed.
fn is_in(folder: &Path, file: &Path) -> bool {
    let real = (folder.canonicalize(), file.canonicalize());
    matches!(real, (Ok(folder), Ok(file)) if file.starts_with(&folder))
}

fn diff(shared: &Shared, file: &Path, rules: Rules<'_>) -> anyhow::Result<Status> {
    let (now, newer) = newer(shared, file, rules)?;
    let name = file.display().to_string();
    let diff = similar::TextDiff::from_lines(&now, &newer);
    let shown = diff.unified_diff().header(&name, "newer normalisation").to_string();
    io::stdout().lock().write_all(shown.as_bytes())?;
    Ok(Status::Fine)
}

fn accept(shared: &Shared, file: &Path, rules: Rules<'_>) -> anyhow::Result<Status> {
    let (now, newer) = newer(shared, file, rules)?;
    if now != newer {
        let kept = file.with_extension("md.before");
        std::fs::write(&kept, now).with_context(|| format!("cannot write {}", kept.display()))?;
        let temporary = file.with_extension("md.new");
        std::fs::write(&temporary, newer)
            .and_then(|()| std::fs::rename(&temporary, file))
            .with_context(|| format!("cannot write {}", file.display()))?;
        if !shared.quiet {
            writeln!(
                anstream::stderr(),
                "Took the newer one; yours is kept as {}",
                kept.display()
            )?;
        }
    }
    Ok(Status::Fine)
}
