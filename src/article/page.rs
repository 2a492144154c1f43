//! A captured text as lines, while it is being read: each step takes from it what it understands.

use super::{FrontMatter, Furniture};

/// One line of a captured text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its 1-based number in the capture.
    pub(super) number: u32,
    /// Its words, without the space around them.
    pub(super) text: String,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Its words without Markdown's marks: what a reader sees.
    pub(super) fn words(&self) -> String {
        words(&self.text)
    }
}

/// How the lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Text,
    Markdown,
}

/// A captured text while it is being read.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// What is left of it.
    pub(super) lines: Vec<Line>,
    /// How its lines are written.
    pub(super) markup: Markup,
    /// What has been understood.
    pub(super) front: FrontMatter,
    /// What has been taken away.
    pub(super) furniture: Vec<Furniture>,
}

impl Page {
    /// The lines of a text whose first line has the number `first`.
    pub(super) fn of(text: &str, markup: Markup, first: u32) -> Self {
        let lines = text.lines().zip(first..).map(|(text, number)| {
            let text = match markup {
                Markup::Text => text.trim(),
                // Space before a line of Markdown says how deep it stands.
                Markup::Markdown => text.trim_end(),
            };
            Line { number, text: text.to_owned() }
        });
        let front = FrontMatter::default();
        Self { lines: lines.collect(), markup, front, furniture: Vec::new() }
    }

    /// The places of the lines that are not blank, in order.
    pub(super) fn filled(&self) -> Vec<usize> {
        let filled = |(at, line): (usize, &Line)| (!line.is_blank()).then_some(at);
        self.lines.iter().enumerate().filter_map(filled).collect()
    }

    /// The line at a place; an empty one past the end.
    pub(super) fn text(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| &line.text)
    }

    /// Whether nothing stands between this line and the end, or the next line is blank.
    pub(super) fn is_followed_by_blank(&self, at: usize) -> bool {
        self.lines.get(at + 1).is_none_or(Line::is_blank)
    }

    /// Empties a line that says something about the article and is kept as data.
    pub(super) fn understand(&mut self, at: usize) {
        if let Some(line) = self.lines.get_mut(at) {
            line.text.clear();
        }
    }

    /// Empties a line that is not the article, and remembers it with the rule.
    pub(super) fn remove(&mut self, at: usize, rule: &str) {
        if let Some(line) = self.lines.get_mut(at).filter(|line| !line.is_blank()) {
            let text = std::mem::take(&mut line.text);
            self.furniture.push(Furniture { line: line.number, text, rule: rule.to_owned() });
        }
    }

    /// Where a value was read.
    pub(super) fn origin(&mut self, key: &str, origin: &str) {
        self.front.origin.insert(key.to_owned(), origin.to_owned());
    }
}

/// What a reader sees of a piece of Markdown: emphasis, links, heading marks and escapes undone.
pub(super) fn words(text: &str) -> String {
    let text = text.trim().trim_start_matches('#').trim();
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, from)) = before_mark(rest) {
        words.push_str(plain);
        if let Some((label, after)) = link(from) {
            // A label has no link inside; its other marks are taken off where it is read as words.
            words.push_str(&label.replace(['*', '['], "").replace("\\_", "_"));
            rest = after;
            continue;
        }
        let (mark, after) = from.split_at_checked(1).unwrap_or((from, ""));
        match mark {
            "*" => {}
            "\\" if after.starts_with(|c: char| c.is_ascii_punctuation()) => {}
            _ => words.push_str(mark),
        }
        rest = after;
    }
    words.push_str(rest);
    words.trim().trim_matches('_').to_owned()
}

/// A text parted before its first character that may be a mark. Looking at bytes costs a tenth of asking of each character
/// whether a link begins there, and most lines have no mark at all.
fn before_mark(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| matches!(byte, b'*' | b'\\' | b'[' | b'!'))?;
    text.split_at_checked(at)
}

/// How far a link's label and its target are looked for, in bytes: without a bound, a page of opening brackets would be read
/// once for each of them.
const LABEL: usize = 600;
const TARGET: usize = 4000;

/// `[label](target)` at the start of a text: its label, and what follows it.
pub(super) fn link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[').or_else(|| text.strip_prefix("!["))?;
    let end = head(inside, LABEL).find("](")?;
    let (label, after) = (inside.get(..end)?, inside.get(end + 2..)?);
    let close = head(after, TARGET).find(')')?;
    (!label.contains('\n')).then_some((label, after.get(close + 1..)?))
}

/// The first `most` bytes of a text, or a few fewer.
fn head(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_sees_no_marks() {
        assert_eq!(words("### **Embed:**"), "Embed:");
        assert_eq!(words("By [Dana Holt](#) and *Ann Lee*"), "By Dana Holt and Ann Lee");
        assert_eq!(words("[@dana\\_holt](#)"), "@dana_holt");
    }

    #[test]
    fn a_bracket_that_is_never_closed_is_a_bracket() {
        let open = "[".repeat(200_000);
        assert_eq!(link(&open), None);
        assert_eq!(words(&open).len(), open.len());
    }

    #[test]
    fn a_line_taken_away_is_remembered_once() {
        let mut page = Page::of("a\n\nShare this", Markup::Text, 1);
        page.remove(2, "share");
        page.remove(2, "share");
        assert_eq!(page.furniture.len(), 1);
        assert_eq!(page.furniture.first().unwrap().line, 3);
    }
}
