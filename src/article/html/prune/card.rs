//! Cards inside an article that lead to others: a linked heading each, and a line or two about it.

use super::super::tag::HEADING;
use super::super::tree::{Id, Tree};
use super::super::weights::Weights;
use super::outward::is_outward;

/// How many letters a card holds at most.
const LONGEST: usize = 350;

/// Marks groups of cards. A list of what other sites offer is the author's own; `host` is the page's.
pub(super) fn remove(tree: &mut Tree<'_>, weights: &Weights, article: Id, host: Option<&str>) {
    let mut id = article + 1;
    while id < tree.node(article).end {
        let small = weights.of(id) * 4 < weights.of(article);
        let outward = |tree: &Tree<'_>| host.is_some_and(|host| is_outward(tree, id, host));
        let next = id + 1;
        id = if tree.node(id).gone.is_some() {
            tree.node(id).end.max(next)
        } else if small && is_group(tree, weights, id) && !outward(tree) {
            tree.take(id, "links");
            tree.node(id).end.max(next)
        } else {
            next
        };
    }
}

/// Whether a part is several cards and at most one heading over them.
fn is_group(tree: &Tree<'_>, weights: &Weights, id: Id) -> bool {
    let letters = weights.letters(id).0;
    if !tree.node(id).is(&["div", "ol", "section", "ul"]) || !(1..LONGEST * 10).contains(&letters) {
        return false;
    }
    let headings: Vec<Id> = tree.all(id, HEADING).collect();
    let cards = headings.iter().filter(|&&heading| is_linked(tree, weights, heading)).count();
    cards >= 2 && cards + 1 >= headings.len() && letters <= LONGEST * cards
}

/// Whether a heading is a link, or stands in one with what is told of it.
fn is_linked(tree: &Tree<'_>, weights: &Weights, heading: Id) -> bool {
    let (letters, linked) = weights.letters(heading);
    linked * 10 > letters * 8
        || tree.above(heading).take(5).any(|above| tree.node(above).is(&["a"]))
}

#[cfg(test)]
mod tests {
    use super::super::super::parse::parse;
    use super::*;

    fn left(cards: &str) -> String {
        let text = "<p>The council met, and it agreed to mend the old stone bridge by the end of the month.</p>";
        let page = format!("<main>{}<div>{cards}</div>{text}</main>", text.repeat(12));
        let mut tree = parse(&page, 256);
        let weights = Weights::of_tree(&tree);
        remove(&mut tree, &weights, 1, Some("aldford.example"));
        tree.text(1)
    }

    fn card(site: &str, name: &str) -> String {
        format!("<a href='{site}/{name}'><h4>The {name}</h4><p>All about the {name}.</p></a>")
    }

    #[test]
    fn cards_of_the_sites_own_articles_go() {
        let cards = |site| format!("{}{}", card(site, "ferry"), card(site, "mill"));
        assert!(!left(&cards("")).contains("ferry"));
        assert!(!left(&cards("https://aldford.example")).contains("mill"));
        assert!(left(&cards("https://boats.example")).contains("ferry"));
    }

    #[test]
    fn one_linked_heading_is_a_chapter() {
        assert!(left(&card("", "ferry")).contains("All about the ferry."));
    }
}
