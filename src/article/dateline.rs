//! The dateline: places and agency that open the text ("OSLO/BERGEN (Reuters) –").

use super::byline;

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Its places, in title case.
    pub(super) places: Vec<String>,
    /// Its agency.
    pub(super) agency: Option<String>,
}

/// Longest dateline that is believed, in bytes.
const LONGEST: usize = 90;

/// Reads the dateline at the start of a paragraph; `None` where there is none.
pub(super) fn read(paragraph: &str) -> Option<Dateline> {
    let head = head(paragraph)?;
    let (places, agency) = match head.split_once('(') {
        Some((places, rest)) => (places.trim(), agency(rest.trim().trim_end_matches(')'))?),
        None => (head.trim(), String::new()),
    };
    let places = split_places(places);
    let agency = (!agency.is_empty()).then_some(agency);
    (!places.is_empty()).then_some(Dateline { places, agency })
}

/// An agency in parentheses: one that is known, or the capitals of one that is not.
fn agency(text: &str) -> Option<String> {
    let capitals = (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase());
    byline::agency(text).map(str::to_owned).or_else(|| capitals.then(|| text.to_owned()))
}

/// What stands before the dash, or before the text where an agency in parentheses ends it.
fn head(paragraph: &str) -> Option<&str> {
    let dash = paragraph
        .char_indices()
        .take_while(|(at, _)| *at < LONGEST)
        .find(|&(at, mark)| {
            let after = paragraph.get(at + mark.len_utf8()..).unwrap_or_default();
            matches!(mark, '–' | '—')
                || mark == '-'
                    && (after.starts_with([' ', '-']))
                    && paragraph.get(..at).is_some_and(|head| head.ends_with([' ', ')', '-']))
        })
        .and_then(|(at, _)| paragraph.get(..at));
    dash.map(|head| head.trim_end_matches('-').trim()).filter(|head| !head.is_empty())
}

/// The places of a head in capitals: `OSLO, Norway, 3 March`, `LONDON/PARIS`. Empty where it is no dateline.
fn split_places(head: &str) -> Vec<String> {
    let mut places = Vec::new();
    for piece in head.split(['/', ',']) {
        let piece = piece.trim();
        if is_capitals(piece) {
            places.push(title_case(piece));
        } else if places.is_empty() || !is_qualifier(piece) {
            return Vec::new();
        }
    }
    places
}

fn is_capitals(piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let lower = piece.chars().any(char::is_lowercase);
    let odd =
        piece.chars().any(|c| !(c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’')));
    letters >= 2 && !lower && !odd
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
    }

    #[test]
    fn words_before_a_dash_are_no_dateline() {
        assert!(places("The bridge — all of it — closed.").is_empty());
        assert!(places("NATO allies – but not all – met.").is_empty());
        assert!(places("The bridge closed.").is_empty());
    }
}
