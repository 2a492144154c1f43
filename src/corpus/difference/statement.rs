//! What one sentence states, in a form that another account's can contradict.

use super::super::words::{self, Hash, hash, stem};
use super::super::{DifferenceKind, Passage, Told};
use crate::annotate::MentionKind;

/// What one sentence states.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) kind: DifferenceKind,
    /// What two statements must have in common to be about one thing: the counted noun, the verb.
    pub(super) head: Hash,
    /// The words around it, sorted: they too must be alike.
    pub(super) topic: Vec<Hash>,
    /// What is stated, folded.
    pub(super) value: String,
    /// The same in the passage's own words.
    pub(super) text: String,
    pub(super) passage: Passage,
    /// Whose account it is.
    pub(super) voice: String,
}

/// What a sentence states: platforms that carried words, numbers of things, who did something.
pub(super) fn statements(told: &Told, passage: &Passage, voice: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut state = |kind, head, topic, (value, text): (String, String)| {
        let (passage, voice) = (passage.clone(), voice.to_owned());
        found.push(Statement { kind, head, topic, value, text, passage, voice });
    };
    for (topic, said) in channels(told) {
        state(DifferenceKind::Channel, 0, topic, said);
    }
    for (head, said) in numbers(&told.text) {
        state(DifferenceKind::Number, head, told.terms.clone(), said);
    }
    for (head, topic, said) in deeds(told) {
        state(DifferenceKind::Actor, head, topic, said);
    }
    found
}

/// Platforms that carry words, each with the name it is known by.
const PLATFORMS: &[(&str, &str)] = &[
    ("Bluesky", "Bluesky"),
    ("Facebook", "Facebook"),
    ("Instagram", "Instagram"),
    ("LinkedIn", "LinkedIn"),
    ("Mastodon", "Mastodon"),
    ("Telegram", "Telegram"),
    ("Threads", "Threads"),
    ("TikTok", "TikTok"),
    ("Truth Social", "Truth Social"),
    ("Twitter", "X"),
    ("VK", "VK"),
    ("WeChat", "WeChat"),
    ("Weibo", "Weibo"),
    ("WhatsApp", "WhatsApp"),
    ("X", "X"),
    ("YouTube", "YouTube"),
];

/// The platforms of a sentence's quotes. "Social media" is none: it contradicts no platform.
fn channels(told: &Told) -> Vec<(Vec<Hash>, (String, String))> {
    let platform = |channel: &str| {
        let ends = |name: &&(&str, &str)| {
            channel.strip_suffix(name.0).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        PLATFORMS.iter().find(ends).map(|(_, known)| (*known).to_owned())
    };
    let quotes = told.quotes.iter().filter_map(|quote| {
        let channel = quote.channel.clone()?;
        let start = quote.span.start.saturating_sub(told.span.start) as usize;
        let end = quote.span.end.saturating_sub(told.span.start) as usize;
        let mut topic: Vec<Hash> =
            words::words(told.text.get(start..end)?).map(|word| hash(&word)).collect();
        topic.sort_unstable();
        topic.dedup();
        Some((topic, (platform(&channel)?, channel)))
    });
    quotes.collect()
}

/// Words before a number that leave it open.
const ABOUT: &[&str] = &[
    "about",
    "almost",
    "approximately",
    "around",
    "least",
    "nearly",
    "over",
    "roughly",
    "some",
    "than",
    "to",
];

/// Numbers of things: `14 ships`. Years, and numbers left open, are none.
fn numbers(text: &str) -> Vec<(Hash, (String, String))> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (place, pair) in tokens.windows(2).enumerate() {
        let [number, noun] = pair else { continue };
        let Some(value) = value(number) else { continue };
        let before = place.checked_sub(1).and_then(|at| tokens.get(at)).unwrap_or(&"");
        let folded = words::words(noun).next().unwrap_or_default();
        let open = ABOUT.contains(&before.to_lowercase().as_str());
        if !open && !words::is_stop(&folded) && folded.chars().all(char::is_alphabetic) {
            let text = format!("{number} {}", noun.trim_matches(|c: char| !c.is_alphanumeric()));
            found.push((hash(stem(&folded)), (value, text)));
        }
    }
    found
}

/// A number in digits; none for a year or a date.
fn value(token: &str) -> Option<String> {
    const SMALL: &[&str] = &[
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    if let Some(place) = SMALL.iter().position(|word| *word == token.to_lowercase()) {
        return Some((place + 2).to_string());
    }
    let plain = token.trim_start_matches(['$', '€', '£']).replace(',', "");
    let is_year = plain.len() == 4 && (plain.starts_with("19") || plain.starts_with("20"));
    let is_number = plain.starts_with(|c: char| c.is_ascii_digit()) && plain.parse::<f64>().is_ok();
    (is_number && !is_year).then_some(plain)
}

/// Past tenses that do not end in -ed.
const IRREGULAR: &[&str] = &[
    "began", "bought", "broke", "brought", "built", "drew", "gave", "held", "hit", "left", "led",
    "lost", "met", "paid", "put", "sank", "sent", "set", "shot", "sold", "stole", "struck", "took",
    "won", "wrote",
];

/// Who did what: a person's surname, a verb of the past right after it, and the words that follow.
fn deeds(told: &Told) -> Vec<(Hash, Vec<Hash>, (String, String))> {
    let people = told.names.iter().filter(|(kind, _)| *kind == MentionKind::Person);
    let surnames = people.filter_map(|(_, name)| name.split_whitespace().last());
    let deed = |surname: &str| {
        let (_, rest) = told.text.split_once(surname)?;
        // A bare comma mostly ends an apposition: its last name did nothing.
        let tail =
            rest.strip_prefix(", who ").or(rest.strip_prefix(" who ")).or(rest.strip_prefix(' '))?;
        let tail = tail.strip_prefix("had ").unwrap_or(tail);
        let (verb, object) = tail.split_once(' ')?;
        let past = IRREGULAR.contains(&verb) || (verb.ends_with("ed") && verb.len() > 4);
        if !past || words::is_stop(verb) {
            return None;
        }
        let words = told.text.get(told.text.find(surname)?..told.text.len() - object.len())?;
        let topic = words::terms(object);
        Some((hash(stem(verb)), topic, (surname.to_lowercase(), words.trim().to_owned())))
    };
    surnames.filter_map(deed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_things_is_read_and_a_year_is_not() {
        let found = numbers("Some 30 boats and 14 ships left in 2019 together, over 9 miles out.");
        let texts: Vec<_> = found.iter().map(|(_, (_, text))| text.as_str()).collect();
        assert_eq!(texts, ["14 ships"]);
    }

    #[test]
    fn small_numbers_in_words_are_numbers() {
        assert_eq!(value("Twelve").as_deref(), Some("12"));
        assert_eq!(value("1,200").as_deref(), Some("1200"));
    }
}
