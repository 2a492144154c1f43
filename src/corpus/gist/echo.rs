//! What a sentence counts its own day from: "four days after the bridge fell" tells of the fall, too, and of its day.

use super::super::words::{self, Hash};
use serde::{Deserialize, Serialize};

/// Words that tell what happened so many days from what their sentence tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Echo {
    /// How many days later that was than what the sentence tells; earlier ones are negative.
    pub days: i32,
    /// Its words that carry meaning, hashed, sorted.
    #[serde(with = "super::super::packed")]
    pub terms: Vec<Hash>,
}

/// Words that lead from one day to another, and which way.
const LEADS: &[(&str, i32)] = &[(" after ", -1), (" before ", 1)];

/// What a sentence counts its own day from, in exact days or weeks.
pub(super) fn echoes(sentence: &str) -> Vec<Echo> {
    let mut echoes = Vec::new();
    for (lead, way) in LEADS {
        for (at, _) in sentence.match_indices(lead) {
            let (before, after) = sentence.split_at(at);
            let Some(days) = distance(before) else { continue };
            let clause = after.get(lead.len()..).unwrap_or_default();
            let terms = words::terms(clause.split([',', ';', '–', '—']).next().unwrap_or_default());
            if !terms.is_empty() {
                echoes.push(Echo { days: way * days, terms });
            }
        }
    }
    echoes
}

/// Words that make a number of days or weeks an inexact one.
const INEXACT: &[&str] =
    &["about", "almost", "around", "nearly", "over", "roughly", "some", "than"];

/// How many days the last words of a text count: "four days", "a week".
fn distance(text: &str) -> Option<i32> {
    let mut words = text.split_whitespace().rev();
    let unit = match words.next()? {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        _ => return None,
    };
    let count = words.next()?.to_lowercase();
    let inexact = words.next().is_some_and(|word| INEXACT.contains(&word));
    // Days beyond a dozen are counted in digits.
    let in_words = || words::cardinal(&count).filter(|count| (1..=12).contains(count));
    let count = match count.as_str() {
        "a" | "the" => 1,
        digits if digits.starts_with(|c: char| c.is_ascii_digit()) => digits.parse().ok()?,
        _ => i32::try_from(in_words()?).ok()?,
    };
    (!inexact && count < 100).then_some(count * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<i32> {
        echoes(text).iter().map(|echo| echo.days).collect()
    }

    #[test]
    fn what_happened_so_many_days_before_is_told_too() {
        let found =
            echoes("Berg left on Friday, four days after the bridge fell, and flew to Oslo.");
        assert_eq!(found, [Echo { days: -4, terms: words::terms("bridge fell") }]);
        assert_eq!(days("Berg left a week after the vote."), [-7]);
        assert_eq!(days("Berg left 10 days before the vote."), [10]);
    }

    #[test]
    fn days_that_nobody_counted_lead_nowhere() {
        assert!(days("Berg left days after the bridge fell.").is_empty());
        assert!(days("Berg left almost two weeks after the bridge fell.").is_empty());
        assert!(days("Berg left after the vote, three days after that.").is_empty());
        assert!(days("Berg left two metres after the bridge.").is_empty());
    }
}
