//! The words of a text, as names and quotes are read from them.

use super::table::{Bytes, Table};
use crate::text::Span;

/// One word: letters and digits, with the points of initials and the hyphens and apostrophes inside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Where it stands, without a possessive ending.
    pub(super) span: Span,
    /// Its letters.
    pub(super) text: &'a str,
    /// Its letters with a possessive ending.
    pub(super) whole: &'a str,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether `’s` follows it.
    pub(super) possessive: bool,
    /// Whether it is the first of its sentence, or follows an opening quotation mark or a colon.
    pub(super) first: bool,
    /// The mark that follows it before the next word; a space where there is none.
    pub(super) after: char,
}

impl Word<'_> {
    /// Whether it is one of these, whatever its case.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| word.eq_ignore_ascii_case(self.text))
    }
}

/// The words of a piece of text that begins at byte `from` of the whole; the first begins a sentence.
pub(super) fn words(text: &str, from: usize) -> Vec<Word<'_>> {
    // English words are six bytes long with their space, on average.
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 6 + 1);
    let mut at = 0;
    let mut first = true;
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        if c == ' ' {
            at += 1;
            continue;
        }
        if c.is_alphanumeric() {
            let word = Word { first, ..word(rest, from + at) };
            at += word.whole.len();
            words.push(word);
            first = false;
            continue;
        }
        at += c.len_utf8();
        first |= matches!(c, '“' | '"' | '‘' | '«' | '`' | ':' | '—' | '–');
        if let Some(word) = words.last_mut().filter(|word| word.after == ' ')
            && (!c.is_whitespace() || c == '\n' && ends_line(text, at))
        {
            word.after = c;
        }
    }
    words
}

/// The word that a text begins with, itself at byte `from` of the whole.
fn word(rest: &str, from: usize) -> Word<'_> {
    let whole = rest.get(..length(rest)).unwrap_or_default();
    let (text, possessive) = without_possessive(whole);
    let span = Span::new(from, from + text.len());
    let capital = text.starts_with(char::is_uppercase);
    Word { span, text, whole, capital, possessive, first: false, after: ' ' }
}

/// Whether the break before byte `after` ends a line, as a heading's or an address's: more than it stands between two words.
fn ends_line(text: &str, after: usize) -> bool {
    let is_space = |c: Option<char>| c.is_some_and(|c| c.is_whitespace() && c != '\r');
    is_space(text.get(..after - 1).and_then(|before| before.chars().next_back()))
        || is_space(text.get(after..).and_then(|rest| rest.chars().next()))
}

/// How many bytes of plain letters and digits a text begins with.
pub(super) fn plain_length(rest: &str) -> usize {
    static PLAIN: Bytes =
        Bytes::of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    rest.bytes().take_while(|byte| PLAIN.has(*byte)).count()
}

/// How many bytes the word at the start of a text has.
fn length(rest: &str) -> usize {
    // Nearly every word is plain letters.
    let plain = plain_length(rest);
    let goes_on = |next: &u8| !next.is_ascii() || matches!(next, b'-' | b'&' | b'\'' | b'.');
    if !rest.as_bytes().get(plain).is_some_and(goes_on) {
        return plain;
    }
    let mut end = plain;
    let after = rest.get(end..).unwrap_or_default();
    let mut marks = after.char_indices().map(|(at, c)| (plain + at, c)).peekable();
    while let Some((at, c)) = marks.next() {
        let next = marks.peek().map_or(' ', |(_, next)| *next);
        let inside = match c {
            c if c.is_alphanumeric() => true,
            '-' | '‑' => {
                let rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
                next.is_alphanumeric() && !is_ending(rest)
            }
            '&' | '’' | '\'' => next.is_alphanumeric(),
            // The points of initials: `J.D.`, `U.S.`
            '.' => is_initials(rest.get(..at).unwrap_or_default()),
            _ => false,
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// What a hyphen ties to a name without being part of it: "Oslo-based".
static ENDINGS: Table = Table::of(&[
    "appointed",
    "area",
    "backed",
    "based",
    "born",
    "bound",
    "brokered",
    "controlled",
    "educated",
    "era",
    "funded",
    "held",
    "installed",
    "led",
    "like",
    "listed",
    "made",
    "occupied",
    "owned",
    "ruled",
    "run",
    "style",
    "trained",
]);

fn is_ending(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    rest.get(..end).is_some_and(|word| ENDINGS.has(word))
}

/// Single capitals, each with a point but perhaps the last: what a point belongs to.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word
            .split('.')
            .all(|piece| piece.chars().count() <= 1 && piece.chars().all(char::is_uppercase))
}

fn without_possessive(word: &str) -> (&str, bool) {
    let Some(bare) = word.strip_suffix('s') else { return (word, false) };
    bare.strip_suffix(['’', '\'']).map_or((word, false), |bare| (bare, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_keep_their_points_and_possessives_are_told() {
        let found = words("U.S. envoy J.D. Moe’s boat, Jean-Luc", 0);
        let texts: Vec<_> = found.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["U.S.", "envoy", "J.D.", "Moe", "boat", "Jean-Luc"]);
        assert!(found.get(3).unwrap().possessive);
        assert_eq!(found.get(4).unwrap().after, ',');
    }
}
