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
    let mut links = Links::of(text);
    let mut rest = text;
    while let Some((plain, from)) = before_mark(rest) {
        words.push_str(plain);
        if let Some((label, after)) = links.at(from) {
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

/// The longest label of a link and the longest target, in bytes: what is longer is prose that happens to hold the marks.
const LABEL: usize = 600;
const TARGET: usize = 4000;

/// `[label](target)` at the start of a text: its label, and what follows it.
pub(super) fn link(text: &str) -> Option<(&str, &str)> {
    Links::of(text).at(text)
}

/// The links of a text, asked for from its start to its end.
pub(super) struct Links<'t> {
    text: &'t str,
    labels: Ahead,
    targets: Ahead,
}

impl<'t> Links<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, labels: Ahead::of("]("), targets: Ahead::of(")") }
    }

    /// The link that begins where `rest`, an end of the text, does: its label, and what follows it.
    pub(super) fn at(&mut self, rest: &'t str) -> Option<(&'t str, &'t str)> {
        let inside = rest.strip_prefix('[').or_else(|| rest.strip_prefix("!["))?;
        let start = self.text.len() - inside.len();
        let end = self.labels.at_or_after(self.text, start)?;
        let close = self.targets.at_or_after(self.text, end + 2)?;
        let label = self.text.get(start..end).filter(|label| label.len() + 2 <= LABEL)?;
        let fits = close - end <= TARGET + 1 && !label.contains('\n');
        fits.then_some((label, self.text.get(close + 1..)?))
    }
}

/// Where a mark stands next. It is looked for once for all the places before it: from each opening bracket anew, a text of
/// brackets alone would be read as often as it is long.
struct Ahead {
    mark: &'static str,
    /// Where it was found last; `None` before the first search.
    found: Option<usize>,
}

impl Ahead {
    fn of(mark: &'static str) -> Self {
        Self { mark, found: None }
    }

    /// The first place of the mark from `from` on, which is never less than it was before.
    fn at_or_after(&mut self, text: &str, from: usize) -> Option<usize> {
        if self.found.is_none_or(|at| at < from) {
            let found = text.get(from..).and_then(|rest| rest.find(self.mark));
            self.found = Some(found.map_or(usize::MAX, |at| from + at));
        }
        self.found.filter(|at| *at < text.len())
    }
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
