//! What one sentence states, in a form that another account's can contradict.

use super::super::event::EventQuote;
use super::super::words::{self, Hash, hash, stem};
use super::super::{DifferenceKind, Passage, Told};
use super::number::{Counts, numbers};
use crate::annotate::MentionKind;

/// What one sentence states.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) kind: DifferenceKind,
    /// What it is about.
    pub(super) topic: Topic,
    /// What is stated, folded.
    pub(super) value: String,
    /// The same in the passage's own words.
    pub(super) text: String,
    pub(super) passage: Passage,
    /// Whose account it is.
    pub(super) voice: String,
    /// Whether it leaves open that it is more.
    pub(super) open: bool,
}

/// What a statement is about: two about one thing can contradict each other.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    /// What both must be about: the counted noun, the verb.
    head: Hash,
    /// The words around it, sorted: they too must be alike.
    words: Vec<Hash>,
    /// How alike.
    alike: Alike,
    /// The number that is stated, where one close to it is of the same thing.
    near: Option<Near>,
}

/// A number that another which is close to it contradicts, though they are told in other words.
#[derive(Clone, Debug)]
struct Near {
    amount: f64,
    is_money: bool,
    /// The words around it, sorted.
    beside: Vec<Hash>,
}

impl Near {
    /// Whether one event has hardly both: 212 and 221 ballots.
    fn is_near(&self, other: &Self) -> bool {
        let (one, two) = (self.amount, other.amount);
        let times = one.max(two) / one.min(two).max(1.0);
        let alike = words::shared(&self.beside, &other.beside) > 0;
        // Two sums of one event that are so close are seldom of two things, whatever is said of them.
        times <= 1.25 && alike || times <= 1.15 && self.is_money
    }
}

/// How alike the words of two statements must be to be about one thing.
#[derive(Clone, Copy, Debug)]
struct Alike {
    /// How many they must share at least.
    least: usize,
    /// How many in a hundred of the one that has fewer.
    of_fewer: usize,
    /// How many in a hundred of the one that has more.
    of_more: usize,
}

impl Topic {
    fn of(head: Hash, words: Vec<Hash>, alike: Alike) -> Self {
        Self { head, words, alike, near: None }
    }

    /// Whether two statements are about one thing, whatever they say of it.
    pub(super) fn is_one_with(&self, other: &Self) -> bool {
        let common = words::shared(&self.words, &other.words);
        let (one, two) = (self.words.len(), other.words.len());
        let Alike { least, of_fewer, of_more } = self.alike;
        if self.head != other.head {
            return false;
        }
        let near = self.near.as_ref().zip(other.near.as_ref());
        if near.is_some_and(|(one, other)| one.is_near(other)) {
            return true;
        }
        common >= least
            && common * 100 >= one.min(two) * of_fewer
            && common * 100 >= one.max(two) * of_more
    }
}

/// What a sentence states: platforms that carried words, numbers of things, who did something.
pub(super) fn statements(told: &Told, passage: &Passage, voice: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut state = |kind, topic, (value, text): (String, String), open| {
        let (passage, voice) = (passage.clone(), voice.to_owned());
        found.push(Statement { kind, topic, value, text, passage, voice, open });
    };
    for (words, said) in channels(told) {
        let alike = Alike { least: 4, of_fewer: 50, of_more: 0 };
        state(DifferenceKind::Channel, Topic::of(0, words, alike), said, false);
    }
    let mut numbers = numbers(&told.text);
    if !numbers.is_empty() && counts_on(&told.text) {
        numbers.clear();
    }
    for number in numbers {
        let alike = match number.counts {
            Counts::Things => Alike { least: 3, of_fewer: 33, of_more: 0 },
            Counts::Units | Counts::Money => Alike { least: 3, of_fewer: 50, of_more: 0 },
            // How many were hurt is told in too many ways for the words around it to be alike.
            Counts::Harm => Alike { least: 0, of_fewer: 0, of_more: 0 },
        };
        let near = match number.counts {
            Counts::Things | Counts::Money => number.value.parse().ok(),
            Counts::Units | Counts::Harm => None,
        };
        let near = near.map(|amount| Near {
            amount,
            is_money: number.counts == Counts::Money,
            beside: beside(told, &number.text),
        });
        let topic = Topic { near, ..Topic::of(number.head, told.terms.clone(), alike) };
        state(DifferenceKind::Number, topic, (number.value, number.text), number.open);
    }
    for (head, words, said) in deeds(told) {
        let alike = Alike { least: 2, of_fewer: 50, of_more: 0 };
        state(DifferenceKind::Actor, Topic::of(head, words, alike), said, false);
    }
    found
}

/// The words of a sentence beside some of them.
fn beside(told: &Told, own: &str) -> Vec<Hash> {
    let own = words::terms(own);
    told.terms.iter().filter(|term| !own.contains(term)).copied().collect()
}

/// Whether a sentence counts what goes on, up to the moment it was written: a later one may well count more.
fn counts_on(text: &str) -> bool {
    let words: Vec<String> = words::words(text).collect();
    words.iter().any(|word| word == "since") || words.windows(2).any(|pair| pair == ["so", "far"])
}

/// Who says the words of a quote: a person, who is one whatever the spelling, or an office. The words must be nearly the same.
pub(super) fn speaker(quote: &EventQuote, voice: &str) -> Option<Statement> {
    let text = quote.speaker.clone()?;
    let (head, value) = match &quote.person {
        Some(person) => (hash("person"), person.0.clone()),
        None => (hash("office"), text.clone()),
    };
    let passage = quote.passage.clone();
    let alike = Alike { least: 5, of_fewer: 80, of_more: 60 };
    let topic = Topic::of(head, sorted_words(&passage.text), alike);
    let voice = voice.to_owned();
    let kind = DifferenceKind::Name;
    Some(Statement { kind, topic, value, text, passage, voice, open: false })
}

/// The words of a text, hashed, sorted, each once.
fn sorted_words(text: &str) -> Vec<Hash> {
    let mut sorted: Vec<Hash> = words::hashes(text).collect();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
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
        let topic = sorted_words(told.text.get(start..end)?);
        Some((topic, (platform(&channel)?, channel)))
    });
    quotes.collect()
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
