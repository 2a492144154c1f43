//! Days and stretches near the anchor: `yesterday`, `on Tuesday`, `last week`, `the following month`, `late April`.

use super::super::token::{Class, Edge, Part, Ref, Unit, Which};
use super::super::when::{Grain, Time};
use super::super::{Meaning, TimexKind, Toward};
use super::Rules;
use super::cue::{
    AHEAD, AWAIT, LASTED, MISHAPS, NAMED_DAYS, OCCASIONS, REPORT, is_function_word, is_past, toward,
};
use super::found::{Found, From, named};
use super::front::Tense;
use super::length::duration;

/// Words that open a clause of its own: what stands before them says nothing of when it was.
const SUBORDINATE: &[&str] = &["after", "because", "since", "when", "where", "which", "who"];

/// How many tokens before a weekday may say on which side of the anchor it lies.
const REACH: usize = 14;

impl Rules<'_> {
    /// `Tuesday`, with its date or a part of the day where these follow.
    pub(super) fn weekday(&self, at: usize, day: u8) -> Option<Found> {
        // "Tuesday, April 22", "Tuesday 22 April"
        let comma = usize::from(self.mark(at + 1, &[',']));
        let whole = match self.class(at + 1 + comma) {
            Some(Class::Month(month, written))
                if self
                    .day_number(at + 2 + comma + usize::from(self.mark(at + 2 + comma, &['.'])))
                    .is_some() =>
            {
                self.month_first(at + 1 + comma, month, written)
            }
            Some(Class::Digits(..) | Class::Ordinal(_)) => {
                self.day_first(at + 1 + comma).filter(|_| self.month_at(at + 2 + comma).is_some())
            }
            _ => None,
        };
        if let Some(found) = whole {
            return Some(found.after(1 + comma));
        }
        if self.is_in_name(at) {
            return None;
        }
        let counted = self.before(at, &["the"]) && self.is(at + 1, &["after", "before"]);
        if counted || self.is_of_some_week(at) {
            return Some(Found::value(1, TimexKind::Date, format!("XXXX-WXX-{}", day + 1)));
        }
        if let Some(found) = self.weekday_of_week(at, day) {
            return Some(found);
        }
        let toward = self.toward_weekday(at);
        let found = Found::date(1, Meaning::Weekday { day, toward, time: None });
        Some(self.with_part(at, found))
    }

    /// "Monday of last week", "Tuesday evening next week".
    fn weekday_of_week(&self, at: usize, day: u8) -> Option<Found> {
        let (part, mut next) = match self.class(at + 1) {
            Some(Class::Part(part)) => (Some(part), at + 2),
            _ => (None, at + 1),
        };
        next += usize::from(self.is(next, &["of"]));
        let (
            Class::Which(which @ (Which::Last | Which::This | Which::Next)),
            Class::Unit(Unit::Week, false),
        ) = (self.class(next)?, self.class(next + 1)?)
        else {
            return None;
        };
        if self.owns(next + 1) {
            return None;
        }
        let week = Meaning::Unit { unit: Unit::Week, count: steps(which), time: None };
        let time = part.map(Time::Part);
        let meaning =
            Meaning::Shifted { from: Box::new(week), unit: Unit::Day, count: i32::from(day), time };
        let kind = if time.is_some() { TimexKind::Time } else { TimexKind::Date };
        Some(Found { kind, ..Found::date(next + 2 - at, meaning) })
    }

    /// "Black Friday", "the Sunday Times": a name, and no day of this week.
    fn is_in_name(&self, at: usize) -> bool {
        let named = at.checked_sub(1).is_some_and(|first| NAMED_DAYS.contains(&self.text(first)));
        let title = self.class(at + 1) == Some(Class::Word)
            && self.text(at + 1).starts_with(char::is_uppercase);
        named || title && self.before(at, &["the"])
    }

    /// "a warm Monday in June", "on a Monday": of no week that the words tell.
    fn is_of_some_week(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(matches!(self.class(at + 1), Some(Class::Part(_))));
        let of_month =
            self.is(next, &["in", "of"]) && matches!(self.class(next + 1), Some(Class::Month(..)));
        // "at a Monday meeting" tells which.
        let noun =
            self.class(next).is_some_and(Class::is_word) && !is_function_word(self.text(next));
        let described = |back: &usize| {
            self.class(*back).is_some_and(Class::is_word)
                && self.text(*back).starts_with(char::is_lowercase)
                && !is_function_word(self.text(*back))
        };
        let first = (at.saturating_sub(2)..at).rev().take_while(described).last().unwrap_or(at);
        let some = first
            .checked_sub(1)
            .is_some_and(|article| self.is(article, &["a"]) && self.before(article, &["on"]));
        of_month || some && !noun
    }

    /// A weekday lies ahead where a word for it says so before any verb of report.
    pub(super) fn toward_weekday(&self, at: usize) -> Toward {
        if self.is_reached(at) {
            return Toward::Near;
        }
        let tense = self.tense_after(at);
        if self.before(at, &["by", "until", "till"])
            || at
                .checked_sub(2)
                .is_some_and(|two| self.before(at, &["on", "of"]) && self.is(two, &["by"]))
        {
            // "By Monday the town was empty" tells what it had come to.
            let gone = self.before(at, &["by"]) && tense == Some(Tense::Past);
            return if gone { Toward::Near } else { Toward::Ahead };
        }
        if self.is_of_what_happened(at) {
            return Toward::Near;
        }
        if self.is_due(at) || self.is_to_be_held(at) {
            return Toward::Ahead;
        }
        match tense {
            Some(Tense::Past) => return Toward::Near,
            Some(Tense::Ahead) => return Toward::Ahead,
            None => {}
        }
        for back in (at.saturating_sub(REACH)..at).rev() {
            if self.parts(back) || back + 1 < at && self.is(back, SUBORDINATE) {
                break;
            }
            if self.are_to(back)
                || self.is_ahead(back)
                || matches!(self.class(back), Some(Class::Day(1)))
            {
                // "would have met on Monday" and "had planned to" are told of the past.
                let past = self.is(back + 1, &["have"]) || self.is_before_past(back);
                return if past && !self.is_put_off(at) { Toward::Near } else { Toward::Ahead };
            }
            if self.is_awaited(back) || self.is_asked(back, at) || self.is_about_to(back) {
                return Toward::Ahead;
            }
        }
        Toward::Near
    }

    /// A word for what lies ahead; "set" is one in "set for Monday" and "is set", not in "set aside", and what went "as planned"
    /// has been.
    fn is_ahead(&self, at: usize) -> bool {
        if self.before(at, &["as"]) && self.is(at, &["expected", "planned", "scheduled"]) {
            return false;
        }
        let set = self.is(at, &["set"]);
        let for_it = self.is(at + 1, &["for", "to"])
            || self.before(at, &["are", "be", "been", "is", "was", "were"]);
        // "may" is one, "May 7" is not.
        let word = self.class(at).is_some_and(Class::is_word);
        word && self.is(at, AHEAD) && (!set || for_it) && !self.is_owned(at) || self.is_set_off(at)
    }

    /// "had planned", "had originally been scheduled", but not "had said it planned": a plan that time has overtaken.
    pub(super) fn is_before_past(&self, verb: usize) -> bool {
        let is_between = |at: usize| self.is(at, &["been"]) || self.text(at).ends_with("ly");
        let first = (0..verb).rev().find(|at| !is_between(*at));
        first.is_some_and(|at| self.is(at, &["had"]))
    }

    /// Whether the end that "until" or "by" sets has come: "Until Monday she had been …", "did not know until Monday".
    pub(super) fn is_reached(&self, at: usize) -> bool {
        let Some(until) = at.checked_sub(1) else { return false };
        if self.is(until, &["until", "by"]) && self.text(until).starts_with(char::is_uppercase) {
            let mut rest = at + 1..at + 9;
            let had = rest.find(|word| self.is(*word, &["had"]) || self.parts(*word));
            return had.is_some_and(|word| self.is(word, &["had"]));
        }
        self.is_past_before(until)
            || self.is_reached_by(until)
            || self.is(until, &["until", "till"])
                && (self.is_denied_past(until) || self.has_lasted(until))
    }

    /// "the fire burned until", "went on until"; what "goes on until" a day may last.
    fn has_lasted(&self, until: usize) -> bool {
        let went = |on: usize| {
            !self.is(on, &["on"]) || on.checked_sub(1).is_some_and(|verb| self.has_been(verb))
        };
        until.checked_sub(1).is_some_and(|verb| self.is(verb, LASTED) && went(verb))
    }

    /// "did not hear", "had never met": a past that was not, and no wait for what is to come.
    fn is_denied_past(&self, until: usize) -> bool {
        let denied =
            |at: &usize| self.is(*at, &["not", "never"]) && self.before(*at, &["did", "had"]);
        self.clause_before(until).is_some_and(|clause| clause.iter().any(denied))
            || self.is_past_perfect(until)
    }

    /// "had trailed until September"
    pub(super) fn is_past_perfect(&self, until: usize) -> bool {
        let had = |at: &usize| self.is(*at, &["had"]) && is_past(self.text(at + 1));
        self.is(until, &["until", "till"])
            && self.clause_before(until).is_some_and(|clause| clause.iter().any(had))
    }

    /// "had been moved by Tuesday noon": it was over by then. "They had until Tuesday" still waits.
    fn is_past_before(&self, by: usize) -> bool {
        let had = |at: &usize| self.is(*at, &["had"]) && at + 1 < by;
        self.is(by, &["by"]) && self.clause_before(by).is_some_and(|clause| clause.iter().any(had))
    }

    /// The clause before a word, from its end; `None` where it waits for what is to come.
    fn clause_before(&self, word: usize) -> Option<Vec<usize>> {
        // "had died by Friday"
        let parts = |at: usize| self.parts(at) && !self.before(at, &["been", "had"]);
        let ends = |at: &usize| parts(*at) || self.mark(*at, &[',', '.']);
        let clause: Vec<usize> =
            (word.saturating_sub(9)..word).rev().take_while(|at| !ends(at)).collect();
        let waits = clause.iter().any(|at| self.is(*at, AHEAD) || self.is(*at, AWAIT));
        (!waits).then_some(clause)
    }

    /// Whether what stands before a verb of report, or a mark, says nothing of what follows it.
    fn parts(&self, at: usize) -> bool {
        self.is(at, REPORT) || self.mark(at, &[';', ':', '”', '"'])
    }

    /// "expect the tug to refloat it": an infinitive after a verb of expecting or planning.
    fn is_awaited(&self, to: usize) -> bool {
        let next = to + 1;
        let verb =
            self.class(next).is_some_and(Class::is_word) && !is_function_word(self.text(next));
        let mut clause = (to.saturating_sub(9)..to).rev().take_while(|at| !self.parts(*at));
        self.is(to, &["to"]) && verb && clause.any(|at| self.is(at, AWAIT))
    }

    /// "Friday’s attack", "after Friday’s arrest": what nobody plans, or what something else comes after, lies behind; a vote or a
    /// game may still be ahead.
    fn is_of_what_happened(&self, at: usize) -> bool {
        let noun = |list: &[&str]| (at + 3..at + 6).any(|word| self.is(word, list));
        let follows = self.before(at, &["after", "despite", "following", "since"]);
        self.owns(at) && (noun(MISHAPS) || follows && !noun(OCCASIONS))
    }

    /// A part of the day after a day: "Friday morning", "Friday night".
    pub(super) fn with_part(&self, at: usize, found: Found) -> Found {
        match self.class(at + found.taken) {
            Some(Class::Part(part)) => found.after(1).at(Time::Part(part)),
            _ => found,
        }
    }

    pub(super) fn day(&self, at: usize, days: i32) -> Option<Found> {
        // The newspaper.
        if self.tokens.get(at).is_some_and(|token| token.text == "Today")
            && self.before(at, &["USA"])
        {
            return None;
        }
        // "today, not tomorrow" says how soon, and not of what is to come.
        let denied = days == 1 && self.before(at, &["not"]);
        let instead =
            (at.saturating_sub(3)..at).any(|word| self.class(word) == Some(Class::Day(0)));
        if denied && instead {
            return Some(Found::value(1, TimexKind::Date, named(Ref::Future).to_owned()));
        }
        let from = if days == 0 { From::Now } else { From::Publication };
        Some(self.with_part(at, Found { from, ..Found::unit(1, Unit::Day, days) }))
    }

    pub(super) fn which(&self, at: usize, which: Which) -> Option<Found> {
        let past = self.is(at, &["past"]);
        let next = at + 1;
        // "this past week", "the same day"
        match self.class(next)? {
            Class::Unit(unit, false) if !matches!(unit, Unit::Second | Unit::Minute) => {
                self.which_unit(at, which, unit, past)
            }
            Class::Unit(unit, true)
                if matches!(which, Which::Last | Which::Next | Which::Before) =>
            {
                Some(Found::value(2, TimexKind::Duration, duration(None, unit)))
            }
            Class::Count(_) | Class::Digits(..)
                if matches!(which, Which::Last | Which::Next | Which::Before | Which::After) =>
            {
                let found = self.counted(next)?;
                let is_length = found.kind == TimexKind::Duration;
                is_length.then(|| found.after(1))
            }
            Class::Weekday(day) => {
                let toward = match which {
                    Which::Last | Which::Before => Toward::Last,
                    Which::Next | Which::After => Toward::Next,
                    Which::This if self.tense_after(next) == Some(Tense::Past) => Toward::Near,
                    Which::This => Toward::Ahead,
                    Which::That => Toward::Near,
                };
                let found = Found::date(1, Meaning::Weekday { day, toward, time: None });
                let from = counted_from(which);
                Some(self.with_part(next, Found { from, ..found }).after(1))
            }
            Class::Month(month, _) => Some(which_part(which, Grain::Month(month))),
            Class::Season(season) => Some(which_part(which, Grain::Season(season))),
            // "that same day"
            Class::Which(Which::That) if which == Which::That => {
                self.which(next, which).map(|found| found.after(1))
            }
            Class::Part(part) => Some(self.which_part_of_day(at, which, part)),
            _ => self.which_alone(at, which),
        }
    }

    pub(super) fn which_unit(
        &self,
        at: usize,
        which: Which,
        unit: Unit,
        past: bool,
    ) -> Option<Found> {
        // "the current season's second quarter" and the like are no units of time.
        if self.mark(at + 2, &['-']) && self.touch(at + 1) {
            return None;
        }
        if past {
            return Some(Found::value(2, TimexKind::Duration, duration(Some(1), unit)));
        }
        let next_day = which == Which::Next && self.before(at, &["the"]) && unit == Unit::Day;
        let from = if next_day { From::Spoken } else { counted_from(which) };
        let found = Found { from, ..Found::unit(2, unit, steps(which)) };
        Some(if unit == Unit::Day { self.with_part(at, found) } else { found })
    }

    /// "last night", "this morning", "that evening"; "the next morning" is no word for tomorrow's.
    fn which_part_of_day(&self, at: usize, which: Which, part: Part) -> Found {
        let from = if self.is(at, &["next"]) { From::Spoken } else { counted_from(which) };
        Found { from, ..Found::unit(2, Unit::Day, steps(which)).at(Time::Part(part)) }
    }

    /// "in the past", "the current …"
    pub(super) fn which_alone(&self, at: usize, which: Which) -> Option<Found> {
        let noun = self.before(at, &["the"]) && self.is(at, &["past"]);
        let alone =
            !self.class(at + 1).is_some_and(Class::is_word) || is_function_word(self.text(at + 1));
        if noun && alone {
            return Some(Found::value(1, TimexKind::Date, "PAST_REF".to_owned()));
        }
        (which == Which::This && self.is(at, &["current"]))
            .then(|| Found::value(1, TimexKind::Date, "PRESENT_REF".to_owned()))
    }

    pub(super) fn edge(&self, at: usize, edge: Edge) -> Option<Found> {
        let nouns = self.is(at, &["beginning", "start", "middle", "end"]);
        let next = match () {
            () if nouns && self.is(at + 1, &["of"]) => at + 2,
            () if nouns => return None,
            () if self.mark(at + 1, &['-']) => at + 2,
            () if self.is(at + 1, &["on", "in"]) => at + 2,
            () => at + 1,
        };
        let article = usize::from(self.is(next, &["the"]));
        let inner = match article {
            0 => self.any(next)?,
            _ => self.after_article(next).map_or_else(
                || self.any(next + 1),
                |found| Some(Found { taken: found.taken - 1, ..found }),
            )?,
        };
        let is_point = matches!(inner.kind, TimexKind::Date | TimexKind::Time)
            && !matches!(inner.meaning, Meaning::Value(_));
        is_point
            .then(|| Found { modifier: Some(edge.modifier()), ..inner.after(next + article - at) })
    }

    pub(super) fn reference(&self, at: usize, time: Ref) -> Option<Found> {
        // "as soon as", "soon after": a comparison.
        let compared = time == Ref::Future
            && (self.before(at, &["as", "too", "until"]) || self.is(at + 1, &["after", "before"]));
        let from = if time == Ref::Future { From::News } else { From::Publication };
        (!compared)
            .then(|| Found { from, ..Found::value(1, TimexKind::Date, named(time).to_owned()) })
    }
}

/// "last April", "the previous summer"
fn which_part(which: Which, grain: Grain) -> Found {
    Found { from: counted_from(which), ..Found::part(2, grain, toward(which)) }
}

/// How many units on the one meant is.
pub(super) fn steps(which: Which) -> i32 {
    match which {
        Which::Last | Which::Before => -1,
        Which::This | Which::That => 0,
        Which::Next | Which::After => 1,
    }
}

/// What the one meant is counted from.
pub(super) fn counted_from(which: Which) -> From {
    match which {
        Which::Last | Which::This | Which::Next => From::Publication,
        Which::Before | Which::That | Which::After => From::Spoken,
    }
}
