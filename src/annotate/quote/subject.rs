//! The subject of a verb of speech: a name, or a description as printed.

use super::super::word::Word;
use super::cue::{is_speaker, speaker};
use super::pronoun::Pronoun;
use super::reaction::issued;
use super::{Speaker, Text, verb};
use crate::annotate::{Mention, MentionKind};
use crate::text::Span;

/// Words of a description that stands for a name; a longer one is none.
const DESCRIPTION: usize = 14;

/// Words that open a description.
pub(super) const OPENERS: &[&str] = &[
    "a", "an", "another", "both", "each", "few", "four", "her", "his", "its", "many", "most",
    "multiple", "one", "our", "several", "some", "that", "the", "their", "these", "this", "those",
    "three", "two",
];

/// People who are spoken of without an article.
const PEOPLE: &[&str] = &[
    "activists",
    "aides",
    "analysts",
    "authorities",
    "campaigners",
    "critics",
    "diplomats",
    "doctors",
    "economists",
    "employees",
    "engineers",
    "experts",
    "families",
    "fans",
    "farmers",
    "fishermen",
    "investigators",
    "lawmakers",
    "lawyers",
    "leaders",
    "members",
    "ministers",
    "neighbors",
    "neighbours",
    "observers",
    "officers",
    "officials",
    "opponents",
    "organisers",
    "organizers",
    "parents",
    "passengers",
    "police",
    "prosecutors",
    "protesters",
    "relatives",
    "reporters",
    "rescuers",
    "researchers",
    "residents",
    "scientists",
    "shareholders",
    "sources",
    "spokespeople",
    "supporters",
    "survivors",
    "teachers",
    "traders",
    "villagers",
    "voters",
    "witnesses",
];

/// Words that make what follows them no subject.
const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "among", "as", "at", "before", "between", "by", "during", "for",
    "from", "in", "near", "of", "on", "over", "told", "to", "under", "with",
];

/// Words before a subject that are no part of it.
pub(super) const OPENINGS: &[&str] = &[
    "and", "as", "because", "but", "if", "so", "than", "that", "then", "though", "when", "where",
    "whereas", "while", "yet",
];

