//! Credits at the end of a text: "Reporting by …; Editing by …", "AFP contributed reporting.".

use super::{Credit, byline};

/// Words that begin a credit, in lower case, with the role they tell.
const ROLES: &[(&str, &str)] = &[
    ("additional editing by", "additional editing"),
    ("additional reporting by", "additional reporting"),
    ("additional writing by", "additional writing"),
    ("compiled by", "compiling"),
    ("editing by", "editing"),
    ("graphic by", "graphics"),
    ("graphics by", "graphics"),
    ("photographs by", "photographs"),
    ("photography by", "photographs"),
    ("reporting and writing by", "reporting"),
    ("reporting by", "reporting"),
    ("translated by", "translation"),
    ("translation by", "translation"),
    ("writing and editing by", "writing"),
    ("writing by", "writing"),
    ("written by", "writing"),
];

/// What a credit line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Credits {
    /// People, with their part.
    pub(super) people: Vec<Credit>,
    /// Agencies.
    pub(super) agencies: Vec<String>,
}

/// Reads a whole line as a credit; `None` where it is none.
pub(super) fn read(line: &str) -> Option<Credits> {
    let line = line.trim().trim_matches(|c| matches!(c, '(' | ')' | '*' | '_' | '[' | ']')).trim();
    contributed(line).or_else(|| roles(line))
}

/// "AFP contributed reporting.", "With inputs from PTI", "Ann Lee contributed to this report."
fn contributed(line: &str) -> Option<Credits> {
    const AFTER: &[&str] = &[
        "contributed reporting",
        "contributed to this report",
        "contributed to this story",
        "contributed to this article",
    ];
    const BEFORE: &[&str] = &[
        "with inputs from",
        "with input from",
        "with reporting by",
        "with reporting from",
        "with files from",
        "with agency inputs",
        "with material from",
        "source:",
    ];
    if line.len() > 200 {
        return None;
    }
    let lower = line.to_lowercase();
    let names =
        AFTER.iter().find_map(|words| lower.find(words)).and_then(|at| line.get(..at)).or_else(
            || {
                BEFORE
                    .iter()
                    .find(|words| lower.starts_with(*words))
                    .and_then(|words| line.get(words.len()..))
            },
        )?;
    if is_sentence(names) {
        return None;
    }
    let named = byline::read(names.trim().trim_end_matches('.').trim_start_matches("The "));
    let agencies_alone = named.agencies.is_empty() && lower.starts_with("source:");
    if agencies_alone {
        return None;
    }
    // Capitals alone are an agency that the table does not know.
    let is_agency = |name: &String| name.len() <= 6 && name.chars().all(|c| c.is_ascii_uppercase());
    let (unknown, people): (Vec<String>, Vec<String>) =
        named.authors.into_iter().partition(is_agency);
    let person = |name| Credit { role: "reporting".to_owned(), name, place: None };
    let agencies = named.agencies.into_iter().chain(unknown).collect();
    Some(Credits { people: people.into_iter().map(person).collect(), agencies })
}

fn roles(line: &str) -> Option<Credits> {
    role(line)?;
    let mut credits = Credits::default();
    for piece in line.split(';') {
        let (role, names) = role(piece.trim()).filter(|(_, names)| !is_sentence(names))?;
        credits.people.extend(people(role, names));
    }
    Some(credits)
}

/// Whether what stands where names should goes on as a sentence: "hand, the will leaves all to the cat".
fn is_sentence(names: &str) -> bool {
    const MOST: usize = 2;
    let names = names.replace(" and ", ", ");
    let small = |piece: &str| {
        let name = piece.split(" in ").next().unwrap_or_default();
        name.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count()
    };
    names.split([',', ';']).any(|piece| small(piece) > MOST)
}

fn role(piece: &str) -> Option<(&'static str, &str)> {
    let lower = piece.to_lowercase();
    let (words, role) = ROLES.iter().find(|(words, _)| lower.starts_with(words))?;
    Some((role, piece.get(words.len()..)?.trim().trim_end_matches('.')))
}

/// `A in X, B and C in Y`: a place is that of all the names since the one before it.
fn people(role: &str, names: &str) -> Vec<Credit> {
    let mut people: Vec<Credit> = Vec::new();
    let mut since = 0;
    for piece in
        names.replace(" and ", ", ").split(',').map(str::trim).filter(|piece| !piece.is_empty())
    {
        let (name, place) =
            piece.split_once(" in ").map_or((piece, None), |(name, place)| (name, Some(place)));
        people.push(Credit { role: role.to_owned(), name: name.to_owned(), place: None });
        if let Some(place) = place {
            let unplaced = people.iter_mut().skip(since);
            unplaced.for_each(|person| person.place = Some(place.to_owned()));
            since = people.len();
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_that_of_the_names_before_it() {
        let credits =
            read("(Reporting by A Lee in Oslo, B Roe and C Dahl in Bergen; Editing by D Moe)")
                .unwrap();
        let told: Vec<_> = credits
            .people
            .iter()
            .map(|one| (one.role.as_str(), one.name.as_str(), one.place.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("reporting", "A Lee", Some("Oslo")),
                ("reporting", "B Roe", Some("Bergen")),
                ("reporting", "C Dahl", Some("Bergen")),
                ("editing", "D Moe", None)
            ]
        );
    }

    #[test]
    fn an_agency_that_contributed_is_an_agency() {
        assert_eq!(read("*AFP contributed reporting.*").unwrap().agencies, ["AFP"]);
        assert_eq!(read("With inputs from PTI").unwrap().agencies, ["PTI"]);
    }

    #[test]
    fn a_sentence_about_an_agency_is_no_credit() {
        assert_eq!(read("Reporting by Aldmouth police is two years late, it was found."), None);
        assert_eq!(read("Written by hand, the will leaves all to the cat."), None);
        assert_eq!(read("With inputs from farmers, the plan was written in a week."), None);
        assert_eq!(read("AFP reported on Monday that the bridge had closed."), None);
    }
}
