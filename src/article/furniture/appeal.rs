//! Appeals for money: blocks of sentences, so that no rule for a line can tell them.

use crate::article::page::Page;
use aho_corasick::{AhoCorasick, StartKind};
use std::sync::LazyLock;

/// Words of an appeal; two of them and a "we" make one.
const APPEAL: &[&str] = &[
    "contribut",
    "donat",
    "from just $",
    "from just £",
    "from just €",
    "independent journalism",
    "independent news",
    "need your help",
    "our journalism",
    "our work",
    "reader-supported",
    "support our",
    "support us",
    "supporting us",
    "your support",
];

static APPEAL_WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().start_kind(StartKind::Unanchored).build(APPEAL).ok());

/// An appeal is a block: it opens with a formula in the last two thirds of the page and runs to its end, or to the label of a
/// button. A story about donations has no such opening and does not speak as "we".
pub(super) fn remove(page: &mut Page) {
    let filled = page.filled();
    let from = filled.len() / 3;
    let opens = filled.iter().enumerate().skip(from).find(|(_, at)| opens_appeal(page.text(**at)));
    let Some((order, _)) = opens else { return };
    let block: Vec<usize> = filled.iter().skip(order).copied().collect();
    let text: String =
        block.iter().map(|at| page.text(*at).to_lowercase().replace('’', "'") + " ").collect();
    let asks = APPEAL_WORDS.as_ref().is_some_and(|words| {
        let mut found: Vec<usize> =
            words.find_iter(&text).map(|one| one.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found.len() >= 2
    });
    if asks && (text.contains("we ") || text.contains("our ")) {
        crate::article::outlet::from_appeal(page, &block);
        for at in block {
            page.remove(at, "donation-appeal");
        }
    }
}

fn opens_appeal(line: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "a message from",
        "a note from the",
        "dear reader",
        "before you go",
        "support independent",
        "we need your help",
        "we need your support",
        "you're reading a free",
        "there's never been a more important",
        "help us",
        "if you value",
        "thank you for reading",
        "... we have a small favour",
        "we have a small favour",
        "this story was made possible by",
    ];
    let line = line.trim_start_matches(['#', '*', ' ', '“', '"']);
    let begins = |words: &&str| {
        line.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words))
    };
    OPENINGS.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::page::Markup;

    #[test]
    fn an_appeal_goes_whole_and_a_story_about_donations_stays() {
        let story = "The ferry stopped.\nIt rained.\nNobody was hurt.\n";
        let appeal = format!(
            "{story}A Message from The Gazette:\nWe need your help.\nYour support matters. We rely on donations."
        );
        let mut page = Page::of(&appeal, Markup::Text, 1);
        remove(&mut page);
        assert_eq!(page.filled().len(), 3);
        assert_eq!(page.furniture.len(), 3);
        let gifts =
            format!("{story}Donations came from all over, and the contributions paid for a bus.");
        let mut page = Page::of(&gifts, Markup::Text, 1);
        remove(&mut page);
        assert_eq!(page.filled().len(), 4);
    }
}
