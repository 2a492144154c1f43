//! Time expressions (TIMEX3), kept as a meaning that needs no anchor and resolved against one.
//!
//! The matcher ([`rule`]) reads tokens left to right and takes the longest expression at each; what only the text around
//! can tell (the year of a bare month in a narrative, "the next day") is settled in [`settle`]. What is left depends on the
//! publication day alone and waits in [`Meaning`].

mod lexicon;
mod resolve;
mod rule;
mod settle;
mod story;
mod token;
mod when;

pub use token::{Part, Ref, Season, Unit};
pub use when::{Grain, Time, When};

use super::{Prose, Sentence};
use crate::date::{Day, Edtf, Partial};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Timex {
    /// Its words.
    pub span: Span,
    /// What kind of time it tells.
    pub kind: TimexKind,
    /// What it means, as far as the text alone tells.
    pub meaning: Meaning,
    /// TIMEX3's `mod`, such as `APPROX`, `START`, `END`, `MORE_THAN`.
    pub modifier: Option<String>,
    /// How it bounds what it dates: "by May", "before May", "since May".
    pub bound: Bound,
}

/// TIMEX3's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A point of a day or longer.
    Date,
    /// A point within a day.
    Time,
    /// A length of time.
    Duration,
    /// Times that recur.
    Set,
}

/// How a time bounds what it dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// Then.
    #[default]
    At,
    /// Then at the latest: "by", "until".
    By,
    /// Over when it begins: "before".
    Before,
    /// Then at the earliest: "since", "after", "from".
    After,
}

/// What a time expression means, free of the publication day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// A stretch of the calendar that needs no anchor.
    Fixed(When),
    /// The unit that is `count` units from the one that holds the anchor: "yesterday", "last week".
    Unit {
        /// Which unit.
        unit: Unit,
        /// How many units on; negative is back.
        count: i32,
        /// Within the day.
        time: Option<Time>,
    },
    /// A day of the week.
    Weekday {
        /// 0 for Monday.
        day: u8,
        /// On which side of the anchor.
        toward: Toward,
        /// Within the day.
        time: Option<Time>,
    },
    /// A part of a year that is not told: a day, a month, a season, a quarter.
    Part {
        /// Which part.
        grain: Grain,
        /// On which side of the anchor.
        toward: Toward,
        /// Within the day.
        time: Option<Time>,
    },
    /// A part of the year that is so many years from the anchor's: "the first quarter of last year".
    InYear(Grain, i16),
    /// A day of the year that the text told before, unless the one of its name that is nearest to publication is close to that:
    /// "9 September" after "3 May 2023".
    Story {
        /// The day, in the year that was told.
        when: When,
        /// On which side of the anchor the other one lies.
        toward: Toward,
    },
    /// The unit that is `count` units from another time: "the next day".
    Shifted {
        /// The time it is counted from.
        from: Box<Meaning>,
        /// Which unit.
        unit: Unit,
        /// How many units on; negative is back.
        count: i32,
        /// Within the day.
        time: Option<Time>,
    },
    /// A TIMEX3 value that no anchor changes: durations, sets, vague references.
    Value(String),
}

/// On which side of the anchor a bare weekday, month or season lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Toward {
    /// The anchor's own, else the one before (weekdays) or the nearest (months).
    Near,
    /// The anchor's own, else the one after.
    Ahead,
    /// The anchor's own, else the one before.
    Behind,
    /// The one before the anchor's own.
    Last,
    /// The one after the anchor's own.
    Next,
}

/// What a time expression means once its anchor is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Resolved {
    /// TIMEX3's `value`: `2025-04-23`, `2025-W16`, `P3Y`, `PRESENT_REF`, `2025-04-22TNI` …
    pub value: String,
    /// The day, week (as its interval), month or year it points to; none for durations, sets and vague references.
    pub date: Option<Edtf>,
}

