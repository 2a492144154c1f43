//! An entry as a template shows it.

use super::cited::{Cited, Place, Ref, cite, first_ref, firsts};
use super::entry::{Entry, Size};
use super::frame::{Frame, Telling};
use super::listed::Link;
use super::outlet::Outlet;
use super::permalink::Permalink;
use super::rights::Allowance;
use super::said::QuoteCard;
use crate::corpus::{Difference, DifferenceKind, Passage, Status};
use crate::date::{Edtf, Partial};
use crate::desk::Note;
use crate::markdown::{Html, Links, html};
use serde::Serialize;

/// An event as a list shows it.
#[derive(Clone, Debug, Serialize)]
pub struct EventCard {
    /// Its place on the page.
    pub anchor: String,
    /// Where its headline leads.
    pub href: String,
    /// Whether it has a page of its own.
    pub paged: bool,
    /// `lead`, `std` or `brief`.
    pub size: &'static str,
    /// `on`, `in`, `around`, `before`, `plan` or `none`.
    pub mark: &'static str,
    /// EDTF.
    pub date: Option<String>,
    /// How the date is known.
    pub date_reason: String,
    /// Its headline.
    pub headline: String,
    /// Whether the headline is an article's own words.
    pub verbatim: bool,
    /// What the passage that the headline was cut from says beside it.
    pub passage: Option<String>,
    /// Where that passage stands.
    pub passage_at: Option<Ref>,
    /// The editor's text.
    pub text: Option<Html>,
    /// `auto`, `reviewed` or `written`.
    pub status: Status,
    /// Where.
    pub places: Vec<Link>,
    /// Who.
    pub people: Vec<Link>,
    /// Which organisations.
    pub organisations: Vec<Link>,
    /// What was said.
    pub quotes: Vec<QuoteCard>,
    /// Where accounts differ.
    pub differences: Vec<DifferenceCard>,
    /// Editors' notes.
    pub notes: Vec<NoteCard>,
    /// Who reports it, in the page's columns; empty where the page has too many outlets for columns.
    pub cells: Vec<Cell>,
    /// Who reports it, with one reference each.
    pub refs: Cited,
    /// How many report it, copies not counted.
    pub reports: usize,
    /// Of how many outlets on the page.
    pub of: usize,
    /// How many of the reports are independent of each other.
    pub independent: usize,
    /// The columns that report it, for the filter.
    pub columns: String,
    /// Slugs of the people, for the filter.
    pub person_keys: String,
    /// Slugs of the places, for the filter.
    pub place_keys: String,
}

/// One cell of the coverage table.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// `yes`, `dup` or `no`.
    pub kind: &'static str,
    /// The reference.
    pub at: Option<Ref>,
    /// The outlet's name.
    pub name: String,
}

/// A point on which accounts differ.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceCard {
    /// What they disagree on.
    pub kind: DifferenceKind,
    /// What each side says.
    pub claims: Vec<ClaimCard>,
}

/// One side of a difference.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimCard {
    /// What it says.
    pub text: String,
    /// Where.
    pub refs: Vec<Ref>,
}

/// An editor's note.
#[derive(Clone, Debug, Serialize)]
pub struct NoteCard {
    /// Its words.
    pub text: Html,
    /// Who wrote it.
    pub author: Option<String>,
    /// When, EDTF.
    pub date: Option<String>,
}

impl Frame<'_, '_> {
    /// An entry as a template shows it.
    pub(super) fn entry<'a>(&self, entry: &Entry<'a>, allowance: &mut Allowance<'a>) -> EventCard {
        let event = entry.event;
        let page = self.page;
        let show =
            |named: &[super::listed::Named<'_>]| named.iter().map(|name| name.show(page)).collect();
        if let Some(from) = &event.headline.from {
            allowance.spend(&from.article, &event.headline.text);
        }
        let rest = rest_of_passage(entry);
        let founding = rest.as_ref().map(|(passage, _)| *passage);
        let passage = rest.and_then(|(passage, words)| allowance.quote(&passage.article, &words));
        let keys = |named: &[super::listed::Named<'_>]| {
            named.iter().map(|name| name.slug).collect::<Vec<_>>().join(" ")
        };
        EventCard {
            anchor: entry.anchor(),
            href: entry.href(page),
            paged: entry.has_page(),
            size: match entry.size() {
                Size::Lead => "lead",
                Size::Standard => "std",
                Size::Brief => "brief",
            },
            mark: mark(event.date, event.planned),
            date: event.date.map(|date| date.to_string()),
            date_reason: event.date_reason.clone(),
            headline: event.headline.text.clone(),
            verbatim: event.headline.from.is_some(),
            passage_at: founding.and_then(|one| entry.reference(one, page)),
            passage,
            text: (!event.text.trim().is_empty())
                .then(|| html::part(&event.text, Links::Desk { root: &page.root() })),
            status: event.status,
            places: show(&entry.places),
            people: show(&entry.people),
            organisations: show(&entry.organisations),
            quotes: match self.telling {
                Telling::Brief => Vec::new(),
                _ => self.quotes(entry, allowance),
            },
            differences: entry.differences.iter().map(|one| self.difference(entry, one)).collect(),
            notes: entry.notes.iter().map(|note| note_card(note, page)).collect(),
            cells: if self.columns { self.cells(entry) } else { Vec::new() },
            refs: self.refs(entry),
            reports: entry.reports(),
            of: self.outlets.len(),
            independent: event.independent_outlets as usize,
            columns: self.column_keys(entry),
            person_keys: keys(&entry.people),
            place_keys: keys(&entry.places),
        }
    }

