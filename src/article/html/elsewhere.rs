//! Parts of a page that are about other articles, or are readers' words: their names and dates are not the article's.

use super::style::{says, words};
use super::tree::{Id, Tree};

/// Names of such parts.
const NAMES: &[&str] = &[
    "^widget",
    "comment",
    "commentlist",
    "comments",
    "latest",
    "popular*",
    "recent*",
    "recommend*",
    "related*",
    "sidebar*",
    "teaser*",
    "trending",
    "wm ipp",
];

/// Whether a node stands in a part of the page that is not about its article. What holds the headline or half of the
/// page is the article's, whatever it is called.
pub(super) fn is_elsewhere(tree: &Tree<'_>, id: Id, headline: Option<Id>) -> bool {
    let holds = |above: Id| headline.is_some_and(|headline| tree.range(above).contains(&headline));
    let here = |above: &Id| tree.range(*above).len() * 2 < tree.nodes.len() && !holds(*above);
    std::iter::once(id).chain(tree.above(id)).take_while(here).any(|part| names_other(tree, part))
}

fn names_other(tree: &Tree<'_>, part: Id) -> bool {
    let node = tree.node(part);
    if node.is_text() {
        return false;
    }
    let words = words(node);
    let foot = node.tag == "footer" || says(&words, &["copyright", "footer"]);
    node.is(&["aside", "nav"]) || says(&words, NAMES) || foot && !in_article(tree, part)
}

/// Whether a part is inside what is marked as an article: its foot may say who wrote it and when.
fn in_article(tree: &Tree<'_>, part: Id) -> bool {
    tree.above(part).any(|above| {
        let node = tree.node(above);
        node.tag == "article" || node.get("itemtype").ends_with("Article")
    })
}

/// How far a node is from the headline: what follows it is nearer than what stands before it.
pub(super) fn distance(id: Id, headline: Option<Id>) -> usize {
    let headline = headline.unwrap_or_default();
    if id >= headline { id - headline } else { (headline - id) * 2 }
}
