//! A meaning and an anchor make a stretch of the calendar.

use super::token::Unit;
use super::when::{Grain, Time, When};
use super::{Meaning, Toward};
use crate::date::Day;

/// What a meaning is, read against the publication day; `None` where it needs one and there is none.
pub(super) fn when(meaning: &Meaning, anchor: Option<Day>) -> Option<When> {
    match meaning {
        Meaning::Fixed(when) => Some(*when),
        Meaning::Value(_) => None,
        Meaning::Unit { unit, count, time } => {
            Some(When::holding(anchor?, *unit).shifted(*unit, *count)?.with(*time))
        }
        Meaning::Weekday { day, toward, time } => {
            Some(weekday(anchor?, *day, *toward)?.with(*time))
        }
        Meaning::Part { grain, toward, time } => {
            Some(part_of_year(anchor?, *grain, *toward)?.with(*time))
        }
        Meaning::InYear(grain, years) => {
            Some(When { year: anchor?.year().checked_add(*years)?, grain: *grain, time: None })
        }
        Meaning::Story { when, toward } => Some(of_story(anchor?, *when, *toward)),
        Meaning::Shifted { from, unit, count, time } => {
            Some(when(from, anchor)?.shifted(*unit, *count)?.with(*time))
        }
    }
}

fn weekday(anchor: Day, weekday: u8, toward: Toward) -> Option<When> {
    let ahead = (i32::from(weekday) - i32::from(anchor.weekday())).rem_euclid(7);
    let days = match toward {
        Toward::Near | Toward::Behind if ahead == 0 => 0,
        Toward::Near | Toward::Behind => ahead - 7,
        Toward::Ahead => ahead,
        Toward::Last => {
            if ahead == 0 {
                -7
            } else {
                ahead - 7
            }
        }
        Toward::Next => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
    };
    anchor.plus(days).map(When::day)
}

/// News seldom tells the year of a day that is so many days from publication.
const CLOSE: i32 = 60;

/// A day of the year that was told before, or the one of its name that is close to publication.
fn of_story(anchor: Day, story: When, toward: Toward) -> When {
    let own = part_of_year(anchor, story.grain, toward).map(|own| own.with(story.time));
    let close = own.filter(|own| {
        let day = own.first().map(Day::number);
        day.is_some_and(|day| (day - anchor.number()).abs() <= CLOSE)
    });
    close.unwrap_or(story)
}

fn part_of_year(anchor: Day, grain: Grain, toward: Toward) -> Option<When> {
    let year = year_of(anchor, grain.middle_month()?, toward)?;
    let when = When { year, grain, time: None };
    // 29 February, and days that no month has.
    when.first().map(|_| when)
}

/// The year of a month that is written without one: the nearest, which beats reading the verb's tense.
fn year_of(anchor: Day, month: u8, toward: Toward) -> Option<i16> {
    let ahead = i16::from(month) - i16::from(anchor.month());
    let years = match toward {
        Toward::Near if ahead > 6 => -1,
        Toward::Near if ahead < -6 => 1,
        Toward::Near => 0,
        Toward::Ahead => i16::from(ahead < 0),
        Toward::Behind => -i16::from(ahead > 0),
        Toward::Last => -i16::from(ahead >= 0),
        Toward::Next => i16::from(ahead <= 0),
    };
    anchor.year().checked_add(years)
}

