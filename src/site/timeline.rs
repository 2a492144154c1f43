//! The timeline: home, year, month and day pages, from one view.

use super::Story;
use super::entry::Entry;
use super::fill::Fill;
use super::index::Index;
use super::outlet::Outlet;
use super::paging::PartLink;
use super::period::Period;
use super::permalink::Permalink;
use super::rights::Allowance;
use super::section::{Section, sections};
use super::shown::{Frame, NoteCard, note_card};
use super::strip::{Bin, BinContext};
use crate::corpus::NotePlace;
use crate::desk::Note;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// More outlets than this do not fit as columns.
const COLUMNS: usize = 8;

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

/// A page of the timeline as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineContext {
    /// `home`, `year`, `month`, `day` or `undated`.
    pub level: &'static str,
    /// The period's date, EDTF.
    pub date: Option<String>,
    /// Its days, in order.
    pub sections: Vec<Section>,
    /// How many events it shows.
    pub shown: usize,
    /// How many the period holds.
    pub total: usize,
    /// The strip.
    pub bins: Vec<BinContext>,
    /// Coverage columns, or every outlet for the select.
    pub outlets: Vec<ColumnContext>,
    /// Whether outlets stand as columns.
    pub columns: bool,
    /// People for the filter.
    pub people: Vec<Choice>,
    /// Places for the filter.
    pub places: Vec<Choice>,
    /// Whether any event's accounts differ.
    pub differing: bool,
    /// The wider periods, widest first.
    pub up: Vec<PeriodLink>,
    /// Other pages of the same period.
    pub parts: Vec<PartLink>,
    /// The period before.
    pub earlier: Option<PeriodLink>,
    /// The period after.
    pub later: Option<PeriodLink>,
    /// What only the home page shows.
    pub front: Option<FrontContext>,
}

/// An outlet as a column of the coverage table.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnContext {
    /// Its number, from 1.
    pub number: usize,
    /// Its code.
    pub code: String,
    /// Its name; empty where none is known.
    pub name: String,
    /// The code as it stands in the page's address.
    pub key: String,
}

/// One choice of a filter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Choice {
    /// What is shown.
    pub text: String,
    /// What is looked for.
    pub key: String,
}

/// A link to a period.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodLink {
    /// Its page.
    pub href: String,
    /// Its date, EDTF.
    pub date: Option<String>,
}

/// What only the home page shows.
#[derive(Clone, Debug, Serialize)]
pub struct FrontContext {
    /// The story in four dates.
    pub keys: Vec<KeyDate>,
    /// Events.
    pub events: usize,
    /// Articles.
    pub articles: usize,
    /// Outlets.
    pub outlets: usize,
    /// Events whose accounts differ.
    pub differing: usize,
    /// The years.
    pub years: Vec<PeriodLink>,
    /// Whether the page holds every event.
    pub whole: bool,
}

/// One of the story's dates.
#[derive(Clone, Debug, Serialize)]
pub struct KeyDate {
    /// The event.
    pub href: String,
    /// EDTF.
    pub date: Option<String>,
    /// Whether it lay ahead.
    pub mark: &'static str,
    /// Its headline.
    pub headline: String,
}

impl Timeline<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "timeline.html";
}

