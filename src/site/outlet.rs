//! Outlets as the site shows them: name, page, and the short code of reference chips.

use super::Story;
use super::permalink::{Folder, Permalink};
use super::slug::slugs;
use crate::article::ArticleId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whose account an article counts as, as the site shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outlet<'a> {
    /// Its name; empty where none is known.
    pub name: &'a str,
    /// Its short mark.
    pub code: Arc<str>,
    /// Its address's slug; empty where none is known.
    pub slug: Arc<str>,
}

/// All outlets of the site, and which article is whose.
#[derive(Debug, Default)]
pub struct Outlets {
    codes: BTreeMap<String, Arc<str>>,
    slugs: BTreeMap<String, Arc<str>>,
}

/// The code of an account whose outlet is not known.
const UNNAMED: &str = "U";

impl Outlets {
    /// Names, codes and slugs for every outlet that articles or accounts name.
    pub fn of(story: &Story<'_>) -> Self {
        let printed = story.cards.values().filter_map(|card| card.outlet.as_deref());
        let counted = story.corpus.accounts.values().map(|account| account.name.as_str());
        let names: BTreeSet<&str> =
            printed.chain(counted).filter(|name| !name.trim().is_empty()).collect();
        let slugs =
            slugs(&names).into_iter().map(|(name, slug)| (name.to_owned(), slug.into())).collect();
        Self { codes: codes(story, &names), slugs }
    }

    /// The outlet called `name`; the unnamed one where there is none.
    pub fn named<'a>(&self, name: &'a str) -> Outlet<'a> {
        Outlet {
            name,
            code: self.codes.get(name).cloned().unwrap_or_else(|| UNNAMED.into()),
            slug: self.slugs.get(name).cloned().unwrap_or_default(),
        }
    }

    /// Whose account an article is.
    pub fn account<'a>(&self, story: &Story<'a>, article: &ArticleId) -> Outlet<'a> {
        let account = story.corpus.accounts.get(article).map(|account| account.name.as_str());
        let printed = || story.cards.get(article).and_then(|card| card.outlet.as_deref());
        self.named(account.or_else(printed).unwrap_or_default())
    }

    /// Every name with its slug.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.slugs.keys().map(String::as_str)
    }
}

impl Outlet<'_> {
    /// Its page; the list of outlets for an account that has no name.
    pub fn permalink(&self) -> Permalink {
        if self.slug.is_empty() {
            Permalink::index(Folder::Outlet)
        } else {
            Permalink::of(Folder::Outlet, &self.slug)
        }
    }
}

/// A code for each name: the desk's, or one of its own letters. A later name makes room, by name, with a number.
fn codes(story: &Story<'_>, names: &BTreeSet<&str>) -> BTreeMap<String, Arc<str>> {
    let mut taken = BTreeSet::from([UNNAMED.to_owned()]);
    let chosen = |name: &&str| story.desk.aliases.outlets.get(*name)?.code.clone();
    let mut codes = BTreeMap::new();
    for (name, code) in names.iter().filter_map(|name| Some((*name, chosen(name)?))) {
        taken.insert(code.clone());
        codes.insert(name.to_owned(), Arc::from(code));
    }
    for &name in names {
        if codes.contains_key(name) {
            continue;
        }
        let letters = letters(name);
        let numbered = (2..).map(|number: u32| format!("{letters}{number}"));
        let mut tries = std::iter::once(letters.clone()).chain(numbered);
        if let Some(code) = tries.find(|code| taken.insert(code.clone())) {
            codes.insert(name.to_owned(), Arc::from(code));
        }
    }
    codes
}

/// `MT` for The Moscow Times, `NBC` for NBC News, `Reu` for Reuters.
fn letters(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("the"))
        .collect();
    let is_capitals = |word: &&&str| {
        word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
    };
    if let Some(capitals) = words.first().filter(is_capitals) {
        return capitals.chars().take(4).collect();
    }
    match words.as_slice() {
        [] => "?".to_owned(),
        [word] => word.chars().take(3).collect(),
        words => words
            .iter()
            .take(4)
            .filter_map(|word| word.chars().next())
            .collect::<String>()
            .to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_letters_of_the_name() {
        assert_eq!(letters("The Harbour Times"), "HT");
        assert_eq!(letters("KBX News"), "KBX");
        assert_eq!(letters("Kestrel"), "Kes");
        assert_eq!(letters("le monde diplomatique"), "LMD");
    }
}
