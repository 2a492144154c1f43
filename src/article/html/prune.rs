//! Inside the article: what is not its text. Links to other articles, labels above them, what stands before the headline.

use super::content::Weights;
use super::tag::HEADING;
use super::tree::{Id, Tree};

/// Beginnings of lines that send the reader to another article, in lower case.
const LABELS: &[&str] = &[
    "a lire",
    "also on",
    "also read",
    "also see",
    "auch interessant",
    "click here",
    "czytaj też",
    "czytaj także",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "don't miss",
    "don’t miss",
    "empfohlene",
    "for more",
    "further reading",
    "hier geht es",
    "hier lesen sie",
    "in other news",
    "in pictures",
    "know more",
    "latest news",
    "lea también",
    "lea tambien",
    "lee también",
    "leer más",
    "leggi anche",
    "lees ook",
    "lees meer",
    "lesen sie auch",
    "lesen sie hier",
    "lesen sie mehr",
    "lesetipp",
    "leia mais",
    "leia também",
    "lire aussi",
    "lire la suite",
    "lire également",
    "mais sobre",
    "mehr dazu",
    "mehr zum thema",
    "mehr lesen",
    "mirá también",
    "more:",
    "more from",
    "more on",
    "more stories",
    "most read",
    "must read",
    "must-read",
    "más información",
    "más sobre",
    "next:",
    "previous:",
    "read:",
    "read also",
    "read full",
    "read more",
    "read next",
    "read on",
    "read the",
    "read this",
    "recommended",
    "related",
    "saiba mais",
    "see also",
    "see more",
    "siehe auch",
    "te puede interesar",
    "to read more",
    "top stories",
    "trending",
    "veja também",
    "vea también",
    "ver también",
    "voir aussi",
    "watch:",
    "watch now",
    "weiterlesen",
    "weitere artikel",
    "weitere beiträge",
    "you may also",
    "you might also",
    "zobacz też",
    "zum thema",
    "à lire",
    "à découvrir",
    "читайте также",
];

/// Marks what inside `article` is not its text.
pub(super) fn prune(tree: &mut Tree<'_>, article: Id, headline: Option<Id>) {
    before_headline(tree, article, headline);
    links(tree, article);
    lonely_headings(tree, article);
}

/// What stands in the article's part before its headline, and the headline itself, which is a fact.
fn before_headline(tree: &mut Tree<'_>, article: Id, headline: Option<Id>) {
    let Some(headline) = headline.filter(|headline| tree.range(article).contains(headline)) else {
        return;
    };
    let path: Vec<Id> = tree.above(headline).take_while(|&above| above >= article).collect();
    let earlier: Vec<Id> = path
        .iter()
        .flat_map(|&above| tree.children(above).filter(|&id| id < headline).collect::<Vec<_>>())
        .collect();
    for id in earlier.into_iter().filter(|id| !path.contains(id)) {
        tree.take(id, "before-headline");
    }
    tree.take(headline, "headline");
}

/// Blocks that are nothing but links, or a label and a link.
fn links(tree: &mut Tree<'_>, article: Id) {
    let weights = Weights::of_tree(tree);
    let mut id = article + 1;
    while id < tree.node(article).end {
        let next = id + 1;
        id = match link_rule(tree, &weights, id) {
            Some(rule) if tree.node(id).gone.is_none() => {
                tree.take(id, rule);
                tree.node(id).end.max(next)
            }
            _ => next,
        };
    }
}

fn link_rule(tree: &Tree<'_>, weights: &Weights, id: Id) -> Option<&'static str> {
    let node = tree.node(id);
    if node.is_text() || node.is(super::tag::INLINE) {
        return None;
    }
    let (letters, linked) = weights.letters(id);
    if letters == 0 || letters > 3000 {
        return None;
    }
    let list = node.is(&["ul", "ol", "dl", "table", "div", "section"]);
    match () {
        () if linked > 0 && letters < 300 && is_label(&tree.text(id)) => Some("read-more"),
        () if list && linked * 10 > letters * 7 && weights.of(id) * 3 < letters => Some("links"),
        () if node.is(&["p"]) && linked * 10 > letters * 9 && letters > 15 => Some("links"),
        () => None,
    }
}

fn is_label(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
    LABELS.iter().any(|label| text.starts_with(label))
}

/// Headings after which no text comes, and labels whose links are gone.
fn lonely_headings(tree: &mut Tree<'_>, article: Id) {
    let mut text_follows = false;
    let mut lonely = Vec::new();
    let ids: Vec<Id> = tree.walk(article).collect();
    for id in ids.into_iter().rev() {
        let node = tree.node(id);
        if node.is(HEADING) {
            if !text_follows {
                lonely.push((id, "heading-without-text"));
            } else if is_label(&tree.text(id)) && tree.text(id).chars().count() < 40 {
                lonely.push((id, "read-more"));
            }
        } else if node.is_text() && !node.text.trim().is_empty() && !tree.within(id, HEADING) {
            text_follows = true;
        }
    }
    for (id, rule) in lonely {
        tree.take(id, rule);
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn left(html: &str) -> String {
        let page = format!("<div>{html}</div>");
        let mut tree = parse(&page, 256);
        let headline = tree.all(0, &["h1"]).next();
        prune(&mut tree, 1, headline);
        tree.text(1)
    }

    #[test]
    fn what_stands_before_the_headline_is_not_the_text() {
        assert_eq!(
            left("<p>News</p><div><h1>Bridge</h1></div><p>It is mended.</p>"),
            "It is mended."
        );
    }

    #[test]
    fn links_to_other_articles_go() {
        assert_eq!(
            left(
                "<p>It is <a href=/a>mended</a>.</p><p>Read more: <a href=/b>The old ferry sails again</a></p>"
            ),
            "It is mended."
        );
        assert_eq!(
            left(
                "<p>One.</p><h3>Related</h3><ul><li><a href=/b>The old ferry sails again</a><li><a href=/c>Mill sold</a></ul>"
            ),
            "One."
        );
    }

    #[test]
    fn a_crosshead_with_text_stays() {
        assert_eq!(left("<h2>The plan</h2><p>It is mended.</p>"), "The plan It is mended.");
    }
}
