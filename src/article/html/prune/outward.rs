//! Links that lead to other sites than the page's own.

use super::super::tree::{Id, Tree};
use url::Url;

/// Stands for the host of a page whose address nobody knows, where its own links name none: every host named is another.
pub(super) const NAMELESS: &str = "nameless.invalid";

/// Whether a page leads to its own site by paths alone.
pub(super) fn names_no_host(tree: &Tree<'_>) -> bool {
    let is_path = |href: &str| href.starts_with('/') && !href.starts_with("//");
    tree.all(0, &["a"]).any(|link| is_path(tree.node(link).get("href")))
}

/// Whether a list or line of links leads mostly to other sites. In mid-text such links are the author's own.
pub(super) fn leads_outside(tree: &Tree<'_>, id: Id, host: &str) -> bool {
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
