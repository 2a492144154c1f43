//! Citations: an outlet's code and a paragraph, each leading to the exact place.

use super::entry::{Account, Entry};
use super::outlet::Outlet;
use super::permalink::{Folder, Permalink};
use crate::corpus::{Passage, PassagePart};
use serde::Serialize;

/// Citations beside an event that has a page with all of them.
pub(super) const CITED: usize = 6;

/// A citation: the outlet's code and the paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ref {
    /// The paragraph's address.
    pub href: String,
    /// The outlet's code.
    pub code: String,
    /// The outlet's name; empty where none is known.
    pub name: String,
    /// Which paragraph; `None` for the caption.
    pub paragraph: Option<u32>,
}

/// Citations of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Those that stand here.
    pub refs: Vec<Ref>,
    /// How many more the event's own page has.
    pub more: usize,
    /// That page.
    pub href: String,
}

impl Cited {
    /// The first few citations of some; "and 1 more" would take the room of the one.
    pub fn some<T>(all: &[T], href: String, cite: impl FnMut(&T) -> Ref) -> Self {
        let more = all.len().saturating_sub(CITED);
        let shown = if more > 1 { CITED } else { all.len() };
        Self { refs: all.iter().take(shown).map(cite).collect(), more: all.len() - shown, href }
    }

    /// All citations.
    pub(super) fn all<T>(all: &[T], href: String, cite: impl FnMut(&T) -> Ref) -> Self {
        Self { refs: all.iter().map(cite).collect(), more: 0, href }
    }
}

/// Where words stand: whose account, which passage.
pub type Place<'e, 'a> = (&'e Account<'a>, &'a Passage);

/// The first place where each of some accounts reports an event.
pub fn firsts<'e, 'a: 'e>(accounts: impl Iterator<Item = &'e Account<'a>>) -> Vec<Place<'e, 'a>> {
    accounts.filter_map(|account| Some((account, *account.passages.first()?))).collect()
}

/// The citation of a place.
pub fn cite((account, passage): &Place<'_, '_>, page: &Permalink) -> Ref {
    reference(passage, &account.outlet, page)
}

impl<'a> Entry<'a> {
    /// The citation of a passage of this event; `None` where its article is not on the site.
    pub fn reference(&self, passage: &Passage, page: &Permalink) -> Option<Ref> {
        Some(reference(passage, &self.account(passage)?.outlet, page))
    }

    /// Whose account a passage is.
    pub(super) fn account(&self, passage: &Passage) -> Option<&Account<'a>> {
        let holds = |account: &&Account<'a>| {
            account.passages.iter().any(|one| one.article == passage.article)
        };
        self.accounts.iter().find(holds)
    }
}

/// The citation of a passage.
pub fn reference(passage: &Passage, outlet: &Outlet<'_>, page: &Permalink) -> Ref {
    let article = Permalink::of(Folder::Article, passage.article.as_str());
    let paragraph = (passage.part == PassagePart::Body).then_some(passage.block + 1);
    Ref {
        href: article.from_to(page, &place(passage)),
        code: outlet.code.to_string(),
        name: outlet.name.to_owned(),
        paragraph,
    }
}

/// The place of a passage on its article's page.
pub fn place(passage: &Passage) -> String {
    match passage.part {
        PassagePart::Caption => "caption".to_owned(),
        PassagePart::Body => ["p", &(passage.block + 1).to_string()].concat(),
    }
}

/// The first place where an account reports an event.
pub fn first_ref(account: &Account<'_>, page: &Permalink) -> Option<Ref> {
    account.passages.first().map(|passage| reference(passage, &account.outlet, page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_citation_stands_and_more_than_one_are_told_as_a_number() {
        let cite = |number: &u32| Ref {
            href: String::new(),
            code: String::new(),
            name: String::new(),
            paragraph: Some(*number),
        };
        let shown = |count: u32| {
            let cited = Cited::some(&(0..count).collect::<Vec<_>>(), String::new(), cite);
            (cited.refs.len(), cited.more)
        };
        assert_eq!([0, 6, 7, 8, 20].map(shown), [(0, 0), (6, 0), (7, 0), (6, 2), (6, 14)]);
    }
}
