//! Who a quote's own sentence says it is from.
//!
//! Patterns, best first, with the share that was right on 562 quotes of `PolNeAR`'s development part: words after the quote
//! ("…," Moe said; 95 %), words before it (Moe said that "…"; 87 %). Which of the two is asked first hangs on how the quote
//! ends: a comma, a question or a dash inside the marks waits for its speaker, a full stop does not.

use super::super::word::{Word, words};
use super::pronoun::is_another;
use super::subject::{named_after, subject};
use super::{FEW, Speaker, Text, channel, reaction, verb};
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

/// Closing marks, and what may stand beside them.
const CLOSING: &[char] =
    &['”', '"', '’', '\'', ',', '.', '!', '?', '»', '“', '…', ')', ']', '*', '_'];

/// What the words beside a quote, in its own sentence, say of its speaker.
pub(super) fn own(text: &Text<'_>, quote: Span) -> Option<Cue> {
    let tail = tail(text, quote);
    let lead = lead(text, quote);
    // "Moe said it was “…”, a day after Lind called it “…”": what follows is of the next quote, or of no other than the clause that
    // the quote goes on with.
    let inside = quote.of(&text.prose.words).starts_with(char::is_lowercase);
    let led = (tail.before_quote || inside) && lead.iter().any(|word| verb::is_speech(word.text));
    let told = if waits(text, quote) && !led {
        after(text, tail).or_else(|| before(text, &lead, tail))
    } else {
        before(text, &lead, tail).or_else(|| after(text, past_comma(tail)))
    };
    told.or_else(|| according(text, &lead, tail))
        .or_else(|| reaction::read(text, &words(tail.words, tail.from)))
        .or_else(|| reaction::read(text, &lead))
        .or_else(|| reaction::reacted(text, &lead))
        .or_else(|| signed(text, quote))
}

/// Whether a verb of speech right before a quote has a subject that no rule knows, and that is no pronoun: "Moe agreed:".
pub(super) fn is_strangers(text: &Text<'_>, quote: Span) -> bool {
    let lead = lead(text, quote);
    lead.last().is_some_and(|word| word.after == ':' && verb::is_speech(word.text))
        && !lead.iter().any(|word| word.is(&["he", "i", "she", "they", "we"]))
}

/// Whether "he said" or "said she" after a quote tells of somebody else than the speaker before it.
pub(super) fn is_somebody_elses(text: &Text<'_>, quote: Span, before: &Cue) -> bool {
    let tail = tail(text, quote);
    let found = words(tail.words, tail.from);
    let [one, two, ..] = found.as_slice() else { return false };
    let named = before.speaker.span.and_then(|span| text.named(span).first());
    let pronoun = if verb::is_speech(one.text) { two } else { one };
    (verb::is_speech(one.text) || verb::is_speech(two.text))
        && named.is_some_and(|named| is_another(pronoun.text, named))
}

/// Whether a quote ends as one does that its speaker follows.
fn waits(text: &Text<'_>, quote: Span) -> bool {
    let ends =
        quote.of(&text.prose.words).ends_with([',', '?', '!', '…', '—', '–', '-', '\'', '’']);
    let rest = text.prose.words.get(quote.end as usize..).unwrap_or_default();
    ends || rest.trim_start_matches(['”', '"', '’', '\'', '»']).starts_with(',')
}

/// Words after a quote, up to the next one or the end of their sentence.
#[derive(Clone, Copy, Debug)]
struct Tail<'a> {
    words: &'a str,
    from: usize,
    /// Whether another quote follows it in the sentence.
    before_quote: bool,
    /// Whether the quote is a question.
    asks: bool,
    /// Whether it goes on with the sentence that it stands in, in more than a word or two.
    goes_on: bool,
}

fn tail<'a>(text: &'a Text<'_>, quote: Span) -> Tail<'a> {
    let all = &text.prose.words;
    let rest = all.get(quote.end as usize..).unwrap_or_default();
    let from = quote.end as usize + (rest.len() - rest.trim_start_matches(CLOSING).len());
    let asks = quote.of(all).ends_with('?');
    let many = quote.of(all).split_whitespace().count() > FEW;
    let goes_on = many && quote.of(all).starts_with(char::is_lowercase);
    let sentence = text.sentences.iter().find(|sentence| sentence.span.end as usize > from);
    let Some(sentence) = sentence.filter(|one| belongs(text, quote, one.span, from)) else {
        return Tail { words: "", from, before_quote: false, asks, goes_on };
    };
    let next = text.quoted.iter().find(|other| other.start > quote.end);
    let stop = next.map_or(sentence.span.end, |next| sentence.span.end.min(next.start));
    let before_quote = stop < sentence.span.end;
    let words = all.get(from..stop as usize).unwrap_or_default();
    Tail { words, from, before_quote, asks, goes_on }
}

