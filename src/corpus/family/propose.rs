//! Which articles may be copies of each other: those that share sampled runs.
//!
//! Most edits change a few runs of one article. A search that knows the one before it counts again only the pairs that meet in
//! those, and comes to the same.

use super::super::Seal;
use super::super::words::{Hash, ratio};
use super::{DERIVED, Runs, Wording};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many of those that share a run with an article are proposed to it: copies of copies find each other through
/// the rest, and a run that half the corpus has (an outlet's closing line) costs no more than a rare one.
const NEIGHBOURS: usize = 4;

/// More edited articles than this are no edit.
const FEW: usize = 64;

/// A wording, and what stands for it and for all its runs.
type Sealed = (Seal, Arc<Wording>);

/// Two articles, each known by its place among the wordings.
pub(super) type Pair = (usize, usize);

/// What one search proposed, for the next one.
#[derive(Debug, Default)]
pub struct Proposals {
    wordings: Vec<Sealed>,
    /// Pairs of places ([`both`]), and in how many sampled runs they meet: sorted.
    counts: Vec<(u64, u32)>,
}

impl Proposals {
    /// The wording at a place, where its seal is this.
    pub fn wording(&self, at: usize, seal: Seal) -> Option<Arc<Wording>> {
        let (_, wording) = self.wordings.get(at).filter(|(known, _)| *known == seal)?;
        Some(Arc::clone(wording))
    }

    /// Those of these wordings, sorted by id: counted anew, or again where they are the same articles and few have changed.
    pub(super) fn after(self, wordings: &[Sealed]) -> Self {
        let both = || self.wordings.iter().zip(wordings);
        let same = self.wordings.len() == wordings.len()
            && both().all(|((seal, before), (new, now))| seal == new || before.id == now.id);
        let changed: Vec<usize> = both()
            .enumerate()
            .filter(|(_, ((seal, before), (new, now)))| {
                seal != new && before.sampled != now.sampled
            })
            .map(|(at, _)| at)
            .collect();
        let counts = if same && changed.len() <= FEW {
            recount(self.counts, &changed, (&self.wordings, wordings))
        } else {
            count(&postings(wordings))
        };
        Self { wordings: wordings.to_vec(), counts }
    }

    /// Pairs that share half as many sampled runs as a derived text would on average.
    pub(super) fn pairs(&self, wordings: &[&Wording]) -> Vec<Pair> {
        let runs = |index: usize| wordings.get(index).map_or(0, |wording| wording.runs);
        let enough = |(pair, count): &(u64, u32)| {
            let pair = (place(upper(*pair)), place(lower(*pair)));
            let sampled = ratio(runs(pair.0).min(runs(pair.1)), Runs::SAMPLE as usize);
            let met = ratio(place(*count), 1) >= (sampled * DERIVED / 2.0).max(1.0);
            met.then_some(pair)
        };
        self.counts.iter().filter_map(enough).collect()
    }
}

/// The pairs that meet in runs, each run with the places of the articles that have it: sorted.
fn count(postings: &[u64]) -> Vec<(u64, u32)> {
    let mut pairs: Vec<u64> = Vec::new();
    for group in postings.chunk_by(|one, next| upper(*one) == upper(*next)) {
        pair_up(group, &mut pairs);
    }
    pairs.par_sort_unstable();
    let count = |group: &[u64]| Some((*group.first()?, u32::try_from(group.len()).ok()?));
    pairs.chunk_by(|one, next| one == next).filter_map(count).collect()
}

/// Counts again what meets in the runs that changed articles have won or lost.
fn recount(
    counts: Vec<(u64, u32)>,
    changed: &[usize],
    (before, now): (&[Sealed], &[Sealed]),
) -> Vec<(u64, u32)> {
    let mut runs: Vec<Hash> = Vec::new();
    for at in changed {
        let (Some((_, old)), Some((_, new))) = (before.get(*at), now.get(*at)) else { continue };
        let (old, new) = (&old.sampled, &new.sampled);
        runs.extend(old.iter().filter(|run| new.binary_search(run).is_err()));
        runs.extend(new.iter().filter(|run| old.binary_search(run).is_err()));
    }
    runs.sort_unstable();
    runs.dedup();
    if runs.is_empty() {
        return counts;
    }
    let others = postings_of(&runs, now, &|at| changed.binary_search(&at).is_err());
    let meeting = |wordings: &[Sealed]| {
        let own = postings_of(&runs, wordings, &|at| changed.binary_search(&at).is_ok());
        let mut all = [others.as_slice(), &own].concat();
        all.sort_unstable();
        count(&all)
    };
    let mut changes: BTreeMap<u64, i64> = BTreeMap::new();
    for (pair, count) in meeting(before) {
        *changes.entry(pair).or_default() -= i64::from(count);
    }
    for (pair, count) in meeting(now) {
        *changes.entry(pair).or_default() += i64::from(count);
    }
    add(counts, &changes)
}