/// The context of a timeline page.
pub fn context<'a>(view: &Timeline<'a>, page: &Permalink, story: &'a Story<'a>) -> TimelineContext {
    let outlets = outlets(&view.entries);
    let columns = (2..=COLUMNS).contains(&outlets.len());
    let frame = Frame { page, outlets: &outlets, columns, whose: None };
    let mut allowance = Allowance::new(story);
    let cards = view.entries.iter().map(|entry| (entry.event, frame.entry(entry, &mut allowance)));
    let notes: Vec<(&str, NoteCard)> =
        view.notes.iter().map(|(day, note)| (day.as_str(), note_card(note, page))).collect();
    let differing = view.entries.iter().any(|entry| !entry.differences.is_empty());
    TimelineContext {
        level: level(view.period),
        date: view.period.and_then(Period::date).map(|date| date.to_string()),
        sections: sections(cards, &notes),
        shown: view.entries.len(),
        total: view.total,
        bins: super::strip::show(&view.bins, page),
        columns,
        people: choices(view.entries.iter().flat_map(|entry| &entry.people)),
        places: choices(view.entries.iter().flat_map(|entry| &entry.places)),
        differing,
        up: up(view.period, page),
        parts: parts(view, page),
        earlier: view.earlier.map(|period| period_link(period, page)),
        later: view.later.map(|period| period_link(period, page)),
        front: view.front.as_ref().map(|front| front_context(front, page)),
        outlets: column_contexts(&outlets),
    }
}

/// The outlets that report any of some entries: named ones by name, the unnamed last.
fn outlets<'a>(entries: &[Arc<Entry<'a>>]) -> Vec<Outlet<'a>> {
    let all: BTreeSet<_> = entries
        .iter()
        .flat_map(|entry| &entry.accounts)
        .map(|account| (account.outlet.name.is_empty(), account.outlet.clone()))
        .collect();
    all.into_iter().map(|(_, outlet)| outlet).collect()
}

fn column_contexts(outlets: &[Outlet<'_>]) -> Vec<ColumnContext> {
    let column = |(number, outlet): (usize, &Outlet<'_>)| ColumnContext {
        number,
        code: outlet.code.to_string(),
        name: outlet.name.to_owned(),
        key: outlet.code.to_lowercase(),
    };
    (1..).zip(outlets).map(column).collect()
}

fn choices<'e>(named: impl Iterator<Item = &'e super::listed::Named<'e>>) -> Vec<Choice> {
    let all: BTreeSet<Choice> = named
        .map(|name| Choice { text: name.name.to_owned(), key: name.slug.to_owned() })
        .collect();
    all.into_iter().collect()
}

fn level(period: Option<Period>) -> &'static str {
    match period {
        None => "home",
        Some(Period::Year(_)) => "year",
        Some(Period::Month(..)) => "month",
        Some(Period::Day(_)) => "day",
        Some(Period::Undated) => "undated",
    }
}

fn up(period: Option<Period>, page: &Permalink) -> Vec<PeriodLink> {
    let mut up: Vec<_> = std::iter::successors(period.and_then(Period::parent), |at| at.parent())
        .map(|period| period_link(period, page))
        .collect();
    up.reverse();
    up
}

fn period_link(period: Period, page: &Permalink) -> PeriodLink {
    PeriodLink {
        href: period.permalink(1).from(page),
        date: period.date().map(|date| date.to_string()),
    }
}

fn parts(view: &Timeline<'_>, page: &Permalink) -> Vec<PartLink> {
    let Some(period) = view.period.filter(|_| view.pages > 1) else { return Vec::new() };
    let part = |number| PartLink {
        href: period.permalink(number).from(page),
        number,
        current: number == view.number,
    };
    (1..=view.pages).map(part).collect()
}

fn front_context(front: &Front<'_>, page: &Permalink) -> FrontContext {
    let key = |entry: &Arc<Entry<'_>>| KeyDate {
        href: entry.href(page),
        date: entry.event.date.map(|date| date.to_string()),
        mark: super::shown::mark(entry.event.date, entry.event.planned),
        headline: entry.event.headline.text.clone(),
    };
    FrontContext {
        keys: front.keys.iter().map(key).collect(),
        events: front.events,
        articles: front.articles,
        outlets: front.outlets,
        differing: front.differing,
        years: front.years.iter().map(|&year| period_link(Period::Year(year), page)).collect(),
        whole: front.whole,
    }
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
        others.sort_by_key(|entry| std::cmp::Reverse(entry.weight()));
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
        keys.sort_by_key(|entry| std::cmp::Reverse((chosen(entry), entry.weight())));
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