/// Whether the sentence after a quote goes on with the quote's own: it began before, or a question or a dash ended the quote, or
/// it is no more than "Moe said."
fn belongs(text: &Text<'_>, quote: Span, sentence: Span, from: usize) -> bool {
    let after = text.prose.words.get(from..).unwrap_or_default().trim_start();
    if (sentence.start as usize) < from || after.starts_with(char::is_lowercase) {
        return true;
    }
    let found = words(sentence.of(&text.prose.words), sentence.start as usize);
    let verb = found.iter().take(6).position(|word| verb::is_speech(word.text));
    let ends = quote.of(&text.prose.words).ends_with(['?', '!', '…', '—', '–', '-', '’', '\'']);
    verb.is_some_and(|_| ends || found.len() <= 4)
}

/// The words after the first comma of a tail.
fn past_comma(tail: Tail<'_>) -> Tail<'_> {
    let at = tail.words.rfind(", ").map_or(tail.words.len(), |at| at + 2);
    Tail { words: tail.words.get(at..).unwrap_or_default(), from: tail.from + at, ..tail }
}

/// The words of a quote's sentence before it, without other quotes' words.
fn lead<'a>(text: &'a Text<'_>, quote: Span) -> Vec<Word<'a>> {
    let Some(sentence) = text.sentences.iter().rfind(|one| one.span.start <= quote.start) else {
        return Vec::new();
    };
    let lead = Span { start: sentence.span.start, end: quote.start };
    let outside = |word: &Word<'_>| !text.quoted.iter().any(|other| other.contains(word.span));
    let found = words(lead.of(&text.prose.words), lead.start as usize);
    found.into_iter().filter(outside).collect()
}

/// `“…,” Moe said` · `“…,” said Moe` · `“…,” he said`
fn after(text: &Text<'_>, tail: Tail<'_>) -> Option<Cue> {
    let found = words(tail.words, tail.from);
    let at = found
        .iter()
        .take(REACH)
        .position(|word| verb::is_speech(word.text) && !is_discourse(&found, word))?;
    let verb = found.get(at)?;
    let before = found.get(..at).unwrap_or_default();
    let speaker = match before {
        [] => inverted(text, &found, tail),
        [adverb] if verb::is_adverb(adverb.text) => inverted(text, found.get(1..)?, tail),
        _ if at > 14 => None,
        _ => subject(text, before),
    }?;
    Some(Cue { speaker, verb: Some(verb.text.to_owned()), channel: channel::read(tail.words) })
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

/// "a boat called the “Swan”": a name in marks, and no speech.
fn names(lead: &[Word<'_>], verb: &Word<'_>) -> bool {
    let after = lead.iter().skip_while(|word| word.span != verb.span).skip(1);
    verb.is(&["called", "described", "cited"])
        && after.filter(|word| !word.is(&["the", "a", "an", "as"])).count() == 0
}

/// `said Moe`, `said Dr. Dana Moe, a lecturer`, `said the captain`; after a question, `asked Moe`.
fn inverted(text: &Text<'_>, found: &[Word<'_>], tail: Tail<'_>) -> Option<Speaker> {
    let (verb, rest) = found.split_first()?;
    let asked = tail.asks && verb.text == "asked" && !is_passive(found, verb);
    if verb.after != ' ' || verb::takes_object(verb.text) && !asked {
        return None;
    }
    named_after(text, rest)
}

/// `Moe said that “…”` · `Moe, the mayor, warned: “…”` · `Moe: “…”`
fn before(text: &Text<'_>, lead: &[Word<'_>], tail: Tail<'_>) -> Option<Cue> {
    let spoken = lead.iter().rposition(|word| {
        verb::is_speech(word.text)
            && !is_discourse(lead, word)
            && !is_passive(lead, word)
            && !names(lead, word)
            && (word.after != ',' || lead.last().is_some_and(|last| last.span == word.span))
            || word.is(&["saying", "caveat"])
    });
    let thought = || thought(lead).filter(|_| tail.goes_on);
    let Some(at) = spoken.or_else(thought) else { return labelled(text, lead) };
    let verb = lead.get(at)?;
    if lead.len() - at > REACH {
        return None;
    }
    let speaker = joined(text, lead, at).or_else(|| subject(text, lead.get(..at)?))?;
    let (first, last) = (lead.first()?, lead.last()?);
    let words = Span { start: first.span.start, end: last.span.end }.of(&text.prose.words);
    let channel = channel::read(words).or_else(|| channel::read(tail.words));
    Some(Cue { speaker, verb: Some(verb.text.to_owned()), channel })
}

/// `Moe said so, adding that “…”`: whom the verb before has for its subject.
fn joined(text: &Text<'_>, lead: &[Word<'_>], at: usize) -> Option<Speaker> {
    let adds = lead.get(at).is_some_and(|word| word.text.ends_with("ing"));
    let before = lead.get(..at).filter(|_| adds)?;
    before.last().filter(|word| word.after != ' ')?;
    let noun = |at: usize| before.get(at).is_some_and(|word| word.possessive || word.is(&["the"]));
    let is_verb = |at: &usize| {
        before.get(*at).is_some_and(|word| verb::is_speech(word.text))
            && !at.checked_sub(1).is_some_and(noun)
    };
    let verb = (0..before.len()).rev().find(is_verb)?;
    subject(text, before.get(..verb)?)
}

