//! Who wrote it: names out of a byline, without "By", roles and agencies.

mod by;
mod piece;
mod table;

use super::Credit;
use super::paper::is_paper;
use crate::date::written_part;
use aho_corasick::AhoCorasick;
pub(super) use by::without_by;
use piece::Piece;
use std::sync::LazyLock;
use table::{AGENCIES, DEGREES, NOBODY, PARTS};

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    /// People, or a collective where nobody is named.
    pub(super) authors: Vec<String>,
    /// Agencies.
    pub(super) agencies: Vec<String>,
    /// Who had another part in it: "photographs by Dan Roe".
    pub(super) credits: Vec<Credit>,
}

/// The agency that a text names, whole.
pub(super) fn agency(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.');
    let same = |(name, _): &&(&str, &str)| {
        *name == text || (text.len() > 3 && name.eq_ignore_ascii_case(text))
    };
    AGENCIES.iter().find(same).map(|(_, shown)| *shown)
}

/// Reads a byline as printed: `By Ann Lee, political editor, and Dan Roe in Oslo`.
pub(super) fn read(text: &str) -> Byline {
    reading(text).byline
}

/// Whether a line is a byline and nothing else: `By` and a name or a role, no verb, no full stop.
pub(super) fn is_whole(text: &str) -> bool {
    let rest = without_by(text);
    rest.len() < text.trim().len() && !ends_a_sentence(text) && reading(rest).is_clear
}

/// Whether a line without `By` says who signs it: a name, and then a role, an agency or a paper.
pub(super) fn is_signed(text: &str) -> bool {
    // Asked first: most lines are sentences.
    if ends_a_sentence(text) {
        return false;
    }
    let reading = reading(text);
    let named = reading.byline.authors.iter().all(|name| name.contains(' ') && !is_paper(name));
    named && reading.is_signed && reading.is_clear
}

/// Whether a line is a name and where its bearer is, and nothing else: "Ann Lee in Oslo". Beside a date it is a byline, alone
/// it may be a headline.
pub(super) fn is_located(text: &str) -> bool {
    let (name, place) = text.split_once(" in ").unwrap_or((text, ""));
    let capitals = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let words = name.split_whitespace().count();
    let is_name = || {
        let reading = reading(name);
        reading.is_clear && !reading.is_signed && reading.byline.authors == [name]
    };
    (2..=3).contains(&words) && capitals && is_name() && !is_paper(name)
}

/// Reads a byline that is stated for machines: there a writer may go by a name in small letters.
pub(super) fn stated(text: &str) -> Byline {
    let mut byline = read(text);
    if byline == Byline::default() && is_handle(text.trim()) {
        byline.authors.push(text.trim().to_owned());
    }
    byline
}

/// A byline while its pieces are read.
#[derive(Debug, Default)]
struct Reading {
    byline: Byline,
    /// Whether what it begins with is a name, an agency, or somebody who is not named.
    is_clear: bool,
    /// Whether something beside a name says that this is a byline.
    is_signed: bool,
    /// Whether the piece before this one named a place.
    is_placed: bool,
    /// Whose part the following names had, where it is another than writing.
    part: Option<&'static str>,
}

fn reading(text: &str) -> Reading {
    let mut reading = Reading::default();
    for (order, (joint, text)) in pieces(without_by(text)).into_iter().enumerate() {
        let clear = reading.take(&text, joint);
        if order == 0 {
            reading.is_clear = clear;
        }
    }
    // A house that stands beside people did not write it.
    let authors = &mut reading.byline.authors;
    if authors.iter().any(|name| !is_house(name)) && authors.iter().any(|name| is_house(name)) {
        authors.retain(|name| !is_house(name));
        reading.is_signed = true;
    }
    reading
}

