//! Times within a day: `9:30 a.m.`, `12:00 UTC on Monday`.

use super::super::TimexKind;
use super::super::token::{Class, Part, Unit};
use super::super::when::Time;
use super::Rules;
use super::found::{Found, From};

impl Rules<'_> {
    /// `9:30 a.m.`, `12:00 UTC Monday`, `9 a.m. on Friday`
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let (minutes, mut next) = match self.class(at)? {
            Class::Clock(minutes) => (minutes, at + 1),
            Class::Pointed(minutes) if self.half(at + 1).is_some() => (minutes, at + 1),
            Class::Digits(hour @ 1..=12, 1..=2) if self.half(at + 1).is_some() => {
                (u16::try_from(hour * 60).ok()?, at + 1)
            }
            _ => return None,
        };
        let minutes = match self.half(next) {
            Some(afternoon) => {
                next += 1;
                minutes % 720 + if afternoon { 720 } else { 0 }
            }
            None => minutes,
        };
        let utc = self.is(next, &["UTC", "GMT"]);
        next += self.zone(next);
        let on = usize::from(self.is(next, &["on"]) || self.mark(next, &[',']));
        let time = Time::Clock(minutes, utc);
        let day = self.any(next + on).filter(Found::is_day);
        // "9 a.m. Monday" is one expression; "at 9 a.m. on Monday" are two, and the first is of the day that the second names.
        Some(match day {
            Some(day) if on == 1 => Found { taken: next - at, ..day.at(time) },
            Some(day) => day.after(next - at).at(time),
            None => Found { from: From::Spoken, ..Found::unit(next - at, Unit::Day, 0) }.at(time),
        })
    }

    /// How many tokens name a zone here: `UTC`, `local time`, `Oslo time`.
    fn zone(&self, at: usize) -> usize {
        const ZONES: &[&str] =
            &["BST", "CEST", "CET", "EDT", "EST", "ET", "GMT", "IST", "PST", "PT", "UTC"];
        let place = self.text(at).starts_with(char::is_uppercase) || self.is(at, &["local"]);
        match () {
            () if place && self.is(at + 1, &["time"]) => 2,
            () => usize::from(self.is(at, ZONES)),
        }
    }

    /// `the night of 20 June`, `morning hours of Monday`
    pub(super) fn part_of_day(&self, at: usize) -> Option<Found> {
        let Class::Part(part) = self.class(at)? else { return None };
        let next = at + 1 + usize::from(self.is(at + 1, &["hours"]));
        if !self.is(next, &["of", "on"]) {
            return None;
        }
        let day = next + 1 + usize::from(self.is(next + 1, &["the"]));
        let found = self.any(day).filter(Found::is_day)?;
        Some(found.after(day - at).at(Time::Part(part)))
    }

    /// "in the morning", "in the early afternoon": of the day spoken of.
    pub(super) fn in_the_part(&self, at: usize) -> Option<Found> {
        let Class::Part(part) = self.class(at + 1)? else { return None };
        (self.before(at, &["in", "during"]) && self.ends(at + 2)).then(|| {
            Found { from: From::Spoken, ..Found::unit(2, Unit::Day, 0) }.at(Time::Part(part))
        })
    }

    /// In a history: "at night", "a night attack".
    pub(super) fn at_night(&self, at: usize, part: Part) -> Option<Found> {
        let told = part == Part::Night && self.is(at, &["night"]);
        told.then(|| Found {
            from: From::Narrative,
            ..Found::value(1, TimexKind::Time, "XXXX-XX-XXTNI".to_owned())
        })
    }

    /// Whether `a.m.` or `p.m.` stands here; true for the afternoon.
    pub(super) fn half(&self, at: usize) -> Option<bool> {
        if self.is(at, &["a.m.", "am", "a.m"]) {
            return Some(false);
        }
        self.is(at, &["p.m.", "pm", "p.m"]).then_some(true)
    }
}