/// `Moe expects it to be “…”`: the verb, in the clause that the quote goes on with.
fn thought(lead: &[Word<'_>]) -> Option<usize> {
    const FAR: usize = 12;
    let at = lead.iter().rposition(|word| verb::is_thought(word.text))?;
    let own = lead.get(at..).filter(|own| own.len() > 1 && own.len() <= FAR)?;
    own.iter().all(|word| matches!(word.after, ' ' | '“' | '"' | '‘' | '\'')).then_some(at)
}

/// `Moe: “…”`, as in a script or a list of answers.
fn labelled(text: &Text<'_>, lead: &[Word<'_>]) -> Option<Cue> {
    let (first, last) = (lead.first()?, lead.last().filter(|word| word.after == ':')?);
    let named = text.named(Span { start: first.span.start, end: last.span.end });
    let one = named.iter().find(|one| is_speaker(one) && one.span.end == last.span.end)?;
    let whole = lead.len() <= one.span.of(&text.prose.words).split(' ').count() + 3;
    whole.then(|| Cue { speaker: speaker(one), verb: None, channel: None })
}

/// `“…,” according to Moe` · `according to Moe, “…”`
fn according(text: &Text<'_>, lead: &[Word<'_>], tail: Tail<'_>) -> Option<Cue> {
    let behind = words(tail.words, tail.from);
    let speaker = [behind.as_slice(), lead].into_iter().find_map(|found| {
        let at = found.iter().position(|word| word.is(&["according"]))?;
        let to = found.get(at + 1).filter(|word| word.is(&["to"]))?;
        let rest = found.get(at + 2..).filter(|_| to.after == ' ')?;
        named_after(text, rest)
    })?;
    Some(Cue { speaker, verb: Some("according to".to_owned()), channel: None })
}

/// `“…” — Dana Moe, mayor`: a dash and a name at the end of the block.
fn signed(text: &Text<'_>, quote: Span) -> Option<Cue> {
    let block = text.sentences.last()?.span.end as usize;
    let rest = text.prose.words.get(quote.end as usize..block)?;
    let bare =
        rest.trim_start_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c) || c == '>');
    let name =
        bare.strip_prefix(['—', '–', '-'])?.trim_start_matches(['—', '–', '-', ' ', '*', '_']);
    let from = block - name.len();
    let one = text.named(Span::new(from, block)).first().filter(|one| {
        one.kind == MentionKind::Person && is_titled(text, Span::new(from, one.span.start as usize))
    })?;
    let after =
        text.prose.words.get(one.span.end as usize..block)?.trim_start_matches(['*', '_', ' ']);
    let ends = after.is_empty() || after.starts_with([',', '(', '.', '\n', '[']);
    ends.then(|| Cue { speaker: speaker(one), verb: None, channel: None })
}

/// Whether nothing but a title stands here.
fn is_titled(text: &Text<'_>, span: Span) -> bool {
    span.of(&text.prose.words).split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// Who a mention names, as a speaker.
pub(super) fn speaker(one: &Mention) -> Speaker {
    Speaker { name: one.name.clone(), span: Some(one.span) }
}

/// Whether a mention can speak: people, organisations, and those who govern a place.
pub(super) fn is_speaker(mention: &Mention) -> bool {
    mention.kind != MentionKind::Place || mention.metonym
}
