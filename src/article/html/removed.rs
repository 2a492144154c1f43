//! What was taken away from a page, in the page's order: nothing vanishes without trace.

use super::tree::{Id, Tree, push_words};
use crate::article::Furniture;

/// Rules that take away what a reader never sees.
const UNSEEN: &[&str] = &["head", "script"];

/// Marks all that stands outside the article, and lists what is gone.
pub(super) fn record(tree: &mut Tree<'_>, article: Id) -> Vec<Furniture> {
    let mut path: Vec<Id> = tree.above(article).collect();
    path.push(article);
    let beside: Vec<Id> = path
        .iter()
        .flat_map(
            |&above| if above == article { Vec::new() } else { tree.children(above).collect() },
        )
        .collect();
    for id in beside.into_iter().filter(|id| !path.contains(id)) {
        tree.take(id, "outside");
    }
    list(tree)
}

fn list(tree: &Tree<'_>) -> Vec<Furniture> {
    let mut removed = Vec::new();
    let mut id = 0;
    while id < tree.nodes.len() {
        let node = tree.node(id);
        let Some(rule) = node.gone else {
            id += 1;
            continue;
        };
        if !UNSEEN.contains(&rule) {
            let text = all_text(tree, id);
            if !text.is_empty() {
                removed.push(Furniture { line: 0, text, rule: rule.to_owned() });
            }
        }
        id = node.end.max(id + 1);
    }
    removed
}

/// The words of a part, gone or not, less its scripts.
fn all_text(tree: &Tree<'_>, id: Id) -> String {
    let mut words = String::new();
    let mut inner = tree.range(id);
    while let Some(id) = inner.next() {
        let node = tree.node(id);
        if node.gone.is_some_and(|rule| UNSEEN.contains(&rule)) {
            inner.start = node.end.max(id + 1);
        } else if !node.is_text() {
            push_words(&mut words, if node.is(super::tag::INLINE) { "" } else { " " });
        } else {
            push_words(&mut words, &node.text);
        }
    }
    words.trim_end().to_owned()
}
