//! The rules: which tokens in a row are a time expression, and what it means.
//!
//! One function a kind of expression; each says how many tokens it takes. The first that takes any wins, longest forms first.

use super::token::{Class, Edge, Part, Ref, Token, Unit, Which, Written};
use super::when::{Grain, Time, When};
use super::{Bound, Meaning, TimexKind, Toward};
use crate::text::Span;

/// A time expression before the text around it has been heard.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) span: Span,
    pub(super) kind: TimexKind,
    pub(super) meaning: Meaning,
    pub(super) modifier: Option<&'static str>,
    pub(super) bound: Bound,
    pub(super) from: From,
    pub(super) block: u32,
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The day of publication.
    Publication,
    /// The time that was spoken of last.
    Spoken,
    /// From the day of publication, and only in news: in a narrative "soon" is no time.
    News,
    /// Only in a narrative: in news "former" is part of a title.
    Narrative,
}

/// What a rule found, and how many tokens it took.
#[derive(Clone, Debug)]
struct Found {
    taken: usize,
    kind: TimexKind,
    meaning: Meaning,
    modifier: Option<&'static str>,
    from: From,
}

impl Found {
    fn date(taken: usize, meaning: Meaning) -> Self {
        Self { taken, kind: TimexKind::Date, meaning, modifier: None, from: From::Publication }
    }

    fn fixed(taken: usize, year: i16, grain: Grain) -> Self {
        Self::date(taken, Meaning::Fixed(When { year, grain, time: None }))
    }

    fn value(taken: usize, kind: TimexKind, value: String) -> Self {
        Self { kind, ..Self::date(taken, Meaning::Value(value)) }
    }

    fn unit(taken: usize, unit: Unit, count: i32) -> Self {
        Self::date(taken, Meaning::Unit { unit, count, time: None })
    }

    /// One token more: an article or a modifier before it.
    fn after(self, more: usize) -> Self {
        Self { taken: self.taken + more, ..self }
    }

    fn at(self, time: Time) -> Self {
        let meaning = match self.meaning {
            Meaning::Fixed(when) => Meaning::Fixed(when.with(Some(time))),
            Meaning::Unit { unit: Unit::Day, count, .. } => {
                Meaning::Unit { unit: Unit::Day, count, time: Some(time) }
            }
            Meaning::Weekday { day, toward, .. } => {
                Meaning::Weekday { day, toward, time: Some(time) }
            }
            other => other,
        };
        Self { kind: TimexKind::Time, meaning, ..self }
    }
}

/// Finds the time expressions of one sentence.
pub(super) fn sentence(tokens: &[Token<'_>], block: u32, found: &mut Vec<Draft>) {
    let rules = Rules { tokens };
    let mut at = 0;
    while at < tokens.len() {
        let Some(one) = rules.any(at) else {
            at += 1;
            continue;
        };
        let taken = one.taken.max(1);
        if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(at + taken - 1)) {
            let span = Span { start: first.span.start, end: last.span.end };
            let bound = rules.bound(at);
            found.push(Draft {
                span,
                kind: one.kind,
                meaning: one.meaning,
                modifier: one.modifier,
                bound,
                from: one.from,
                block,
            });
        }
        at += taken;
    }
}

struct Rules<'t> {
    tokens: &'t [Token<'t>],
}

