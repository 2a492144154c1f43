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

/// Takes it away and gives its words, where the first running text after the headline is called so and the article has
/// much more of it.
pub(super) fn take(
    tree: &mut Tree<'_>,
    weights: &Weights,
    headline: Option<Id>,
    article: Id,
) -> Option<String> {
    let headline = headline?;
    let text = (tree.node(headline).end..tree.node(article).end)
        .find(|&id| weights.own(id) > 0 && tree.node(id).gone.is_none())?;
    let letters = weights.own(text);
    let alone = |&part: &Id| weights.of(part) == letters && part > headline && part != article;
    let part = std::iter::once(text)
        .chain(tree.above(text))
        .take_while(alone)
        .find(|&part| says(&words(tree.node(part)), NAMES))?;
    let fits = letters <= LONGEST && letters * 4 < weights.of(article);
    fits.then(|| {
        let words = tree.text(part);
        tree.take(part, "standfirst");
        words
    })
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
    fn a_standfirst_that_is_called_so_is_data() {
        let (told, text) = page("article__dek");
        assert!(told.starts_with("The bridge that the council") && !text);
        assert_eq!(page("first"), (String::new(), true));
    }
}