/// The subject of a verb, the words before which are these.
pub(super) fn subject(text: &Text<'_>, before: &[Word<'_>]) -> Option<Speaker> {
    let before = without_adverbs(before);
    let (last, rest) = before.split_last()?;
    if let Some(pronoun) = Pronoun::of(last.text) {
        return pronoun.stands_for(text, rest, last.span);
    }
    if last.is(&["and", "but", "or", "then", "who", "which"]) {
        return if last.is(&["who", "which"]) {
            nearest(text, rest)
        } else {
            coordinated(text, rest)
        };
    }
    let clauses: Vec<&[Word<'_>]> = before
        .split_inclusive(|word| matches!(word.after, ',' | ';' | ':' | '—' | '–' | '(' | ')'))
        .collect();
    let (own, earlier) = clauses.split_last()?;
    let inserted = matches!(last.after, ',' | ')' | '—' | '–') && !earlier.is_empty();
    // "Moe left after Lind, the mayor, said"
    let main = |clause: &&&[Word<'_>]| earlier.len() == 1 || is_predicate(clause);
    let inner = if inserted { earlier.last().filter(main) } else { Some(own) };
    if let Some(inner) = inner.and_then(|clause| inner_subject(text, clause)) {
        return Some(inner);
    }
    if inserted {
        // "The spokeswoman, Dana Moe, said" · "Dana Moe, the spokeswoman, said"
        let named =
            |clause: &&[Word<'_>]| name_in(text, clause).filter(|one| one.1 == MentionKind::Person);
        return whole_name(text, own)
            .or_else(|| earlier.iter().rev().find_map(named).map(|one| one.0))
            .or_else(|| earlier.iter().rev().find_map(|clause| clause_subject(text, clause)));
    }
    clause_subject(text, own)
        .or_else(|| earlier.iter().rev().find_map(|clause| name_in(text, clause)).map(|one| one.0))
}

/// Words that begin a clause inside a sentence as well as they take an object.
const JOINS: &[&str] = &["after", "as", "because", "before", "until", "when", "while"];

/// The subject of a clause inside another: "Moe left as Lind said", "Moe wept as the head of the jury said".
fn inner_subject(text: &Text<'_>, clause: &[Word<'_>]) -> Option<Speaker> {
    let reported = |word: &Word<'_>| {
        word.is(&["how", "that"]) || verb::is_speech(word.text) && !verb::takes_object(word.text)
    };
    let at = clause.iter().rposition(|word| word.is(JOINS) || reported(word))?;
    let (outer, own) = (clause.get(..at)?, clause.get(at + 1..)?);
    let before = outer.last()?;
    let relative = outer.iter().any(|word| word.is(&["which", "who", "whose"]));
    if relative || before.is(&["known", "named", "such", "well"]) {
        return None;
    }
    subject_name(text, own).or_else(|| {
        // "working as a guard", "that served as a guard": no clause.
        let ends = before.text.ends_with("ed") || before.text.ends_with("ing");
        let told = clause.get(at).is_some_and(reported);
        let bound = !told && (ends || outer.iter().any(|word| word.is(&["that"])));
        let acts = told || outer.iter().any(|word| verb::is_past(word.text));
        clause_subject(text, own).filter(|_| acts && !bound && is_description(own))
    })
}

/// Whether words may be a description of one and no more.
fn is_description(words: &[Word<'_>]) -> bool {
    let opens = |word: &Word<'_>| word.is(OPENERS) || word.is(PEOPLE);
    let more = |word: &Word<'_>| verb::is_past(word.text) || word.is(&["and"]);
    // "the court the mayor"
    let two = |pair: &[Word<'_>]| matches!(pair, [before, word] if word.is(OPENERS) && !before.is(PREPOSITIONS));
    words.first().is_some_and(opens) && !words.iter().any(more) && !words.windows(2).any(two)
}

/// The name, with its title, that is all of these words, whatever stands before them.
fn subject_name(text: &Text<'_>, own: &[Word<'_>]) -> Option<Speaker> {
    let article = own.first().filter(|word| word.is(&["the"]));
    let own = own.get(article.into_iter().count()..)?;
    let (first, last) = (own.first()?, own.last()?);
    let window = Span { start: first.span.start, end: last.span.end };
    let one =
        text.named(window).iter().find(|one| is_speaker(one) && one.span.end == window.end)?;
    let title = one.role.as_deref().map_or(0, |role| role.split_whitespace().count());
    let name = own.iter().filter(|word| word.span.start >= one.span.start).count();
    (own.len() == title + name && !last.possessive).then(|| speaker(one))
}

/// Whether words begin with the verb of what stands before them: "said that it came after Moe", and not "named after Moe".
fn is_predicate(clause: &[Word<'_>]) -> bool {
    let verb = clause.first().filter(|word| !word.text.ends_with("ed"));
    verb.is_some_and(|word| verb::is_past(word.text) || verb::is_speech(word.text))
}

/// Adverbs and helping verbs between a subject and its verb are no part of either.
fn without_adverbs<'w, 'a>(before: &'w [Word<'a>]) -> &'w [Word<'a>] {
    let end = before
        .iter()
        .rposition(|word| word.after == ',' || !verb::is_adverb(word.text))
        .map_or(0, |at| at + 1);
    before.get(..end).unwrap_or_default()
}

/// The name that is all of a clause, with its title.
fn whole_name(text: &Text<'_>, clause: &[Word<'_>]) -> Option<Speaker> {
    let (first, last) = (clause.first()?, clause.last()?);
    let window = Span { start: first.span.start, end: last.span.end };
    let one =
        text.named(window).iter().find(|one| is_speaker(one) && one.span.end == window.end)?;
    let title = one.role.as_deref().map_or(0, |role| role.split_whitespace().count());
    let length = one.span.of(&text.prose.words).split_whitespace().count();
    let whole = clause.len() <= title + length + 1 && !last.possessive;
    (whole && !is_object(clause, one)).then(|| speaker(one))
}

