//! Words made comparable: folded, cut to a stem, hashed.

mod alike;
mod cardinal;

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) use cardinal::cardinal;

/// What a text's words are compared by: 32 bits of a hash. Two different words share one in four thousand million.
pub type Hash = u32;

/// A hash that is the same on every machine (FNV-1a, its bits mixed at the end).
pub(super) fn hash(text: &str) -> Hash {
    finish(text.bytes().fold(BASIS, step))
}

/// The hash of several hashes in a row.
pub(super) fn hash_all(hashes: &[Hash]) -> Hash {
    finish(hashes.iter().fold(BASIS, |state, hash| (state ^ u64::from(*hash)).wrapping_mul(PRIME)))
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn step(state: u64, byte: u8) -> u64 {
    (state ^ u64::from(byte)).wrapping_mul(PRIME)
}

fn finish(state: u64) -> Hash {
    let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    u32::try_from(mixed >> 32).unwrap_or_default()
}

/// The words of a text as they are compared: lower case, no marks inside (`U.S.` is `us`), no possessive.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    tokens(text).filter_map(fold)
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let pieces = std::iter::from_fn(move || {
        let text = rest?;
        let parted = parting(text).and_then(|(at, parting)| {
            let (token, after) = text.split_at_checked(at)?;
            Some((token, after.get(parting.len_utf8()..)?))
        });
        let (token, after) = parted.map_or((text, None), |(token, after)| (token, Some(after)));
        rest = after;
        Some(token)
    });
    pieces.filter(|token| !token.is_empty())
}

/// Where the first token of a text ends, and the character that parts it from the next.
fn parting(text: &str) -> Option<(usize, char)> {
    let parts = |(at, byte): (usize, u8)| match byte {
        b' ' | b'-' | b'/' | b'"' => Some((at, char::from(byte))),
        b'!'..=b'~' | 0x80..=0xbf => None,
        _ => {
            let c = text.get(at..)?.chars().next()?;
            let parts = c.is_whitespace() || matches!(c, '–' | '—' | '“' | '”' | '…');
            parts.then_some((at, c))
        }
    };
    text.bytes().enumerate().find_map(parts)
}

/// A token less the marks at its end, if it is plain letters and digits: nearly all are, and quickly folded.
fn plain(token: &str) -> Option<&[u8]> {
    let mut bytes = token.as_bytes();
    while let [before @ .., last] = bytes
        && last.is_ascii_punctuation()
    {
        bytes = before;
    }
    bytes.iter().all(u8::is_ascii_alphanumeric).then_some(bytes)
}

/// The hashes of the words of a text, in order: as of [`words`], without making them.
pub(super) fn hashes(text: &str) -> impl Iterator<Item = Hash> + '_ {
    tokens(text).filter_map(|token| {
        let mut state = BASIS;
        fold_each(token, |c| {
            state = match u8::try_from(c).ok().filter(u8::is_ascii) {
                Some(byte) => step(state, byte),
                None => c.encode_utf8(&mut [0; 4]).bytes().fold(state, step),
            };
        });
        (state != BASIS).then(|| finish(state))
    })
}

/// A token without the marks and the possessive at its end.
fn bare(token: &str) -> &str {
    let token = token.trim_end_matches(|c: char| !c.is_alphanumeric());
    token.strip_suffix("’s").or_else(|| token.strip_suffix("'s")).unwrap_or(token)
}

fn fold(token: &str) -> Option<String> {
    let mut word = String::new();
    fold_to(&mut word, token);
    (!word.is_empty()).then_some(word)
}

fn fold_to(word: &mut String, token: &str) {
    fold_each(token, |c| word.push(c));
}

/// Tells each character of a token as it is compared.
fn fold_each(token: &str, mut tell: impl FnMut(char)) {
    if let Some(plain) = plain(token) {
        plain.iter().for_each(|byte| tell(char::from(byte.to_ascii_lowercase())));
        return;
    }
    for c in bare(token).chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii() {
            tell(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().for_each(&mut tell);
        }
    }
}

