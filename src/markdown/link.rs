//! Which addresses a link may have: `http`, `https` and `mailto`; in the desk's own texts also pages of the site.

use super::options;
use crate::text::Span;
use pulldown_cmark::{Event, Parser, Tag};

/// A link or a picture as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it leads, as it stands.
    pub target: String,
    /// Where it stands in the text.
    pub span: Span,
    /// Whether it shows a picture, which pages leave out but for its caption.
    pub is_picture: bool,
}

/// Every link and picture of a text, in order.
pub fn written(body: &str) -> Vec<Written> {
    let events = Parser::new_ext(body, options()).into_offset_iter();
    let written = events.filter_map(|(event, range)| {
        let span = Span::new(range.start, range.end);
        let (target, is_picture) = match event {
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => return None,
        };
        Some(Written { target: target.into_string(), span, is_picture })
    });
    written.collect()
}

/// Whose links a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links<'a> {
    /// An article's: absolute addresses alone, since its relative ones meant another site.
    Article,
    /// The desk's: addresses without a scheme are pages of this site, reached by way of `root` (`../`).
    Desk {
        /// The way from the page to the site's root.
        root: &'a str,
    },
}

impl Links<'_> {
    /// The address a link may lead to; `None` where it must not be a link.
    pub fn allow(self, target: &str) -> Option<String> {
        let plain: String =
            target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        if is_outward(&plain) {
            return Some(plain);
        }
        match self {
            Links::Article => None,
            Links::Desk { .. } if plain.starts_with('#') => Some(plain),
            Links::Desk { root } => own_page(&plain).map(|page| format!("{root}{page}")),
        }
    }
}

/// Whether an address is absolute, with a scheme that only ever opens a page or a letter.
pub fn is_outward(address: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    })
}

/// An address within the site: no scheme, no host, no way upwards.
fn own_page(address: &str) -> Option<&str> {
    let address = address.strip_prefix("./").unwrap_or(address);
    let odd = address.is_empty()
        || address.starts_with(['/', '\\', '?'])
        || address.contains(':')
        || address.split(['/', '\\']).any(|part| part == "..");
    (!odd).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_are_links() {
        let allow = |target| Links::Article.allow(target);
        assert_eq!(allow("https://x.example/a b").as_deref(), Some("https://x.example/ab"));
        for target in
            ["javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//x", "#", "/a"]
        {
            assert_eq!(allow(target), None, "{target}");
        }
    }

    #[test]
    fn links_and_pictures_are_found_where_they_stand() {
        let body = "A [page](gone.html), `[no](link)`\n\n![A pier](pier.jpg) <https://x.example/>";
        let found: Vec<_> = written(body)
            .into_iter()
            .map(|link| (link.target, link.span.start, link.is_picture))
            .collect();
        let expected =
            [("gone.html", 2, false), ("pier.jpg", 35, true), ("https://x.example/", 55, false)];
        assert_eq!(found, expected.map(|(target, at, picture)| (target.to_owned(), at, picture)));
    }

    #[test]
    fn the_desk_links_to_its_own_pages() {
        let desk = Links::Desk { root: "../" };
        assert_eq!(desk.allow("method.html").as_deref(), Some("../method.html"));
        assert_eq!(desk.allow("../../etc"), None);
        assert_eq!(desk.allow("vbscript:x"), None);
    }
}
