//! Expressions that a common word begins: an article, `every`, `recent`, `tonight`.

use super::super::token::{Class, Opening, Part, Unit};
use super::super::when::Time;
use super::super::{TimexKind, Toward};
use super::Rules;
use super::found::{Found, From};
use super::length::duration;

impl Rules<'_> {
    pub(super) fn opening(&self, at: usize, opening: Opening) -> Option<Found> {
        let narrated = |value: &str| Found {
            from: From::Narrative,
            ..Found::value(1, TimexKind::Date, value.to_owned())
        };
        match opening {
            Opening::The => self.after_article(at),
            Opening::A => self.after_indefinite(at),
            Opening::Tonight => Some(Found::unit(1, Unit::Day, 0).at(Time::Part(Part::Night))),
            Opening::Every => self.every(at),
            Opening::Per => match self.class(at + 1)? {
                Class::Unit(unit, false) => {
                    Some(Found::value(2, TimexKind::Set, duration(Some(1), unit)))
                }
                _ => None,
            },
            Opening::These => matches!(self.class(at + 1), Some(Class::Unit(Unit::Day, true)))
                .then(|| Found::value(2, TimexKind::Date, "PRESENT_REF".to_owned())),
            Opening::Future => Some(narrated("FUTURE_REF")),
            Opening::Former => Some(narrated("PAST_REF")),
            Opening::Recent => {
                let units = usize::from(matches!(self.class(at + 1), Some(Class::Unit(_, true))));
                Some(Found::value(1 + units, TimexKind::Date, "PAST_REF".to_owned()))
            }
            Opening::Over => self.over_a_length(at),
            Opening::Final => self.quarter(at),
            Opening::Holiday => self.holiday(at),
            Opening::Quarter(number) => Some(self.named_quarter(at, number)),
        }
    }

    /// "an over-three-year wait"
    fn over_a_length(&self, at: usize) -> Option<Found> {
        if !self.mark(at + 1, &['-']) || !self.touch(at) {
            return None;
        }
        let found = self.counted(at + 2).filter(|found| found.kind == TimexKind::Duration)?;
        Some(Found { modifier: Some("MORE_THAN"), ..found.after(2) })
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
            Class::Opening(Opening::Future) if self.before(at, &["in", "for", "of"]) => {
                Some(Found::value(2, TimexKind::Date, "FUTURE_REF".to_owned()))
            }
            Class::Opening(Opening::Final) => self.quarter(next).map(|found| found.after(1)),
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
            let over = self.before(at, &["over", "during"]);
            let been =
                if over { self.toward_weekday(at) != Toward::Ahead } else { self.is_been(at) };
            return Some(Found::unit(2, unit, -i32::from(been)));
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
