//! What a run of capitalised words names: by the words it is made of, then by the words around it.

use super::super::word::Word;
use super::MentionKind;
use super::chunk::Chunk;
use super::gazetteer as table;
use crate::annotate::quote::verb;

/// What a chunk names, as far as its sentence tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// What it is; `None` where only the whole text can tell.
    pub(super) kind: Option<MentionKind>,
    /// The name to show, where it is not the words themselves.
    pub(super) name: Option<String>,
    /// The title before it.
    pub(super) role: Option<String>,
    /// Whether a place's name stands for those who govern there.
    pub(super) metonym: bool,
    /// Whether "in", "from" or the like says that a place is meant.
    pub(super) located: bool,
}

/// Nouns of a person's office or family, after a possessive: "Moe's spokesman".
const BELONGS: &[&str] = &[
    "administration",
    "adviser",
    "advisor",
    "aide",
    "aides",
    "allies",
    "allegation",
    "ally",
    "announcement",
    "attorney",
    "brother",
    "cabinet",
    "campaign",
    "comments",
    "critics",
    "daughter",
    "deputy",
    "envoy",
    "family",
    "father",
    "government",
    "husband",
    "inauguration",
    "lawyer",
    "lawyers",
    "mother",
    "office",
    "predecessor",
    "presidency",
    "remarks",
    "resignation",
    "son",
    "speech",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "statement",
    "successor",
    "supporters",
    "team",
    "trip",
    "visit",
    "wife",
];

/// Words before a place.
const LOCATES: &[&str] = &[
    "across",
    "around",
    "at",
    "from",
    "in",
    "inside",
    "into",
    "leaving",
    "near",
    "outside",
    "through",
    "throughout",
    "toward",
    "towards",
    "visited",
    "visiting",
];

/// What a chunk names; `None` where it is no name at all.
pub(super) fn tell(words: &[Word<'_>], chunk: &Chunk<'_>) -> Option<Told> {
    let around = Around { words, chunk };
    let role = role(chunk);
    if let Some(place) = place(chunk) {
        let located = around.before(LOCATES);
        let metonym = !located && (around.acts() || around.is_possessive()) && is_seat(chunk);
        return Some(Told {
            kind: Some(MentionKind::Place),
            name: Some(place),
            role: None,
            metonym,
            located,
        });
    }
    if is_organisation(chunk) && !(role.is_some() && is_person(chunk, &around)) {
        return Some(Told { kind: Some(MentionKind::Organisation), ..Told::default() });
    }
    if role.is_some() || is_person(chunk, &around) {
        return Some(Told { kind: Some(MentionKind::Person), role, ..Told::default() });
    }
    Some(Told { located: around.before(LOCATES), ..Told::default() })
}

/// The title before a name, with its origin: `U.S. Secretary of State`.
fn role(chunk: &Chunk<'_>) -> Option<String> {
    let titled = chunk.before.iter().any(|word| {
        word.trim_end_matches('.').split('-').any(|piece| table::has(table::TITLES, piece))
    });
    titled.then(|| chunk.before.join(" "))
}

/// A place's name, as its people or its country's short form stand for it: "U.S." is the United States.
fn place(chunk: &Chunk<'_>) -> Option<String> {
    let name = chunk.name.join(" ");
    let name = in_small_letters(&name).unwrap_or(name);
    // The word before the point is told without it: "St. Louis".
    let name = name.strip_prefix("St ").map(|rest| format!("St. {rest}")).unwrap_or(name);
    let single = chunk.name.len() == 1;
    if let Some(country) = table::country(&name) {
        let short = matches!(name.as_str(), "U.S." | "US" | "U.S" | "USA" | "UK" | "U.K.")
            || country == name;
        // "Ukrainian" is no place but a word for one.
        return short.then(|| country.to_owned());
    }
    if table::has(table::CAPITALS, &name) || table::has(table::PLACES, &name) {
        return Some(name);
    }
    let last = chunk.name.last().copied().unwrap_or_default();
    let first = chunk.name.first().copied().unwrap_or_default();
    let part = !single
        && (table::has(table::PLACE_PARTS, last)
            || matches!(
                first,
                "Lake" | "Mount" | "Port" | "Cape" | "Fort" | "Isle" | "Gulf" | "Strait"
            ));
    part.then_some(name)
}

/// A place set in capitals, as datelines are, in the letters of the table: "LONDON" is London. "US" stays.
fn in_small_letters(name: &str) -> Option<String> {
    if name.len() < 4 || name.chars().any(char::is_lowercase) {
        return None;
    }
    let small = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first.chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    };
    let name = name.split(' ').map(small).collect::<Vec<_>>().join(" ");
    let known = table::country(&name).is_some_and(|country| country == name)
        || table::has(table::CAPITALS, &name)
        || table::has(table::PLACES, &name);
    known.then_some(name)
}

fn is_seat(chunk: &Chunk<'_>) -> bool {
    let name = chunk.name.join(" ");
    table::has(table::CAPITALS, &name)
}

