//! Points that belong to an abbreviation rather than to a sentence.

use super::table::{Map, Table};

/// What the point of an abbreviation may end.
#[derive(Clone, Copy, Debug)]
enum Abbreviation {
    /// Titles and the like: their point belongs to them whatever follows.
    Title,
    /// Months, counts and references, whose point ends a sentence only where no number follows.
    Numbered,
    /// Parts of a place's name, which end a sentence where a word follows that begins one: "Main St. The talks", "St. Olaf".
    Place,
    /// Companies' endings, which end a sentence unless somebody's office there follows, or the name's letters in brackets.
    Company,
    /// States, whose point ends nothing after the place in them: "PORT MOE, La. (Wire)".
    State,
    /// Halves of the day, which end a sentence unless a zone or a weekday follows.
    Hour,
}

static ABBREVIATIONS: Map<Abbreviation> = Map::of(&[
    ("a.m", Abbreviation::Hour),
    ("adm", Abbreviation::Title),
    ("ala", Abbreviation::State),
    ("amb", Abbreviation::Title),
    ("approx", Abbreviation::Title),
    ("apr", Abbreviation::Numbered),
    ("ariz", Abbreviation::State),
    ("ark", Abbreviation::State),
    ("art", Abbreviation::Numbered),
    ("atty", Abbreviation::Title),
    ("aug", Abbreviation::Numbered),
    ("ave", Abbreviation::Place),
    ("blvd", Abbreviation::Place),
    ("brig", Abbreviation::Title),
    ("bros", Abbreviation::Title),
    ("ca", Abbreviation::Title),
    ("calif", Abbreviation::State),
    ("capt", Abbreviation::Title),
    ("cf", Abbreviation::Title),
    ("ch", Abbreviation::Numbered),
    ("cmdr", Abbreviation::Title),
    ("co", Abbreviation::Company),
    ("col", Abbreviation::Title),
    ("colo", Abbreviation::State),
    ("conn", Abbreviation::State),
    ("corp", Abbreviation::Company),
    ("cpl", Abbreviation::Title),
    ("dec", Abbreviation::Numbered),
    ("del", Abbreviation::State),
    ("dr", Abbreviation::Title),
    ("e.g", Abbreviation::Title),
    ("feb", Abbreviation::Numbered),
    ("fig", Abbreviation::Numbered),
    ("fla", Abbreviation::State),
    ("fr", Abbreviation::Title),
    ("ft", Abbreviation::Place),
    ("ga", Abbreviation::State),
    ("gen", Abbreviation::Title),
    ("gov", Abbreviation::Title),
    ("hon", Abbreviation::Title),
    ("i.e", Abbreviation::Title),
    ("ill", Abbreviation::State),
    ("inc", Abbreviation::Company),
    ("ind", Abbreviation::State),
    ("jan", Abbreviation::Numbered),
    ("jul", Abbreviation::Numbered),
    ("jun", Abbreviation::Numbered),
    ("kan", Abbreviation::State),
    ("ky", Abbreviation::State),
    ("la", Abbreviation::State),
    ("lt", Abbreviation::Title),
    ("ltd", Abbreviation::Company),
    ("maj", Abbreviation::Title),
    ("mar", Abbreviation::Numbered),
    ("mass", Abbreviation::State),
    ("md", Abbreviation::State),
    ("messrs", Abbreviation::Title),
    ("mgr", Abbreviation::Title),
    ("mich", Abbreviation::State),
    ("minn", Abbreviation::State),
    ("miss", Abbreviation::State),
    ("mme", Abbreviation::Title),
    ("mo", Abbreviation::State),
    ("mont", Abbreviation::State),
    ("mr", Abbreviation::Title),
    ("mrs", Abbreviation::Title),
    ("ms", Abbreviation::Title),
    ("mt", Abbreviation::Place),
    ("neb", Abbreviation::State),
    ("nev", Abbreviation::State),
    ("no", Abbreviation::Numbered),
    ("nos", Abbreviation::Numbered),
    ("nov", Abbreviation::Numbered),
    ("oct", Abbreviation::Numbered),
    ("okla", Abbreviation::State),
    ("ore", Abbreviation::State),
    ("p", Abbreviation::Numbered),
    ("p.m", Abbreviation::Hour),
    ("pa", Abbreviation::State),
    ("plc", Abbreviation::Company),
    ("pp", Abbreviation::Numbered),
    ("pres", Abbreviation::Title),
    ("prof", Abbreviation::Title),
    ("pvt", Abbreviation::Title),
    ("rd", Abbreviation::Place),
    ("rep", Abbreviation::Title),
    ("reps", Abbreviation::Title),
    ("rev", Abbreviation::Title),
    ("sec", Abbreviation::Numbered),
    ("sen", Abbreviation::Title),
    ("sens", Abbreviation::Title),
    ("sep", Abbreviation::Numbered),
    ("sept", Abbreviation::Numbered),
    ("sgt", Abbreviation::Title),
    ("ss", Abbreviation::Title),
    ("st", Abbreviation::Place),
    ("supt", Abbreviation::Title),
    ("tenn", Abbreviation::State),
    ("tex", Abbreviation::State),
    ("v", Abbreviation::Title),
    ("va", Abbreviation::State),
    ("vol", Abbreviation::Numbered),
    ("vs", Abbreviation::Title),
    ("vt", Abbreviation::State),
    ("wash", Abbreviation::State),
    ("wis", Abbreviation::State),
    ("wyo", Abbreviation::State),
]);

