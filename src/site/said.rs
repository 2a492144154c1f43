//! What was said in an event, as a template shows it.

use super::cited::{Cited, Place};
use super::compare::{bare_end, same_words};
use super::entry::Entry;
use super::frame::Frame;
use super::rights::Allowance;
use super::variant::{Piece, any_vary, pieces};
use crate::corpus::event::EventQuote;
use serde::Serialize;

/// Wordings of one saying that stand together.
pub(super) const STACK: usize = 3;

/// Words that somebody said, in the wordings of the accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuoteCard {
    /// The wordings, mostly one.
    pub wordings: Vec<Wording>,
    /// Who said them.
    pub speaker: Option<String>,
    /// The speaker's page.
    pub href: Option<String>,
    /// How they were said.
    pub channel: Option<String>,
}

/// One wording of what somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The words, with those told apart that the other wordings have otherwise.
    pub pieces: Vec<Piece>,
    /// Where they stand.
    pub refs: Cited,
}

impl QuoteCard {
    /// Whether it shows all that another shows: its wordings, each with its places.
    fn covers(&self, other: &Self) -> bool {
        let has = |one: &Wording| {
            let text = one.text();
            let same = |own: &&Wording| own.text() == text;
            self.wordings
                .iter()
                .find(same)
                .is_some_and(|own| one.refs.refs.iter().all(|at| own.refs.refs.contains(at)))
        };
        other.wordings.iter().all(has)
    }
}

impl Wording {
    fn text(&self) -> String {
        Piece::joined(&self.pieces)
    }
}

/// What was said in several events: a saying that stands in two of them once.
pub(super) fn once(said: impl Iterator<Item = QuoteCard>) -> Vec<QuoteCard> {
    let mut once: Vec<QuoteCard> = Vec::new();
    for quote in said {
        if !once.iter().any(|one| one.covers(&quote)) {
            once.retain(|one| !quote.covers(one));
            once.push(quote);
        }
    }
    once
}

impl Frame<'_, '_> {
    /// What was said: the same words of one speaker once, with every place where they stand.
    pub(super) fn quotes<'a>(
        &self,
        entry: &Entry<'a>,
        allowance: &mut Allowance<'a>,
    ) -> Vec<QuoteCard> {
        let mut said: Vec<(&'a EventQuote, Vec<Place<'_, 'a>>)> = Vec::new();
        for quote in &entry.event.quotes {
            let passage = &quote.passage;
            let Some(account) = entry.account(passage) else { continue };
            let same = |(one, _): &&mut (&EventQuote, _)| {
                one.speaker == quote.speaker && same_words(&one.passage.text, &quote.passage.text)
            };
            match said.iter_mut().find(same) {
                Some((_, places)) if places.iter().any(|(_, one)| one.is_beside(passage)) => {}
                Some((_, places)) => places.push((account, passage)),
                None => said.push((quote, vec![(account, passage)])),
            }
        }
        let shown = |(quote, places): (&'a EventQuote, Vec<Place<'_, 'a>>)| {
            let passage = &quote.passage;
            let refs = self.cited(entry, &places);
            Some((quote, allowance.quote(&passage.article, bare_end(&passage.text))?, refs))
        };
        let shown: Vec<Said<'a>> = said.into_iter().filter_map(shown).collect();
        stacks(shown).into_iter().filter_map(|stack| self.quote(entry, &stack)).collect()
    }

    /// A saying with its wordings.
    fn quote(&self, entry: &Entry<'_>, stack: &[Said<'_>]) -> Option<QuoteCard> {
        let (quote, ..) = stack.first()?;
        let texts: Vec<Vec<String>> = stack.iter().map(|(_, text, _)| vec![text.clone()]).collect();
        let pieces = pieces(&texts).into_iter().flatten();
        let wordings = pieces.zip(stack);
        let wordings = wordings.map(|(pieces, (.., refs))| Wording { pieces, refs: refs.clone() });
        Some(QuoteCard {
            wordings: wordings.collect(),
            speaker: quote.speaker.clone(),
            href: self.speaker(entry, quote),
            channel: quote.channel.clone(),
        })
    }

    /// The page of whoever said words.
    fn speaker(&self, entry: &Entry<'_>, quote: &EventQuote) -> Option<String> {
        let id = quote.person.as_ref()?;
        let person = entry.people.iter().find(|one| one.slug == id.0)?;
        person.paged.then(|| person.permalink().from(self.page))
    }
}

/// A quotation, its words as they may be shown, and where they stand.
type Said<'a> = (&'a EventQuote, String, Cited);

/// Quotations, those together that are one speaker's same saying in other words.
fn stacks(said: Vec<Said<'_>>) -> Vec<Vec<Said<'_>>> {
    let mut stacks: Vec<Vec<Said<'_>>> = Vec::new();
    for one in said {
        let speaker = one.0.speaker.as_deref();
        let fits = |stack: &&mut Vec<Said<'_>>| {
            let alike = |(first, text, _): &Said<'_>| {
                first.speaker.as_deref() == speaker && any_vary([text.as_str(), &one.1])
            };
            speaker.is_some() && stack.len() < STACK && stack.first().is_some_and(alike)
        };
        match stacks.iter_mut().find(fits) {
            Some(stack) => stack.push(one),
            None => stacks.push(vec![one]),
        }
    }
    stacks
}
