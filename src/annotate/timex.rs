//! Time expressions (TIMEX3), kept as a meaning that needs no anchor and resolved against one.

use super::{Prose, Sentence};
use crate::date::{Day, Edtf};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Timex {
    /// Its words.
    pub span: Span,
    /// What kind of time it tells.
    pub kind: TimexKind,
    /// TIMEX3's `mod`, such as `APPROX`, `START`, `END`, `MORE_THAN`.
    pub modifier: Option<String>,
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

/// What a time expression means once its anchor is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Resolved {
    /// TIMEX3's `value`: `2025-04-23`, `2025-W16`, `P3Y`, `PRESENT_REF`, `2025-04-22TNI` …
    pub value: String,
    /// The day, week (as its interval), month or year it points to; none for durations, sets and vague references.
    pub date: Option<Edtf>,
}

impl Timex {
    /// Its meaning read against `anchor`, the day the text was published; `None` where it needs one and has none.
    pub fn resolve(&self, _anchor: Option<Day>) -> Option<Resolved> {
        None
    }

    /// Its meaning in words, free of any anchor: `the Tuesday before publication`.
    pub fn relative(&self) -> String {
        String::new()
    }
}

/// The time expressions of a text, in order.
pub fn timexes(_prose: &Prose, _sentences: &[Sentence]) -> Vec<Timex> {
    Vec::new()
}