/// Offices after a company's name.
static OFFICES: Table = Table::of(&[
    "Chair",
    "Chairman",
    "Chairwoman",
    "Chief",
    "Director",
    "Founder",
    "President",
    "Vice",
]);

/// What goes on after "9 a.m."; anything else with a capital begins a sentence.
static AFTER_HOUR: Table = Table::of(&[
    "BST",
    "CEST",
    "CET",
    "EDT",
    "EST",
    "ET",
    "Friday",
    "GMT",
    "IST",
    "Monday",
    "PST",
    "PT",
    "Saturday",
    "Sunday",
    "Thursday",
    "Tuesday",
    "UTC",
    "Wednesday",
]);

/// Words that follow an abbreviation only where a new sentence begins.
static BEGIN: Table = Table::of(&[
    "A",
    "After",
    "All",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Many",
    "Meanwhile",
    "Most",
    "Nobody",
    "Not",
    "Now",
    "On",
    "Once",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
]);

/// Whether the point after `before` belongs to its last word rather than to the sentence.
pub(super) fn is_abbreviation(before: &str, next: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '/' | '‘' | '-'))
        .next()
        .unwrap_or_default();
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let following = first_word(next);
    let begins = || BEGIN.has(following) && !next.starts_with("A.") && !next.starts_with("I.");
    match ABBREVIATIONS.get_lowered(bare) {
        Some(Abbreviation::Title) => true,
        Some(Abbreviation::Numbered) => next.starts_with(|c: char| c.is_ascii_digit()),
        Some(Abbreviation::Place) => !begins(),
        Some(Abbreviation::Company) => OFFICES.has(following) || next.starts_with('(') && !begins(),
        Some(Abbreviation::Hour) => AFTER_HOUR.has(following),
        Some(Abbreviation::State) => {
            let place = before.strip_suffix(bare).unwrap_or_default().ends_with(", ");
            place && bare.starts_with(char::is_uppercase) && !begins()
        }
        None => is_initials(bare) && !begins(),
    }
}

/// One capital but the first person's, or letters with points between: an initial, a country, a title.
fn is_initials(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter.is_uppercase() && letter != 'I',
        _ => word.contains('.') && word.split('.').all(|piece| piece.chars().count() <= 1),
    }
}

/// The first word of what follows a point, without the marks before it.
pub(super) fn first_word(text: &str) -> &str {
    text.trim_start_matches(['“', '"', '‘', '(', '['])
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert_eq!(ABBREVIATIONS.unsorted(), None);
        for table in [&OFFICES, &AFTER_HOUR, &BEGIN] {
            assert_eq!(table.unsorted(), None);
        }
    }
}
