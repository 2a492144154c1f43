//! Who a quote's own sentence says it is from.
//!
//! Patterns, best first, with the share that was right on 562 quotes of `PolNeAR`'s development part: words after the quote
//! ("…," Moe said; 95 %), words before it (Moe said that "…"; 87 %), a pronoun's noun in the sentence before.

use super::super::word::{Word, words};
use super::{Speaker, Text, channel, verb};
use crate::annotate::{Mention, MentionKind};
use crate::text::Span;

/// Who said something, by which verb, through which channel.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) speaker: Speaker,
    pub(super) verb: Option<String>,
    pub(super) channel: Option<String>,
}

/// Words of a sentence that are looked at for who speaks.
const REACH: usize = 28;

/// What the words beside a quote, in its own sentence, say of its speaker.
pub(super) fn own(text: &Text<'_>, quote: Span, block: u32) -> Option<Cue> {
    after(text, quote, block)
        .or_else(|| before(text, quote, block))
        .or_else(|| according(text, quote, block))
}

/// The text between the quote and the next one, or the end of the sentence that follows it.
fn tail<'a>(text: &'a Text<'_>, quote: Span) -> (&'a str, usize) {
    let end = quote.end as usize;
    let next =
        text.quoted.iter().find(|other| other.start > quote.end).map(|other| other.start as usize);
    let words = &text.prose.words;
    let rest = words.get(end..).unwrap_or_default();
    let closing = rest
        .chars()
        .take_while(|c| {
            matches!(c, '”' | '"' | '’' | '\'' | ',' | '.' | '!' | '?' | '»' | '“' | '…')
        })
        .map(char::len_utf8)
        .sum::<usize>();
    let from = end + closing;
    let sentence = text
        .sentences
        .iter()
        .find(|sentence| sentence.span.end as usize > from)
        .map_or(from, |sentence| sentence.span.end as usize);
    let begins_new = text.sentences.iter().any(|sentence| {
        sentence.span.start as usize >= from
            && words
                .get(from..sentence.span.start as usize)
                .is_some_and(|gap| gap.trim().is_empty())
    });
    // A sentence that begins after the quote is about who speaks only where the quote did not end its own.
    let stop = if begins_new
        && !words.get(from..).is_some_and(|rest| rest.trim_start().starts_with(char::is_lowercase))
    {
        from
    } else {
        sentence
    };
    let stop = next.map_or(stop, |next| stop.min(next)).max(from);
    (words.get(from..stop).unwrap_or_default(), from)
}

/// `“…,” Moe said` · `“…,” said Moe` · `“…,” he said`
fn after(text: &Text<'_>, quote: Span, block: u32) -> Option<Cue> {
    let (tail, from) = tail(text, quote);
    let found = words(tail, from);
    let at = found
        .iter()
        .take(REACH)
        .position(|word| verb::is_speech(word.text) && !is_discourse(&found, word))?;
    let verb = found.get(at)?;
    let before = found.get(..at).unwrap_or_default();
    // The subject stands right before the verb, with at most what describes it between; or right after it.
    let close = before.len() <= 4
        || before.iter().any(|word| word.after == ',')
        || before.first().is_some_and(|word| word.is(&["a", "an", "one", "the", "two", "three"]))
        || speaker_in(text, before, block).is_some();
    let subject =
        if before.is_empty() { None } else { subject(text, before, block).filter(|_| close) };
    let speaker = subject.or_else(|| inverted(text, &found, at))?;
    Some(Cue { speaker, verb: Some(verb.text.to_owned()), channel: channel::read(tail) })
}

