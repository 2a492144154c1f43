//! Dates as pages print them.
//!
//! A [`Stamp`] is read from a whole short text: ISO 8601, RFC 2822, digits with points or strokes, or a month's name in
//! one of some thirty languages. What could be two days (`03/04/2024`) is read by the page's language, and not at all where
//! that does not tell.

use crate::date::{Day, Stamp};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How dates write the months in some thirty languages, whole and shortened, in small letters without accents; sorted.
const MONTHS: &[(&str, i8)] = &[
    ("abr", 4),
    ("abril", 4),
    ("ago", 8),
    ("agosto", 8),
    ("agu", 8),
    ("agustos", 8),
    ("agustus", 8),
    ("aout", 8),
    ("apr", 4),
    ("april", 4),
    ("aprile", 4),
    ("aprilie", 4),
    ("aprilis", 4),
    ("ara", 12),
    ("aralik", 12),
    ("aug", 8),
    ("august", 8),
    ("augusti", 8),
    ("augustus", 8),
    ("augusztus", 8),
    ("avr", 4),
    ("avril", 4),
    ("balandzio", 4),
    ("birzelio", 6),
    ("brezna", 3),
    ("cervence", 7),
    ("cervna", 6),
    ("cze", 6),
    ("czerwca", 6),
    ("czerwiec", 6),
    ("dec", 12),
    ("december", 12),
    ("decembre", 12),
    ("decembrie", 12),
    ("des", 12),
    ("desember", 12),
    ("dez", 12),
    ("dezember", 12),
    ("dezembro", 12),
    ("dic", 12),
    ("dicembre", 12),
    ("diciembre", 12),
    ("dubna", 4),
    ("eki", 10),
    ("ekim", 10),
    ("elokuuta", 8),
    ("ene", 1),
    ("enero", 1),
    ("eyl", 9),
    ("eylul", 9),
    ("feb", 2),
    ("febbraio", 2),
    ("febrero", 2),
    ("februar", 2),
    ("februara", 2),
    ("februari", 2),
    ("februarie", 2),
    ("february", 2),
    ("fev", 2),
    ("fevereiro", 2),
    ("fevr", 2),
    ("fevrier", 2),
    ("geguzes", 5),
    ("gen", 1),
    ("gennaio", 1),
    ("giu", 6),
    ("giugno", 6),
    ("gru", 12),
    ("grudnia", 12),
    ("grudzien", 12),
    ("gruodzio", 12),
    ("haz", 6),
    ("haziran", 6),
    ("heinakuuta", 7),
    ("helmikuuta", 2),
    ("huhtikuuta", 4),
    ("ianuarie", 1),
    ("iulie", 7),
    ("iunie", 6),
    ("jan", 1),
    ("janeiro", 1),
    ("januar", 1),
    ("januara", 1),
    ("januari", 1),
    ("january", 1),
    ("janv", 1),
    ("janvier", 1),
    ("joulukuuta", 12),
    ("juil", 7),
    ("juillet", 7),
    ("juin", 6),
    ("jul", 7),
    ("julho", 7),
    ("juli", 7),
    ("julio", 7),
    ("julius", 7),
    ("july", 7),
    ("jun", 6),
    ("june", 6),
    ("junho", 6),
    ("juni", 6),
    ("junio", 6),
    ("junius", 6),
    ("kas", 11),
    ("kasim", 11),
    ("kesakuuta", 6),
    ("kovo", 3),
    ("kvetna", 5),
    ("kwi", 4),
    ("kwiecien", 4),
    ("kwietnia", 4),
    ("lapkricio", 11),
    ("leden", 1),
    ("ledna", 1),
    ("liepos", 7),
    ("lip", 7),
    ("lipca", 7),
    ("lipiec", 7),
    ("lis", 11),
    ("listopad", 11),
    ("listopada", 11),
    ("listopadu", 11),
    ("lokakuuta", 10),
    ("lug", 7),
    ("luglio", 7),
    ("lut", 2),
    ("lutego", 2),
    ("luty", 2),
    ("maaliskuuta", 3),
    ("maart", 3),
    ("maerz", 3),
    ("mag", 5),
    ("maggio", 5),
    ("mai", 5),
    ("maio", 5),
    ("maj", 5),
    ("maja", 5),
    ("majus", 5),
    ("mar", 3),
    ("marca", 3),
    ("march", 3),
    ("marcius", 3),
    ("marco", 3),
    ("maret", 3),
    ("marraskuuta", 11),
    ("mars", 3),
    ("mart", 3),
    ("martie", 3),
    ("marts", 3),
    ("marz", 3),
    ("marzec", 3),
    ("marzo", 3),
    ("may", 5),
    ("mayis", 5),
    ("mayo", 5),
    ("mei", 5),
    ("mrt", 3),
    ("mrz", 3),
    ("nis", 4),
    ("nisan", 4),
    ("noiembrie", 11),
    ("nov", 11),
    ("november", 11),
    ("novembre", 11),
    ("novembro", 11),
    ("noviembre", 11),
    ("oca", 1),
    ("ocak", 1),
    ("oct", 10),
    ("october", 10),
    ("octobre", 10),
    ("octombrie", 10),
    ("octubre", 10),
    ("okt", 10),
    ("oktober", 10),
    ("ott", 10),
    ("ottobre", 10),
    ("out", 10),
    ("outubro", 10),
    ("paz", 10),
    ("pazdziernik", 10),
    ("pazdziernika", 10),
    ("prosince", 12),
    ("rijna", 10),
    ("rugpjucio", 8),
    ("rugsejo", 9),
    ("sausio", 1),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("septembre", 9),
    ("septembrie", 9),
    ("septiembre", 9),
    ("set", 9),
    ("setembro", 9),
    ("settembre", 9),
    ("sie", 8),
    ("sierpien", 8),
    ("sierpnia", 8),
    ("spalio", 10),
    ("srpna", 8),
    ("sty", 1),
    ("styczen", 1),
    ("stycznia", 1),
    ("subat", 2),
    ("syyskuuta", 9),
    ("szeptember", 9),
    ("tammikuuta", 1),
    ("tem", 7),
    ("temmuz", 7),
    ("toukokuuta", 5),
    ("unora", 2),
    ("vasario", 2),
    ("wrz", 9),
    ("wrzesien", 9),
    ("wrzesnia", 9),
    ("zari", 9),
    ("απριλιου", 4),
    ("αυγουστου", 8),
    ("δεκεμβριου", 12),
    ("ιανουαριου", 1),
    ("ιουλιου", 7),
    ("ιουνιου", 6),
    ("μαιου", 5),
    ("μαρτιου", 3),
    ("νοεμβριου", 11),
    ("οκτωβριου", 10),
    ("σεπτεμβριου", 9),
    ("φεβρουαριου", 2),
    ("авг", 8),
    ("август", 8),
    ("августа", 8),
    ("апр", 4),
    ("апрель", 4),
    ("апреля", 4),
    ("бер", 3),
    ("березень", 3),
    ("березня", 3),
    ("вер", 9),
    ("вересень", 9),
    ("вересня", 9),
    ("гру", 12),
    ("грудень", 12),
    ("грудня", 12),
    ("дек", 12),
    ("декабрь", 12),
    ("декабря", 12),
    ("жов", 10),
    ("жовтень", 10),
    ("жовтня", 10),
    ("июл", 7),
    ("июль", 7),
    ("июля", 7),
    ("июн", 6),
    ("июнь", 6),
    ("июня", 6),
    ("кві", 4),
    ("квітень", 4),
    ("квітня", 4),
    ("лип", 7),
    ("липень", 7),
    ("липня", 7),
    ("лис", 11),
    ("листопад", 11),
    ("листопада", 11),
    ("лют", 2),
    ("лютии", 2),
    ("лютого", 2),
    ("маи", 5),
    ("мар", 3),
    ("март", 3),
    ("марта", 3),
    ("мая", 5),
    ("ноя", 11),
    ("ноябрь", 11),
    ("ноября", 11),
    ("окт", 10),
    ("октябрь", 10),
    ("октября", 10),
    ("сен", 9),
    ("сентябрь", 9),
    ("сентября", 9),
    ("сер", 8),
    ("серпень", 8),
    ("серпня", 8),
    ("січ", 1),
    ("січень", 1),
    ("січня", 1),
    ("тра", 5),
    ("травень", 5),
    ("травня", 5),
    ("фев", 2),
    ("февраль", 2),
    ("февраля", 2),
    ("чер", 6),
    ("червень", 6),
    ("червня", 6),
    ("янв", 1),
    ("январь", 1),
    ("января", 1),
    ("яну", 1),
    ("януари", 1),
    ("ابريل", 4),
    ("اغسطس", 8),
    ("اكتوبر", 10),
    ("ديسمبر", 12),
    ("سبتمبر", 9),
    ("فبراير", 2),
    ("مارس", 3),
    ("مايو", 5),
    ("نوفمبر", 11),
    ("يناير", 1),
    ("يوليو", 7),
    ("يونيو", 6),
];

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
    let Some(clock) = words.find(|word| {
        word.contains(':') && word.starts_with(|letter: char| letter.is_ascii_digit())
    }) else {
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

/// The month that a word names, whole or shortened.
fn month(word: &str) -> Option<i8> {
    let letters = word.chars().count();
    if !(3..=12).contains(&letters) || word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    // Accents are told apart by no two months.
    let plain: String =
        word.to_lowercase().nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    let plain = plain.replace('ı', "i").replace('ł', "l");
    let at = MONTHS.binary_search_by_key(&plain.as_str(), |(name, _)| name).ok()?;
    MONTHS.get(at).map(|(_, month)| *month)
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

/// The day in an address such as `/2024/03/05/` or `/2024-03-05-bridge`.
pub(super) fn in_address(url: &str, order: Order) -> Option<Stamp> {
    let path = url.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(['/', '-', '_', '.', '~']).collect();
    let found = numbers.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let month_number = if month.len() == 2 {
            month.parse().ok()
        } else {
            self::month(month).filter(|_| month.len() == 3)
        };
        let two = (1..=2).contains(&day.len());
        Day::new(self::year(year)?, month_number?, day.parse().ok().filter(|_| two)?)
    });
    let whole = || {
        numbers
            .iter()
            .filter(|part| part.len() == 8)
            .find_map(|part| compact(part))
            .filter(|stamp| (1995..2100).contains(&stamp.day.year()))
    };
    // Where days come first elsewhere, they do in addresses: `/05-03-2024-bridge`.
    let turned = || {
        numbers.windows(3).filter(|_| order == Order::DayFirst).find_map(|three| {
            let [day, month, year] = three else { return None };
            let two = day.len() == 2 && month.len() == 2;
            Day::new(self::year(year)?, month.parse().ok()?, day.parse().ok().filter(|_| two)?)
        })
    };
    found.map(Stamp::day).or_else(whole).or_else(|| turned().map(Stamp::day))
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

    #[test]
    fn months_are_sorted() {
        assert!(MONTHS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn an_address_may_hold_the_day() {
        assert_eq!(
            in_address("https://aldford.example/2024/03/05/bridge", Order::DayFirst)
                .unwrap()
                .to_string(),
            "2024-03-05"
        );
        assert_eq!(
            in_address("https://aldford.example/news-2024-03-05.html", Order::DayFirst)
                .unwrap()
                .to_string(),
            "2024-03-05"
        );
        assert_eq!(in_address("https://aldford.example/2024/03/bridge", Order::DayFirst), None);
        let turned = "https://aldford.example/detail/~05-03-2024-bridge";
        assert_eq!(in_address(turned, Order::DayFirst).unwrap().to_string(), "2024-03-05");
        assert_eq!(in_address(turned, Order::MonthFirst), None);
    }
}
