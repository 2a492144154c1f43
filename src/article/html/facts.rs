//! What a page states about its article, each value with where it was read.

use super::linked::{self, Linked, Own};
use super::meta::{self, Metas};
use super::published::{self, Place};
use super::tree::{Id, Tree};
use super::{author, caption, headline, when};
use crate::scrape::{Fact, Facts};
use url::Url;

/// What helps to find the article's text.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Where the headline is printed.
    pub headline: Option<Id>,
    /// The whole text, where it is stated for machines.
    pub body: Option<String>,
}

/// Reads the facts of a page; `url` is its address where the capture tells it.
pub(super) fn read(tree: &Tree<'_>, url: Option<&str>) -> (Facts, Hints) {
    let metas = Metas::of(tree);
    let linked = linked::read(tree, &own(tree, &metas, url));
    let address = address(tree, &metas, &linked, url);
    let place = address
        .as_ref()
        .or(url.map(|url| Fact::new(url.to_owned(), "")).as_ref())
        .map(|fact| fact.value.clone())
        .unwrap_or_default();
    let host = Url::parse(&place)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default();
    let language = language(tree, &metas, &linked);
    let order = when::order(language.as_ref().map_or("", |fact| &fact.value), &host);
    let outlet = outlet(&metas, &linked);
    let sites = sites(&metas, &linked, &host);
    let (title, headline) = headline::read(tree, &metas, &linked, &sites);
    let image = image(&metas, &linked, &place);
    let printed = caption::read(tree, headline, image.as_ref().map(|fact| fact.value.as_str()));
    let credit = printed.as_ref().and_then(|caption| caption.credit.clone());
    let captions =
        [(printed.map(|caption| caption.words), "caption"), (linked.caption.clone(), "json-ld")];
    let when = Place { url: &place, order, headline };
    let facts = Facts {
        title,
        description: first([
            (linked.description.clone(), "json-ld"),
            (
                of(
                    &metas,
                    &["og:description", "description", "twitter:description", "dc.description"],
                ),
                "meta",
            ),
        ]),
        published: published::published(tree, &metas, &linked, &when),
        updated: published::updated(&metas, &linked, &when),
        bylines: author::read(tree, &metas, &linked, &sites, headline),
        outlet,
        url: address,
        language,
        section: first([
            (linked.section.clone(), "json-ld"),
            (of(&metas, &["article:section", "parsely-section", "section"]), "meta"),
        ]),
        tags: tags(&metas, &linked),
        image,
        caption: first(captions),
        credit: credit.map(|credit| Fact::new(credit, "caption")),
        truncated: linked.locked,
        ..Facts::default()
    };
    (facts, Hints { headline, body: linked.body })
}

/// What tells the page's own article: its headings, its titles, its addresses.
fn own(tree: &Tree<'_>, metas: &Metas, url: Option<&str>) -> Own {
    let printed = tree.all(0, &["h1", "title"]).map(|id| tree.text(id));
    let stated = ["og:title", "twitter:title", "dc.title"].map(|name| of(metas, &[name]));
    let headlines = printed.chain(stated.into_iter().flatten());
    let canonical = meta::link(tree, "canonical").map(str::to_owned);
    let addresses = [canonical, of(metas, &["og:url"]), url.map(str::to_owned)];
    Own {
        headlines: headlines.filter(|text| !text.trim().is_empty()).collect(),
        addresses: addresses.into_iter().flatten().collect(),
    }
}

fn first<const N: usize>(list: [(Option<String>, &str); N]) -> Option<Fact<String>> {
    let mut full = list
        .into_iter()
        .filter_map(|(text, origin)| Some((text.filter(|text| !text.trim().is_empty())?, origin)));
    full.next().map(|(text, origin)| Fact::new(text.trim().to_owned(), origin))
}

fn of(metas: &Metas, names: &[&str]) -> Option<String> {
    metas.first(names).map(str::to_owned)
}

/// The canonical address; of those stated the first that is absolute and more than a host.
fn address(
    tree: &Tree<'_>,
    metas: &Metas,
    linked: &Linked,
    url: Option<&str>,
) -> Option<Fact<String>> {
    let base = url.and_then(|url| Url::parse(url).ok());
    let list = [
        (meta::link(tree, "canonical").map(str::to_owned), "link"),
        (of(metas, &["og:url"]), "meta"),
        (linked.url.clone(), "json-ld"),
        (of(metas, &["parsely-link", "twitter:url", "dc.identifier"]), "meta"),
    ];
    let mut full = list.into_iter().filter_map(|(text, origin)| {
        let text = text?;
        let url = base.as_ref().map_or_else(|| Url::parse(&text), |base| base.join(&text)).ok()?;
        let fine = matches!(url.scheme(), "http" | "https") && url.path().len() > 1;
        fine.then(|| Fact::new(url.to_string(), origin))
    });
    full.next()
}

