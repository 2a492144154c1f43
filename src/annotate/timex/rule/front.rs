//! A date that opens its clause, which the verb after it places: `On Monday I will fly`, `In March police searched`.

use super::super::token::Class;
use super::Rules;
use super::cue::{
    BEGUN, DETERMINERS, HELD, HIT, MODAL, OCCASIONS, PENDING, PRESENT, REPORT, WENT,
    is_function_word, is_past,
};
use super::found::Past;
use crate::annotate::quote::verb::is_speech;

/// How many tokens after a date its clause's verb may stand.
const REACH: usize = 18;

/// Words after which a date opens a clause.
const OPENERS: &[&str] =
    &["and", "because", "but", "if", "that", "then", "when", "where", "which", "while", "who"];

/// Words that open a clause of its own.
const OPEN: &[&str] = &[
    "after", "as", "because", "before", "if", "since", "than", "that", "when", "where", "whether",
    "which", "while", "who", "whose",
];

/// What the verb of a clause says of the date that opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// It has been.
    Past,
    /// It is to come.
    Ahead,
}

impl Rules<'_> {
    /// What the first finite verb after a date says, where the date opens the clause.
    pub(super) fn tense_after(&self, at: usize) -> Option<Tense> {
        let opening = self.clause_opening(at).filter(|_| !self.owns(at))?;
        let reported = opening.checked_sub(1).is_some_and(|word| self.is(word, &["that"]));
        let mut word = at + 1;
        while word < at + REACH {
            if self.ends_subject(word) {
                word = self.after_inserted(word)?;
                continue;
            }
            if self.is_pending(word) || reported && self.is(word, &["would"]) {
                // What is joined by "and" is no subject: "On Monday he left and will".
                let joined = self.before(word, &["and", "but", "or"]);
                return (!joined).then_some(Tense::Ahead);
            }
            if self.has_been(word) && !self.is_reporting_aside(word) {
                return Some(Tense::Past);
            }
            word += 1;
        }
        None
    }

    /// "On Monday, she said, it will rain": who reports that does not tell when.
    fn is_reporting_aside(&self, verb: usize) -> bool {
        let quotes = self.mark(verb + 2, &['“', '"', '‘', '\'']);
        let apart = self.mark(verb + 1, &[',']) && !quotes || self.mark(verb - 1, &[',']);
        is_speech(self.text(verb)) && apart
    }

    /// The word after a clause that is inserted: "On Monday, if the wind falls, they will sail".
    fn after_inserted(&self, opener: usize) -> Option<usize> {
        let inserted = self.is(opener, OPEN) && self.mark(opener - 1, &[',']);
        let mut rest = (opener..opener + REACH).filter(|_| inserted);
        rest.find(|word| self.mark(*word, &[','])).map(|comma| comma + 1)
    }

    /// Where the words for a date begin, if these open a clause: "On", "By the end of", "Friday, 8".
    fn clause_opening(&self, at: usize) -> Option<usize> {
        let of_date = |word: &usize| {
            matches!(self.class(*word), Some(Class::Edge(_) | Class::Weekday(_)))
                || self.is(*word, &["by", "from", "in", "of", "on", "the", "this", "until"])
                || self.mark(*word, &[',']) && self.is_weekday_before(*word)
        };
        let first = (0..at).rev().take_while(of_date).last().unwrap_or(at);
        let Some(before) = first.checked_sub(1) else { return Some(first) };
        let opens = match self.class(before)? {
            Class::Mark('“' | '‘' | '(' | ':' | ';' | '–' | '—') => true,
            Class::Mark('"' | '\'') => self.touch(before),
            // "the launch, on Friday, will" is no opening.
            Class::Mark(',') => first < at && !self.mark(at + 1, &[',']),
            _ => self.is(before, OPENERS) && first < at,
        };
        opens.then_some(first)
    }

    fn is_weekday_before(&self, comma: usize) -> bool {
        comma.checked_sub(1).is_some_and(|day| matches!(self.class(day), Some(Class::Weekday(_))))
    }

    /// Whether no verb of the clause can be looked for beyond here: another clause, or the other side of a quote, begins.
    fn ends_subject(&self, at: usize) -> bool {
        self.class(at).is_none()
            || self.is(at, OPEN)
            || self.mark(at, &[';', ':', '”', '"', '–', '—', '(', ')'])
    }

    /// A verb of what is to come: "will", "’ll", "is due", "are going to", "begins".
    fn is_pending(&self, verb: usize) -> bool {
        let contracted = || {
            self.mark(verb.saturating_sub(1), &['’', '\''])
                && (self.is(verb, &["ll"])
                    || self.is(verb, &["re", "m", "s"]) && self.is(verb + 1, PENDING))
        };
        // "the will", "Will Smith"
        let noun =
            self.before(verb, DETERMINERS) || self.text(verb).starts_with(char::is_uppercase);
        let modal = self.is(verb, MODAL) && !noun && !self.is(verb + 1, &["have"])
            || self.is(verb, &["won"]) && self.mark(verb + 1, &['’', '\'']);
        let due = self.is(verb, &["am", "are", "is"]) && self.is(verb + 1, PENDING);
        modal || due || contracted() || self.is_set(verb) || self.is_about_to(verb)
    }

    /// "the court opens": the present of what is set for a time.
    fn is_set(&self, verb: usize) -> bool {
        let subject = verb.checked_sub(1).is_some_and(|subject| {
            self.class(subject).is_some_and(Class::is_word) && !self.is(subject, DETERMINERS)
        });
        let noun = self.is(verb + 1, &["are", "had", "of", "was", "were", "will"]);
        subject && self.is(verb, PRESENT) && !noun && !self.is_owned(verb) || self.is_set_off(verb)
    }

    /// A verb of the past, by its form; "the wounded man" and "to be held" have none.
    pub(super) fn has_been(&self, verb: usize) -> bool {
        let attribute = verb.checked_sub(1).is_some_and(|before| {
            self.is(before, DETERMINERS)
                || self.mark(before, &['-'])
                || self.is(before, &["be"])
                || matches!(self.class(before), Some(Class::Count(_) | Class::Opening(_)))
        });
        let helped = self.before(verb, MODAL)
            || self.before(verb, &["can", "could", "did", "not", "to", "would"]);
        self.is(verb, &["did", "had", "was", "were"])
            || self.is(verb, REPORT)
            || self.is(verb, HIT) && !helped && !attribute
            || (self.is(verb, WENT) || is_past(self.text(verb))) && !attribute
    }

    /// What the verb beside a date says of what was then: the one after it, where it opens its clause, or the nearest before it.
    pub(super) fn past(&self, at: usize) -> Past {
        // "08:15 Police arrested": when it was reported; "“I left at 5 a.m.”": some day's.
        if self.clock(at).is_some() && (at == 0 || self.is_quoted(at)) {
            return Past::Untold;
        }
        match self.tense_after(at) {
            Some(Tense::Past) => return Past::Was,
            Some(Tense::Ahead) => return Past::Untold,
            None => {}
        }
        let ends = |word: &usize| self.mark(*word, &[';', ':', '“', '”', '"', '–', '—']);
        let mut clause = (at.saturating_sub(REACH)..at).rev().take_while(|word| !ends(word));
        let verb = clause.find(|word| self.is_pending(*word) || self.has_been(*word));
        // "was due at noon", "was expected", "put it off to Friday" tell of no day on which something was.
        let due = |verb: usize| {
            self.is(verb, PENDING)
                || self.is(verb, &["was", "were"]) && self.is(verb + 1, PENDING)
                || self.before(at, &["for", "to"])
        };
        match verb.filter(|verb| !self.is_pending(*verb) && !due(*verb)) {
            None => Past::Untold,
            Some(verb) if is_speech(self.text(verb)) => Past::Spoke,
            Some(verb) if self.is_before_past(verb) || self.is_helped(verb) => Past::HadBeen,
            Some(_) => Past::Was,
        }
    }

    /// Whether somebody is quoted here.
    fn is_quoted(&self, at: usize) -> bool {
        let marks = |word: &usize| self.mark(*word, &['“', '”', '"']);
        let before: Vec<usize> = (0..at).filter(marks).collect();
        match before.last() {
            Some(last) if self.mark(*last, &['"']) => before.len() % 2 == 1,
            last => last.is_some_and(|last| self.mark(*last, &['“'])),
        }
    }

    /// "had won", not "had the money".
    fn is_helped(&self, had: usize) -> bool {
        let next = had + 1;
        let participle = self.class(next).is_some_and(Class::is_word)
            && !is_function_word(self.text(next))
            && !self.is(next, DETERMINERS)
            && !self.is(next, &["no", "until"]);
        self.is(had, &["had"]) && participle
    }

    /// "Friday’s"
    pub(super) fn owns(&self, at: usize) -> bool {
        self.mark(at + 1, &['’', '\'']) && self.is(at + 2, &["s"])
    }

    /// "Friday’s hearing will be held", "Sunday’s vote is due": what the day owns is still to come.
    pub(super) fn is_to_be_held(&self, at: usize) -> bool {
        let occasion = (at + 3..at + 6).find(|word| self.is(*word, OCCASIONS));
        let Some(verb) = occasion.map(|word| word + 1).filter(|_| self.owns(at)) else {
            return false;
        };
        let begins = self.is(verb + 1, BEGUN)
            || self.is_set_off(verb + 1)
            || self.is(verb + 1, &["be"]) && self.is(verb + 2, HELD);
        let due = self.is(verb, &["are", "is"]) && self.is(verb + 1, PENDING);
        self.is(verb, &["will"]) && begins || due
    }
}
