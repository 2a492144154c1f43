//! An event that one article dates by day and others by week, month or year is one event with the finer date.

use super::super::words::{Hash, shared};
use super::cluster::Weights;
use super::unit::Unit;
use crate::annotate::MentionKind;
use std::collections::BTreeMap;

/// The sentences of one event, so far.
pub(super) type Group<'a> = Vec<Unit<'a>>;

/// How alike a coarser and a finer group must be to be one event, where they share no place and actor.
const ALIKE: f32 = 0.2;

/// The same, where they do.
const ALIKE_AT_PLACE: f32 = 0.05;

/// Moves each coarser group into the finer one that lies inside its time and tells of the same, if there is one.
pub(super) fn refine(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let (fine, mut coarse): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| days(group) == 1);
    coarse.sort_by_key(days);
    let mut hosts = Hosts::default();
    for group in fine {
        hosts.add(group);
    }
    for group in coarse {
        match hosts.find(&group).and_then(|index| hosts.groups.get_mut(index)) {
            Some(host) => host.extend(group),
            None => hosts.add(group),
        }
    }
    hosts.groups
}

/// Groups, and where to find those that begin on a day. A group's words are those it had when it was added.
#[derive(Default)]
struct Hosts<'a> {
    groups: Vec<Group<'a>>,
    words: Vec<Vec<Hash>>,
    by_day: BTreeMap<i32, Vec<usize>>,
}

impl<'a> Hosts<'a> {
    fn add(&mut self, group: Group<'a>) {
        self.by_day.entry(range(&group).0).or_default().push(self.groups.len());
        self.words.push(words(&group));
        self.groups.push(group);
    }

    /// The finer group that a coarser one is, if any.
    fn find(&self, group: &Group<'_>) -> Option<usize> {
        let (first, last) = range(group);
        let wide = days(group);
        if wide > 31 {
            return None;
        }
        let inside: Vec<(usize, &Group<'_>, &[Hash])> = self
            .by_day
            .range(first..=last)
            .flat_map(|(_, list)| list)
            .filter_map(|index| {
                Some((*index, self.groups.get(*index)?, self.words.get(*index)?.as_slice()))
            })
            .filter(|(_, other, _)| days(other) < wide && range(other).1 <= last)
            .collect();
        best(group, &inside)
    }
}

/// Which of some groups is most like this one, and like enough.
fn best(group: &Group<'_>, others: &[(usize, &Group<'_>, &[Hash])]) -> Option<usize> {
    let words = words(group);
    let mut all: Vec<&[Hash]> = others.iter().map(|(_, _, theirs)| *theirs).collect();
    all.push(&words);
    let weights = Weights::of(&all);
    let scored = others.iter().filter_map(|(index, other, theirs)| {
        let alike = weights.cosine(&words, theirs);
        if alike < ALIKE_AT_PLACE || one_sentence(group, other) {
            return None;
        }
        let enough = alike >= ALIKE || same_place_and_actor(group, other);
        enough.then_some((super::cluster::millionths(alike), std::cmp::Reverse(*index)))
    });
    scored.max().map(|(_, index)| index.0)
}

/// How many days the finest date of a group covers.
fn days(group: &Group<'_>) -> i32 {
    group.iter().map(Unit::span).min().unwrap_or(i32::MAX)
}

/// The first and the last day of a group's finest date.
fn range(group: &Group<'_>) -> (i32, i32) {
    group.iter().min_by_key(|unit| unit.span()).map_or((i32::MIN, i32::MAX), |unit| unit.days)
}

/// The words of a group, sorted, each once.
pub(super) fn words(group: &Group<'_>) -> Vec<Hash> {
    let mut words: Vec<Hash> = group.iter().flat_map(Unit::terms).copied().collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether a sentence tells of both: its two dates are two events.
fn one_sentence(left: &Group<'_>, right: &Group<'_>) -> bool {
    left.iter().any(|unit| right.iter().any(|other| unit.place == other.place))
}

/// Whether two groups name the same place, and the same person or organisation.
fn same_place_and_actor(left: &Group<'_>, right: &Group<'_>) -> bool {
    let (left, right) = (names(left), names(right));
    let both = |place: bool| {
        let of = |names: &BTreeMap<Hash, bool>| -> Vec<Hash> {
            names
                .iter()
                .filter(|(_, is_place)| **is_place == place)
                .map(|(name, _)| *name)
                .collect()
        };
        shared(&of(&left), &of(&right)) > 0
    };
    both(true) && both(false)
}

fn names(group: &Group<'_>) -> BTreeMap<Hash, bool> {
    let names = group.iter().flat_map(|unit| &unit.told.names);
    names
        .map(|(kind, name)| {
            (super::super::gist::name_hash(name, *kind), *kind == MentionKind::Place)
        })
        .collect()
}
