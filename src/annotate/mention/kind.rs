//! What a run of capitalised words names: by the words it is made of, then by the words around it.

use super::super::word::Word;
use super::MentionKind;
use super::body::{Company, company, is_thing, is_vessel, trades};
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
    /// Whether a table or the name's own words tell an organisation, whatever else in the text is called so.
    pub(super) certain: bool,
    /// Whether it is an acronym that no table has: something, until the text tells what.
    pub(super) acronym: Option<Acronym>,
    /// Whether the words beside it tell a company.
    pub(super) company: bool,
    /// Whether it owns what companies own.
    pub(super) trades: bool,
    /// Whether they tell a vessel, a storm or the like.
    pub(super) vessel: bool,
    /// Whether it opens its sentence and acts, as somebody or something does.
    pub(super) opens: bool,
}

/// What the words beside an acronym say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Acronym {
    /// It speaks, owns or decides: an organisation.
    Acts,
    /// It stands in brackets after a name: what that is.
    Bracketed,
    /// Nothing.
    Untold,
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

/// Words before a place that are before no one who speaks: "crews in Lowmere say".
const PLACED: &[&str] = &["across", "at", "from", "in", "near", "of", "outside"];

/// What a chunk names; `None` where it is no name at all.
pub(super) fn tell(words: &[Word<'_>], chunk: &Chunk<'_>) -> Option<Told> {
    let around = Around { words, chunk };
    if chunk.alone {
        return Some(Told::default());
    }
    if matches!(chunk.name.as_slice(), [word] if table::HONOURS.has(&word.replace('.', ""))) {
        return None;
    }
    let role = role(chunk);
    let organisation = organisation(chunk);
    if organisation == Some(Certainty::Listed) {
        return Some(organised());
    }
    if let Some(place) = place(chunk, &around) {
        let located = around.before(LOCATES);
        let metonym = !located && (around.acts() || around.is_possessive()) && is_seat(chunk);
        let kind = Some(MentionKind::Place);
        return Some(Told { kind, name: Some(place), metonym, located, ..Told::default() });
    }
    if organisation == Some(Certainty::Headed) && !(role.is_some() && is_person(chunk, &around)) {
        return Some(organised());
    }
    if let [letters] = chunk.name.as_slice()
        && is_acronym(letters)
    {
        return acronym(letters, &around, role.is_some());
    }
    if role.is_none() && is_vessel(&around) {
        return Some(Told { vessel: true, ..Told::default() });
    }
    if role.is_none()
        && let Some(company) = company(&around)
    {
        let certain = company == Company::Certain;
        return Some(Told { certain, company: true, trades: true, ..organised() });
    }
    if role.is_some() || is_person(chunk, &around) {
        return Some(Told { kind: Some(MentionKind::Person), role, ..Told::default() });
    }
    let whole = |word: &&str| word.len() > 2 && !is_acronym(word);
    let close = (chunk.span.end - chunk.span.start) as usize == chunk.spelled.len();
    let plain = close && chunk.name.len() < 4 && chunk.name.iter().all(whole);
    let acts = if chunk.name.len() > 1 { around.acts() } else { around.acts_surely() };
    let opens = chunk.from == 0 && chunk.before.is_empty() && plain && acts;
    let trades = trades(&around);
    Some(Told { located: around.before(LOCATES), opens, trades, ..Told::default() })
}

fn organised() -> Told {
    Told { kind: Some(MentionKind::Organisation), certain: true, ..Told::default() }
}

/// What an acronym is, as far as its sentence tells.
fn acronym(letters: &str, around: &Around<'_, '_>, titled: bool) -> Option<Told> {
    if table::THINGS.has(letters) || table::is_title(letters) {
        return None;
    }
    let bracketed = around.words.get(..around.chunk.from).and_then(<[_]>::last);
    let opens = |word: &Word<'_>| {
        word.after == '(' || word.after == '.' && table::COMPANY_ENDS.has(word.text)
    };
    let acronym = if bracketed.is_some_and(opens) {
        Acronym::Bracketed
    } else if titled || around.speaks() || around.is_possessive() && !around.is_counted() {
        Acronym::Acts
    } else {
        Acronym::Untold
    };
    Some(Told { acronym: Some(acronym), located: around.before(LOCATES), ..Told::default() })
}

/// The title before a name, with its origin: `U.S. Secretary of State`.
fn role(chunk: &Chunk<'_>) -> Option<String> {
    let is_title = |word: &&str| word.trim_end_matches('.').split('-').any(table::is_title);
    let called = chunk.before.iter().any(|word| table::is_calling(word));
    let titled = called || chunk.before.iter().any(is_title);
    titled.then(|| chunk.before.join(" "))
}

