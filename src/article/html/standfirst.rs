//! The standfirst that a page prints below its headline and calls so: it is data, not the text's first paragraph.

use super::style::{says, words};
use super::tree::{Id, Tree};
use super::weights::Weights;

/// Names of such parts.
const NAMES: &[&str] = &[
    "article excerpt",
    "article subtitle",
    "article summary",
    "bajada",
    "chapo",
    "deck",
    "dek",
    "entradilla",
    "post excerpt",
    "post subtitle",
    "standfirst",
    "strapline",
    "sub head",
    "sub headline",
    "subhead",
    "subheading",
    "subheadline",
    "subtitle",
    "subtitulo",
    "summary text",
    "title excerpt",
];

/// How many letters it has at most.
const LONGEST: usize = 400;

/// How many it has at least.
const SHORTEST: usize = 15;

/// Takes it away and gives its words, where a part between the headline and the article's second running text is called so,
/// and the article has much more.
pub(super) fn take(
    tree: &mut Tree<'_>,
    weights: &Weights,
    headline: Option<Id>,
    article: Id,
) -> Option<String> {
    let headline = headline?;
    let after = tree.node(headline).end..tree.node(article).end.max(article);
    let text = after.clone().find(|&id| weights.own(id) > 0 && tree.node(id).gone.is_none())?;
    let part = long(tree, weights, (headline, article), text)
        .or_else(|| (after.start..text).find(|&id| is_short(tree, weights, id)))?;
    let words = tree.text(part);
    tree.take(part, "standfirst");
    Some(words)
}

/// The part around the first running text that is called so.
fn long(tree: &Tree<'_>, weights: &Weights, (headline, article): (Id, Id), text: Id) -> Option<Id> {
    let letters = weights.own(text);
    let alone = |&part: &Id| weights.of(part) == letters && part > headline && part != article;
    let mut parts = std::iter::once(text).chain(tree.above(text)).take_while(alone);
    let fits = letters <= LONGEST && letters * 4 < weights.of(article);
    parts.find(|&part| says(&words(tree.node(part)), NAMES)).filter(|_| fits)
}

/// Whether a part is called so and too short to be running text.
fn is_short(tree: &Tree<'_>, weights: &Weights, id: Id) -> bool {
    let node = tree.node(id);
    let named = !node.attributes.is_empty() && !node.is(&["a"]) && node.gone.is_none();
    named
        && weights.of(id) == 0
        && says(&words(node), NAMES)
        && (SHORTEST..=LONGEST).contains(&tree.text(id).chars().count())
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn page(class: &str) -> (String, bool) {
        const FIRST: &str =
            "The bridge that the council closed to carts in May will be open again this winter.";
        let text = "<p>The council of Aldford met on Tuesday and agreed to mend the bridge.</p>";
        let html = format!(
            "<article><h1>Bridge</h1><div class='{class}'><p>{FIRST}</p></div>{}</article>",
            text.repeat(9)
        );
        let page = read(&html, None, 256);
        let told = page.facts.description.map(|fact| fact.value).unwrap_or_default();
        (told, page.body.contains(FIRST))
    }

    #[test]
    fn a_standfirst_of_a_few_words_is_data() {
        let text = "<p>The council of Aldford met on Tuesday and agreed to mend the bridge.</p>";
        let html = format!(
            "<article><h1>Bridge</h1><p class=deck>Who keeps the river out.</p>{}</article>",
            text.repeat(9)
        );
        let page = read(&html, None, 256);
        assert_eq!(page.facts.description.unwrap().value, "Who keeps the river out.");
        assert!(!page.body.contains("Who keeps"));
    }

    #[test]
    fn a_standfirst_that_is_called_so_is_data() {
        let (told, text) = page("article__dek");
        assert!(told.starts_with("The bridge that the council") && !text);
        assert_eq!(page("first"), (String::new(), true));
    }
}
