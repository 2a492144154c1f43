//! How deep Markdown may nest, held before any parser sees it.
//!
//! A line of list and quote marks opens a block for each of them, and every block covers all that follows: what reads such a
//! text takes the square of its length. The marks past the limit become colons, byte for byte, so that every offset over
//! the bounded text is one over the text as it came.

use std::borrow::Cow;

/// A text whose lines open at most so many blocks, and the 1-based line of the first that would have opened more.
///
/// A line's depth is counted by its own marks and its indent, which is never less than the parser's.
pub fn bound(body: &str, depth: usize) -> (Cow<'_, str>, Option<u32>) {
    let (mut places, mut first, mut start) = (Vec::new(), None, 0);
    for (number, line) in (1..).zip(body.split_inclusive('\n')) {
        let past = marks(line).filter(|(level, _)| *level > depth);
        let before = places.len();
        places.extend(past.map(|(_, at)| start + at));
        if places.len() > before {
            first.get_or_insert(number);
        }
        start += line.len();
    }
    (with_colons(body, &places), first)
}

/// The text with colons at these places, where marks of one byte stand.
fn with_colons<'a>(body: &'a str, places: &[usize]) -> Cow<'a, str> {
    if places.is_empty() {
        return Cow::Borrowed(body);
    }
    let mut bytes = body.as_bytes().to_vec();
    for at in places {
        bytes.get_mut(*at).into_iter().for_each(|mark| *mark = b':');
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(body), Cow::Owned)
}

/// The marks that open blocks at a line's start: the level each opens at most, and its place.
fn marks(line: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = line.as_bytes();
    let (mut at, mut opened, mut columns) = (0, 0, 0);
    std::iter::from_fn(move || {
        while let Some(space) = bytes.get(at).filter(|byte| matches!(byte, b' ' | b'\t')) {
            columns += if *space == b'\t' { 4 } else { 1 };
            at += 1;
        }
        let length = mark(bytes.get(at..)?)?;
        let place = at + length - 1;
        at += length;
        opened += 1;
        Some((opened + columns / 2, place))
    })
}

/// The length of the mark that a text begins with: `>`, or a bullet or number with space after it.
fn mark(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let length = digits + 1;
    let space_follows = bytes.get(length).is_none_or(u8::is_ascii_whitespace);
    let is_mark = match bytes.get(digits)? {
        b'>' => digits == 0,
        b'-' | b'*' | b'+' => digits == 0 && space_follows,
        b'.' | b')' => digits > 0 && space_follows,
        _ => false,
    };
    is_mark.then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_left_alone() {
        let body = "> A post\n>\n> > inside\n\n- one\n  - two\n    1. three\n\n* * *\n\nIt cost 3. > 2 - that is all.\n";
        assert_eq!(bound(body, 100), (Cow::Borrowed(body), None));
    }

    #[test]
    fn marks_past_the_limit_are_text_of_the_same_length() {
        for open in ["> ", ">", "- ", "* ", "1. ", "12) "] {
            let body = format!("A line.\n{}deep\n", open.repeat(5000));
            let (bounded, line) = bound(&body, 100);
            assert_eq!((bounded.len(), line), (body.len(), Some(2)));
            assert!(super::super::blocks(&bounded).len() <= 102, "{open}");
        }
    }

    #[test]
    fn an_indent_counts_as_the_lists_it_may_stand_in() {
        let body: String = (0..400).map(|level| format!("{}* a\n", "  ".repeat(level))).collect();
        let (bounded, line) = bound(&body, 100);
        assert_eq!((bounded.len(), line), (body.len(), Some(101)));
    }
}
