//! Who a quote is from whose sentence has no verb of speech: `Moe was less than happy: “…”`, `a statement by Moe read: “…”`.

use super::super::word::Word;
use super::Text;
use super::cue::Cue;
use super::subject::{is_object, named_after, subject};
use crate::annotate::MentionKind;

/// Verbs that say how somebody was.
const WAS: &[&str] = &["is", "looked", "remained", "seemed", "sounded", "was", "were"];

/// How many words may say so.
const HOW: usize = 4;

/// Words that make it more than that: "was shown the note", "was found with".
const MORE: &[&str] = &[
    "a", "an", "at", "by", "for", "from", "given", "handed", "her", "his", "in", "of", "on",
    "shown", "the", "told", "with",
];

/// `Moe was less than happy: “…”` · `Moe put it more bluntly: “…”`: how a person was, and what they said.
pub(super) fn reacted(text: &Text<'_>, lead: &[Word<'_>]) -> Option<Cue> {
    lead.last().filter(|word| word.after == ':')?;
    let at = lead.iter().rposition(|word| word.is(WAS) || word.is(&["put"]))?;
    let (before, rest) = (lead.get(..at)?, lead.get(at + 1..)?);
    let put = lead.get(at)?.is(&["put"]);
    let how =
        if put { rest.first().filter(|word| word.is(&["it"])).and(rest.get(1..))? } else { rest };
    let short = how.len() <= HOW && !how.iter().any(|word| word.is(MORE) || word.capital);
    let speaker = subject(text, before).filter(|_| short && (put || !how.is_empty()))?;
    let named = text.named(speaker.span?).first()?;
    let person = named.kind == MentionKind::Person && Some(named.span) == speaker.span;
    (person && !is_object(before, named)).then_some(Cue { speaker, verb: None, channel: None })
}

/// What somebody puts their name to, and others read.
const STATEMENTS: &[&str] = &["letter", "message", "note", "post", "release", "statement", "tweet"];

/// `a statement by Moe read: “…”` · `“…,” a statement from Moe read`
pub(super) fn read(text: &Text<'_>, words: &[Word<'_>]) -> Option<Cue> {
    let verb = words.iter().position(|word| word.is(&["read", "reads"]))?;
    let own = words.get(..verb)?;
    let rest = own.get(issued(own)?..)?;
    let speaker = named_after(text, rest)?;
    let verb = words.get(verb)?.text.to_owned();
    Some(Cue { speaker, verb: Some(verb), channel: None })
}

/// Where, among the words for a statement, those for whom it is from begin: "a statement from | Moe".
pub(super) fn issued(words: &[Word<'_>]) -> Option<usize> {
    let noun = words.iter().take(HOW).position(|word| word.is(STATEMENTS))?;
    words.get(noun + 1).filter(|word| word.is(&["by", "from"])).map(|_| noun + 2)
}
