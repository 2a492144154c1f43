//! How much of other people's articles goes out.
//!
//! The desk sees everything. The public sees what the outlet's right allows: all, quoted passages, or headline and link
//! alone. A page holds at most `publish.quote_words` words of one article's text, however many passages it cites.

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

/// Counts out the words that one page may still quote from each article.
#[derive(Debug)]
pub struct Allowance<'a> {
    story: &'a Story<'a>,
    left: BTreeMap<&'a ArticleId, usize>,
}

impl<'a> Allowance<'a> {
    /// A page's whole allowance.
    pub fn new(story: &'a Story<'a>) -> Self {
        Self { story, left: BTreeMap::new() }
    }

    /// The words of an article as the page may show them: all, the first few and `…`, or `None`.
    pub fn quote(&mut self, article: &'a ArticleId, words: &str) -> Option<String> {
        match right(self.story, article) {
            OutletRight::Full => Some(words.to_owned()),
            OutletRight::Link => None,
            OutletRight::Excerpt => {
                let limit = self.story.config.publish.quote_words;
                let left = self.left.entry(article).or_insert(limit);
                let (shown, count) = first_words(words, *left);
                *left -= count;
                (count > 0).then_some(shown)
            }
        }
    }
}

/// The first `limit` words of a text, how many they are, and `…` where something is left out.
pub fn first_words(text: &str, limit: usize) -> (String, usize) {
    let all = text.split_whitespace().count();
    if all <= limit {
        return (text.to_owned(), all);
    }
    let shown: Vec<&str> = text.split_whitespace().take(limit).collect();
    (format!("{} …", shown.join(" ")), limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_passage_says_so() {
        assert_eq!(first_words("a b c", 2), ("a b …".to_owned(), 2));
        assert_eq!(first_words("a b c", 3), ("a b c".to_owned(), 3));
    }
}
