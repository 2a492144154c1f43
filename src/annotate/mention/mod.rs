//! Names of people, organisations and places in one text.
//!
//! Runs of capitalised words are cut out ([`chunk`]), told apart by the words they are made of and the words around them
//! ([`kind`]), and then read once more with the whole text known: a surname is its full name's, and a word that also stands in
//! lower case was only the first of its sentence.

mod body;
mod chunk;
pub(crate) mod gazetteer;
mod handle;
mod kind;
mod stop;

use super::quote::verb;
use super::table::Glance;
use super::word::{Word, words};
use super::{Prose, Sentence};
use crate::markdown::BlockKind;
use crate::text::Span;
use chunk::Chunk;
use kind::Acronym;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

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
    for (index, (words, titled)) in read.iter().enumerate() {
        for chunk in chunk::chunks(words, &common, *titled) {
            found.extend(kind::tell(words, &chunk).map(|mut told| {
                if told.opens && chunk.name.len() > 1 && is_somebody(sentences, &read, index) {
                    told.kind = Some(MentionKind::Person);
                }
                (told, chunk)
            }));
        }
    }
    let mut mentions = settle(&found);
    handle::add(&prose.words, &mut mentions);
    mentions
}

/// The words of a sentence, and whether it is set in capitals throughout, as a headline is.
fn read<'a>(prose: &'a Prose, sentence: &Sentence) -> (Vec<Word<'a>>, bool) {
    let text = sentence.span.of(&prose.words);
    let words = words(text, sentence.span.start as usize);
    let long = words.iter().filter(|word| word.text.len() > 3);
    let capitals = long.clone().filter(|word| word.capital).count();
    let titled = sentence.kind == BlockKind::Heading && capitals * 3 > long.count() * 2;
    (words, titled)
}

/// Whether the sentence after one that begins a block says "he" or "she" of whom that one names: "He left" or "“…,” she said".
fn is_somebody(sentences: &[Sentence], read: &[(Vec<Word<'_>>, bool)], at: usize) -> bool {
    let block = |at: usize| sentences.get(at).map(|sentence| sentence.block);
    let begins = at.checked_sub(1).is_none_or(|before| block(before) != block(at));
    let next = read.get(at + 1).filter(|_| begins && block(at) == block(at + 1));
    let pronoun = |word: &Word<'_>| word.is(&["he", "she"]);
    next.is_some_and(|(words, _)| {
        let speaks = |pair: &[Word<'_>]| match pair {
            [one, two] => {
                pronoun(one) && verb::is_speech(two.text)
                    || verb::is_speech(one.text) && pronoun(two)
            }
            _ => false,
        };
        words.first().is_some_and(pronoun) || words.windows(2).any(speaks)
    })
}

/// Words that stand in lower case somewhere: no names where they begin a sentence. Those that none here begins with are left out.
fn common_words<'a>(read: &[(Vec<Word<'a>>, bool)]) -> HashSet<&'a str> {
    let words = || read.iter().flat_map(|(words, _)| words);
    let mut glance = Glance::new();
    let first = words().filter(|word| word.first && chunk::is_unknown(word));
    let asked: HashSet<String> =
        first.map(|word| word.text.to_lowercase()).inspect(|word| glance.see(word)).collect();
    let lower = words().filter(|word| glance.may_have(word.text) && !word.capital);
    lower.map(|word| word.text).filter(|word| asked.contains(*word)).collect()
}

/// A chunk with what it names, before the whole text is known.
type Told<'a> = (kind::Told, Chunk<'a>);

