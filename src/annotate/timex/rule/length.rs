//! Lengths of time, counts from a time, and times that recur: `three days`, `two years later`, `every week`.

use super::super::TimexKind;
use super::super::token::{Class, Opening, Ref, Unit};
use super::Rules;
use super::cue::is_function_word;
use super::found::{Found, From, named};

impl Rules<'_> {
    /// A number and a unit: `three days`, `100 days`, `30-day`, `three days ago`, `two years later`.
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let (count, mut next) = self.count(at)?;
        let dash = self.mark(next, &['-', '–']) && self.touch(next);
        next += usize::from(dash);
        if let Some(found) = self.and_a_half(at, count, next) {
            return Some(found);
        }
        // "ten brutal months", "two more years"
        let adjective = !dash && self.is_adjective(next);
        next += usize::from(adjective);
        let Class::Unit(unit, plural) = self.class(next)? else {
            return self.first_of_two(at, count, next);
        };
        // "a ten year plan"
        let described = !adjective
            && self.class(next + 1).is_some_and(Class::is_word)
            && !is_function_word(self.text(next + 1));
        let certain_plural =
            plural || dash || count == Some(1) && !adjective || count.is_some() && described;
        let old = self.is(next + 1, &["old"])
            || self.mark(next + 1, &['-']) && self.is(next + 2, &["old", "olds"]);
        // "three quarters of the votes" are no time.
        let noun = unit == Unit::Quarter
            && (!plural && !dash || count.is_none_or(|count| count <= 3))
            || unit == Unit::Second && !plural && count != Some(1);
        if old || !certain_plural || noun {
            return None;
        }
        Some(self.counted_from(next + 1, count, unit, next + 1 - at))
    }

    /// "two and a half years", "a year and a half"
    fn and_a_half(&self, at: usize, count: Option<i32>, next: usize) -> Option<Found> {
        let whole = count?;
        let half = |from: usize| {
            let skip = |at: usize| at + usize::from(self.mark(at, &['-']));
            let and = skip(from);
            let article = skip(and + 1);
            let half = if self.is(article, &["a"]) { skip(article + 1) } else { article };
            (self.is(and, &["and"]) && self.is(half, &["half"])).then_some(half + 1)
        };
        let (unit, end) = if let Class::Unit(unit, _) = self.class(next)? {
            (unit, half(next + 1)?)
        } else {
            let after = half(next)?;
            let after = after + usize::from(self.mark(after, &['-']));
            let Class::Unit(unit, _) = self.class(after)? else { return None };
            (unit, after + 1)
        };
        let value =
            duration(Some(whole), unit).replacen(&whole.to_string(), &format!("{whole}.5"), 1);
        Some(Found::value(end - at, TimexKind::Duration, value))
    }

    /// A word between a number and its unit that only describes.
    fn is_adjective(&self, at: usize) -> bool {
        const NUMBERS: &[&str] =
            &["million", "billion", "trillion", "thousand", "dozen", "of", "percent"];
        let word = self.text(at);
        self.class(at).is_some_and(Class::is_word)
            && word.starts_with(char::is_lowercase)
            && !word.ends_with('s')
            && !NUMBERS.contains(&word)
            && !is_function_word(word)
            && matches!(self.class(at + 1), Some(Class::Unit(unit, true)) if unit > Unit::Second)
    }

    /// "between 60 and 90 days": the first is a length too.
    fn first_of_two(&self, at: usize, count: Option<i32>, next: usize) -> Option<Found> {
        if !self.before(at, &["between"]) || !self.is(next, &["and"]) {
            return None;
        }
        let (_, end) = self.count(next + 1)?;
        let Class::Unit(unit, true) = self.class(end)? else { return None };
        Some(Found::value(next - at, TimexKind::Duration, duration(count, unit)))
    }

    pub(super) fn counted_from(
        &self,
        next: usize,
        count: Option<i32>,
        unit: Unit,
        taken: usize,
    ) -> Found {
        let shift = |sign: i32, from: From, more: usize| match count {
            Some(count) if !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) => {
                Found { from, ..Found::unit(taken + more, unit, sign * count) }
            }
            _ => Found::value(
                taken + more,
                TimexKind::Date,
                named(if sign < 0 { Ref::Past } else { Ref::Future }).to_owned(),
            ),
        };
        match () {
            () if self.is(next, &["ago"]) => shift(-1, From::Publication, 1),
            () if self.is(next, &["earlier", "previously"]) => shift(-1, From::Spoken, 1),
            () if self.is(next, &["later", "afterwards", "afterward"]) => shift(1, From::Spoken, 1),
            () if self.is(next, &["from"]) && self.is(next + 1, &["now"]) => {
                shift(1, From::Publication, 2)
            }
            () if self.is(next, &["before"]) && self.ends(next + 1) => shift(-1, From::Spoken, 1),
            () if self.is(next, &["after"]) && self.ends(next + 1) => shift(1, From::Spoken, 1),
            () => Found::value(taken, TimexKind::Duration, duration(count, unit)),
        }
    }

    /// A number here, `None` inside where it is uncertain, and the place after it.
    pub(super) fn count(&self, at: usize) -> Option<(Option<i32>, usize)> {
        let (first, next) = match self.class(at)? {
            Class::Digits(number, digits) if digits != 4 || number < 1000 => (Some(number), at + 1),
            Class::Digits(number, _) => (Some(number), at + 1),
            Class::Count(count) => (count, at + 1),
            Class::Opening(Opening::A) => match self.class(at + 1)? {
                Class::Count(count) => (count, at + 2),
                _ => (Some(1), at + 1),
            },
            _ => return None,
        };
        let Some(first) = first else { return Some((None, next)) };
        // "two hundred", "twenty-five", "two or three"
        if let Some(Class::Count(Some(more))) = self.class(next) {
            let whole = if more == 100 { first.checked_mul(100)? } else { first + more };
            return Some((Some(whole), next + 1));
        }
        if self.mark(next, &['-'])
            && first >= 20
            && let Some(Class::Count(Some(more @ 1..=9))) = self.class(next + 1)
        {
            return Some((Some(first + more), next + 2));
        }
        Some((Some(first), next))
    }

    /// "a month-long siege"
    pub(super) fn long(&self, at: usize, unit: Unit) -> Option<Found> {
        (self.mark(at + 1, &['-']) && self.is(at + 2, &["long"]))
            .then(|| Found::value(1, TimexKind::Duration, duration(Some(1), unit)))
    }

    /// "days after", "for months": units of no certain number.
    pub(super) fn bare_units(&self, at: usize, unit: Unit) -> Option<Found> {
        let after = self.is(at + 1, &["after", "before", "later", "ago", "earlier", "of", "long"])
            || self.mark(at + 1, &['-']) && self.is(at + 2, &["long"]);
        let before = self.before(
            at,
            &[
                "for", "after", "within", "just", "only", "over", "mere", "in", "few", "recent",
                "these",
            ],
        );
        let comma = at > 0 && self.mark(at - 1, &[',']) && self.is(at + 1, &["after", "before"]);
        if !(after || before || comma)
            || matches!(unit, Unit::Second | Unit::Quarter)
            || self.before(at, &["three", "two"])
        {
            return None;
        }
        let more = usize::from(self.is(at + 1, &["ago", "later", "earlier"]));
        match more {
            0 => Some(Found::value(1, TimexKind::Duration, duration(None, unit))),
            _ => Some(self.counted_from(at + 1, None, unit, 1)),
        }
    }

    pub(super) fn every(&self, at: usize) -> Option<Found> {
        match self.class(at + 1)? {
            Class::Unit(unit, false) => {
                Some(Found::value(2, TimexKind::Set, duration(Some(1), unit)))
            }
            Class::Weekday(day) => {
                Some(Found::value(2, TimexKind::Set, format!("XXXX-WXX-{}", day + 1)))
            }
            Class::Part(part) => {
                Some(Found::value(2, TimexKind::Set, format!("XXXX-XX-XXT{}", part.code())))
            }
            _ => None,
        }
    }
}