/// A place's name, as its people or its country's short form stand for it: "U.S." is the United States.
fn place(chunk: &Chunk<'_>, around: &Around<'_, '_>) -> Option<String> {
    // The word before the point is told without it: "St. Louis".
    let saint = || chunk.spelled.strip_prefix("St ").map(|rest| format!("St. {rest}"));
    let other = in_small_letters(&chunk.spelled).or_else(saint);
    let name = other.as_deref().unwrap_or(&chunk.spelled);
    if let Some(country) = table::country(name) {
        // "Ukrainian" is no place but a word for one.
        let place = table::is_short_country(name) || country == name;
        return place.then(|| country.to_owned());
    }
    (table::is_place(name) || is_landmark(chunk, around)).then(|| name.to_owned())
}

/// "Harbour Bridge", "Mount Etna"; a given name before a word that is a surname as well makes a person: "Dana Hill".
fn is_landmark(chunk: &Chunk<'_>, around: &Around<'_, '_>) -> bool {
    const FIRST: &[&str] = &[
        "Lake", "Mount", "Port", "Cape", "Fort", "Isle", "Gulf", "Strait", "Bay", "San", "Santa",
        "El", "Los", "Saint", "St.",
    ];
    const SURNAMES: &[&str] = &[
        "Bay", "Beach", "Bridge", "Castle", "Hill", "Hills", "Lake", "Park", "Plaza", "Port",
        "Town", "Tower",
    ];
    let [first, .., last] = chunk.name.as_slice() else { return false };
    if !table::PLACE_PARTS.has(last) && !FIRST.contains(first) {
        return false;
    }
    let person = table::given(first).is_some()
        && chunk.name.len() == 2
        && SURNAMES.contains(last)
        && (!chunk.before.is_empty() || around.speaks() || around.acts() || around.is_described());
    !person
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
    table::is_known_place(&name).then_some(name)
}

fn is_seat(chunk: &Chunk<'_>) -> bool {
    table::CAPITALS.has(&chunk.spelled)
}

/// How an organisation is told by its name alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// A table has it.
    Listed,
    /// One of its words is what organisations are called.
    Headed,
}

fn organisation(chunk: &Chunk<'_>) -> Option<Certainty> {
    if table::ORGANISATIONS.has(&chunk.spelled) {
        return Some(Certainty::Listed);
    }
    let headed = || chunk.name.iter().any(|word| table::HEADS.has(word.trim_end_matches('.')));
    (chunk.name.len() > 1 && headed()).then_some(Certainty::Headed)
}

/// `UAW`, `AT&T`
fn is_acronym(word: &str) -> bool {
    let bare = word.replace('.', "");
    (2..=6).contains(&bare.len())
        && bare.chars().all(|c| c.is_ascii_uppercase() || c == '&' || c.is_ascii_digit())
        && bare.chars().filter(char::is_ascii_uppercase).count() > 1
}

/// Whether a name is a person's: a given name, initials, or words around it that only people have.
fn is_person(chunk: &Chunk<'_>, around: &Around<'_, '_>) -> bool {
    let name = chunk.name.as_slice();
    let plain = name
        .iter()
        .all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\'')));
    let shouted = name.iter().all(|word| word.len() > 3 && word.chars().all(char::is_uppercase));
    if !plain || shouted || name.len() > 5 || name.iter().any(|word| table::country(word).is_some())
    {
        return false;
    }
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return false };
    let given = table::given(first).is_some();
    if name.len() > 1 {
        return given && !is_acronym(last)
            || is_initials(first)
            || around.speaks() && !around.before(PLACED)
            || around.is_described()
            || (around.is_somebody() || around.is_called() || around.lives()) && name.len() < 4
            || (!last.ends_with('s') || last.len() <= 7) && around.belongs();
    }
    let speaks = around.speaks() && !around.is_many() && !around.before(PLACED);
    let told = speaks && !around.has_servant() && !around.is_ordinary() || around.belongs();
    let alone = !around.has_article();
    let called = around.is_called() && (given || around.is_kin());
    alone && (first.len() > 2 && (told || around.is_aged()) || given && around.acts() || called)
}

/// Given names written as two letters without points.
const LETTERS: &[&str] = &[
    "AJ", "BJ", "CC", "CJ", "DJ", "EJ", "JB", "JC", "JD", "JJ", "JK", "JP", "JT", "KD", "KJ", "LJ",
    "MJ", "OJ", "PJ", "RJ", "TJ", "VJ",
];

