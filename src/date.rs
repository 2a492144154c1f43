//! Days, moments and inexact dates, as they are written.
//!
//! A [`Day`] is a calendar day; a [`Stamp`] is a publication time as a source states it, in its own offset;
//! an [`Edtf`] is a date of stated precision (Extended Date/Time Format, level 1, ISO 8601-2:2019): a day, a month,
//! a year, or an interval of them, perhaps open or approximate.

mod encoding;
mod month;
mod word;
mod written;

use jiff::civil;
pub use month::month;
use std::fmt;
use std::str::FromStr;
pub use word::{CHANGED, PUBLISHED};
pub use written::{written, written_month_day, written_part};

/// A day of the Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

impl Day {
    /// The day, where the calendar has one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_zero_offset()
    }

    /// The ISO 8601 year and week that hold the day.
    pub fn week(self) -> (i16, i8) {
        let week = self.0.iso_week_date();
        (week.year(), week.week())
    }

    /// Days since 1 January 1970; negative before.
    pub fn number(self) -> i32 {
        let epoch = civil::date(1970, 1, 1);
        self.0.since(epoch).map_or(0, |span| span.get_days())
    }

    /// The day `days` later (earlier where negative); `None` past the calendar's ends.
    pub fn plus(self, days: i32) -> Option<Self> {
        let moved = self.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Self::new(moved.year(), moved.month(), moved.day())
    }

    /// The same day of the month `months` later, or that month's last day where it is shorter.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let moved = self.0.checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
        Self::new(moved.year(), moved.month(), moved.day())
    }

    /// The Monday of the day's week.
    pub fn monday(self) -> Self {
        self.plus(-i32::from(self.weekday())).unwrap_or(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Day {
    type Err = NotADate;
    /// Reads exactly `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        match Partial::from_str(text)? {
            Partial::Day(day) => Ok(day),
            _ => Err(NotADate(text.to_owned())),
        }
    }
}

/// Text that was expected to be a date and is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a date; write 2025-04-23, 2025-04, 2025, or an interval such as 2025-04-14/2025-04-20"
)]
pub struct NotADate(pub String);

/// A year, a month of a year, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partial {
    /// `2025`
    Year(i16),
    /// `2025-04`
    Month(i16, i8),
    /// `2025-04-23`
    Day(Day),
}

impl Partial {
    /// The first day it can mean.
    pub fn first(self) -> Option<Day> {
        match self {
            Self::Year(year) => Day::new(year, 1, 1),
            Self::Month(year, month) => Day::new(year, month, 1),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day it can mean.
    pub fn last(self) -> Option<Day> {
        match self {
            Self::Year(year) => Day::new(year, 12, 31),
            Self::Month(..) => self.first()?.plus_months(1)?.plus(-1),
            Self::Day(day) => Some(day),
        }
    }

    /// The one of its kind before it: the day, month or year.
    pub fn before(self) -> Option<Self> {
        let last = self.first()?.plus(-1)?;
        Some(match self {
            Self::Year(_) => Self::Year(last.year()),
            Self::Month(..) => Self::Month(last.year(), last.month()),
            Self::Day(_) => Self::Day(last),
        })
    }
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for Partial {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next(), 4).ok_or_else(wrong)?;
        let (month, day) = (parts.next(), parts.next());
        if year < 1 || parts.next().is_some() {
            return Err(wrong());
        }
        let Some(month) = month else { return Ok(Self::Year(year)) };
        let month = digits(Some(month), 2).filter(|month| (1..=12).contains(month));
        let month = month.ok_or_else(wrong)?;
        let Some(day) = day else { return Ok(Self::Month(year, month)) };
        let day = digits(Some(day), 2).and_then(|day| Day::new(year, month, day));
        day.map(Self::Day).ok_or_else(wrong)
    }
}

fn digits<N: FromStr>(text: Option<&str>, width: usize) -> Option<N> {
    let text = text?;
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// A date of stated precision: EDTF level 1, as far as `contracts` need it.
///
/// ```
/// use dateline::date::Edtf;
/// let week: Edtf = "2025-04-14/2025-04-20".parse().unwrap();
/// assert_eq!(week.first().unwrap().to_string(), "2025-04-14");
/// assert_eq!("../2025-05".parse::<Edtf>().unwrap().first(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edtf {
    /// Where it begins; `None` for an open beginning (`../2025-05`).
    pub begin: Option<Partial>,
    /// Where it ends; `None` for an open end (`2025-05/..`). Equal to `begin` for a single date.
    pub end: Option<Partial>,
    /// Whether it is "about" then (`~`).
    pub approximate: bool,
}

impl Edtf {
    /// A single date.
    pub fn single(date: Partial) -> Self {
        Self { begin: Some(date), end: Some(date), approximate: false }
    }

