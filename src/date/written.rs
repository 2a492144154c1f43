//! Dates as papers print them on a line of their own: "Tuesday, 23 April 2024, 9.30pm".

use super::month::month;
use super::word::{is_beside, is_weekday};
use super::{Day, Stamp};

/// A whole line that is a date, perhaps with a weekday, a time and a word such as "Published".
pub fn written(text: &str) -> Option<Stamp> {
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Ok(stamp) = text.trim().parse() {
        return Some(stamp);
    }
    let mut found = DateLine::default();
    for token in tokens(text) {
        found.take(token)?;
    }
    found.stamp()
}

/// The month and the day of a text that names both and no year.
pub fn written_month_day(text: &str) -> Option<(i8, i8)> {
    let mut found = DateLine::default();
    tokens(text).all(|token| found.take(token).is_some()).then_some(())?;
    found.year.is_none().then_some(found.month.zip(found.day)).flatten()
}

/// Whether a text is part of a date: each of its words may stand on a date's line, and one of them is a day, a month or a number.
pub fn written_part(text: &str) -> bool {
    let mut found = DateLine::default();
    // Short names of months are words of other languages: "Paz", "Sie".
    let is_month =
        |word: &str| month(word).is_some() && (word.chars().count() > 3 || SHORT.contains(&word));
    let tells = |lower: &str| {
        let bare = lower.trim_end_matches([':', '.', ';']);
        is_month(bare) || is_weekday(bare) || bare.starts_with(|c: char| c.is_ascii_digit())
    };
    text.len() <= LONGEST
        && tokens(text).all(|token| found.take(token).is_some())
        && tokens(text).any(|token| tells(&token.to_lowercase()))
}

/// Short names of months in English.
const SHORT: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The words of a date's line.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '(' | ')'))
        .filter(|token| !token.is_empty())
}

/// Longest line that is believed to be a date, in bytes.
const LONGEST: usize = 90;

#[derive(Default)]
struct DateLine {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    clock: Option<u32>,
    /// Minutes east of UTC.
    offset: Option<i16>,
    whole: Option<Day>,
    /// A day in numbers that may be two, read as most languages have it.
    day_first: Option<Day>,
    /// Whether a word beside it is of a language that puts the day first.
    is_day_first: bool,
}

/// Zones as papers print them beside a time, with their minutes east of UTC, sorted. Those that depend on the season ("Eastern"),
/// or that several places call so ("IST", "CST"), tell nothing.
const ZONES: &[(&str, i16)] = &[
    ("aedt", 660),
    ("aest", 600),
    ("bst", 60),
    ("cdt", -300),
    ("cest", 120),
    ("cet", 60),
    ("edt", -240),
    ("eest", 180),
    ("eet", 120),
    ("est", -300),
    ("gmt", 0),
    ("hkt", 480),
    ("jst", 540),
    ("mdt", -360),
    ("msk", 180),
    ("mst", -420),
    ("nzdt", 780),
    ("nzst", 720),
    ("pdt", -420),
    ("pst", -480),
    ("utc", 0),
    ("мск", 180),
];

impl DateLine {
    /// Understands one word, or says that the line is no date.
    fn take(&mut self, token: &str) -> Option<()> {
        let lower = token.to_lowercase();
        let bare = lower.trim_end_matches([':', '.', ';']);
        if let Some(day) = bare.parse().ok().or_else(|| numbers(bare)) {
            self.whole = Some(day);
        } else if let Some(day) = either(bare) {
            self.day_first = Some(day);
        } else if let Some(month) = month(bare) {
            self.month.replace(month).is_none().then_some(())?;
        } else if let Some(clock) = clock(&lower) {
            self.clock = Some(clock);
            self.is_day_first |= lower.contains('h');
        } else if let Some(number) = number(bare) {
            self.number(number)?;
        } else if is_weekday(bare) || is_beside(bare) || is_beside(&lower) {
            self.half(bare);
            self.is_day_first |= DAY_FIRST.contains(&bare);
        } else if let Ok(at) = ZONES.binary_search_by_key(&bare, |(name, _)| *name) {
            self.offset = ZONES.get(at).map(|(_, offset)| *offset);
        } else {
            self.offset = Some(from_greenwich(bare)?);
        }
        Some(())
    }

    fn half(&mut self, word: &str) {
        let afternoon = word.starts_with('p') && word.len() <= 4 && word.contains('m');
        if let Some(clock) = self.clock.filter(|clock| afternoon && *clock < 12 * 3600) {
            self.clock = Some(clock + 12 * 3600);
        }
    }

    fn number(&mut self, number: i16) -> Option<()> {
        if number >= 1000 {
            self.year.replace(number).is_none().then_some(())
        } else {
            self.day.replace(i8::try_from(number).ok()?).is_none().then_some(())
        }
    }

    fn stamp(self) -> Option<Stamp> {
        let day_first = self.day_first.filter(|_| self.is_day_first);
        let day =
            self.whole.or(day_first).or_else(|| Day::new(self.year?, self.month?, self.day?))?;
        Some(Stamp {
            day,
            seconds: self.clock,
            offset: self.offset.filter(|_| self.clock.is_some()),
        })
    }
}

/// Minutes east of UTC: `GMT+3`, `UTC-5`, `+0530`.
fn from_greenwich(word: &str) -> Option<i16> {
    if let (Some(sign), 5) = (word.chars().next().filter(|c| matches!(c, '+' | '-')), word.len()) {
        let part = |range: std::ops::Range<usize>| word.get(range)?.parse::<i16>().ok();
        let minutes = part(1..3)? * 60 + part(3..5)?;
        return (minutes <= 14 * 60).then_some(if sign == '-' { -minutes } else { minutes });
    }
    let hours = word.strip_prefix("gmt").or_else(|| word.strip_prefix("utc"))?;
    let hours = hours.parse::<i16>().ok().filter(|_| hours.starts_with(['+', '-']))?;
    (-12..=14).contains(&hours).then_some(hours * 60)
}

