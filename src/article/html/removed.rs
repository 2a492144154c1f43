//! What was taken away from a page, in the page's order: nothing vanishes without trace.

use super::tree::{Id, Tree, push_words};
use crate::article::Furniture;
use std::collections::BTreeSet;

/// Rules that take away what a reader never sees.
const UNSEEN: &[&str] = &["head", "script"];

/// Marks all that stands outside the parts that are the article, and lists what is gone.
pub(super) fn record(tree: &mut Tree<'_>, parts: &[Id]) -> Vec<Furniture> {
    let above: BTreeSet<Id> = parts.iter().flat_map(|&part| tree.above(part)).collect();
    let beside: Vec<Id> = above
        .iter()
        .flat_map(|&above| tree.children(above))
        .filter(|id| !above.contains(id) && !parts.contains(id))
        .collect();
    for id in beside {
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