    /// A single day.
    pub fn day(day: Day) -> Self {
        Self::single(Partial::Day(day))
    }

    /// From one date to another, both included.
    pub fn interval(begin: Partial, end: Partial) -> Self {
        Self { begin: Some(begin), end: Some(end), approximate: false }
    }

    /// The first day it can mean; `None` where its beginning is open.
    pub fn first(self) -> Option<Day> {
        self.begin?.first()
    }

    /// The last day it can mean; `None` where its end is open.
    pub fn last(self) -> Option<Day> {
        self.end?.last()
    }

    /// The day, where it is exactly one and not approximate.
    pub fn exact_day(self) -> Option<Day> {
        let (first, last) = (self.first()?, self.last()?);
        (first == last && !self.approximate).then_some(first)
    }

    /// How many days it covers; `None` where an end is open.
    pub fn days(self) -> Option<i32> {
        Some(self.last()?.number() - self.first()?.number() + 1)
    }
}

/// By first day, then by last: an earlier and then a finer date first. An open beginning sorts by its end.
impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        if self == other {
            return std::cmp::Ordering::Equal;
        }
        let key = |date: &Self| (date.first().or(date.last()), date.last());
        key(self).cmp(&key(other)).then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.approximate { "~" } else { "" };
        match (self.begin, self.end) {
            (Some(begin), Some(end)) if begin == end => write!(f, "{begin}{mark}"),
            (Some(begin), Some(end)) => write!(f, "{begin}/{end}{mark}"),
            (Some(begin), None) => write!(f, "{begin}{mark}/.."),
            (None, Some(end)) => write!(f, "../{end}{mark}"),
            (None, None) => write!(f, "../.."),
        }
    }
}

impl FromStr for Edtf {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let approximate = text.contains('~');
        let bare = text.replace('~', "");
        let side = |part: &str| match part {
            ".." | "" => Ok(None),
            date => date.parse().map(Some).map_err(|_: NotADate| wrong()),
        };
        let (begin, end) = match bare.split_once('/') {
            None => {
                let date = bare.parse().map_err(|_: NotADate| wrong())?;
                (Some(date), Some(date))
            }
            Some((begin, end)) => (side(begin)?, side(end)?),
        };
        let date = Self { begin, end, approximate };
        let ordered = date.first().zip(date.last()).is_none_or(|(first, last)| first <= last);
        if ordered && (begin.is_some() || end.is_some()) { Ok(date) } else { Err(wrong()) }
    }
}

/// A moment as a source states it: a day, perhaps a time of day, perhaps that time's offset from UTC.
///
/// The day is the day as written, in its own offset; it is never converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The day as written.
    pub day: Day,
    /// Seconds after midnight, as written.
    pub seconds: Option<u32>,
    /// Minutes east of UTC, where stated.
    pub offset: Option<i16>,
}

impl Stamp {
    /// A day without a time.
    pub fn day(day: Day) -> Self {
        Self { day, seconds: None, offset: None }
    }

    /// Seconds since 1970 in UTC, for ordering only: a missing time is midnight, a missing offset UTC.
    pub fn order(self) -> i64 {
        i64::from(self.day.number()) * 86_400 + i64::from(self.seconds.unwrap_or(0))
            - i64::from(self.offset.unwrap_or(0)) * 60
    }
}

