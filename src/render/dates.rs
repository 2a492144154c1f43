//! Dates in words, by the strings' file: the filter `date` of the templates.
//!
//! `{{ "2025-04-14/2025-04-20" | date(style="long") }}` is `14–20 April 2025`.

use super::strings::Strings;
use crate::date::{Day, Edtf, Partial, Stamp};

/// A date in words; what is no date stays as it is.
pub fn word(strings: &Strings, value: &str, style: &str) -> String {
    if let Ok(date) = value.parse::<Edtf>() {
        return edtf(strings, date, style);
    }
    match value.parse::<Stamp>() {
        Ok(stamp) => time(strings, stamp, style),
        Err(_) => value.to_owned(),
    }
}

/// A text with every `2025-04-23` in it told in words.
pub fn within(strings: &Strings, text: &str) -> String {
    let spell = |piece: &str| {
        let bare = piece.trim_matches(|c: char| !c.is_ascii_digit());
        match bare.parse::<Day>() {
            Ok(day) => piece.replace(bare, &edtf(strings, Edtf::day(day), "long")),
            Err(_) => piece.to_owned(),
        }
    };
    text.split(' ').map(spell).collect::<Vec<_>>().join(" ")
}

fn time(strings: &Strings, stamp: Stamp, style: &str) -> String {
    let day = edtf(strings, Edtf::day(stamp.day), style);
    let Some(seconds) = stamp.seconds.filter(|_| matches!(style, "long" | "full")) else {
        return day;
    };
    format!("{day}, {:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}

fn edtf(strings: &Strings, date: Edtf, style: &str) -> String {
    let words = match style {
        "full" | "weekday" | "day" => match date.exact_day() {
            Some(day) => exact(strings, day, style),
            None => return edtf(strings, date, "long"),
        },
        "start" => match date.first() {
            Some(day) => return single(strings, Partial::Day(day), false),
            None => return bounds(strings, date, false),
        },
        "bare" => return bounds(strings, date, false),
        "month" => return month_of(strings, date),
        "rest" => return rest(date),
        "tick" => return tick(strings, date),
        "short" => bounds(strings, date, false),
        _ => bounds(strings, date, true),
    };
    let key = match (date.begin, date.end) {
        (None, _) => "date_before",
        (_, None) => "date_from",
        _ if date.approximate => "date_about",
        _ => return words,
    };
    strings.plain(key).replace("{date}", &words)
}

fn exact(strings: &Strings, day: Day, style: &str) -> String {
    let weekday = strings.plain(WEEKDAYS.get(day.weekday().unsigned_abs() as usize).unwrap_or(&""));
    match style {
        "weekday" => weekday.to_owned(),
        "day" => day.day().to_string(),
        _ => {
            let date = single(strings, Partial::Day(day), true);
            strings.plain("date_weekday").replace("{weekday}", weekday).replace("{date}", &date)
        }
    }
}

/// `April 2025` for a day or an interval in that month; else as much as it has.
fn month_of(strings: &Strings, date: Edtf) -> String {
    match date.begin.or(date.end) {
        Some(Partial::Day(day)) => single(strings, Partial::Month(day.year(), day.month()), true),
        Some(other) => single(strings, other, true),
        None => String::new(),
    }
}

/// The year, where `bare` leaves it out.
fn rest(date: Edtf) -> String {
    match date.end.or(date.begin) {
        Some(Partial::Day(day)) => day.year().to_string(),
        Some(Partial::Month(year, _)) => year.to_string(),
        _ => String::new(),
    }
}

/// A date as short as it goes, under a bar of the strip.
fn tick(strings: &Strings, date: Edtf) -> String {
    let short = |one: Partial| match one {
        Partial::Year(year) => year.to_string(),
        Partial::Month(_, number) => month(strings, number).chars().take(3).collect(),
        Partial::Day(day) => day.day().to_string(),
    };
    match (date.begin, date.end) {
        (Some(begin), Some(end)) if begin == end => short(begin),
        (Some(begin), Some(end)) if same_month(begin, end) => {
            format!("{}–{}", short(begin), short(end))
        }
        (Some(begin), Some(_)) => format!("{}–", short(begin)),
        (Some(begin), None) => format!("{}→", short(begin)),
        (None, Some(end)) => format!("→{}", short(end)),
        (None, None) => String::new(),
    }
}

fn same_month(one: Partial, other: Partial) -> bool {
    let month = |date: Partial| date.first().map(|day| (day.year(), day.month()));
    month(one) == month(other)
}

fn month(strings: &Strings, number: i8) -> &str {
    let place = usize::from(number.unsigned_abs()).saturating_sub(1);
    strings.plain(MONTHS.get(place).unwrap_or(&""))
}

fn bounds(strings: &Strings, date: Edtf, year: bool) -> String {
    match (date.begin, date.end) {
        (Some(begin), Some(end)) if begin == end => single(strings, begin, year),
        (Some(Partial::Day(a)), Some(Partial::Day(b)))
            if (a.year(), a.month()) == (b.year(), b.month()) =>
        {
            let last = single(strings, Partial::Day(b), year);
            strings
                .plain("date_days")
                .replace("{from}", &a.day().to_string())
                .replace("{to}", &last)
        }
        (Some(begin), Some(end)) => {
            let same = begin.first().map(Day::year) == end.first().map(Day::year);
            let from = single(strings, begin, year && !same);
            let to = single(strings, end, year);
            strings.plain("date_interval").replace("{from}", &from).replace("{to}", &to)
        }
        (Some(one), None) | (None, Some(one)) => single(strings, one, year),
        (None, None) => String::new(),
    }
}

fn single(strings: &Strings, date: Partial, with_year: bool) -> String {
    let (key, day, month, year) = match date {
        Partial::Year(year) => return year.to_string(),
        Partial::Month(year, number) if with_year => {
            ("date_month", 0, month(strings, number), year)
        }
        Partial::Month(_, number) => return month(strings, number).to_owned(),
        Partial::Day(day) if with_year => {
            ("date_day", day.day(), month(strings, day.month()), day.year())
        }
        Partial::Day(day) => ("date_day_short", day.day(), month(strings, day.month()), 0),
    };
    let place = |name: &str, words: &mut String| match name {
        "day" => words.push_str(&day.to_string()),
        "month" => words.push_str(month),
        "year" => words.push_str(&year.to_string()),
        _ => {}
    };
    filled(strings.plain(key), place)
}

/// A string with its places filled.
fn filled(string: &str, place: impl Fn(&str, &mut String)) -> String {
    let mut words = String::with_capacity(string.len() + 8);
    let mut rest = string;
    while let Some((before, after)) = rest.split_once('{') {
        words.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        place(name, &mut words);
        rest = after;
    }
    words.push_str(rest);
    words
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_in_words() {
        let strings = Strings::new(None).value;
        let of = |date: &str, style: &str| word(&strings, date, style);
        assert_eq!(of("2025-04-23", "full"), "Wednesday 23 April 2025");
        assert_eq!(of("2025-04-14/2025-04-20", "long"), "14–20 April 2025");
        assert_eq!(of("2025-04-28/2025-05-04", "long"), "28 April – 4 May 2025");
        assert_eq!(of("../2025-05", "long"), "before May 2025");
        assert_eq!(of("2025-04-23~", "long"), "about 23 April 2025");
        assert_eq!(of("2025-04-23", "short"), "23 April");
        assert_eq!(of("2025-04-23T09:30:00+02:00", "long"), "23 April 2025, 09:30");
        assert_eq!(of("soon", "long"), "soon");
    }

    #[test]
    fn dates_in_a_sentence_are_told_in_words() {
        let strings = Strings::new(None).value;
        assert_eq!(within(&strings, "an article of 2025-04-23."), "an article of 23 April 2025.");
    }
}
