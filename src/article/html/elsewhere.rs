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
    stands_in(tree, id, headline, |tree, part| is_others(tree, part) || is_foot(tree, part))
}

/// The same, but the foot of a page counts for its article: where one stands alone, that may tell when it came out.
pub(super) fn is_among_others(tree: &Tree<'_>, id: Id, headline: Option<Id>) -> bool {
    stands_in(tree, id, headline, is_others)
}

fn stands_in(
    tree: &Tree<'_>,
    id: Id,
    headline: Option<Id>,
    other: fn(&Tree<'_>, Id) -> bool,
) -> bool {
    let holds = |above: Id| headline.is_some_and(|headline| tree.range(above).contains(&headline));
    let here = |above: &Id| tree.range(*above).len() * 2 < tree.nodes.len() && !holds(*above);
    std::iter::once(id).chain(tree.above(id)).take_while(here).any(|part| other(tree, part))
}

fn is_others(tree: &Tree<'_>, part: Id) -> bool {
    let node = tree.node(part);
    !node.is_text() && (node.is(&["aside", "nav"]) || says(&words(node), NAMES))
}

fn is_foot(tree: &Tree<'_>, part: Id) -> bool {
    let node = tree.node(part);
    let names = if node.is_text() { Vec::new() } else { words(node) };
    let foot = node.tag == "footer" || says(&names, &["copyright", "footer"]);
    foot && !says(&names, POSTS) && !in_article(tree, part)
}

/// What the feet of articles are called, not of pages.
const POSTS: &[&str] = &["article footer", "entry footer", "post footer", "story footer"];

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
