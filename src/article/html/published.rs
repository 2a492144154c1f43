//! When it was published and changed, as the page states or prints it.

use super::linked::Linked;
use super::meta::Metas;
use super::style::{says, words};
use super::tree::{Id, Tree};
use super::when::{self, Order};
use crate::date::Stamp;
use crate::scrape::Fact;

/// Names of `meta` elements that state the publication, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published-date",
    "publisheddate",
    "pubdate",
    "publication_date",
    "publicationdate",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "displaydate",
    "date",
    "article:post_date",
    "bt:pubdate",
    "ptime",
    "created",
    "datecreated",
    "gentime",
    "last-published",
    "prism.publicationdate",
    "shareaholic:article_published_time",
    "timestamp",
];

/// Names of `meta` elements that state the last change.
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:updated",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "modified",
    "og:modified_time",
];

/// When it was published: stated, marked, in the address, or printed near the headline.
pub(super) fn published(
    tree: &Tree<'_>,
    metas: &Metas,
    linked: &Linked,
    place: &Place<'_>,
) -> Option<Fact<Stamp>> {
    let order = place.order;
    let stated = linked
        .published
        .as_deref()
        .and_then(|text| when::read(text, order))
        .map(|stamp| Fact::new(stamp, "json-ld"));
    stated
        .or_else(|| {
            PUBLISHED
                .iter()
                .flat_map(|name| metas.all(name))
                .find_map(|text| when::read(text, order))
                .map(|stamp| Fact::new(stamp, "meta"))
        })
        .or_else(|| marked(tree, order).map(|stamp| Fact::new(stamp, "microdata")))
        .or_else(|| when::in_address(place.url).map(|stamp| Fact::new(stamp, "url")))
        .or_else(|| printed(tree, place))
}

/// When it was last changed, as stated.
pub(super) fn updated(metas: &Metas, linked: &Linked, place: &Place<'_>) -> Option<Fact<Stamp>> {
    let stated = linked.modified.as_deref().and_then(|text| when::read(text, place.order));
    stated.map(|stamp| Fact::new(stamp, "json-ld")).or_else(|| {
        let found = UPDATED
            .iter()
            .flat_map(|name| metas.all(name))
            .find_map(|text| when::read(text, place.order));
        found.map(|stamp| Fact::new(stamp, "meta"))
    })
}

/// Where the page was and how its language writes days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'u> {
    pub url: &'u str,
    pub order: Order,
    /// Where the headline is printed.
    pub headline: Option<Id>,
}

/// What is marked as the day of publication in the page itself.
fn marked(tree: &Tree<'_>, order: Order) -> Option<Stamp> {
    let marked = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        let itemprop = node
            .get("itemprop")
            .split_whitespace()
            .any(|word| matches!(word, "datePublished" | "dateCreated"));
        (itemprop || node.has("pubdate")) && !elsewhere(tree, id)
    });
    marked.take(8).find_map(|id| value(tree, id, order))
}

/// What a node says about a time: its machine value, else its words.
fn value(tree: &Tree<'_>, id: Id, order: Order) -> Option<Stamp> {
    let node = tree.node(id);
    ["datetime", "content"]
        .iter()
        .find_map(|name| when::read(node.get(name), order))
        .or_else(|| when::read(&tree.text(id), order))
        .or_else(|| when::read(node.get("title"), order))
}

/// Whether a node stands in a part of the page that is about other articles or readers' words.
fn elsewhere(tree: &Tree<'_>, id: Id) -> bool {
    std::iter::once(id).chain(tree.above(id)).any(|above| {
        let node = tree.node(above);
        node.is(&["nav", "footer", "aside"])
            || !node.is_text()
                && !node.is(&["html", "body"])
                && says(
                    &words(node),
                    &[
                        "comment",
                        "comments",
                        "commentlist",
                        "related*",
                        "sidebar*",
                        "^widget",
                        "teaser*",
                        "recommend*",
                        "trending",
                        "popular*",
                        "recent*",
                        "latest",
                        "footer",
                        "copyright",
                        "updated",
                        "modified",
                    ],
                )
    })
}

