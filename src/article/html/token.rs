//! A page's bytes as tags and text: the HTML standard's tokeniser, less what a capture never needs.
//!
//! Linear in the input whatever it holds: no attribute is compared with another, and nothing is read twice. Only the
//! attributes in [`KEPT`] are kept. See <https://html.spec.whatwg.org/multipage/parsing.html#tokenization>.

use std::borrow::Cow;

/// The attributes that tell something about an article, sorted.
const KEPT: &[&str] = &[
    "alt",
    "aria-expanded",
    "aria-hidden",
    "aria-label",
    "cite",
    "class",
    "content",
    "data-component",
    "data-src",
    "data-testid",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "shadowrootmode",
    "src",
    "start",
    "style",
    "title",
    "type",
];

/// Elements whose content is text up to their own end tag, sorted.
const RAW: &[&str] =
    &["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// An attribute's name and its value, entities resolved.
pub(super) type Attribute<'a> = (&'static str, Cow<'a, str>);

/// One piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>`
    Start { name: Cow<'a, str>, attributes: Vec<Attribute<'a>>, closed: bool },
    /// `</name>`
    End { name: Cow<'a, str> },
    /// Words between tags, entities resolved.
    Text(Cow<'a, str>),
    /// `<!-- … -->`
    Comment(&'a str),
}

/// Reads a page piece by piece.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The raw element just opened, whose content comes next.
    raw: Option<Cow<'a, str>>,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self { rest: html, raw: None }
    }

    /// How many bytes are still to be read.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The first `at` bytes, which are then behind us.
    fn take(&mut self, at: usize) -> &'a str {
        let (head, tail) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    fn raw_text(&mut self, name: &str) -> Token<'a> {
        let end = end_of_raw(self.rest, name);
        let text = self.take(end);
        let escaped = matches!(name, "title" | "textarea");
        Token::Text(if escaped { htmlize::unescape(text) } else { Cow::Borrowed(text) })
    }

    fn text(&mut self) -> Token<'a> {
        let mut signs = self.rest.match_indices('<').map(|(at, _)| at).filter(|at| *at > 0);
        let end =
            signs.find(|at| self.rest.get(*at..).is_some_and(|rest| Kind::of(rest) != Kind::Text));
        Token::Text(htmlize::unescape(self.take(end.unwrap_or(self.rest.len()))))
    }

    /// `<!-- … -->`, and what is treated like one: doctypes, processing instructions.
    fn comment(&mut self) -> Token<'a> {
        let (opening, closing) = if self.rest.starts_with("<!--") { (4, "-->") } else { (2, ">") };
        self.take(opening);
        let end = self.rest.find(closing).unwrap_or(self.rest.len());
        let text = self.take(end);
        self.take(closing.len());
        Token::Comment(text)
    }

    fn end_tag(&mut self) -> Token<'a> {
        self.take(2);
        let name = self.name();
        let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
        self.take(end);
        Token::End { name }
    }

    fn start_tag(&mut self) -> Token<'a> {
        self.take(1);
        let name = self.name();
        let mut attributes = Vec::new();
        let closed = loop {
            let gap = self.rest.find(|letter: char| !letter.is_ascii_whitespace() && letter != '/');
            let closed = self.take(gap.unwrap_or(self.rest.len())).ends_with('/');
            if self.rest.is_empty() || self.rest.starts_with('>') {
                break closed;
            }
            attributes.extend(self.attribute());
        };
        self.take(1);
        if RAW.contains(&name.as_ref()) {
            self.raw = Some(name.clone());
        }
        Token::Start { name, attributes, closed }
    }

    fn name(&mut self) -> Cow<'a, str> {
        let end =
            self.rest.find(|letter: char| letter.is_ascii_whitespace() || "/>".contains(letter));
        lower(self.take(end.unwrap_or(self.rest.len())))
    }

    /// One attribute; `None` where it is not one of [`KEPT`].
    fn attribute(&mut self) -> Option<Attribute<'a>> {
        let ends = |letter: char| letter.is_ascii_whitespace() || "/>=".contains(letter);
        // An attribute may begin with `=`, so its first letter is never its end.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest.get(first..).and_then(|rest| rest.find(ends)).map(|at| at + first);
        let name = lower(self.take(end.unwrap_or(self.rest.len())));
        let value = self.value();
        let kept = KEPT.binary_search(&name.as_ref()).ok()?;
        Some((KEPT.get(kept)?, htmlize::unescape_attribute(value)))
    }

    fn value(&mut self) -> &'a str {
        let Some(value) = self.rest.trim_ascii_start().strip_prefix('=') else { return "" };
        self.rest = value.trim_ascii_start();
        let Some(quote) = self.rest.chars().next().filter(|letter| matches!(letter, '"' | '\''))
        else {
            let end = self.rest.find(|letter: char| letter.is_ascii_whitespace() || letter == '>');
            return self.take(end.unwrap_or(self.rest.len()));
        };
        self.take(1);
        let end = self.rest.find(quote).unwrap_or(self.rest.len());
        let value = self.take(end);
        self.take(1);
        value
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(&name));
        }
        if self.rest.is_empty() {
            return None;
        }
        Some(match Kind::of(self.rest) {
            Kind::Start => self.start_tag(),
            Kind::End => self.end_tag(),
            Kind::Comment => self.comment(),
            Kind::Text => self.text(),
        })
    }
}

