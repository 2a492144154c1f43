//! The strip above a timeline: how many events each of its periods holds.

use super::entry::Entry;
use super::period::Period;
use super::permalink::Permalink;
use super::section;
use crate::date::{Edtf, Partial};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More bars than this do not fit: the strip goes up a level.
const BARS: usize = 24;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bin {
    /// The date it stands for; `None` for events without one.
    pub date: Option<Edtf>,
    /// Where it leads: a page, or a place on this one.
    pub to: Target,
    /// How many events.
    pub count: usize,
    /// How many of them three outlets or more report.
    pub many: usize,
    /// How many empty steps lie before it; more than a few are one slanted break.
    pub gap: u32,
}

/// Where a bar leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A place on the same page.
    Here(String),
    /// Another page.
    Page(Permalink),
}

/// A bar as a template shows it.
#[derive(Clone, Debug, Serialize)]
pub struct BinContext {
    /// EDTF.
    pub date: Option<String>,
    /// Where it leads.
    pub href: String,
    /// How many events.
    pub count: usize,
    /// How many of them three outlets or more report.
    pub many: usize,
    /// The height of the bar's hollow part, 0 to 9.
    pub few_height: usize,
    /// The height of its solid part, 0 to 9.
    pub many_height: usize,
    /// Empty steps before it; 9 for a slanted break.
    pub gap: u32,
}

/// Bars as a template shows them, the tallest nine steps high.
pub fn show(bins: &[Bin], page: &Permalink) -> Vec<BinContext> {
    let tallest = bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(9);
    let height = |count: usize| (count * 9).div_ceil(tallest);
    bins.iter()
        .map(|bin| BinContext {
            date: bin.date.map(|date| date.to_string()),
            href: match &bin.to {
                Target::Here(id) => format!("#{id}"),
                Target::Page(to) => to.from(page),
            },
            count: bin.count,
            many: bin.many,
            few_height: height(bin.count - bin.many),
            many_height: height(bin.many),
            gap: bin.gap,
        })
        .collect()
}

/// The bars of a page that shows `entries`.
pub fn bins(
    period: Option<Period>,
    events: &BTreeMap<Period, Vec<Arc<Entry<'_>>>>,
    entries: &[Arc<Entry<'_>>],
) -> Vec<Bin> {
    let all = match period {
        None => {
            events.iter().filter(|(at, _)| at.parent().is_none()).map(|(_, some)| some.len()).sum()
        }
        Some(period) => events.get(&period).map_or(0, Vec::len),
    };
    let here = if all == entries.len() { of_sections(entries) } else { Vec::new() };
    if (2..=BARS).contains(&here.len()) {
        return with_gaps(here);
    }
    if matches!(period, Some(Period::Day(_) | Period::Undated)) {
        return Vec::new();
    }
    let within = |at: &Period| period.is_none_or(|period| period.holds(*at) && *at != period);
    let levels: [fn(&Period) -> bool; 3] = [
        |at| matches!(at, Period::Day(_)),
        |at| matches!(at, Period::Month(..)),
        |at| matches!(at, Period::Year(_)),
    ];
    let bars = levels.into_iter().map(|level| {
        let fit = events.iter().filter(|(at, _)| within(at) && level(at));
        fit.map(|(at, some)| of_period(*at, some)).collect::<Vec<_>>()
    });
    let fitting = bars.into_iter().find(|bars| (1..=31).contains(&bars.len()));
    with_gaps(fitting.filter(|bars| bars.len() > 1).unwrap_or_default())
}

fn of_sections(entries: &[Arc<Entry<'_>>]) -> Vec<Bin> {
    let mut bins: Vec<Bin> = Vec::new();
    for entry in entries {
        let id = section::id(entry.event.date, entry.event.planned);
        let same = bins.last().is_some_and(|bin| bin.to == Target::Here(id.clone()));
        if !same {
            bins.push(Bin {
                date: entry.event.date,
                to: Target::Here(id),
                count: 0,
                many: 0,
                gap: 0,
            });
        }
        if let Some(bin) = bins.last_mut() {
            bin.count += 1;
            bin.many += usize::from(entry.reports() >= 3);
        }
    }
    bins
}

fn of_period(period: Period, entries: &[Arc<Entry<'_>>]) -> Bin {
    Bin {
        date: period.date(),
        to: Target::Page(period.permalink(1)),
        count: entries.len(),
        many: entries.iter().filter(|entry| entry.reports() >= 3).count(),
        gap: 0,
    }
}

/// Counts the empty days, months or years between bars.
fn with_gaps(mut bins: Vec<Bin>) -> Vec<Bin> {
    let mut before: Option<Edtf> = None;
    for bin in &mut bins {
        if let (Some(last), Some(next)) = (before, bin.date) {
            bin.gap = gap(last, next);
        }
        before = bin.date.or(before);
    }
    bins
}

fn gap(last: Edtf, next: Edtf) -> u32 {
    let step = match next.begin.or(next.end) {
        Some(Partial::Year(_)) => 366,
        Some(Partial::Month(..)) => 31,
        _ => 1,
    };
    let from = last.last().or(last.first()).map_or(0, crate::date::Day::number);
    let to = next.first().or(next.last()).map_or(0, crate::date::Day::number);
    match (to - from - 1) / step {
        empty @ 1..=3 => empty.unsigned_abs(),
        4.. => 9,
        _ => 0,
    }
}