/// "That said," is no cue.
fn is_discourse(words: &[Word<'_>], verb: &Word<'_>) -> bool {
    let at = words.iter().position(|word| word.span == verb.span).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    before.is_some_and(|word| word.is(&["that"]) && word.first) && verb.after == ','
}

/// "offered by Moe": no speech of the one before.
fn is_passive(words: &[Word<'_>], verb: &Word<'_>) -> bool {
    let mut after = words.iter().skip_while(|word| word.span != verb.span).skip(1);
    after.next().is_some_and(|word| word.is(&["by"]))
}

/// `said Moe`, `said Dr. Dana Moe, a lecturer`, `said the captain`
fn inverted(text: &Text<'_>, found: &[Word<'_>], at: usize) -> Option<Speaker> {
    let verb = found.get(at)?;
    let next = found.get(at + 1)?;
    if verb.after != ' '
        || next.is(&["that", "it", "on", "in", "at", "to", "as", "by", "he", "she", "they", "there"])
        // Who is told is not who tells.
        || verb.is(&["told", "tells", "informed", "assured", "asked"])
    {
        return None;
    }
    let reach = found.get((at + 6).min(found.len() - 1))?.span.end;
    let window = Span { start: verb.span.end, end: reach };
    let named = text.mentions.iter().find(|one| {
        is_speaker(one) && window.contains(Span { start: one.span.start, end: one.span.start })
    });
    if let Some(one) = named.filter(|one| one.span.start < reach) {
        return Some(Speaker { name: one.name.clone(), span: Some(one.span) });
    }
    if !next.is(&["the", "a", "an", "one", "another"]) {
        return None;
    }
    let rest = found.get(at + 1..)?;
    let end = rest
        .iter()
        .position(|word| word.after == ',' || word.after == '.')
        .unwrap_or(rest.len() - 1)
        .min(5);
    phrase(text, rest.get(..=end)?)
}

/// `Moe said that “…”` · `Moe, the mayor, warned: “…”`
fn before(text: &Text<'_>, quote: Span, block: u32) -> Option<Cue> {
    let sentence = text.sentences.iter().rfind(|sentence| sentence.span.start <= quote.start)?;
    let lead = Span { start: sentence.span.start, end: quote.start };
    let words_before = lead.of(&text.prose.words);
    let found: Vec<Word<'_>> = words(words_before, lead.start as usize)
        .into_iter()
        .filter(|word| !text.quoted.iter().any(|other| other.contains(word.span)))
        .collect();
    let at = found.iter().rposition(|word| {
        verb::is_speech(word.text)
            && !is_discourse(&found, word)
            && !is_passive(&found, word)
            && word.after != ','
            || word.is(&["saying", "caveat"])
    })?;
    let verb = found.get(at)?;
    if found.len() - at > REACH {
        return None;
    }
    let speaker = subject(text, found.get(..at)?, block)?;
    let tail = tail(text, quote).0;
    let channel = channel::read(words_before).or_else(|| channel::read(tail));
    Some(Cue { speaker, verb: Some(verb.text.to_owned()), channel })
}

/// `“…,” according to Moe` · `according to Moe, “…”`
fn according(text: &Text<'_>, quote: Span, _block: u32) -> Option<Cue> {
    let sentence = text
        .sentences
        .iter()
        .find(|sentence| sentence.span.start <= quote.start && quote.start < sentence.span.end)?;
    let words_of = sentence.span.of(&text.prose.words);
    let at = words_of.find("ccording to ")? + "ccording to ".len();
    let from = sentence.span.start as usize + at;
    let named = text.mentions.iter().find(|one| {
        is_speaker(one) && one.span.start as usize >= from && (one.span.start as usize) < from + 60
    })?;
    let speaker = Speaker { name: named.name.clone(), span: Some(named.span) };
    Some(Cue { speaker, verb: Some("according to".to_owned()), channel: None })
}

/// Whether a mention can speak: people, organisations, and those who govern a place.
fn is_speaker(mention: &Mention) -> bool {
    mention.kind != MentionKind::Place || mention.metonym
}

/// The subject of a verb whose words before it are these: the nearest name that is no object, a pronoun's noun, or the words
/// of a description.
fn subject(text: &Text<'_>, before: &[Word<'_>], block: u32) -> Option<Speaker> {
    if let Some(pronoun) =
        before.iter().rev().take(4).find(|word| word.is(&["he", "she", "they", "it"]))
    {
        if pronoun.is(&["it"]) {
            return body_in(text, before, pronoun.span);
        }
        let own_name = before.iter().take_while(|word| word.span != pronoun.span).count() > 0;
        return if own_name { speaker_in(text, before, block) } else { None }
            .or_else(|| antecedent(text, pronoun.span, block));
    }
    speaker_in(text, before, block)
        .or_else(|| clause(before).and_then(|clause| phrase(text, clause)))
        .or_else(|| described(text, before))
}

/// What "it" stands for in its own sentence: the nearest organisation or country before, never a person.
fn body_in(text: &Text<'_>, before: &[Word<'_>], pronoun: Span) -> Option<Speaker> {
    let window = Span { start: before.first()?.span.start, end: pronoun.start };
    let found = text.mentions.iter().rfind(|one| {
        one.kind != MentionKind::Person
            && window.contains(one.span)
            && (is_clause_start(before, one) || !is_object(before, one))
            && !is_possessive(text, one.span)
    })?;
    Some(Speaker { name: found.name.clone(), span: Some(found.span) })
}

/// "after Norway drafted a paper": a word before the name that begins a clause as well as it takes an object.
fn is_clause_start(before: &[Word<'_>], one: &Mention) -> bool {
    let at = before.iter().position(|word| word.span.start == one.span.start);
    let prior = at.and_then(|at| at.checked_sub(1)).and_then(|at| before.get(at));
    prior.is_some_and(|word| word.is(&["after", "before", "as"]))
}

/// A description that opens the sentence and that a name closes: "A spokesperson for Dana Moe played it down and said".
fn described(text: &Text<'_>, before: &[Word<'_>]) -> Option<Speaker> {
    let first = before.first().filter(|word| word.is(&["a", "an", "the", "one", "another"]))?;
    let window = Span { start: first.span.start, end: before.last()?.span.end };
    let named = text.mentions.iter().find(|one| window.contains(one.span))?;
    let end = before.iter().position(|word| word.span.end == named.span.end)?;
    phrase(text, before.get(..=end)?)
}

