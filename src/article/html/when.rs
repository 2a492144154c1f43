//! Dates as pages print them.
//!
//! A [`Stamp`] is read from a whole short text: ISO 8601, RFC 2822, digits with points or strokes, or a month's name in
//! one of some thirty languages. What could be two days (`03/04/2024`) is read by the page's language, and not at all where
//! that does not tell.

mod address;

use crate::date::{Day, Stamp, month};
pub(super) use address::in_address;

/// How a language writes a day in digits alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    Unknown,
}

/// The order that a language (a BCP 47 tag) and a host's country use.
pub(super) fn order(language: &str, host: &str) -> Order {
    let language = language.to_ascii_lowercase().replace('_', "-");
    let country = [".uk", ".au", ".nz", ".ie", ".in", ".za"].iter().any(|end| host.ends_with(end));
    match language.split('-').next().unwrap_or_default() {
        "en" if country => Order::DayFirst,
        "en" if language == "en-us" => Order::MonthFirst,
        "en" if language.len() > 2 => Order::DayFirst,
        "" | "en" => Order::Unknown,
        _ => Order::DayFirst,
    }
}

/// The moment that a text names, if it names one.
pub(super) fn read(text: &str, order: Order) -> Option<Stamp> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 200 {
        return None;
    }
    let stamp = iso(text)
        .or_else(|| compact(text))
        .or_else(|| ideographic(text))
        .or_else(|| named(text))
        .or_else(|| digits(text, order))?;
    // Before the web nothing was published on it, and a far future is a mistake.
    (1990..2100).contains(&stamp.day.year()).then_some(stamp)
}

/// `2024-03-05T07:30:00Z` and its like anywhere in the text; what cannot be read after the day is left.
fn iso(text: &str) -> Option<Stamp> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let start = (0..bytes.len()).find(|&at| {
        (0..4).all(|next| digit(at + next))
            && matches!(bytes.get(at + 4), Some(b'-' | b'/' | b'.'))
            && digit(at + 5)
            && (at == 0 || !digit(at - 1))
    })?;
    let text = text.get(start..)?;
    let mut parts = text.splitn(3, ['-', '/', '.']);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (number, rest) = rest.split_at_checked(end.min(2))?;
    let day = Day::new(year.parse().ok()?, month.parse().ok()?, number.parse().ok()?)?;
    Some(with_clock(day, rest))
}

/// A day with the time of day that follows it, where one does.
fn with_clock(day: Day, rest: &str) -> Stamp {
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']).trim_end();
    let whole = format!("{day}T{rest}").parse::<Stamp>();
    let short = || {
        let end = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == ':'))?;
        format!("{day}T{}", rest.get(..end)?).parse().ok()
    };
    whole.ok().or_else(short).unwrap_or(Stamp::day(day))
}

/// `20240305`, `20240305T0730`, and seconds or milliseconds since 1970.
fn compact(text: &str) -> Option<Stamp> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    match number.len() {
        8 | 12 | 14 => {
            let day = Day::new(
                number.get(..4)?.parse().ok()?,
                number.get(4..6)?.parse().ok()?,
                number.get(6..8)?.parse().ok()?,
            )?;
            Some(Stamp::day(day))
        }
        10 | 13 if rest.is_empty() => {
            let seconds: i64 = number.get(..10)?.parse().ok()?;
            let day = Day::new(1970, 1, 1)?.plus(i32::try_from(seconds / 86_400).ok()?)?;
            Some(Stamp { day, seconds: u32::try_from(seconds % 86_400).ok(), offset: Some(0) })
        }
        _ => None,
    }
}

/// `2024年3月5日`, `2024년 3월 5일`.
fn ideographic(text: &str) -> Option<Stamp> {
    let (year, rest) = text.split_once(['年', '년'])?;
    let (month, rest) = rest.split_once(['月', '월'])?;
    let (day, _) = rest.split_once(['日', '일'])?;
    let year = year.get(year.len().checked_sub(4)?..)?;
    let day = Day::new(self::year(year)?, month.trim().parse().ok()?, day.trim().parse().ok()?)?;
    Some(Stamp::day(day))
}

/// `5 March 2024`, `March 5th, 2024, 7:30 am`, `le 5 mars 2024`, `5. März 2024`, `Tue, 5 Mar 2024 07:30:00 GMT`.
fn named(text: &str) -> Option<Stamp> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != ':' && letter != '+')
        .filter(|word| !word.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let skips = |word: &&&str| {
            !matches!(word.to_lowercase().as_str(), "de" | "del" | "of" | "the" | "m")
        };
        let before = words.iter().take(at).rev().find(skips).and_then(|word| ordinal(word));
        let mut after = words.iter().skip(at + 1).filter(skips);
        let first = after.next().copied().unwrap_or_default();
        let ahead = words.iter().take(at).rev().take(2).find_map(|word| year(word));
        let (day, year) = match (before, year(first)) {
            (Some(day), Some(year)) => (day, year),
            (None, None) if ahead.is_some() => (ordinal(first)?, ahead?),
            _ => (ordinal(first)?, after.next().and_then(|word| year(word))?),
        };
        return Day::new(year, month, day).map(|day| with_named_clock(day, after.copied()));
    }
    None
}

