//! Sorted lists of words, of which nearly every word of a text is asked.

/// The lengths in bytes that words of one first byte have, for each first byte: what a look at a word compares first.
///
/// It never denies a word that it has seen; of others it denies all but few.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    lengths: [u64; 256],
}

impl Glance {
    /// A glance that has seen nothing.
    pub(crate) const fn new() -> Self {
        Self { lengths: [0; 256] }
    }

    /// Adds a word.
    pub(crate) const fn see(&mut self, word: &str) {
        if let [first, ..] = word.as_bytes()
            && let Some((_, [lengths, ..])) = self.lengths.split_at_mut_checked(*first as usize)
        {
            *lengths |= bit(word.len());
        }
    }

    /// Whether the word may be one of those seen.
    pub(crate) fn may_have(&self, word: &str) -> bool {
        let first = word.bytes().next().and_then(|first| self.lengths.get(usize::from(first)));
        first.is_some_and(|lengths| lengths & bit(word.len()) != 0)
    }
}

/// The longest words share a bit.
const fn bit(length: usize) -> u64 {
    if length < 63 { 1 << length } else { 1 << 63 }
}

/// A sorted list of words.
#[derive(Debug)]
pub(crate) struct Table {
    words: &'static [&'static str],
    glance: Glance,
}

impl Table {
    /// The table of these words, which are sorted.
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let mut glance = Glance::new();
        let mut rest = words;
        while let [word, more @ ..] = rest {
            glance.see(word);
            rest = more;
        }
        Self { words, glance }
    }

    /// Whether the table has a word, in this case of its letters.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.glance.may_have(word) && self.words.binary_search(&word).is_ok()
    }

    /// The first word that does not stand after the one before it.
    #[cfg(test)]
    pub(crate) fn unsorted(&self) -> Option<&str> {
        self.words.windows(2).find(|pair| pair[0] >= pair[1]).map(|pair| pair[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_its_words_and_no_others() {
        const LONG: &str = "a-word-of-more-than-sixty-three-letters-that-no-newspaper-ever-printed";
        static TABLE: Table = Table::of(&[LONG, "bay", "été"]);
        assert!(TABLE.has("bay") && TABLE.has("été") && TABLE.has(LONG));
        assert!(!TABLE.has("bar") && !TABLE.has("") && !TABLE.has("Bay"));
        assert_eq!(Table::of(&["b", "a"]).unsorted(), Some("a"));
    }
}
