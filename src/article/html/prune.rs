//! Inside the article: what is not its text. Links to other articles, labels above them, what stands before the headline.

mod card;
mod label;
mod outward;
mod pulled;

use super::tag::HEADING;
use super::tree::{Id, Tree};
use super::weights::Weights;
use label::{is_label, is_sentence};
use outward::{NAMELESS, leads_outside, names_no_host};
use url::Url;

/// Marks what inside `article` is not its text; `base` is the page's address.
pub(super) fn prune(tree: &mut Tree<'_>, article: Id, headline: Option<Id>, base: Option<&Url>) {
    before_headline(tree, article, headline);
    let host = base.and_then(Url::host_str).or_else(|| names_no_host(tree).then_some(NAMELESS));
    let weights = Weights::of_tree(tree);
    super::stamp::remove(tree, &weights, article);
    card::remove(tree, &weights, article, host);
    pulled::remove(tree, article);
    links(tree, &weights, article, host);
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

/// Blocks that are nothing but links, or a label and a link; `host` is the page's.
fn links(tree: &mut Tree<'_>, weights: &Weights, article: Id, host: Option<&str>) {
    let last = weights.last(tree.range(article));
    let is_authors = |tree: &Tree<'_>, id: Id| {
        last > Some(id) && host.is_some_and(|host| leads_outside(tree, id, host))
    };
    let mut id = article + 1;
    while id < tree.node(article).end {
        let next = id + 1;
        id = match link_rule(tree, weights, id) {
            Some(rule)
                if tree.node(id).gone.is_none() && (rule != "links" || !is_authors(tree, id)) =>
            {
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
    // A box with running text of its own is looked into: a chapter may be a sentence and a list of sources.
    let list = node.is(&["ul", "ol", "dl", "table"])
        || node.is(&["div", "section"]) && weights.of(id) == 0;
    match () {
        () if linked > 0 && letters < 300 && is_label(&tree.text(id)) => {
            (linked * 2 >= letters || !is_sentence(&tree.text(id))).then_some("read-more")
        }
        () if list && linked * 10 > letters * 7 && weights.of(id) * 3 < letters => Some("links"),
        () if node.is(&["p"]) && linked * 10 > letters * 9 && letters > 15 => Some("links"),
        () => None,
    }
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
        let base = Url::parse("https://www.aldford.example/news/1").unwrap();
        let page = format!("<div>{html}</div>");
        let mut tree = parse(&page, 256);
        let headline = tree.all(0, &["h1"]).next();
        prune(&mut tree, 1, headline, Some(&base));
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
    fn a_list_of_other_sites_in_mid_text_stays() {
        let list = |site: &str| {
            let page = format!(
                "<p>These sell boats.</p><ul><li><a href='{site}/a'>The Dory Yard</a><li><a \
                 href='{site}/b'>Punts and Sons</a></ul><p>All of them are open on Sundays, the \
                 harbour office said in a letter to the council.</p>"
            );
            left(&page).contains("Punts and Sons")
        };
        assert!(list("https://boats.example"));
        assert!(!list("https://news.aldford.example"));
        assert!(!list(""));
    }

    #[test]
    fn where_a_pages_own_links_are_paths_those_with_a_host_lead_outside() {
        let list = |home: &str| {
            let page = format!(
                "<main><a href='{home}/'>Home</a><div><p>These sell boats, and they are open on \
                 Sundays.</p><div><ul><li><a href='https://boats.example/a'>The Dory Yard</a><li><a \
                 href='https://boats.example/b'>Punts and Sons</a></ul></div><p>The harbour office said so \
                 in a letter to the council of Aldford on Tuesday.</p></div></main>"
            );
            let mut tree = parse(&page, 256);
            let article = tree.all(0, &["div"]).next().unwrap();
            prune(&mut tree, article, None, None);
            tree.text(0).contains("Punts and Sons")
        };
        assert!(list(""));
        assert!(!list("https://boats.example"));
    }

    #[test]
    fn a_sentence_above_a_list_of_links_stays() {
        let list =
            "<ul><li><a href=/b>The old ferry sails again</a><li><a href=/c>Mill sold</a></ul>";
        let page = format!(
            "<div><p>These are all the letters that were read out on Monday, at the council’s meeting.</p>{list}</div>"
        );
        assert!(left(&page).contains("read out on Monday"));
    }

    #[test]
    fn a_sentence_that_begins_like_a_label_stays() {
        assert_eq!(
            left(
                "<p>For more about the tolls, ask at the <a href=/o>office</a> by the bridge.</p>"
            ),
            "For more about the tolls, ask at the office by the bridge."
        );
    }

    #[test]
    fn whatever_goes_says_why() {
        let page = "<div><p>News</p><h1>Bridge</h1><p>It is mended.</p><p>Read more: <a href=/b>The \
                    old ferry</a></p><ul><li><a href=/c>Mill sold</a></ul><h2>Letters</h2></div>";
        let mut tree = parse(page, 256);
        let headline = tree.all(0, &["h1"]).next();
        prune(&mut tree, 1, headline, None);
        let gone: Vec<&str> = tree.nodes.iter().filter_map(|node| node.gone).collect();
        assert_eq!(gone.len(), 5);
        for rule in gone {
            assert!(crate::article::reason(rule, &[]).is_some(), "{rule}");
        }
    }

    #[test]
    fn a_crosshead_with_text_stays() {
        assert_eq!(left("<h2>The plan</h2><p>It is mended.</p>"), "The plan It is mended.");
    }
}