/// Words that say a time follows.
const BEFORE_TIME: &[&str] = &[
    "after",
    "around",
    "before",
    "between",
    "by",
    "circa",
    "during",
    "from",
    "in",
    "late",
    "early",
    "mid",
    "of",
    "since",
    "through",
    "throughout",
    "till",
    "to",
    "until",
    "and",
    "or",
    "about",
    "for",
    "on",
];
/// Words that say what is spoken of lies ahead.
const AHEAD: &[&str] = &[
    "will",
    "shall",
    "due",
    "scheduled",
    "expected",
    "plans",
    "planned",
    "planning",
    "upcoming",
    "would",
    "wants",
    "must",
    "hopes",
    "intends",
    "should",
    "hopefully",
    "can",
    "could",
    "may",
    "might",
];
/// Verbs that tell of a report: what they govern lies behind.
const REPORT: &[&str] = &[
    "said",
    "told",
    "reported",
    "announced",
    "confirmed",
    "wrote",
    "called",
    "warned",
    "added",
    "suggested",
    "says",
    "met",
    "spoke",
    "died",
    "killed",
    "began",
    "opened",
    "closed",
    "arrived",
];

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
        if self.is_inside_address(at) {
            return None;
        }
        match self.class(at)? {
            Class::Iso(year, month, day) => Some(Found::fixed(1, year, Grain::Day(month, day))),
            Class::Month(month, written) => self.month_first(at, month, written),
            Class::Digits(..) => self
                .day_first(at)
                .or_else(|| self.clock(at))
                .or_else(|| self.years(at))
                .or_else(|| self.counted(at)),
            Class::Ordinal(_) => {
                self.day_first(at).or_else(|| self.quarter(at)).or_else(|| self.century(at))
            }
            Class::Count(_) => self.counted(at),
            Class::Weekday(day) => self.weekday(at, day),
            Class::Day(days) => self.day(at, days),
            Class::Which(which) => self.which(at, which),
            Class::Edge(edge) => self.edge(at, edge),
            Class::Season(_) => self.season(at),
            Class::Decade(year, digits) => self.decade(at, year, digits),
            Class::Unit(unit, true) => self.bare_units(at, unit),
            Class::Recurring(unit) => Some(Found::value(1, TimexKind::Set, recurring(unit))),
            Class::Ref(time) => self.reference(at, time),
            Class::Clock(_) => self.clock(at),
            Class::Mark('\'' | '’' | '‘') => self.short_year(at),
            Class::Word => self.word(at),
            _ => None,
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

    /// How the word before an expression bounds it.
    fn bound(&self, at: usize) -> Bound {
        let at = if self.before(at, &["the", "late", "early", "mid"]) { at - 1 } else { at };
        match () {
            () if self.before(at, &["by", "until", "till", "before"]) => Bound::Before,
            () if self.before(at, &["since", "after", "from"]) => Bound::After,
            () => Bound::At,
        }
    }

    // Dates with a month.

    fn month_first(&self, at: usize, month: u8, written: Written) -> Option<Found> {
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
        if written == Written::Short || !self.is_month_alone(at, month) {
            return None;
        }
        let toward = self.toward_month(at);
        Some(Found::date(1, Meaning::Month { month, day: None, toward }))
    }

    /// May and March are words and names too: alone they need a word before them that says a time follows.
    fn is_month_alone(&self, at: usize, month: u8) -> bool {
        if !matches!(month, 3 | 5 | 4 | 6 | 8) {
            return true;
        }
        let next_is_name = self.tokens.get(at + 1).is_some_and(|next| {
            matches!(next.class, Class::Word) && next.text.starts_with(char::is_uppercase)
        });
        let cued = self.before(at, BEFORE_TIME)
            || at.checked_sub(1).is_some_and(|before| {
                matches!(self.class(before), Some(Class::Which(_) | Class::Edge(_)))
            });
        let dashed = at.checked_sub(2).is_some_and(|two| {
            self.mark(at - 1, &['-', '–']) && matches!(self.class(two), Some(Class::Edge(_)))
        });
        (cued || dashed) && !next_is_name
    }

    /// A month is the nearest one, unless a verb before it says that what is told lies behind.
    fn toward_month(&self, at: usize) -> Toward {
        if self.before(at, &["by", "until", "till"]) {
            return Toward::Ahead;
        }
        let window = at.saturating_sub(12)..at;
        let ahead = |back| self.is(back, AHEAD) || self.is(back, &["to", "next"]);
        if window.clone().any(ahead) {
            return Toward::Near;
        }
        let behind = |back| {
            self.is(back, &["was", "were", "had", "did", "since"]) || is_past(self.text(back))
        };
        if window.clone().any(behind) {
            return Toward::Behind;
        }
        Toward::Near
    }

    /// `23`, `23rd`, at most 31, and no year or count.
    fn day_number(&self, at: usize) -> Option<(u8, usize)> {
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
    fn year_after(&self, at: usize) -> Option<(i16, usize)> {
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
    fn era(&self, at: usize) -> usize {
        usize::from(self.is(at, &["BC", "B.C.", "B.C", "BCE", "AD", "A.D.", "CE"]))
    }

    fn before_christ(&self, at: usize, year: i16) -> i16 {
        if self.is(at, &["BC", "B.C.", "B.C", "BCE"]) { -year } else { year }
    }

    fn with_year(&self, at: usize, next: usize, month: u8, day: Option<u8>) -> Found {
        let grain = day.map_or(Grain::Month(month), |day| Grain::Day(month, day));
        if let Some((year, taken)) = self.year_after(next) {
            return Found::fixed(next + taken - at, year, grain);
        }
        // "April 14–20, 2025": the year stands after the range.
        if let Some((year, _)) = self.range_end(next).and_then(|end| self.year_after(end)) {
            return Found::fixed(next - at, year, grain);
        }
        Found::date(next - at, Meaning::Month { month, day, toward: self.toward_month(at) })
    }

    /// The place after `–20` or `and 20`, where a day range goes on here.
    fn range_end(&self, at: usize) -> Option<usize> {
        let joins = self.mark(at, &['-', '–', '—']) || self.is(at, &["and", "to", "through"]);
        let (_, taken) = self.day_number(at + 1).filter(|_| joins)?;
        Some(at + 1 + taken)
    }

    /// `23 April 2025`, `the 23rd of April`, `14–20 April`, and the second day of `April 14–20`.
    fn day_first(&self, at: usize) -> Option<Found> {
        let (day, taken) = self.day_number(at)?;
        let mut next = at + taken;
        if let Some(month) = self.month_at(next) {
            return Some(self.with_year(at, next + month.1, month.0, Some(day)));
        }
        if let Some((month, year, taken)) = self.month_after_range(at, next) {
            let grain = Grain::Day(month, day);
            return Some(match year {
                Some(year) => Found::fixed(taken, year, grain),
                None => Found::date(
                    taken,
                    Meaning::Month { month, day: Some(day), toward: Toward::Near },
                ),
            });
        }
        next = at;
        let month = self.month_before_range(next)?;
        Some(self.with_year(at, at + taken, month, Some(day)))
    }

    /// A month here, perhaps after "of"; with how many tokens it takes.
    fn month_at(&self, at: usize) -> Option<(u8, usize)> {
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
    fn month_after_range(&self, at: usize, next: usize) -> Option<(u8, Option<i16>, usize)> {
        let end = self.range_end(next)?;
        let (month, taken) = self.month_at(end)?;
        let year = self.year_after(end + taken).map(|(year, _)| year);
        Some((month, year, next - at))
    }

    /// The month before a range whose second day is here.
    fn month_before_range(&self, at: usize) -> Option<u8> {
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

    // Years and more.

    fn years(&self, at: usize) -> Option<Found> {
        let Class::Digits(number, digits) = self.class(at)? else { return None };
        let era = self.era(at + 1);
        if era == 1 && digits <= 4 {
            let year = self.before_christ(at + 1, i16::try_from(number).ok()?);
            return Some(Found::fixed(2, year, Grain::Year));
        }
        if digits == 2
            && let Some(year) = self.second_of_range(at, number)
        {
            return Some(Found::fixed(1, year, Grain::Year));
        }
        (digits == 4 && self.is_year(at, number))
            .then(|| Found::fixed(1, i16::try_from(number).unwrap_or(1), Grain::Year))
    }

    /// `1914–18`: the second year, in full.
    fn second_of_range(&self, at: usize, number: i32) -> Option<i16> {
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
    fn is_year(&self, at: usize, number: i32) -> bool {
        let money = at.checked_sub(1).is_some_and(|before| {
            self.mark(before, &['$', '€', '£', '#', '¥', '.', ':', '+']) && self.touch(before)
        });
        let part = self.mark(at + 1, &['%', '°', '$', '€'])
            || (self.mark(at + 1, &['-'])
                && self.touch(at)
                && matches!(self.class(at + 2), Some(Class::Word)));
        let next = self.tokens.get(at + 1);
        let counts = next.is_some_and(|next| match next.class {
            Class::Unit(..) => true,
            Class::Word => is_counted_noun(next.text),
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
        cued || (1800..=2050).contains(&number)
            && !self.before(at, &["no", "number", "nearly", "almost", "over", "than", "some"])
    }

    /// `'99`
    fn short_year(&self, at: usize) -> Option<Found> {
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

    fn decade(&self, at: usize, year: i32, digits: usize) -> Option<Found> {
        if year % 10 != 0 {
            return None;
        }
        let year = if digits == 2 { 1900 + year } else { year };
        let whole = (1000..=2090).contains(&year)
            && (digits == 4
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
    fn century(&self, at: usize) -> Option<Found> {
        let Class::Ordinal(number) = self.class(at)? else { return None };
        let dash = usize::from(self.mark(at + 1, &['-']));
        let century = matches!(self.class(at + 1 + dash), Some(Class::Unit(Unit::Century, false)));
        if !century || !(1..=21).contains(&number) {
            return None;
        }
        let era = self.era(at + 2 + dash);
        let first = i16::try_from((number - 1) * 100).ok()?;
        let year = if self.before_christ(at + 2 + dash, 1) < 0 {
            -i16::try_from(number * 100).ok()?
        } else {
            first
        };
        Some(Found::fixed(2 + dash + era, year, Grain::Century))
    }

    /// `the third quarter of 2009`, `third-quarter`
    fn quarter(&self, at: usize) -> Option<Found> {
        let number = match self.class(at)? {
            Class::Ordinal(number) => {
                u8::try_from(number).ok().filter(|number| (1..=4).contains(number))?
            }
            Class::Word if self.is(at, &["final"]) => 4,
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
        Some(Found::date(next + 1 - at, Meaning::Quarter(number, Toward::Near)))
    }

    /// `spring 2009`, `the summer of 1943`, `the summer`, `in winter`
    fn season(&self, at: usize) -> Option<Found> {
        let Class::Season(season) = self.class(at)? else { return None };
        if let Some((year, taken)) = self.year_after(at + 1) {
            return Some(Found::fixed(1 + taken, year, Grain::Season(season)));
        }
        let of_something = self.is(at + 1, &["of"]);
        let verb = self.text(at).eq_ignore_ascii_case("fall")
            || self.text(at).eq_ignore_ascii_case("spring");
        let in_the = self.before(at, &["the"])
            && at.checked_sub(2).is_some_and(|two| self.is(two, BEFORE_TIME));
        let cued = in_the
            || !verb && self.before(at, &["the", "in", "during", "by", "until", "since", "that"]);
        (cued && !of_something).then(|| Found::date(1, Meaning::Season(season, Toward::Near)))
    }

    // Days near the anchor.

    fn weekday(&self, at: usize, day: u8) -> Option<Found> {
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
        let toward = self.toward_weekday(at);
        let found = Found::date(1, Meaning::Weekday { day, toward, time: None });
        Some(self.with_part(at, found))
    }

    /// A weekday lies ahead where a word for it says so before any verb of report.
    fn toward_weekday(&self, at: usize) -> Toward {
        if self.before(at, &["by", "until", "till"])
            || at
                .checked_sub(2)
                .is_some_and(|two| self.before(at, &["on", "of"]) && self.is(two, &["by"]))
        {
            return Toward::Ahead;
        }
        for back in (at.saturating_sub(9)..at).rev() {
            if self.is(back, REPORT) || self.mark(back, &[';', ':', '”', '"']) {
                break;
            }
            if self.is(back, AHEAD) {
                // "would have met on Monday" and "was expected to" are told of the past.
                return if self.is(back + 1, &["have"]) { Toward::Near } else { Toward::Ahead };
            }
        }
        Toward::Near
    }

    /// A part of the day after a day: "Friday morning", "Friday night".
    fn with_part(&self, at: usize, found: Found) -> Found {
        match self.class(at + found.taken) {
            Some(Class::Part(part)) => found.after(1).at(Time::Part(part)),
            _ => found,
        }
    }

    fn day(&self, at: usize, days: i32) -> Option<Found> {
        // The newspaper.
        if self.tokens.get(at).is_some_and(|token| token.text == "Today")
            && self.before(at, &["USA"])
        {
            return None;
        }
        Some(self.with_part(at, Found::unit(1, Unit::Day, days)))
    }

    fn which(&self, at: usize, which: Which) -> Option<Found> {
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
                    Which::This => Toward::Ahead,
                    Which::That => Toward::Near,
                };
                let found = Found::date(1, Meaning::Weekday { day, toward, time: None });
                Some(self.with_part(next, found).after(1))
            }
            Class::Month(month, _) => {
                Some(Found::date(2, Meaning::Month { month, day: None, toward: toward(which) }))
            }
            Class::Season(season) => Some(Found::date(2, Meaning::Season(season, toward(which)))),
            Class::Part(part) => Some(which_part(which, part)),
            _ => self.which_alone(at, which),
        }
    }

    fn which_unit(&self, at: usize, which: Which, unit: Unit, past: bool) -> Option<Found> {
        // "the current season's second quarter" and the like are no units of time.
        if self.mark(at + 2, &['-']) && self.touch(at + 1) {
            return None;
        }
        if past {
            return Some(Found::value(2, TimexKind::Duration, duration(Some(1), unit)));
        }
        let (count, from) = match which {
            Which::Last => (-1, From::Publication),
            Which::This => (0, From::Publication),
            Which::Next if self.before(at, &["the"]) && unit == Unit::Day => (1, From::Spoken),
            Which::Next => (1, From::Publication),
            Which::Before => (-1, From::Spoken),
            Which::That => (0, From::Spoken),
            Which::After => (1, From::Spoken),
        };
        let found = Found { from, ..Found::unit(2, unit, count) };
        Some(if unit == Unit::Day { self.with_part(at, found) } else { found })
    }

    /// "in the past", "the current …"
    fn which_alone(&self, at: usize, which: Which) -> Option<Found> {
        let noun = self.before(at, &["the"]) && self.is(at, &["past"]);
        if noun && !matches!(self.class(at + 1), Some(Class::Word)) {
            return Some(Found::value(1, TimexKind::Date, "PAST_REF".to_owned()));
        }
        (which == Which::This && self.is(at, &["current"]))
            .then(|| Found::value(1, TimexKind::Date, "PRESENT_REF".to_owned()))
    }

    fn edge(&self, at: usize, edge: Edge) -> Option<Found> {
        let nouns = self.is(at, &["beginning", "start", "middle", "end"]);
        let next = match () {
            () if nouns && self.is(at + 1, &["of"]) => at + 2,
            () if nouns => return None,
            () if self.mark(at + 1, &['-']) => at + 2,
            () if self.is(at + 1, &["on", "in"]) => at + 2,
            () => at + 1,
        };
        let article = usize::from(self.is(next, &["the"]));
        let inner = self.any(next + article)?;
        let is_point = matches!(inner.kind, TimexKind::Date | TimexKind::Time)
            && !matches!(inner.meaning, Meaning::Value(_));
        is_point
            .then(|| Found { modifier: Some(edge.modifier()), ..inner.after(next + article - at) })
    }

    fn reference(&self, at: usize, time: Ref) -> Option<Found> {
        // "as soon as", "no sooner": a comparison.
        let compared = self.before(at, &["as", "too", "until"]) && time == Ref::Future;
        let from = if time == Ref::Future { From::News } else { From::Publication };
        (!compared)
            .then(|| Found { from, ..Found::value(1, TimexKind::Date, named(time).to_owned()) })
    }

    // Lengths, and counts from a time.

    /// A number and a unit: `three days`, `100 days`, `30-day`, `three days ago`, `two years later`.
    fn counted(&self, at: usize) -> Option<Found> {
        let (count, mut next) = self.count(at)?;
        let dash = self.mark(next, &['-', '–']) && self.touch(next);
        next += usize::from(dash);
        let Class::Unit(unit, plural) = self.class(next)? else { return None };
        let certain_plural = plural || dash || count == Some(1);
        let old = self.is(next + 1, &["old"])
            || self.mark(next + 1, &['-']) && self.is(next + 2, &["old", "olds"]);
        let noun = unit == Unit::Quarter && !plural && !dash
            || unit == Unit::Second && !plural && count != Some(1);
        if old || !certain_plural || noun {
            return None;
        }
        Some(self.counted_from(next + 1, count, unit, next + 1 - at))
    }

    fn counted_from(&self, next: usize, count: Option<i32>, unit: Unit, taken: usize) -> Found {
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
            () => Found::value(taken, TimexKind::Duration, duration(count, unit)),
        }
    }

    /// A number here, `None` inside where it is uncertain, and the place after it.
    fn count(&self, at: usize) -> Option<(Option<i32>, usize)> {
        let (first, next) = match self.class(at)? {
            Class::Digits(number, digits) if digits != 4 || number < 1000 => (Some(number), at + 1),
            Class::Digits(number, _) => (Some(number), at + 1),
            Class::Count(count) => (count, at + 1),
            Class::Word if self.is(at, &["a", "an"]) => match self.class(at + 1)? {
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

    /// "days after", "for months": units of no certain number.
    fn bare_units(&self, at: usize, unit: Unit) -> Option<Found> {
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

    // Within a day.

    /// `9:30 a.m.`, `12:00 UTC Monday`, `9 a.m. on Friday`
    fn clock(&self, at: usize) -> Option<Found> {
        let (minutes, mut next) = match self.class(at)? {
            Class::Clock(minutes) => (minutes, at + 1),
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
        let zone = utc
            || self
                .is(next, &["EST", "EDT", "ET", "PST", "PT", "CET", "CEST", "BST", "IST", "local"]);
        next += usize::from(zone);
        let on = usize::from(self.is(next, &["on"]));
        let time = Time::Clock(minutes, utc);
        let day = self.any(next + on).filter(|day| {
            matches!(
                day.meaning,
                Meaning::Weekday { .. }
                    | Meaning::Fixed(_)
                    | Meaning::Unit { unit: Unit::Day, .. }
                    | Meaning::Month { day: Some(_), .. }
            )
        });
        Some(match day {
            Some(day) => day.after(next + on - at).at(time),
            None => Found { from: From::Spoken, ..Found::unit(next - at, Unit::Day, 0) }.at(time),
        })
    }

    /// Whether `a.m.` or `p.m.` stands here; true for the afternoon.
    fn half(&self, at: usize) -> Option<bool> {
        if self.is(at, &["a.m.", "am", "a.m"]) {
            return Some(false);
        }
        self.is(at, &["p.m.", "pm", "p.m"]).then_some(true)
    }

    // Words.

    fn word(&self, at: usize) -> Option<Found> {
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
            _ => self.named_quarter(at),
        }
    }

    /// "of last year", "of that year", "this year" after a part of one.
    fn of_which_year(&self, at: usize) -> Option<WhichYear> {
        let of = usize::from(self.is(at, &["of"]));
        let Class::Which(which) = self.class(at + of)? else { return None };
        let year = matches!(self.class(at + of + 1), Some(Class::Unit(Unit::Year, false)));
        let (years, from) = match which {
            Which::Last => (-1, From::Publication),
            Which::This => (0, From::Publication),
            Which::Next => (1, From::Publication),
            Which::Before => (-1, From::Spoken),
            Which::That => (0, From::Spoken),
            Which::After => (1, From::Spoken),
        };
        year.then_some(WhichYear { years, from, taken: of + 2 })
    }

    /// `Q3 2009`
    fn named_quarter(&self, at: usize) -> Option<Found> {
        let number = self
            .text(at)
            .strip_prefix('Q')?
            .parse::<u8>()
            .ok()
            .filter(|number| (1..=4).contains(number))?;
        match self.year_after(at + 1) {
            Some((year, taken)) => Some(Found::fixed(1 + taken, year, Grain::Quarter(number))),
            None => Some(Found::date(1, Meaning::Quarter(number, Toward::Near))),
        }
    }

    /// What includes its article: "the coming months", "the end of March", "the third quarter", "the summer of 1943".
    fn after_article(&self, at: usize) -> Option<Found> {
        let next = at + 1;
        match self.class(next)? {
            Class::Which(_) if self.is(next, &["current"]) => None,
            Class::Which(_) | Class::Edge(_) | Class::Season(_) => {
                self.any(next).map(|found| found.after(1))
            }
            Class::Ordinal(_) => self.any(next).map(|found| found.after(1)),
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
            Class::Unit(Unit::Month | Unit::Year | Unit::Week, false)
                if self.before(at, &["of"]) =>
            {
                let Class::Unit(unit, _) = self.class(next)? else { return None };
                Some(Found { from: From::Spoken, ..Found::unit(2, unit, 0) })
            }
            _ => None,
        }
    }

    /// "a week", "a few days", "a year ago"; "a second" and "a minute" mean other things.
    fn after_indefinite(&self, at: usize) -> Option<Found> {
        match self.class(at + 1)? {
            Class::Unit(Unit::Second | Unit::Minute | Unit::Quarter, _) => None,
            Class::Unit(Unit::Day | Unit::Year, _)
                if self.before(at, &["times", "twice", "once", "what"]) =>
            {
                None
            }
            Class::Count(Some(_)) => self.any(at + 1),
            Class::Unit(..) | Class::Count(None) => self.counted(at),
            _ => None,
        }
    }

    fn every(&self, at: usize) -> Option<Found> {
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

/// A year told from the one of publication, or from the one spoken of.
struct WhichYear {
    years: i16,
    from: From,
    taken: usize,
}

impl WhichYear {
    fn of(self, grain: Grain, before: usize) -> Found {
        Found {
            from: self.from,
            ..Found::date(before + self.taken, Meaning::InYear(grain, self.years))
        }
    }
}

/// A regular verb in its past form, as far as its letters tell.
fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
}

fn toward(which: Which) -> Toward {
    match which {
        Which::Last | Which::Before => Toward::Last,
        Which::Next | Which::After => Toward::Next,
        Which::This | Which::That => Toward::Near,
    }
}

/// "last night", "this morning", "that evening"
fn which_part(which: Which, part: Part) -> Found {
    let (count, from) = match which {
        Which::Last => (-1, From::Publication),
        Which::This => (0, From::Publication),
        Which::Next => (1, From::Publication),
        Which::Before => (-1, From::Spoken),
        Which::That => (0, From::Spoken),
        Which::After => (1, From::Spoken),
    };
    Found { from, ..Found::unit(2, Unit::Day, count).at(Time::Part(part)) }
}

fn named(time: Ref) -> &'static str {
    match time {
        Ref::Past => "PAST_REF",
        Ref::Present => "PRESENT_REF",
        Ref::Future => "FUTURE_REF",
    }
}

/// TIMEX3's value of a length; an uncertain number is X.
fn duration(count: Option<i32>, unit: Unit) -> String {
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

fn recurring(unit: Unit) -> String {
    match unit {
        Unit::Day => "XXXX-XX-XX".to_owned(),
        Unit::Week => "XXXX-WXX".to_owned(),
        Unit::Month => "XXXX-XX".to_owned(),
        _ => duration(Some(1), unit),
    }
}

/// A lower-case plural after four digits: "2000 people" counts, "2000 was" does not.
fn is_counted_noun(word: &str) -> bool {
    const NOT: &[&str] = &[
        "was",
        "as",
        "has",
        "is",
        "its",
        "this",
        "his",
        "hers",
        "thus",
        "does",
        "across",
        "elections",
        "olympics",
        "games",
        "ss",
    ];
    const YES: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "troops",
        "metres",
        "kilometers",
        "km",
        "tons",
        "dollars",
        "euros",
        "percent",
        "million",
        "feet",
        "miles",
    ];
    let lower = word.starts_with(char::is_lowercase);
    lower && (YES.contains(&word) || word.len() > 3 && word.ends_with('s') && !NOT.contains(&word))
}
