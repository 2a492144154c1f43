//! The company that a person or an outlet keeps: who is named beside them, whose words an outlet shares, what it leaves out.

use super::entry::Entry;
use super::index::Index;
use super::listed::{Listed, Named};
use super::outlet::Outlet;
use super::permalink::Folder;
use crate::article::ArticleId;
use crate::date::{Day, Edtf};
use std::collections::BTreeMap;
use std::sync::Arc;

/// People that are listed beside a thing.
const BESIDE: usize = 12;
/// Events that an outlet does not report, as many as its page lists.
const MISSES: usize = 5;

/// People named in the same events as the thing of a folder and slug, most often first, with how many events.
pub(super) fn company<'a>(
    entries: &[Arc<Entry<'a>>],
    own: (Folder, &str),
) -> Vec<(Named<'a>, usize)> {
    let mut counts: BTreeMap<Named<'a>, usize> = BTreeMap::new();
    for person in entries.iter().flat_map(|entry| &entry.people) {
        if (person.folder, person.slug) != own {
            *counts.entry(*person).or_default() += 1;
        }
    }
    let mut company: Vec<_> = counts.into_iter().collect();
    company.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    company.truncate(BESIDE);
    company
}

/// Outlets whose articles share words with those of the outlet `name`: each with the copies that tell.
pub(super) fn shares<'a>(
    index: &Index<'a>,
    name: &str,
    articles: &[&'a ArticleId],
) -> Vec<(Outlet<'a>, Vec<Arc<Listed<'a>>>)> {
    let leads = articles.iter().filter_map(|id| index.leads.get(id));
    let leads = leads.map(|(lead, copy)| (*lead, *copy));
    let copies = articles.iter().filter_map(|id| index.copies.get(id)).flatten();
    let copies = copies.map(|copy| (&copy.article, *copy));
    let mut outlets: BTreeMap<Outlet<'a>, Vec<Arc<Listed<'a>>>> = BTreeMap::new();
    for (id, copy) in leads.chain(copies) {
        let outlet = index.account(id);
        if !outlet.name.is_empty() && outlet.name != name {
            outlets.entry(outlet).or_default().extend(index.listed(&copy.article));
        }
    }
    outlets.into_iter().collect()
}

/// Events between the first and last day of the outlet `name` that three others report and it does not: the newest, and how many
/// there are.
pub(super) fn misses<'a>(
    index: &Index<'a>,
    name: &str,
    days: Option<(Day, Day)>,
) -> (Vec<Arc<Entry<'a>>>, usize) {
    let Some((from, to)) = days else { return (Vec::new(), 0) };
    let is_missed = |entry: &&Arc<Entry<'a>>| {
        let day = entry.event.date.and_then(Edtf::exact_day);
        day.is_some_and(|day| (from..=to).contains(&day))
            && entry.reports() >= 3
            && entry.accounts.iter().all(|account| account.outlet.name != name)
    };
    let newest = index.entries.iter().rev().filter(is_missed);
    (newest.clone().take(MISSES).cloned().collect(), newest.count())
}
