//! Two articles that share their words, side by side: what only the one has, what only the other.

use super::index::Index;
use super::listed::{ArticleLink, Listed};
use super::permalink::{Folder, Permalink};
use super::rights::shows_source;
use super::words::{Change, compare};
use super::{Record, Texts, Wanted};
use crate::corpus::{Copy, CopyKind};
use serde::Serialize;
use std::sync::Arc;

/// The page that compares two articles.
#[derive(Clone, Debug)]
pub struct Diff<'a> {
    /// The one that leads.
    pub first: Arc<Listed<'a>>,
    /// The copy.
    pub second: Arc<Listed<'a>>,
    /// Whether they are captures of one page.
    pub revision: bool,
}

/// The page that compares two articles, as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct DiffContext {
    /// The one that leads.
    pub first: ArticleLink,
    /// The copy.
    pub second: ArticleLink,
    /// How much they share, in percent.
    pub percent: u32,
    /// Whether they are captures of one page.
    pub revision: bool,
    /// Their paragraphs; `None` where they are too long to compare.
    pub paragraphs: Option<Vec<Compared>>,
}

/// One paragraph of the comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Whether both have it word for word.
    pub same: bool,
    /// Its pieces.
    pub pieces: Vec<ComparedPiece>,
}

/// Words that both have, or one.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedPiece {
    /// `same`, `first` or `second`.
    pub side: &'static str,
    /// The words.
    pub text: String,
}

impl Diff<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "diff.html";
}

/// The pages that compare copies with what they are copies of.
pub fn plan<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, Diff<'a>)> {
    let all = index.leads.values();
    let page = |(lead, copy): &(&'a crate::article::ArticleId, &'a Copy)| {
        let permalink = permalink(index, copy).filter(|address| wanted.page(address))?;
        let listed = |id| index.listed(id);
        let page = Diff {
            first: listed(lead)?,
            second: listed(&copy.article)?,
            revision: copy.kind == CopyKind::Revision,
        };
        Some((permalink, page))
    };
    all.filter_map(page).collect()
}

/// Where a copy is compared with its lead; `None` where either may not be shown.
pub fn permalink(index: &Index<'_>, copy: &Copy) -> Option<Permalink> {
    let (lead, _) = index.leads.get(&copy.article)?;
    let shown = |id| index.story.cards.contains_key(id) && shows_source(&index.story, id);
    if !shown(*lead) || !shown(&copy.article) {
        return None;
    }
    if copy.kind != CopyKind::Revision {
        let slug = format!("{}--{}", lead.as_str(), copy.article.as_str());
        return Some(Permalink::of(Folder::Diff, &slug));
    }
    let copies = index.copies.get(*lead)?;
    let revisions = copies.iter().filter(|one| one.kind == CopyKind::Revision);
    let number = revisions.take_while(|one| one.article != copy.article).count() + 1;
    Some(Permalink::of(Folder::Revision, &format!("{}-{number}", lead.as_str())))
}

/// The context of a comparison.
pub fn context(
    view: &Diff<'_>,
    page: &Permalink,
    texts: &Texts,
    records: &[&Record],
) -> DiffContext {
    let body =
        |at: usize| records.get(at).map(|record| record.article.body.as_str()).unwrap_or_default();
    DiffContext {
        first: view.first.show(page, texts),
        second: view.second.show(page, texts),
        percent: texts.percent_at(view.second.at),
        revision: view.revision,
        paragraphs: compare(&words(body(0)), &words(body(1))).map(|changes| paragraphs(&changes)),
    }
}

/// A body's words, with a break after each block.
fn words(body: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for block in crate::markdown::blocks(body) {
        words.extend(block.span.of(body).split_whitespace());
        words.push("\n");
    }
    words
}

/// Runs of words by paragraph.
fn paragraphs(changes: &[Change<'_>]) -> Vec<Compared> {
    let mut all = Vec::new();
    let mut pieces: Vec<ComparedPiece> = Vec::new();
    for change in changes {
        let (side, word) = match change {
            Change::Same(word) => ("same", *word),
            Change::First(word) => ("first", *word),
            Change::Second(word) => ("second", *word),
        };
        if word == "\n" {
            if !pieces.is_empty() {
                let same = pieces.iter().all(|piece| piece.side == "same");
                all.push(Compared { same, pieces: std::mem::take(&mut pieces) });
            }
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if piece.side == side => {
                piece.text.push(' ');
                piece.text.push_str(word);
            }
            _ => pieces.push(ComparedPiece { side, text: word.to_owned() }),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let changes =
            compare(&words("One two three.\n\nFour."), &words("One six three.\n\nFour.")).unwrap();
        let shown: Vec<Vec<_>> = paragraphs(&changes)
            .iter()
            .map(|one| one.pieces.iter().map(|piece| (piece.side, piece.text.clone())).collect())
            .collect();
        let piece = |side, text: &str| (side, text.to_owned());
        assert_eq!(
            shown,
            [
                vec![
                    piece("same", "One"),
                    piece("first", "two"),
                    piece("second", "six"),
                    piece("same", "three.")
                ],
                vec![piece("same", "Four.")],
            ]
        );
    }
}
