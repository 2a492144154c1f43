//! Runs of capitalised words.

use super::super::word::Word;
use super::gazetteer as table;
use crate::text::Span;
use std::collections::BTreeSet;

/// A run of capitalised words that may be a name, without the titles before it.
#[derive(Clone, Debug)]
pub(super) struct Chunk<'a> {
    /// Where the name stands.
    pub(super) span: Span,
    /// Its words.
    pub(super) name: Vec<&'a str>,
    /// The titles and origins before it, as printed.
    pub(super) before: Vec<&'a str>,
    /// The places of its first word and of the word after it, in its sentence.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Words that may stand inside a name in lower case.
const INSIDE: &[&str] = &[
    "al", "bin", "d", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "of", "ten", "van", "von", "y", "zu",
];

/// Words that begin sentences and headings; no names alone.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "Above",
    "According",
    "Across",
    "Additionally",
    "After",
    "Again",
    "Against",
    "All",
    "Almost",
    "Along",
    "Already",
    "Also",
    "Although",
    "Amid",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "Anyone",
    "Are",
    "Around",
    "As",
    "At",
    "Away",
    "Back",
    "Be",
    "Because",
    "Before",
    "Behind",
    "Being",
    "Below",
    "Beneath",
    "Beside",
    "Besides",
    "Between",
    "Beyond",
    "Both",
    "But",
    "By",
    "Can",
    "Could",
    "Dear",
    "Despite",
    "Did",
    "Do",
    "Does",
    "Down",
    "During",
    "Each",
    "Earlier",
    "Either",
    "Even",
    "Ever",
    "Every",
    "Everyone",
    "Everything",
    "Except",
    "Expectations",
    "Few",
    "Finally",
    "First",
    "Following",
    "For",
    "Former",
    "Forty",
    "Four",
    "From",
    "Further",
    "Furthermore",
    "Given",
    "Had",
    "Has",
    "Have",
    "Having",
    "He",
    "Hence",
    "Her",
    "Here",
    "Hers",
    "High",
    "His",
    "How",
    "However",
    "Hundreds",
    "I",
    "If",
    "In",
    "Indeed",
    "Inside",
    "Instead",
    "Into",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Late",
    "Later",
    "Least",
    "Less",
    "Let",
    "Like",
    "Likewise",
    "Long",
    "Many",
    "May",
    "Maybe",
    "Meanwhile",
    "Members",
    "Might",
    "Millions",
    "More",
    "Moreover",
    "Most",
    "Much",
    "Must",
    "My",
    "Near",
    "Nearly",
    "Neither",
    "Never",
    "Nevertheless",
    "New",
    "Next",
    "No",
    "Nobody",
    "None",
    "Nonetheless",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "Off",
    "Officials",
    "Often",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Otherwise",
    "Our",
    "Out",
    "Outside",
    "Over",
    "People",
    "Perhaps",
    "Planned",
    "Please",
    "Police",
    "Rather",
    "Read",
    "Recent",
    "Recently",
    "Residents",
    "Right",
    "Same",
    "Second",
    "See",
    "Several",
    "Shall",
    "She",
    "Should",
    "Similarly",
    "Since",
    "So",
    "Some",
    "Someone",
    "Sometimes",
    "Soon",
    "Source",
    "Sources",
    "Speaking",
    "Still",
    "Such",
    "Talks",
    "Ten",
    "Than",
    "That",
    "The",
    "Their",
    "Them",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "Third",
    "This",
    "Those",
    "Though",
    "Thousands",
    "Three",
    "Through",
    "Throughout",
    "Thus",
    "Till",
    "To",
    "Together",
    "Too",
    "Toward",
    "Towards",
    "Two",
    "Under",
    "Unless",
    "Unlike",
    "Until",
    "Up",
    "Upon",
    "Very",
    "Via",
    "Was",
    "We",
    "Well",
    "Were",
    "What",
    "Whatever",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Whose",
    "Why",
    "Will",
    "With",
    "Within",
    "Without",
    "Would",
    "Yes",
    "Yet",
    "You",
    "Your",
];

/// Names of days and months, which are never names of anything else here.
const CALENDAR: &[&str] = &[
    "April",
    "August",
    "December",
    "February",
    "Friday",
    "January",
    "July",
    "June",
    "March",
    "Monday",
    "November",
    "October",
    "Saturday",
    "September",
    "Sunday",
    "Thursday",
    "Tuesday",
    "Wednesday",
];

/// The chunks of a sentence. `common` words are no names where they begin it; in a `titled` heading every word is capitalised, so
/// only what a table knows counts.
pub(super) fn chunks<'a>(
    words: &[Word<'a>],
    common: &BTreeSet<&str>,
    titled: bool,
) -> Vec<Chunk<'a>> {
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = run(words, at, common);
        if end == at {
            at += 1;
            continue;
        }
        split(words, at..end, titled, &mut chunks);
        at = end;
    }
    chunks
}

