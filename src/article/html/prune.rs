//! Inside the article: what is not its text. Links to other articles, labels above them, what stands before the headline.

use super::content::Weights;
use super::tag::HEADING;
use super::tree::{Id, Tree};
use url::Url;

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
    "le puede interesar",
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
    "mehr von",
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
    "zobacz także",
    "zobacz też",
    "zum thema",
    "à lire",
    "à découvrir",
    "ähnliche artikel",
    "ähnliche beiträge",
    "читайте также",
];

/// Marks what inside `article` is not its text; `base` is the page's address.
pub(super) fn prune(tree: &mut Tree<'_>, article: Id, headline: Option<Id>, base: Option<&Url>) {
    before_headline(tree, article, headline);
    let host = base.and_then(Url::host_str).or_else(|| names_no_host(tree).then_some(NAMELESS));
    let weights = Weights::of_tree(tree);
    super::stamp::remove(tree, &weights, article);
    super::card::remove(tree, &weights, article, host);
    links(tree, &weights, article, host);
    lonely_headings(tree, article);
}

/// Stands for the host of a page whose address nobody knows, where its own links name none: every host named is another.
const NAMELESS: &str = "nameless.invalid";

/// Whether a page leads to its own site by paths alone.
fn names_no_host(tree: &Tree<'_>) -> bool {
    let is_path = |href: &str| href.starts_with('/') && !href.starts_with("//");
    tree.all(0, &["a"]).any(|link| is_path(tree.node(link).get("href")))
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

/// Whether a list or line of links leads mostly to other sites. In mid-text such links are the author's own.
fn leads_outside(tree: &Tree<'_>, id: Id, host: &str) -> bool {
    const LISTS: &[&str] = &["dl", "ol", "p", "table", "ul"];
    let node = tree.node(id);
    let list = node.is(LISTS) || node.tag == "div" && is_wrapping(tree, id, LISTS);
    list && is_outward(tree, id, host)
}

/// Whether a part holds one of these elements and nothing beside it.
fn is_wrapping(tree: &Tree<'_>, id: Id, tags: &[&str]) -> bool {
    let mut full = tree.children(id).filter(|&child| {
        let node = tree.node(child);
        !node.is_text() || !node.text.trim().is_empty()
    });
    full.next().is_some_and(|child| tree.node(child).is(tags)) && full.next().is_none()
}

/// Whether the links of a part lead mostly to other sites than `host`: what an outlet puts into a text to keep its readers
/// leads to itself.
pub(super) fn is_outward(tree: &Tree<'_>, id: Id, host: &str) -> bool {
    let host = bare(host);
    let outside = |href: &str| {
        let url = Url::parse(href).ok();
        let other = url.as_ref().and_then(Url::host_str).map(bare);
        other.is_some_and(|other| !other.ends_with(host) && !host.ends_with(other))
    };
    let links: Vec<Id> =
        tree.all(id, &["a"]).filter(|&link| !tree.node(link).get("href").is_empty()).collect();
    let out = links.iter().filter(|&&link| outside(tree.node(link).get("href"))).count();
    out * 2 > links.len()
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether words that begin like a label go on as a sentence: "For more on this, write to the office."
fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!']) && !text.contains(": ")
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
