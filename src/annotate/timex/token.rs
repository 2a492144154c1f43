//! Words and numbers as the matcher sees them: each with the class that the rules ask for.

use super::lexicon;
use crate::annotate::word::plain_length;
use crate::text::Span;

/// One word, number or mark of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) span: Span,
    pub(super) text: &'a str,
    pub(super) class: Class,
}

/// What a token can be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// 1 to 12; whether it is written out.
    Month(u8, Written),
    /// 0 for Monday.
    Weekday(u8),
    /// A number in digits, with how many.
    Digits(i32, usize),
    /// A number in words: `three`, `hundred`, `several` as no certain number.
    Count(Option<i32>),
    /// `first`, `23rd`.
    Ordinal(i32),
    /// A unit, and whether it is plural.
    Unit(Unit, bool),
    /// A part of a day.
    Part(Part),
    /// A season.
    Season(Season),
    /// Which one of several: `last`, `this`, `next`.
    Which(Which),
    /// `today` and its like, in days from the anchor.
    Day(i32),
    /// `now`, `recently`, `soon`.
    Ref(Ref),
    /// `early`, `late`, `mid`.
    Edge(Edge),
    /// `daily`, `annual`.
    Recurring(Unit),
    /// `1990s`: the decade's first year, and how many digits it was written with.
    Decade(i32, usize),
    /// `9:30`, as minutes after midnight.
    Clock(u16),
    /// `9.30`: a time where `a.m.` or `p.m.` follows.
    Pointed(u16),
    /// `2024-03-05`
    Iso(i16, u8, u8),
    /// A mark of punctuation.
    Mark(char),
    /// A word that begins an expression only with what follows it, or in some texts alone.
    Opening(Opening),
    /// Any other word.
    Word,
}

impl Class {
    /// Whether it is a word that no rule takes for a time by itself.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::Opening(_) | Self::Word)
    }
}

/// Which word begins an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// `a`, `an`
    A,
    /// `each`, `every`
    Every,
    Final,
    Former,
    Future,
    /// The first word of a holiday's name.
    Holiday,
    Over,
    Per,
    /// `Q1`
    Quarter(u8),
    Recent,
    The,
    These,
    Tonight,
}

/// How a month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Whole,
    Short,
}

/// Units of time.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// A week, from Monday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// Parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Part {
    /// Before noon.
    Morning,
    /// About noon.
    Midday,
    /// After noon.
    Afternoon,
    /// The end of the day.
    Evening,
    /// The night that follows the day.
    Night,
}

impl Part {
    /// TIMEX3's letters.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// Seasons of the northern year, as papers mean them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
}

impl Season {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// Its months: the first one, which is the one that decides its year.
    pub(super) fn first_month(self) -> u8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// Which one of several is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// `last`, `past`: before the publication.
    Last,
    /// `previous`, `preceding`: before the time spoken of.
    Before,
    This,
    /// `that`, `same`: the time spoken of.
    That,
    /// `next`, `coming`: after the publication.
    Next,
    /// `following`: after the time spoken of.
    After,
}

/// A time that is only named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Ref {
    /// Some time ago.
    Past,
    /// About now.
    Present,
    /// Some time on.
    Future,
}

/// An edge of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Mid,
    End,
}

impl Edge {
    pub(super) fn modifier(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
        }
    }
}

/// The tokens of a piece of text that begins at byte `from` of the whole.
pub(super) fn tokens<'a>(text: &'a str, from: usize, into: &mut Vec<Token<'a>>) {
    into.clear();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.as_bytes().first() == Some(&b' ') {
            at += 1;
            continue;
        }
        let (length, class) = first(rest);
        if let Some(class) = class {
            let span = Span::new(from + at, from + at + length);
            into.push(Token { span, text: rest.get(..length).unwrap_or_default(), class });
        }
        at += length;
    }
}

