//! Finds families: an inverted index of rare runs proposes pairs, exact containment decides.

use super::super::words::{Hash, ratio, shared};
use super::{Copy, CopyKind, Family, Wording};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// From this share of five-word runs on, two texts are the same but for a few words.
const NEAR: f32 = 0.7;

/// From this share on, one was made from the other. Independent accounts of one event share less than 0.03.
const DERIVED: f32 = 0.12;

/// One run in this many proposes pairs; all of them decide.
const SAMPLE: Hash = 8;

/// How many of those that share a run with an article are proposed to it: copies of copies find each other through
/// the rest, and a run that half the corpus has (an outlet's closing line) costs no more than a rare one.
const NEIGHBOURS: usize = 4;

/// The families among articles. They may come in any order.
pub fn families(mut wordings: Vec<Wording>) -> Vec<Family> {
    wordings.sort_by(|left, right| left.id.cmp(&right.id));
    let wordings = &wordings;
    let links = links(wordings);
    let groups = same_text(wordings.len(), &links);
    let mut kin = groups.kin(wordings);
    for (index, lead) in derived(wordings, &links, &groups) {
        let shared = containment(wordings, index, lead);
        kin.entry(lead)
            .or_default()
            .push((index, Copy::new(wordings, index, shared, CopyKind::Derived)));
    }
    let mut families: Vec<Family> =
        kin.into_iter().filter_map(|(lead, copies)| family(wordings, lead, copies)).collect();
    families.sort_by(|left, right| left.lead.cmp(&right.lead));
    families
}

fn family(wordings: &[Wording], lead: usize, copies: Vec<(usize, Copy)>) -> Option<Family> {
    let mut copies: Vec<Copy> = copies.into_iter().map(|(_, copy)| copy).collect();
    copies.sort_by(|left, right| left.article.cmp(&right.article));
    let lead = wordings.get(lead)?.id.clone();
    (!copies.is_empty()).then_some(Family { lead, copies })
}

impl Copy {
    fn new(wordings: &[Wording], index: usize, shared: f32, kind: CopyKind) -> Self {
        let article = wordings.get(index).map(|wording| wording.id.clone()).unwrap_or_default();
        Self { article, shared, kind }
    }
}

/// Two articles that share words, or an address.
struct Link {
    pair: (usize, usize),
    shared: f32,
    kind: CopyKind,
}

fn links(wordings: &[Wording]) -> Vec<Link> {
    let mut kinds: BTreeMap<(usize, usize), CopyKind> = BTreeMap::new();
    kinds.extend(proposed(wordings).into_iter().map(|pair| (pair, CopyKind::Derived)));
    kinds.extend(revisions(wordings).into_iter().map(|pair| (pair, CopyKind::Revision)));
    kinds
        .into_iter()
        .filter_map(|(pair, kind)| {
            let shared = containment(wordings, pair.0, pair.1);
            let kind = match kind {
                CopyKind::Revision => CopyKind::Revision,
                _ if shared >= NEAR => CopyKind::NearDuplicate,
                _ if shared >= DERIVED => CopyKind::Derived,
                _ => return None,
            };
            Some(Link { pair, shared, kind })
        })
        .collect()
}

/// The share of the smaller text's runs that the other has too.
fn containment(wordings: &[Wording], left: usize, right: usize) -> f32 {
    let runs = |index: usize| wordings.get(index).map_or(&[][..], |wording| &wording.runs);
    let (left, right) = (runs(left), runs(right));
    ratio(shared(left, right), left.len().min(right.len()))
}

/// Pairs that share half as many sampled runs as a derived text would on average.
fn proposed(wordings: &[Wording]) -> Vec<(usize, usize)> {
    let postings = postings(wordings);
    let mut pairs = Vec::new();
    for group in postings.chunk_by(|left, right| left.0 == right.0) {
        pair_up(group, &mut pairs);
    }
    pairs.sort_unstable();
    let runs = |index: usize| wordings.get(index).map_or(0, |wording| wording.runs.len());
    let enough = |group: &&[(usize, usize)]| {
        let shorter = group.first().map_or(0, |pair| runs(pair.0).min(runs(pair.1)));
        let sampled = ratio(shorter, SAMPLE as usize);
        ratio(group.len(), 1) >= (sampled * DERIVED / 2.0).max(1.0)
    };
    let groups = pairs.chunk_by(|left, right| left == right).filter(enough);
    groups.filter_map(|group| group.first().copied()).collect()
}

