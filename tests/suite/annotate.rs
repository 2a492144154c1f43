//! The annotators' manual is true: `tests/annotate/*.md` hold prose, articles in fences and what is found in them.
//!
//! `tests/annotate/README.md` describes the format. With `CASES=write` in the environment the fences of expected
//! annotations are rewritten with what is found, to be read in the difference that version control shows.

use dateline::annotate::{Markup, annotate};
use dateline::date::Day;
use dateline::render::export::json;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The article that the fences after it speak of.
struct Article {
    text: String,
    markup: Markup,
    date: Option<Day>,
}

impl Article {
    /// An info string such as `article 2025-04-23` or `text`; `None` for other fences.
    fn of(info: &str, text: &str) -> Option<Self> {
        let (kind, date) = info.split_once(' ').unwrap_or((info, ""));
        let markup = match kind {
            "article" => Markup::Markdown,
            "text" => Markup::Text,
            _ => return None,
        };
        let date = (!date.is_empty()).then(|| date.parse().unwrap());
        Some(Self { text: text.to_owned(), markup, date })
    }

    /// What is found of one kind, a line each, in the order of the text.
    fn found(&self, kind: &str) -> String {
        let annotations = annotate(&self.text, self.markup);
        let date = self.date.or_else(|| annotations.date_line());
        let all = json::annotations(&self.text, &annotations, date);
        let all = serde_json::to_value(all).unwrap();
        let line = match kind {
            "sentences" => sentence,
            "timexes" => timex,
            "quotes" => quote,
            _ => mention,
        };
        all[kind].as_array().unwrap().iter().fold(String::new(), |mut lines, one| {
            writeln!(lines, "{}", line(one, &self.text)).unwrap();
            lines
        })
    }
}

fn words(one: &Value) -> String {
    one["text"].as_str().unwrap().replace('\n', " ")
}

fn field<'a>(one: &'a Value, key: &str) -> &'a str {
    one[key].as_str().unwrap_or("-")
}

fn sentence(one: &Value, text: &str) -> String {
    let offset = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
    let (start, end) = (offset("start"), offset("end"));
    text.chars().skip(start).take(end - start).collect::<String>().replace('\n', " ")
}

/// `late April | DATE 2025-04 END`; in place of a value that needs a date and has none, its meaning in words.
fn timex(one: &Value, _: &str) -> String {
    let value = one["value"]
        .as_str()
        .map_or_else(|| format!("({})", one["relative"].as_str().unwrap()), str::to_owned);
    let modifier = one["mod"].as_str().map(|modifier| format!(" {modifier}")).unwrap_or_default();
    format!("{} | {} {value}{modifier}", words(one), field(one, "type"))
}

/// `It is late | speaker Ana Lind | cue said | channel a post on X`, and `partial` where it is no whole sentence.
fn quote(one: &Value, _: &str) -> String {
    let mut line = words(one);
    for key in ["speaker", "cue", "channel"].iter().filter(|key| one[**key].is_string()) {
        write!(line, " | {key} {}", field(one, key)).unwrap();
    }
    if one["direct"] == false {
        line.push_str(" | partial");
    }
    line
}

/// `Lind | person Ana Lind`
fn mention(one: &Value, _: &str) -> String {
    format!("{} | {} {}", words(one), field(one, "kind"), field(one, "name"))
}

/// One file of the manual: what is wrong in it, and how it would read if it were right.
fn check(path: &Path) -> (Vec<String>, String) {
    let manual = fs::read_to_string(path).unwrap();
    let mut lines = manual.split_inclusive('\n').zip(1..);
    let (mut wrong, mut right, mut article) = (Vec::new(), String::new(), None);
    while let Some((line, number)) = lines.next() {
        right.push_str(line);
        let info = line.trim_start_matches('`');
        let ticks = line.get(..line.len() - info.len()).unwrap();
        if ticks.len() < 3 {
            continue;
        }
        let body: Vec<&str> =
            lines.by_ref().map(|(line, _)| line).take_while(|line| line.trim() != ticks).collect();
        let body = body.concat();
        let found = match info.trim() {
            kind @ ("sentences" | "timexes" | "quotes" | "mentions") => {
                let article: &Article = article.as_ref().expect("an article before it");
                article.found(kind)
            }
            info => {
                article = Article::of(info, &body).or(article);
                body.clone()
            }
        };
        if found != body {
            let place = format!("{}:{number}: {}", path.display(), info.trim());
            let changes = similar::TextDiff::from_lines(&body, &found);
            wrong.push(format!("{place}: - expected, + found\n{}", changes.unified_diff()));
        }
        writeln!(right, "{found}{ticks}").unwrap();
    }
    (wrong, right)
}

fn manual() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/annotate");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn the_annotators_manual_is_true() {
    let mut all = Vec::new();
    for file in manual() {
        let (wrong, right) = check(&file);
        if !wrong.is_empty() && std::env::var("CASES").is_ok_and(|what| what == "write") {
            fs::write(&file, right).unwrap();
        }
        all.extend(wrong);
    }
    assert!(all.is_empty(), "the manual and the annotators differ:\n\n{}", all.join("\n"));
}