/// Counts with changes to some of them.
fn add(counts: Vec<(u64, u32)>, changes: &BTreeMap<u64, i64>) -> Vec<(u64, u32)> {
    let known = |pair: &u64| counts.binary_search_by_key(pair, |(pair, _)| *pair).is_ok();
    let new: Vec<(u64, u32)> = changes
        .iter()
        .filter(|(pair, _)| !known(pair))
        .filter_map(|(pair, change)| Some((*pair, u32::try_from(*change).ok()?)))
        .collect();
    let changed = counts.into_iter().filter_map(|(pair, count)| {
        let change = changes.get(&pair).copied().unwrap_or_default();
        Some((pair, u32::try_from(i64::from(count) + change).ok()?))
    });
    let mut counts: Vec<(u64, u32)> = changed.chain(new).filter(|(_, count)| *count > 0).collect();
    counts.sort_unstable();
    counts
}

/// These runs, each with the place of one that has it, as far as those are wanted: in no order.
fn postings_of(
    runs: &[Hash],
    wordings: &[Sealed],
    wanted: &(dyn Fn(usize) -> bool + Sync),
) -> Vec<u64> {
    let mut likely = Seen::of(1);
    for run in runs {
        likely.insert(*run);
    }
    let postings = |(index, (_, wording)): (usize, &Sealed)| {
        let likely = wording.sampled.iter().filter(|run| likely.has(**run));
        let those = likely.filter(|run| runs.binary_search(run).is_ok());
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        those.map(|run| both(*run, index)).collect::<Vec<_>>()
    };
    let wanted = wordings.par_iter().enumerate().with_min_len(512).filter(|(at, _)| wanted(*at));
    wanted.flat_map_iter(postings).collect()
}

/// The sampled runs that several articles have, each with the place of one that has it ([`both`]): sorted.
fn postings(wordings: &[Sealed]) -> Vec<u64> {
    let mut seen = Seen::of(wordings.len());
    let mut again = Seen::of(wordings.len());
    for run in wordings.iter().flat_map(|(_, wording)| &wording.sampled) {
        if !seen.insert(*run) {
            again.insert(*run);
        }
    }
    let mut postings = Vec::new();
    for (index, (_, wording)) in (0..).zip(wordings) {
        let several = wording.sampled.iter().filter(|run| again.has(**run));
        postings.extend(several.map(|run| both(*run, index)));
    }
    postings.par_sort_unstable();
    postings
}

/// Two numbers as one, which sorts like the two and faster.
fn both(upper: u32, lower: u32) -> u64 {
    u64::from(upper) << 32 | u64::from(lower)
}

fn upper(both: u64) -> u32 {
    u32::try_from(both >> 32).unwrap_or_default()
}

fn lower(both: u64) -> u32 {
    u32::try_from(both & u64::from(u32::MAX)).unwrap_or_default()
}

fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// A set of runs that may hold a few others too: a bit for each, in a number of words that is a power of two.
struct Seen(Vec<u64>);

impl Seen {
    /// Room for the runs of so many articles.
    fn of(articles: usize) -> Self {
        Self(vec![0; articles.saturating_mul(64).next_power_of_two()])
    }

    fn place(&self, run: Hash) -> (usize, u64) {
        // By a mask: to divide by the length takes ten times as long.
        let bit = (run / Runs::SAMPLE) as usize & (self.0.len() * 64 - 1);
        (bit / 64, 1 << (bit % 64))
    }

    /// Whether it was not there before.
    fn insert(&mut self, run: Hash) -> bool {
        let (word, bit) = self.place(run);
        let Some(word) = self.0.get_mut(word) else { return false };
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    fn has(&self, run: Hash) -> bool {
        let (word, bit) = self.place(run);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// Pairs each article of a run with the next few, and with the first.
fn pair_up(group: &[u64], pairs: &mut Vec<u64>) {
    let Some(first) = group.first().map(|one| lower(*one)) else { return };
    for (place, left) in group.iter().map(|one| lower(*one)).enumerate() {
        let next = group.iter().skip(place + 1).take(NEIGHBOURS);
        pairs.extend(next.map(|right| both(left, lower(*right))));
        if place > NEIGHBOURS {
            pairs.push(both(first, left));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use proptest::prelude::*;

    fn wordings(texts: &[Vec<Hash>]) -> Vec<Sealed> {
        let wording = |(at, runs): (usize, &Vec<Hash>)| {
            let mut sampled: Vec<Hash> = runs.iter().map(|run| run * Runs::SAMPLE).collect();
            sampled.sort_unstable();
            sampled.dedup();
            let id = ArticleId(format!("{at:04}"));
            let seal = runs.iter().fold(1, |seal, run| seal * 31 + Seal::from(*run));
            let wording = Wording { id, runs: sampled.len() * 8, sampled, ..Wording::default() };
            (seal, Arc::new(wording))
        };
        texts.iter().enumerate().map(wording).collect()
    }

    proptest! {
        #[test]
        fn what_is_counted_again_is_as_counted_anew(
            before in proptest::collection::vec(proptest::collection::vec(0_u32..30, 0..12), 1..14),
            edits in proptest::collection::vec((any::<prop::sample::Index>(), proptest::collection::vec(0_u32..30, 0..12)), 0..3),
        ) {
            let mut after = before.clone();
            for (at, runs) in edits {
                let at = at.index(after.len());
                after[at] = runs;
            }
            let (before, after) = (wordings(&before), wordings(&after));
            let again = Proposals::default().after(&before).after(&after);
            prop_assert_eq!(again.counts, Proposals::default().after(&after).counts);
        }
    }
}