/// The sampled runs that several articles have, each with one that has it: sorted.
fn postings(wordings: &[Wording]) -> Vec<(Hash, u32)> {
    let sampled = |wording: &'_ Wording| {
        wording.runs.iter().copied().filter(|run| *run % SAMPLE == 0).collect::<Vec<_>>()
    };
    let mut seen = Seen::of(wordings.len());
    let mut again = Seen::of(wordings.len());
    for run in wordings.iter().flat_map(sampled) {
        if !seen.insert(run) {
            again.insert(run);
        }
    }
    let mut postings: Vec<(Hash, u32)> = Vec::new();
    for (index, wording) in (0..).zip(wordings) {
        postings.extend(
            sampled(wording).into_iter().filter(|run| again.has(*run)).map(|run| (run, index)),
        );
    }
    postings.sort_unstable();
    postings
}

/// A set of runs that may hold a few others too: a bit for each.
struct Seen(Vec<u64>);

impl Seen {
    /// Room for the runs of so many articles.
    fn of(articles: usize) -> Self {
        Self(vec![0; articles.saturating_mul(64).next_power_of_two()])
    }

    fn place(&self, run: Hash) -> (usize, u64) {
        let bit = (run / SAMPLE) as usize % (self.0.len() * 64);
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
fn pair_up(group: &[(Hash, u32)], pairs: &mut Vec<(usize, usize)>) {
    let Some((_, first)) = group.first() else { return };
    let pair =
        |left: u32, right: u32| Some((usize::try_from(left).ok()?, usize::try_from(right).ok()?));
    for (place, (_, left)) in group.iter().enumerate() {
        let next = group.iter().skip(place + 1).take(NEIGHBOURS);
        pairs.extend(next.filter_map(|(_, right)| pair(*left, *right)));
        if place > NEIGHBOURS {
            pairs.extend(pair(*first, *left));
        }
    }
}

/// Pairs of one address with another text.
fn revisions(wordings: &[Wording]) -> Vec<(usize, usize)> {
    let mut addresses: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, wording) in wordings.iter().enumerate() {
        if let Some(url) = wording.url.as_deref().and_then(address) {
            addresses.entry(url).or_default().push(index);
        }
    }
    let pairs = |group: Vec<usize>| {
        let first = group.first().copied().unwrap_or_default();
        group.into_iter().skip(1).map(move |index| (first, index))
    };
    addresses.into_values().flat_map(pairs).collect()
}

/// An address as it is compared; none for a bare host, which many articles may give.
fn address(url: &str) -> Option<&str> {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split('#').next()?.trim_end_matches('/');
    url.contains('/').then_some(url.strip_prefix("www.").unwrap_or(url))
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
            members.entry(self.root(index)).or_default().push(index);
        }
        members
    }

    /// The copies of each group's lead.
    fn kin(&self, wordings: &[Wording]) -> BTreeMap<usize, Vec<(usize, Copy)>> {
        let groups = self.members().into_values().filter(|group| group.len() > 1);
        groups
            .map(|group| {
                let lead = self.lead(wordings, &group);
                let others = group.into_iter().filter(|index| *index != lead);
                (lead, others.map(|index| (index, self.copy(wordings, index, lead))).collect())
            })
            .collect()
    }

    fn copy(&self, wordings: &[Wording], index: usize, lead: usize) -> Copy {
        let revised = self.revised.contains(&index);
        let shared = containment(wordings, index, lead);
        let url = |index: usize| {
            wordings.get(index).and_then(|wording| wording.url.as_deref()).and_then(address)
        };
        let kind = if revised && url(index) == url(lead) {
            CopyKind::Revision
        } else {
            CopyKind::NearDuplicate
        };
        Copy::new(wordings, index, shared, kind)
    }

    /// Which of a group's members is shown: of revisions the newest, else the one that tells most of itself.
    fn lead(&self, wordings: &[Wording], group: &[usize]) -> usize {
        let revised = group.iter().any(|index| self.revised.contains(index));
        let known: Vec<(usize, &Wording)> =
            group.iter().filter_map(|index| Some((*index, wordings.get(*index)?))).collect();
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
    (named, stated.is_some(), Reverse(stated), wording.runs.len())
}

/// Which groups' leads were made from which other group's lead: each from one, and nothing from what is itself made from
/// another, so that a chain of loans does not make one family of a whole story.
fn derived(wordings: &[Wording], links: &[Link], groups: &Groups) -> Vec<(usize, usize)> {
    let leads: BTreeMap<usize, usize> = groups
        .members()
        .into_iter()
        .map(|(root, group)| (root, groups.lead(wordings, &group)))
        .collect();
    let lead_of = |index: usize| leads.get(&groups.root(index)).copied().unwrap_or(index);
    let mut loans: BTreeMap<(usize, usize), f32> = BTreeMap::new();
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
fn attach(loans: BTreeMap<(usize, usize), f32>) -> Vec<(usize, usize)> {
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
        attached.push((to, from));
    }
    attached
}
