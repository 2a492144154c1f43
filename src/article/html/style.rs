//! What a part of a page calls itself: the words of its class and id.

use super::tree::Node;

/// The words of an element's class, id and role in lower case: `ArticleBody post-12` is `article`, `body`, `post`, `12`.
pub(super) fn words(node: &Node<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for name in ["class", "id", "role", "data-testid", "data-component"] {
        add_words(&mut words, node.get(name));
    }
    words
}

/// Adds the words of one name: they end at signs and where a capital follows a small letter.
fn add_words(words: &mut Vec<String>, name: &str) {
    let mut word = String::new();
    let mut small = false;
    // A class list of a page builder may be very long and says no more after its beginning.
    for letter in name.chars().take(600) {
        if (!letter.is_alphanumeric() || small && letter.is_uppercase()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        small = letter.is_lowercase();
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
}

/// Whether one of the sorted `list` is among the words: a whole word, a word's beginning where it ends in `*`, two
/// words in a row, or the first word where it begins with `^`.
pub(super) fn says(words: &[String], list: &[&str]) -> bool {
    // Most items begin with another letter than every word: this costs a fifth of looking at each.
    let initials = words.iter().fold(0, |all, word| all | initial(word));
    list.iter().any(|item| initial(item) & initials != 0 && is_said(words, item))
}

/// A bit for the first letter.
fn initial(word: &str) -> u32 {
    let mut letters = word.bytes().skip_while(|&letter| letter == b'^');
    match letters.next() {
        Some(letter @ b'a'..=b'z') => 1 << (letter - b'a'),
        Some(_) => 1 << 26,
        None => 0,
    }
}

fn is_said(words: &[String], item: &str) -> bool {
    match item.split_once(' ') {
        Some((first, second)) => {
            words
                .windows(2)
                .any(|pair| matches!(pair, [one, two] if fits(one, first) && fits(two, second)))
                || words
                    .iter()
                    .any(|word| word.strip_prefix(first).is_some_and(|rest| fits(rest, second)))
        }
        None => match item.strip_prefix('^') {
            Some(item) => words.first().is_some_and(|word| fits(word, item)),
            None => words.iter().any(|word| fits(word, item)),
        },
    }
}

fn fits(word: &str, item: &str) -> bool {
    item.strip_suffix('*').map_or(word == item, |start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(class: &'static str) -> Vec<String> {
        words(&Node { attributes: vec![("class", class.into())], ..Node::default() })
    }

    #[test]
    fn names_are_read_as_words() {
        assert_eq!(
            of("ArticleBody post-12 c_main"),
            ["article", "body", "post", "12", "c", "main"]
        );
    }

    #[test]
    fn two_words_may_be_written_as_one() {
        assert!(says(&of("articlebody"), &["article body"]));
        assert!(says(&of("article__body-text"), &["article body"]));
        assert!(says(&of("related-links"), &["related*"]));
        assert!(!says(&of("unrelated"), &["related*"]));
    }
}
