//! Finds families: shared runs propose pairs ([`super::propose`]), exact containment decides.

use super::super::words::{Hash, ratio, shared};
use super::super::{Recall, Seal};
use super::propose::{Pair, Proposals};
use super::{Copy, CopyKind, DERIVED, Family, Runs, Shares, Wording};
use crate::article::ArticleId;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// From this share of five-word runs on, two texts are the same but for a few words.
const NEAR: f32 = 0.7;

/// The families among articles, and how much their copies share. Each wording comes with what stands for it and for all its
/// runs; they may come in any order. All runs of an article are asked of `runs`, and only where another shares some of its
/// sampled ones. `proposals` are those of the last search, if there was one, and those of this one afterwards.
pub fn families(
    mut sealed: Vec<(Seal, Arc<Wording>)>,
    runs: &(dyn Fn(&ArticleId) -> Runs + Sync),
    recall: &impl Recall,
    proposals: &mut Proposals,
) -> (Vec<Family>, Shares) {
    sealed.sort_by(|left, right| left.1.id.cmp(&right.1.id));
    *proposals = std::mem::take(proposals).after(&sealed);
    let seals = sealed.iter().map(|(seal, _)| *seal).collect();
    let wordings: Vec<&Wording> = sealed.iter().map(|(_, wording)| &**wording).collect();
    let (wordings, texts) = (&wordings[..], Texts { wordings: &wordings, seals, runs });
    let links = links(&texts, proposals.pairs(wordings), recall);
    let groups = same_text(wordings.len(), &links);
    let mut kin = groups.kin(&texts, recall);
    let loans = derived(wordings, &links, &groups);
    for ((lead, index), shared) in texts.containments(loans, recall) {
        kin.entry(lead).or_default().push((index, shared, CopyKind::Derived));
    }
    let id = |index: &usize| wordings.get(*index).map(|wording| wording.id.clone());
    let shares = kin.values().flatten();
    let shares = shares.filter_map(|(index, shared, _)| Some((id(index)?, *shared))).collect();
    let mut families: Vec<Family> =
        kin.into_iter().filter_map(|(lead, copies)| family(wordings, lead, copies)).collect();
    families.sort_by(|left, right| left.lead.cmp(&right.lead));
    (families, shares)
}

/// A lead's copies by their places among the wordings, each with what it shares and how.
type Kin = Vec<(usize, f32, CopyKind)>;

fn family(wordings: &[&Wording], lead: usize, kin: Kin) -> Option<Family> {
    let copy = |(index, _, kind): (usize, f32, CopyKind)| {
        Some(Copy { article: wordings.get(index)?.id.clone(), kind })
    };
    let mut copies: Vec<Copy> = kin.into_iter().filter_map(copy).collect();
    copies.sort_by(|left, right| left.article.cmp(&right.article));
    let lead = wordings.get(lead)?.id.clone();
    (!copies.is_empty()).then_some(Family { lead, copies })
}

/// The articles, and where all their runs are to be had.
struct Texts<'a> {
    wordings: &'a [&'a Wording],
    seals: Vec<Seal>,
    runs: &'a (dyn Fn(&ArticleId) -> Runs + Sync),
}

