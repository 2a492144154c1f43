//! Stand-off marks over a text, and their tags. Whatever overlaps, what comes out is well nested.

use super::escape::escape_to;
use crate::text::Span;

/// Words that are shown in a way of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The words.
    pub span: Span,
    /// What they are.
    pub kind: MarkKind,
}

/// What marked words are; the order is that of nesting, outermost first, where two cover the same words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Words on which accounts differ.
    Differ,
    /// Words that somebody said.
    Quote,
    /// Words that tell a time; the value is for machines, where HTML has one for it.
    Date(Option<String>),
    /// Words that name something with a page at this address.
    Name(String),
}

/// A letter that leads to a note, set after the byte `at`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pin {
    /// After which byte of the text it stands.
    pub at: u32,
    /// The letter: `a`, `b`, … `aa`.
    pub letter: String,
    /// Whether accounts differ here.
    pub differ: bool,
}

impl MarkKind {
    /// Appends the tag that opens the mark; inside a link a name is no link of its own.
    pub(super) fn open(&self, html: &mut String, in_link: bool) {
        match self {
            Self::Differ => html.push_str("<span class=\"x\">"),
            Self::Quote => html.push_str("<span class=\"qq\">"),
            Self::Date(None) => html.push_str("<span class=\"d\">"),
            Self::Date(Some(value)) => {
                html.push_str("<time class=\"d\" datetime=\"");
                escape_to(html, value);
                html.push_str("\">");
            }
            Self::Name(_) if in_link => html.push_str("<span>"),
            Self::Name(href) => {
                html.push_str("<a class=\"per\" href=\"");
                escape_to(html, href);
                html.push_str("\">");
            }
        }
    }

    /// Appends the tag that closes it.
    pub(super) fn close(&self, html: &mut String, in_link: bool) {
        html.push_str(match self {
            Self::Differ | Self::Quote | Self::Date(None) => "</span>",
            Self::Date(Some(_)) => "</time>",
            Self::Name(_) if in_link => "</span>",
            Self::Name(_) => "</a>",
        });
    }
}

impl Pin {
    /// Appends the letter as a link to its note.
    pub(super) fn show(&self, html: &mut String) {
        html.push_str(if self.differ {
            "<a class=\"k r\" href=\"#n"
        } else {
            "<a class=\"k\" href=\"#n"
        });
        escape_to(html, &self.letter);
        html.push_str("\">");
        escape_to(html, &self.letter);
        html.push_str("</a>");
    }
}
