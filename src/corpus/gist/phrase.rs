//! Phrases in a sentence, found as whole words.

/// Whether any of the phrases stands in the text as whole words, whatever stands between these.
pub(super) fn has_any(text: &str, phrases: &[&str]) -> bool {
    let mut rest = words(text);
    while let Some(first) = rest.next() {
        if phrases.iter().any(|phrase| begins(first, rest.clone(), phrase)) {
            return true;
        }
    }
    false
}

/// The words of a text, as they stand.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a word and those after it begin with the words of a phrase, whatever their case.
fn begins<'a>(first: &str, mut rest: impl Iterator<Item = &'a str>, phrase: &str) -> bool {
    let Some((head, tail)) = phrase.split_at_checked(first.len()) else { return false };
    let mut follows = |own: &str| rest.next().is_some_and(|word| word.eq_ignore_ascii_case(own));
    head.eq_ignore_ascii_case(first)
        && (tail.is_empty()
            || tail.strip_prefix(' ').is_some_and(|tail| tail.split(' ').all(&mut follows)))
}

/// Where the last of some phrases begins in a text.
pub(super) fn last(text: &str, phrases: &[&str]) -> Option<usize> {
    let at = |phrase: &&str| {
        let whole = |at: usize| at == 0 || text.get(..at).is_some_and(|text| text.ends_with(' '));
        text.rmatch_indices(*phrase).map(|(at, _)| at).find(|at| whole(*at))
    };
    phrases.iter().filter_map(at).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_as_whole_words_alone() {
        assert!(has_any("The quay, which IS  to open", &["wants", "is to"]));
        assert!(!has_any("This to-do list is today’s; the quay is", &["is to", "day"]));
    }
}
