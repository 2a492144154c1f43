//! Who wrote it, as the page states or prints it.

use super::headline::is_site;
use super::linked::Linked;
use super::meta::Metas;
use super::style::{says, words};
use super::tree::{Id, Tree};
use crate::scrape::Fact;

/// The names of `meta` elements that state an author.
const METAS: &[&str] = &[
    "author",
    "article:author_name",
    "article.author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dc.creator.name",
    "dcterms.creator",
    "dcsext.author",
    "citation_author",
    "byl",
    "authors",
    "article:author",
    "og:article:author",
    "og:author",
    "rbauthors",
    "creator",
    "cxenseparse:author",
    "wp.author",
];

/// The bylines: of the surest place that names somebody other than the site.
pub(super) fn read(
    tree: &Tree<'_>,
    metas: &Metas,
    linked: &Linked,
    sites: &[String],
) -> Vec<Fact<String>> {
    let sources = [
        ("json-ld", linked.authors.clone()),
        ("meta", stated(metas)),
        ("microdata", marked(tree)),
        ("byline", printed(tree)),
    ];
    let mut site_itself = Vec::new();
    for (origin, names) in sources {
        let names: Vec<String> = names.iter().filter_map(|name| cleaned(name)).collect();
        let people: Vec<&String> = names.iter().filter(|name| !is_site(name, sites)).collect();
        if !people.is_empty() {
            return facts(people.into_iter(), origin);
        }
        if site_itself.is_empty() {
            site_itself = facts(names.iter(), origin);
        }
    }
    site_itself
}

fn facts<'n>(names: impl Iterator<Item = &'n String>, origin: &str) -> Vec<Fact<String>> {
    let mut facts: Vec<Fact<String>> = Vec::new();
    for name in names {
        if !facts.iter().any(|fact| fact.value.eq_ignore_ascii_case(name)) {
            facts.push(Fact::new(name.clone(), origin));
        }
    }
    facts
}

fn stated(metas: &Metas) -> Vec<String> {
    let found = METAS.iter().find(|name| metas.all(name).any(|value| cleaned(value).is_some()));
    found.map(|name| metas.all(name).map(str::to_owned).collect()).unwrap_or_default()
}

/// A name without what surrounds it; `None` where nothing is named.
fn cleaned(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, ',' | ':' | ';' | '|' | '-' | '–' | '•' | '·' | '/')
    });
    let lower = name.to_lowercase();
    let address = lower.contains("http")
        || lower.contains("://")
        || lower.starts_with("www.") && lower.contains('/')
        || lower.starts_with('@')
        || lower.contains("{{")
        || lower.contains('<');
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let nobody = matches!(
        lower.as_str(),
        "admin"
            | "administrator"
            | "author"
            | "unknown"
            | "null"
            | "none"
            | "undefined"
            | "anonymous"
            | "by"
            | "n/a"
            | "false"
            | "true"
            | "website"
            | "root"
            | "guest"
            | "user"
            | "super user"
            | "webmaster"
            | "redaktor"
    );
    (letters >= 2 && name.len() <= 200 && !address && !nobody).then(|| name.to_owned())
}

/// Names marked as the author's in the page itself.
fn marked(tree: &Tree<'_>) -> Vec<String> {
    let marked = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        let author = |value: &str| value.split_whitespace().any(|word| word == "author");
        (author(node.get("itemprop")) || author(node.get("rel")))
            && !node.is(&["link", "meta"])
            && !outside(tree, id)
    });
    let mut names = Vec::new();
    for id in marked.take(12) {
        let name =
            tree.walk(id).find(|&inner| tree.node(inner).get("itemprop") == "name").unwrap_or(id);
        let text = Some(tree.node(name).get("content").to_owned())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| tree.text(name));
        let text = without_by(&text).to_owned();
        if text.chars().count() < 60 && looks_like_name(&text) && !names.contains(&text) {
            names.push(text);
        }
    }
    names
}

/// Whether a node stands in a part of the page that is about other articles.
fn outside(tree: &Tree<'_>, id: Id) -> bool {
    std::iter::once(id).chain(tree.above(id)).any(|above| {
        let node = tree.node(above);
        node.is(&["nav", "footer"])
            || !node.is_text()
                && !node.is(&["html", "body"])
                && says(
                    &words(node),
                    &[
                        "comment",
                        "comments",
                        "commentlist",
                        "relat*",
                        "sidebar",
                        "teaser",
                        "recommend*",
                        "trending",
                        "popular",
                    ],
                )
    })
}

