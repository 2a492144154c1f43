//! Dates with a month: `23 April 2025`, `April 14–20`, `the 23rd of April`, `in May`.

use super::super::Toward;
use super::super::token::{Class, Written};
use super::super::when::Grain;
use super::Rules;
use super::cue::{AHEAD, BEFORE_TIME, WENT, is_past};
use super::found::{Found, From};
use super::front::Tense;
use crate::annotate::quote::verb::is_speech;

impl Rules<'_> {
    pub(super) fn month_first(&self, at: usize, month: u8, written: Written) -> Option<Found> {
        let point = usize::from(written == Written::Short && self.mark(at + 1, &['.']));
        let next = at + 1 + point;
        if let Some((day, taken)) = self.day_number(next) {
            return Some(self.with_year(at, next + taken, month, Some(day)));
        }
        if let Some((year, taken)) = self.year_after(next) {
            return Some(Found::fixed(next + taken - at, year, Grain::Month(month)));
        }
        if let Some(taken) = self.of_which_year(next) {
            return Some(taken.of(Grain::Month(month), next - at));
        }
        if let Some(year) = self.year_of_range(next, month) {
            return Some(Found::fixed(next - at, year, Grain::Month(month)));
        }
        if written == Written::Short || !self.is_month_alone(at, month) {
            return None;
        }
        let found = Found::part(1, Grain::Month(month), self.toward_month(at));
        let as_of =
            self.before(at, &["of"]) && at.checked_sub(2).is_some_and(|two| self.is(two, &["as"]));
        Some(if as_of { Found { from: From::Now, ..found } } else { found })
    }

    /// May and March are words and names too: alone they need a word before them that says a time follows.
    pub(super) fn is_month_alone(&self, at: usize, month: u8) -> bool {
        let ranges = self.mark(at + 1, &['-', '–']) && self.month_at(at + 2).is_some();
        if !matches!(month, 3 | 5 | 4 | 6 | 8) || ranges {
            return true;
        }
        let next = self.tokens.get(at + 1).filter(|next| next.class.is_word());
        let before = |back: usize| at.checked_sub(back).and_then(|before| self.class(before));
        let placed = matches!(before(1), Some(Class::Which(_) | Class::Edge(_)))
            || matches!(before(2), Some(Class::Edge(_))) && self.mark(at - 1, &['-', '–'])
            || self.before(at, &["in", "during", "since", "until", "throughout"]);
        // "the August decrees", "a March operation"
        let determined = next.is_some()
            && self.before(at, &["the", "a", "its", "his", "their"])
            && !self.is(at + 1, &["of", "on", "in", "for", "at", "from", "to", "against"]);
        let paired = !self.before(at, &["and", "or"])
            || matches!(before(2), Some(Class::Month(..) | Class::Digits(..)));
        let name = next.is_some_and(|next| next.text.starts_with(char::is_uppercase));
        placed || determined || paired && !name && self.before(at, BEFORE_TIME)
    }

    /// Whether the nearest verb before a date says what will be: "is planned for", "are due in", "will open in".
    pub(super) fn is_to_be(&self, at: usize) -> bool {
        let told = self.verb_before(at).is_some_and(|verb| {
            let present = self.text(verb).ends_with('s') || self.before(verb, &["is", "are"]);
            let shall = self.is(verb, &["shall", "should", "will"]);
            shall && !self.is(verb + 1, &["have"])
                || self.are_to(verb)
                || self.is(verb, AHEAD) && present
                || self.is_set_off(verb)
                || self.is_about_to(verb)
        });
        told || self.comes_on(at) || self.tense_after(at) == Some(Tense::Ahead)
    }

    /// Whether the nearest verb before a date says what has been.
    pub(super) fn is_been(&self, at: usize) -> bool {
        self.verb_before(at).is_some_and(|verb| self.is_done(verb))
    }

    /// The nearest verb before a date that says on which side it lies, or that somebody spoke of it or then.
    fn verb_before(&self, at: usize) -> Option<usize> {
        let mut back = (at.saturating_sub(12)..at).rev();
        back.find(|back| {
            let reports = is_speech(self.text(*back)) && !self.mark(*back + 1, &[',']);
            reports
                || self.is(*back, AHEAD)
                || self.is_done(*back)
                || self.are_to(*back)
                || self.is_set_off(*back)
                || self.is_about_to(*back)
        })
    }

    /// A verb of the past.
    fn is_done(&self, at: usize) -> bool {
        self.is(at, &["was", "were", "had", "did", "since"])
            || (self.is(at, WENT) || is_past(self.text(at))) && !self.before(at, &["be"])
    }

    /// A month is the nearest one, unless a verb before it says that what is told lies behind; or, where it ends the subject,
    /// the verb right after it: "a report in March had warned".
    pub(super) fn toward_month(&self, at: usize) -> Toward {
        let first = self.edge_before(at);
        if self.is_reached(first) {
            return Toward::Behind;
        }
        if self.before(first, &["by", "until", "till"]) || self.is_to_be(at) {
            return Toward::Ahead;
        }
        if self.tense_after(at) == Some(Tense::Past) {
            return Toward::Behind;
        }
        // The verb that is the nearest decides.
        for back in (at.saturating_sub(12)..at).rev() {
            if self.is(back, AHEAD) || self.is(back, &["to", "next"]) {
                return Toward::Near;
            }
            if self.is_done(back) {
                return Toward::Behind;
            }
        }
        if self.is(at + 1, &["had"]) { Toward::Behind } else { Toward::Near }
    }

    /// Where the words for a month or a season begin: "the end of May", "mid-May", "the spring".
    fn edge_before(&self, at: usize) -> usize {
        let article = |at: usize| at - usize::from(self.before(at, &["the"]));
        let noun = article(at);
        let edge = |back: usize| {
            let first = noun.checked_sub(back)?;
            matches!(self.class(first), Some(Class::Edge(_))).then(|| article(first))
        };
        let joined = self.before(noun, &["in", "of"]) || noun > 0 && self.mark(noun - 1, &['-']);
        edge(1).or_else(|| edge(2).filter(|_| joined)).unwrap_or(noun)
    }

    /// `23`, `23rd`, at most 31, and no year or count.
    pub(super) fn day_number(&self, at: usize) -> Option<(u8, usize)> {
        let (number, ordinal) = match self.class(at)? {
            Class::Digits(number, digits) if digits <= 2 => (number, false),
            Class::Ordinal(number) => (number, true),
            _ => return None,
        };
        let day = u8::try_from(number).ok().filter(|day| (1..=31).contains(day))?;
        let counts =
            !ordinal && matches!(self.class(at + 1), Some(Class::Unit(..) | Class::Mark('%')));
        (!counts).then_some((day, 1))
    }

    /// A year after a day and a month: `, 2025`, `2025`, `of 2025`, `of that year`.
    pub(super) fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let skip = usize::from(self.mark(at, &[',']) || self.is(at, &["of"]));
        match self.class(at + skip)? {
            Class::Digits(year, 4) => {
                let year = i16::try_from(year).ok().filter(|year| (1000..=2200).contains(year))?;
                let counted = matches!(self.class(at + skip + 1), Some(Class::Unit(_, true)));
                (!counted).then_some((
                    self.before_christ(at + skip + 1, year),
                    skip + 1 + self.era(at + skip + 1),
                ))
            }
            Class::Digits(year, 1..=3) if self.era(at + skip + 1) == 1 => {
                let year = i16::try_from(year).ok()?;
                Some((self.before_christ(at + skip + 1, year), skip + 2))
            }
            _ => None,
        }
    }

    /// Whether an era follows: one token, or none.
    pub(super) fn era(&self, at: usize) -> usize {
        usize::from(self.is(at, &["BC", "B.C.", "B.C", "BCE", "AD", "A.D.", "CE"]))
    }

    pub(super) fn before_christ(&self, at: usize, year: i16) -> i16 {
        if self.is(at, &["BC", "B.C.", "B.C", "BCE"]) { -year } else { year }
    }

    pub(super) fn with_year(&self, at: usize, next: usize, month: u8, day: Option<u8>) -> Found {
        let grain = day.map_or(Grain::Month(month), |day| Grain::Day(month, day));
        if let Some((year, taken)) = self.year_after(next) {
            return Found::fixed(next + taken - at, year, grain);
        }
        // "April 14–20, 2025": the year stands after the range.
        let of_days = || self.range_end(next).and_then(|end| self.year_after(end));
        let year = of_days().map(|(year, _)| year).or_else(|| self.year_of_range(next, month));
        if let Some(year) = year {
            return Found::fixed(next - at, year, grain);
        }
        if let Some(year) = self.of_which_year(next) {
            return year.of(grain, next - at);
        }
        Found::part(next - at, grain, self.toward_month(at))
    }

    /// The year after the other end of a range or a pair: "August–September 1950", "26 June to 4 August 1952".
    fn year_of_range(&self, at: usize, month: u8) -> Option<i16> {
        if !self.joins(at) {
            return None;
        }
        let before = self.day_number(at + 1).map_or(0, |(_, taken)| taken);
        let (end, taken) = self.month_at(at + 1 + before)?;
        let next = at + 1 + before + taken;
        let after = self.day_number(next).filter(|_| before == 0).map_or(0, |(_, taken)| taken);
        let (year, _) = self.year_after(next + after)?;
        Some(if end < month { year - 1 } else { year })
    }

    /// Whether a word or a dash here joins two dates.
    fn joins(&self, at: usize) -> bool {
        self.mark(at, &['-', '–', '—']) || self.is(at, &["and", "or", "to", "through", "until"])
    }

    /// The place after `–20` or `and 20`, where a day range goes on here.
    pub(super) fn range_end(&self, at: usize) -> Option<usize> {
        let joins = self.mark(at, &['-', '–', '—']) || self.is(at, &["and", "to", "through"]);
        let (_, taken) = self.day_number(at + 1).filter(|_| joins)?;
        Some(at + 1 + taken)
    }

    /// `23 April 2025`, `the 23rd of April`, `14–20 April`, and the second day of `April 14–20`.
    pub(super) fn day_first(&self, at: usize) -> Option<Found> {
        let (day, taken) = self.day_number(at)?;
        let mut next = at + taken;
        if let Some(month) = self.month_at(next) {
            return Some(self.with_year(at, next + month.1, month.0, Some(day)));
        }
        if let Some((month, year, taken)) = self.month_after_range(at, next) {
            let grain = Grain::Day(month, day);
            return Some(match year {
                Some(year) => Found::fixed(taken, year, grain),
                None => Found::part(taken, grain, Toward::Near),
            });
        }
        next = at;
        let month = self.month_before_range(next)?;
        Some(self.with_year(at, at + taken, month, Some(day)))
    }

    /// `27/2/1998`, `02/27/98`: only where one reading makes a date.
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let number = |at: usize| match self.class(at)? {
            Class::Digits(number, digits) => Some((number, digits)),
            _ => None,
        };
        let slashes =
            [at + 1, at + 3].iter().all(|slash| self.mark(*slash, &['/']) && self.touch(*slash));
        let apart = !self.mark(at + 5, &['/'])
            && !at.checked_sub(1).is_some_and(|before| self.mark(before, &['/']));
        let ((one, _), (two, _), (year, digits)) = (number(at)?, number(at + 2)?, number(at + 4)?);
        let (day, month) = if one > 12 { (one, two) } else { (two, one) };
        if !slashes
            || !apart
            || !(1..=12).contains(&month)
            || !(1..=31).contains(&day)
            || day <= 12 && day != month
        {
            return None;
        }
        let year = match digits {
            4 => year,
            2 if year > 50 => 1900 + year,
            2 => 2000 + year,
            _ => return None,
        };
        let grain = Grain::Day(u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        Some(Found::fixed(5, i16::try_from(year).ok()?, grain))
    }

    /// A month here, perhaps after "of"; with how many tokens it takes.
    pub(super) fn month_at(&self, at: usize) -> Option<(u8, usize)> {
        let skip = usize::from(self.is(at, &["of"]));
        match self.class(at + skip)? {
            Class::Month(month, written) => {
                let point =
                    usize::from(written == Written::Short && self.mark(at + skip + 1, &['.']));
                Some((month, skip + 1 + point))
            }
            _ => None,
        }
    }

    /// The month and year after the second day of a range that begins here.
    pub(super) fn month_after_range(
        &self,
        at: usize,
        next: usize,
    ) -> Option<(u8, Option<i16>, usize)> {
        let end = self.range_end(next)?;
        let (month, taken) = self.month_at(end)?;
        let year = self.year_after(end + taken).map(|(year, _)| year);
        Some((month, year, next - at))
    }

    /// The month before a range whose second day is here.
    pub(super) fn month_before_range(&self, at: usize) -> Option<u8> {
        let joins = at.checked_sub(1)?;
        let first = at.checked_sub(2)?;
        let month = at.checked_sub(3)?;
        let dash = self.mark(joins, &['-', '–', '—']) || self.is(joins, &["and", "to"]);
        self.day_number(first).filter(|_| dash)?;
        match self.class(month)? {
            Class::Month(month, _) => Some(month),
            _ => None,
        }
    }
}
