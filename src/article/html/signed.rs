//! The byline that a reader sees: in a part that calls itself one, in a link to its author's page, or in words.

mod name;

use super::elsewhere::{distance, is_elsewhere};
use super::style::{says, words};
use super::tree::{Id, Tree};
use super::when::{self, Order};
use crate::article::byline::{is_located, without_by};
use name::{NO_NAME, trimmed};
pub(super) use name::{looks_like_name, names_of};

/// What names in classes say that a byline is here.
const PLACES: &[&str] = &[
    "^by",
    "ar by",
    "byline*",
    "author",
    "authors",
    "author name",
    "authorname",
    "posted by",
    "postedby",
    "writtenby",
    "written by",
    "submitted",
    "username",
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

/// The names of the byline that is nearest to the headline; parts and links that name persons before words that do.
pub(super) fn read(tree: &Tree<'_>, headline: Option<Id>) -> Vec<String> {
    let places = tree.walk(0).filter(|&id| {
        let node = tree.node(id);
        !node.is_text()
            && !node.attributes.is_empty()
            && !node.is(&["html", "body", "article", "link", "meta", "main"])
            && says(&words(node), PLACES)
    });
    let named: Vec<Id> = places.filter(|&id| !is_elsewhere(tree, id, headline)).take(200).collect();
    let links = || {
        let links = tree.all(0, &["a"]).filter(|&id| {
            let href = tree.node(id).get("href");
            AUTHOR_PAGES.iter().any(|part| href.contains(part)) && !is_elsewhere(tree, id, headline)
        });
        links.take(40).collect::<Vec<Id>>()
    };
    let near = |ids: &[Id], names: fn(&Tree<'_>, Id) -> Vec<String>| {
        nearest(ids.iter().map(|&id| (id, names(tree, id))), headline)
    };
    near(&named, names_in)
        .or_else(|| near(&links(), names_from))
        .or_else(|| announced(tree, headline))
        .or_else(|| above_date(tree, headline))
        .or_else(|| nearest(named.iter().map(|&id| (id, handle(tree, id))), headline))
        .unwrap_or_default()
}

/// Of several bylines the nearest to the headline; one word alone may be a section's name as well as a person's.
fn nearest(
    bylines: impl Iterator<Item = (Id, Vec<String>)>,
    headline: Option<Id>,
) -> Option<Vec<String>> {
    let full = bylines.filter(|(_, names)| !names.is_empty());
    let order = |(id, names): &(Id, Vec<String>)| {
        (names.iter().all(|name| !name.contains([' ', '.'])), distance(*id, headline))
    };
    full.min_by_key(order).map(|(_, names)| names)
}

/// The names at the beginning of a byline.
fn names_in(tree: &Tree<'_>, id: Id) -> Vec<String> {
    let texts = tree.walk(id).filter(|&inner| tree.node(inner).is_text()).take(40);
    names_among(texts.map(|inner| tree.node(inner).text.as_ref()))
}

/// The names from a link on: others may be joined to it.
fn names_from(tree: &Tree<'_>, id: Id) -> Vec<String> {
    const NEAR: usize = 40;
    let end = (id + NEAR).min(tree.nodes.len()).max(tree.node(id).end);
    if names_in(tree, id).is_empty() {
        return Vec::new();
    }
    names_among((id..end).map(|inner| tree.node(inner).text.as_ref()))
}

/// Of texts in a row the first that names somebody, and those joined to it by "and" or a comma.
fn names_among<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut joined = true;
    for text in texts {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || is_join(&text) {
            joined |= is_join(&text);
            continue;
        }
        let found = names_of(&text);
        if joined && !found.is_empty() {
            names.extend(found);
            joined = text.ends_with([',', '&']) || text.ends_with(" and") || text.ends_with(" und");
        } else if !names.is_empty() {
            break;
        }
    }
    names
}

