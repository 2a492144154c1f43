//! Sorted lists of words, for which nearly every word of a text is looked up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A set of bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes([bool; 256]);

impl Bytes {
    /// The set of these.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut rest = bytes;
        while let [byte, more @ ..] = rest {
            if let Some((_, [has, ..])) = set.split_at_mut_checked(*byte as usize) {
                *has = true;
            }
            rest = more;
        }
        Self(set)
    }

    /// Whether the set has a byte.
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|has| *has)
    }

    /// The characters of a text whose first byte the set has, with their places.
    pub(crate) fn chars_of(&self, text: &str) -> impl Iterator<Item = (usize, char)> {
        let places = text.bytes().enumerate().filter(|(_, byte)| self.has(*byte));
        places.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?)))
    }
}

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
        word.bytes().next().is_some_and(|first| self.may_begin(first, word.len()))
    }

    /// Whether a word of this first byte and length may be one of those seen.
    fn may_begin(&self, first: u8, length: usize) -> bool {
        self.lengths.get(usize::from(first)).is_some_and(|lengths| lengths & bit(length) != 0)
    }
}

/// The longest words share a bit.
const fn bit(length: usize) -> u64 {
    if length < 63 { 1 << length } else { 1 << 63 }
}

/// Where each word of a list stands in it.
#[derive(Debug)]
struct Index {
    glance: Glance,
    /// The place of each word, counted from 1, in the first free slot from that of its hash on; 0 where there is none.
    slots: [u16; SLOTS],
}

/// More than three times as many as any list has words, and a power of two.
const SLOTS: usize = 2048;

impl Index {
    const fn new() -> Self {
        Self { glance: Glance::new(), slots: [0; SLOTS] }
    }

    /// Adds the word that stands at this place, counted from 1.
    #[expect(
        clippy::indexing_slicing,
        reason = "done when compiling: a slot out of range does not compile"
    )]
    const fn add(&mut self, word: &str, place: u16) {
        self.glance.see(word);
        let mut slot = hash(word);
        while self.slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = place;
    }

    /// The places, from 0, at which a word may stand.
    fn places(&self, word: &str) -> impl Iterator<Item = usize> {
        let from = hash(word);
        let slots = (from..from + SLOTS).map_while(|slot| self.slots.get(slot % SLOTS));
        slots.map_while(|place| usize::from(*place).checked_sub(1))
    }
}

/// The same for a word in capitals (after Fowler, Noll and Vo).
const fn hash(word: &str) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    let mut rest = word.as_bytes();
    while let [byte, more @ ..] = rest {
        hash = (hash ^ (*byte | 0x20) as u32).wrapping_mul(0x0100_0193);
        rest = more;
    }
    (hash ^ hash >> 15) as usize % SLOTS
}

/// A sorted list of words.
#[derive(Debug)]
pub(crate) struct Table {
    words: &'static [&'static str],
    index: Index,
}

impl Table {
    /// The table of these words, which are sorted.
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let mut index = Index::new();
        let mut rest = words;
        let mut place = 1;
        while let [word, more @ ..] = rest {
            index.add(word, place);
            place += 1;
            rest = more;
        }
        Self { words, index }
    }

    /// Whether the table has a word, in this case of its letters.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.index.glance.may_have(word)
            && self.index.places(word).any(|at| self.words.get(at) == Some(&word))
    }

    /// The first word that does not stand after the one before it.
    #[cfg(test)]
    pub(crate) fn unsorted(&self) -> Option<&str> {
        self.words.windows(2).find(|pair| pair[0] >= pair[1]).map(|pair| pair[1])
    }
}

/// A sorted list of words, each with what it means.
#[derive(Debug)]
pub(crate) struct Map<T: 'static> {
    rows: &'static [(&'static str, T)],
    index: Index,
}

impl<T: Copy> Map<T> {
    /// The map of these rows, which are sorted by their word.
    pub(crate) const fn of(rows: &'static [(&'static str, T)]) -> Self {
        let mut index = Index::new();
        let mut rest = rows;
        let mut place = 1;
        while let [(word, _), more @ ..] = rest {
            index.add(word, place);
            place += 1;
            rest = more;
        }
        Self { rows, index }
    }

    /// What a word means that the map has in lower case, whatever the case of its plain letters.
    pub(crate) fn get_lowered(&self, word: &str) -> Option<T> {
        let first = word.bytes().next()?.to_ascii_lowercase();
        if !self.index.glance.may_begin(first, word.len()) {
            return None;
        }
        let mut rows = self.index.places(word).filter_map(|at| self.rows.get(at));
        rows.find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, meaning)| *meaning)
    }

    /// The first word that does not stand after the one before it.
    #[cfg(test)]
    pub(crate) fn unsorted(&self) -> Option<&str> {
        self.rows.windows(2).find(|pair| pair[0].0 >= pair[1].0).map(|pair| pair[1].0)
    }
}

/// Names, each with what it means: a list too long for the compiler, read when it is first asked for one.
#[derive(Debug)]
pub(crate) struct Names<T> {
    glance: Glance,
    meanings: HashMap<&'static str, T, BuildHasherDefault<Quick>>,
}

impl<T> FromIterator<(&'static str, T)> for Names<T> {
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(names: I) -> Self {
        let mut glance = Glance::new();
        let meanings = names.into_iter().inspect(|(name, _)| glance.see(name)).collect();
        Self { glance, meanings }
    }
}

impl<T: Copy> Names<T> {
    /// What a name means, in this case of its letters.
    pub(crate) fn get(&self, name: &str) -> Option<T> {
        if self.glance.may_have(name) { self.meanings.get(name).copied() } else { None }
    }
}

/// A hash for lists that are ours, which nobody can fill with words of one hash.
#[derive(Debug, Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0
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
