//! Dates as papers print them on a line of their own: "Tuesday, 23 April 2024, 9.30pm".

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
    let tells = |lower: &str| {
        let bare = lower.trim_end_matches([':', '.', ';']);
        month(bare).is_some() || is_weekday(bare) || bare.starts_with(|c: char| c.is_ascii_digit())
    };
    text.len() <= LONGEST
        && tokens(text).all(|token| found.take(token).is_some())
        && tokens(text).any(|token| tells(&token.to_lowercase()))
}

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
];

/// Words that may stand on a date line and tell nothing.
const DATE_WORDS: &[&str] = &[
    "-",
    "/",
    "am",
    "at",
    "aktualisiert",
    "date",
    "et",
    "eastern",
    "first",
    "ist",
    "last",
    "le",
    "modified",
    "of",
    "on",
    "p.m.",
    "a.m.",
    "pm",
    "posted",
    "published",
    "the",
    "time",
    "um",
    "updated",
    "uhr",
    "–",
    "—",
    "veröffentlicht",
    "publié",
    "h",
    "de",
    "den",
    "der",
    "del",
    "el",
    "publicado",
    "stand",
    "vom",
    "à",
];

impl DateLine {
    /// Understands one word, or says that the line is no date.
    fn take(&mut self, token: &str) -> Option<()> {
        let lower = token.to_lowercase();
        let bare = lower.trim_end_matches([':', '.', ';']);
        if let Some(day) = bare.parse().ok().or_else(|| numbers(bare)) {
            self.whole = Some(day);
        } else if let Some(month) = month(bare) {
            self.month.replace(month).is_none().then_some(())?;
        } else if let Some(clock) = clock(&lower) {
            self.clock = Some(clock);
        } else if let Some(number) = number(bare) {
            self.number(number)?;
        } else if is_weekday(bare)
            || DATE_WORDS.contains(&bare)
            || DATE_WORDS.contains(&lower.as_str())
        {
            self.half(bare);
        } else if let Ok(at) = ZONES.binary_search_by_key(&bare, |(name, _)| *name) {
            self.offset = ZONES.get(at).map(|(_, offset)| *offset);
        } else {
            return None;
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
        let day = self.whole.or_else(|| Day::new(self.year?, self.month?, self.day?))?;
        Some(Stamp {
            day,
            seconds: self.clock,
            offset: self.offset.filter(|_| self.clock.is_some()),
        })
    }
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

/// `9:30`, `9.30pm`, `14:05:10`.
fn clock(word: &str) -> Option<u32> {
    let (digits, afternoon) = match word.strip_suffix("pm").or_else(|| word.strip_suffix("p.m.")) {
        Some(digits) => (digits, true),
        None => {
            (word.strip_suffix("am").or_else(|| word.strip_suffix("a.m.")).unwrap_or(word), false)
        }
    };
    let (hour, minute) = digits.split_once([':', '.'])?;
    let minute = minute.split(':').next()?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    (hour < 24 && minute < 60 && word.len() <= 12).then_some(hour * 3600 + minute * 60)
}

/// Month names, whole and short, English and of the languages nearest to it; lower case.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "january", "januar", "janvier", "enero", "gennaio"],
        &["feb", "february", "februar", "février", "febrero", "febbraio"],
        &["mar", "march", "märz", "mars", "marzo"],
        &["apr", "april", "avril", "abril", "aprile"],
        &["may", "mai", "mayo", "maggio"],
        &["jun", "june", "juni", "juin", "junio", "giugno"],
        &["jul", "july", "juli", "juillet", "julio", "luglio"],
        &["aug", "august", "août", "agosto"],
        &["sep", "sept", "september", "septembre", "septiembre", "settembre"],
        &["oct", "october", "oktober", "octobre", "octubre", "ottobre"],
        &["nov", "november", "novembre", "noviembre"],
        &["dec", "december", "dezember", "décembre", "diciembre", "dicembre"],
    ];
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "mon",
        "monday",
        "tue",
        "tues",
        "tuesday",
        "wed",
        "wednesday",
        "thu",
        "thur",
        "thurs",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
    ];
    DAYS.contains(&word)
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
        ] {
            assert_eq!(written(line).unwrap().to_string(), day, "{line}");
        }
        for line in [
            "April 23 was a Tuesday.",
            "3 ships",
            "In April 2024 the ferry stopped",
            "April 2024",
            "4/5/2024",
        ] {
            assert_eq!(written(line), None, "{line}");
        }
    }
}
