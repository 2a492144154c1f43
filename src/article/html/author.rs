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
    // What a link's preview tells is what its reader would see: "Written by" and a name.
    let preview = ["1", "2"].iter().find_map(|number| {
        let label = metas.first(&[&format!("twitter:label{number}")])?;
        without_by(label).is_empty().then(|| metas.first(&[&format!("twitter:data{number}")]))?
    });
    if let Some(name) = preview {
        return vec![name.to_owned()];
    }
    let found = METAS.iter().find(|name| metas.all(name).any(|value| cleaned(value).is_some()));
    found.map(|name| metas.all(name).map(str::to_owned).collect()).unwrap_or_default()
}

/// A name without what surrounds it; `None` where nothing is named.
fn cleaned(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.split(" @").next().unwrap_or_default();
    let name = without_by(name);
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

/// Names of parts of a page that are about other articles, or are readers' words.
const ELSEWHERE: &[&str] = &[
    "comment",
    "commentlist",
    "comments",
    "popular",
    "recommend*",
    "related*",
    "sidebar",
    "teaser",
    "trending",
];

/// Whether a node stands in a part of the page that is about other articles.
fn outside(tree: &Tree<'_>, id: Id) -> bool {
    std::iter::once(id).chain(tree.above(id)).any(|above| {
        let node = tree.node(above);
        // What holds half of the page holds the article.
        let part = tree.range(above).len() * 2 < tree.nodes.len() && !node.is_text();
        part && (node.is(&["nav", "footer"]) || says(&words(node), ELSEWHERE))
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

/// Parts of the addresses of authors' pages.
const AUTHOR_PAGES: &[&str] = &[
    "/author/",
    "/authors/",
    "/auteur/",
    "/auteurs/",
    "/autor/",
    "/autoren/",
    "/autores/",
    "/autorin/",
    "/by/",
    "/contributor/",
    "/contributors/",
    "/journalist/",
    "/journalists/",
    "/people/",
    "/profile/author",
    "/redaktion/",
    "/reporter/",
    "/staff/",
    "/writer/",
    "/writers/",
    "?author=",
];

/// The byline that a reader sees.
fn printed(tree: &Tree<'_>) -> Vec<String> {
    let named = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        !node.is_text()
            && !node.attributes.is_empty()
            && !node.is(&["html", "body", "article", "link", "meta", "main"])
            && says(&words(node), PLACES)
            && !outside(tree, id)
    });
    let named = named.take(200).map(|id| names_in(tree, id)).find(|names| !names.is_empty());
    let links = || {
        let links = tree.all(0, &["a"]).filter(|&id| {
            let href = tree.node(id).get("href");
            AUTHOR_PAGES.iter().any(|part| href.contains(part)) && !outside(tree, id)
        });
        links.take(40).map(|id| names_in(tree, id)).find(|names| !names.is_empty())
    };
    let said = || announced(tree).map(|name| vec![name]);
    named.or_else(links).or_else(said).unwrap_or_default()
}

/// The names at the beginning of a byline: its first words that are one, and those joined to it by "and" or a comma.
fn names_in(tree: &Tree<'_>, id: Id) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut joined = true;
    for inner in tree.walk(id).filter(|&inner| tree.node(inner).is_text()).take(40) {
        let text = tree.node(inner).text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = without_by(&text)
            .trim_matches(|letter: char| matches!(letter, ',' | '|' | ' ' | '•' | '·' | '–' | '-'));
        if name.is_empty() || is_join(&text) {
            joined |= is_join(&text);
        } else if joined && looks_like_name(name) {
            names.push(name.to_owned());
            joined = text.ends_with([',', '&']) || text.ends_with(" and") || text.ends_with(" und");
        } else if !names.is_empty() {
            break;
        }
    }
    names
}

fn is_join(text: &str) -> bool {
    matches!(
        text.trim(),
        "," | "&" | "and" | "und" | "et" | "y" | "e" | "/" | ", and" | "i" | "og" | "en"
    )
}

/// `By Ann Lee` as the whole of a text, or `By` and then a name.
fn announced(tree: &Tree<'_>) -> Option<String> {
    let mut by = false;
    for id in tree.walk(0) {
        let node = tree.node(id);
        let text = node.text.trim();
        if !node.is_text() || text.is_empty() || tree.node(node.parent).is(&["script", "style"]) {
            continue;
        }
        if by
            && text.len() < 60
            && looks_like_name(text)
            && text.contains(' ')
            && !outside(tree, id)
        {
            return Some(text.to_owned());
        }
        by = text.len() < 30 && without_by(text).is_empty();
        if let Some(name) = by_line(text).filter(|_| !outside(tree, id)) {
            return Some(name);
        }
    }
    None
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

/// The text without a leading "By" in one of several languages, and what else announces a name.
fn without_by(text: &str) -> &str {
    const WORDS: &[&str] = &[
        "article by",
        "authored by",
        "auteur",
        "author",
        "autor",
        "autorin",
        "av",
        "by",
        "da",
        "di",
        "door",
        "ein beitrag von",
        "escrito por",
        "foto",
        "geschrieben von",
        "interview",
        "medically reviewed by",
        "par",
        "por",
        "post author",
        "posted by",
        "published by",
        "redaktion",
        "reported by",
        "story by",
        "text",
        "text von",
        "verfasst von",
        "von",
        "words by",
        "written by",
        "автор",
    ];
    let mut text = text.trim();
    for _ in 0..3 {
        let after = WORDS.iter().filter_map(|word| {
            let (head, rest) = text.split_at_checked(word.len())?;
            (head.to_lowercase() == *word
                && (rest.is_empty() || rest.starts_with([' ', ':', '\u{A0}'])))
            .then_some(rest)
        });
        match after.min_by_key(|rest| rest.len()) {
            Some(rest) => text = rest.trim_start_matches([':', ' ', '\u{A0}']),
            None => break,
        }
    }
    text
}

/// Words that stand in a byline, not in a name.
const NO_NAME: &[&str] = &[
    "about",
    "abo",
    "all",
    "am",
    "articles",
    "article",
    "bio",
    "biography",
    "comments",
    "contact",
    "editorial",
    "follow",
    "from",
    "home",
    "in",
    "insights",
    "kommentare",
    "latest",
    "mehr",
    "min",
    "more",
    "news",
    "on",
    "our",
    "post",
    "posted",
    "posts",
    "published",
    "read",
    "share",
    "subscribe",
    "the",
    "this",
    "today",
    "uhr",
    "updated",
    "view",
    "your",
];

/// One to seven words without digits, nearly all with a capital where their script has them.
fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let strange =
        text.chars().any(|letter| letter.is_ascii_digit() || "?!<>{}=@#|\"".contains(letter));
    let small = words
        .iter()
        .filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() > 3)
        .count();
    let other = words.iter().any(|word| NO_NAME.contains(&word.to_lowercase().as_str()));
    let first =
        text.chars().next().is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase());
    (1..=7).contains(&words.len())
        && text.chars().count() >= 3
        && first
        && !strange
        && !other
        && small * 4 <= words.len()
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
