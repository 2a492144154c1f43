//! A stretch of the calendar: a century down to a part of a day, as TIMEX3 and EDTF write it.

use super::token::{Part, Season, Unit};
use crate::date::{Day, Edtf, Partial};
use serde::{Deserialize, Serialize};

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// The year; before Christ it is negative.
    pub year: i16,
    /// How much of it.
    pub grain: Grain,
    /// The part of the day, or the time, where it is a day.
    pub time: Option<Time>,
}

/// How much of a year is meant, or how many years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grain {
    /// The hundred years that the year is in.
    Century,
    /// The ten years that the year is in.
    Decade,
    /// The year.
    Year,
    /// A half, 1 or 2.
    Half(u8),
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// A season.
    Season(Season),
    /// A month.
    Month(u8),
    /// An ISO week.
    Week(u8),
    /// The weekend of an ISO week.
    Weekend(u8),
    /// The week that is counted from a day, by the day that it comes to: "a week later".
    About(u8, u8),
    /// A day: month and day.
    Day(u8, u8),
}

impl Grain {
    /// The month that it begins in, where it is a part of a year.
    pub(super) fn first_month(self) -> Option<u8> {
        Some(match self {
            Self::Half(half) => half * 6 - 5,
            Self::Quarter(quarter) => quarter * 3 - 2,
            Self::Season(season) => season.first_month(),
            Self::Month(month) | Self::About(month, _) | Self::Day(month, _) => month,
            _ => return None,
        })
    }

    /// The finest unit that can be counted from it: no day is two days after a month.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Century => Unit::Century,
            Self::Decade => Unit::Decade,
            Self::Year => Unit::Year,
            Self::Half(_) | Self::Quarter(_) | Self::Season(_) => Unit::Quarter,
            Self::Month(_) => Unit::Month,
            Self::Week(_) => Unit::Week,
            Self::Weekend(_) => Unit::Weekend,
            Self::About(..) | Self::Day(..) => Unit::Day,
        }
    }

    /// How many months its middle lies after its first.
    fn middle(self) -> u8 {
        match self {
            Self::Half(_) => 2,
            Self::Quarter(_) | Self::Season(_) => 1,
            _ => 0,
        }
    }

    /// The month that decides which year is the nearest; 13 for the winter's second one.
    pub(super) fn middle_month(self) -> Option<u8> {
        Some(self.first_month()? + self.middle())
    }
}

/// A time within a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Time {
    /// A part of the day.
    Part(Part),
    /// Minutes after midnight, and whether they are UTC's.
    Clock(u16, bool),
}

impl When {
    pub(super) fn year(year: i16) -> Self {
        Self { year, grain: Grain::Year, time: None }
    }

    pub(super) fn day(day: Day) -> Self {
        let (month, number) = numbers(day);
        Self { year: day.year(), grain: Grain::Day(month, number), time: None }
    }

    /// About a day.
    fn about(day: Day) -> Self {
        let (month, number) = numbers(day);
        Self { year: day.year(), grain: Grain::About(month, number), time: None }
    }

    pub(super) fn with(self, time: Option<Time>) -> Self {
        Self { time: time.or(self.time), ..self }
    }

    /// The unit that holds `day`.
    pub(super) fn holding(day: Day, unit: Unit) -> Self {
        let whole = Self::day(day);
        let month = u8::try_from(day.month()).unwrap_or(1);
        let week = || {
            let (year, week) = day.week();
            (year, u8::try_from(week).unwrap_or(1))
        };
        let (year, grain) = match unit {
            Unit::Century => (day.year(), Grain::Century),
            Unit::Decade => (day.year(), Grain::Decade),
            Unit::Year => (day.year(), Grain::Year),
            Unit::Quarter => (day.year(), Grain::Quarter(month.div_ceil(3))),
            Unit::Month => (day.year(), Grain::Month(month)),
            Unit::Week | Unit::Fortnight => (week().0, Grain::Week(week().1)),
            Unit::Weekend => (week().0, Grain::Weekend(week().1)),
            _ => (whole.year, whole.grain),
        };
        Self { year, grain, time: None }
    }

    /// TIMEX3's value.
    pub(super) fn value(self) -> String {
        let year = if self.year < 0 {
            format!("BC{:04}", -self.year)
        } else {
            format!("{:04}", self.year)
        };
        let date = match self.grain {
            Grain::About(..) => return self.week().map(Self::value).unwrap_or_default(),
            Grain::Century => year.get(..year.len() - 2).unwrap_or_default().to_owned(),
            Grain::Decade => year.get(..year.len() - 1).unwrap_or_default().to_owned(),
            Grain::Year => year,
            Grain::Half(half) => format!("{year}-H{half}"),
            Grain::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Grain::Season(season) => format!("{year}-{}", season.code()),
            Grain::Month(month) => format!("{year}-{month:02}"),
            Grain::Week(week) => format!("{year}-W{week:02}"),
            Grain::Weekend(week) => format!("{year}-W{week:02}-WE"),
            Grain::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
        };
        match self.time {
            None => date,
            Some(Time::Part(part)) => format!("{date}T{}", part.code()),
            Some(Time::Clock(minutes, utc)) => {
                let zone = if utc { "Z" } else { "" };
                format!("{date}T{:02}:{:02}{zone}", minutes / 60, minutes % 60)
            }
        }
    }

