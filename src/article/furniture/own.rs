//! The rules that a site adds for itself.

use crate::article::page::Page;
use crate::config::{FurnitureRule, RuleScope};

/// The site's own rules, from `furniture.rules`.
pub(super) fn remove(page: &mut Page, own: &[FurnitureRule]) {
    for rule in own {
        // A pattern that does not parse was told when the configuration was read.
        let Ok(pattern) = regex::Regex::new(&rule.pattern) else { continue };
        match rule.r#where {
            RuleScope::Line => {
                for at in page.filled() {
                    if pattern.is_match(page.text(at)) {
                        page.remove(at, &rule.name);
                    }
                }
            }
            RuleScope::Block => blocks(page).into_iter().for_each(|block| {
                let text: Vec<&str> = block.iter().map(|at| page.text(*at)).collect();
                if pattern.is_match(&text.join("\n")) {
                    block.iter().for_each(|at| page.remove(*at, &rule.name));
                }
            }),
        }
    }
}

/// Runs of lines without a blank one between them.
fn blocks(page: &Page) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut open = false;
    for (at, line) in page.lines.iter().enumerate() {
        match (line.is_blank(), open, blocks.last_mut()) {
            (true, ..) => open = false,
            (false, true, Some(block)) => block.push(at),
            (false, ..) => {
                blocks.push(vec![at]);
                open = true;
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::page::Markup;

    #[test]
    fn a_site_has_rules_of_its_own() {
        let rule = FurnitureRule {
            name: "tide".into(),
            pattern: "^Tide table".into(),
            r#where: RuleScope::Line,
            reason: "x".into(),
        };
        let mut page = Page::of("Text.\nTide table: 04.12\nText.", Markup::Text, 1);
        remove(&mut page, &[rule]);
        assert_eq!(page.furniture.first().unwrap().rule, "tide");
    }
}