/// How many bytes the first token of a text has, and its class; none where it is white space.
fn first(rest: &str) -> (usize, Option<Class>) {
    let Some(first) = rest.chars().next() else { return (1, None) };
    match first {
        c if c.is_whitespace() => (c.len_utf8(), None),
        c if c.is_ascii_digit() => {
            let length = number_length(rest);
            (length, rest.get(..length).map(number))
        }
        c if c.is_alphabetic() => {
            let length = word_length(rest);
            let word = rest.get(..length).unwrap_or_default();
            (length, Some(lexicon::class(word).unwrap_or(Class::Word)))
        }
        c => (c.len_utf8(), Some(Class::Mark(c))),
    }
}

fn word_length(rest: &str) -> usize {
    // Nearly every word is plain letters.
    let plain = plain_length(rest);
    if !rest.as_bytes().get(plain).is_some_and(|next| *next == b'.' || !next.is_ascii()) {
        return plain;
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    // Points belong to a word inside abbreviations alone: `a.m.`, `B.C.`
    let short =
        word.len() <= 5 && word.contains('.') && word.split('.').all(|piece| piece.len() <= 1);
    if short { word.len() } else { word.find('.').unwrap_or(word.len()) }
}

/// Digits with what makes them a date, a clock time, an ordinal or a decade.
fn number_length(rest: &str) -> usize {
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let tail = rest.get(digits..).unwrap_or_default();
    if digits == 4 && iso(rest.get(..10).unwrap_or_default()).is_some() {
        return 10;
    }
    if let Some(thousands) = grouped(rest) {
        return thousands;
    }
    let clock = tail
        .strip_prefix(':')
        .map(|tail| tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    if digits <= 2 && clock == Some(2) {
        return digits + 3;
    }
    let decimals = tail
        .strip_prefix('.')
        .map_or(0, |tail| tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    if decimals > 0 {
        return digits + 1 + decimals;
    }
    let letters = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
    digits + letters
}

/// `1,000,000`
fn grouped(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches(',');
    let mut groups = number.split(',');
    let first = groups.next()?.len() <= 3;
    let mut rest = groups.peekable();
    (first && rest.peek().is_some() && rest.all(|group| group.len() == 3)).then_some(number.len())
}

fn iso(text: &str) -> Option<Class> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let plain = year.len() == 4 && month.len() == 2 && day.len() == 2;
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    (plain && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some(Class::Iso(year, month, day))
}

fn number(word: &str) -> Class {
    if let Some(iso) = iso(word) {
        return iso;
    }
    if let Some((hour, minute)) = word.split_once(':') {
        return minutes(hour, minute).map_or(Class::Word, Class::Clock);
    }
    if let Some((hour, minute)) = word.split_once('.').filter(|(_, minute)| minute.len() == 2) {
        return minutes(hour, minute).map_or(Class::Word, Class::Pointed);
    }
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = word.get(..digits).and_then(|digits| digits.parse::<i32>().ok());
    match (value, word.get(digits..).unwrap_or_default()) {
        (Some(value), "") => Class::Digits(value, digits),
        (Some(value), "st" | "nd" | "rd" | "th") => Class::Ordinal(value),
        (Some(value), "s") if digits == 4 || digits == 2 => Class::Decade(value, digits),
        _ if word.contains(',') => {
            word.replace(',', "").parse().map_or(Class::Word, |value| Class::Digits(value, 9))
        }
        _ => Class::Word,
    }
}

/// Minutes after midnight.
fn minutes(hour: &str, minute: &str) -> Option<u16> {
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<Class> {
        let mut found = Vec::new();
        tokens(text, 0, &mut found);
        found.iter().map(|token| token.class).collect()
    }

    #[test]
    fn a_month_is_a_month_with_its_capital_alone() {
        assert_eq!(classes("May may"), [Class::Month(5, Written::Whole), Class::Word]);
    }

    #[test]
    fn numbers_are_told_apart() {
        assert_eq!(
            classes("1990s 23rd 9:30 2024-03-05 1,000"),
            [
                Class::Decade(1990, 4),
                Class::Ordinal(23),
                Class::Clock(570),
                Class::Iso(2024, 3, 5),
                Class::Digits(1000, 9),
            ]
        );
    }

    #[test]
    fn a_possessive_is_apart_from_its_word() {
        assert_eq!(classes("Wednesday’s").first(), Some(&Class::Weekday(2)));
        assert_eq!(classes("today.").first(), Some(&Class::Day(0)));
    }
}
