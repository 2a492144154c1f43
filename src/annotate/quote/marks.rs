//! Quotation marks, paired inside one block: curly, straight, mixed, other languages'.

use crate::annotate::table::Bytes;
use crate::text::Span;

/// The quotes of one block.
#[derive(Clone, Debug, Default)]
pub(super) struct Quoted {
    /// The words inside each pair of marks, marks not included.
    pub(super) spans: Vec<Span>,
    /// Whether the last was never closed: the speech goes on in the next block.
    pub(super) open: bool,
    /// Whether the first begins the block.
    pub(super) first: bool,
}

/// The quotes of a block that begins at byte `from` of the whole. A quote inside a quote belongs to it.
pub(super) fn quoted(text: &str, from: usize) -> Quoted {
    let mut quoted = Quoted::default();
    let marks: Vec<(usize, char)> = marks(text).collect();
    if !marks.iter().any(|(_, c)| is_mark(*c)) {
        return quoted;
    }
    let double = marks.iter().find(|(_, c)| is_double(*c)).map(|(at, _)| *at);
    let mut open: Option<(usize, Kind)> = None;
    // A block whose first marks are single ones keeps to them.
    let mut british = false;
    let mut before = ' ';
    for (at, mark) in marks {
        before = text.get(..at).and_then(|rest| rest.chars().next_back()).unwrap_or(before);
        let around = Around { rest: text.get(at + mark.len_utf8()..).unwrap_or_default(), before };
        match open {
            None => {
                let single = british || double.is_none_or(|double| at < double);
                if let Some(kind) = around.opens(mark, single) {
                    quoted.first |= text
                        .get(..at)
                        .is_some_and(|lead| lead.trim_matches([' ', '>', '\n']).is_empty());
                    british |= kind == Kind::Single;
                    open = Some((at + mark.len_utf8() + kind.more(), kind));
                }
            }
            Some((start, kind)) if at >= start && around.closes(mark, kind) => {
                push(text, start, at, from, &mut quoted.spans);
                open = None;
            }
            Some(_) => {}
        }
    }
    // A single mark left open was an apostrophe.
    if let Some((start, Kind::Double | Kind::Angle | Kind::Typed)) = open {
        push(text, start, text.len(), from, &mut quoted.spans);
        quoted.open = true;
    }
    quoted
}

/// Every mark that may open or close a quote, with its place.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    static BEGINS: Bytes = Bytes::of(b"\"'`\xC2\xE2");
    BEGINS.chars_of(text).filter(|(_, c)| is_mark(*c) || *c == '’')
}

/// Marks that open a double quote, or close one.
fn is_double(c: char) -> bool {
    matches!(c, '“' | '"' | '”' | '„' | '«' | '»')
}

/// Every mark that quotes.
fn is_mark(c: char) -> bool {
    is_double(c) || matches!(c, '‟' | '‘' | '\'' | '`')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Angle,
    /// ‘…’, where no double mark stands before.
    Single,
    /// Two backquotes and two apostrophes, as typed where a keyboard has no double marks.
    Typed,
}

impl Kind {
    /// Bytes of the opening mark after its first.
    fn more(self) -> usize {
        usize::from(self == Self::Typed)
    }
}

/// What stands beside a mark.
struct Around<'a> {
    before: char,
    rest: &'a str,
}

impl Around<'_> {
    fn after(&self) -> char {
        self.rest.chars().next().unwrap_or(' ')
    }

    fn opens(&self, mark: char, single: bool) -> Option<Kind> {
        let free = !self.before.is_alphanumeric();
        let after = self.after();
        match mark {
            '“' | '„' | '‟' => Some(Kind::Double),
            '"' if free && !after.is_whitespace() => Some(Kind::Double),
            '«' if free => Some(Kind::Angle),
            '`' if free && after == '`' => Some(Kind::Typed),
            '‘' if free
                && single
                && (after.is_alphanumeric() || matches!(after, '“' | '[' | '…')) =>
            {
                Some(Kind::Single)
            }
            '\'' if free && single && after.is_uppercase() => Some(Kind::Single),
            _ => None,
        }
    }

    fn closes(&self, mark: char, kind: Kind) -> bool {
        let after = self.after();
        match kind {
            Kind::Double => {
                matches!(mark, '”' | '"' | '‟')
                    || mark == '“' && !self.before.is_whitespace() && !after.is_alphanumeric()
            }
            Kind::Angle => mark == '»',
            Kind::Typed => mark == '\'' && after == '\'' || mark == '"' || mark == '”',
            Kind::Single => {
                matches!(mark, '’' | '\'')
                    && !after.is_alphanumeric()
                    && !self.before.is_whitespace()
                    && !self.is_plural()
            }
        }
    }

    /// "the sailors’ hats": an apostrophe, where a mark after a comma or a stop closes the quote later.
    fn is_plural(&self) -> bool {
        let noun =
            self.rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let until = self.rest.find('‘').unwrap_or(self.rest.len());
        let later = self.rest.get(..until).unwrap_or_default();
        self.before == 's' && noun && [",’", ".’", "?’", "!’"].iter().any(|end| later.contains(end))
    }
}

fn push(text: &str, start: usize, end: usize, from: usize, spans: &mut Vec<Span>) {
    let inside = text.get(start..end).unwrap_or_default();
    let words = inside.trim();
    if words.chars().any(char::is_alphanumeric) {
        let first = start + (inside.len() - inside.trim_start().len());
        spans.push(Span::new(from + first, from + first + words.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> Vec<&str> {
        quoted(text, 0).spans.into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn marks_are_paired_whatever_their_shape() {
        assert_eq!(
            inside("“One,” he said. \"Two\" and “three\" and „vier“ and «cinq»."),
            ["One,", "Two", "three", "vier", "cinq"]
        );
    }

    #[test]
    fn single_marks_count_where_there_are_no_double_ones() {
        assert_eq!(inside("She said ‘it’s late’ and left."), ["it’s late"]);
        assert_eq!(inside("The captain’s boat and the sailors’ hats"), Vec::<&str>::new());
    }

    #[test]
    fn british_quotes_hold_apostrophes_and_double_marks() {
        assert_eq!(
            inside("‘We saw the sailors’ hats, “big” ones, and left,’ she said. ‘Then it’s late.’"),
            ["We saw the sailors’ hats, “big” ones, and left,", "Then it’s late."]
        );
    }

    #[test]
    fn marks_typed_as_two_single_ones_are_paired() {
        assert_eq!(inside("`` It is late, '' she said. `` Go. ''"), ["It is late,", "Go."]);
    }

    #[test]
    fn speech_left_open_runs_to_the_end_of_its_paragraph() {
        assert_eq!(inside("“It was late and"), ["It was late and"]);
    }
}
