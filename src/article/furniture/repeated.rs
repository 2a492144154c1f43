//! Buttons that a page repeats beside each of the things it lists: "See the rating", "Compare prices".

use crate::article::page::{Page, link};
use std::collections::BTreeMap;

/// How often a page says the same words on a link alone before they are a button's.
const TIMES: usize = 3;

/// Longest words of a button, in bytes.
const LONG: usize = 60;

/// Takes away lines that are a link and nothing else, where the page repeats their words.
pub(super) fn remove(page: &mut Page) {
    let mut buttons: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in page.filled() {
        if let Some(label) = button(page.text(at)) {
            buttons.entry(label.to_owned()).or_default().push(at);
        }
    }
    for at in buttons.into_values().filter(|places| places.len() >= TIMES).flatten() {
        page.remove(at, "button");
    }
}

/// The words of a line that is one link, perhaps in bold type.
fn button(line: &str) -> Option<&str> {
    let marks = ['*', '.', ' '];
    let (label, after) = link(line.trim().trim_start_matches('*'))?;
    let alone = after.trim_matches(marks).is_empty();
    let label = label.trim_matches(marks);
    // A number leads to a note.
    let says = label.contains(char::is_alphabetic);
    (alone && says && label.len() <= LONG).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::page::Markup;

    fn left(text: &str) -> String {
        let mut page = Page::of(text, Markup::Markdown, 1);
        remove(&mut page);
        page.filled().iter().map(|at| page.text(*at)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_link_alone_that_says_the_same_again_and_again_is_a_button() {
        let boat = |name: &str| {
            format!("{name} is blue.\n\n**[See the boat](https://boats.example/{name}).**\n\n")
        };
        let boats = [boat("Ada"), boat("Eva"), boat("Mia")];
        assert_eq!(left(&boats.concat()), "Ada is blue.|Eva is blue.|Mia is blue.");
        assert!(left(&boats[..2].concat()).contains("See the boat"));
    }

    #[test]
    fn links_in_sentences_lists_and_notes_stay() {
        for line in [
            "The port says so [here](https://port.example/a) and there.",
            "- [Port](https://port.example/a)",
            "[5](https://port.example/a)",
        ] {
            assert_eq!(left(&format!("{line}\n\n").repeat(3)), [line; 3].join("|"));
        }
    }
}
