//! What a rule finds: how many tokens it takes and what they mean.

use super::super::token::{Ref, Unit};
use super::super::when::{Grain, Time, When};
use super::super::{Bound, Meaning, TimexKind, Toward};
use crate::text::Span;

/// A time expression before the text around it has been heard.
#[derive(Clone, Debug)]
pub(in super::super) struct Draft {
    pub(in super::super) span: Span,
    pub(in super::super) kind: TimexKind,
    pub(in super::super) meaning: Meaning,
    pub(in super::super) modifier: Option<&'static str>,
    pub(in super::super) bound: Bound,
    pub(in super::super) from: From,
    pub(in super::super) block: u32,
    /// Whether it only dates who said what its sentence dates before: "in 2029, he said on Tuesday".
    pub(in super::super) aside: bool,
    /// Whether it dates what will be.
    pub(in super::super) ahead: bool,
    /// Whether its clause tells what was, as far as a verb beside it says.
    pub(in super::super) past: Past,
}

/// What a verb beside an expression says of what was then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Past {
    /// Nothing.
    Untold,
    /// It says when somebody spoke: "said on Tuesday".
    Spoke,
    /// That it was.
    Was,
    /// That it had been before something else: "had sent it on 2 June".
    HadBeen,
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum From {
    /// The day of publication.
    Publication,
    /// The time that was spoken of last.
    Spoken,
    /// From the day of publication, and only in news: in a narrative "soon" is no time.
    News,
    /// Only in a narrative: in news "former" is part of a title.
    Narrative,
    /// Only in a text that names years before Christ: there "in 480" is one.
    Antiquity,
    /// The day of publication, whatever date was named before: "today", "as of May". In a narrative, whoever reads it.
    Now,
}

/// What a rule found, and how many tokens it took.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) taken: usize,
    pub(super) kind: TimexKind,
    pub(super) meaning: Meaning,
    pub(super) modifier: Option<&'static str>,
    pub(super) from: From,
}

impl Found {
    pub(super) fn date(taken: usize, meaning: Meaning) -> Self {
        Self { taken, kind: TimexKind::Date, meaning, modifier: None, from: From::Publication }
    }

    pub(super) fn fixed(taken: usize, year: i16, grain: Grain) -> Self {
        Self::date(taken, Meaning::Fixed(When { year, grain, time: None }))
    }

    pub(super) fn value(taken: usize, kind: TimexKind, value: String) -> Self {
        Self { kind, ..Self::date(taken, Meaning::Value(value)) }
    }

    pub(super) fn unit(taken: usize, unit: Unit, count: i32) -> Self {
        Self::date(taken, Meaning::Unit { unit, count, time: None })
    }

    /// A part of a year that is not told.
    pub(super) fn part(taken: usize, grain: Grain, toward: Toward) -> Self {
        Self::date(taken, Meaning::Part { grain, toward, time: None })
    }

    /// Whether it is a single day, which a time can be of.
    pub(super) fn is_day(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Weekday { .. }
                | Meaning::Fixed(When { grain: Grain::Day(..), .. })
                | Meaning::Unit { unit: Unit::Day, .. }
                | Meaning::Part { grain: Grain::Day(..), .. }
        )
    }

    /// One token more: an article or a modifier before it.
    pub(super) fn after(self, more: usize) -> Self {
        Self { taken: self.taken + more, ..self }
    }

    pub(super) fn at(self, time: Time) -> Self {
        let meaning = match self.meaning {
            Meaning::Fixed(when) => Meaning::Fixed(when.with(Some(time))),
            Meaning::Unit { unit: Unit::Day, count, .. } => {
                Meaning::Unit { unit: Unit::Day, count, time: Some(time) }
            }
            Meaning::Weekday { day, toward, .. } => {
                Meaning::Weekday { day, toward, time: Some(time) }
            }
            Meaning::Part { grain, toward, .. } => {
                Meaning::Part { grain, toward, time: Some(time) }
            }
            other => other,
        };
        Self { kind: TimexKind::Time, meaning, ..self }
    }
}

pub(super) fn named(time: Ref) -> &'static str {
    match time {
        Ref::Past => "PAST_REF",
        Ref::Present => "PRESENT_REF",
        Ref::Future => "FUTURE_REF",
    }
}