/// The name that a writer goes by on the site, where it is all that a byline holds: `annlee`.
fn handle(tree: &Tree<'_>, id: Id) -> Vec<String> {
    let text = tree.text(id);
    let name = without_by(&text);
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let fine = (3..=24).contains(&name.chars().count())
        && name.chars().all(plain)
        && name.starts_with(char::is_alphabetic)
        && !NO_NAME.contains(&name.to_lowercase().as_str());
    if fine { vec![name.to_owned()] } else { Vec::new() }
}

fn is_join(text: &str) -> bool {
    matches!(
        text.trim(),
        "," | "&" | "and" | "und" | "et" | "y" | "e" | "/" | ", and" | "i" | "og" | "en"
    )
}

/// Headings over what is told of the writer.
const ABOUT: &[&str] = &[
    "about the author",
    "about the authors",
    "acerca del autor",
    "author bio",
    "sobre el autor",
    "sobre o autor",
    "à propos de l'auteur",
    "über den autor",
    "über die autorin",
];

/// `By Ann Lee` as a text of its own, or `By` and then a name, after the headline or else before it; else the name
/// under "About the author".
fn announced(tree: &Tree<'_>, headline: Option<Id>) -> Option<Vec<String>> {
    let texts: Vec<(Id, &str)> = tree
        .walk(0)
        .filter(|&id| !tree.node(tree.node(id).parent).is(&["script", "style", "title"]))
        .map(|id| (id, tree.node(id).text.trim()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let split = texts.partition_point(|&(id, _)| id < headline.unwrap_or_default());
    let (before, after) = texts.split_at_checked(split).unwrap_or((&[], &texts));
    let here = |id: Id| !is_elsewhere(tree, id, headline);
    [after, before].into_iter().find_map(|texts| {
        let pairs = texts.iter().zip(texts.iter().skip(1));
        let whole = |text: &str| by_line(text);
        texts
            .first()
            .and_then(|&(id, text)| whole(text).filter(|_| here(id)))
            .or_else(|| {
                pairs.clone().enumerate().find_map(|(at, (&(_, by), &(id, text)))| {
                    let rest = || texts.iter().skip(at + 1).take(12).map(|&(_, text)| text);
                    let name = || (by.len() < 30 && is_by(by)).then(|| short_name(text)).flatten();
                    let all = || name().map(|_| names_among(rest()));
                    whole(text).or_else(all).filter(|_| here(id))
                })
            })
            .or_else(|| {
                pairs.clone().find_map(|(&(_, about), &(id, text))| {
                    let about = trimmed(about).trim_end_matches(':').to_lowercase();
                    let name = || ABOUT.contains(&about.as_str()).then(|| subject(text)).flatten();
                    name().filter(|_| here(id))
                })
            })
    })
}

/// A name that stands alone between the headline and a day, and that the page says nowhere else.
fn above_date(tree: &Tree<'_>, headline: Option<Id>) -> Option<Vec<String>> {
    const NEAR: usize = 4;
    let end = tree.node(headline?).end;
    let text = |id: &Id| tree.node(*id).text.trim();
    let full = tree.walk(0).filter(|id| *id >= end && !text(id).is_empty()).take(NEAR);
    let near: Vec<Id> = full.collect();
    let signs = |pair: &[Id]| {
        let &[name, day] = pair else { return None };
        let (name, day) = (text(&name), text(&day));
        let dated = day.len() < 40 && when::read(day, Order::DayFirst).is_some();
        let alone = dated && is_located(name) && looks_like_name(name);
        let times = || tree.walk(0).filter(|id| tree.node(*id).text.contains(name)).take(2).count();
        (alone && times() == 1).then(|| vec![name.to_owned()])
    };
    near.windows(2).find_map(signs)
}

/// Whether a text only announces a name.
fn is_by(text: &str) -> bool {
    let text = trimmed(text);
    !text.is_empty() && trimmed(without_by(text)).is_empty()
}

/// The names of a short text, where they are more than one word.
fn short_name(text: &str) -> Option<Vec<String>> {
    let names = if text.len() < 80 { names_of(text) } else { Vec::new() };
    names.first().is_some_and(|name| name.contains(' ')).then_some(names)
}

/// `By Ann Lee` as the whole of a text.
fn by_line(text: &str) -> Option<Vec<String>> {
    let text = trimmed(text);
    (text.len() <= 120 && without_by(text).len() < text.len()).then(|| short_name(text)).flatten()
}

/// Of whom a sentence tells: `Ann Lee is a …`.
fn subject(text: &str) -> Option<Vec<String>> {
    let verbs = [" is ", " ist ", " es ", " est ", " has ", " writes "];
    let end = verbs.iter().filter_map(|verb| text.find(verb)).min().unwrap_or(text.len());
    text.get(..end).and_then(short_name)
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn names(html: &str) -> Vec<String> {
        let tree = parse(html, 256);
        let headline = tree.all(0, &["h1"]).next();
        read(&tree, headline)
    }

    #[test]
    fn a_byline_may_say_more_than_names() {
        for byline in [
            "By Ann Lee, PhD, Dan Roe and Eva Strand | Aldford Post",
            "Posted by Ann Lee, Dan Roe and Eva Strand - Harbour team",
        ] {
            let html = format!("<div class=byline>{byline}</div>");
            assert_eq!(names(&html), ["Ann Lee", "Dan Roe", "Eva Strand"], "{byline}");
        }
        assert_eq!(names("<p class=date-author>Ann Lee, 01.12.2021</p>"), ["Ann Lee"]);
    }

    #[test]
    fn what_holds_signs_names_nobody() {
        assert!(names("<p class=author>What I love... ♥ the sea</p>").is_empty());
        assert!(names("<p class=author>The Sea ♥ Me</p>").is_empty());
    }

    #[test]
    fn the_byline_near_the_headline_wins() {
        assert_eq!(
            names(
                "<p class=byline>Dan Roe</p><p>1</p><p>2</p><h1>A bridge</h1><p class=byline>By <a>Ann Lee</a></p>"
            ),
            ["Ann Lee"]
        );
    }

    #[test]
    fn a_byline_without_markup_is_read() {
        assert_eq!(names("<h1>A bridge</h1><p>By Ann Lee and Dan Roe</p>"), ["Ann Lee", "Dan Roe"]);
        assert_eq!(names("<i>| By </i><i>Ann Lee</i>"), ["Ann Lee"]);
        assert_eq!(
            names("<p>By <b>Ann Lee</b> and <b>Dan Roe</b></p><p>It is mended.</p>"),
            ["Ann Lee", "Dan Roe"]
        );
        assert_eq!(names("<p>About the author:</p><p>Ann Lee is a painter.</p>"), ["Ann Lee"]);
        assert_eq!(
            names("<h1>A bridge</h1><i>Ann Lee</i><i>5 May 2024</i><p>It is.</p>"),
            ["Ann Lee"]
        );
        let place =
            "<h1>A bridge</h1><i>Cape Orrin</i><i>5 May 2024</i><p>In Cape Orrin it is.</p>";
        assert!(names(place).is_empty());
        let links =
            "<p>Von: <a href=/autor/1>Ann Lee</a>, <a href=/autor/2>Dan Roe</a></p><p>It is.</p>";
        assert_eq!(names(links), ["Ann Lee", "Dan Roe"]);
        let components = "<h1>A bridge</h1><div data-component=byline-block><time>5 May 2024</time><b>Ann Lee</b></div>";
        assert_eq!(names(components), ["Ann Lee"]);
        assert_eq!(
            names("<div class=ar_by><div>Ann Lee</div><div>Aldford Post</div></div>"),
            ["Ann Lee"]
        );
        assert_eq!(names("<p>Submitted by <b class=username>annlee</b></p>"), ["annlee"]);
    }
}
