//! An event as lists show it: made once, shown on many pages.

use super::fingerprint::fingerprint;
use super::listed::Named;
use super::outlet::Outlet;
use super::period::Period;
use super::permalink::{Folder, Permalink};
use crate::corpus::{Difference, Event, Passage, Status};
use crate::desk::Note;
use std::hash::{Hash, Hasher};

/// An event as lists show it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The event.
    pub event: &'a Event,
    /// The period whose page it stands on.
    pub period: Period,
    /// That page.
    pub home: Permalink,
    /// Who reports it, by outlet name; the unnamed last.
    pub accounts: Vec<Account<'a>>,
    /// Where these accounts do not agree.
    pub differences: Vec<&'a Difference>,
    /// Editors' notes on it.
    pub notes: Vec<&'a Note>,
    /// Who its passages name.
    pub people: Vec<Named<'a>>,
    /// Where it happened.
    pub places: Vec<Named<'a>>,
    /// Which organisations its passages name.
    pub organisations: Vec<Named<'a>>,
    /// About how many bytes it takes on a page.
    pub(super) bulk: usize,
    /// Fingerprint of all of this.
    digest: u128,
}

/// What one outlet reports of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Account<'a> {
    /// Whose account.
    pub outlet: Outlet<'a>,
    /// Its passages, in the event's order.
    pub passages: Vec<&'a Passage>,
    /// Whether all of it stands in near-identical copies of another's article: linked, never counted.
    pub copy: bool,
}

/// How large an entry is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Four outlets or more, or pinned.
    Lead,
    /// Two or three outlets, or words quoted, or accounts that differ.
    Standard,
    /// One outlet.
    Brief,
}

impl<'a> Entry<'a> {
    /// Fixes the entry's fingerprint; call it last.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        let Self { event, period, home, accounts, differences, notes, .. } = &self;
        let named = (&self.people, &self.places, &self.organisations);
        self.digest = fingerprint(&(event, period, home, accounts, differences, notes, named));
        self
    }

    /// The place of the entry on its page.
    pub fn anchor(&self) -> String {
        format!("e-{}", self.event.id.0)
    }

    /// Whether it has a page of its own: two outlets report it, or a person wrote it.
    pub fn has_page(&self) -> bool {
        self.accounts.len() > 1 || self.event.status != Status::Auto
    }

    /// Its own page, where it has one.
    pub fn permalink(&self) -> Permalink {
        Permalink::of(Folder::Event, &self.event.id.0)
    }

    /// The best link to it from `page`.
    pub fn href(&self, page: &Permalink) -> String {
        if self.has_page() {
            self.permalink().from(page)
        } else {
            self.home.from_to(page, &self.anchor())
        }
    }

    /// How many accounts report it, copies not counted.
    pub fn reports(&self) -> usize {
        self.accounts.iter().filter(|account| !account.copy).count()
    }

    /// How large it is set.
    pub fn size(&self) -> Size {
        let reports = self.reports();
        if reports >= 4 || self.event.pinned {
            Size::Lead
        } else if reports >= 2 || !self.event.quotes.is_empty() || !self.differences.is_empty() {
            Size::Standard
        } else {
            Size::Brief
        }
    }

    /// Entries in the order of their weight: pinned, then by outlets, then by passages.
    pub fn weight(&self) -> (bool, usize, usize) {
        (self.event.pinned, self.reports(), self.event.passages.len())
    }

    /// An entry that is not sealed yet.
    pub fn new(event: &'a Event, home: Permalink) -> Self {
        Self {
            event,
            period: Period::of(event),
            home,
            accounts: Vec::new(),
            differences: Vec::new(),
            notes: Vec::new(),
            people: Vec::new(),
            places: Vec::new(),
            organisations: Vec::new(),
            bulk: 0,
            digest: 0,
        }
    }
}

impl Hash for Entry<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}