/// The place after the run of name words that begins here; the same place where none does.
fn run(words: &[Word<'_>], at: usize, common: &BTreeSet<&str>) -> usize {
    let Some(first) = words.get(at).filter(|word| is_name_word(word, common)) else { return at };
    let mut end = at + 1;
    let mut last = first;
    while let Some(word) = words.get(end) {
        if breaks(last) {
            break;
        }
        let next = words.get(end + 1);
        if is_name_word(word, common) && !word.first {
            last = word;
            end += 1;
        } else if INSIDE.contains(&word.text)
            && word.after == ' '
            && next.is_some_and(|next| is_name_word(next, common))
            && joins(words.get(at..end).unwrap_or_default(), word.text)
        {
            last = next.unwrap_or(word);
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether a mark or a possessive after a word ends a name; the point of an abbreviation does not.
fn breaks(word: &Word<'_>) -> bool {
    let title = word.after == '.' && word.text.len() <= 4;
    word.possessive && !word.text.ends_with("General") || word.after != ' ' && !title
}

/// "of" joins only what is a title or an organisation: "Secretary of State", "Bank of England", "University of Oslo".
fn joins(before: &[Word<'_>], inside: &str) -> bool {
    if inside != "of" {
        return true;
    }
    before.iter().any(|word| {
        table::has(table::HEADS, word.text)
            || table::has(table::TITLES, word.text)
            || matches!(
                word.text,
                "Gulf"
                    | "Strait"
                    | "Isle"
                    | "Port"
                    | "Bay"
                    | "Cape"
                    | "Republic"
                    | "Kingdom"
                    | "States"
                    | "Chief"
            )
    })
}

fn is_name_word(word: &Word<'_>, common: &BTreeSet<&str>) -> bool {
    if !word.is_capital() || CALENDAR.contains(&word.text) || word.text == "I" {
        return false;
    }
    if !word.first {
        return !matches!(word.text, "The" | "A" | "An");
    }
    let lower = word.text.to_lowercase();
    let starter = STARTERS.binary_search(&word.text).is_ok();
    let known = table::country(word.text).is_some()
        || table::has(table::GIVEN, word.text)
        || table::has(table::TITLES, word.text);
    !starter && (known || !common.contains(lower.as_str()))
}

/// Cuts titles and origins from the front of a run, and a run at a place or organisation that stands before a title.
fn split<'a>(
    words: &[Word<'a>],
    reach: std::ops::Range<usize>,
    titled: bool,
    chunks: &mut Vec<Chunk<'a>>,
) {
    let std::ops::Range { start: from, end: to } = reach;
    let run = words.get(from..to).unwrap_or_default();
    let cut = title_length(run).max(last_title(run));
    // A title that nothing follows names nobody: "the Prime Minister". What stands before it may be a place.
    let (name_from, name_to) =
        if cut == run.len() { (from, from + origin_length(run)) } else { (from + cut, to) };
    let Some(name) = words.get(name_from..name_to).filter(|name| !name.is_empty()) else { return };
    let known = name.iter().any(|word| {
        table::country(word.text).is_some()
            || table::has(table::CAPITALS, word.text)
            || table::has(table::GIVEN, word.text)
            || word.is_all_capitals()
    });
    if titled && !known {
        return;
    }
    let span = match (name.first(), name.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
        _ => return,
    };
    let before = words.get(from..name_from).unwrap_or_default();
    // The origin in a title is a place of its own: "Ukrainian", "U.S."
    origin_chunk(before, from, chunks);
    chunks.push(Chunk {
        span,
        name: name.iter().map(|word| word.text).collect(),
        before: before.iter().map(|word| word.text).collect(),
        from: name_from,
        to: name_to,
    });
}

/// A country's own name in a title: "U.S. Secretary of State" names the United States too.
fn origin_chunk<'a>(before: &[Word<'a>], from: usize, chunks: &mut Vec<Chunk<'a>>) {
    for (at, word) in before.iter().enumerate() {
        if matches!(
            word.text,
            "U.S." | "US" | "U.K." | "UK" | "U.S" | "EU" | "UN" | "NATO" | "U.N."
        ) {
            chunks.push(Chunk {
                span: word.span,
                name: vec![word.text],
                before: Vec::new(),
                from: from + at,
                to: from + at + 1,
            });
        }
    }
}

fn origin_length(run: &[Word<'_>]) -> usize {
    run.iter()
        .take_while(|word| {
            table::country(word.text).is_some() || table::has(table::CAPITALS, word.text)
        })
        .count()
}

/// How many words of a run end with a title that a name follows: "Harbour Minister Dana Moe" has two.
fn last_title(run: &[Word<'_>]) -> usize {
    let is_title = |word: &Word<'_>| table::has(table::TITLES, word.text.trim_end_matches('.'));
    let Some(at) = run.iter().rposition(is_title) else { return 0 };
    let name = run.get(at + 1..).unwrap_or_default();
    let organisation = name.iter().any(|word| table::has(table::HEADS, word.text));
    if name.is_empty() || name.len() > 4 || organisation { 0 } else { at + 1 }
}

/// How many words at the front of a run are titles and what belongs to them.
fn title_length(run: &[Word<'_>]) -> usize {
    let mut length = 0;
    let mut at = 0;
    while let Some(word) = run.get(at) {
        let bare = word.text.trim_end_matches('.');
        let title = bare
            .split('-')
            .all(|piece| table::has(table::TITLES, piece) || table::has(table::TITLE_PARTS, piece));
        let part = title
            || table::has(table::TITLE_PARTS, bare)
            || table::is_demonym(word.text)
            || INSIDE.contains(&word.text)
            || matches!(
                bare,
                "EU" | "UN"
                    | "NATO"
                    | "U.N"
                    | "White"
                    | "House"
                    | "Kremlin"
                    | "Department"
                    | "Pentagon"
                    | "Ministry"
            );
        if !part {
            break;
        }
        at += 1;
        if bare.split('-').any(|piece| table::has(table::TITLES, piece))
            || length > 0
                && table::has(table::TITLE_PARTS, bare)
                && run.get(at - 2).is_some_and(|before| before.text == "of")
        {
            length = at;
        }
    }
    length
}
