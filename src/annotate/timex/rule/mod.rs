//! The rules: which tokens in a row are a time expression, and what it means.
//!
//! One function a kind of expression, one file a family of them; each says how many tokens it takes. The first that takes
//! any wins, longest forms first.

mod clock;
mod cue;
mod due;
mod found;
mod front;
mod holiday;
mod length;
mod month;
mod near;
mod word;
mod year;

pub(super) use found::{Draft, From, Past};

use super::token::{Class, Token};
use super::when::Grain;
use super::{Bound, Meaning, TimexKind};
use crate::annotate::quote::verb::is_speech;
use crate::text::Span;
use found::Found;
use length::recurring;

/// Finds the time expressions of one sentence.
pub(super) fn sentence(tokens: &[Token<'_>], block: u32, found: &mut Vec<Draft>) {
    let rules = Rules { tokens };
    let before = found.len();
    let mut at = 0;
    while at < tokens.len() {
        let Some(one) = rules.any(at) else {
            at += 1;
            continue;
        };
        let taken = one.taken.max(1);
        if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(at + taken - 1)) {
            let span = Span { start: first.span.start, end: last.span.end };
            let bound = rules.bound(at, at + taken - 1);
            let modifier = one.modifier.or_else(|| rules.approximator(at, one.kind));
            // Only these lean on a year that was named, or name one.
            let yearly = matches!(one.meaning, Meaning::Fixed(_) | Meaning::Part { .. });
            let dated = found.iter().skip(before).any(|other| other.meaning.is_fixed());
            found.push(Draft {
                span,
                kind: one.kind,
                meaning: one.meaning,
                modifier,
                bound,
                from: one.from,
                block,
                aside: dated && rules.is_of_speech(at),
                ahead: yearly && rules.is_to_be(at),
                past: rules.past(at),
            });
        }
        at += taken;
    }
}

struct Rules<'t> {
    tokens: &'t [Token<'t>],
}

/// Words that make a time an approximate one.
const APPROXIMATE: &[&str] = &["about", "approximately", "around", "circa", "roughly", "some"];

impl Rules<'_> {
    fn class(&self, at: usize) -> Option<Class> {
        self.tokens.get(at).map(|token| token.class)
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    fn before(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, words))
    }

    fn mark(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.class(at), Some(Class::Mark(mark)) if marks.contains(&mark))
    }

    /// Whether two tokens touch.
    fn touch(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .zip(self.tokens.get(at + 1))
            .is_some_and(|(one, two)| one.span.end == two.span.start)
    }

    fn any(&self, at: usize) -> Option<Found> {
        let class = self.class(at)?;
        if class == Class::Word || self.is_inside_address(at) && self.numeric(at).is_none() {
            return None;
        }
        match class {
            Class::Iso(year, month, day) => Some(Found::fixed(1, year, Grain::Day(month, day))),
            Class::Month(month, written) => self.month_first(at, month, written),
            Class::Digits(..) => self
                .numeric(at)
                .or_else(|| self.day_first(at))
                .or_else(|| self.clock(at))
                .or_else(|| self.years(at))
                .or_else(|| self.counted(at)),
            Class::Ordinal(_) => self
                .day_first(at)
                .or_else(|| self.quarter(at))
                .or_else(|| self.half_year(at))
                .or_else(|| self.century(at)),
            Class::Count(_) => self.counted(at),
            Class::Weekday(day) => self.weekday(at, day),
            Class::Day(days) => self.day(at, days),
            Class::Which(which) => self.which(at, which),
            Class::Edge(edge) => self.edge(at, edge),
            Class::Season(_) => self.season(at),
            Class::Decade(year, digits) => self.decade(at, year, digits),
            Class::Unit(unit, true) => self.bare_units(at, unit),
            Class::Unit(unit, false) => self.long(at, unit),
            Class::Part(part) => self.part_of_day(at).or_else(|| self.at_night(at, part)),
            Class::Recurring(unit) => Some(Found::value(1, TimexKind::Set, recurring(unit))),
            Class::Ref(time) => self.reference(at, time),
            Class::Clock(_) | Class::Pointed(_) => self.clock(at),
            Class::Mark('\'' | '’' | '‘') => self.short_year(at),
            Class::Opening(opening) => self.opening(at, opening),
            Class::Mark(_) | Class::Word => None,
        }
    }

    /// A token of an address, a file name or a path.
    fn is_inside_address(&self, at: usize) -> bool {
        let slash = |at: usize| self.mark(at, &['/', '_', '@', '=']);
        let before = at.checked_sub(1).is_some_and(|before| slash(before) && self.touch(before));
        before
            || slash(at + 1)
                && self.touch(at)
                && !matches!(
                    self.class(at),
                    Some(Class::Month(..) | Class::Weekday(_) | Class::Digits(..))
                )
    }

    /// Whether a clause may end here: at a mark, or at a word that goes on with another one.
    fn ends(&self, at: usize) -> bool {
        match self.class(at) {
            None | Some(Class::Mark(_)) => true,
            _ => self.is(at, &["and", "but", "had", "or", "was", "were", "when", "with"]),
        }
    }

    /// What a word or two before an expression make of it: "more than three years", "about 1910".
    fn approximator(&self, at: usize, kind: TimexKind) -> Option<&'static str> {
        if self.before(at, APPROXIMATE) {
            return Some("APPROX");
        }
        if kind != TimexKind::Duration {
            return None;
        }
        let two = at.checked_sub(2);
        let pair = |first: &str, second: &str| {
            two.is_some_and(|two| self.is(two, &[first])) && self.before(at, &[second])
        };
        // "over the next two years" is no more than them.
        let over = self.before(at, &["over"]) && !self.is(at, &["the"]);
        match () {
            () if pair("at", "least") => Some("EQUAL_OR_MORE"),
            () if pair("at", "most") || pair("up", "to") => Some("EQUAL_OR_LESS"),
            () if pair("less", "than") || self.before(at, &["nearly", "almost", "under"]) => {
                Some("LESS_THAN")
            }
            () if pair("more", "than") || over => Some("MORE_THAN"),
            () => None,
        }
    }

    /// Whether it says when somebody spoke: "said on Tuesday", "told reporters Tuesday".
    fn is_of_speech(&self, at: usize) -> bool {
        let at = if self.before(at, &["on"]) { at - 1 } else { at };
        (at.saturating_sub(2)..at).any(|verb| is_speech(self.text(verb)))
    }

    /// How the word before an expression bounds it; `last` is its own last token.
    fn bound(&self, at: usize, last: usize) -> Bound {
        let at = if self.before(at, &["the", "late", "early", "mid"]) { at - 1 } else { at };
        // "shortly before midnight" is then, near enough.
        let nearly =
            at.checked_sub(1).is_some_and(|word| self.before(word, &["just", "shortly", "soon"]));
        // "before dawn on Saturday" is on Saturday.
        let early = matches!(self.class(at), Some(Class::Part(_)));
        // "before the year is out", "before Friday’s vote": within it.
        let within = self.owns(last)
            || self.is(last + 1, &["is", "was"]) && self.is(last + 2, &["out", "over", "up"]);
        match () {
            () if nearly || early && self.before(at, &["before"]) => Bound::At,
            () if self.is_put_off_to(at) => Bound::At,
            () if self.before(at, &["before"]) && !within => Bound::Before,
            () if self.before(at, &["by", "until", "till", "before"]) => Bound::By,
            () if self.before(at, &["since", "after", "from"]) => Bound::After,
            () => Bound::At,
        }
    }
}
