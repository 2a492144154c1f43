//! One piece of a byline: a name, and what stands after it.

use super::agency;
use super::table::{OF_ROLES, PLACES, ROLES};
use crate::article::paper::is_paper;

/// What a piece says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// A person, or a collective.
    pub(super) name: Option<String>,
    /// The agency that is named with it: "Ann Lee, Associated Press" without the comma.
    pub(super) agency: Option<&'static str>,
    /// Whether a role is named.
    pub(super) has_role: bool,
    /// Whether a place is named: what follows may be another.
    pub(super) is_placed: bool,
    /// Whether all its words are of one of these kinds.
    pub(super) is_clear: bool,
}

/// Most words of a name.
const MOST: usize = 6;

/// Words in small letters inside names, sorted.
const PARTICLES: &[&str] = &[
    "'t", "af", "al", "bin", "bint", "d'", "da", "das", "de", "del", "della", "den", "der", "di",
    "do", "dos", "du", "e", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu", "zum",
    "zur",
];

/// Words that begin what follows a name, sorted: where its bearer is, for whom, what is told of them.
const AFTER: &[&str] = &[
    "am",
    "at",
    "aus",
    "en",
    "for",
    "from",
    "in",
    "is",
    "na",
    "on",
    "reporting",
    "reports",
    "w",
    "à",
    "в",
    "у",
];

/// Words with capitals that begin what follows a name, in lower case, sorted.
const ENDS: &[&str] = &["posted", "published", "special", "updated"];

/// Reads one piece.
pub(super) fn read(text: &str) -> Piece {
    let words: Vec<&str> = text.split_whitespace().collect();
    let fits = |word: &&&str| may_be_of_name(word) || is_of_role(word) && !is_end(word);
    let named = words.iter().take(MOST).take_while(fits).count();
    let (head, rest) = words.split_at_checked(named).unwrap_or_default();
    let small = head.iter().rev().take_while(|word| is_particle(word)).count();
    let head = head.get(..head.len() - small).unwrap_or_default();
    let (head, agency) = without_agency(head);
    let (person, role) = without_role(head);
    let after = rest.first().copied().unwrap_or_default();
    let after_lower = after.to_lowercase();
    let goes_on = AFTER.contains(&after_lower.as_str());
    let is_clear = rest.is_empty() && small == 0
        || goes_on
        || is_aside(after)
        || is_role(rest)
        || rest.last() == Some(&"read");
    // Words of another kind are a house's name: "Office for Boats", "Sponsored by Harbour Boats".
    let whole = || (!is_clear && is_house(&words)).then(|| words.join(" "));
    let has_role = !role.is_empty() || is_role(rest);
    let name = whole().or_else(|| name(person, role));
    Piece { name, agency, has_role, is_placed: goes_on, is_clear }
}

/// Whether words may be the name of a house: few, with a capital, and no numbers.
fn is_house(words: &[&str]) -> bool {
    let plain = |word: &&str| !word.contains(|c: char| c.is_ascii_digit() || c == '@');
    words.len() <= MOST
        && words.iter().all(plain)
        && words.iter().any(|word| word.starts_with(char::is_uppercase))
}

/// The name that is left of some words; those of a role alone name nobody, unless a house goes before it.
fn name(person: &[&str], role: &[&str]) -> Option<String> {
    let all = |words: &[&str]| words.join(" ");
    let house = !role.is_empty() && (person.len() < 2 || is_paper(&all(person)));
    match () {
        () if person.is_empty() => None,
        () if house => Some(all(&[person, role].concat())),
        () => Some(all(person)),
    }
}

