//! The dateline: places, a day and an agency that open the text ("OSLO/BERGEN, March 3 (Reuters) –").

use super::byline;
use crate::date::{Day, written, written_part};

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// Its places, in title case.
    pub(super) places: Vec<String>,
    /// Its agency.
    pub(super) agency: Option<String>,
    /// Its day, where it names the year, too.
    pub(super) day: Option<Day>,
    /// The words for its day, where it does not.
    pub(crate) yearless: Option<String>,
    /// How many bytes it has, with the dash and the space after it.
    pub(crate) length: usize,
}

/// Longest dateline that is believed, in bytes.
const LONGEST: usize = 90;

/// Reads the dateline at the start of a paragraph; `None` where there is none.
pub(crate) fn read(paragraph: &str) -> Option<Dateline> {
    let (head, length) = head(paragraph)?;
    let mut found = Dateline { length, ..Dateline::default() };
    // Whether what is in parentheses is an agency and nothing else.
    let mut sure = false;
    let mut dates: Vec<&str> = Vec::new();
    let mut pieces: Vec<&str> = Vec::new();
    let mut rest = head;
    while let Some((before, from)) = rest.split_once('(') {
        let (inside, after) = from.split_once(')')?;
        pieces.extend(before.split(['/', ',']));
        if written_part(inside) {
            dates.push(inside);
        } else {
            let inside = inside.trim();
            sure = is_agency(inside);
            let agency = byline::agency(inside).or((sure || is_title(inside)).then_some(inside))?;
            found.agency = Some(agency.to_owned());
        }
        rest = after;
    }
    pieces.extend(rest.split(['/', ',']));
    // A day and one name in parentheses are those of an agency that nobody knows: "Zurich, 3 March (Kuriernet) –".
    let dated = || !dates.is_empty() || pieces.iter().any(|piece| written_part(piece));
    sure |= found.agency.as_ref().is_some_and(|agency| !agency.contains(' ')) && dated();
    let filled = pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty());
    for piece in filled {
        let (place, date) = undated(piece);
        dates.extend(date);
        let Some(place) = place else { continue };
        // A place stands in capitals, unless an agency follows it; what follows may say more of it.
        if is_capitals(place) {
            found.places.push(title_case(place));
        } else if found.places.is_empty() && sure && is_title(place) {
            found.places.push(place.to_owned());
        } else if found.places.is_empty() || !is_qualifier(place) {
            return None;
        }
    }
    let dates = dates.join(" ");
    found.day = written(&dates).map(|stamp| stamp.day);
    found.yearless = Some(dates).filter(|dates| found.day.is_none() && !dates.is_empty());
    (sure || !found.places.is_empty()).then_some(found)
}

/// A piece without the day after its place: `OSLO March 3`.
fn undated(piece: &str) -> (Option<&str>, Option<&str>) {
    if written_part(piece) {
        return (None, Some(piece));
    }
    let spaces = piece.match_indices(' ').map(|(at, _)| piece.split_at(at));
    let dated = |(place, date): &(&str, &str)| is_capitals(place) && written_part(date);
    spaces
        .into_iter()
        .find(dated)
        .map_or((Some(piece), None), |(place, date)| (Some(place), Some(date)))
}

/// Whether words in parentheses are an agency: one that is known, or the capitals of one that is not.
fn is_agency(text: &str) -> bool {
    let capitals = (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase());
    capitals || byline::agency(text).is_some()
}

/// What stands before the dash, and how many bytes there are before the text.
fn head(paragraph: &str) -> Option<(&str, usize)> {
    let ends = |&(at, mark): &(usize, char)| match mark {
        '–' | '—' => true,
        '-' => {
            let (before, after) = paragraph.split_at_checked(at).unwrap_or_default();
            let goes_on = ["- ", "--"].iter().any(|dash| after.starts_with(dash));
            goes_on && before.ends_with([' ', ')', '-'])
        }
        _ => false,
    };
    let (at, mark) = paragraph.char_indices().take_while(|(at, _)| *at < LONGEST).find(ends)?;
    let head = paragraph.get(..at)?.trim_end_matches('-').trim();
    let text = paragraph.get(at + mark.len_utf8()..)?.trim_start_matches(['-', ' ', '\u{a0}']);
    (!head.is_empty()).then_some((head, paragraph.len() - text.len()))
}