    /// The same stretch as an EDTF date; `None` before the year 1.
    pub(super) fn edtf(self) -> Option<Edtf> {
        if self.year < 1 {
            return None;
        }
        let month =
            |month: u8| i8::try_from(month).ok().map(|month| Partial::Month(self.year, month));
        Some(match self.grain {
            Grain::Century => Edtf::interval(
                Partial::Year(self.year / 100 * 100),
                Partial::Year(self.year / 100 * 100 + 99),
            ),
            Grain::Decade => Edtf::interval(
                Partial::Year(self.year / 10 * 10),
                Partial::Year(self.year / 10 * 10 + 9),
            ),
            Grain::Year => Edtf::single(Partial::Year(self.year)),
            Grain::Half(half) => Edtf::interval(month(half * 6 - 5)?, month(half * 6)?),
            Grain::Quarter(quarter) => Edtf::interval(month(quarter * 3 - 2)?, month(quarter * 3)?),
            Grain::Season(season) => self.season(season)?,
            Grain::Month(number) => Edtf::single(month(number)?),
            Grain::Week(_) | Grain::Weekend(_) => {
                let (first, last) = (self.first()?, self.last()?);
                Edtf::interval(Partial::Day(first), Partial::Day(last))
            }
            Grain::About(..) => Edtf { approximate: true, ..Edtf::day(self.first()?) },
            Grain::Day(..) => Edtf::day(self.first()?),
        })
    }

    /// The week that holds its first day.
    fn week(self) -> Option<Self> {
        Some(Self::holding(self.first()?, Unit::Week).with(self.time))
    }

    fn season(self, season: Season) -> Option<Edtf> {
        let first = Day::new(self.year, i8::try_from(season.first_month()).ok()?, 1)?;
        let last = first.plus_months(2)?;
        Some(Edtf::interval(
            Partial::Month(first.year(), first.month()),
            Partial::Month(last.year(), last.month()),
        ))
    }

    /// Its first day.
    pub(super) fn first(self) -> Option<Day> {
        match self.grain {
            Grain::About(month, day) | Grain::Day(month, day) => {
                Day::new(self.year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            }
            Grain::Week(week) => week_start(self.year, week),
            Grain::Weekend(week) => week_start(self.year, week)?.plus(5),
            _ => self.edtf()?.first(),
        }
    }

    /// Its last day.
    pub(super) fn last(self) -> Option<Day> {
        match self.grain {
            Grain::About(..) | Grain::Day(..) => self.first(),
            Grain::Week(_) => self.first()?.plus(6),
            Grain::Weekend(_) => self.first()?.plus(1),
            _ => self.edtf()?.last(),
        }
    }

    /// The unit that is `count` units after this one: "two days later", "the previous year".
    pub(super) fn shifted(self, unit: Unit, count: i32) -> Option<Self> {
        if self.year < 1 {
            return self.shifted_before_christ(unit, count);
        }
        let start = self.first()?;
        let moved = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => start.plus(count)?,
            Unit::Week | Unit::Weekend => start.plus(count.checked_mul(7)?)?,
            Unit::Fortnight => start.plus(count.checked_mul(14)?)?,
            Unit::Month => start.plus_months(count)?,
            Unit::Quarter => start.plus_months(count.checked_mul(3)?)?,
            Unit::Year => start.plus_months(count.checked_mul(12)?)?,
            Unit::Decade => start.plus_months(count.checked_mul(120)?)?,
            Unit::Century => start.plus_months(count.checked_mul(1200)?)?,
        };
        let exact = self.grain.unit() == Unit::Day;
        Some(match unit {
            Unit::Week | Unit::Fortnight if exact => Self::about(moved),
            _ => Self::holding(moved, unit),
        })
    }
}

impl When {
    /// The calendar has no days before the year 1: years and more alone can be counted there.
    fn shifted_before_christ(self, unit: Unit, count: i32) -> Option<Self> {
        let (years, grain) = match unit {
            Unit::Year => (1, Grain::Year),
            Unit::Decade => (10, Grain::Decade),
            Unit::Century => (100, Grain::Century),
            _ => return None,
        };
        let year = i32::from(self.year) + count.checked_mul(years)?;
        Some(Self { year: i16::try_from(year).ok()?, grain, time: None })
    }
}

/// A day's month, and its number in it.
fn numbers(day: Day) -> (u8, u8) {
    let small = |number: i8| u8::try_from(number).unwrap_or(1);
    (small(day.month()), small(day.day()))
}

fn week_start(year: i16, week: u8) -> Option<Day> {
    // 4 January is always in the first week.
    Day::new(year, 1, 4)?.monday().plus((i32::from(week) - 1) * 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> When {
        When::day(text.parse().unwrap())
    }

    #[test]
    fn values_are_those_of_timex3() {
        assert_eq!(day("2025-04-23").value(), "2025-04-23");
        assert_eq!(When::holding("2025-04-23".parse().unwrap(), Unit::Week).value(), "2025-W17");
        assert_eq!(When { year: 1990, grain: Grain::Decade, time: None }.value(), "199");
        assert_eq!(When::year(-241).value(), "BC0241");
        assert_eq!(day("2025-04-22").with(Some(Time::Part(Part::Night))).value(), "2025-04-22TNI");
    }

    #[test]
    fn a_week_is_an_interval_and_a_winter_ends_in_the_next_year() {
        let week = When::holding("2025-04-20".parse().unwrap(), Unit::Week);
        assert_eq!(week.edtf().unwrap().to_string(), "2025-04-14/2025-04-20");
        let winter = When { year: 2024, grain: Grain::Season(Season::Winter), time: None };
        assert_eq!(winter.edtf().unwrap().to_string(), "2024-12/2025-02");
    }

    #[test]
    fn shifts_keep_their_unit() {
        assert_eq!(day("2025-01-31").shifted(Unit::Month, 1).unwrap().value(), "2025-02");
        assert_eq!(day("1940-06-10").shifted(Unit::Day, 12).unwrap().value(), "1940-06-22");
        assert_eq!(When::year(-241).shifted(Unit::Year, -1).unwrap().value(), "BC0242");
    }
}
