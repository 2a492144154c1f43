//! Addresses once published, and where each leads now.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Addresses once published, by what they were, each with the address that stands for it now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Addresses(BTreeMap<String, String>);

/// Where an address once published leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead<'a> {
    /// To this page.
    Page(&'a str),
    /// To this address, which no page has and nothing is said of.
    Nowhere(&'a str),
    /// From address to address, and back to one of them.
    Circle,
}

impl Addresses {
    /// Each address with the one that stands for it, as they are written: from the site's top, with a slash before it or without.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let bare = |address: String| address.trim_start_matches('/').to_owned();
        Self(pairs.into_iter().map(|(old, new)| (bare(old), bare(new))).collect())
    }

    /// Every address that was published.
    pub fn published(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether an address was published.
    pub fn contains(&self, address: &str) -> bool {
        self.0.contains_key(address)
    }

    /// Where an address leads, from one to the next until a page is found; a page may have moved more than once.
    pub fn lead<'a>(&'a self, from: &'a str, has_page: impl Fn(&str) -> bool) -> Lead<'a> {
        let mut passed = BTreeSet::new();
        let mut at = from;
        while !has_page(at) {
            if !passed.insert(at) {
                return Lead::Circle;
            }
            match self.0.get(at).map(String::as_str) {
                Some(next) if !next.is_empty() && next != at => at = next,
                _ => return Lead::Nowhere(at),
            }
        }
        Lead::Page(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_page_however_often_it_moved() {
        let pairs = [("a", "/b"), ("/b", "c"), ("x", "y"), ("y", "x"), ("z", "z"), ("o", "")];
        let addresses = Addresses::of(pairs.map(|(old, new)| (old.to_owned(), new.to_owned())));
        let lead = |from| addresses.lead(from, |address| address == "c");
        assert_eq!([lead("a"), lead("b"), lead("c")], [Lead::Page("c"); 3]);
        assert_eq!([lead("x"), lead("y")], [Lead::Circle; 2]);
        assert_eq!([lead("z"), lead("o")], [Lead::Nowhere("z"), Lead::Nowhere("o")]);
    }
}
