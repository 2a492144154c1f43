//! The headline as printed, told apart from the name of the site beside it.

use super::linked::Linked;
use super::meta::Metas;
use super::tree::{Id, Tree};
use crate::scrape::Fact;

/// A headline, and where on the page it is printed.
pub(super) type Headline = (Option<Fact<String>>, Option<Id>);

/// The headline: the page's own first where what is stated for machines agrees with it.
pub(super) fn read(tree: &Tree<'_>, metas: &Metas, linked: &Linked, sites: &[String]) -> Headline {
    let page_title = tree
        .all(0, &["title"])
        .find(|&id| !tree.within(id, &["svg", "body"]))
        .map(|id| tree.text(id));
    let stated = stated(metas, linked, page_title, sites);
    let printed = printed(tree);
    let agreed =
        printed.iter().find(|(_, text)| stated.iter().any(|fact| agree(text, &fact.value)));
    if let Some((id, text)) = agreed {
        return (Some(Fact::new(text.clone(), "headline")), Some(*id));
    }
    let alone = printed.first().filter(|&&(id, _)| tree.node(id).tag == "h1");
    let place = alone.map(|&(id, _)| id);
    let first = stated.into_iter().next();
    (
        first.or_else(|| printed.into_iter().next().map(|(_, text)| Fact::new(text, "headline"))),
        place,
    )
}

/// What is stated, the most telling first, less the site's name.
fn stated(
    metas: &Metas,
    linked: &Linked,
    page_title: Option<String>,
    sites: &[String],
) -> Vec<Fact<String>> {
    let meta = |names: &[&str]| metas.first(names).map(str::to_owned);
    let list = [
        (linked.headline.clone(), "json-ld"),
        (meta(&["og:title"]), "meta"),
        (
            meta(&[
                "parsely-title",
                "sailthru.title",
                "dc.title",
                "dcterms.title",
                "citation_title",
                "headline",
            ]),
            "meta",
        ),
        (meta(&["twitter:title"]), "meta"),
        (page_title, "title"),
    ];
    let full = list.into_iter().filter_map(|(text, origin)| {
        let text = without_site(text?.trim(), sites).to_owned();
        (!text.is_empty() && !is_site(&text, sites)).then(|| Fact::new(text, origin))
    });
    full.collect()
}

/// The headings of the first level that a reader sees, in order.
fn printed(tree: &Tree<'_>) -> Vec<(Id, String)> {
    let heads = tree
        .all(0, &["h1", "h2"])
        .filter(|&id| !tree.within(id, &["nav", "aside", "footer", "noscript", "head"]));
    let texts = heads.take(60).map(|id| (id, tree.text(id)));
    let mut texts: Vec<_> =
        texts.filter(|(_, text)| (3..=300).contains(&text.chars().count())).collect();
    texts.sort_by_key(|&(id, _)| tree.node(id).tag != "h1");
    texts
}

/// Whether a printed and a stated headline are the same, or one is the other with something before or after it.
fn agree(printed: &str, stated: &str) -> bool {
    let (printed, stated) = (fold(printed), fold(stated));
    let long = printed.len().min(stated.len()) >= 12
        && printed.len() * 10 >= stated.len() * 4
        && stated.len() * 10 >= printed.len() * 4;
    printed == stated
        || long
            && (stated.starts_with(&printed)
                || printed.starts_with(&stated)
                || stated.ends_with(&printed))
}

/// Letters and digits alone, in lower case.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn is_site(text: &str, sites: &[String]) -> bool {
    let text = fold(text);
    sites.iter().any(|site| fold(site) == text)
}

/// Signs that stand between a headline and a site's name.
const BETWEEN: &[&str] = &[
    " | ", " – ", " — ", " - ", " · ", " • ", " » ", " « ", " :: ", " ‹ ", " › ", ": ", " ~ ",
    " / ", " ǀ ", " // ",
];

/// The headline without the site's name after (or before) it.
pub(super) fn without_site<'t>(title: &'t str, sites: &[String]) -> &'t str {
    let mut title = title;
    for _ in 0..3 {
        let shorter = BETWEEN.iter().find_map(|sign| {
            let (head, tail) = title.rsplit_once(sign)?;
            let (first, rest) = title.split_once(sign)?;
            match () {
                () if names_site(tail, sites) || is_stub(head, tail, sign) => Some(head),
                () if names_site(first, sites) => Some(rest),
                () => None,
            }
        });
        match shorter {
            Some(shorter) if shorter.trim().chars().count() > 2 => title = shorter.trim(),
            _ => break,
        }
    }
    title
}

/// Whether a part of a title is the name of the site, or begins or ends with it ("Aldford Post Online").
fn names_site(part: &str, sites: &[String]) -> bool {
    let part = fold(part);
    sites.iter().map(|site| fold(site)).any(|site| {
        site == part
            || site.len() >= 5 && (part.starts_with(&site) && part.len() <= site.len() * 3)
            || part.len() >= 4 && (site.starts_with(&part) || site.ends_with(&part))
    })
}

/// Whether what stands after a bar is short beside what stands before it.
fn is_stub(head: &str, tail: &str, sign: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    matches!(sign, " | " | " » " | " « " | " • " | " :: " | " ‹ " | " ǀ ")
        && words(tail) <= 4
        && words(head) >= words(tail)
        && words(head) > 2
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn title(html: &str) -> String {
        let tree = parse(html, 256);
        let metas = Metas::of(&tree);
        let fact = read(&tree, &metas, &Linked::default(), &["Aldford Post".to_owned()]);
        fact.0.map(|fact| fact.value).unwrap_or_default()
    }

    #[test]
    fn the_sites_name_is_no_part_of_the_headline() {
        let sites = ["Aldford Post".to_owned()];
        assert_eq!(
            without_site("Bridge mended at last | Aldford Post", &sites),
            "Bridge mended at last"
        );
        assert_eq!(without_site("Bridge - at last - Aldford Post", &sites), "Bridge - at last");
        assert_eq!(without_site("Aldford Post: Bridge mended", &sites), "Bridge mended");
        assert_eq!(without_site("Council – bridge is safe", &sites), "Council – bridge is safe");
    }

    #[test]
    fn the_printed_headline_wins_where_it_agrees() {
        assert_eq!(
            title(
                "<title>Bridge mended at last | X</title><h1>Aldford Post</h1><h1>Bridge mended at last</h1>"
            ),
            "Bridge mended at last"
        );
        assert_eq!(
            title("<meta property=og:title content='Bridge mended'><h1>News</h1>"),
            "Bridge mended"
        );
        assert_eq!(title("<h1>Bridge mended</h1>"), "Bridge mended");
    }
}
