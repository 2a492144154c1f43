//! Boxes that ask for an address to write to: the form, and the words that stand around it.

use super::super::tree::{Id, Tree};
use super::super::weights::Weights;

/// How many letters such a box holds at most.
const LONGEST: usize = 600;

/// Marks the largest box around each field for an address that holds little else; what holds the headline is none.
pub(super) fn remove(tree: &mut Tree<'_>, headline: Option<Id>, weights: &Weights) {
    let fields: Vec<Id> = tree.all(0, &["input"]).filter(|&id| asks_address(tree, id)).collect();
    for field in fields {
        let fits = |&id: &Id| {
            weights.letters(id).0 <= LONGEST
                && weights.of(id) * 100 < weights.of(0) * 15
                && !tree.node(id).is(&["article", "body", "main"])
                && !headline.is_some_and(|headline| tree.range(id).contains(&headline))
        };
        if let Some(around) = tree.above(field).take_while(fits).last() {
            tree.take(around, "form");
        }
    }
}

fn asks_address(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    let name = node.get("name").to_ascii_lowercase();
    matches!(node.get("type"), "email" | "tel") || name.contains("email")
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::*;

    #[test]
    fn the_words_around_a_field_for_an_address_go_with_it() {
        let text =
            "<p>The council met, and it agreed to mend the old stone bridge before the winter.</p>"
                .repeat(12);
        let ask = "<section><p>Be the first to know, every morning.</p><div><input type=email></div></section>";
        let page = format!("<main>{text}{ask}{text}</main>");
        let mut tree = parse(&page, 256);
        let weights = Weights::of_tree(&tree);
        remove(&mut tree, None, &weights);
        assert!(!tree.text(0).contains("first to know"));
        assert_eq!(tree.text(0).matches("council").count(), 24);
    }
}
