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
    "begins",
    "convenes",
    "ends",
    "expires",
    "face",
    "faces",
    "meets",
    "opens",
    "reopens",
    "resumes",
    "returns",
    "starts",
];
/// Verbs of what went on and has ended, before "until".
pub(super) const LASTED: &[&str] = &[
    "argued",
    "burned",
    "burnt",
    "continued",
    "dragged",
    "fought",
    "lasted",
    "on",
    "raged",
    "rained",
    "ran",
    "snowed",
    "stretched",
    "talked",
];
/// Verbs of expecting and planning: the infinitive after them tells of what lies ahead.
pub(super) const AWAIT: &[&str] = &[
    "aim",
    "aims",
    "aiming",
    "anticipate",
    "anticipates",
    "anticipating",
    "expect",
    "expects",
    "expecting",
    "hope",
    "hoping",
    "intend",
    "intending",
    "mean",
    "means",
    "plan",
    "prepare",
    "prepares",
    "preparing",
    "promise",
    "promises",
    "promising",
    "want",
    "wanting",
];
/// Verbs that ask somebody to come.
pub(super) const ATTENDED: &[&str] = &["invited", "invites", "summoned", "summons"];
/// Verbs of what is arranged beforehand, after those who do it.
pub(super) const MEET: &[&str] = &[
    "begin",
    "choose",
    "convene",
    "decide",
    "elect",
    "face",
    "meet",
    "open",
    "play",
    "reconvene",
    "reopen",
    "resume",
    "return",
    "start",
    "vote",
];
/// What is said of something that may not come about.
pub(super) const UNSURE: &[&str] =
    &["due", "overshadowed", "planned", "scheduled", "set", "threatened", "to", "uncertain"];
/// Verbs that begin what is set for a time, with the word after them.
pub(super) const TAKES: &[&str] = &["take", "takes"];
pub(super) const KICKS: &[&str] = &["kick", "kicks"];
pub(super) const GETS: &[&str] = &["get", "gets"];
pub(super) const GOES: &[&str] = &["goes"];
/// Words that say of what comes after them that it is one of its kind: no subject of its own.
pub(super) const DETERMINERS: &[&str] =
    &["a", "an", "her", "his", "its", "my", "our", "s", "the", "their", "this"];
/// Words before the verb that make it one of what is to come.
pub(super) const MODAL: &[&str] = &["may", "might", "must", "shall", "should", "will"];
/// What "is" and "are" say of what is to come.
pub(super) const PENDING: &[&str] =
    &["due", "expected", "going", "planned", "scheduled", "set", "supposed", "to"];
/// The present of what is set for a time.
pub(super) const PRESENT: &[&str] = &[
    "arrives", "begins", "convenes", "expires", "faces", "meets", "opens", "reopens", "resumes",
    "returns", "starts",
];
/// What an occasion that is to come will do.
pub(super) const BEGUN: &[&str] = &["begin", "decide", "feature", "go", "open", "proceed", "start"];
/// What will be done with an occasion that is to come.
pub(super) const HELD: &[&str] = &["broadcast", "held", "livestreamed", "staged", "televised"];
/// Irregular verbs in a past form that is no other word's.
pub(super) const WENT: &[&str] = &[
    "became", "began", "bought", "broke", "brought", "built", "came", "chose", "drew", "drove",
    "fell", "felt", "flew", "fought", "found", "gave", "got", "grew", "held", "kept", "knew",
    "laid", "led", "left", "lost", "made", "met", "paid", "ran", "rose", "sank", "sat", "saw",
    "sent", "shot", "slid", "sold", "spoke", "stole", "stood", "struck", "swept", "took", "went",
    "withdrew", "woke", "wrote",
];
/// Words that make a weekday the name of one day of a year, or of one in history.
pub(super) const NAMED_DAYS: &[&str] = &[
    "Ash", "Black", "Bloody", "Cyber", "Easter", "Good", "Holy", "Maundy", "Palm", "Shrove",
    "Super", "Whit",
];
/// Verbs whose past form is the same as the one after "will" or "to".
pub(super) const HIT: &[&str] =
    &["burst", "cut", "hit", "hurt", "put", "quit", "shut", "split", "spread"];
/// Verbs that move something to a later time.
pub(super) const PUT_OFF: &[&str] = &["adjourned", "deferred", "delayed", "postponed"];
/// Verbs of what has come so far, before "by".
pub(super) const REACHED: &[&str] = &[
    "burned",
    "climbed",
    "covered",
    "destroyed",
    "fell",
    "grew",
    "reached",
    "restored",
    "rose",
    "spread",
    "swelled",
];
/// What befalls people: nobody plans it.
pub(super) const MISHAPS: &[&str] = &[
    "accident",
    "accidents",
    "assault",
    "attack",
    "attacks",
    "blackout",
    "blast",
    "blasts",
    "blaze",
    "bombing",
    "bombings",
    "breakdown",
    "collapse",
    "collision",
    "crash",
    "death",
    "deaths",
    "derailment",
    "disaster",
    "earthquake",
    "explosion",
    "explosions",
    "fire",
    "flood",
    "floods",
    "killing",
    "killings",
    "massacre",
    "murder",
    "outage",
    "quake",
    "shooting",
    "shootings",
    "sinking",
    "spill",
    "stabbing",
    "storm",
    "tornado",
    "tragedy",
];
/// What is set for a day beforehand: it may lie on either side.
pub(super) const OCCASIONS: &[&str] = &[
    "attempt",
    "auction",
    "ballot",
    "ceremony",
    "concert",
    "conference",
    "deadline",
    "debate",
    "election",
    "elections",
    "event",
    "final",
    "flight",
    "funeral",
    "game",
    "games",
    "hearing",
    "inauguration",
    "launch",
    "match",
    "meeting",
    "meetings",
    "parade",
    "poll",
    "polls",
    "press",
    "race",
    "referendum",
    "release",
    "round",
    "session",
    "show",
    "summit",
    "talks",
    "trial",
    "visit",
    "vote",
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