impl Texts<'_> {
    /// What the two of each pair share: known, unless one of them or of those paired with the same first has changed.
    fn containments(&self, mut pairs: Vec<Pair>, recall: &impl Recall) -> Vec<(Pair, f32)> {
        pairs.sort_unstable();
        let groups: Vec<&[Pair]> = pairs.chunk_by(|one, next| one.0 == next.0).collect();
        let known = groups.into_par_iter().flat_map_iter(|group| {
            let seal = |index: usize| self.seals.get(index);
            let seals: Vec<_> = group.iter().map(|pair| (seal(pair.0), seal(pair.1))).collect();
            let shares = recall.recall_whole("containments", &seals, || self.compare(group));
            group.iter().enumerate().filter_map(move |(at, pair)| Some((*pair, *shares.get(at)?)))
        });
        known.collect()
    }

    /// The share of the smaller text's runs that the other has too, of pairs that begin with the same one.
    fn compare(&self, pairs: &[Pair]) -> Vec<f32> {
        let runs = |index: usize| {
            self.wordings.get(index).map(|wording| (self.runs)(&wording.id).0).unwrap_or_default()
        };
        let first = pairs.first().map(|pair| runs(pair.0)).unwrap_or_default();
        let containment =
            |other: Vec<Hash>| ratio(shared(&first, &other), first.len().min(other.len()));
        pairs.iter().map(|pair| containment(runs(pair.1))).collect()
    }
}

/// Two articles that share words, or an address.
struct Link {
    pair: Pair,
    shared: f32,
    kind: CopyKind,
}

fn links(texts: &Texts<'_>, mut pairs: Vec<Pair>, recall: &impl Recall) -> Vec<Link> {
    let revised: BTreeSet<Pair> = revisions(texts.wordings).into_iter().collect();
    pairs.extend(&revised);
    pairs.sort_unstable();
    pairs.dedup();
    let known = texts.containments(pairs, recall).into_iter();
    let link = |(pair, shared): (Pair, f32)| {
        let kind = match shared {
            _ if revised.contains(&pair) => CopyKind::Revision,
            _ if shared >= NEAR => CopyKind::NearDuplicate,
            _ if shared >= DERIVED => CopyKind::Derived,
            _ => return None,
        };
        Some(Link { pair, shared, kind })
    };
    known.filter_map(link).collect()
}

/// Pairs of one address with another text: the first that has it, and each of the others.
fn revisions(wordings: &[&Wording]) -> Vec<Pair> {
    let mut firsts: FxHashMap<&str, usize> = FxHashMap::default();
    let addresses = wordings.iter().enumerate();
    let addresses =
        addresses.filter_map(|(index, wording)| Some((index, wording.address.as_deref()?)));
    let pair = |(index, address)| (*firsts.entry(address).or_insert(index), index);
    addresses.map(pair).filter(|(first, index)| first != index).collect()
}

/// Articles that are one text, each known by its place among the wordings.
struct Groups {
    parent: Vec<usize>,
    /// Which of them are revisions of one address.
    revised: BTreeSet<usize>,
}

fn same_text(count: usize, links: &[Link]) -> Groups {
    let mut groups = Groups { parent: (0..count).collect(), revised: BTreeSet::new() };
    for link in links.iter().filter(|link| link.kind != CopyKind::Derived) {
        groups.join(link.pair.0, link.pair.1);
        if link.kind == CopyKind::Revision {
            groups.revised.extend([link.pair.0, link.pair.1]);
        }
    }
    groups
}

impl Groups {
    fn root(&self, index: usize) -> usize {
        let mut at = index;
        while let Some(parent) = self.parent.get(at).filter(|parent| **parent != at) {
            at = *parent;
        }
        at
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        if let Some(parent) = self.parent.get_mut(left.max(right)) {
            *parent = left.min(right);
        }
    }

    /// The members of each group of two or more, by root.
    fn members(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..self.parent.len() {
            // The root is the first of its group.
            let root = self.root(index);
            if root != index {
                members.entry(root).or_insert_with(|| vec![root]).push(index);
            }
        }
        members
    }

    /// The copies of each group's lead.
    fn kin(&self, texts: &Texts<'_>, recall: &impl Recall) -> BTreeMap<usize, Kin> {
        let pairs = self.members().into_values();
        let pairs = pairs.flat_map(|group| {
            let lead = self.lead(texts.wordings, &group);
            group.into_iter().filter(move |index| *index != lead).map(move |index| (lead, index))
        });
        let mut kin: BTreeMap<usize, Kin> = BTreeMap::new();
        for ((lead, index), shared) in texts.containments(pairs.collect(), recall) {
            let kind = self.kind(texts.wordings, index, lead);
            kin.entry(lead).or_default().push((index, shared, kind));
        }
        kin
    }

