//! What of a captured text is not the article: a table of rules, each with a name, a reason and a test of its own.
//!
//! Measured on 6,656 snippets of real page matter and 6,233 real lines of articles, whole-line forms with a limit to where
//! they may stand lose under 0.1 % of real lines; without them "read more" and the like eat text. Where in doubt, text stays.

mod appeal;
mod matching;
mod named;
mod own;
mod reasons;
mod repeated;
mod rules;
mod zone;

pub use reasons::reason;

use super::page::Page;
use crate::config::FurnitureRule;

/// Takes away whole appeals for money, what the rules name, buttons that come again, and what the site's own `rules` name.
pub(super) fn remove(page: &mut Page, rules: &[FurnitureRule]) {
    appeal::remove(page);
    let filled = page.filled();
    let last = filled.len();
    for (order, at) in filled.into_iter().enumerate() {
        let words = page.lines.get(at).map(super::page::Line::words).unwrap_or_default();
        if let Some(rule) = rule_for(&words, order, last) {
            if rule == "paywall" {
                page.front.truncated = true;
            }
            page.remove(at, rule);
        }
    }
    named::remove(page);
    repeated::remove(page);
    last_heading(page);
    own::remove(page, rules);
}

/// A heading at the end, whose text is gone.
fn last_heading(page: &mut Page) {
    let filled = page.filled();
    let last = filled.last().filter(|at| filled.len() > 1 && page.text(**at).starts_with("## "));
    if let Some(&at) = last {
        page.remove(at, "heading-without-text");
    }
}

/// Whether a line that may stand at an end of a page is page matter by one of the rules.
pub(super) fn is_furniture(words: &str) -> bool {
    rule_for(words, 0, 1).is_some()
}

fn rule_for(words: &str, order: usize, count: usize) -> Option<&'static str> {
    // Nothing that a rule takes is longer; most lines of an article are.
    if words.len() > 400 {
        return None;
    }
    let line = words.to_lowercase().replace('’', "'");
    let found =
        rules::all().find(|rule| rule.zone.holds(order, count) && rule.form.takes(line.trim()))?;
    Some(found.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::page::words;

    #[test]
    fn every_rule_has_a_reason_and_takes_its_example() {
        for rule in rules::all() {
            assert!(!rule.reason.is_empty());
            let line = words(rule.example).to_lowercase();
            assert!(rule.form.takes(&line), "{} does not take “{}”", rule.name, rule.example);
        }
    }

    #[test]
    fn lines_of_a_story_that_resemble_a_rules_stay_wherever_they_stand() {
        for rule in rules::all() {
            assert_eq!(rule_for(&words(rule.keeps), 0, 1), None, "{}: “{}”", rule.name, rule.keeps);
        }
    }

    #[test]
    fn a_heading_above_nothing_goes() {
        let text = "It stopped.\n\n## The way ahead\n\nIt sails.\n\n## Support us\n\nDonate today.";
        let mut page = Page::of(text, super::super::page::Markup::Markdown, 1);
        remove(&mut page, &[]);
        assert_eq!(page.filled().len(), 3);
    }

    #[test]
    fn what_is_page_matter_at_an_end_may_be_a_sentence_in_the_middle() {
        for line in ["We use cookies as bait, and nobody minds.", "Next"] {
            assert_eq!(rule_for(&words(line), 20, 60), None, "{line}");
            assert!(rule_for(&words(line), 59, 60).is_some(), "{line}");
        }
    }
}
