//! How much of other people's articles goes out.
//!
//! The desk sees everything. The public sees what the outlet's right allows: all, quoted passages, or headline and link
//! alone. A page or file holds at most `publish.quote_words` words of one article's text, however many passages it cites;
//! events' headlines, which are short and always shown, are counted among them.

use super::{Purpose, Story};
use crate::article::ArticleId;
use crate::config::TextRight;
use crate::desk::OutletRight;
use std::collections::BTreeMap;

/// How much of one article may be shown to whom the site is built for.
pub fn right(story: &Story<'_>, article: &ArticleId) -> OutletRight {
    if story.purpose == Purpose::Desk {
        return OutletRight::Full;
    }
    let outlet = story.cards.get(article).and_then(|card| card.outlet.as_deref());
    let own = outlet.and_then(|name| story.desk.aliases.outlets.get(name)?.rights);
    own.unwrap_or_else(|| story.config.publish.text.into())
}

/// Whether the article's source, differences and revisions are built.
pub fn shows_source(story: &Story<'_>, article: &ArticleId) -> bool {
    story.purpose == Purpose::Desk
        || (story.config.publish.text == TextRight::Full
            && right(story, article) == OutletRight::Full)
}

/// Counts out the words that one page or file may still quote from each article.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    limit: usize,
    left: BTreeMap<&'a str, usize>,
}

impl<'a> Words<'a> {
    /// `limit` words of each article.
    pub fn new(limit: usize) -> Self {
        Self { limit, left: BTreeMap::new() }
    }

    /// The words of an article as far as its right and what is left allow: all, the first few and `…`, or `None`.
    pub fn quote(&mut self, article: &'a str, right: OutletRight, words: &str) -> Option<String> {
        match right {
            OutletRight::Full => Some(words.to_owned()),
            OutletRight::Link => None,
            OutletRight::Excerpt => {
                let left = self.left.entry(article).or_insert(self.limit);
                let (shown, count) = first_words(words, *left);
                *left -= count;
                (count > 0).then_some(shown)
            }
        }
    }

    /// Counts words of an article that are shown whatever is left: an event's headline.
    pub fn spend(&mut self, article: &'a str, words: &str) {
        let left = self.left.entry(article).or_insert(self.limit);
        *left -= first_words(words, *left).1;
    }
}

/// What one page may still quote from each article of the story.
#[derive(Debug)]
pub struct Allowance<'a> {
    story: &'a Story<'a>,
    words: Words<'a>,
}

impl<'a> Allowance<'a> {
    /// A page's whole allowance.
    pub fn new(story: &'a Story<'a>) -> Self {
        Self { story, words: Words::new(story.config.publish.quote_words) }
    }

    /// The words of an article as the page may show them; see [`Words::quote`].
    pub fn quote(&mut self, article: &'a ArticleId, words: &str) -> Option<String> {
        self.words.quote(article.as_str(), right(self.story, article), words)
    }

    /// Counts an event's headline; see [`Words::spend`].
    pub fn spend(&mut self, article: &'a ArticleId, words: &str) {
        self.words.spend(article.as_str(), words);
    }
}

/// The first `limit` words of a text, how many they are, and `…` where something is left out. Scripts that are written
/// without spaces count by the character.
pub fn first_words(text: &str, limit: usize) -> (String, usize) {
    let mut count = 0;
    let mut end = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let begins = !c.is_whitespace() && (!inside || is_word_itself(c));
        if begins && count == limit {
            return (
                format!("{} …", text.get(..end).unwrap_or_default()).trim_start().to_owned(),
                count,
            );
        }
        count += usize::from(begins);
        inside = !c.is_whitespace();
        if inside {
            end = at + c.len_utf8();
        }
    }
    (text.to_owned(), count)
}

/// Whether a character counts as a word: Thai to Khmer, kana, CJK.
fn is_word_itself(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_passage_says_so() {
        assert_eq!(first_words("a b c", 2), ("a b …".to_owned(), 2));
        assert_eq!(first_words("a b  c", 3), ("a b  c".to_owned(), 3));
        assert_eq!(first_words("a b", 0), ("…".to_owned(), 0));
        assert_eq!(first_words("橋が開いた", 2), ("橋が …".to_owned(), 2));
    }
}