/// Words that an hour is told in, beside numbers and those of two letters.
const OF_AN_HOUR: &[&str] = &[
    "a.m.",
    "about",
    "afternoon",
    "early",
    "evening",
    "gmt",
    "half",
    "hours",
    "late",
    "local",
    "midnight",
    "morning",
    "night",
    "noon",
    "o'clock",
    "o’clock",
    "p.m.",
    "past",
    "quarter",
    "the",
    "time",
    "utc",
];

impl Meaning {
    fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }
}

impl Timex {
    /// Its meaning read against `anchor`, the day the text was published; `None` where it needs one and has none.
    pub fn resolve(&self, anchor: Option<Day>) -> Option<Resolved> {
        if let Meaning::Value(value) = &self.meaning {
            return Some(Resolved { value: value.clone(), date: None });
        }
        let when = resolve::when(&self.meaning, anchor)?;
        Some(Resolved { value: when.value(), date: when.edtf().map(|date| self.bounded(date)) })
    }

    /// "by May" ends in May, "before May" in April, "late April" is about April.
    fn bounded(&self, date: Edtf) -> Edtf {
        // "at about 5 a.m." is on that very day.
        let vague =
            self.kind != TimexKind::Time && matches!(self.modifier.as_deref(), Some("APPROX"));
        // "before noon on Friday", "before the end of May": within it.
        let inside =
            self.kind == TimexKind::Time || matches!(self.modifier.as_deref(), Some("END" | "MID"));
        let before = date.begin.and_then(Partial::before).filter(|_| !inside);
        match self.bound {
            Bound::Before if before.is_some() => Edtf { begin: None, end: before, ..date },
            Bound::By | Bound::Before => Edtf { begin: None, ..date },
            Bound::At | Bound::After => Edtf { approximate: date.approximate || vague, ..date },
        }
    }

    /// Whether `words`, its own, tell an hour or a part of the day and not of which day: "at 9:30 a.m.", "in the morning", not
    /// "today at 9:30".
    pub fn is_hour_alone(&self, words: &str) -> bool {
        let of_an_hour = |word: &str| {
            word.len() <= 2
                || word.starts_with(|c: char| c.is_ascii_digit())
                || OF_AN_HOUR.iter().any(|known| known.eq_ignore_ascii_case(word))
        };
        let mut own = words.split(|c: char| c.is_whitespace() || c == '-');
        self.kind == TimexKind::Time && own.all(of_an_hour)
    }

    /// Whether it is so many days from the day it was said: "today", "tonight", "yesterday".
    pub fn is_near_day(&self) -> bool {
        matches!(self.meaning, Meaning::Unit { unit: Unit::Day, .. })
    }

    /// Whether it has no date, whatever it is read against: "soon", "two hours later".
    pub fn is_only_named(&self) -> bool {
        matches!(self.meaning, Meaning::Value(_))
    }

    /// Whether the text does not tell of which day it is: "the next morning" after nothing, "on a Monday".
    pub fn is_of_no_day(&self) -> bool {
        matches!(&self.meaning, Meaning::Value(value) if value.starts_with("XXXX-"))
    }

    /// Whether it is of the day of publication.
    pub fn is_of_publication(&self) -> bool {
        matches!(self.meaning, Meaning::Unit { unit: Unit::Day, count: 0, .. })
    }

    /// Its meaning in words, free of any anchor: `the last Tuesday up to publication`.
    pub fn relative(&self) -> String {
        resolve::in_words(&self.meaning)
    }

    /// Whether it needs no publication day to be resolved.
    pub fn is_fixed(&self) -> bool {
        resolve::when(&self.meaning, None).is_some()
    }
}

/// The time expressions of a text, in order.
pub fn timexes(prose: &Prose, sentences: &[Sentence]) -> Vec<Timex> {
    let mut found = Vec::new();
    let mut tokens = Vec::new();
    for sentence in sentences {
        let words = sentence.span.of(&prose.words);
        token::tokens(words, sentence.span.start as usize, &mut tokens);
        rule::sentence(&tokens, sentence.block, &mut found);
    }
    settle::settle(found, prose)
}