/// A meaning in words, for a text whose publication day is not known.
pub(super) fn in_words(meaning: &Meaning) -> String {
    const DAYS: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    match meaning {
        Meaning::Fixed(when) => when.value(),
        Meaning::Value(value) => value.clone(),
        Meaning::Unit { unit, count, time } => {
            format!("{}{}", within(*time), counted(*unit, *count, "publication"))
        }
        Meaning::Weekday { day, toward, time } => {
            let name = DAYS.get(usize::from(*day)).copied().unwrap_or_default();
            let toward = if *toward == Toward::Near { Toward::Behind } else { *toward };
            format!("{}{}", within(*time), chosen(name, toward))
        }
        Meaning::Part { grain, toward, time } => {
            format!("{}{}", within(*time), chosen(&part(*grain), *toward))
        }
        Meaning::InYear(grain, years) => {
            let year = counted(Unit::Year, i32::from(*years), "publication");
            format!("{} of {year}", part(*grain))
        }
        Meaning::Story { when, .. } => format!("{}, or close to publication", when.value()),
        Meaning::Shifted { from, unit, count, time } => {
            format!("{}{}", within(*time), counted(*unit, *count, &in_words(from)))
        }
    }
}

fn part(grain: Grain) -> String {
    match grain {
        Grain::Half(half) => format!("{} half", ordinal(half)),
        Grain::Quarter(quarter) => format!("{} quarter", ordinal(quarter)),
        Grain::Season(season) => format!("{season:?}").to_lowercase(),
        Grain::Month(month) => month_name(month).to_owned(),
        Grain::Day(month, day) => format!("{day} {}", month_name(month)),
        _ => "year".to_owned(),
    }
}

fn within(time: Option<Time>) -> String {
    match time {
        Some(Time::Part(part)) => format!("the {part:?} of ").to_lowercase(),
        Some(Time::Clock(minutes, _)) => format!("{:02}:{:02} on ", minutes / 60, minutes % 60),
        None => String::new(),
    }
}

fn counted(unit: Unit, count: i32, from: &str) -> String {
    let name = format!("{unit:?}").to_lowercase();
    match count {
        0 => format!("the {name} of {from}"),
        1 => format!("the {name} after {from}"),
        -1 => format!("the {name} before {from}"),
        count if count > 0 => format!("{count} {name}s after {from}"),
        count => format!("{} {name}s before {from}", -count),
    }
}

/// Which of many days, months or seasons of one name is meant.
fn chosen(name: &str, toward: Toward) -> String {
    match toward {
        Toward::Near => format!("the {name} nearest to publication"),
        Toward::Ahead => format!("the first {name} from publication on"),
        Toward::Behind => format!("the last {name} up to publication"),
        Toward::Last => format!("the last {name} before publication"),
        Toward::Next => format!("the first {name} after publication"),
    }
}

fn month_name(month: u8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

fn ordinal(number: u8) -> &'static str {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    ORDINALS.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(meaning: &Meaning) -> String {
        when(meaning, "2025-04-23".parse().ok()).unwrap().value()
    }

    #[test]
    fn a_weekday_is_the_day_of_publication_or_the_one_before() {
        let weekday = |day, toward| Meaning::Weekday { day, toward, time: None };
        assert_eq!(value(&weekday(2, Toward::Near)), "2025-04-23");
        assert_eq!(value(&weekday(1, Toward::Near)), "2025-04-22");
        assert_eq!(value(&weekday(6, Toward::Near)), "2025-04-20");
        assert_eq!(value(&weekday(2, Toward::Last)), "2025-04-16");
        assert_eq!(value(&weekday(4, Toward::Ahead)), "2025-04-25");
    }

    #[test]
    fn a_bare_month_is_the_nearest() {
        let month =
            |month, toward| Meaning::Part { grain: Grain::Month(month), toward, time: None };
        assert_eq!(value(&month(1, Toward::Near)), "2025-01");
        assert_eq!(value(&month(5, Toward::Near)), "2025-05");
        assert_eq!(value(&month(12, Toward::Near)), "2024-12");
        assert_eq!(value(&month(4, Toward::Last)), "2024-04");
    }

    #[test]
    fn a_day_that_no_month_has_is_no_day() {
        let meaning = Meaning::Part { grain: Grain::Day(2, 30), toward: Toward::Near, time: None };
        assert_eq!(when(&meaning, "2025-04-23".parse().ok()), None);
    }
}