    /// How a member of a group is related to its lead.
    fn kind(&self, wordings: &[&Wording], index: usize, lead: usize) -> CopyKind {
        let address = |index: usize| wordings.get(index)?.address.as_deref();
        if self.revised.contains(&index) && address(index) == address(lead) {
            CopyKind::Revision
        } else {
            CopyKind::NearDuplicate
        }
    }

    /// Which of a group's members is shown: of revisions the newest, else the one that tells most of itself.
    fn lead(&self, wordings: &[&Wording], group: &[usize]) -> usize {
        let revised = group.iter().any(|index| self.revised.contains(index));
        let known: Vec<(usize, &Wording)> =
            group.iter().filter_map(|index| Some((*index, *wordings.get(*index)?))).collect();
        let newest = |wording: &Wording| {
            let order = |stamp: Option<crate::date::Stamp>| stamp.map(crate::date::Stamp::order);
            if revised { (order(wording.updated), order(wording.captured)) } else { (None, None) }
        };
        let best = known
            .iter()
            .max_by_key(|(index, wording)| (newest(wording), rank(wording), Reverse(*index)));
        best.map_or(0, |(index, _)| *index)
    }
}

/// What makes an article lead its family: a known publisher, a date, an early one, a long text.
fn rank(wording: &Wording) -> (bool, bool, Reverse<Option<i64>>, usize) {
    let named = wording.outlet || wording.agency;
    let stated = wording.stated.map(crate::date::Stamp::order);
    (named, stated.is_some(), Reverse(stated), wording.runs)
}

/// Which groups' leads were made from which other group's lead: each from one, and nothing from what is itself made from
/// another, so that a chain of loans does not make one family of a whole story. The lender stands first.
fn derived(wordings: &[&Wording], links: &[Link], groups: &Groups) -> Vec<Pair> {
    let leads: BTreeMap<usize, usize> = groups
        .members()
        .into_iter()
        .map(|(root, group)| (root, groups.lead(wordings, &group)))
        .collect();
    let lead_of = |index: usize| leads.get(&groups.root(index)).copied().unwrap_or(index);
    let mut loans: BTreeMap<Pair, f32> = BTreeMap::new();
    for link in links.iter().filter(|link| link.kind == CopyKind::Derived) {
        let (left, right) = (lead_of(link.pair.0), lead_of(link.pair.1));
        if left == right {
            continue;
        }
        let prefers =
            |index: usize| wordings.get(index).map(|wording| (source(wording), Reverse(index)));
        let (from, to) =
            if prefers(left) >= prefers(right) { (left, right) } else { (right, left) };
        let most = loans.entry((to, from)).or_insert(0.0);
        *most = most.max(link.shared);
    }
    attach(loans)
}

/// What makes an article the likely origin of shared words: an agency's or a named outlet's, earlier, longer.
fn source(wording: &Wording) -> (bool, bool, Reverse<Option<i64>>, usize) {
    let agency = !wording.outlet && wording.agency;
    let (named, _, early, long) = rank(wording);
    (agency, named, early, long)
}

/// Takes the strongest loans first; who has lent does not borrow, who has borrowed does not lend.
fn attach(loans: BTreeMap<Pair, f32>) -> Vec<Pair> {
    let mut loans: Vec<_> = loans.into_iter().collect();
    loans.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let mut lender: BTreeMap<usize, bool> = BTreeMap::new();
    let mut attached = Vec::new();
    for ((to, from), _) in loans {
        if lender.contains_key(&to) || lender.get(&from) == Some(&false) {
            continue;
        }
        lender.insert(to, false);
        lender.insert(from, true);
        attached.push((from, to));
    }
    attached
}
