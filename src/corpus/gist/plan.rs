//! Whether a date is one that something was planned for and did not come about on.

use super::headline::has_main_verb;
use super::phrase::{has_any, last};
use crate::text::Span;

/// Words that plan something for the date after them.
const PLANNED: &[&str] = &[
    "due",
    "expected",
    "meant to",
    "pencilled in",
    "planned",
    "scheduled",
    "set for",
    "set to",
    "slated",
    "to be held",
    "was to",
    "were to",
];

/// The same, of plans that did not last, whatever else their sentence tells.
const NO_MORE: &[&str] = &[
    "had been due to",
    "had been meant to",
    "had been pencilled in",
    "had been planned",
    "had been scheduled",
    "had been set to",
    "had been slated",
    "initially due",
    "initially planned",
    "initially scheduled",
    "originally due",
    "originally planned",
    "originally scheduled",
    "originally set for",
    "was to have",
    "were to have",
];

/// Words that put a plan off, or give it up.
const PUT_OFF: &[&str] = &[
    "abandoned",
    "brought forward",
    "called off",
    "calling off",
    "canceled",
    "cancelled",
    "delayed",
    "postponed",
    "postponing",
    "put back",
    "put off",
    "rescheduled",
    "scrapped",
    "will now",
    "would now",
];

/// How many words may stand between what plans something and its date.
const NEAR: usize = 8;

/// Whether the date after the words of its clause `before` is one that a plan was dropped for, as it says itself or as the whole
/// sentence does: "had been due to sail on Friday", "a march planned for Friday was called off".
pub(super) fn is_off(words: &str, sentence: Span, (own, date): (Span, Span)) -> bool {
    let before = Span { start: own.start, end: date.start }.of(words);
    let near: Vec<&str> = before.split_whitespace().rev().take(NEAR).collect();
    let near = near.into_iter().rev().collect::<Vec<_>>().join(" ");
    let rest = Span { start: date.end, ..sentence }.of(words);
    if is_dropped_after(before, rest) {
        return true;
    }
    // What follows a plan's end is dated by that: "the march planned for May was called off on Friday".
    let Some(plan) = last(&near, PLANNED) else { return false };
    let planned = near.get(plan..).is_some_and(|plan| !has_any(plan, PUT_OFF));
    planned && (has_any(before, NO_MORE) || has_any(sentence.of(words), PUT_OFF))
}

/// Whether what follows a thing and its date drops it: "the march on Friday | has been called off".
fn is_dropped_after(before: &str, rest: &str) -> bool {
    let verbs = [" had been ", " has been ", " have been ", " is ", " was ", " were "];
    let dropped = verbs.iter().find_map(|verb| rest.strip_prefix(verb)).is_some_and(|rest| {
        ["called off", "canceled", "cancelled", "postponed"]
            .iter()
            .any(|words| rest.starts_with(words))
    });
    dropped && before.split_whitespace().count() <= NEAR && !has_main_verb(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(text: &str, date: &str) -> bool {
        let at = text.find(date).unwrap();
        let whole = Span::new(0, text.len());
        is_off(text, whole, (whole, Span::new(at, at + date.len())))
    }

    #[test]
    fn what_was_planned_for_a_day_and_dropped_was_not_on_it() {
        assert!(off("Berg had been due to open the quay on Friday.", "Friday"));
        assert!(off("The opening was originally planned for 8 May.", "8 May"));
        assert!(off("A march planned for 8 May was called off.", "8 May"));
        assert!(off("Berg put off a visit planned for Friday and will now come later.", "Friday"));
        assert!(off("The vote, due next Friday, would now be held later.", "next Friday"));
        assert!(off("The march on 8 May has been cancelled.", "8 May"));
    }

    #[test]
    fn the_day_on_which_a_plan_was_dropped_was_that_day() {
        assert!(!off("A march planned for 8 May was called off on Friday.", "Friday"));
        assert!(!off("The march was called off minutes before noon on Friday.", "Friday"));
        assert!(!off("Berg said on Friday that the march was cancelled.", "Friday"));
        assert!(!off("The march planned for Friday drew thousands.", "Friday"));
        assert!(!off("The quay was originally built in 1974.", "1974"));
        assert!(!off(
            "Berg put off a visit planned for May and will now come on Friday.",
            "Friday"
        ));
    }
}