/// Reads the chunks again with the whole text known.
fn settle(found: &[Told<'_>]) -> Vec<Mention> {
    let known = Known::of(found);
    let settled = found.iter().filter_map(|(told, chunk)| known.settled(told, chunk));
    let mut mentions: Vec<Mention> = settled.collect();
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

/// What the whole text tells of its names.
struct Known<'a> {
    /// Surnames with the whole names they stand for; a surname that two people share stands for neither.
    full: Whole<'a>,
    /// Given names in the same way, which "Sir" and "Dame" stand before.
    given: Whole<'a>,
    /// Surnames that stand alone after "Mr" and the like.
    titled: HashSet<&'a str>,
    /// First words of companies' names, with the names.
    companies: Whole<'a>,
    /// First words of organisations' names, and acronyms that something tells to be an organisation's.
    bodies: HashSet<&'a str>,
    /// Acronyms that stand in brackets after the name of something else, and names of vessels and the like.
    things: HashSet<&'a str>,
    /// Names of several words that are a vessel's, and nobody's with a title.
    vessels: HashSet<&'a str>,
}

/// Words with the whole names they stand for; `None` for what stands for several.
type Whole<'a> = HashMap<&'a str, Option<String>>;

impl<'a> Known<'a> {
    fn of(found: &'a [Told<'a>]) -> Self {
        let named =
            |chunk: &'a Chunk<'a>| Some(chunk.spelled.as_str()).filter(|_| chunk.name.len() > 1);
        let titled = found.iter().filter(|(told, _)| told.role.is_some());
        let titled: HashSet<&str> = titled.filter_map(|(_, chunk)| named(chunk)).collect();
        let vessels = found.iter().filter(|(told, _)| told.vessel);
        let vessels = vessels.filter_map(|(_, chunk)| named(chunk));
        let mut known = Self {
            vessels: vessels.filter(|name| !titled.contains(name)).collect(),
            full: Whole::new(),
            given: Whole::new(),
            titled: HashSet::new(),
            companies: Whole::new(),
            bodies: HashSet::new(),
            things: HashSet::new(),
        };
        let mut before: Option<&Told<'a>> = None;
        for one in found {
            known.learn(one, before);
            before = Some(one);
        }
        // "Mr Lahti" somewhere tells what "Matti Lahti" is, whatever stands beside it.
        for (_, chunk) in found.iter().filter(|(told, _)| told.kind.is_none() && told.opens) {
            let last = chunk.name.last().filter(|last| known.titled.contains(*last));
            if last.is_some_and(|last| !known.full.contains_key(last)) {
                known.learn_person(&chunk.name);
            }
        }
        known
    }

    fn learn(&mut self, (told, chunk): &Told<'a>, before: Option<&Told<'a>>) {
        match (told.kind, told.acronym, chunk.name.as_slice()) {
            (None, None, [name]) if told.vessel => {
                self.things.insert(name);
            }
            (Some(MentionKind::Organisation), _, [name]) if told.company => {
                self.bodies.insert(name);
            }
            (Some(MentionKind::Person), _, [surname]) => {
                let role = told.role.as_deref().unwrap_or_default();
                if role.rsplit(' ').next().is_some_and(|title| BEFORE_SURNAMES.contains(&title)) {
                    self.titled.insert(surname);
                }
            }
            (Some(MentionKind::Person), _, [_, .., _])
                if !self.vessels.contains(chunk.spelled.as_str()) =>
            {
                self.learn_person(&chunk.name);
            }
            (Some(MentionKind::Organisation), _, [first, second, ..]) => {
                let listed = || gazetteer::ORGANISATIONS.has(first);
                if first.len() > 2 && (gazetteer::COMPANY_ENDS.has(second) || listed()) {
                    self.bodies.insert(first);
                } else if body::is_trading(&chunk.name) {
                    learn(&mut self.companies, first, chunk.spelled.clone(), |one, two| one == two);
                }
            }
            (None, Some(Acronym::Acts), [letters]) => {
                self.bodies.insert(letters);
            }
            (None, Some(Acronym::Bracketed), [letters]) => {
                let (kind, name) = before
                    .filter(|(_, other)| other.to == chunk.from)
                    .map_or((None, None), |(told, other)| (told.kind, Some(other.name.as_slice())));
                if kind == Some(MentionKind::Organisation) {
                    self.bodies.insert(letters);
                } else if name.is_some() {
                    self.things.insert(letters);
                }
            }
            _ => {}
        }
    }

    fn learn_person(&mut self, name: &[&'a str]) {
        let name = match name {
            [rest @ .., end] if gazetteer::NAME_ENDS.has(end) => rest,
            whole => whole,
        };
        let [first, .., last] = name else { return };
        let (surname, given) = if is_family_first(name) { (first, last) } else { (last, first) };
        let name = name.join(" ");
        learn(&mut self.given, given, name.clone(), |one, two| one == two);
        learn(&mut self.full, surname, name, same_person);
    }

    fn settled(&self, told: &kind::Told, chunk: &Chunk<'_>) -> Option<Mention> {
        let whole = self.person(told, chunk);
        if whole.is_none() && (told.vessel || self.is_vessel(told, chunk)) {
            return None;
        }
        let company = self.company(told, chunk);
        let acts = told.kind == Some(MentionKind::Person) && !told.trades;
        if whole.is_some() && company.is_some() && !acts {
            // Somebody here has a company's name.
            return company.filter(|_| told.trades).map(|name| organisation(chunk, name));
        }
        // A place whose name is also somebody's here: the person is meant unless "in" says otherwise.
        let located = told.located && told.kind == Some(MentionKind::Place);
        let kind = match told.kind {
            _ if whole.is_some() && !located => MentionKind::Person,
            None | Some(MentionKind::Person) if company.is_some() || self.is_body(chunk) => {
                MentionKind::Organisation
            }
            told => told?,
        };
        let name = match kind {
            MentionKind::Person => whole,
            MentionKind::Organisation => company,
            MentionKind::Place => None,
        };
        let name = name.or_else(|| told.name.clone()).unwrap_or_else(|| chunk.spelled.clone());
        Some(Mention {
            span: chunk.span,
            kind,
            name,
            role: told.role.clone().filter(|_| kind == MentionKind::Person),
            metonym: told.metonym && kind == MentionKind::Place,
        })
    }

    /// The whole name of the person whom a surname alone stands for, or a given name after "Sir"; a whole name that is
    /// told to be somebody's by "Mr".
    fn person(&self, told: &kind::Told, chunk: &Chunk<'_>) -> Option<String> {
        match chunk.name.as_slice() {
            [name] if !told.certain || !self.bodies.contains(name) => {
                let knight = told.role.as_deref().is_some_and(|role| {
                    role.rsplit(' ').next().is_some_and(|title| matches!(title, "Dame" | "Sir"))
                });
                let given = || self.given.get(name).filter(|_| knight);
                self.full.get(name).or_else(given).cloned().flatten()
            }
            [.., last] if told.kind.is_none() && self.titled.contains(last) => {
                self.full.get(last).cloned().flatten().filter(|name| *name == chunk.spelled)
            }
            _ => None,
        }
    }

    /// The whole name of the company whose first word stands alone: "Quill said", where "Quill Foods" is told of.
    fn company(&self, told: &kind::Told, chunk: &Chunk<'_>) -> Option<String> {
        let [name] = chunk.name.as_slice() else { return None };
        let begins = chunk.from == 0 && told.kind.is_none() && !told.opens && !told.trades;
        let free = chunk.before.is_empty() && !self.titled.contains(name) && !begins;
        self.companies.get(name).filter(|_| free).cloned().flatten()
    }

    /// A name that is a vessel's elsewhere in the text.
    fn is_vessel(&self, told: &kind::Told, chunk: &Chunk<'_>) -> bool {
        told.kind == Some(MentionKind::Person)
            && (self.vessels.contains(chunk.spelled.as_str())
                || matches!(chunk.name.as_slice(), [word] if self.things.contains(word)))
    }

    fn is_body(&self, chunk: &Chunk<'_>) -> bool {
        matches!(chunk.name.as_slice(), [word] if self.bodies.contains(word) && !self.things.contains(word))
    }
}

/// Titles that surnames have after them, and given names have not.
const BEFORE_SURNAMES: &[&str] = &[
    "Dr",
    "Judge",
    "Justice",
    "Minister",
    "Miss",
    "Mr",
    "Mrs",
    "Ms",
    "President",
    "Prof",
    "Professor",
    "Senator",
];

/// Learns that a word stands for a whole name, unless it stands for another that is not the same.
fn learn<'a>(known: &mut Whole<'a>, word: &'a str, name: String, same: fn(&str, &str) -> bool) {
    known
        .entry(word)
        .and_modify(|known| {
            if known.as_ref().is_some_and(|known| !same(known, &name)) {
                *known = None;
            }
        })
        .or_insert(Some(name));
}

