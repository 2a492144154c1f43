//! What is set for a day, as far as more than a verb before it tells: `a strike for Thursday`, `ministers meet on Tuesday`, `the
//! launch on Thursday is threatened`.

use super::super::token::Class;
use super::Rules;
use super::cue::{
    ATTENDED, GETS, GOES, KICKS, MEET, MISHAPS, OCCASIONS, PUT_OFF, REACHED, TAKES, UNSURE,
};

/// How many words may name what a day is of, before "on" and the day.
const NAMED: usize = 4;

/// How many words after a day may say what becomes of what was due then.
const BECOMES: usize = 10;

impl Rules<'_> {
    /// Whether the words beside a weekday say that something is set for it.
    pub(super) fn is_due(&self, at: usize) -> bool {
        self.is_meant_for(at) || self.comes_on(at) || self.is_in_doubt(at)
    }

    /// "a strike for Thursday", not "jailed for Thursday’s attack".
    fn is_meant_for(&self, at: usize) -> bool {
        let next = self.after_day(at);
        let owns = self.owns(next - 1);
        let had = (at.saturating_sub(8)..at).any(|word| self.is(word, &["had"]));
        self.before(at, &["for"]) && self.ends(next) && !owns && !had
    }

    /// "the next step comes on Nov. 5"
    pub(super) fn comes_on(&self, at: usize) -> bool {
        self.before(at, &["on"]) && at.checked_sub(2).is_some_and(|two| self.is(two, &["comes"]))
    }

    /// "a second attempt on Thursday is threatened", "the vote on Thursday will decide": what is still open of something. Of what
    /// befell people, nothing is.
    fn is_in_doubt(&self, at: usize) -> bool {
        let verb = self.after_day(at);
        let named = |list: &[&str]| (at.saturating_sub(NAMED)..at).any(|word| self.is(word, list));
        let open = self.is(verb + 1, UNSURE)
            || self.is(verb + 1, &["at", "in"]) && self.is(verb + 2, &["doubt", "risk"]);
        let decides = self.is(verb, &["could", "may", "might", "will"]) && named(OCCASIONS);
        self.before(at, &["on"])
            && (self.is(verb, &["are", "is"]) && open || decides)
            && !named(MISHAPS)
    }

    /// The token after a day and its part: "Friday morning".
    fn after_day(&self, at: usize) -> usize {
        at + 1 + usize::from(matches!(self.class(at + 1), Some(Class::Part(_))))
    }

    /// "is to", "are to": what is planned.
    pub(super) fn are_to(&self, at: usize) -> bool {
        self.is(at, &["are", "is"]) && self.is(at + 1, &["to"])
    }

    /// "invited her to talks", "summoned him for": whoever is asked has not come yet.
    pub(super) fn is_asked(&self, verb: usize, at: usize) -> bool {
        self.is(verb, ATTENDED) && (verb + 1..at).any(|word| self.is(word, &["for", "to"]))
    }

    /// "ministers meet", "polls open": the present tells of what several are about to do.
    pub(super) fn is_about_to(&self, verb: usize) -> bool {
        // A base form after a name tells of a team: "Norway play".
        let several = |word: &str| {
            word.len() > 3 && word.ends_with('s') && word.starts_with(char::is_alphabetic)
                || word.starts_with(char::is_uppercase)
        };
        let begins = self.is(verb, MEET) || self.is(verb, &["go"]) && self.is(verb + 1, &["to"]);
        begins
            && verb.checked_sub(1).is_some_and(|subject| {
                several(self.text(subject)) && self.class(subject).is_some_and(Class::is_word)
            })
    }

    /// "adjourned the case until May 7": it goes on then, and does not end.
    pub(super) fn is_put_off_to(&self, at: usize) -> bool {
        self.before(at, &["till", "until"])
            && (at.saturating_sub(6)..at).any(|verb| self.is(verb, PUT_OFF))
    }

    /// "takes place", "kick off", "goes to": what begins at a time that is set. What did not is past.
    pub(super) fn is_set_off(&self, verb: usize) -> bool {
        let pairs = [
            (TAKES, "effect"),
            (TAKES, "place"),
            (KICKS, "off"),
            (GETS, "under"),
            (GETS, "underway"),
            (GOES, "to"),
        ];
        let denied = self.before(verb, &["not", "t"])
            && (verb.saturating_sub(4)..verb).any(|word| self.is(word, &["did", "didn"]));
        !denied
            && pairs
                .iter()
                .any(|(first, second)| self.is(verb, first) && self.is(verb + 1, &[second]))
    }

    /// "Norway’s hopes", "the start": no verb.
    pub(super) fn is_owned(&self, at: usize) -> bool {
        let owners = ["any", "her", "his", "its", "the", "their"];
        let possessive = at
            .checked_sub(2)
            .is_some_and(|mark| self.mark(mark, &['’', '\'']) && self.is(mark + 1, &["s"]));
        self.is(at, &["ends", "face", "hopes", "returns", "starts"])
            && (possessive || self.before(at, &owners))
    }

    /// "restored power to half of them by Monday": how far it had come by then.
    pub(super) fn is_reached_by(&self, by: usize) -> bool {
        self.is(by, &["by"]) && (by.saturating_sub(9)..by).any(|verb| self.is(verb, REACHED))
    }

    /// "had been due on Thursday and will now be held in May": the day was still to come when it was given up.
    pub(super) fn is_put_off(&self, at: usize) -> bool {
        let now = |word: usize| self.is(word, &["will"]) && self.is(word + 1, &["instead", "now"]);
        (at + 1..at + BECOMES).any(now)
    }
}
