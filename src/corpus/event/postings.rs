//! Which of several texts have a word.

use super::super::words::Hash;

/// The words of several texts, each with the place of a text that has it: sorted.
#[derive(Debug)]
pub(super) struct Postings(Vec<(Hash, usize)>);

impl Postings {
    /// Of texts that have each of their words once.
    pub(super) fn of(texts: &[&[Hash]]) -> Self {
        let each = texts.iter().enumerate();
        let each = each.flat_map(|(place, text)| text.iter().map(move |word| (*word, place)));
        let mut all: Vec<(Hash, usize)> = each.collect();
        all.sort_unstable();
        Self(all)
    }

    /// The texts that have a word, in their order.
    pub(super) fn having(&self, word: Hash) -> &[(Hash, usize)] {
        let from = self.0.partition_point(|(other, _)| *other < word);
        let rest = self.0.get(from..).unwrap_or_default();
        let to = rest.partition_point(|(other, _)| *other == word);
        rest.get(..to).unwrap_or_default()
    }
}
