//! A lead that is set apart: paragraphs between the headline and the part that holds the rest of the text.

use super::elsewhere::is_elsewhere;
use super::headline::fold;
use super::tree::{Id, Tree};
use super::weights::Weights;

/// How many letters a paragraph of it has at least.
const SHORTEST: usize = 60;

/// How many letters and digits tell one paragraph from another.
const TELLING: usize = 40;

/// The paragraphs of the lead. One that is `known` as the standfirst is kept as data, and one that the article repeats is
/// said already; more than half as much as the article itself is no lead.
pub(super) fn find(
    tree: &Tree<'_>,
    weights: &Weights,
    (headline, article): (Option<Id>, Id),
    known: &str,
) -> Vec<Id> {
    let Some(headline) = headline.filter(|&id| tree.node(id).end <= article) else {
        return Vec::new();
    };
    let between = tree.walk(0).filter(|id| (tree.node(headline).end..article).contains(id));
    let mut lead: Vec<Id> = between
        .filter(|&id| weights.own(id) >= SHORTEST && is_paragraph(tree, id, headline))
        .collect();
    if !lead.is_empty() {
        let known = fold(known) + &fold(&tree.text(article));
        lead.retain(|&id| !known.contains(&beginning(&tree.text(id))));
    }
    let letters: usize = lead.iter().map(|&id| weights.own(id)).sum();
    if letters * 2 < weights.of(article) { lead } else { Vec::new() }
}

fn beginning(text: &str) -> String {
    fold(text).chars().take(TELLING).collect()
}

/// Whether a block reads as a paragraph of this article: no item of a list, caption, teaser or
/// quotation pulled out of the text.
fn is_paragraph(tree: &Tree<'_>, id: Id, headline: Id) -> bool {
    const OTHER: &[&str] = &["a", "blockquote", "figcaption", "li", "td"];
    let text = tree.text(id);
    let pulled = text.starts_with(['“', '"', '„', '«']) && text.ends_with(['”', '"', '“', '»']);
    text.ends_with(['.', '!', '?', '”', '"', '…', ':'])
        && !pulled
        && !tree.within(id, OTHER)
        && !is_elsewhere(tree, id, Some(headline))
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const LEAD: &str = "The bridge that the council of Aldford closed to carts in May will be open again this winter.";

    fn body(description: &str, lead: &str) -> String {
        let text = "<p>The council of Aldford met on Tuesday and agreed to mend the bridge.</p>";
        let page = format!(
            "<meta name=description content='{description}'><header><h1>Bridge</h1>{lead}</header>\
             <article>{}</article>",
            text.repeat(9)
        );
        read(&page, None, 256).body
    }

    #[test]
    fn a_lead_above_the_rest_of_the_text_is_text() {
        assert!(body("", &format!("<p>{LEAD}</p>")).starts_with(LEAD));
        assert!(!body("", &format!("<figcaption>{LEAD}</figcaption>")).contains(LEAD));
        assert!(!body("", &format!("<ul class=latest><li>{LEAD}</ul>")).contains(LEAD));
    }

    #[test]
    fn a_lead_that_is_the_standfirst_is_data() {
        assert!(!body(LEAD, &format!("<p>{LEAD}</p>")).contains(LEAD));
    }

    #[test]
    fn what_is_text_is_not_recorded_as_taken_away() {
        let page = format!(
            "<h1>Bridge</h1><div><p>{LEAD}</p><p>By us</p></div><article>{}</article>",
            "<p>The council of Aldford met on Tuesday and agreed to mend the old bridge.</p>"
                .repeat(9)
        );
        let page = read(&page, None, 256);
        assert!(page.body.contains(LEAD));
        let removed: String = page.removed.into_iter().map(|one| one.text).collect();
        assert!(removed.contains("By us") && !removed.contains(LEAD), "{removed}");
    }
}