/// What begins at a place. A smaller sign that begins nothing is text, together with what stands around it.
#[derive(PartialEq, Eq)]
enum Kind {
    Start,
    End,
    Comment,
    Text,
}

impl Kind {
    fn of(rest: &str) -> Self {
        let mut letters = rest.bytes();
        let (first, second, third) = (letters.next(), letters.next(), letters.next());
        let letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic());
        match (first, second) {
            (Some(b'<'), Some(b'!' | b'?')) => Self::Comment,
            (Some(b'<'), Some(b'/')) if letter(third) => Self::End,
            (Some(b'<'), Some(b'/')) if third.is_some() => Self::Comment,
            (Some(b'<'), second) if letter(second) => Self::Start,
            _ => Self::Text,
        }
    }
}

/// Where the end tag of the raw element `name` begins; a page cut off inside one ends with it.
fn end_of_raw(text: &str, name: &str) -> usize {
    let found = text.match_indices("</").find(|(at, _)| {
        let after = text.get(at + 2..at + 2 + name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name))
    });
    found.map_or(text.len(), |(at, _)| at)
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let show = |token: Token<'_>| match token {
            Token::Start { name, attributes, closed } => {
                let list = attributes.iter().map(|(name, value)| format!(" {name}={value}"));
                format!("<{name}{}{}>", list.collect::<String>(), if closed { "/" } else { "" })
            }
            Token::End { name } => format!("</{name}>"),
            Token::Text(text) => format!("{text:?}"),
            Token::Comment(text) => format!("!{text}!"),
        };
        Tokens::of(html).map(show).collect()
    }

    #[test]
    fn tags_text_and_comments_are_told_apart() {
        assert_eq!(
            shown("<P CLASS=lead id='a b'>Tea &amp; cake</P>"),
            "<p class=lead id=a b>\"Tea & cake\"</p>"
        );
        assert_eq!(shown("<!doctype html><!-- x > y -->z"), "!doctype html!! x > y !\"z\"");
        assert_eq!(shown("<br/><img alt=\"a>b\" onerror=x>"), "<br/><img alt=a>b>");
    }

    #[test]
    fn a_smaller_sign_may_be_text() {
        assert_eq!(shown("1 < 2<p>"), "\"1 < 2\"<p>");
        assert_eq!(shown("a <"), "\"a <\"");
        assert_eq!(Tokens::of(&"<".repeat(100_000)).count(), 1);
    }

    #[test]
    fn a_script_is_text_until_its_own_end() {
        assert_eq!(
            shown("<script>if (a<b) '<p>'</SCRIPT>x"),
            "<script>\"if (a<b) '<p>'\"</script>\"x\""
        );
        assert_eq!(shown("<title>a &lt; b"), "<title>\"a < b\"");
    }

    #[test]
    fn a_page_cut_off_anywhere_is_read_to_its_end() {
        let page = "<p class=\"a\" title='b'>é&amp;<!-- c --></p><script>x</script>";
        for (at, _) in page.char_indices() {
            assert!(Tokens::of(page.get(..at).unwrap()).count() < 20);
        }
    }

    #[test]
    fn the_kept_attributes_are_sorted() {
        assert!(KEPT.is_sorted());
        assert!(RAW.is_sorted());
    }
}