/// The subject of the sentence's first verb, where "and" joins another: "Moe met Lind and said".
fn coordinated(text: &Text<'_>, before: &[Word<'_>]) -> Option<Speaker> {
    let opens = before.iter().position(|word| !word.is(OPENINGS)).unwrap_or(0);
    let before = before.get(opens..)?;
    if let Some(pronoun) = before.first().and_then(|word| Pronoun::of(word.text)) {
        return pronoun.stands_for(text, &[], before.first()?.span);
    }
    if let Some(described) = described(text, before) {
        return Some(described);
    }
    let window = Span { start: before.first()?.span.start, end: before.last()?.span.end };
    let mut subjects =
        text.named(window).iter().filter(|one| is_speaker(one) && !is_object(before, one));
    subjects.next().map(speaker)
}

/// Who "who" stands for: the name or description right before it.
fn nearest(text: &Text<'_>, before: &[Word<'_>]) -> Option<Speaker> {
    let window = Span { start: before.first()?.span.start, end: before.last()?.span.end };
    text.named(window).iter().rfind(|one| is_speaker(one)).map(speaker)
}

/// The subject of one clause: a name that is no object, or a description.
fn clause_subject(text: &Text<'_>, clause: &[Word<'_>]) -> Option<Speaker> {
    let opens = clause.iter().position(|word| !word.is(OPENINGS)).unwrap_or(clause.len());
    let clause = clause.get(opens..)?;
    described(text, clause)
        .or_else(|| name_in(text, clause).map(|one| one.0))
        .or_else(|| owned(text, clause))
        .or_else(|| plain(text, clause))
}

/// A description that a name only closes is the speaker itself: "a spokesperson for Moe", "one of Moe's aides".
fn described(text: &Text<'_>, clause: &[Word<'_>]) -> Option<Speaker> {
    let first = clause.first()?;
    if !first.is(OPENERS) && !first.is(PEOPLE) {
        return None;
    }
    let window = Span { start: first.span.start, end: clause.last()?.span.end };
    let named = text.named(window);
    let subject = named.iter().any(|one| is_speaker(one) && !is_object(clause, one));
    let closing = named.first().filter(|_| !subject)?;
    let end = clause.iter().position(|word| word.span.end == closing.span.end)?;
    // "Moe's aides" and "the Norway striker" need the noun that the name goes with.
    let own =
        clause.get(end)?.possessive || !clause.iter().take(end).any(|word| word.is(PREPOSITIONS));
    let more = clause
        .get(end + 1..)?
        .iter()
        .take_while(|word| own && !word.is(PREPOSITIONS))
        .count()
        .min(3);
    phrase(text, clause.get(..=end + more)?)
}

/// The name that is the subject among these words: the last that no preposition or possessive makes an object, a person's first.
fn name_in(text: &Text<'_>, clause: &[Word<'_>]) -> Option<(Speaker, MentionKind)> {
    let window = Span { start: clause.first()?.span.start, end: clause.last()?.span.end };
    let subjects =
        || text.named(window).iter().filter(|one| is_speaker(one) && !is_object(clause, one));
    let person = subjects().rfind(|one| one.kind == MentionKind::Person);
    person.or_else(|| subjects().next_back()).map(|one| (speaker(one), one.kind))
}

/// Whom a name owns: "Moe’s elder brother".
fn owned(text: &Text<'_>, clause: &[Word<'_>]) -> Option<Speaker> {
    let owner = clause.iter().position(|word| word.possessive)?;
    let own = clause.iter().skip(owner + 1).take_while(|word| !word.is(PREPOSITIONS)).count();
    let whole = owner <= 3 && own > 0 && clause.iter().take(owner + 1).all(|word| word.capital);
    phrase(text, clause.get(..=owner + own).filter(|_| whole)?)
}

