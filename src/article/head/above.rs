//! What copied pages have above the headline: the site's address, its sections, the kind of text.

use super::super::page::{Line, Page, words};
use super::super::paper::is_name;
use super::super::{furniture, tail};
use super::imprint;

/// What such a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Above {
    /// A section's name.
    Section(String),
    /// Something that says nothing of the article.
    Other,
}

/// Kinds of text that are printed above headlines, in lower case, sorted.
const KINDS: &[&str] = &[
    "breaking",
    "communiqué de presse",
    "exclusive",
    "for immediate release",
    "long read",
    "media release",
    "news release",
    "nota de prensa",
    "press release",
    "pressemitteilung",
    "special report",
    "пресреліз",
    "пресс-релиз",
];

/// Reads a line above the headline; `None` for any other, and for one that says who published it, or when.
pub(super) fn read(page: &Page, at: usize) -> Option<Above> {
    let text = words(page.text(at));
    if imprint::read(&text).is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    let next = page.lines.iter().skip(at + 1).find(|line| !line.is_blank())?;
    if furniture::is_furniture(&text) || KINDS.binary_search(&lower.as_str()).is_ok() {
        return Some(Above::Other);
    }
    if tail::is_section(&lower) && next.text.contains(' ') {
        return Some(Above::Section(text));
    }
    (is_host(&text) || is_menu(&lower)).then_some(Above::Other)
}

/// A name above a longer headline, where the page says it once more: the paper's, or that of a place.
pub(super) fn kicker(page: &Page, at: usize, next: usize) -> Option<Above> {
    const MOST: usize = 3;
    let name = words(page.text(at));
    let count = |text: &str| text.split_whitespace().count();
    let headline = words(page.text(next));
    let again = |line: &Line| line.text.contains(&name);
    let said = page.lines.iter().skip(next + 1).any(again);
    let longer = count(&headline) > count(&name).max(MOST) && !headline.contains(&name);
    (count(&name) <= MOST && is_name(&name) && longer && said).then_some(Above::Other)
}

/// Takes what stands above the headline.
pub(super) fn take(page: &mut Page, headline: usize) {
    for at in page.filled().into_iter().take_while(|at| *at < headline) {
        let above = read(page, at).or_else(|| kicker(page, at, headline));
        let Some(above) = above else { continue };
        if let Above::Section(name) = above {
            page.front.section.get_or_insert(name);
            page.origin("section", "text");
        }
        page.remove(at, "before-headline");
    }
}

/// Whether a line is an address without its scheme: "harbour.example".
fn is_host(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let (name, end) = text.rsplit_once('.').unwrap_or_default();
    text.chars().all(plain)
        && !name.is_empty()
        && (2..=8).contains(&end.len())
        && end.chars().all(|c| c.is_ascii_lowercase())
}

/// Whether a line is nothing but names of sections: "Home News Sport Weather".
fn is_menu(lower: &str) -> bool {
    const LEAST: usize = 3;
    let words = || lower.split([' ', '|', '·', '•']).filter(|word| !word.is_empty());
    words().count() >= LEAST && words().all(|word| word == "home" || tail::is_section(word))
}

#[cfg(test)]
mod tests {
    use super::super::super::page::Markup;
    use super::super::read;
    use super::*;

    fn head(above: &str) -> Page {
        let text = format!("{above}\n\nFerry stops at last\n\nBy Ann Lee\n\nIt stopped on Monday.");
        let mut page = Page::of(&text, Markup::Text, 1);
        read(&mut page);
        page
    }

    #[test]
    fn what_stands_above_a_headline_is_none() {
        for above in
            ["harbour.example", "Home News Sport Weather", "PRESS RELEASE", "Skip to content"]
        {
            let page = head(above);
            assert_eq!(page.front.title.as_deref(), Some("Ferry stops at last"), "{above}");
            assert_eq!(page.front.authors, ["Ann Lee"], "{above}");
            assert_eq!(page.furniture.len(), 1, "{above}");
        }
        assert_eq!(head("POLITICS").front.section.as_deref(), Some("POLITICS"));
        assert_eq!(head("War and weather").front.title.as_deref(), Some("War and weather"));
    }

    #[test]
    fn kinds_are_sorted() {
        assert!(KINDS.is_sorted());
    }
}