/// `23`, `23rd`, `2025`.
fn number(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = word.get(digits.len()..).unwrap_or_default();
    if !matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er") || digits.len() > 4 {
        return None;
    }
    digits.parse().ok()
}

/// `18.09.2024`, and `18/09/2024` or `9/18/2024` where one number is no month.
fn numbers(word: &str) -> Option<Day> {
    let mark = if word.contains('/') { '/' } else { '.' };
    let (first, rest) = word.split_once(mark)?;
    let (second, year) = rest.split_once(mark)?;
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    let day_first = Day::new(year, second, first);
    let month_first = Day::new(year, first, second).filter(|_| mark == '/');
    if day_first.is_some() && month_first.is_some_and(|day| Some(day) != day_first) {
        return None;
    }
    day_first.or(month_first)
}

/// Words beside a day of languages that put the day before the month.
const DAY_FIRST: &[&str] = &[
    "alle",
    "del",
    "el",
    "em",
    "fecha",
    "il",
    "le",
    "om",
    "op",
    "ore",
    "publicado",
    "publié",
    "pubblicato",
    "às",
    "à",
    "uur",
    "дата",
    "опубликовано",
];

/// `04/05/2024`: the fourth of May, or the fifth of April.
fn either(word: &str) -> Option<Day> {
    let mut parts = word.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4;
    whole.then(|| Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
}

/// `9:30`, `9.30pm`, `14:05:10`, `14h05`, `9h`.
fn clock(word: &str) -> Option<u32> {
    let (digits, afternoon) = match word.strip_suffix("pm").or_else(|| word.strip_suffix("p.m.")) {
        Some(digits) => (digits, true),
        None => {
            (word.strip_suffix("am").or_else(|| word.strip_suffix("a.m.")).unwrap_or(word), false)
        }
    };
    let (hour, minute) = digits.split_once([':', '.', 'h'])?;
    let minute = if minute.is_empty() && digits.ends_with('h') { "00" } else { minute };
    let minute = minute.split(':').next()?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    (hour < 24 && minute < 60 && word.len() <= 12).then_some(hour * 3600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_are_dates_and_nothing_else() {
        for (line, day) in [
            ("April 23, 2024", "2024-04-23"),
            ("Published: Tuesday, 23 April 2024 at 9:30 pm", "2024-04-23T21:30:00"),
            ("Updated 2024-04-23", "2024-04-23"),
            ("23rd Apr. 2024", "2024-04-23"),
            ("Dienstag, 23. April 2024, 9:30 Uhr", "2024-04-23T09:30:00"),
            ("Publié le mardi 23 avril 2024", "2024-04-23"),
            ("23 de abril de 2024", "2024-04-23"),
            ("23.04.2024, 9:30", "2024-04-23T09:30:00"),
            ("April 23, 2024 4:05 p.m. EST", "2024-04-23T16:05:00-05:00"),
            ("Tue 23 Apr 2024 18.04 BST", "2024-04-23T18:04:00+01:00"),
            ("23 April 2024, 14:03 GMT", "2024-04-23T14:03:00Z"),
            ("April 23, 2024 4:05 p.m. ET", "2024-04-23T16:05:00"),
            ("4/23/2024", "2024-04-23"),
            ("Le 04/05/2024 à 18:20", "2024-05-04T18:20:00"),
            ("04/05/2024 13h05", "2024-05-04T13:05:00"),
            ("Publié le 23 avril 2024 à 14h05", "2024-04-23T14:05:00"),
            ("Mis à jour le 23 avril 2024 à 9h", "2024-04-23T09:00:00"),
            ("Martes, 23 de abril de 2024 - 09:30", "2024-04-23T09:30:00"),
            ("Pubblicato il 23 aprile 2024 alle ore 9:30", "2024-04-23T09:30:00"),
            ("Publicado em 23 de abril de 2024 às 14h05", "2024-04-23T14:05:00"),
            ("Terça-feira, 23 de abril de 2024", "2024-04-23"),
            ("Gepubliceerd op 23 april 2024 om 9:30 uur", "2024-04-23T09:30:00"),
            ("Opublikowano: 23 kwietnia 2024, godz. 9:30", "2024-04-23T09:30:00"),
            ("Dodano: wtorek, 23 kwietnia 2024", "2024-04-23"),
            ("23 Nisan 2024 Salı", "2024-04-23"),
            ("Yayınlanma: 23 Nisan 2024 - 09:30", "2024-04-23T09:30:00"),
            ("23 апреля 2024", "2024-04-23"),
            ("Опубликовано: 23 апреля 2024 г. в 9:30 (МСК)", "2024-04-23T09:30:00+03:00"),
            ("23 квітня 2024 року, 09:30", "2024-04-23T09:30:00"),
            ("Вторник, 23 апреля 2024", "2024-04-23"),
            ("23 Απριλίου 2024", "2024-04-23"),
            ("23. dubna 2024", "2024-04-23"),
            ("23 April 2024, 9:30 GMT+3", "2024-04-23T09:30:00+03:00"),
        ] {
            assert_eq!(written(line).unwrap().to_string(), day, "{line}");
        }
        for line in [
            "April 23 was a Tuesday.",
            "3 ships",
            "In April 2024 the ferry stopped",
            "April 2024",
            "4/5/2024",
            "hace dos días",
            "vor 3 Stunden",
            "3 часа назад",
        ] {
            assert_eq!(written(line), None, "{line}");
        }
    }
}
