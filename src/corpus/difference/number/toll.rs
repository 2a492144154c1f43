//! How many something befell, and how many came, where the number stands apart from what it counts: "the death toll rose to 14".

use super::super::super::words::{Hash, hash};
use super::{Counts, Number, Tokens, bare, befell, is_one_of, value};

/// Verbs after which a toll stands, with "to" or "at".
const RISES: &[&str] = &[
    "climbed",
    "climbs",
    "grew",
    "grown",
    "increased",
    "jumped",
    "put",
    "raised",
    "raising",
    "rise",
    "risen",
    "rises",
    "rose",
    "stands",
    "stood",
];

/// Verbs after which a toll stands at once.
const REACHES: &[&str] = &["reached", "reaches", "reaching"];

/// Who gathers in numbers.
const CROWD: &[&str] = &[
    "demonstrators",
    "fans",
    "marchers",
    "mourners",
    "people",
    "protesters",
    "protestors",
    "spectators",
    "supporters",
];

/// What they gather for: one of these says that a number of people is a crowd.
const GATHERS: &[&str] = &[
    "attended",
    "crowd",
    "crowds",
    "demonstrated",
    "demonstration",
    "demonstrators",
    "gathered",
    "march",
    "marched",
    "marchers",
    "protest",
    "protested",
    "protesters",
    "protestors",
    "rallied",
    "rally",
];

/// Fewer are no crowd.
const FEW: f64 = 200.0;

/// Words without which there is neither a toll nor a crowd.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    GATHERS.iter().copied().chain(["toll"])
}

impl Tokens<'_> {
    /// "The death toll rose to 14", "the number of people killed has risen to 14".
    pub(super) fn toll(&self, at: usize) -> Option<Number> {
        let value = value(self.get(at))?;
        let (last, verb) = (self.before(at, 1), self.before(at, 2));
        let counted =
            ["to", "at"].contains(&last) && (is_one_of(verb, RISES) || self.is_toll(at - 2));
        if !counted && !is_one_of(last, REACHES) {
            return None;
        }
        let from = (0..at).rev().find(|place| self.is_toll(*place))?;
        let head = self.befallen(from, at)?;
        let text = self.text(from, at);
        Some(Number { head, counts: Counts::Harm, value, text, open: false })
    }

    fn is_toll(&self, at: usize) -> bool {
        let number = is_one_of(self.get(at), &["number"]) && self.get(at + 1) == "of";
        number || is_one_of(self.get(at), &["toll"])
    }

    /// What befell those whom a toll counts: "the death toll", "the number of people injured".
    fn befallen(&self, from: usize, at: usize) -> Option<Hash> {
        if is_one_of(self.get(from), &["toll"]) {
            let kind = bare(self.before(from, 1)).to_lowercase();
            return Some(befell(&kind).unwrap_or_else(|| hash("dead")));
        }
        (from..at).find_map(|place| befell(self.get(place)))
    }

    /// How many people came: "20,000 people marched", "a crowd of 8,000", "the police counted 8,000 of them".
    pub(super) fn crowd(&self, at: usize) -> Option<Number> {
        let value = value(self.get(at))?;
        let many = value.parse::<f64>().is_ok_and(|count| count >= FEW);
        let of_them = self.get(at + 1) == "of" && is_one_of(self.get(at + 2), &["them"]);
        let noun = is_one_of(self.get(at + 1), CROWD);
        let crowd_of = self.before(at, 1) == "of" && is_one_of(self.before(at, 2), &["crowd"]);
        let is_crowd = many && (of_them || noun || crowd_of);
        if !is_crowd || !self.0.iter().any(|word| is_one_of(word, GATHERS)) {
            return None;
        }
        let last = if of_them { at + 2 } else { at + usize::from(noun) };
        let open = self.is_open(at);
        Some(Number {
            head: hash("crowd"),
            counts: Counts::Harm,
            value,
            text: self.text(at, last),
            open,
        })
    }

    /// Whether a number is told to be no more than what is known so far: "at least 12".
    pub(super) fn is_at_least(&self, at: usize) -> bool {
        is_one_of(self.before(at, 1), &["least"]) && is_one_of(self.before(at, 2), &["at"])
    }
}
