//! Markdown with its offsets: which blocks a body has, which of its characters are words, and how it becomes HTML.
//!
//! The only room that knows the Markdown parser. Everything else sees [`Block`]s and spans, so that the paragraph an
//! event cites and the paragraph a page numbers are the same one.

mod anchor;
mod bound;
mod code;
pub mod escape;
pub mod html;
pub mod link;
pub mod mark;

pub use bound::bound;
pub use html::{Html, Rendered};
pub use link::Links;
pub use mark::{Mark, MarkKind, Pin};

use crate::text::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A paragraph of the text.
    Paragraph,
    /// A crosshead.
    Heading,
    /// A paragraph inside a block quote: an embedded post, a document quoted.
    Quote,
    /// One item of a list.
    Item,
    /// Fenced or indented code: shown, never annotated.
    Code,
    /// A table: shown, never annotated.
    Table,
}

/// One leaf block of a body, in the order of the text. The `n`th (from 1) has the anchor `#pn` on the article's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where its source stands in the body.
    pub span: Span,
}

/// The parser's options, the same wherever a body is read.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Tells where leaf blocks begin; the one place that numbers them.
#[derive(Debug, Default)]
struct Opening {
    quotes: usize,
    items: usize,
}

impl Opening {
    /// The kind of the leaf block that `event` opens, if it opens one.
    fn see(&mut self, event: &Event<'_>) -> Option<BlockKind> {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            Event::End(TagEnd::Item) => self.items = self.items.saturating_sub(1),
            Event::Start(Tag::Item) => {
                self.items += 1;
                return Some(BlockKind::Item);
            }
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) if self.items > 0 => {}
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) if self.quotes > 0 => {
                return Some(BlockKind::Quote);
            }
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) => return Some(BlockKind::Paragraph),
            Event::Start(Tag::Heading { .. }) => return Some(BlockKind::Heading),
            Event::Start(Tag::CodeBlock(_)) => return Some(BlockKind::Code),
            Event::Start(Tag::Table(_)) => return Some(BlockKind::Table),
            _ => {}
        }
        None
    }
}

/// The leaf blocks of a body, in order; no two overlap. A list item ends where one inside it begins, and what follows the
/// inner one counts as its.
pub fn blocks(body: &str) -> Vec<Block> {
    let mut opening = Opening::default();
    let trimmed = |start: usize, end: usize| {
        Span::new(start, start + body.get(start..end).unwrap_or_default().trim_end().len())
    };
    let mut blocks: Vec<Block> = Vec::new();
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        let Some(kind) = opening.see(&event) else { continue };
        let mut span = trimmed(range.start, range.end);
        if let Some(outer) = blocks.last_mut().filter(|outer| outer.span.end > span.start) {
            span.end = span.end.max(outer.span.end);
            outer.span = trimmed(outer.span.start as usize, range.start);
        }
        blocks.push(Block { kind, span });
    }
    blocks
}

/// The body with everything that is not a word of the text (markers, link targets, HTML, code) turned into spaces:
/// the same length in bytes, so that a span over it is a span over the body.
pub fn prose(body: &str) -> String {
    let mut prose: Vec<u8> =
        body.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    let mut code = false;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(_) if !code => {
                if let (Some(to), Some(from)) =
                    (prose.get_mut(range.clone()), body.as_bytes().get(range))
                {
                    to.copy_from_slice(from);
                }
            }
            _ => {}
        }
    }
    String::from_utf8(prose).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_every_offset() {
        let body = "Talks were [downgraded](https://x.example/a) on *Wednesday*.\n\n> A post\n";
        let prose = prose(body);
        assert_eq!(prose.len(), body.len());
        let at = body.find("Wednesday").unwrap();
        assert_eq!(prose.get(at..at + 9), Some("Wednesday"));
        assert!(!prose.contains("x.example"));
    }

    #[test]
    fn an_item_ends_where_one_inside_it_begins() {
        let body = "- one\n  - two\n\n  - three\n\n  and more\n- four\n";
        let texts: Vec<_> = blocks(body).iter().map(|block| block.span.of(body)).collect();
        assert_eq!(texts, ["- one", "- two", "- three\n\n  and more", "- four"]);
    }

    #[test]
    fn blocks_are_numbered_as_they_are_read() {
        let body = "One.\n\n## Two\n\n> Three.\n\n- four\n- five\n";
        let kinds: Vec<_> = blocks(body).iter().map(|block| block.kind).collect();
        use BlockKind::{Heading, Item, Paragraph, Quote};
        assert_eq!(kinds, [Paragraph, Heading, Quote, Item, Item]);
    }
}