/// What names in classes say that a date is here.
const PLACES: &[&str] = &[
    "date",
    "published",
    "publish*",
    "pubdate",
    "posted",
    "post date",
    "timestamp",
    "time",
    "dateline",
    "datum",
    "fecha",
    "datetime",
    "entry meta",
    "post meta",
    "meta",
    "postmeta",
    "article info",
    "byline",
    "date *",
    "info",
    "created",
    "articledate",
];

/// The date that a reader sees: a `time` element, a short text where a date is announced, or a date alone; of several
/// the one nearest to the headline.
fn printed(tree: &Tree<'_>, place: &Place<'_>) -> Option<Fact<Stamp>> {
    let order = place.order;
    let times = tree.all(0, &["time"]).filter(|&id| !elsewhere(tree, id));
    if let Some(stamp) = nearest(times.filter_map(|id| Some((id, value(tree, id, order)?))), place)
    {
        return Some(Fact::new(stamp, "time"));
    }
    let named = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        !node.is_text()
            && !node.attributes.is_empty()
            && !node.is(&["html", "body", "article", "main", "meta", "head"])
            && says(&words(node), PLACES)
            && !elsewhere(tree, id)
    });
    let named = named.filter_map(|id| {
        let text = tree.text(id);
        Some((id, when::read(&text, order).filter(|_| text.chars().count() < 120)?))
    });
    let found = nearest(named, place).or_else(|| nearest(alone(tree, order), place));
    found.map(|stamp| Fact::new(stamp, "text"))
}

/// The date nearest to the headline: what follows it counts as nearer than what stands before it.
fn nearest(dates: impl Iterator<Item = (Id, Stamp)>, place: &Place<'_>) -> Option<Stamp> {
    let headline = place.headline.unwrap_or_default();
    let distance = |id: Id| if id >= headline { id - headline } else { (headline - id) * 4 };
    dates.take(200).min_by_key(|&(id, _)| distance(id)).map(|(_, stamp)| stamp)
}

/// Texts that are hardly more than a date.
fn alone(tree: &Tree<'_>, order: Order) -> impl Iterator<Item = (Id, Stamp)> {
    let texts =
        tree.walk(0).filter(|&id| tree.node(id).is_text() && tree.node(id).text.trim().len() < 60);
    texts.filter_map(move |id| {
        let text = tree.node(id).text.trim();
        let short = text.split_whitespace().count() <= 8
            && text.chars().filter(char::is_ascii_digit).count() >= 5;
        let script = tree.node(tree.node(id).parent).is(&["script", "style", "option", "title"]);
        let stamp = when::read(text, order).filter(|_| short && !script && !text.contains('©'))?;
        (!elsewhere(tree, id)).then_some((id, stamp))
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn day(html: &str) -> String {
        let tree = parse(html, 256);
        let place = Place { url: "", order: Order::DayFirst, headline: None };
        let fact = published(&tree, &Metas::of(&tree), &Linked::default(), &place);
        fact.map_or_else(String::new, |fact| format!("{} {}", fact.value, fact.origin))
    }

    #[test]
    fn what_is_stated_comes_before_what_is_printed() {
        assert_eq!(
            day(
                "<meta property=article:published_time content='2024-03-05T10:00:00Z'><time datetime=2024-03-06>"
            ),
            "2024-03-05T10:00:00Z meta"
        );
        assert_eq!(
            day(
                "<div class=related><time datetime=2024-01-01></time></div><time datetime=2024-03-06></time>"
            ),
            "2024-03-06 time"
        );
        assert_eq!(day("<p class=post-date>5 March 2024</p>"), "2024-03-05 text");
    }

    #[test]
    fn a_change_is_no_publication() {
        assert_eq!(day("<time class=updated datetime=2024-03-06></time>"), "");
        assert_eq!(day("<footer>© 5 March 2024</footer>"), "");
    }
}
