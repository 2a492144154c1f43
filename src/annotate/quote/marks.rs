//! Quotation marks, paired inside one block: curly, straight, mixed, other languages'.

use crate::text::Span;

/// The words inside each pair of marks of a block that begins at byte `from` of the whole, marks not included. A quote inside
/// a quote belongs to it. An opening mark that is never closed runs to the block's end: the speech goes on in the next one.
pub(super) fn quoted(text: &str, from: usize) -> Vec<Span> {
    let double = text.contains(['“', '"', '”', '„', '«', '»']);
    let mut spans = Vec::new();
    let mut open: Option<(usize, Kind)> = None;
    let mut before = ' ';
    for (at, mark) in text.char_indices() {
        let after =
            text.get(at + mark.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        match open {
            None => {
                if let Some(kind) = opens(mark, before, after, double) {
                    open = Some((at + mark.len_utf8(), kind));
                }
            }
            Some((start, kind)) => {
                if closes(mark, kind, before, after) {
                    push(text, start, at, from, &mut spans);
                    open = None;
                }
            }
        }
        before = mark;
    }
    // A single mark left open was an apostrophe.
    if let Some((start, Kind::Double | Kind::Angle)) = open {
        push(text, start, text.len(), from, &mut spans);
    }
    spans
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Angle,
    /// ‘…’, where the block has no double marks.
    Single,
}

fn opens(mark: char, before: char, after: char, double: bool) -> Option<Kind> {
    let free = !before.is_alphanumeric();
    match mark {
        '“' | '„' | '‟' => Some(Kind::Double),
        '"' if free && !after.is_whitespace() => Some(Kind::Double),
        '«' if free => Some(Kind::Angle),
        '‘' if free && !double && after.is_alphanumeric() => Some(Kind::Single),
        '\'' if free && !double && after.is_uppercase() => Some(Kind::Single),
        _ => None,
    }
}

fn closes(mark: char, kind: Kind, before: char, after: char) -> bool {
    match kind {
        Kind::Double => {
            matches!(mark, '”' | '"' | '‟')
                || mark == '“' && !before.is_whitespace() && !after.is_alphanumeric()
        }
        Kind::Angle => mark == '»',
        Kind::Single => {
            matches!(mark, '’' | '\'') && !after.is_alphanumeric() && !before.is_whitespace()
        }
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
        quoted(text, 0).into_iter().map(|span| span.of(text)).collect()
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
    fn speech_left_open_runs_to_the_end_of_its_paragraph() {
        assert_eq!(inside("“It was late and"), ["It was late and"]);
    }
}
