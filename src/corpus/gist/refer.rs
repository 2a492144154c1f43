//! What a sentence that counts people or votes names as known: "Twelve people died in the blast".

use super::super::words::{self, Hash};

/// Nouns that name what takes lives, or is voted on. Sorted.
const HAPPENINGS: &[&str] = &[
    "accident",
    "attack",
    "attacks",
    "ballot",
    "blast",
    "blaze",
    "bombing",
    "clashes",
    "collapse",
    "collision",
    "crash",
    "cyclone",
    "derailment",
    "disaster",
    "earthquake",
    "election",
    "explosion",
    "fire",
    "flood",
    "floods",
    "hurricane",
    "motion",
    "outbreak",
    "quake",
    "raid",
    "referendum",
    "shelling",
    "shooting",
    "sinking",
    "stampede",
    "storm",
    "tragedy",
    "vote",
];

/// How many words may describe a happening: "the deadly gas explosion".
const BETWEEN: usize = 2;

/// What a date points at that its possessive names: "Tuesday’s huge | fire", given what follows the day.
pub(super) fn pointed(after: &str) -> Option<Hash> {
    let rest = after.strip_prefix("’s ").or_else(|| after.strip_prefix("'s "))?;
    let mut near = rest.split_whitespace().take(BETWEEN + 1);
    let word = near.find_map(|token| {
        let word = token.trim_end_matches(|c: char| !c.is_alphanumeric());
        HAPPENINGS.binary_search(&word).ok().map(|_| word)
    })?;
    words::terms(word).first().copied()
}

/// The happenings that a sentence names as known, as they are compared: sorted, each once.
pub(super) fn refers(sentence: &str) -> Vec<Hash> {
    let mut found = Vec::new();
    // How many of the next words may still name what is known.
    let mut near: usize = 0;
    for token in sentence.split_whitespace() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        if near > 0 && HAPPENINGS.binary_search(&word).is_ok() {
            found.extend(words::terms(word));
        }
        // The number of votes says which vote.
        if word == "votes" {
            found.extend(words::terms(word));
        }
        near = if opens(word) { BETWEEN + 1 } else { near.saturating_sub(1) };
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a word says that what follows is known.
fn opens(word: &str) -> bool {
    let known = ["that", "the", "this"].iter().any(|known| known.eq_ignore_ascii_case(word));
    known || word.ends_with("’s") || word.ends_with("'s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_named_with_an_article_or_its_day() {
        assert_eq!(refers("Twelve people died in the blast."), words::terms("blast"));
        assert_eq!(refers("Six were hurt in Tuesday’s huge fire."), words::terms("fire"));
        assert!(refers("A blast killed twelve.").is_empty());
        assert!(HAPPENINGS.is_sorted());
    }
}