fn language(tree: &Tree<'_>, metas: &Metas, linked: &Linked) -> Option<Fact<String>> {
    let html = tree.all(0, &["html"]).next().map(|id| tree.node(id).get("lang").to_owned());
    let stated = first([
        (html, "html"),
        (
            of(metas, &["og:locale", "language", "content-language", "dc.language", "inlanguage"]),
            "meta",
        ),
        (linked.language.clone(), "json-ld"),
    ]);
    stated
        .map(|fact| Fact::new(fact.value.replace('_', "-"), &fact.origin))
        .filter(|fact| is_tag(&fact.value))
}

/// Whether a text is shaped like a BCP 47 tag.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && text.len() <= 20
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

fn outlet(metas: &Metas, linked: &Linked) -> Option<Fact<String>> {
    first([
        (of(metas, &["og:site_name"]), "meta"),
        (linked.publisher.clone(), "json-ld"),
        (linked.site.clone(), "json-ld"),
        (
            of(
                metas,
                &[
                    "application-name",
                    "dc.publisher",
                    "dcterms.publisher",
                    "publisher",
                    "apple-mobile-web-app-title",
                    "copyright",
                ],
            ),
            "meta",
        ),
    ])
    .filter(|fact| fact.value.len() <= 80 && !fact.value.contains("://"))
}

/// All the names that the site goes by.
fn sites(metas: &Metas, linked: &Linked, host: &str) -> Vec<String> {
    let metas = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
        "publisher",
    ]
    .iter()
    .flat_map(|name| metas.all(name))
    .map(str::to_owned);
    let host = host.trim_start_matches("www.");
    let hosts = [host.to_owned(), host.split('.').next().unwrap_or_default().to_owned()];
    let all = metas.chain(linked.publisher.clone()).chain(linked.site.clone()).chain(hosts);
    all.filter(|name| name.chars().count() > 1).collect()
}

fn tags(metas: &Metas, linked: &Linked) -> Vec<Fact<String>> {
    let stated = apart(metas.all("article:tag").map(str::to_owned).collect());
    let keywords = || {
        let list = metas
            .first(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"])
            .unwrap_or_default();
        list.split([',', ';'])
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .take(30)
            .collect()
    };
    let (list, origin) = match (linked.keywords.is_empty(), stated.is_empty()) {
        (false, _) => (apart(linked.keywords.clone()), "json-ld"),
        (true, false) => (stated, "meta"),
        (true, true) => (keywords(), "meta"),
    };
    let mut tags: Vec<Fact<String>> = Vec::new();
    for tag in list {
        if !tag.is_empty() && !tags.iter().any(|known| known.value == tag) {
            tags.push(Fact::new(tag, origin));
        }
    }
    tags
}

/// Keywords that a page states as one, apart: "Boats, bridges".
fn apart(stated: Vec<String>) -> Vec<String> {
    match stated.as_slice() {
        [one] => one.split([',', ';']).map(|tag| tag.trim().to_owned()).collect(),
        _ => stated,
    }
}

fn image(metas: &Metas, linked: &Linked, place: &str) -> Option<Fact<String>> {
    let stated = first([
        (
            of(
                metas,
                &[
                    "og:image",
                    "og:image:url",
                    "og:image:secure_url",
                    "twitter:image",
                    "twitter:image:src",
                ],
            ),
            "meta",
        ),
        (linked.image.clone(), "json-ld"),
    ])?;
    let base = Url::parse(place).ok();
    let url = base
        .as_ref()
        .map_or_else(|| Url::parse(&stated.value), |base| base.join(&stated.value))
        .ok()?;
    matches!(url.scheme(), "http" | "https").then(|| Fact::new(url.to_string(), &stated.origin))
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn keywords_stated_as_one_are_several() {
        let tags = |page: &str| {
            let (facts, _) = read(&parse(page, 256), None);
            facts.tags.into_iter().map(|fact| fact.value).collect::<Vec<_>>()
        };
        let one = "<meta property=article:tag content='Boats, Old bridges'>";
        assert_eq!(tags(one), ["Boats", "Old bridges"]);
        let two = "<meta property=article:tag content='Boats, old'><meta property=article:tag content=Piers>";
        assert_eq!(tags(two), ["Boats, old", "Piers"]);
    }
}