/// The name that is the subject among these words: the first of the last clause that no preposition or possessive makes an object.
fn speaker_in(text: &Text<'_>, before: &[Word<'_>], _block: u32) -> Option<Speaker> {
    let (first, last) = (before.first()?, before.last()?);
    let window = Span { start: first.span.start, end: last.span.end };
    let named = text.mentions.iter().filter(|one| is_speaker(one) && window.contains(one.span));
    // A description that a name only closes is the speaker itself: "a spokesperson for Moe", "a source close to Moe".
    let subjects: Vec<&Mention> = named.filter(|one| !is_object(before, one)).collect();
    let people = subjects.iter().rev().find(|one| one.kind == MentionKind::Person);
    let found = people.or_else(|| subjects.last())?;
    Some(Speaker { name: found.name.clone(), span: Some(found.span) })
}

/// Whether a preposition before a name, or before the title in front of it, makes it an object; or a possessive does.
fn is_object(before: &[Word<'_>], one: &Mention) -> bool {
    let title = one.role.as_deref().map_or(0, |role| role.split_whitespace().count());
    let at = before.iter().position(|word| word.span.start == one.span.start);
    let prior = |back: usize| at.and_then(|at| at.checked_sub(back)).and_then(|at| before.get(at));
    let preposition = |word: &Word<'_>| {
        word.is(&[
            "of", "for", "to", "with", "by", "from", "in", "at", "on", "about", "against", "told",
            "between", "as", "after", "before",
        ])
    };
    let article = prior(title + 1).filter(|word| word.is(&["the"])).and(prior(title + 2));
    let end = before.iter().find(|word| word.span.end == one.span.end);
    prior(title + 1).is_some_and(preposition)
        || article.is_some_and(preposition)
        || end.is_some_and(|word| word.possessive)
}

/// The words of the last clause: from its article on.
fn clause<'w, 'a>(before: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    let start = before
        .iter()
        .rposition(|word| matches!(word.after, ',' | ';' | ':' | '—'))
        .map_or(0, |at| at + 1);
    let clause = before.get(start..).filter(|clause| !clause.is_empty()).unwrap_or(before);
    let opens = clause.iter().position(|word| {
        word.is(&[
            "a",
            "an",
            "the",
            "one",
            "two",
            "three",
            "several",
            "multiple",
            "some",
            "many",
            "his",
            "her",
            "their",
            "another",
            "officials",
            "sources",
            "diplomats",
            "analysts",
            "experts",
            "critics",
            "residents",
            "police",
            "witnesses",
        ])
    })?;
    clause.get(opens..)
}

/// A description as the speaker: `a senior official`. Too long a one is no description.
fn phrase(text: &Text<'_>, words: &[Word<'_>]) -> Option<Speaker> {
    let (first, last) = (words.first()?, words.last()?);
    let person = words.len() <= 12
        && words.iter().any(|word| word.text.len() > 2 && !word.is(&["the", "and", "that"]));
    let span = Span { start: first.span.start, end: last.span.end };
    let name = span.of(&text.prose.words).split_whitespace().collect::<Vec<_>>().join(" ");
    person.then_some(Speaker { name, span: Some(span) })
}

/// The person that a pronoun stands for: the subject of the nearest sentence before that names one, in this block, or in the one
/// right before it.
fn antecedent(text: &Text<'_>, pronoun: Span, block: u32) -> Option<Speaker> {
    let earlier = text.all.iter().rev().skip_while(|sentence| sentence.span.end > pronoun.start);
    for sentence in earlier.take_while(|sentence| sentence.block + 1 >= block).take(4) {
        let people = text
            .mentions
            .iter()
            .filter(|one| one.kind == MentionKind::Person && sentence.span.contains(one.span));
        let subject = people
            .clone()
            .find(|one| !is_inside_quote(text, one.span) && !is_possessive(text, one.span))
            .or_else(|| people.clone().next());
        if let Some(one) = subject {
            return Some(Speaker { name: one.name.clone(), span: Some(one.span) });
        }
    }
    None
}

fn is_inside_quote(text: &Text<'_>, span: Span) -> bool {
    text.quoted.iter().any(|quote| quote.contains(span))
}

fn is_possessive(text: &Text<'_>, span: Span) -> bool {
    let after = text.prose.words.get(span.end as usize..).unwrap_or_default();
    after.starts_with("’s") || after.starts_with("'s")
}
