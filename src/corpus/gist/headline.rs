//! The words of a sentence that would head an event.

use super::super::event::Cut;
use super::super::words;
use crate::text::Span;

/// How long a headline may be, in characters.
const LONGEST: usize = 150;

/// The words of a sentence that would head an event: cut at clause borders, less a dateline. `None` where the sentence
/// does not read well alone.
pub(super) fn cut(span: Span, text: &str, named: bool) -> Option<Cut> {
    let whole = span.of(text);
    let start = after_dateline(whole);
    let rest = whole.get(start..)?;
    if !named || !stands_alone(rest) {
        return None;
    }
    let (words, cut) = shorten(rest);
    let span = Span::new(span.start as usize + start, span.start as usize + start + words.len());
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = if cut { format!("{plain} …") } else { plain };
    Some(Cut { span, text })
}

/// Where the sentence begins after `LONDON (Agency) –`; 0 where it has no dateline.
fn after_dateline(text: &str) -> usize {
    let dash =
        [" – ", " — ", " - ", "— "].iter().filter_map(|dash| Some((text.find(dash)?, *dash)));
    let Some((at, dash)) = dash.min().filter(|(at, _)| *at < 60) else { return 0 };
    let before = text.get(..at).unwrap_or_default();
    let place: String = before.chars().take_while(|c| *c != '(' && *c != ',').collect();
    let letters: Vec<char> = place.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.len() > 2 && letters.iter().all(|c| c.is_uppercase());
    if capitals || before.ends_with(')') { at + dash.len() } else { 0 }
}

/// Clause borders at which a long headline may end.
const ENDS: &[&str] =
    &[", ", "; ", " – ", " — ", " after ", " as ", " while ", " when ", " because ", " amid "];

/// The words up to the last clause border that fits, and whether any were cut.
fn shorten(text: &str) -> (&str, bool) {
    if text.chars().count() <= LONGEST {
        return (text.trim_end_matches(['.', ' ']), false);
    }
    let limit = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let fits = |at: &usize| *at <= limit && *at >= 50;
    let ends = ENDS.iter().flat_map(|end| text.match_indices(end)).map(|(at, _)| at).filter(fits);
    match ends.max().and_then(|at| text.get(..at)) {
        Some(words) => (words, true),
        None => (text, false),
    }
}

/// Whether a sentence needs none before it.
fn stands_alone(text: &str) -> bool {
    let first = words::words(text).next().unwrap_or_default();
    !text.starts_with(['“', '"', '‘', '\'', '(']) && OPENERS.binary_search(&first.as_str()).is_err()
}

/// Whether a sentence only goes on about what stands before it: it opens with a pronoun, or is speech.
pub(super) fn goes_on(text: &str) -> bool {
    let text = text.trim_start();
    let first = words::words(text).next().unwrap_or_default();
    text.starts_with(['“', '"']) || PRONOUNS.binary_search(&first.as_str()).is_ok()
}

/// Pronouns that stand for what the sentence before names. Sorted.
const PRONOUNS: &[&str] =
    &["he", "her", "his", "it", "its", "she", "that", "their", "they", "this", "those"];

/// Words that open a sentence which does not stand alone. Sorted.
const OPENERS: &[&str] = &[
    "also",
    "and",
    "another",
    "but",
    "earlier",
    "he",
    "her",
    "here",
    "his",
    "however",
    "instead",
    "it",
    "its",
    "later",
    "meanwhile",
    "nevertheless",
    "nor",
    "or",
    "she",
    "so",
    "some",
    "still",
    "such",
    "that",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "we",
    "which",
    "who",
    "yet",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Option<String> {
        cut(Span::new(0, text.len()), text, true).map(|cut| cut.text)
    }

    #[test]
    fn openers_are_sorted_for_the_search() {
        assert!(OPENERS.is_sorted() && PRONOUNS.is_sorted());
    }

    #[test]
    fn a_headline_leaves_the_dateline_out() {
        let text = "OSLO (Wire) – Governor Ann Berg signed the law on Tuesday.";
        assert_eq!(head(text).as_deref(), Some("Governor Ann Berg signed the law on Tuesday"));
    }

    #[test]
    fn a_sentence_that_opens_with_a_pronoun_heads_nothing() {
        assert_eq!(head("She signed the law."), None);
        assert_eq!(head("But Ann Berg signed the law."), None);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_clause_and_shows_it() {
        let text = format!(
            "Governor Ann Berg signed the long awaited harbour law on Tuesday, {}.",
            "word ".repeat(30)
        );
        assert_eq!(
            head(&text).as_deref(),
            Some("Governor Ann Berg signed the long awaited harbour law on Tuesday …")
        );
    }
}