/// The hashes of every run of five words, sorted, each once.
pub(super) fn runs(text: &str) -> Vec<Hash> {
    let words: Vec<Hash> = hashes(text).collect();
    let mut runs: Vec<Hash> = words.windows(5).map(hash_all).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// The hashes of the words that carry meaning, by stem, sorted, each once.
pub(super) fn terms(text: &str) -> Vec<Hash> {
    let mut terms = Vec::new();
    let mut word = String::new();
    for token in tokens(text) {
        word.clear();
        fold_to(&mut word, token);
        if !word.is_empty() && !is_stop(&word) {
            terms.push(hash(stem(alike::compared(&word))));
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Whether a word, folded, says nothing of what happened.
pub(super) fn is_stop(word: &str) -> bool {
    STOP_WORDS.contains(word) || (word.len() < 2 && !word.starts_with(char::is_numeric))
}

static STOP_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STOP.iter().copied().collect());

/// A word less its endings: `cancelled`, `cancels`, `cancellation` are `cancel`.
pub(super) fn stem(word: &str) -> &str {
    if !word.is_ascii() || word.starts_with(|c: char| c.is_ascii_digit()) {
        return word;
    }
    let mut stem = word;
    for ending in ENDINGS {
        if let Some(cut) = stem.strip_suffix(ending).filter(|cut| cut.len() >= 3) {
            stem = cut;
        }
    }
    let doubled = |stem: &str| {
        let mut ends = stem.bytes().rev();
        ends.next() == ends.next()
    };
    if stem.len() > 3 && doubled(stem) { stem.get(..stem.len() - 1).unwrap_or(stem) } else { stem }
}

/// Endings in the order they are taken off.
const ENDINGS: &[&str] = &["s", "ation", "ing", "ed", "er", "ment", "al", "e", "i", "y"];

/// Words that say nothing of what happened: grammar, saying, and days.
const STOP: &[&str] = &[
    "a",
    "about",
    "according",
    "added",
    "after",
    "against",
    "ago",
    "all",
    "also",
    "although",
    "am",
    "amid",
    "among",
    "an",
    "and",
    "announced",
    "another",
    "any",
    "april",
    "are",
    "as",
    "at",
    "august",
    "be",
    "because",
    "been",
    "before",
    "being",
    "but",
    "by",
    "came",
    "can",
    "could",
    "day",
    "days",
    "december",
    "did",
    "do",
    "does",
    "during",
    "earlier",
    "early",
    "even",
    "february",
    "for",
    "friday",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "january",
    "july",
    "june",
    "just",
    "last",
    "late",
    "later",
    "like",
    "made",
    "make",
    "march",
    "may",
    "me",
    "might",
    "monday",
    "month",
    "months",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "much",
    "must",
    "my",
    "new",
    "next",
    "no",
    "nor",
    "not",
    "november",
    "now",
    "october",
    "of",
    "off",
    "on",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "reported",
    "reporters",
    "said",
    "same",
    "saturday",
    "say",
    "saying",
    "says",
    "september",
    "she",
    "should",
    "since",
    "so",
    "some",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "statement",
    "still",
    "such",
    "sunday",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "thursday",
    "time",
    "to",
    "today",
    "told",
    "tomorrow",
    "too",
    "tuesday",
    "under",
    "until",
    "up",
    "very",
    "was",
    "we",
    "wednesday",
    "week",
    "weeks",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "wrote",
    "year",
    "years",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// How many of two sorted lists' entries are the same.
pub(super) fn shared(left: &[Hash], right: &[Hash]) -> usize {
    // No branch depends on the entries: hashes come in no order that a processor could guess.
    let (mut at, mut other, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (left.get(at), right.get(other)) {
        count += usize::from(a == b);
        at += usize::from(a <= b);
        other += usize::from(b <= a);
    }
    count
}

/// `part` of `whole`, 0 where there is no whole.
pub(super) fn ratio(part: usize, whole: usize) -> f32 {
    let short = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if whole == 0 { 0.0 } else { short(part) / short(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in
            [["cancelled", "canceled", "cancellation"], ["proposed", "proposal", "proposals"]]
        {
            assert!(forms.iter().all(|form| stem(form) == stem(forms[0])), "{forms:?}");
        }
        assert_ne!(stem("signed"), stem("sailed"));
    }

    #[test]
    fn marks_and_possessives_do_not_make_another_word() {
        assert_eq!(
            words("the U.S. and Norway’s “plan”").collect::<Vec<_>>(),
            ["the", "us", "and", "norway", "plan"]
        );
    }
}
