//! Puts together what was found month by month: coarser groups go to their hosts, undated sentences to what they join.

use super::join::Join;
use super::month::{Group, Month, finest};
use super::refine::Host;
use super::unit::{Sentence, Unit};

/// The sentences of each event, the founding one first, month by month.
pub(super) fn assemble<'a>(
    months: Vec<Month<'a>>,
    hosts: &[Vec<Option<Host>>],
    joins: &[((usize, usize), Join)],
    sentences: &[Sentence<'a>],
) -> Vec<Vec<Group<'a>>> {
    let places = Places::of(&months, hosts);
    let mut groups: Vec<Group<'a>> = months.into_iter().flat_map(|month| month.groups).collect();
    let joined: Vec<(usize, Unit<'a>)> = places.joined(&groups, joins, sentences);
    for index in 0..groups.len() {
        let root = places.root(index);
        if root != index {
            let moved = groups.get_mut(index).map(std::mem::take).unwrap_or_default();
            groups.get_mut(root).into_iter().for_each(|group| group.extend_from_slice(&moved));
        }
    }
    for (index, unit) in joined {
        let Some(group) = groups.get_mut(index) else { continue };
        if group.iter().all(|other| other.place != unit.place) {
            group.push(unit);
        }
    }
    for group in &mut groups {
        group.sort_by_key(|unit| (unit.when.is_none(), unit.order()));
    }
    let mut groups = groups.into_iter();
    let of_month =
        |length: &usize| groups.by_ref().take(*length).filter(|group| !group.is_empty()).collect();
    places.lengths.iter().map(of_month).collect()
}

/// Where each group stands in one list of all.
struct Places {
    /// How many groups each month has.
    lengths: Vec<usize>,
    /// The number of each month, and where its groups begin.
    starts: Vec<(i32, usize)>,
    /// The group that each one is part of: itself, or a finer one.
    parts: Vec<usize>,
}

impl Places {
    fn of(months: &[Month<'_>], hosts: &[Vec<Option<Host>>]) -> Self {
        let lengths: Vec<usize> = months.iter().map(|month| month.groups.len()).collect();
        let mut at = 0;
        let mut starts = Vec::with_capacity(months.len());
        for month in months {
            starts.push((month.number, at));
            at += month.groups.len();
        }
        let mut parts = Vec::with_capacity(at);
        for ((number, start), hosts) in starts.iter().zip(hosts) {
            for (place, host) in hosts.iter().enumerate() {
                let host =
                    host.and_then(|(on, place)| find(&starts, number + i32::from(on), place));
                parts.push(host.unwrap_or(start + place));
            }
        }
        Self { lengths, starts, parts }
    }

    /// The finest group that a group is part of.
    fn root(&self, index: usize) -> usize {
        let mut at = index;
        while let Some(part) = self.parts.get(at).filter(|part| **part != at) {
            at = *part;
        }
        at
    }

    /// The undated sentences, each with the group that it joins.
    fn joined<'a>(
        &self,
        groups: &[Group<'a>],
        joins: &[((usize, usize), Join)],
        sentences: &[Sentence<'a>],
    ) -> Vec<(usize, Unit<'a>)> {
        // Of a sentence with several dates, the main one first.
        let mut of_sentence: Vec<((usize, usize), u64, usize)> = groups
            .iter()
            .enumerate()
            .flat_map(|(index, group)| {
                group.iter().map(move |unit| (unit.place, unit.rank(), index))
            })
            .collect();
        of_sentence.sort_unstable();
        let join = |(place, join): &((usize, usize), Join)| {
            let index = match *join {
                Join::Group(month, group) => find(&self.starts, month, group)?,
                Join::Sentence(other) => {
                    let other = (place.0, usize::try_from(other).ok()?);
                    let at = of_sentence.partition_point(|(place, ..)| *place < other);
                    of_sentence.get(at)?.2
                }
            };
            let root = self.root(index);
            let date = finest(groups.get(root)?)?.date;
            let at = sentences.binary_search_by_key(place, |sentence| sentence.place).ok()?;
            Some((root, sentences.get(at)?.at(date, None)))
        };
        joins.iter().filter_map(join).collect()
    }
}

/// Where a group of a month stands in the list of all.
fn find(starts: &[(i32, usize)], month: i32, place: u32) -> Option<usize> {
    let at = starts.binary_search_by_key(&month, |(number, _)| *number).ok()?;
    Some(starts.get(at)?.1 + usize::try_from(place).ok()?)
}
