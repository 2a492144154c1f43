//! Who wrote it, as the page states or prints it.

use super::elsewhere::is_elsewhere;
use super::headline::{fold, is_site};
use super::linked::Linked;
use super::meta::Metas;
use super::signed::{self, looks_like_name, names_of};
use super::style::{says, words};
use super::tree::{Id, Tree};
use crate::article::byline::without_by;
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
    headline: Option<Id>,
) -> Vec<Fact<String>> {
    let sources = [
        ("json-ld", linked.authors.clone()),
        ("meta", stated(metas)),
        ("microdata", marked(tree, headline)),
        ("byline", signed::read(tree, headline)),
        ("reply", replying(tree)),
    ];
    let mut site_itself = Vec::new();
    for (origin, names) in sources {
        let names: Vec<String> = names.iter().filter_map(|name| cleaned(name)).collect();
        let people: Vec<&String> = names.iter().filter(|name| !is_nobodys(name, sites)).collect();
        if origin == "json-ld"
            && let Some(all) = fuller(&people, &stated(metas))
        {
            return facts(all.iter(), "meta");
        }
        if !people.is_empty() {
            return facts(people.into_iter(), origin);
        }
        if site_itself.is_empty() {
            site_itself = facts(names.iter(), origin);
        }
    }
    site_itself
}

/// The names of the second statement, where it names all the people of the first and more: some sites give their linked
/// data the first of several authors alone.
fn fuller(people: &[&String], others: &[String]) -> Option<Vec<String>> {
    let others: Vec<String> = others.iter().flat_map(|text| names_of(text)).collect();
    let among = |person: &&String| others.iter().any(|other| fold(other) == fold(person));
    (!people.is_empty() && others.len() > people.len() && people.iter().all(among))
        .then_some(others)
}

/// Names of a house or an office: what stands where no person is named.
const OFFICES: &[&str] = &[
    "contributor",
    "coordinator",
    "desk",
    "editor",
    "editorial",
    "editors",
    "marketing",
    "newsdesk",
    "newsroom",
    "press",
    "redaccion",
    "redacción",
    "redactie",
    "redakcja",
    "redaktion",
    "redazione",
    "rédaction",
    "staff",
    "team",
];

/// Whether a name is the site's own, an office's, or only what a writer signs in with.
fn is_nobodys(name: &str, sites: &[String]) -> bool {
    let folded = fold(name);
    let part = |site: &String| folded.len() >= 5 && fold(site).contains(&folded);
    // "Gazette-Redaktion" is an office, too.
    let last = name.split([' ', '-']).next_back().unwrap_or_default().to_lowercase();
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let one = !name.contains(' ');
    let small = one && !name.contains(char::is_uppercase) && name.is_ascii();
    is_site(name, sites)
        || small
        || one && sites.iter().any(part)
        || OFFICES.contains(&last.as_str())
        || OFFICES.contains(&first.as_str()) && first.starts_with("red")
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
        || lower.contains('<')
        // "design: …, code: …" names the makers of the site.
        || lower.matches(": ").count() > 1;
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
fn marked(tree: &Tree<'_>, headline: Option<Id>) -> Vec<String> {
    let marked = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        let author = |value: &str| value.split_whitespace().any(|word| word == "author");
        (author(node.get("itemprop")) || author(node.get("rel")))
            && !node.is(&["link", "meta"])
            && !is_elsewhere(tree, id, headline)
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

/// Who wrote the first comment that the page marks as the article's author's own, as WordPress does: there the name
/// stands even where the article is not signed.
fn replying(tree: &Tree<'_>) -> Vec<String> {
    let own = |id: &Id| tree.node(*id).get("class").contains("bypostauthor");
    let named = |&id: &Id| {
        let node = tree.node(id);
        matches!(node.get("itemprop"), "name" | "creator") || says(&words(node), WRITERS)
    };
    let Some(comment) = tree.walk(0).find(own) else { return Vec::new() };
    let name = tree.walk(comment).filter(named).find_map(|id| {
        let mut texts = tree.walk(id).map(|inner| tree.node(inner).text.trim());
        texts.find(|text| !text.is_empty()).map(str::to_owned)
    });
    name.filter(|name| name.chars().count() < 40).into_iter().collect()
}

/// What the part of a comment is called that says who wrote it.
const WRITERS: &[&str] = &["author", "comment author", "fn", "url"];

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn names(html: &str) -> Vec<String> {
        let tree = parse(html, 256);
        let facts =
            read(&tree, &Metas::of(&tree), &Linked::default(), &["Aldford Post".to_owned()], None);
        facts.into_iter().map(|fact| fact.value).collect()
    }

    #[test]
    fn a_person_comes_before_the_site() {
        assert_eq!(
            names("<meta name=author content='Aldford Post'><p class=byline>By Ann Lee</p>"),
            ["Ann Lee"]
        );
        assert_eq!(
            names("<meta name=author content='Post-Redaktion'><p class=byline>By Ann Lee</p>"),
            ["Ann Lee"]
        );
        assert_eq!(names("<meta name=author content='Aldford Post'>"), ["Aldford Post"]);
    }

    #[test]
    fn a_statement_that_names_more_authors_wins() {
        let authors = |meta: &str| {
            let page = format!("<meta name=author content='{meta}'>");
            let tree = parse(&page, 256);
            let linked = Linked { authors: vec!["Ann Lee".to_owned()], ..Linked::default() };
            let facts = read(&tree, &Metas::of(&tree), &linked, &[], None);
            facts.into_iter().map(|fact| fact.value).collect::<Vec<_>>()
        };
        assert_eq!(authors("Ann Lee, Dan Roe"), ["Ann Lee", "Dan Roe"]);
        assert_eq!(authors("Dan Roe, Eva Strand"), ["Ann Lee"]);
    }

    #[test]
    fn addresses_and_placeholders_name_nobody() {
        assert!(
            names("<meta property=article:author content='https://social.example/post'>")
                .is_empty()
        );
        assert!(names("<meta name=author content=admin>").is_empty());
        assert!(names("<meta name=author content='design: Ann Lee, code: Dan Roe'>").is_empty());
    }

    #[test]
    fn an_article_without_a_byline_is_by_who_answers_its_comments_as_its_author() {
        let comments = "<ol><li class='comment'><b class=fn>Dan Roe</b> said</li>\
            <li class='comment byuser bypostauthor'><b class=fn><a class=url>annlee</a></b> said</li></ol>";
        assert_eq!(names(comments), ["annlee"]);
        assert_eq!(names(&format!("<p class=byline>By Eva Strand</p>{comments}")), ["Eva Strand"]);
    }

    #[test]
    fn a_link_to_all_that_somebody_wrote_names_them() {
        assert_eq!(names("<p class=author>Zeige alle Beiträge von Ann Lee</p>"), ["Ann Lee"]);
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
