//! Pull quotes: words of the text that are set once more, for display.

use super::super::headline::fold;
use super::super::style::{says, words};
use super::super::tree::{Id, Tree};

/// What such parts are called.
const NAMES: &[&str] = &["pull quote", "pullquote*", "quote pull"];

/// How many letters of one are repeated at least.
const SHORTEST: usize = 15;

/// Marks parts that are called so and whose words the article has elsewhere.
pub(super) fn remove(tree: &mut Tree<'_>, article: Id) {
    let named: Vec<Id> = tree.walk(article).filter(|&id| is_named(tree, id)).take(20).collect();
    for id in named {
        let quote = fold(&tree.text(id));
        let before = tree.walk(article).take_while(|&other| other < id);
        let after = tree.walk(article).filter(|&other| other >= tree.node(id).end);
        let rest: String =
            before.chain(after).map(|other| tree.node(other).text.as_ref()).collect();
        if quote.len() >= SHORTEST && fold(&rest).contains(&quote) {
            tree.take(id, "pull-quote");
        }
    }
}

fn is_named(tree: &Tree<'_>, id: Id) -> bool {
    let node = tree.node(id);
    !node.attributes.is_empty() && node.gone.is_none() && says(&words(node), NAMES)
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::*;

    fn left(quote: &str) -> String {
        let page = format!(
            "<div><p>“It is a fine old bridge,” the mayor said.</p><figure class=wp-block-pullquote>\
             <blockquote>{quote}</blockquote></figure><p>It was mended.</p></div>"
        );
        let mut tree = parse(&page, 256);
        remove(&mut tree, 1);
        tree.text(1)
    }

    #[test]
    fn words_that_are_said_twice_are_said_once() {
        assert_eq!(left("It is a fine old bridge").matches("fine old").count(), 1);
        assert!(left("It will stand for a thousand years").contains("thousand years"));
    }
}