/// Whether a text is up to three words that begin with a capital, as in a name.
fn is_title(text: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(is_of_name);
    text.split(' ').count() <= 3 && text.split(' ').all(is_name) && !written_part(text)
}

fn is_of_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’')
}

fn is_capitals(piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let lower = piece.chars().any(char::is_lowercase);
    letters >= 2 && !lower && piece.chars().all(is_of_name)
}

/// What may stand after a place: its region ("Norway", "Ont."), or a day ("3 March", "Apr 23 2024").
fn is_qualifier(piece: &str) -> bool {
    let few = piece.split_whitespace().count() <= 3;
    let ends_short = piece.len() <= 24;
    let begins = piece.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    few && ends_short && begins && !piece.contains(['"', '“', '?', '!'])
}

fn title_case(place: &str) -> String {
    let mut word_start = true;
    place
        .chars()
        .flat_map(|c| {
            let shown: Vec<char> = if word_start { vec![c] } else { c.to_lowercase().collect() };
            word_start = !c.is_alphabetic() && c != '\'' && c != '’';
            shown
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        read(text).unwrap_or_default().places
    }

    #[test]
    fn a_dateline_names_places_and_agency() {
        let both = read("OSLO/NEW YORK (Reuters) – The bridge closed.").unwrap();
        assert_eq!(both.places, ["Oslo", "New York"]);
        assert_eq!(both.agency.as_deref(), Some("Reuters"));
        assert_eq!(places("BERGEN, Norway, March 3 (AP) — The bridge closed."), ["Bergen"]);
        assert_eq!(places("BERGEN -- The bridge closed."), ["Bergen"]);
        assert_eq!(places("Bergen (AP) - The bridge closed."), ["Bergen"]);
        assert_eq!(read("(Reuters) - The bridge closed.").unwrap().agency.unwrap(), "Reuters");
    }

    #[test]
    fn a_dateline_may_name_its_day() {
        let day = |text: &str| {
            let found = read(text)?;
            assert_eq!(text.get(found.length..), Some("The bridge closed."), "{text}");
            Some((found.places.join(" "), found.day.map(|day| day.to_string())))
        };
        for head in [
            "BERGEN, Norway, March 3, 2024 (Harbour Press) —",
            "BERGEN, March 3 2024 (HPA) -",
            "BERGEN, 3 March 2024 —",
            "BERGEN (March 3, 2024) –",
            "BERGEN March 3, 2024 (Reuters) -",
            "Bergen, 3 March 2024 (HPA) –",
            "Bergen, 3 March 2024 (Kuriernet) –",
        ] {
            let dated = ("Bergen".to_owned(), Some("2024-03-03".to_owned()));
            assert_eq!(day(&format!("{head} The bridge closed.")), Some(dated), "{head}");
        }
        let placeless = (String::new(), Some("2024-03-03".to_owned()));
        assert_eq!(day("March 3, 2024 (Kuriernet) - The bridge closed."), Some(placeless));
        let undated = ("Bergen".to_owned(), None);
        assert_eq!(day("BERGEN, March 3 (Interpress) – The bridge closed."), Some(undated));
    }

    #[test]
    fn words_before_a_dash_are_no_dateline() {
        assert!(places("The bridge — all of it — closed.").is_empty());
        assert!(places("NATO allies – but not all – met.").is_empty());
        assert!(places("The bridge closed.").is_empty());
        assert!(places("On April 3, 2024 – a Monday – the bridge closed.").is_empty());
        assert!(places("Ann Berg (Labour) – 4,120 votes").is_empty());
        assert!(places("Paris, 14 July 1789 – the fortress fell.").is_empty());
    }
}
