//! A scrape as it came: escaped text, its front matter set apart, removed words struck with the rule that removed them.

use super::index::Index;
use super::listed::{ArticleLink, Listed};
use super::permalink::{Folder, Permalink};
use super::rights::shows_source;
use super::{Card, Record, Texts, Wanted};
use crate::article::{ArticleId, Furniture};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page of a scrape.
#[derive(Clone, Debug)]
pub struct Raw<'a> {
    /// The article made from it.
    pub article: Arc<Listed<'a>>,
    /// The file, relative to the root.
    pub path: &'a str,
}

/// The page of a scrape as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct RawContext {
    /// The article made from it.
    pub article: ArticleLink,
    /// The file, relative to the root.
    pub path: String,
    /// Its lines; empty where it is no longer there.
    pub lines: Vec<Line>,
    /// What was left out of a page's markup, which has no lines of its own.
    pub parts: Vec<Piece>,
}

/// A line of a scrape.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its number, from 1.
    pub number: u32,
    /// Whether it belongs to the front matter.
    pub front: bool,
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// The rules that removed any of it.
    pub rules: Vec<String>,
}

/// A piece of a line.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// The rule that removed them.
    pub rule: Option<String>,
}

impl Raw<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "raw.html";
}

/// The pages of all scrapes that may be shown.
pub fn plan<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, Raw<'a>)> {
    let story = &index.story;
    let page = |(id, card): (&'a ArticleId, &'a Arc<Card>)| {
        let path = card.scrape.as_deref().filter(|_| shows_source(story, id))?;
        let address = Permalink::of(Folder::Raw, id.as_str());
        let article = index.listed(id).filter(|_| wanted.page(&address))?;
        Some((address, Raw { article, path }))
    };
    story.cards.iter().filter_map(page).collect()
}

/// The context of a scrape's page.
pub fn context(view: &Raw<'_>, page: &Permalink, texts: &Texts, record: &Record) -> RawContext {
    let mut removed: BTreeMap<u32, Vec<(&str, &str)>> = BTreeMap::new();
    for piece in record.furniture.iter().filter(|piece| piece.line > 0) {
        for (line, text) in (piece.line..).zip(piece.text.lines()) {
            removed.entry(line).or_default().push((text.trim(), &piece.rule));
        }
    }
    let capture = record.capture.as_deref().unwrap_or_default();
    let front = front_lines(capture);
    let line = |(number, text): (u32, &str)| {
        let none = Vec::new();
        let removed = removed.get(&number).unwrap_or(&none);
        Line {
            number,
            front: number <= front,
            pieces: pieces(text, removed),
            rules: rules(removed),
        }
    };
    let whole = |piece: &&Furniture| piece.line == 0;
    RawContext {
        article: view.article.show(page, texts),
        path: view.path.to_owned(),
        lines: (1..).zip(capture.lines()).map(line).collect(),
        parts: record.furniture.iter().filter(whole).map(part).collect(),
    }
}

fn part(piece: &Furniture) -> Piece {
    Piece { text: piece.text.clone(), rule: Some(piece.rule.clone()) }
}

fn rules(removed: &[(&str, &str)]) -> Vec<String> {
    let mut rules: Vec<String> = removed.iter().map(|(_, rule)| (*rule).to_owned()).collect();
    rules.dedup();
    rules
}

/// How many lines at the head are front matter, its two `---` lines included.
fn front_lines(capture: &str) -> u32 {
    let mut lines = capture.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return 0;
    }
    let closing = lines.position(|line| line.trim_end() == "---");
    closing.and_then(|at| u32::try_from(at + 2).ok()).unwrap_or(0)
}

/// A line cut at the words that were removed from it.
fn pieces(line: &str, removed: &[(&str, &str)]) -> Vec<Piece> {
    let kept = |text: &str| Piece { text: text.to_owned(), rule: None };
    let mut pieces = Vec::new();
    let mut rest = line;
    for (words, rule) in removed {
        let Some((before, after)) = rest.split_once(words).filter(|_| !words.is_empty()) else {
            continue;
        };
        if !before.is_empty() {
            pieces.push(kept(before));
        }
        pieces.push(Piece { text: (*words).to_owned(), rule: Some((*rule).to_owned()) });
        rest = after;
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(kept(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_words_are_struck_and_the_rest_stays() {
        let pieces = pieces("Read more: The bridge", &[("Read more:", "promo")]);
        let shown: Vec<_> =
            pieces.iter().map(|one| (one.text.as_str(), one.rule.is_some())).collect();
        assert_eq!(shown, [("Read more:", true), (" The bridge", false)]);
    }

    #[test]
    fn front_matter_is_counted_with_its_rules() {
        assert_eq!(front_lines("---\na: 1\n---\ntext"), 3);
        assert_eq!(front_lines("text\n---\n"), 0);
    }
}
