//! Expressions that a common word begins: an article, `every`, `recent`, `tonight`.

use super::super::TimexKind;
use super::super::token::{Class, Part, Unit};
use super::super::when::Time;
use super::Rules;
use super::found::{Found, From};
use super::length::duration;

impl Rules<'_> {
    pub(super) fn word(&self, at: usize) -> Option<Found> {
        let text = self.text(at);
        if text.len() > 9 {
            return None;
        }
        match text.to_ascii_lowercase().as_str() {
            "the" => self.after_article(at),
            "a" | "an" => self.after_indefinite(at),
            "tonight" => Some(Found::unit(1, Unit::Day, 0).at(Time::Part(Part::Night))),
            "every" | "each" => self.every(at),
            "per" => match self.class(at + 1)? {
                Class::Unit(unit, false) => {
                    Some(Found::value(2, TimexKind::Set, duration(Some(1), unit)))
                }
                _ => None,
            },
            "these" if matches!(self.class(at + 1), Some(Class::Unit(Unit::Day, true))) => {
                Some(Found::value(2, TimexKind::Date, "PRESENT_REF".to_owned()))
            }
            "future" => Some(Found {
                from: From::Narrative,
                ..Found::value(1, TimexKind::Date, "FUTURE_REF".to_owned())
            }),
            "former" => Some(Found {
                from: From::Narrative,
                ..Found::value(1, TimexKind::Date, "PAST_REF".to_owned())
            }),
            "recent" => {
                let units = usize::from(matches!(self.class(at + 1), Some(Class::Unit(_, true))));
                Some(Found::value(1 + units, TimexKind::Date, "PAST_REF".to_owned()))
            }
            "over" if self.mark(at + 1, &['-']) && self.touch(at) => {
                let found =
                    self.counted(at + 2).filter(|found| found.kind == TimexKind::Duration)?;
                Some(Found { modifier: Some("MORE_THAN"), ..found.after(2) })
            }
            "final" => self.quarter(at),
            _ if self.may_be_holiday(at) => self.holiday(at),
            _ => self.named_quarter(at),
        }
    }

    /// What includes its article: "the coming months", "the end of March", "the third quarter", "the summer of 1943".
    pub(super) fn after_article(&self, at: usize) -> Option<Found> {
        let next = at + 1;
        match self.class(next)? {
            Class::Which(_) if self.is(next, &["current"]) => None,
            Class::Which(_) | Class::Edge(_) | Class::Season(_) => {
                self.any(next).map(|found| found.after(1))
            }
            Class::Ordinal(_) => self.any(next).map(|found| found.after(1)),
            Class::Part(_) => {
                self.part_of_day(next).map(|found| found.after(1)).or_else(|| self.in_the_part(at))
            }
            Class::Decade(..) => self.any(next).map(|found| found.after(1)),
            Class::Word if self.is(next, &["moment"]) && self.before(at, &["at", "for"]) => {
                Some(Found::value(2, TimexKind::Date, "PRESENT_REF".to_owned()))
            }
            Class::Word if self.is(next, &["future"]) && self.before(at, &["in", "for", "of"]) => {
                Some(Found::value(2, TimexKind::Date, "FUTURE_REF".to_owned()))
            }
            Class::Word if self.is(next, &["final"]) => {
                self.quarter(next).map(|found| found.after(1))
            }
            Class::Word if self.is(next, &["latter"]) => {
                self.half_year(next).map(|found| found.after(1))
            }
            Class::Unit(unit, plural) => self.the_unit(at, unit, plural),
            _ => None,
        }
    }

    /// "the year 1950", "the day before", "the end of the year".
    fn the_unit(&self, at: usize, unit: Unit, plural: bool) -> Option<Found> {
        if unit == Unit::Year && matches!(self.class(at + 2), Some(Class::Digits(_, 4))) {
            return self.years(at + 2).map(|found| found.after(2));
        }
        if plural || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return None;
        }
        let from = |count| Found { from: From::Spoken, ..Found::unit(3, unit, count) };
        if unit == Unit::Weekend && self.before(at, &["over", "during", "at", "of"]) {
            let over = i32::from(self.before(at, &["over", "during"]));
            return Some(Found::unit(2, unit, -over));
        }
        if self.is(at + 2, &["before", "previous"]) && self.ends(at + 3) {
            return Some(from(-1));
        }
        if self.is(at + 2, &["after", "following"]) && self.ends(at + 3) {
            return Some(from(1));
        }
        let in_it = unit != Unit::Day && self.before(at, &["of", "in", "during", "throughout"])
            || unit == Unit::Day
                && self.before(at, &["in"])
                && at
                    .checked_sub(2)
                    .is_some_and(|two| matches!(self.class(two), Some(Class::Edge(_))));
        let whole = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        (whole && in_it).then(|| Found { from: From::Spoken, ..Found::unit(2, unit, 0) })
    }

    /// "a week", "a few days", "a year ago"; "a second" and "a minute" mean other things.
    pub(super) fn after_indefinite(&self, at: usize) -> Option<Found> {
        if self.mark(at + 2, &['-']) && self.touch(at + 1) {
            // "a three-year war", "a month-long siege": the article is the noun's.
            return None;
        }
        match self.class(at + 1)? {
            Class::Unit(Unit::Second | Unit::Minute | Unit::Quarter, _) => None,
            Class::Unit(Unit::Day | Unit::Year, _)
                if self.before(at, &["times", "twice", "once", "what"]) =>
            {
                None
            }
            Class::Unit(..) | Class::Count(None | Some(100)) => self.counted(at),
            _ => None,
        }
    }
}