/// `J.`, `J.D.`, `JD`
fn is_initials(word: &str) -> bool {
    let letters = word.replace('.', "");
    let pointed = word.contains('.') && !table::is_short_country(word) || letters.len() == 1;
    let capitals = letters.chars().all(char::is_uppercase);
    capitals && pointed && (1..=3).contains(&letters.len()) || LETTERS.contains(&word)
}

/// The words beside a chunk.
pub(super) struct Around<'w, 'a> {
    pub(super) words: &'w [Word<'a>],
    pub(super) chunk: &'w Chunk<'a>,
}

impl Around<'_, '_> {
    pub(super) fn word(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at)
    }

    fn before(&self, list: &[&str]) -> bool {
        let at = self.chunk.from.checked_sub(1);
        at.and_then(|at| self.word(at)).is_some_and(|word| word.is(list))
    }

    /// The place of the word before the name and its titles.
    pub(super) fn before_titles(&self) -> Option<usize> {
        self.chunk.from.checked_sub(1 + self.chunk.before.len())
    }

    pub(super) fn last(&self) -> Option<&Word<'_>> {
        self.word(self.chunk.to.checked_sub(1)?)
    }

    pub(super) fn has_article(&self) -> bool {
        self.before(&["the", "a", "an", "this", "that"])
    }

    pub(super) fn is_possessive(&self) -> bool {
        self.last().is_some_and(|last| last.possessive)
    }

    /// What people are called right before it: "dietitian", "spokesman", "former footballer".
    fn is_somebody(&self) -> bool {
        let word = self.before_titles().and_then(|at| self.word(at));
        let word = word.filter(|word| word.after == ' ');
        word.is_some_and(|word| table::CALLINGS.has(word.text))
    }

    /// "his lawyer, Ana Lind": what somebody is called, before the comma that a name comes after.
    fn is_called(&self) -> bool {
        const OWNERS: &[&str] = &["a", "an", "her", "his", "its", "my", "our", "the", "their"];
        let Some(at) = self.before_titles() else { return false };
        let calling = |word: &Word<'_>| word.after == ',' && table::CALLINGS.has(word.text);
        let before = self.words.get(at.saturating_sub(3)..at).unwrap_or_default();
        self.word(at).is_some_and(calling)
            && before.iter().any(|word| word.possessive || word.is(OWNERS))
    }

    /// "her brother, Torgrim,": a calling that only people have.
    fn is_kin(&self) -> bool {
        const KIN: &[&str] = &[
            "aunt", "brother", "cousin", "daughter", "father", "husband", "mother", "nephew",
            "niece", "sister", "son", "uncle", "widow", "wife",
        ];
        let Some(at) = self.before_titles() else { return false };
        let owner = at.checked_sub(1).and_then(|at| self.word(at));
        self.word(at).is_some_and(|word| word.is(KIN))
            && !owner.is_some_and(|word| word.is(&["its"]))
    }

    /// A number right after it: "UTC's 12".
    fn is_counted(&self) -> bool {
        self.word(self.chunk.to)
            .is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// "Reports say": a verb that only several things have after it.
    fn is_many(&self) -> bool {
        self.word(self.chunk.to)
            .is_some_and(|word| word.is(&["say", "state", "report", "suggest", "think"]))
            && self.last().is_some_and(|last| last.text.ends_with('s'))
    }

    /// "Staying informed", "Use objects": a word that begins a sentence as any does, before what may be no verb of speech.
    fn is_ordinary(&self) -> bool {
        const NOUNS: &[&str] =
            &["claims", "comments", "notes", "objects", "reports", "states", "tweets"];
        let form = |last: &Word<'_>| last.text.ends_with("ing") || last.text.ends_with("ly");
        let noun = || self.word(self.chunk.to).is_some_and(|word| word.is(NOUNS));
        self.chunk.from == 0 && (self.last().is_some_and(form) || noun())
    }

    /// A verb of speech right after it, or before it ("said Moe").
    fn speaks(&self) -> bool {
        let after = self.last().is_some_and(|last| last.after == ' ' || last.after == ',')
            && self.word(self.chunk.to).is_some_and(|word| verb::is_speech(word.text));
        after || self.is_said()
    }

    /// A verb of speech before it that has no other subject, and not "said Moe would": no one but Moe says so.
    fn is_said(&self) -> bool {
        const HELPING: &[&str] = &[
            "are", "can", "could", "had", "has", "is", "may", "might", "must", "should", "was",
            "were", "will", "would",
        ];
        let Some(at) = self.before_titles() else { return false };
        let inverted =
            at.checked_sub(1).and_then(|at| self.word(at)).is_none_or(|word| word.after != ' ');
        let told = self.verb().is_some_and(|word| word.is(HELPING));
        let speaks = |word: &Word<'_>| {
            verb::is_speech(word.text)
                && word.after == ' '
                && !word.is(&["told", "called", "wrote"])
        };
        inverted && !told && self.word(at).is_some_and(speaks)
    }

    /// A lower-case verb right after it: somebody or something that acts.
    fn acts(&self) -> bool {
        let plural =
            self.verb().is_some_and(|word| word.text.ends_with('s') && word.text.len() > 3);
        plural || self.acts_surely()
    }

    /// A verb right after it that is no noun.
    fn acts_surely(&self) -> bool {
        const VERBS: &[&str] = &[
            "has", "had", "is", "was", "will", "would", "can", "could", "may", "might", "must",
            "and", "also",
        ];
        self.verb().is_some_and(|word| {
            word.text.ends_with("ed") || word.is(VERBS) || verb::is_speech(word.text)
        })
    }

    /// The lower-case word right after it, where that may be its verb.
    fn verb(&self) -> Option<&Word<'_>> {
        let free = self.last().is_some_and(|last| last.after == ' ' && !last.possessive);
        self.word(self.chunk.to).filter(|word| free && !word.capital)
    }

    /// "has worked for": a verb right after it that only people have.
    fn lives(&self) -> bool {
        const VERBS: &[&str] = &[
            "apologised",
            "apologized",
            "died",
            "married",
            "nodded",
            "resigned",
            "retired",
            "shrugged",
            "smiled",
            "studied",
            "wept",
        ];
        let helping = self.word(self.chunk.to).filter(|word| word.is(&["had", "has"]));
        let at = self.chunk.to + helping.into_iter().count();
        let many = self.last().is_some_and(|last| last.text.ends_with('s'));
        let verb = self.word(at).filter(|_| !many && !self.has_article());
        let served = |more: &Word<'_>| more.is(&["alone", "as", "at", "for", "in", "on", "with"]);
        verb.is_some_and(|verb| {
            verb.is(VERBS)
                || verb.is(&["lived", "lives", "worked"]) && self.word(at + 1).is_some_and(served)
        }) && self.last().is_some_and(|last| last.after == ' ' && !last.possessive)
    }

    /// "said Acme engineer Ana Lind": whom a name only tells the work of.
    fn has_servant(&self) -> bool {
        let calling = self.word(self.chunk.to).is_some_and(|word| {
            word.after == ' ' && (table::CALLINGS.has(word.text) || word.is(&["partner"]))
        });
        calling && self.word(self.chunk.to + 1).is_some_and(|word| word.capital)
    }

    /// ", a captain", ", the mayor" or ", head of": who somebody is.
    fn is_described(&self) -> bool {
        // A company is the owner or the leader of something as well.
        const OF_BODIES: &[&str] = &["leader", "opponent", "owner"];
        let comma = self.last().is_some_and(|last| last.after == ',');
        let word = self.word(self.chunk.to);
        let article = word.is_some_and(|word| word.is(&["a", "an", "the", "who", "whose", "aged"]));
        let called = word.is_some_and(|word| {
            table::CALLINGS.has(word.text) && !word.is(OF_BODIES) && word.after == ' '
        });
        self.is_aged() || comma && ((article || called) && !is_thing(self) || self.is_member())
    }

    /// ", 42,", which is no number of a street before its town.
    fn is_aged(&self) -> bool {
        let comma = self.last().is_some_and(|last| last.after == ',');
        let age = self.word(self.chunk.to).filter(|word| {
            let digits = word.text.chars().all(|c| c.is_ascii_digit());
            comma && digits && word.text.len() == 2
        });
        let next = self.word(self.chunk.to + 1);
        age.is_some_and(|age| age.after == ',') && !next.is_some_and(|next| next.capital)
    }

    /// ", of the Miners’ Union, said": whose speaker somebody is.
    fn is_member(&self) -> bool {
        let rest = self.words.get(self.chunk.to..).unwrap_or_default();
        let Some((of, rest)) = rest.split_first().filter(|(of, _)| of.is(&["of"])) else {
            return false;
        };
        let end = rest.iter().take(8).position(|word| word.after == ',');
        let verb = end.filter(|_| of.after == ' ').and_then(|end| rest.get(end + 1));
        verb.is_some_and(|verb| verb::is_speech(verb.text))
    }

    /// "Moe's spokesman", "Moe's foreign minister"
    fn belongs(&self) -> bool {
        self.is_possessive()
            && (0..4)
                .filter_map(|more| self.word(self.chunk.to + more))
                .take_while(|word| !word.capital)
                .any(|word| word.is(BELONGS))
    }
}