/// An organisation that a chunk names.
fn organisation(chunk: &Chunk<'_>, name: String) -> Mention {
    Mention { span: chunk.span, kind: MentionKind::Organisation, name, role: None, metonym: false }
}

/// Family names that stand before the given name where it is the language's order.
const FAMILY_FIRST: &[&str] = &[
    "Cao", "Chen", "Deng", "Guo", "Hu", "Huang", "Jiang", "Li", "Liang", "Lin", "Liu", "Mao",
    "Moon", "Nguyen", "Park", "Peng", "Pham", "Qin", "Tran", "Wang", "Wen", "Wu", "Xi", "Xu",
    "Yang", "Yoon", "Zhang", "Zhao", "Zheng", "Zhou", "Zhu",
];

/// "Moon Jae-in", "Kim Jong Un", "Li Ming": the first word is the surname.
fn is_family_first(name: &[&str]) -> bool {
    let [first, rest @ ..] = name else { return false };
    let hyphened = rest.len() == 1
        && rest.iter().any(|given| {
            given
                .split_once(['-', '‑'])
                .is_some_and(|(_, half)| half.starts_with(char::is_lowercase))
        });
    let western = rest.iter().any(|word| FAMILY_FIRST.contains(word));
    hyphened
        || *first == "Kim" && rest.len() == 2
        || FAMILY_FIRST.contains(first) && rest.len() <= 2 && !western
}

/// "J.D. Moe" and "JD Moe", "Dan Moe" and "Daniel Moe" are one; "Ann Moe" and "Dan Moe" are not.
fn same_person(one: &str, two: &str) -> bool {
    let given =
        |name: &str| name.split(' ').next().unwrap_or_default().replace('.', "").to_lowercase();
    let (one, two) = (given(one), given(two));
    one.starts_with(&two) || two.starts_with(&one)
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