/// TIMEX3's value of a length; an uncertain number is X.
pub(super) fn duration(count: Option<i32>, unit: Unit) -> String {
    let times =
        |by: i32| count.map_or("X".to_owned(), |count| (count.saturating_mul(by)).to_string());
    match unit {
        Unit::Second => format!("PT{}S", times(1)),
        Unit::Minute => format!("PT{}M", times(1)),
        Unit::Hour => format!("PT{}H", times(1)),
        Unit::Day => format!("P{}D", times(1)),
        Unit::Weekend => format!("P{}WE", times(1)),
        Unit::Week => format!("P{}W", times(1)),
        Unit::Fortnight => format!("P{}W", times(2)),
        Unit::Month => format!("P{}M", times(1)),
        Unit::Quarter => format!("P{}Q", times(1)),
        Unit::Year => format!("P{}Y", times(1)),
        Unit::Decade => format!("P{}DE", times(1)),
        Unit::Century => format!("P{}CE", times(1)),
    }
}

pub(super) fn recurring(unit: Unit) -> String {
    match unit {
        Unit::Day => "XXXX-XX-XX".to_owned(),
        Unit::Week => "XXXX-WXX".to_owned(),
        Unit::Month => "XXXX-XX".to_owned(),
        _ => duration(Some(1), unit),
    }
}
