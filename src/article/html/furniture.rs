//! Parts of a page that are not the article, by their element or by what they call themselves.
//!
//! A part that holds much of the page's running text is never furniture, whatever it is called: many sites wrap a whole
//! page in a form, or name their article `sidebar-left`.

mod hidden;
mod name;
mod placeholder;
mod signup;

use super::style::says;
use super::tree::{Id, Tree};
use super::weights::Weights;
use hidden::{is_hidden, is_opener, own_words};
use name::{ELEMENTS, RULES};

/// Marks what is furniture wherever it stands on the page. First the comments, which may be longer than the article:
/// what is left is the measure for the rest.
pub(super) fn remove(tree: &mut Tree<'_>, headline: Option<Id>) {
    let mut rules = vec![None; tree.nodes.len()];
    let weights = Weights::of_tree(tree);
    sweep(tree, headline, &weights, |tree, id| {
        let found = rule(tree, id);
        if let Some(known) = rules.get_mut(id) {
            *known = found;
        }
        found.filter(|rule| matches!(*rule, "comments" | "head" | "no-script" | "script"))
    });
    let weights = Weights::of_tree(tree);
    signup::remove(tree, headline, &weights);
    placeholder::remove(tree, &weights);
    // What is left now was all looked at before.
    sweep(tree, headline, &weights, |_, id| rules.get(id).copied().flatten());
}

/// Takes what `find` has a rule for, if it may go.
fn sweep(
    tree: &mut Tree<'_>,
    headline: Option<Id>,
    weights: &Weights,
    mut find: impl FnMut(&Tree<'_>, Id) -> Option<&'static str>,
) {
    let mut id = 1;
    while id < tree.nodes.len() {
        let node = tree.node(id);
        let mut next = id + 1;
        let holds_headline = headline.is_some_and(|headline| tree.range(id).contains(&headline));
        if node.gone.is_some() {
            next = node.end.max(next);
        } else if let Some(rule) = find(tree, id).filter(|rule| {
            !holds_headline && (is_foot(tree, id, headline) || may_go(id, rule, weights))
        }) {
            next = node.end.max(next);
            tree.take(id, rule);
        }
        id = next;
    }
}

/// Whether a part is the foot of the whole page, below the headline: that is no article even where there is none.
fn is_foot(tree: &Tree<'_>, id: Id, headline: Option<Id>) -> bool {
    let node = tree.node(id);
    let below = headline.is_none_or(|headline| headline < id);
    node.tag == "footer" && tree.node(node.parent).tag == "body" && below
}

/// Whether a part is, by its element or its name, none of the article's.
pub(super) fn is_named(tree: &Tree<'_>, id: Id) -> bool {
    rule(tree, id).is_some()
}

fn rule(tree: &Tree<'_>, id: Id) -> Option<&'static str> {
    let node = tree.node(id);
    if node.is_text() {
        return None;
    }
    let element = ELEMENTS.iter().find(|(tag, _)| *tag == node.tag);
    if let Some((_, rule)) = element {
        // A table or a quotation may be set as a figure.
        let text =
            node.tag == "figure" && tree.all(id, &["table", "blockquote", "pre"]).next().is_some();
        return (!text && !is_opener(tree, id)).then_some(rule);
    }
    if node.tag == "template" {
        return (!node.has("shadowrootmode")).then_some("script");
    }
    if is_hidden(tree, id) {
        return Some("hidden");
    }
    if node.attributes.is_empty() || node.is(&["html", "body", "article", "main"]) {
        return None;
    }
    let words = own_words(node);
    RULES.iter().find(|rule| says(&words, rule.words)).map(|rule| rule.name)
}

/// Whether a part may go although it holds text: a script always, others while they hold little of the page's. Comments and
/// what asks for consent may be longer than the article; some pages hold it for browsers without scripts alone. What
/// stands beside a short article, or leads to others, may be half as long as it.
fn may_go(id: Id, rule: &str, weights: &Weights) -> bool {
    let (inside, all) = (weights.of(id), weights.of(0));
    match rule {
        "script" | "head" => true,
        "no-script" => inside < 300 || inside * 2 < all,
        "comments" | "consent" => all - inside >= 300,
        "navigation" | "sidebar" | "embed-card" | "labels" if !is_linked(id, weights) => false,
        "aside" | "footer" | "related" if all - inside >= 300 => inside * 3 < all,
        _ => inside * 100 < all * 15,
    }
}

/// Whether a part has no running text, or much of it is links.
fn is_linked(id: Id, weights: &Weights) -> bool {
    let (letters, linked) = weights.letters(id);
    weights.of(id) == 0 || linked * 4 > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some hundred letters of running text.
    const TEXT: &str = "The council of Aldford met on Tuesday, and it agreed to mend the old stone \
                        bridge before the winter. ";

    fn left(html: &str) -> String {
        let mut tree = super::super::parse::parse(html, 256);
        remove(&mut tree, None);
        tree.text(0)
    }

    #[test]
    fn a_request_for_consent_may_be_longer_than_the_article() {
        let consent = format!("<div id=cookie-banner><p>Consent! {}</p></div>", TEXT.repeat(20));
        let page = left(&format!("{consent}<p>{}</p>", TEXT.repeat(5)));
        assert!(page.contains("Aldford") && !page.contains("Consent!"));
    }

    #[test]
    fn an_article_for_browsers_without_scripts_is_the_article() {
        let article = format!("<noscript><p>{}</p></noscript>", TEXT.repeat(5));
        assert!(left(&article).contains("Aldford"));
        assert_eq!(left("<noscript><p>Please turn scripts on, or leave.</p></noscript>"), "");
    }

    #[test]
    fn posts_in_the_container_for_replies_are_text() {
        let posts = format!("<div class=js-newReply><p>{}</p></div>", TEXT.repeat(5));
        assert!(left(&format!("{posts}<p>{}</p>", TEXT.repeat(4))).contains("Aldford"));
    }

    #[test]
    fn what_stands_beside_a_short_article_is_none_of_it() {
        let aside = |times| {
            let page = format!("<p>{}</p><aside><p>Aside! {TEXT}</p></aside>", TEXT.repeat(times));
            left(&page).contains("Aside!")
        };
        assert!(!aside(5));
        assert!(aside(1));
    }

    #[test]
    fn the_foot_of_a_page_is_no_article() {
        let foot = format!("<body><h1>Boats</h1><p>Blue.</p><footer><p>{TEXT}</p></footer>");
        assert_eq!(left(&foot), "Boats Blue.");
    }

    #[test]
    fn every_rule_tells_why() {
        let names =
            ELEMENTS.iter().map(|(_, name)| *name).chain(RULES.iter().map(|rule| rule.name));
        for name in names {
            assert!(crate::article::reason(name, &[]).is_some(), "{name}");
        }
    }
}