impl Reading {
    /// Takes one piece; whether it is clearly one of a byline.
    fn take(&mut self, text: &str, joint: Joint) -> bool {
        if let Some(agency) = agency(text) {
            push(&mut self.byline.agencies, agency);
            self.is_signed = true;
            return true;
        }
        if names_nobody(text) {
            self.is_signed |= joint != Joint::First;
            return true;
        }
        if let Some((role, name)) = part(text) {
            self.part = Some(role);
            return self.credit(role, name);
        }
        let (text, suffix) =
            text.split_once(", ").map_or((text, None), |(text, suffix)| (text, Some(suffix)));
        let piece = piece::read(without_by(text));
        if let Some(agency) = piece.agency {
            push(&mut self.byline.agencies, agency);
        }
        self.is_signed |= piece.agency.is_some() || piece.has_role;
        let Piece { name: Some(name), is_placed, is_clear, .. } = piece else {
            return false;
        };
        let name = tidy(&name, suffix);
        let placed = std::mem::replace(&mut self.is_placed, is_placed);
        if let Some(role) = self.part {
            return self.credit(role, &name);
        }
        if joint == Joint::Apart || !self.is_author(&name, joint, placed) {
            return is_clear;
        }
        push(&mut self.byline.authors, &name);
        is_clear
    }

    fn credit(&mut self, role: &str, names: &str) -> bool {
        let Some(name) = piece::read(names).name else { return false };
        self.byline.credits.push(Credit { role: role.to_owned(), name, place: None });
        true
    }

    /// Whether a name is an author's: after a person a role is that person's, and a word alone a place.
    fn is_author(&self, name: &str, joint: Joint, placed: bool) -> bool {
        let known = self.byline.authors.iter().any(|author| author.contains(' '));
        let alone = !name.contains(' ') && (placed || joint == Joint::Comma);
        let last = name.rsplit(' ').next().unwrap_or(name);
        is_name(name) && !(known && (alone || piece::is_place(name) || piece::is_role(&[last])))
    }
}

/// What stands before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Nothing.
    First,
    /// "and", or another sign that joins.
    And,
    /// A comma.
    Comma,
    /// A bar, a dash: what follows is said beside the names.
    Apart,
}

/// Signs and words between the pieces of a byline.
const JOINTS: &[(&str, Joint)] = &[
    (" | ", Joint::Apart),
    (" – ", Joint::Apart),
    (" — ", Joint::Apart),
    (" - ", Joint::Apart),
    (" • ", Joint::Apart),
    (" · ", Joint::Apart),
    (", and ", Joint::And),
    (" and ", Joint::And),
    (" und ", Joint::And),
    (" et ", Joint::And),
    (" en ", Joint::And),
    (" y ", Joint::And),
    (" e ", Joint::And),
    (" i ", Joint::And),
    (" og ", Joint::And),
    (" och ", Joint::And),
    (" ve ", Joint::And),
    (" и ", Joint::And),
    (" та ", Joint::And),
    (" і ", Joint::And),
    (" with ", Joint::And),
    (" avec ", Joint::And),
    (" mit ", Joint::And),
    (" con ", Joint::And),
    ("&", Joint::And),
    (";", Joint::And),
    ("/", Joint::And),
    ("|", Joint::And),
    ("\n", Joint::And),
    (",", Joint::Comma),
];

/// The pieces of a byline, each with what stands before it.
fn pieces(text: &str) -> Vec<(Joint, String)> {
    let mut pieces: Vec<(Joint, String)> = Vec::new();
    let lower = text.to_lowercase();
    // Some letters are longer in small ones; there joints are looked for as they are written.
    let lower = if lower.len() == text.len() { lower.as_str() } else { text };
    let (mut from, mut joint) = (0, Joint::First);
    for (at, end, found) in joints(text, lower) {
        // Of joints in one another the first and longest holds.
        if at >= from {
            add_piece(&mut pieces, joint, text.get(from..at).unwrap_or_default());
            (from, joint) = (end, found);
        }
    }
    add_piece(&mut pieces, joint, text.get(from..).unwrap_or_default());
    pieces
}

/// Finds every sign of [`JOINTS`] in one pass.
static FINDER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(JOINTS.iter().map(|(sign, _)| sign)).ok());

/// The joints of a byline, in order: where each begins and ends, and of what kind it is.
fn joints(text: &str, lower: &str) -> Vec<(usize, usize, Joint)> {
    let found = FINDER.iter().flat_map(|finder| finder.find_overlapping_iter(lower));
    let joints = found.filter_map(|found| {
        let (sign, joint) = JOINTS.get(found.pattern().as_usize())?;
        let holds = !is_inside_name(text, found.start(), sign);
        holds.then_some((found.start(), found.end(), *joint))
    });
    let mut joints: Vec<_> = joints.collect();
    joints.sort_by_key(|(at, end, _)| (*at, std::cmp::Reverse(*end)));
    joints
}