/// Whether a word can be one of a name.
fn may_be_of_name(word: &str) -> bool {
    is_particle(word) || is_capital(word) && !is_end(word)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a word begins as one of a name does: with a capital where its script has them, perhaps after "d'" or "al-".
fn is_capital(word: &str) -> bool {
    let plain =
        |c: char| c.is_alphabetic() || is_mark(c) || matches!(c, '.' | '-' | '\'' | '’' | '&');
    let first = word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let joined = || {
        let (before, after) = word.split_once(['-', '\'', '’']).unwrap_or_default();
        (1..=2).contains(&before.chars().count()) && after.starts_with(char::is_uppercase)
    };
    word.chars().all(plain) && (first || joined())
}

/// Whether a character is a mark on a letter, as several scripts write them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether a word opens what is said beside a name: an account, an address, something in parentheses.
fn is_aside(word: &str) -> bool {
    word.starts_with(['@', '(', '<', '[']) || word.contains('@') || is_end(word)
}

fn is_end(word: &str) -> bool {
    ENDS.contains(&bare(word).as_str())
}

/// Words without the agency at their end.
fn without_agency<'w, 't>(words: &'w [&'t str]) -> (&'w [&'t str], Option<&'static str>) {
    const LONGEST: usize = 3;
    for length in (1..=LONGEST).rev() {
        let Some(at) = words.len().checked_sub(length).filter(|at| *at >= 2) else { continue };
        let (name, last) = words.split_at_checked(at).unwrap_or_default();
        if let Some(agency) = agency(&last.join(" ")) {
            return (name, Some(agency));
        }
    }
    (words, None)
}

/// Whether a word is one of a role's.
fn is_of_role(word: &str) -> bool {
    names_role(word) || OF_ROLES.binary_search(&bare(word).as_str()).is_ok()
}

/// Whether a word is the last of a role's.
fn names_role(word: &str) -> bool {
    ROLES.binary_search(&bare(word).as_str()).is_ok()
}

/// Words parted before the role at their end.
fn without_role<'w, 't>(words: &'w [&'t str]) -> (&'w [&'t str], &'w [&'t str]) {
    let last = words.iter().rev().take_while(|word| names_role(word)).count();
    if last == 0 {
        return (words, &[]);
    }
    let before = words.iter().rev().skip(last).take_while(|word| is_of_role(word)).count();
    words.split_at_checked(words.len() - last - before).unwrap_or_default()
}

/// Whether words are a role, in whatever case: "senior health reporter", "editor of the Post".
pub(super) fn is_role(words: &[&str]) -> bool {
    let (person, role) = without_role(words);
    let begins = words.iter().find(|word| names_role(word) || !is_of_role(word));
    let begins = begins.is_some_and(|word| names_role(word));
    begins || !role.is_empty() && person.iter().all(|word| word.starts_with(char::is_lowercase))
}

/// Whether a piece is a city or a region of two words, and no person.
pub(super) fn is_place(text: &str) -> bool {
    PLACES.binary_search(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(text: &str) -> String {
        read(text).name.unwrap_or_default()
    }

    #[test]
    fn names_are_read_with_their_particles_accents_and_initials() {
        for name in [
            "Ludwig van der Berg",
            "María José de la Cruz",
            "J.R. O'Neill",
            "Seán Ó Briain",
            "Fatima al-Zahra",
            "Jean d'Orville",
            "Олена Коваль",
            "أمل حداد",
            "Prince",
        ] {
            assert_eq!(name_of(name), name);
        }
    }

    #[test]
    fn what_follows_a_name_is_none_of_it() {
        for text in [
            "Ann Lee in Oslo",
            "Ann Lee for the Harbour Times",
            "Ann Lee Political Editor",
            "ANN LEE Staff Writer",
            "Ann Lee Special to the Harbour Times",
            "Ann Lee @annlee",
            "Ann Lee (AP)",
            "Ann Lee Published 3 May",
            "Ann Lee Associated Press",
            "Ann Lee 3 min read",
        ] {
            assert_eq!(name_of(text).to_lowercase(), "ann lee", "{text}");
        }
    }

    #[test]
    fn a_role_alone_names_nobody() {
        assert_eq!(name_of("Political Editor"), "");
        assert_eq!(name_of("senior reporter"), "");
        assert_eq!(name_of("Harbour Times Reporter"), "Harbour Times Reporter");
    }

    #[test]
    fn tables_are_sorted() {
        assert!(AFTER.is_sorted() && ENDS.is_sorted() && PARTICLES.is_sorted());
        assert!(ROLES.is_sorted() && OF_ROLES.is_sorted() && PLACES.is_sorted());
    }
}
