//! An event that one article dates by day and others by week, month or year is one event with the finer date.

use super::super::words::{Hash, shared};
use super::cluster::Weights;
use super::unit::Unit;
use crate::annotate::MentionKind;
use crate::date::Day;
use std::collections::BTreeMap;

/// The sentences of one event, so far.
pub(super) type Group<'a> = Vec<Unit<'a>>;

/// How alike a coarser and a finer group must be to be one event, where they share no place and actor.
const ALIKE: f32 = 0.3;

/// The same, where they do.
const ALIKE_AT_PLACE: f32 = 0.1;

/// Moves each coarser group into the finer one that lies inside its time and tells of the same, if there is one.
pub(super) fn refine(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let (mut fine, mut coarse): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| days(group) == 1);
    coarse.sort_by_key(days);
    for group in coarse {
        match host(&fine, &group).and_then(|index| fine.get_mut(index)) {
            Some(host) => host.extend(group),
            None => fine.push(group),
        }
    }
    fine
}

/// How many days the finest date of a group covers.
fn days(group: &Group<'_>) -> i32 {
    group.iter().filter_map(|unit| unit.date.days()).min().unwrap_or(i32::MAX)
}

/// The finer group that a coarser one is, if any.
fn host(fine: &[Group<'_>], group: &Group<'_>) -> Option<usize> {
    let (first, last) = range(group)?;
    let wide = days(group);
    if wide > 31 {
        return None;
    }
    let words = words(group);
    let inside: Vec<(usize, &Group<'_>)> = fine
        .iter()
        .enumerate()
        .filter(|(_, other)| {
            days(other) < wide && range(other).is_some_and(|(a, b)| first <= a && b <= last)
        })
        .collect();
    let theirs: Vec<Vec<Hash>> = inside.iter().map(|(_, other)| self::words(other)).collect();
    let mut all: Vec<&[Hash]> = theirs.iter().map(Vec::as_slice).collect();
    all.push(&words);
    let weights = Weights::of(&all);
    let scored = inside.iter().zip(&theirs).filter_map(|((index, other), theirs)| {
        if one_sentence(group, other) {
            return None;
        }
        let least = if same_place_and_actor(group, other) { super::tune("R1", ALIKE_AT_PLACE) } else { super::tune("R0", ALIKE) };
        let alike = weights.cosine(&words, theirs);
        (alike >= least).then_some((super::cluster::millionths(alike), std::cmp::Reverse(*index)))
    });
    scored.max().map(|(_, index)| index.0)
}

/// The time a group's finest date covers.
fn range(group: &Group<'_>) -> Option<(Day, Day)> {
    let finest = group.iter().min_by_key(|unit| unit.date.days().unwrap_or(i32::MAX))?;
    Some((finest.date.first()?, finest.date.last()?))
}

/// The words of a group, sorted, each once.
pub(super) fn words(group: &Group<'_>) -> Vec<Hash> {
    let mut words: Vec<Hash> = group.iter().flat_map(|unit| unit.terms()).copied().collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether a sentence tells of both: its two dates are two events.
fn one_sentence(left: &Group<'_>, right: &Group<'_>) -> bool {
    let same = |one: &Unit<'_>, other: &Unit<'_>| {
        one.gist.id == other.gist.id && one.told.part == other.told.part && one.told.span == other.told.span
    };
    left.iter().any(|unit| right.iter().any(|other| same(unit, other)))
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
