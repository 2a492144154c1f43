//! The year of a day that a dateline names without one ("OSLO, March 3 (Agency) –"): that of the dated articles of its story.

use super::super::Gist;
use super::super::words::{Hash, shared};
use super::{Published, Reason};
use crate::article::ArticleId;
use crate::date::Day;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many days lie at most between two reports of one story that fix each other's year.
const NEAR: i32 = 60;

/// How many names two reports so near must share to be of one story.
const STORY: usize = 2;

/// A name that more dated articles than this have proposes none of them.
const COMMON: usize = 64;

/// Articles that state their date, by the names in them.
pub(super) struct Stated<'a> {
    gists: Vec<(&'a Gist, Day)>,
    by_name: BTreeMap<Hash, Vec<usize>>,
}

impl<'a> Stated<'a> {
    /// Those of all articles; none where no other article's dateline needs them.
    pub(super) fn of(gists: &[&'a Gist]) -> Self {
        let asked = gists.iter().any(|gist| gist.stated.is_none() && gist.filed.is_some());
        let stated = gists.iter().filter_map(|gist| Some((*gist, gist.stated?.day)));
        let gists: Vec<_> = stated.filter(|_| asked).collect();
        let mut by_name: BTreeMap<Hash, Vec<usize>> = BTreeMap::new();
        for (index, (gist, _)) in gists.iter().enumerate() {
            for name in &gist.names {
                by_name.entry(*name).or_default().push(index);
            }
        }
        let most = COMMON.max(gists.len() / 100);
        by_name.retain(|_, list| list.len() <= most);
        Self { gists, by_name }
    }

    /// The day of an article's dateline that is nearest to a dated article of the same story.
    pub(super) fn year(&self, gist: &Gist) -> Option<Published> {
        let filed = gist.filed.as_ref()?;
        let lists = gist.names.iter().filter_map(|name| self.by_name.get(name));
        let mut seen: Vec<usize> = lists.flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        let found = seen.into_iter().filter_map(|index| {
            let (other, stated) = *self.gists.get(index)?;
            let names = shared(&gist.names, &other.names);
            if names < STORY {
                return None;
            }
            let (away, day) = filed.near(stated)?;
            Some((Reverse(away), names, Reverse(&other.id), day))
        });
        let (_, _, Reverse(from), day) = found.max()?;
        let from: &ArticleId = from;
        Some(Published::inferred(
            day,
            Some(Reason::Dateline(from.clone(), filed.words.clone())),
            vec![from.clone()],
        ))
    }
}

impl super::super::gist::Filed {
    /// The day so called that is nearest to another, and how many days lie between them.
    fn near(&self, other: Day) -> Option<(i32, Day)> {
        let year = other.year();
        let days = (year - 1..=year + 1).filter_map(|year| Day::new(year, self.month, self.day));
        let away = days.map(|day| ((day.number() - other.number()).abs(), day));
        away.min().filter(|(away, _)| *away <= NEAR)
    }
}