/// Whether a word that joins two names joins two parts of one here: "Ortega y Gasset", "Costa e Silva"; or leads to a place:
/// "en Madrid".
fn is_inside_name(text: &str, at: usize, sign: &str) -> bool {
    if !matches!(sign, " y " | " e " | " i " | " en ") {
        return false;
    }
    let after = text.get(at + sign.len()..).unwrap_or_default();
    let words = after.split([',', ';', '/', '|']).next().unwrap_or_default().split_whitespace();
    let before = text.get(..at).unwrap_or_default();
    let last = before.rsplit([',', ';', '/', '|']).next().unwrap_or_default();
    words.take_while(|word| word.starts_with(char::is_uppercase)).count() < 2
        || last.split_whitespace().count() < 2
}

/// Adds a piece, unless it belongs to the one before it ("Jr.") or is a degree.
fn add_piece(pieces: &mut Vec<(Joint, String)>, joint: Joint, text: &str) {
    let text = text.trim();
    // "Jr." and its like belong to the name before them.
    let word = text.trim_end_matches('.');
    let suffix = matches!(word, "Jr" | "Sr" | "II" | "III");
    match pieces.last_mut().filter(|_| suffix) {
        _ if text.is_empty() || DEGREES.contains(&word) => {}
        Some((_, name)) => *name = format!("{name}, {text}"),
        None => pieces.extend(parts(text).map(|part| (joint, part.to_owned()))),
    }
}

/// A piece cut where it goes on to another's part: "Ann Lee. Photographs by Dan Roe".
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let lower = text.to_lowercase();
    let starts = PARTS.iter().filter_map(|(words, _)| lower.find(words)).filter(|at| *at > 0);
    let at = starts.min().filter(|_| lower.len() == text.len()).unwrap_or(text.len());
    let (name, other) = text.split_at_checked(at).unwrap_or((text, ""));
    [name.trim(), other].into_iter().filter(|part| !part.is_empty())
}

/// Whose part in an article a piece tells, and the name.
fn part(text: &str) -> Option<(&'static str, &str)> {
    PARTS.iter().find_map(|(words, role)| {
        let (head, name) = text.split_at_checked(words.len())?;
        (head.to_lowercase() == *words).then_some((*role, name.trim()))
    })
}

/// A name without the signs around it, with its "Jr.".
fn tidy(name: &str, suffix: Option<&str>) -> String {
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | ':' | '-' | '@' | '(' | ')' | '"')
    });
    suffix.map_or_else(|| name.to_owned(), |suffix| format!("{name}, {suffix}"))
}

/// Whether a line ends as a sentence does: with a stop after a word that is no abbreviation.
fn ends_a_sentence(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let word = last.trim_end_matches('.');
    let short = word.contains('.') || DEGREES.contains(&word) || matches!(word, "Jr" | "Sr");
    text.ends_with(['.', '!', '?']) && !short
}

/// Whether a text is what somebody does at a paper, and no name: "Senior Health Reporter".
pub(super) fn is_role(text: &str) -> bool {
    piece::is_role(&text.split_whitespace().collect::<Vec<_>>())
}

/// Whether a text says that nobody is named: "Staff and agencies".
fn names_nobody(text: &str) -> bool {
    NOBODY.binary_search(&text.to_lowercase().as_str()).is_ok()
}

/// Whether a name is an outlet's or that of its staff.
fn is_house(name: &str) -> bool {
    const ENDS: &[&str] = &["desk", "newsroom", "staff", "team"];
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    is_paper(name) || name.contains(' ') && ENDS.contains(&last.as_str())
}

/// Whether a text is one to three plain words that do not say that nobody is named.
fn is_handle(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-');
    (1..=3).contains(&text.split_whitespace().count())
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && text.chars().all(plain)
        && !names_nobody(text)
}

fn push(list: &mut Vec<String>, name: &str) {
    if !list.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        list.push(name.to_owned());
    }
}