impl fmt::Display for Stamp {
    /// `2025-04-23`, `2025-04-23T09:30:00`, or with its offset `2025-04-23T09:30:00+02:00` (`Z` for UTC).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(seconds) = self.seconds else { return self.day.fmt(f) };
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day)?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let offset = offset.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", offset / 60, offset % 60)
            }
        }
    }
}

impl Stamp {
    /// The moment so many seconds after 1970 began, in UTC.
    pub fn since_1970(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok()?.to_string().parse().ok()
    }
}

impl FromStr for Stamp {
    type Err = NotADate;
    /// Reads ISO 8601 and RFC 3339: `2025-04-23`, `2025-04-23 09:30`, `2025-04-23T09:30:00.5+0200`, `…Z`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let text = text.trim();
        let day = text.get(..10).ok_or_else(wrong)?.parse().map_err(|_: NotADate| wrong())?;
        let rest = text.get(10..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(Self::day(day));
        }
        let time = rest.strip_prefix(['T', 't', ' ']).ok_or_else(wrong)?;
        let (clock, offset) = split_offset(time).ok_or_else(wrong)?;
        Ok(Self { day, seconds: Some(clock_seconds(clock).ok_or_else(wrong)?), offset })
    }
}

/// `09:30:00+02:00` as its clock and its offset in minutes.
fn split_offset(time: &str) -> Option<(&str, Option<i16>)> {
    let time = time.trim_end_matches(" UTC").trim_end_matches(" GMT");
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(0)));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, None)) };
    let (clock, offset) = time.split_at_checked(at)?;
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i16>().ok()?, 0),
        4 => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse::<i16>().ok()?),
        _ => return None,
    };
    let size = hours * 60 + minutes;
    let offset = if offset.starts_with('-') { -size } else { size };
    (hours <= 18 && minutes < 60).then_some((clock.trim_end(), Some(offset)))
}

/// `09:30`, `09:30:15` or `09:30:15.250` in seconds after midnight.
fn clock_seconds(clock: &str) -> Option<u32> {
    let clock = clock.split(['.', ',']).next()?;
    let mut parts = clock.split(':');
    let mut next = |limit| digits::<u32>(parts.next(), 2).filter(|&value| value < limit);
    let (hour, minute) = (next(24)?, next(60)?);
    let second = if clock.len() > 5 { next(61)?.min(59) } else { 0 };
    Some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_is_written_as_it_was_read() {
        for text in
            ["2025-04-23", "2025-04", "2025", "2025-04-14/2025-04-20", "../2025-05", "2025-05/.."]
        {
            assert_eq!(text.parse::<Edtf>().unwrap().to_string(), text);
        }
        assert_eq!("2025-04-23~".parse::<Edtf>().unwrap().to_string(), "2025-04-23~");
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in
            ["2025-02-30", "2025-13", "25-01-01", "2025-04-20/2025-04-14", "..", "", "today"]
        {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let month: Edtf = "2024-02".parse().unwrap();
        assert_eq!(month.last().unwrap().to_string(), "2024-02-29");
        assert_eq!(month.days(), Some(29));
    }

    #[test]
    fn a_stamp_keeps_its_own_offset() {
        let stamp: Stamp = "2025-04-23T23:30:00.123+0200".parse().unwrap();
        assert_eq!(stamp.to_string(), "2025-04-23T23:30:00+02:00");
        assert_eq!(stamp.day.to_string(), "2025-04-23");
        assert_eq!("2025-04-23 07:05".parse::<Stamp>().unwrap().to_string(), "2025-04-23T07:05:00");
        assert!("2025-04-23T25:00".parse::<Stamp>().is_err());
    }

    #[test]
    fn days_count_across_years() {
        let day: Day = "2024-12-31".parse().unwrap();
        assert_eq!(day.plus(1).unwrap().to_string(), "2025-01-01");
        assert_eq!(day.week(), (2025, 1));
        assert_eq!(day.monday().to_string(), "2024-12-30");
        assert_eq!("1970-01-02".parse::<Day>().unwrap().number(), 1);
    }
}
