//! Words that a page's designers put where text was to come, and that nobody took away.

use super::super::tree::{Id, Tree};
use super::super::weights::Weights;

/// How such words begin: printers' dummy text, and page builders' own.
const DUMMIES: &[&str] = &["lorem ipsum", "this is some text inside of a div block"];

/// Marks dummy text with the box that holds hardly anything else.
pub(super) fn remove(tree: &mut Tree<'_>, weights: &Weights) {
    let dummies: Vec<Id> = tree.walk(0).filter(|&id| is_dummy(&tree.node(id).text)).collect();
    for dummy in dummies {
        let letters = tree.node(dummy).text.chars().filter(|c| c.is_alphanumeric()).count();
        let mostly = |&id: &Id| id != 0 && letters * 5 >= weights.letters(id).0 * 4;
        if let Some(around) = tree.above(dummy).take_while(mostly).last() {
            tree.take(around, "placeholder");
        }
    }
}

fn is_dummy(text: &str) -> bool {
    let text = text.trim_start();
    DUMMIES
        .iter()
        .any(|dummy| text.get(..dummy.len()).is_some_and(|start| start.eq_ignore_ascii_case(dummy)))
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::*;

    #[test]
    fn dummy_text_goes_and_a_story_about_it_stays() {
        let page =
            "<p>Lorem ipsum dolor sit amet.</p><p>The words “Lorem ipsum” stood on the ballot.</p>";
        let mut tree = parse(page, 256);
        let weights = Weights::of_tree(&tree);
        remove(&mut tree, &weights);
        assert_eq!(tree.text(0), "The words “Lorem ipsum” stood on the ballot.");
    }
}