    /// Whether the page shows what an outlet says.
    pub(super) fn shows(&self, outlet: &Outlet<'_>) -> bool {
        self.whose.is_none_or(|name| outlet.name == name)
    }

    fn refs(&self, entry: &Entry<'_>) -> Cited {
        let shown = entry.accounts.iter().filter(|account| self.shows(&account.outlet));
        self.cited(entry, &firsts(shown))
    }

    /// Citations, as many as the page shows.
    pub(super) fn cited(&self, entry: &Entry<'_>, all: &[Place<'_, '_>]) -> Cited {
        let href = entry.href(self.page);
        let cite = |at: &Place<'_, '_>| cite(at, self.page);
        if self.telling == Telling::Whole || !entry.has_page() {
            Cited::all(all, href, cite)
        } else {
            Cited::some(all, href, cite)
        }
    }

    fn cells(&self, entry: &Entry<'_>) -> Vec<Cell> {
        let cell = |outlet: &Outlet<'_>| {
            let account = entry.accounts.iter().find(|account| account.outlet == *outlet);
            let at = account.and_then(|account| first_ref(account, self.page));
            let kind = match account {
                None => "no",
                Some(account) if account.copy => "dup",
                Some(_) => "yes",
            };
            Cell { kind: if at.is_some() { kind } else { "no" }, at, name: outlet.name.to_owned() }
        };
        self.outlets.iter().map(cell).collect()
    }

    fn column_keys(&self, entry: &Entry<'_>) -> String {
        let reports = |outlet: &Outlet<'_>| entry.accounts.iter().any(|one| one.outlet == *outlet);
        let columns = self.outlets.iter().zip(1_u32..).filter(|(outlet, _)| reports(outlet));
        columns.map(|(_, number)| number.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// A difference with its references.
    pub(super) fn difference(&self, entry: &Entry<'_>, difference: &Difference) -> DifferenceCard {
        let claims = difference.claims.iter().map(|claim| {
            let mut refs: Vec<_> =
                claim.passages.iter().filter_map(|one| entry.reference(one, self.page)).collect();
            refs.dedup();
            ClaimCard { text: claim.text.clone(), refs }
        });
        DifferenceCard { kind: difference.kind, claims: claims.collect() }
    }
}

/// The passage that a headline was cut from, and what it says beside the headline: the rest of it, or all where the headline does
/// not begin it; `None` where the headline says everything.
fn rest_of_passage<'a>(entry: &Entry<'a>) -> Option<(&'a Passage, String)> {
    let headline = &entry.event.headline;
    let from = headline.from.as_ref()?;
    let founding = entry.event.passages.iter().find(|passage| {
        passage.article == from.article
            && passage.part == from.part
            && passage.span.contains(from.span)
    })?;
    let text = founding.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = headline.text.trim_end_matches(['.', '…', ' ']);
    let shown = match text.split_at_checked(head.len()) {
        Some((begin, rest)) if begin.to_lowercase() == head.to_lowercase() => {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ".,;:".contains(c));
            rest.contains(char::is_alphanumeric).then(|| format!("… {rest}"))?
        }
        _ => text,
    };
    Some((founding, shown))
}

/// An editor's note as `page` shows it.
pub fn note_card(note: &Note, page: &Permalink) -> NoteCard {
    NoteCard {
        text: html::part(&note.text, Links::Desk { root: &page.root() }),
        author: note.author.clone(),
        date: note.date.map(|date| date.to_string()),
    }
}

/// How exactly a date is known, as its mark shows it.
pub fn mark(date: Option<Edtf>, planned: bool) -> &'static str {
    let Some(date) = date else { return "none" };
    if planned {
        return "plan";
    }
    match (date.begin, date.end) {
        (None, _) => "before",
        _ if date.exact_day().is_some() => "on",
        (Some(begin), Some(end))
            if begin == end && !date.approximate && !matches!(begin, Partial::Day(_)) =>
        {
            "in"
        }
        _ => "around",
    }
}