/// What names in classes say that a byline is here.
const PLACES: &[&str] = &[
    "byline*",
    "author",
    "authors",
    "author name",
    "authorname",
    "posted by",
    "postedby",
    "writtenby",
    "written by",
    "autor",
    "auteur",
    "redakteur",
    "verfasser",
];

/// The byline that a reader sees.
fn printed(tree: &Tree<'_>) -> Vec<String> {
    let links = tree.all(0, &["a"]).filter(|&id| {
        let href = tree.node(id).get("href");
        [
            "/author/",
            "/authors/",
            "/autor/",
            "/autoren/",
            "/auteur/",
            "/contributor/",
            "/contributors/",
            "/by/",
            "/profile/author",
            "/people/",
            "/staff/",
            "/redaktion/",
            "/writer/",
            "/journalist/",
        ]
        .iter()
        .any(|part| href.contains(part))
            && !outside(tree, id)
    });
    let link = links.take(10).map(|id| tree.text(id)).find(|text| looks_like_name(text));
    let mut named = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        !node.is_text()
            && !node.attributes.is_empty()
            && !node.is(&["html", "body", "article", "link", "meta"])
            && says(&words(node), PLACES)
            && !outside(tree, id)
    });
    let named = named.find_map(|id| {
        let text = tree.text(id);
        let text = without_by(&text).to_owned();
        (text.chars().count() < 80 && looks_like_name(&text)).then_some(text)
    });
    let said = || {
        tree.walk(0)
            .filter(|&id| tree.node(id).is_text())
            .find_map(|id| by_line(&tree.node(id).text))
    };
    named.or(link).or_else(said).into_iter().collect()
}

/// `By Ann Lee` as the whole of a text.
fn by_line(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    let name = without_by(text);
    (name.len() < text.len() && name.split_whitespace().count() > 1 && looks_like_name(name))
        .then(|| name.to_owned())
}

/// The text without a leading "By" in one of several languages.
fn without_by(text: &str) -> &str {
    const WORDS: &[&str] = &[
        "written by",
        "posted by",
        "published by",
        "story by",
        "reported by",
        "words by",
        "article by",
        "author",
        "autor",
        "autorin",
        "text",
        "by",
        "von",
        "par",
        "por",
        "di",
        "door",
        "av",
        "da",
    ];
    let text = text.trim();
    let after = WORDS.iter().find_map(|word| {
        let (head, rest) = text.split_at_checked(word.len())?;
        (head.eq_ignore_ascii_case(word) && rest.starts_with([' ', ':', '\u{A0}'])).then_some(rest)
    });
    after.unwrap_or(text).trim_start_matches([':', ' ', '\u{A0}'])
}

/// One to eight words without digits, the first with a capital where its script has them.
fn looks_like_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let first = text.chars().next();
    (1..=8).contains(&words)
        && text.chars().count() >= 3
        && !text.chars().any(|letter| letter.is_ascii_digit() || "?!<>{}=@".contains(letter))
        && first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn names(html: &str) -> Vec<String> {
        let tree = parse(html, 256);
        let facts =
            read(&tree, &Metas::of(&tree), &Linked::default(), &["Aldford Post".to_owned()]);
        facts.into_iter().map(|fact| fact.value).collect()
    }

    #[test]
    fn a_person_comes_before_the_site() {
        assert_eq!(
            names("<meta name=author content='Aldford Post'><p class=byline>By Ann Lee</p>"),
            ["Ann Lee"]
        );
        assert_eq!(names("<meta name=author content='Aldford Post'>"), ["Aldford Post"]);
    }

    #[test]
    fn addresses_and_placeholders_name_nobody() {
        assert!(
            names("<meta property=article:author content='https://social.example/post'>")
                .is_empty()
        );
        assert!(names("<meta name=author content=admin>").is_empty());
    }

    #[test]
    fn an_author_of_a_comment_is_none() {
        assert_eq!(
            names(
                "<div class=comments><span class=author>Dan Roe</span></div><a rel=author>Ann Lee</a>"
            ),
            ["Ann Lee"]
        );
    }
}
