//! Years and what is told by the year: decades, centuries, quarters, seasons.

use super::super::token::{Class, Opening, Unit};
use super::super::when::Grain;
use super::super::{Meaning, Toward};
use super::Rules;
use super::cue::{BEFORE_TIME, is_counted_noun, is_function_word};
use super::found::{Found, From};
use super::near::{counted_from, steps};

impl Rules<'_> {
    pub(super) fn years(&self, at: usize) -> Option<Found> {
        let Class::Digits(number, digits) = self.class(at)? else { return None };
        if let Some(found) = self.year_of_era(at, number, digits) {
            return Some(found);
        }
        if digits == 2
            && let Some(year) = self.second_of_range(at, number)
        {
            return Some(Found::fixed(1, year, Grain::Year));
        }
        if digits != 4 || !self.is_year(at, number) {
            return None;
        }
        let year = i16::try_from(number).ok()?;
        // "their 1982 summer offensive"
        Some(match self.class(at + 1) {
            Some(Class::Season(season)) => Found::fixed(2, year, Grain::Season(season)),
            _ => Found::fixed(1, year, Grain::Year),
        })
    }

    /// `490 BC`, the first year of `499–493 BC`, and in a text on antiquity `in 480`.
    fn year_of_era(&self, at: usize, number: i32, digits: usize) -> Option<Found> {
        let year = i16::try_from(number).ok().filter(|_| digits <= 4)?;
        if self.era(at + 1) == 1 {
            return Some(Found::fixed(2, self.before_christ(at + 1, year), Grain::Year));
        }
        let joined = self.mark(at + 1, &['-', '–', '—']) || self.is(at + 1, &["to", "and", "or"]);
        if joined
            && matches!(self.class(at + 2), Some(Class::Digits(end, 1..=4)) if end <= number)
            && self.before_christ(at + 3, 1) < 0
        {
            return Some(Found::fixed(1, -year, Grain::Year));
        }
        let told =
            self.before(at, &["in", "by", "of", "until", "since", "after", "before", "during"]);
        let counts = matches!(self.class(at + 1), Some(Class::Unit(..) | Class::Count(_)))
            || self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.class.is_word() && !is_function_word(next.text));
        (digits == 3 && told && !counts)
            .then(|| Found { from: From::Antiquity, ..Found::fixed(1, -year, Grain::Year) })
    }

    /// `1914–18`: the second year, in full.
    pub(super) fn second_of_range(&self, at: usize, number: i32) -> Option<i16> {
        let first = at.checked_sub(2).filter(|_| self.mark(at - 1, &['-', '–', '/']))?;
        match self.class(first)? {
            Class::Digits(year, 4) if (1000..=2100).contains(&year) && self.touch(at - 1) => {
                let whole = year / 100 * 100 + number;
                (whole > year).then(|| i16::try_from(whole).ok()).flatten()
            }
            _ => None,
        }
    }

    /// Whether four digits are a year: by the word before them, or by what they are not followed by.
    pub(super) fn is_year(&self, at: usize, number: i32) -> bool {
        let money = at.checked_sub(1).is_some_and(|before| {
            self.mark(before, &['$', '€', '£', '#', '¥', '.', ':', '+']) && self.touch(before)
        });
        let part = self.mark(at + 1, &['%', '°', '$', '€'])
            || (self.mark(at + 1, &['-'])
                && self.touch(at)
                && self.class(at + 2).is_some_and(Class::is_word));
        let next = self.tokens.get(at + 1);
        // "the 1777 campaigns" are no 1777 campaigns.
        let named = number % 10 != 0 && self.before(at, &["the", "its", "his", "their"]);
        let counts = next.is_some_and(|next| match next.class {
            Class::Unit(..) => true,
            class if class.is_word() => is_counted_noun(next.text) && !named,
            _ => false,
        });
        if money || part || counts || !(1000..=2100).contains(&number) {
            return false;
        }
        let cued = self.before(at, BEFORE_TIME)
            || at.checked_sub(1).is_some_and(|before| {
                self.mark(before, &['(', '–', '-', '/', ','])
                    || matches!(self.class(before), Some(Class::Which(_) | Class::Season(_)))
            });
        cued || named
            || self.before(at, &["as"])
            || (1800..=2050).contains(&number)
                && !self.before(at, &["no", "number", "nearly", "almost", "over", "than", "some"])
    }

    /// `'99`
    pub(super) fn short_year(&self, at: usize) -> Option<Found> {
        if !self.touch(at) {
            return None;
        }
        match self.class(at + 1)? {
            Class::Decade(year, 2) => self.decade(at + 1, year, 2).map(|found| found.after(1)),
            Class::Digits(year, 2)
                if at > 0 && !self.touch(at - 1) && self.before(at, BEFORE_TIME) =>
            {
                let century = if year > 30 { 1900 } else { 2000 };
                Some(Found::fixed(2, i16::try_from(century + year).ok()?, Grain::Year))
            }
            _ => None,
        }
    }

    pub(super) fn decade(&self, at: usize, year: i32, digits: usize) -> Option<Found> {
        if year % 10 != 0 {
            return None;
        }
        let year = if digits == 2 { 1900 + year } else { year };
        if self.before_christ(at + 1, 1) < 0 {
            return Some(Found::fixed(2, -i16::try_from(year).ok()?, Grain::Decade));
        }
        // "the 70s and 80s"
        let second = self.before(at, &["and", "or", "to"])
            && matches!(at.checked_sub(2).and_then(|two| self.class(two)), Some(Class::Decade(..)));
        let whole = (1000..=2090).contains(&year)
            && (digits == 4
                || second
                || self.before(at, &["the", "early", "late", "mid"])
                || self.before(at, &["'", "’", "‘"]));
        let grain = if year % 100 == 0 && digits == 4 && self.before(at, &["the"]) && year < 1900 {
            Grain::Century
        } else {
            Grain::Decade
        };
        whole.then(|| Found::fixed(1, i16::try_from(year).unwrap_or(1), grain))
    }

    /// `the 19th century`
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let Class::Ordinal(number) = self.class(at)? else { return None };
        let dash = usize::from(self.mark(at + 1, &['-']));
        let century = matches!(self.class(at + 1 + dash), Some(Class::Unit(Unit::Century, false)));
        if !century || !(1..=21).contains(&number) {
            return None;
        }
        let era = self.era(at + 2 + dash);
        let first = i16::try_from((number - 1) * 100).ok()?;
        let year = if self.before_christ(at + 2 + dash, 1) < 0 {
            1 - i16::try_from(number * 100).ok()?
        } else {
            first
        };
        Some(Found::fixed(2 + dash + era, year, Grain::Century))
    }

    /// `the third quarter of 2009`, `third-quarter`
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let number = match self.class(at)? {
            Class::Ordinal(number) => {
                u8::try_from(number).ok().filter(|number| (1..=4).contains(number))?
            }
            Class::Opening(Opening::Final) => 4,
            _ => return None,
        };
        let dash = usize::from(self.mark(at + 1, &['-']));
        let next = at + 1 + dash;
        if !matches!(self.class(next), Some(Class::Unit(Unit::Quarter, false))) {
            return None;
        }
        if let Some((year, taken)) = self.year_after(next + 1) {
            return Some(Found::fixed(next + 1 + taken - at, year, Grain::Quarter(number)));
        }
        if let Some(year) = self.of_which_year(next + 1) {
            return Some(year.of(Grain::Quarter(number), next + 1 - at));
        }
        Some(Found::part(next + 1 - at, Grain::Quarter(number), self.toward_month(at)))
    }

    /// `the second half of 2008`
    pub(super) fn half_year(&self, at: usize) -> Option<Found> {
        let half = match self.class(at)? {
            Class::Ordinal(number @ 1..=2) => u8::try_from(number).ok()?,
            Class::Word if self.is(at, &["latter"]) => 2,
            _ => return None,
        };
        if !self.is(at + 1, &["half"]) {
            return None;
        }
        if let Some((year, taken)) = self.year_after(at + 2) {
            return Some(Found::fixed(2 + taken, year, Grain::Half(half)));
        }
        if let Some(year) = self.of_which_year(at + 2) {
            return Some(year.of(Grain::Half(half), 2));
        }
        let year =
            self.is(at + 2, &["of"]) && self.is(at + 3, &["the"]) && self.is(at + 4, &["year"]);
        year.then(|| Found::part(5, Grain::Half(half), self.toward_month(at)))
    }

    /// `Q3 2009`
    pub(super) fn named_quarter(&self, at: usize, number: u8) -> Found {
        match self.year_after(at + 1) {
            Some((year, taken)) => Found::fixed(1 + taken, year, Grain::Quarter(number)),
            None => Found::part(1, Grain::Quarter(number), Toward::Near),
        }
    }

    /// `spring 2009`, `the summer of 1943`, `the summer`, `in winter`
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let Class::Season(season) = self.class(at)? else { return None };
        if let Some((year, taken)) = self.year_after(at + 1) {
            return Some(Found::fixed(1 + taken, year, Grain::Season(season)));
        }
        if let Some(year) = self.of_which_year(at + 1) {
            return Some(year.of(Grain::Season(season), 1));
        }
        if self.is(at + 1, &["of"]) {
            return None;
        }
        let found = Found::part(1, Grain::Season(season), self.toward_month(at));
        let verb = self.is(at, &["fall", "spring"]);
        let in_the = self.before(at, &["the"])
            && at.checked_sub(2).is_some_and(|two| self.is(two, BEFORE_TIME));
        let cued = in_the
            || !verb && self.before(at, &["the", "in", "during", "by", "until", "since", "that"]);
        if cued {
            return Some(found);
        }
        // In a history every season is of some year: "the Spring Offensive", "spent the winter"; but things fall and spring.
        let acts =
            self.is(at, &["fall"]) || self.before(at, &["to", "will", "would", "can", "could"]);
        (!acts).then_some(Found { from: From::Narrative, ..found })
    }

    /// "of last year", "of that year", "this year" after a part of one.
    pub(super) fn of_which_year(&self, at: usize) -> Option<WhichYear> {
        let of = usize::from(self.is(at, &["of"]));
        let of = of + usize::from(of == 1 && self.is(at + of, &["the"]));
        let Class::Which(which) = self.class(at + of)? else { return None };
        let year = matches!(self.class(at + of + 1), Some(Class::Unit(Unit::Year, false)));
        let years = i16::try_from(steps(which)).ok()?;
        year.then_some(WhichYear { years, from: counted_from(which), taken: of + 2 })
    }
}

/// A year told from the one of publication, or from the one spoken of.
pub(super) struct WhichYear {
    years: i16,
    from: From,
    taken: usize,
}

impl WhichYear {
    pub(super) fn of(self, grain: Grain, before: usize) -> Found {
        Found {
            from: self.from,
            ..Found::date(before + self.taken, Meaning::InYear(grain, self.years))
        }
    }
}