/// The clock and the zone among the words after a date.
fn with_named_clock<'w>(day: Day, mut words: impl Iterator<Item = &'w str>) -> Stamp {
    let is_clock = |word: &&str| {
        let digits = word.trim_matches(|letter: char| letter.is_ascii_digit());
        word.contains(':') && word.starts_with(|letter: char| letter.is_ascii_digit())
            || word.len() >= 4 && digits == "h"
    };
    let Some(clock) = words.find(is_clock).map(|word| word.replace('h', ":")) else {
        return Stamp::day(day);
    };
    let half = words.next().unwrap_or_default().to_lowercase();
    let clock = clock.trim_end_matches(|letter: char| letter.is_alphabetic());
    let clock = if clock.find(':') == Some(1) { format!("0{clock}") } else { clock.to_owned() };
    let zone = match half.as_str() {
        "gmt" | "utc" | "z" => "Z",
        zone if zone.starts_with('+') => zone,
        _ => "",
    };
    let Ok(mut stamp) = format!("{day}T{clock}{zone}").parse::<Stamp>() else {
        return Stamp::day(day);
    };
    let twelve = 12 * 3600;
    stamp.seconds = stamp.seconds.map(|seconds| match half.as_str() {
        "pm" | "p" if seconds < twelve => seconds + twelve,
        "am" | "a" if seconds >= twelve => seconds - twelve,
        _ => seconds,
    });
    stamp
}

fn ordinal(word: &str) -> Option<i8> {
    let number = word.trim_end_matches(|letter: char| letter.is_alphabetic());
    let rest = word.get(number.len()..)?;
    let fine = number.len() <= 2 && matches!(rest, "" | "st" | "nd" | "rd" | "th" | "er" | "º");
    number.parse().ok().filter(|day| fine && (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok())?.filter(|year| (1990..2100).contains(year))
}

/// `05.03.2024`, `5/3/2024`, `05-03-2024`.
fn digits(text: &str, order: Order) -> Option<Stamp> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '/' | '-');
    for word in text.split(|letter: char| !is_part(letter)).map(|word| word.trim_end_matches('.')) {
        let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
        let &[first, second, last] = parts.as_slice() else { continue };
        let year = match last.len() {
            4 => year(last),
            2 if word.contains('.') => last.parse::<i16>().ok().map(|year| year + 2000),
            _ => None,
        };
        let (Some(year), Ok(first), Ok(second)) = (year, first.parse::<i8>(), second.parse::<i8>())
        else {
            continue;
        };
        let (day, month) = match order {
            _ if word.contains('.') || first > 12 => (first, second),
            Order::DayFirst if second <= 12 => (first, second),
            Order::Unknown if second <= 12 && first != second => return None,
            _ => (second, first),
        };
        if let Some(day) = Day::new(year, month, day) {
            return Some(Stamp::day(day));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        read(text, Order::DayFirst).map_or_else(String::new, |stamp| stamp.to_string())
    }

    #[test]
    fn machines_dates_are_read() {
        assert_eq!(shown("2024-03-05T07:30:00+0100"), "2024-03-05T07:30:00+01:00");
        assert_eq!(shown("2024-03-05 07:30:00.000 CET"), "2024-03-05T07:30:00");
        assert_eq!(shown("20240305"), "2024-03-05");
        assert_eq!(shown("Tue, 05 Mar 2024 07:30:00 GMT"), "2024-03-05T07:30:00Z");
        assert_eq!(shown("1709623800000"), "2024-03-05T07:30:00Z");
    }

    #[test]
    fn printed_dates_are_read_in_several_languages() {
        for text in [
            "March 5th, 2024",
            "5 March 2024",
            "5. März 2024",
            "le 5 mars 2024",
            "5 марта 2024",
            "5 березня 2024",
            "5. března 2024",
            "5 MART 2024",
            "2024. március 5.",
            "2024年3月5日",
            "2024년 3월 5일",
            "5 de marzo de 2024",
            "05.03.2024",
            "Published on 5 Mar. 2024",
        ] {
            assert_eq!(shown(text), "2024-03-05", "{text}");
        }
        assert_eq!(shown("March 5, 2024, 7:30 p.m."), "2024-03-05T19:30:00");
        assert_eq!(shown("Publié le 5 mars 2024 à 14h05"), "2024-03-05T14:05:00");
    }

    #[test]
    fn what_may_be_two_days_is_read_by_language_or_not_at_all() {
        assert_eq!(read("03/04/2024", Order::Unknown), None);
        assert_eq!(read("03/04/2024", Order::MonthFirst).unwrap().to_string(), "2024-03-04");
        assert_eq!(read("25/04/2024", Order::MonthFirst).unwrap().to_string(), "2024-04-25");
        assert_eq!(order("en-GB", ""), Order::DayFirst);
        assert_eq!(order("en-US", "aldford.example"), Order::MonthFirst);
    }

    #[test]
    fn words_that_begin_like_months_are_none() {
        assert_eq!(shown("5 markets 2024"), "");
        assert_eq!(shown("Decision 5, 2024"), "");
    }
}
