//! Whom a pronoun that speaks stands for.

use super::super::word::{Word, words};
use super::cue::{is_speaker, speaker};
use super::subject::{OPENERS, OPENINGS, apposed, is_object, phrase};
use super::{Speaker, Text, verb};
use crate::annotate::mention::gazetteer::{Bearer, given};
use crate::annotate::{Mention, MentionKind};
use crate::text::Span;

/// A pronoun that speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    /// Of several, or of nobody that the text names: "they", "I", "we".
    Other,
}

/// Nouns for men alone, whose "he" is.
const MEN: &[&str] = &[
    "boy",
    "boyfriend",
    "brother",
    "businessman",
    "chairman",
    "father",
    "fisherman",
    "foreman",
    "grandfather",
    "grandson",
    "husband",
    "king",
    "man",
    "nephew",
    "policeman",
    "prince",
    "son",
    "spokesman",
    "uncle",
    "widower",
];

/// Nouns for women alone.
const WOMEN: &[&str] = &[
    "actress",
    "aunt",
    "businesswoman",
    "chairwoman",
    "daughter",
    "forewoman",
    "girl",
    "girlfriend",
    "granddaughter",
    "grandmother",
    "mother",
    "niece",
    "policewoman",
    "princess",
    "queen",
    "sister",
    "spokeswoman",
    "widow",
    "wife",
    "woman",
];

impl Pronoun {
    /// The pronoun that a word is.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "he" | "He" => Some(Self::He),
            "she" | "She" => Some(Self::She),
            "it" | "It" => Some(Self::It),
            "they" | "They" | "I" | "we" | "We" | "you" | "You" => Some(Self::Other),
            _ => None,
        }
    }

    /// Whom it stands for: the subject of the nearest words before that name one.
    pub(super) fn stands_for(self, text: &Text<'_>, own: &[Word<'_>], at: Span) -> Option<Speaker> {
        match self {
            Self::Other => None,
            Self::It => body_in(text, own, at).or_else(|| self.in_earlier(text, at)),
            Self::He | Self::She => self.in_earlier(text, at),
        }
    }

    fn may_be(self, one: &Mention) -> bool {
        if self == Self::It {
            return one.kind != MentionKind::Person && is_speaker(one);
        }
        one.kind == MentionKind::Person && self.agrees(one)
    }

    /// Whether a person's title and given name do not tell otherwise.
    fn agrees(self, one: &Mention) -> bool {
        let title = one.role.as_deref().unwrap_or_default();
        let woman =
            ["Mrs", "Ms", "Miss", "Lady", "Queen", "woman"].iter().any(|word| title.contains(word));
        let man =
            ["Mr.", "Mr ", "Sir", "King", "Lord", "man"].iter().any(|word| title.contains(word))
                && !woman;
        let man = man || title == "Mr";
        let name = one.name.split(' ').next().filter(|_| one.name.contains(' ')).and_then(given);
        match self {
            Self::He => !woman && (man || name != Some(Bearer::Woman)),
            _ => !man && (woman || name != Some(Bearer::Man)),
        }
    }

    /// The subject of the nearest sentence before, outside quotes: in its own sentence, the sentences before it, and those of the
    /// three blocks before its own.
    fn in_earlier(self, text: &Text<'_>, at: Span) -> Option<Speaker> {
        let until = text.all.partition_point(|sentence| sentence.span.start <= at.start);
        let block = text.all.get(until.checked_sub(1)?)?.block;
        let earlier = text.all.get(..until)?.iter().rev();
        let mut told = false;
        for sentence in earlier.take_while(|sentence| sentence.block + 3 >= block).take(10) {
            let window = Span { start: sentence.span.start, end: sentence.span.end.min(at.start) };
            // Who spoke in the sentence right before goes on.
            let next = sentence.block == block && sentence.span.end <= at.start && !told;
            told |= sentence.span.end <= at.start && !text.is_speech(sentence.span);
            let spoke = if next { self.speaker_of(text, window, at) } else { None };
            let described = || if next { self.described(text, window) } else { None };
            let named = || self.subject_of(text, window).map(speaker);
            if let Some(one) = spoke.map(speaker).or_else(described).or_else(named) {
                return Some(one);
            }
        }
        None
    }

    /// "Her husband agreed", "One woman wept": the description that begins a sentence and acts, where its noun tells a woman from
    /// a man; or the name beside it.
    fn described(self, text: &Text<'_>, sentence: Span) -> Option<Speaker> {
        const SUFFERS: &[&str] = &["are", "died", "drowned", "had", "has", "is", "was", "were"];
        let nouns = match self {
            Self::He => MEN,
            Self::She => WOMEN,
            Self::It | Self::Other => return None,
        };
        let words = words(sentence.of(&text.prose.words), sentence.start as usize);
        let at = words.iter().take(4).position(|word| word.is(nouns))?;
        let (own, rest) = words.split_at_checked(at + 1)?;
        let (noun, before) = own.split_last()?;
        let opens = own.first()?.is(OPENERS) && !text.is_quoted(noun.span);
        let verb = rest.iter().find(|word| !word.is(&["who"]))?;
        let named = noun.after == ' ' && verb.capital;
        let close = before.iter().all(|word| word.after == ' ' && !word.possessive);
        if !opens
            || !close
            || named
            || noun.possessive
            || !matches!(noun.after, ' ' | ',')
            || verb.is(SUFFERS)
        {
            return None;
        }
        let apposed = if noun.after == ',' { apposed(text, rest) } else { None };
        apposed.or_else(|| phrase(text, own))
    }

    /// The person whom a sentence names first and gives a verb of speech. A quote that speaks of "his schedule" is not his,
    /// whatever the given name of the one who spoke may suggest.
    fn speaker_of<'t>(
        self,
        text: &'t Text<'_>,
        sentence: Span,
        pronoun: Span,
    ) -> Option<&'t Mention> {
        let words = words(sentence.of(&text.prose.words), sentence.start as usize);
        let outside = |word: &&Word<'_>| !text.is_quoted(word.span);
        let at = words.iter().position(|word| outside(&word) && verb::is_speech(word.text))?;
        let before = Span { start: sentence.start, end: words.get(at)?.span.start };
        let person = |one: &&Mention| one.kind == MentionKind::Person && !is_object(&words, one);
        let mut people = text.named(before).iter().filter(person);
        people.find(|one| self.may_be(one) || self != Self::It && self.is_spoken_of(text, pronoun))
    }

    /// Whether the quote right before the pronoun speaks of somebody as it does.
    fn is_spoken_of(self, text: &Text<'_>, pronoun: Span) -> bool {
        let own: &[&str] =
            if self == Self::He { &["he", "him", "his"] } else { &["her", "hers", "she"] };
        let quote = text.quoted.iter().rfind(|quote| quote.end <= pronoun.start);
        quote.is_some_and(|quote| {
            let found = words(quote.of(&text.prose.words), 0);
            found.iter().any(|word| word.is(own))
        })
    }

    /// The first that is no object; none where the sentence's own subject is this pronoun, whose noun stands further back.
    fn subject_of<'t>(self, text: &'t Text<'_>, sentence: Span) -> Option<&'t Mention> {
        if sentence.start >= sentence.end {
            return None;
        }
        let words = words(sentence.of(&text.prose.words), sentence.start as usize);
        let own = words.iter().find(|word| !word.is(OPENINGS) && !text.is_quoted(word.span));
        if own.and_then(|word| Self::of(word.text)) == Some(self) {
            return None;
        }
        let fits = |one: &&Mention| self.may_be(one) && !text.is_quoted(one.span);
        let named = text.named(sentence).iter();
        named
            .clone()
            .filter(fits)
            .find(|one| !is_object(&words, one))
            .or_else(|| named.filter(fits).find(|one| !is_owner(&words, one)))
    }
}

