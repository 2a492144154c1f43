//! Ranges over text, the units they are told in, and texts as parts of addresses.
//!
//! Inside the program an offset counts bytes of a UTF-8 text; everything that leaves it (the JSON of
//! `annotate` and `export`) counts Unicode scalar values. [`CodePoints`] is the one bridge between the two.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// A range of bytes in a text, end exclusive, on character borders.
///
/// Texts are bounded far below 4 GiB (see [`crate::config::Limits`]), so 32 bits hold an offset.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of bytes `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` at this span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `inner` lies wholly inside this span.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same range, `by` bytes further on: from a part's own offsets to those of the whole.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Turns byte offsets of one text into counts of Unicode scalar values.
///
/// ```
/// use dateline::text::{CodePoints, Span};
/// let text = "Zürich, 3 May";
/// let points = CodePoints::of(text);
/// assert_eq!(points.range(Span::new(9, 14)), (8, 13));
/// ```
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each [`STRIDE`]th byte.
    before: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'a> CodePoints<'a> {
    /// Reads `text` once; each look-up after that costs at most 64 bytes of it.
    pub fn of(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += count_starts(chunk);
        }
        before.push(count);
        Self { text, before }
    }

    /// How many code points stand before byte `offset`.
    pub fn before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let whole = offset / STRIDE;
        let rest = self.text.as_bytes().get(whole * STRIDE..offset).unwrap_or_default();
        (self.before.get(whole).copied().unwrap_or_default() + count_starts(rest)) as usize
    }

    /// A span as `(start, end)` in code points.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.before(span.start as usize), self.before(span.end as usize))
    }
}

/// Bytes that begin a character: all but UTF-8's continuation bytes.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

/// The 1-based line of byte `offset` in `text`.
pub fn line_at(text: &str, offset: usize) -> u32 {
    let breaks = text.bytes().take(offset).filter(|&byte| byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}

/// The first `most` lines of a text.
pub fn first_lines(text: &str, most: usize) -> &str {
    let last = text.match_indices('\n').nth(most.saturating_sub(1));
    last.and_then(|(at, _)| text.get(..=at)).unwrap_or(text)
}

/// A text as part of an address: lower-case ASCII letters, digits and hyphens, at most `most` bytes, cut at a word.
///
/// Accents are dropped; other scripts leave nothing, so the caller needs a name for that.
pub fn slug(text: &str, most: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::with_capacity(most.min(text.len()));
    let (mut gap, mut letter) = (false, [0; 4]);
    for c in text.nfkd().flat_map(char::to_lowercase) {
        let letters = match c {
            'a'..='z' | '0'..='9' => &*c.encode_utf8(&mut letter),
            'ß' => "ss",
            'æ' => "ae",
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'þ' => "th",
            'ı' => "i",
            '’' | '\'' | '\u{300}'..='\u{36f}' => continue,
            _ => {
                gap = true;
                continue;
            }
        };
        let dash = usize::from(gap && !slug.is_empty());
        if slug.len() + dash + letters.len() > most {
            break;
        }
        if dash == 1 {
            slug.push('-');
        }
        gap = false;
        slug.push_str(letters);
    }
    slug
}

/// Bytes as text, what is no UTF-8 replaced. Nearly all are: the library's way walks them one by one even so.
pub fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The beginning of a text: all of it where it has no more than `most` characters, else cut after a word and marked.
pub fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let head = text.get(..end).unwrap_or_default();
    let words = head.rsplit_once(char::is_whitespace).map_or(head, |(words, _)| words);
    Cow::Owned(format!("{}…", words.trim_end()))
}

/// How many words a text has.
pub fn count_words(text: &str) -> usize {
    let apart = text.split_ascii_whitespace();
    let words = |one: &str| if one.is_ascii() { 1 } else { one.split_whitespace().count() };
    apart.map(words).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_after_a_word_and_says_that_more_follows() {
        assert_eq!(beginning("The pier closed.", 16), "The pier closed.");
        assert_eq!(beginning("The pier closed again.", 14), "The pier…");
        assert_eq!(beginning("Пирс", 2), "Пи…");
    }

    #[test]
    fn code_points_are_counted_not_bytes() {
        let text = "é".repeat(100) + "x";
        let points = CodePoints::of(&text);
        assert_eq!(points.before(200), 100);
        assert_eq!(points.before(201), 101);
        assert_eq!(points.range(Span::new(2, 4)), (1, 2));
    }

    #[test]
    fn a_span_that_does_not_fit_has_no_words() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(0, 2).of("é"), "é");
    }

    #[test]
    fn slugs_are_plain_and_bounded() {
        assert_eq!(slug("L’Été à Łódź!", 60), "lete-a-lodz");
        assert_eq!(slug("one two three", 7), "one-two");
        assert_eq!(slug("Київ", 60), "");
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!(line_at("a\nb\nc", 0), 1);
        assert_eq!(line_at("a\nb\nc", 4), 3);
    }

    #[test]
    fn the_first_lines_end_with_their_break() {
        assert_eq!(first_lines("a\nb\nc", 2), "a\nb\n");
        assert_eq!(first_lines("a\nb", 2), "a\nb");
    }

    #[test]
    fn words_stand_apart_by_any_white_space() {
        assert_eq!(count_words(" One\u{a0}two “three” four\n\n— five "), 6);
        assert_eq!(count_words(""), 0);
    }
}
