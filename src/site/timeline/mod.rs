//! The timeline: home, year, month and day pages, from one view.

mod context;

pub use context::{TimelineContext, context};

use super::entry::Entry;
use super::fill::Fill;
use super::index::Index;
use super::period::Period;
use super::permalink::Permalink;
use super::strip::Bin;
use crate::corpus::NotePlace;
use crate::desk::Note;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A page of the timeline.
#[derive(Clone, Debug)]
pub struct Timeline<'a> {
    /// Its period; `None` for the home page.
    pub period: Option<Period>,
    /// The entries it shows, by date.
    pub entries: Vec<Arc<Entry<'a>>>,
    /// How many events the period holds in all.
    pub total: usize,
    /// Which of the period's pages it is, from 1, and of how many.
    pub number: usize,
    /// How many pages the period has.
    pub pages: usize,
    /// The strip above the list.
    pub bins: Vec<Bin>,
    /// The periods before and after, of the same kind.
    pub earlier: Option<Period>,
    /// See `earlier`.
    pub later: Option<Period>,
    /// Editors' notes on days the page shows.
    pub notes: Vec<(String, &'a Note)>,
    /// What heads the home page.
    pub front: Option<Front<'a>>,
}

/// What only the home page shows.
#[derive(Clone, Debug, Hash)]
pub struct Front<'a> {
    /// The story in four dates.
    pub keys: Vec<Arc<Entry<'a>>>,
    /// Events of the whole site.
    pub events: usize,
    /// Articles of the whole site.
    pub articles: usize,
    /// Outlets of the whole site.
    pub outlets: usize,
    /// Events whose accounts differ.
    pub differing: usize,
    /// The years that have events.
    pub years: Vec<i16>,
    /// Whether the page holds every event.
    pub whole: bool,
}

impl Timeline<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "timeline.html";
}

/// The timeline's pages.
pub fn plan<'a>(index: &Index<'a>) -> Vec<(Permalink, Timeline<'a>)> {
    let chapters = Chapters::of(index);
    let mut pages = vec![(Permalink::top("index"), chapters.home())];
    for &period in chapters.events.keys() {
        pages.extend(chapters.pages(period));
    }
    pages
}

/// The events by period.
struct Chapters<'i, 'a> {
    index: &'i Index<'a>,
    size: usize,
    /// Entries that stand on a period's own pages.
    home: BTreeMap<Period, Vec<Arc<Entry<'a>>>>,
    /// All entries that lie in a period, by period; every period that has a page is a key.
    events: BTreeMap<Period, Vec<Arc<Entry<'a>>>>,
    notes: Vec<(Period, String, &'a Note)>,
}

impl<'i, 'a> Chapters<'i, 'a> {
    fn of(index: &'i Index<'a>) -> Self {
        let mut home: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut events: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for entry in &index.entries {
            home.entry(entry.period).or_default().push(Arc::clone(entry));
            for period in std::iter::successors(Some(entry.period), |at| at.parent()) {
                events.entry(period).or_default().push(Arc::clone(entry));
            }
        }
        let size = index.story.config.timeline.page_size.max(1);
        Self { index, size, home, events, notes: day_notes(index) }
    }