/// Whether a word is "he" or "she", and not this person.
pub(super) fn is_another(word: &str, person: &Mention) -> bool {
    let pronoun = Pronoun::of(word).filter(|one| matches!(one, Pronoun::He | Pronoun::She));
    person.kind == MentionKind::Person && pronoun.is_some_and(|pronoun| !pronoun.agrees(person))
}

fn is_owner(words: &[Word<'_>], one: &Mention) -> bool {
    words.iter().any(|word| word.span.end == one.span.end && word.possessive)
}

/// What "it" stands for in its own sentence: the nearest organisation or country before, never a person.
fn body_in(text: &Text<'_>, before: &[Word<'_>], pronoun: Span) -> Option<Speaker> {
    let window = Span { start: before.first()?.span.start, end: pronoun.start };
    let mut bodies = text.named(window).iter().filter(|one| {
        one.kind != MentionKind::Person
            && !is_owner(before, one)
            && (begins_clause(before, one) || !is_object(before, one))
    });
    bodies.next_back().map(speaker)
}

/// "after Norway drafted a paper": a word before the name that begins a clause as well as it takes an object.
fn begins_clause(before: &[Word<'_>], one: &Mention) -> bool {
    let at = before.iter().position(|word| word.span.start == one.span.start);
    let prior = at.and_then(|at| at.checked_sub(1)).and_then(|at| before.get(at));
    prior.is_some_and(|word| word.is(&["after", "before", "as"]))
}