/// A description without a name: "a senior official", "officials", "the report"; or a name that no rule knows: "Pluto".
fn plain(text: &Text<'_>, clause: &[Word<'_>]) -> Option<Speaker> {
    let capital = clause.iter().rposition(|word| !word.capital).map_or(0, |at| at + 1);
    if clause.get(capital).is_some_and(|word| !word.first || clause.len() == 1) {
        return phrase(text, clause.get(capital..)?);
    }
    let opens = |at: &usize| {
        let free = at
            .checked_sub(1)
            .and_then(|at| clause.get(at))
            .is_none_or(|word| !word.is(PREPOSITIONS));
        free && clause.get(*at).is_some_and(|word| word.is(OPENERS) || word.is(PEOPLE))
    };
    phrase(text, clause.get((0..clause.len()).find(opens)?..)?)
}

/// A description as the speaker. Too long a one is none.
pub(super) fn phrase(text: &Text<'_>, words: &[Word<'_>]) -> Option<Speaker> {
    let (first, last) = (words.first()?, words.last()?);
    if let Some(known) = known_as(text, words).or_else(|| issuer(text, words)) {
        return Some(known);
    }
    // "one is gone and the bridge" describes nobody.
    let clause = words.iter().any(|word| word.is(&["are", "is", "was", "were", "will", "would"]))
        && !words.iter().any(|word| word.is(&["that", "which", "who", "whose"]));
    let told = words.len() <= DESCRIPTION
        && !clause
        && words.iter().any(|word| word.text.len() > 2 && !word.is(OPENERS));
    let span = Span { start: first.span.start, end: last.span.end };
    let name = span.of(&text.prose.words).split_whitespace().collect::<Vec<_>>().join(" ");
    told.then_some(Speaker { name, span: Some(span) })
}

/// Whom "a statement from Dana Moe" is from.
fn issuer(text: &Text<'_>, words: &[Word<'_>]) -> Option<Speaker> {
    let rest = words.get(issued(words)?..)?;
    let window = Span { start: rest.first()?.span.start, end: rest.last()?.span.end };
    // "a statement from the office of Dana Moe" is that office's.
    let one = text.named(window).first().filter(|one| one.span.start == window.start)?;
    is_speaker(one).then(|| speaker(one))
}

/// Whom "the coach" stands for: the only one whom the text before called so, "coach Dana Moe".
fn known_as(text: &Text<'_>, words: &[Word<'_>]) -> Option<Speaker> {
    let [the, noun] = words else { return None };
    if !the.is(&["the"]) || noun.text.len() < 4 || noun.capital {
        return None;
    }
    let before = text.named(Span { start: 0, end: the.span.start }).iter();
    let called = |one: &&Mention| {
        let lead = text.prose.words.get(..one.span.start as usize).unwrap_or_default();
        let last = lead.trim_end().rsplit(' ').next().unwrap_or_default();
        let judge = last == "Justice" && noun.text == "judge";
        one.kind == MentionKind::Person && (last.eq_ignore_ascii_case(noun.text) || judge)
    };
    let mut so_called = before.filter(called);
    let one = so_called.next()?;
    so_called.all(|other| other.name == one.name).then(|| speaker(one))
}