/// Whether words can be a person's or a collective's name: no address, nothing that says that nobody is named.
fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let strange = lower.contains("http") || lower.contains("www.");
    !strange && !names_nobody(name) && !written_part(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(text: &str) -> Vec<String> {
        read(text).authors
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(
            authors("By Ann Lee, Dan Roe and Eva Strand"),
            ["Ann Lee", "Dan Roe", "Eva Strand"]
        );
        assert_eq!(authors("By Ann Lee, Jr. and Dan Roe"), ["Ann Lee, Jr.", "Dan Roe"]);
        for byline in [
            "BY ANN LEE AND DAN ROE",
            "By Ann Lee in Oslo, Dan Roe in Bergen",
            "By Ann Lee, with Dan Roe in Bergen",
            "Di Ann Lee e Dan Roe",
            "Von Ann Lee und Dan Roe",
            "By Ann Lee, Political Editor, and Dan Roe, Oslo",
            "By Ann Lee in Portland, Maine, and Dan Roe in New York",
        ] {
            let names = authors(byline).join(", ");
            assert_eq!(names.to_lowercase(), "ann lee, dan roe", "{byline}");
        }
        assert_eq!(authors("Ann Lee|Dan Roe"), ["Ann Lee", "Dan Roe"]);
        assert_eq!(authors("Por José Ortega y Gasset"), ["José Ortega y Gasset"]);
    }

    #[test]
    fn roles_places_and_agencies_are_no_authors() {
        for byline in [
            "By Ann Lee in Oslo, political editor, and Reuters",
            "Ann Lee, Transport Correspondent",
            "Por Ann Lee, Madrid",
            "Par Ann Lee avec AFP",
            "Ann Lee and agencies",
            "By Ann Lee | Staff Writer",
            "By Ann Lee, Special to the Harbour Times",
            "By The Harbour Times and Ann Lee",
            "By Ann Lee, Harbour News",
        ] {
            assert_eq!(authors(byline), ["Ann Lee"], "{byline}");
        }
        assert_eq!(read("By Ann Lee and AFP").agencies, ["AFP"]);
        assert_eq!(read("By ANN LEE Associated Press").agencies, ["AP"]);
        assert!(authors("By staff").is_empty());
    }

    #[test]
    fn who_made_the_pictures_is_no_author() {
        for byline in [
            "Words by Ann Lee, photographs by Dan Roe",
            "Words by Ann Lee. Photographs by Dan Roe",
            "Text: Ann Lee, Fotos: Dan Roe",
        ] {
            let found = read(byline);
            assert_eq!(found.authors, ["Ann Lee"], "{byline}");
            assert_eq!(found.credits.first().unwrap().name, "Dan Roe", "{byline}");
            assert!(is_whole(byline), "{byline}");
        }
    }

    #[test]
    fn a_collective_byline_is_kept() {
        assert_eq!(authors("By Harbour Times Reporter"), ["Harbour Times Reporter"]);
        assert_eq!(authors("By Harbour Times Staff"), ["Harbour Times Staff"]);
    }

    #[test]
    fn a_sentence_is_no_byline() {
        for line in [
            "By Monday the army had left",
            "By Thursday, the town was empty.",
            "Von der Leyen reist nach Kyjiw",
            "Por fin llega el barco",
            "Text messages showed it",
        ] {
            assert!(!is_whole(line), "{line}");
        }
        for line in ["By staff", "By Ann Lee, Ph.D.", "By Prince", "Автор: Анна Петрова, Київ"]
        {
            assert!(is_whole(line), "{line}");
        }
    }

    #[test]
    fn a_byline_may_lack_its_by() {
        for line in [
            "JANE ROE POLITICAL EDITOR",
            "Jane Roe, Staff Writer",
            "Jane Roe Health reporter",
            "Jane Roe and AFP",
            "Jane Roe and agencies",
            "Jane Roe, Harbour News",
        ] {
            assert!(is_signed(line), "{line}");
            assert_eq!(authors(line).join(" ").to_lowercase(), "jane roe", "{line}");
        }
        for line in
            ["Jane Roe and Dan Lee", "Cape Orrin", "Health Reporter", "Old pier, new editor"]
        {
            assert!(!is_signed(line), "{line}");
        }
    }

    #[test]
    fn a_stated_name_may_be_in_small_letters() {
        assert_eq!(stated("annlee").authors, ["annlee"]);
        assert_eq!(stated("Ann Lee, PhD").authors, ["Ann Lee"]);
        assert!(stated("admin").authors.is_empty());
    }

    #[test]
    fn tables_are_sorted() {
        assert!(AGENCIES.is_sorted_by_key(|(name, _)| *name));
        assert!(DEGREES.is_sorted() && NOBODY.is_sorted() && PARTS.is_sorted());
    }
}
