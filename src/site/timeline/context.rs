//! What the template of home, year, month and day pages sees.

use super::super::Story;
use super::super::entry::Entry;
use super::super::fill::COLUMNS;
use super::super::frame::{Frame, Telling};
use super::super::listed::Named;
use super::super::outlet::Outlet;
use super::super::paging::PartLink;
use super::super::period::Period;
use super::super::permalink::Permalink;
use super::super::rights::Allowance;
use super::super::section::{Section, sections};
use super::super::shown::{NoteCard, mark, note_card};
use super::super::strip::{BinContext, show};
use super::{Front, Timeline};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

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

/// The context of a timeline page.
pub fn context<'a>(view: &Timeline<'a>, page: &Permalink, story: &'a Story<'a>) -> TimelineContext {
    let outlets = outlets(&view.entries);
    let columns = (2..=COLUMNS).contains(&outlets.len());
    let frame = Frame { page, outlets: &outlets, columns, whose: None, telling: Telling::Card };
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
        bins: show(&view.bins, page),
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

fn choices<'e>(named: impl Iterator<Item = &'e Named<'e>>) -> Vec<Choice> {
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
        mark: mark(entry.event.date, entry.event.planned),
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
