//! Words round an expression that decide whether it is one, and on which side of the anchor it lies.

use super::super::Toward;
use super::super::token::Which;

/// Words that say a time follows.
pub(super) const BEFORE_TIME: &[&str] = &[
    "after",
    "around",
    "before",
    "between",
    "by",
    "circa",
    "during",
    "from",
    "in",
    "late",
    "early",
    "mid",
    "of",
    "since",
    "through",
    "throughout",
    "till",
    "to",
    "until",
    "and",
    "or",
    "about",
    "for",
    "on",
];
/// Words that say what is spoken of lies ahead.
pub(super) const AHEAD: &[&str] = &[
    "will",
    "shall",
    "due",
    "scheduled",
    "expected",
    "plans",
    "planned",
    "planning",
    "upcoming",
    "would",
    "wants",
    "must",
    "hopes",
    "intends",
    "should",
    "hopefully",
    "can",
    "could",
    "may",
    "might",
    "set",
];
/// Verbs that tell of a report: what they govern lies behind.
pub(super) const REPORT: &[&str] = &[
    "said",
    "told",
    "reported",
    "announced",
    "confirmed",
    "wrote",
    "called",
    "warned",
    "added",
    "suggested",
    "says",
    "met",
    "spoke",
    "died",
    "killed",
    "began",
    "opened",
    "closed",
    "arrived",
];

/// A regular verb in its past form, as far as its letters tell.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
}

pub(super) fn toward(which: Which) -> Toward {
    match which {
        Which::Last | Which::Before => Toward::Last,
        Which::Next | Which::After => Toward::Next,
        Which::This | Which::That => Toward::Near,
    }
}

/// Whether a word after a number begins something else rather than names what is counted.
pub(super) fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "after", "and", "as", "at", "before", "but", "by", "he", "in", "it", "on", "or",
        "she", "the", "they", "to", "under", "was", "were", "when", "where", "which", "while",
        "with",
    ];
    WORDS.contains(&word) || word.starts_with(char::is_uppercase)
}

/// A lower-case plural after four digits: "2000 people" counts, "2000 was" does not.
pub(super) fn is_counted_noun(word: &str) -> bool {
    const NOT: &[&str] = &[
        "was",
        "as",
        "has",
        "is",
        "its",
        "this",
        "his",
        "hers",
        "thus",
        "does",
        "across",
        "elections",
        "olympics",
        "games",
        "ss",
        "levels",
    ];
    const YES: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "troops",
        "metres",
        "kilometers",
        "km",
        "tons",
        "dollars",
        "euros",
        "percent",
        "million",
        "feet",
        "miles",
    ];
    let lower = word.starts_with(char::is_lowercase);
    lower && (YES.contains(&word) || word.len() > 3 && word.ends_with('s') && !NOT.contains(&word))
}