fn is_organisation(chunk: &Chunk<'_>) -> bool {
    let name = chunk.name.join(" ");
    let head = chunk.name.len() > 1
        && chunk.name.iter().any(|word| table::has(table::HEADS, word.trim_end_matches('.')));
    let letters = chunk.name.iter().all(|word| {
        let bare = word.replace('.', "");
        (2..=6).contains(&bare.len())
            && bare.chars().all(|c| c.is_uppercase() || c == '&' || c.is_ascii_digit())
            && bare.chars().any(char::is_uppercase)
    });
    head || table::has(table::ORGANISATIONS, &name) || chunk.name.len() == 1 && letters
}

/// Whether a name is a person's: a given name, initials, or words around it that only people have.
fn is_person(chunk: &Chunk<'_>, around: &Around<'_, '_>) -> bool {
    let count = chunk.name.len();
    let plain = chunk
        .name
        .iter()
        .all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\'')));
    let shouted =
        chunk.name.iter().all(|word| word.len() > 3 && word.chars().all(char::is_uppercase));
    if !plain
        || shouted
        || count > 4
        || chunk.name.iter().any(|word| table::country(word).is_some())
    {
        return false;
    }
    let first = chunk.name.first().copied().unwrap_or_default();
    let given = first.split('-').next().unwrap_or(first);
    let known =
        table::has(table::GIVEN, first) || table::has(table::GIVEN, given) || is_initials(first);
    if count > 1 {
        let unlike_thing =
            chunk.name.last().is_some_and(|last| !last.ends_with('s') || last.len() <= 7);
        return known
            || around.speaks()
            || around.is_described()
            || unlike_thing && around.belongs();
    }
    around.speaks() && !around.has_article() && first.len() > 2
        || around.belongs() && !around.has_article()
        || known && around.acts()
}

/// `J.D.`, `JD`
fn is_initials(word: &str) -> bool {
    let letters = word.replace('.', "");
    (1..=3).contains(&letters.len())
        && letters.chars().all(char::is_uppercase)
        && (word.contains('.') || letters.len() == 2)
}

/// The words beside a chunk.
struct Around<'w, 'a> {
    words: &'w [Word<'a>],
    chunk: &'w Chunk<'a>,
}

impl Around<'_, '_> {
    fn word(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at)
    }

    fn before(&self, list: &[&str]) -> bool {
        let at = self.chunk.from.checked_sub(1);
        at.and_then(|at| self.word(at)).is_some_and(|word| word.is(list))
    }

    fn last(&self) -> Option<&Word<'_>> {
        self.word(self.chunk.to.checked_sub(1)?)
    }

    fn has_article(&self) -> bool {
        self.before(&["the", "a", "an", "this", "that"])
    }

    fn is_possessive(&self) -> bool {
        self.last().is_some_and(|last| last.possessive)
    }

    /// A verb of speech right after it, or before it ("said Moe").
    fn speaks(&self) -> bool {
        let after = self.last().is_some_and(|last| last.after == ' ' || last.after == ',')
            && self.word(self.chunk.to).is_some_and(|word| verb::is_speech(word.text));
        let before = self
            .chunk
            .from
            .checked_sub(1 + self.chunk.before.len())
            .and_then(|at| self.word(at))
            .is_some_and(|word| {
                verb::is_speech(word.text)
                    && matches!(word.after, ' ')
                    && !word.is(&["told", "called", "wrote"])
            });
        after || before
    }

    /// A lower-case verb right after it: somebody or something that acts.
    fn acts(&self) -> bool {
        const VERBS: &[&str] = &[
            "has", "had", "is", "was", "will", "would", "can", "could", "may", "might", "must",
            "and", "also",
        ];
        self.last().is_some_and(|last| last.after == ' ' && !last.possessive)
            && self.word(self.chunk.to).is_some_and(|word| {
                !word.is_capital()
                    && (word.text.ends_with("ed")
                        || word.text.ends_with('s') && word.text.len() > 3
                        || word.is(VERBS)
                        || verb::is_speech(word.text))
            })
    }

    /// ", a captain" or ", the mayor": who somebody is.
    fn is_described(&self) -> bool {
        let comma = self.last().is_some_and(|last| last.after == ',');
        let article = self
            .word(self.chunk.to)
            .is_some_and(|word| word.is(&["a", "an", "the", "who", "whose", "aged"]));
        let aged = self.word(self.chunk.to).is_some_and(|word| {
            word.text.len() == 2 && word.text.chars().all(|c| c.is_ascii_digit())
        });
        comma && (article || aged)
    }

    /// "Moe's spokesman", "Moe's foreign minister"
    fn belongs(&self) -> bool {
        self.is_possessive()
            && (0..4)
                .filter_map(|more| self.word(self.chunk.to + more))
                .take_while(|word| !word.is_capital())
                .any(|word| word.is(BELONGS))
    }
}
