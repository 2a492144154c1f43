//! Names by which the headings of a page can be linked to: `[there](#what-we-know)`.

use std::collections::BTreeSet;

/// What every page has an anchor for already, or its script looks for.
const TAKEN: &[&str] = &["filter", "keys", "main", "notes", "theme"];

/// The names that a page has given to its headings.
#[derive(Debug, Default)]
pub(super) struct Anchors(BTreeSet<String>);

impl Anchors {
    /// A name for a heading that no other place of the page has: its words, and a number where they are taken.
    pub(super) fn name(&mut self, heading: &str) -> String {
        let words = match words(heading) {
            words if words.is_empty() => "section".to_owned(),
            words => words,
        };
        let numbered = (2..).map(|number| format!("{words}-{number}"));
        let mut names = std::iter::once(words.clone()).chain(numbered);
        let free = |name: &String| !TAKEN.contains(&name.as_str()) && !self.0.contains(name);
        let name = names.find(free).unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// The words of a heading in small letters of whatever script, a hyphen between each two.
fn words(heading: &str) -> String {
    let whole: String =
        heading.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let words: Vec<&str> = whole.split(is_between).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Spaces and punctuation. What joins the letters of a word in some scripts, but is no letter, stays.
fn is_between(c: char) -> bool {
    let joins = matches!(c, '\u{200c}' | '\u{200d}');
    c.is_whitespace()
        || c.is_control()
        || c.is_ascii_punctuation()
        || matches!(c, '«' | '»' | '¡' | '¿' | '·' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
            && !joins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_named_by_its_words_and_no_two_alike() {
        let mut anchors = Anchors::default();
        for (heading, name) in [
            ("What we don’t know – yet", "what-we-dont-know-yet"),
            ("Як ми працюємо", "як-ми-працюємо"),
            ("Sources", "sources"),
            ("Sources 2", "sources-2"),
            ("Sources!", "sources-3"),
            ("…", "section"),
            ("Notes", "notes-2"),
        ] {
            assert_eq!(anchors.name(heading), name);
        }
    }
}