/// Whether a preposition before a name, or before the title in front of it, makes it an object; or a possessive does.
pub(super) fn is_object(before: &[Word<'_>], one: &Mention) -> bool {
    let title = one.role.as_deref().map_or(0, |role| role.split_whitespace().count());
    let at = before.iter().position(|word| word.span.start == one.span.start);
    let prior = |back: usize| at.and_then(|at| at.checked_sub(back)).and_then(|at| before.get(at));
    let preposition = |word: &Word<'_>| word.after == ' ' && word.is(PREPOSITIONS);
    let article = prior(title + 1).filter(|word| word.is(&["the"])).and(prior(title + 2));
    let end = before.iter().find(|word| word.span.end == one.span.end);
    prior(title + 1).is_some_and(preposition)
        || article.is_some_and(preposition)
        || end.is_some_and(|word| word.possessive)
}

/// The speaker whom a verb or "according to" puts first: `said Moe`, `said the mayor, Dana Moe`, `said a spokesperson for Moe`.
pub(super) fn named_after(text: &Text<'_>, rest: &[Word<'_>]) -> Option<Speaker> {
    let first = rest.first()?;
    if first.is(&["he", "she"]) {
        return Pronoun::of(first.text)?.stands_for(text, &[], first.span);
    }
    let end = rest.iter().position(ends_name).map_or(rest.len(), |at| at + 1);
    let stop = rest.iter().take(end).position(|word| word.is(STOPS)).unwrap_or(end);
    let own = rest.get(..stop).filter(|own| !own.is_empty())?;
    let apposed = || rest.get(stop..).and_then(|more| apposed(text, more));
    let told = described(text, own).or_else(|| name_first(text, own));
    if told.is_some() {
        return told;
    }
    let described = first.is(OPENERS) || first.is(PEOPLE) || own.iter().any(|word| word.capital);
    let by_name = own.last().filter(|word| word.after == ',').and_then(|_| apposed());
    by_name.or_else(|| described.then(|| last_name_or_all(text, own)).flatten())
}

/// Whether a mark after a word ends who is named; the point of a title does not.
fn ends_name(word: &Word<'_>) -> bool {
    let title = word.after == '.' && word.text.len() <= 4 && word.capital;
    !matches!(word.after, ' ' | '-') && !title
}

/// Words that end who is named after a verb: "said Moe in a letter".
const STOPS: &[&str] = &[
    "after",
    "as",
    "at",
    "because",
    "before",
    "by",
    "during",
    "following",
    "in",
    "it",
    "on",
    "that",
    "there",
    "they",
    "to",
    "when",
    "where",
    "while",
    "who",
];

/// "the mayor, Dana Moe": the name after the comma.
pub(super) fn apposed(text: &Text<'_>, more: &[Word<'_>]) -> Option<Speaker> {
    let end = more.iter().position(|word| word.after != ' ').map_or(more.len(), |at| at + 1);
    let clause = more.get(..end.min(6))?;
    let window = Span { start: clause.first()?.span.start, end: clause.last()?.span.end };
    let one = text.named(window).first().filter(|one| one.kind == MentionKind::Person)?;
    (!is_object(clause, one)).then(|| speaker(one))
}

/// The person among these words, or else the first body.
fn name_first(text: &Text<'_>, own: &[Word<'_>]) -> Option<Speaker> {
    let window = Span { start: own.first()?.span.start, end: own.last()?.span.end };
    let subjects =
        || text.named(window).iter().filter(|one| is_speaker(one) && !is_object(own, one));
    let person = subjects().rfind(|one| one.kind == MentionKind::Person);
    // "said Acme engineer Pluto": a capital after a small word is a name that no rule knows.
    let unknown = own
        .last()
        .is_some_and(|last| last.capital && !subjects().any(|one| one.span.end == last.span.end));
    person.or_else(|| subjects().next().filter(|_| !unknown)).map(speaker)
}

/// The capitalised words that end a description, or all of it.
fn last_name_or_all(text: &Text<'_>, own: &[Word<'_>]) -> Option<Speaker> {
    let small = own.iter().rposition(|word| !word.capital);
    let capital = small.map_or(0, |at| at + 1);
    // "said the captain of the Swan"
    let joins = |word: &Word<'_>| word.is(PREPOSITIONS) || word.is(OPENERS);
    let described = own.first().is_some_and(|word| word.is(OPENERS));
    let joined =
        described && small.filter(|at| *at > 0).is_some_and(|at| own.get(at).is_some_and(joins));
    let from = if capital < own.len() && !joined { capital } else { 0 };
    phrase(text, own.get(from..)?)
}