    /// The pages of one period: the first shows what most outlets report, if not all; every event that belongs to the
    /// period itself has its place on one of them.
    fn pages(&self, period: Period) -> Vec<(Permalink, Timeline<'a>)> {
        let none = Vec::new();
        let all = self.events.get(&period).unwrap_or(&none);
        let own = self.home.get(&period).unwrap_or(&none);
        let mut parts: Vec<&[_]> = own.chunk_by(|one, next| one.home == next.home).collect();
        if parts.is_empty() {
            parts.push(&[]);
        }
        let page = |(number, part): (usize, &&[Arc<Entry<'a>>])| {
            let entries = if number == 1 { self.filled(part.to_vec(), all) } else { part.to_vec() };
            (period.permalink(number), self.timeline(period, (number, parts.len()), entries))
        };
        (1..).zip(&parts).map(page).collect()
    }

    /// `entries`, and as many others of `all` as fit: those that most outlets report.
    fn filled(
        &self,
        mut entries: Vec<Arc<Entry<'a>>>,
        all: &[Arc<Entry<'a>>],
    ) -> Vec<Arc<Entry<'a>>> {
        if self.fits(all) {
            return all.to_vec();
        }
        let mut page = Fill::new(self.size);
        for entry in &entries {
            page.takes(entry);
        }
        let own: BTreeSet<_> = entries.iter().map(|entry| &entry.event.id).collect();
        let mut others: Vec<_> =
            all.iter().filter(|entry| !own.contains(&entry.event.id)).cloned().collect();
        others.sort_by_cached_key(|entry| std::cmp::Reverse(entry.weight()));
        entries.extend(others.into_iter().take_while(|entry| page.takes(entry)));
        by_date(&mut entries);
        entries
    }

    /// Whether one page has room for all of these.
    fn fits(&self, entries: &[Arc<Entry<'a>>]) -> bool {
        let mut page = Fill::new(self.size);
        entries.iter().all(|entry| page.takes(entry))
    }

    /// A period's page that shows `entries`; `(number, pages)` is which of how many it is.
    fn timeline(
        &self,
        period: Period,
        (number, pages): (usize, usize),
        entries: Vec<Arc<Entry<'a>>>,
    ) -> Timeline<'a> {
        let (earlier, later) = self.neighbours(period);
        let notes = self.notes.iter().filter(|(at, ..)| period.holds(*at));
        Timeline {
            period: Some(period),
            total: self.events.get(&period).map_or(0, Vec::len),
            bins: super::strip::bins(Some(period), &self.events, &entries),
            entries,
            number,
            pages,
            earlier,
            later,
            notes: notes.map(|(_, day, note)| (day.clone(), *note)).collect(),
            front: None,
        }
    }

    /// The periods of the same kind before and after.
    fn neighbours(&self, period: Period) -> (Option<Period>, Option<Period>) {
        let alike =
            |other: &Period| std::mem::discriminant(other) == std::mem::discriminant(&period);
        let before = self.events.range(..period).next_back().map(|(at, _)| *at);
        let after =
            self.events.range((std::ops::Bound::Excluded(period), std::ops::Bound::Unbounded));
        let after = after.map(|(at, _)| *at).next();
        (before.filter(alike), after.filter(alike))
    }

    /// The home page: the whole timeline, or its newest month.
    fn home(&self) -> Timeline<'a> {
        let entries = &self.index.entries;
        let whole = self.fits(entries);
        let newest = if whole { None } else { self.newest() };
        let newest = newest.and_then(|period| self.events.get(&period)).unwrap_or(entries);
        let shown = self.filled(Vec::new(), newest);
        let front = Front {
            keys: self.keys(),
            events: entries.len(),
            articles: self.index.story.cards.len(),
            outlets: self.index.outlets.names().count(),
            differing: entries.iter().filter(|entry| !entry.differences.is_empty()).count(),
            years: self.years(),
            whole,
        };
        let notes = self.notes.iter().map(|(_, day, note)| (day.clone(), *note));
        Timeline {
            period: None,
            total: entries.len(),
            bins: super::strip::bins(None, &self.events, &shown),
            entries: shown,
            number: 1,
            pages: 1,
            earlier: None,
            later: None,
            notes: notes.collect(),
            front: Some(front),
        }
    }

    fn years(&self) -> Vec<i16> {
        let years = self.events.keys().filter_map(|period| match period {
            Period::Year(year) => Some(*year),
            _ => None,
        });
        years.collect()
    }

    /// The month in which the newest article was published, or the last month before that has events.
    fn newest(&self) -> Option<Period> {
        let days =
            self.index.story.corpus.published.values().filter_map(|one| Some(one.value?.day));
        let month = days.max().map(|day| Period::Month(day.year(), day.month()));
        let months = self.events.keys().filter(|period| matches!(period, Period::Month(..)));
        months.clone().rfind(|at| Some(**at) <= month).or(months.clone().next_back()).copied()
    }

    /// Four events that head the home page: those the desk pinned, then those most outlets report.
    fn keys(&self) -> Vec<Arc<Entry<'a>>> {
        let entries = &self.index.entries;
        if entries.len() < 6 {
            return Vec::new();
        }
        let pinned = &self.index.story.config.timeline.pinned;
        let chosen = |entry: &Entry<'_>| pinned.contains(&entry.event.id.0);
        let mut keys = entries.clone();
        keys.sort_by_cached_key(|entry| std::cmp::Reverse((chosen(entry), entry.weight())));
        keys.truncate(4);
        by_date(&mut keys);
        keys
    }
}

/// Puts entries in the order of their dates; undated ones last.
fn by_date(entries: &mut [Arc<Entry<'_>>]) {
    entries.sort_by(|a, b| {
        let key = |entry: &Arc<Entry<'_>>| (entry.event.date.is_none(), entry.event.date);
        key(a).cmp(&key(b)).then_with(|| a.event.id.cmp(&b.event.id))
    });
}

fn day_notes<'a>(index: &Index<'a>) -> Vec<(Period, String, &'a Note)> {
    let notes = index.story.corpus.notes.iter().filter_map(|placed| {
        let NotePlace::Day(date) = placed.place else { return None };
        let period = date.exact_day().map(Period::Day)?;
        Some((period, date.to_string(), index.note(&placed.slug)?))
    });
    notes.collect()
}
