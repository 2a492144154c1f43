//! Names of people, organisations and places in one text.
//!
//! Runs of capitalised words are cut out ([`chunk`]), told apart by the words they are made of and the words around them
//! ([`kind`]), and then read once more with the whole text known: a surname is its full name's, and a word that also stands in
//! lower case was only the first of its sentence.

mod chunk;
pub(super) mod gazetteer;
mod kind;

use super::word::{Word, words};
use super::{Prose, Sentence};
use crate::markdown::BlockKind;
use crate::text::Span;
use chunk::Chunk;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Words that name somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What they name.
    pub kind: MentionKind,
    /// The fullest name the text gives: a surname's whole name.
    pub name: String,
    /// The title or role printed beside it: `U.S. Secretary of State`.
    pub role: Option<String>,
    /// Whether a place's name stands for those who govern there ("Kyiv said").
    pub metonym: bool,
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
}

/// The names of a text, in order.
pub fn mentions(prose: &Prose, sentences: &[Sentence]) -> Vec<Mention> {
    let read: Vec<(Vec<Word<'_>>, bool)> =
        sentences.iter().map(|sentence| read(prose, sentence)).collect();
    let common = common_words(&read);
    let mut found = Vec::new();
    for (words, titled) in &read {
        for chunk in chunk::chunks(words, &common, *titled) {
            found.extend(kind::tell(words, &chunk).map(|kind| (kind, chunk)));
        }
    }
    settle(found)
}

/// The words of a sentence, and whether it is set in capitals throughout, as a headline is.
fn read<'a>(prose: &'a Prose, sentence: &Sentence) -> (Vec<Word<'a>>, bool) {
    let text = sentence.span.of(&prose.words);
    let words = words(text, sentence.span.start as usize);
    let long = words.iter().filter(|word| word.text.len() > 3);
    let capitals = long.clone().filter(|word| word.is_capital()).count();
    let titled = sentence.kind == BlockKind::Heading && capitals * 3 > long.count() * 2;
    (words, titled)
}

/// Words that stand in lower case somewhere: no names where they begin a sentence.
fn common_words<'a>(read: &[(Vec<Word<'a>>, bool)]) -> BTreeSet<&'a str> {
    let lower = read.iter().flat_map(|(words, _)| words).filter(|word| !word.is_capital());
    lower.map(|word| word.text).collect()
}

/// A chunk with what it names, before the whole text is known.
type Told<'a> = (kind::Told, Chunk<'a>);

/// Reads the chunks again with the whole text known.
fn settle(found: Vec<Told<'_>>) -> Vec<Mention> {
    let full = full_names(&found);
    let mut mentions: Vec<Mention> =
        found.into_iter().filter_map(|(told, chunk)| settled(told, &chunk, &full)).collect();
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

/// Surnames with the whole names they stand for; a surname that two people share stands for neither.
fn full_names<'a>(found: &[Told<'a>]) -> BTreeMap<&'a str, Option<String>> {
    let mut full: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for (told, chunk) in found {
        let (Some(MentionKind::Person), [_, .., surname]) = (told.kind, chunk.name.as_slice())
        else {
            continue;
        };
        let name = chunk.name.join(" ");
        full.entry(surname)
            .and_modify(|known| {
                let other = known.as_ref().is_some_and(|known| !same_person(known, &name));
                if other {
                    *known = None;
                }
            })
            .or_insert(Some(name));
    }
    full
}

/// "J.D. Moe" and "JD Moe", "Dan Moe" and "Daniel Moe" are one; "Ann Moe" and "Dan Moe" are not.
fn same_person(one: &str, two: &str) -> bool {
    let given =
        |name: &str| name.split(' ').next().unwrap_or_default().replace('.', "").to_lowercase();
    let (one, two) = (given(one), given(two));
    one.starts_with(&two) || two.starts_with(&one) || one.len() == 1 && two.starts_with(&one)
}

fn settled(
    told: kind::Told,
    chunk: &Chunk<'_>,
    full: &BTreeMap<&str, Option<String>>,
) -> Option<Mention> {
    let whole = match chunk.name.as_slice() {
        [surname] => full.get(surname).cloned().flatten(),
        _ => None,
    };
    let kind = match (&whole, told.kind) {
        (Some(_), None | Some(MentionKind::Person | MentionKind::Organisation)) => {
            MentionKind::Person
        }
        // A place whose name is also somebody's here: with a full name in the text, the person is meant unless "in" says otherwise.
        (Some(_), Some(MentionKind::Place)) if !told.located => MentionKind::Person,
        (_, Some(kind)) => kind,
        (None, None) => return None,
    };
    let name = whole
        .filter(|_| kind == MentionKind::Person)
        .unwrap_or_else(|| told.name.unwrap_or_else(|| chunk.name.join(" ")));
    Some(Mention {
        span: chunk.span,
        kind,
        name,
        role: told.role,
        metonym: told.metonym && kind == MentionKind::Place,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, annotate};
    use super::*;

    fn names(text: &str, kind: MentionKind) -> Vec<String> {
        let found = annotate(text, Markup::Text).mentions;
        found.into_iter().filter(|one| one.kind == kind).map(|one| one.name).collect()
    }

    #[test]
    fn a_surname_is_its_full_names() {
        let text =
            "Harbour Minister Dana Holt met Rolf Jansen on Monday. Holt said that Jansen was late.";
        assert_eq!(
            names(text, MentionKind::Person),
            ["Dana Holt", "Rolf Jansen", "Dana Holt", "Rolf Jansen"]
        );
    }

    #[test]
    fn titles_are_roles_and_no_part_of_the_name() {
        let found = annotate("U.S. Secretary of State Dana Holt spoke.", Markup::Text).mentions;
        let person = found.iter().find(|one| one.kind == MentionKind::Person).unwrap();
        assert_eq!(person.name, "Dana Holt");
        assert_eq!(person.role.as_deref(), Some("U.S. Secretary of State"));
    }

    #[test]
    fn places_and_those_who_govern_there_are_told_apart() {
        let found = annotate("Kyiv rejected the plan in Paris.", Markup::Text).mentions;
        assert_eq!(found.iter().map(|one| one.metonym).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_dateline_in_capitals_names_its_places() {
        let found = names("OSLO/PARIS (Harbour Wire) – It rained.", MentionKind::Place);
        assert_eq!(found, ["Oslo", "Paris"]);
    }

    #[test]
    fn the_point_of_a_saints_town_ends_no_name() {
        assert_eq!(names("They met in St. Louis on Monday.", MentionKind::Place), ["St. Louis"]);
    }

    #[test]
    fn a_word_that_begins_a_sentence_is_no_name_by_that() {
        assert!(
            names("Talks went on. The talks ended. Meanwhile it rained.", MentionKind::Person)
                .is_empty()
        );
    }

    #[test]
    fn organisations_are_told_by_their_heads() {
        let found = names(
            "The Royal Harbour Institute and the Foreign Office met NATO.",
            MentionKind::Organisation,
        );
        assert_eq!(found, ["Royal Harbour Institute", "Foreign Office", "NATO"]);
    }
}
