//! Which dated sentences tell of one event: average-link clustering over how likely each pair of one date does.
//!
//! How likely it is adds up as in record linkage (Fellegi and Sunter 1969): each word that both have is evidence for, by how
//! few sentences of that date have it; each that one lacks is evidence against, but less, for nobody tells all.
//!
//! A pure function of the sentences of one date, so that a build need only look again at the dates that changed.

use super::super::words::{Hash, shared};
use super::postings::Postings;
use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;

/// How likely two groups must be one event, on average over their pairs; in millionths.
const LIKELY: u64 = 500_000;

/// What each thing that two sentences of one date have or have not in common says about whether they tell of one event: in
/// natural logarithms of odds. Found by regression over pairs of sentences of labelled stories; a fifth more or less of any
/// of them changes little.
const ODDS: Odds = Odds {
    alone: 1.6,
    company: 1.1,
    shared: 0.4,
    nothing: 0.9,
    missing: 0.025,
    people: 1.0,
    busy: 2.0,
    same_article: 1.3,
};

struct Odds {
    /// For two sentences that are the only ones of their date.
    alone: f32,
    /// Against, for each logarithm of how many sentences the date has: the more there are, the more things happened.
    company: f32,
    /// For, for each word they share, times its weight.
    shared: f32,
    /// Against, where they share no word.
    nothing: f32,
    /// Against, for each word that only one of them has, times its weight.
    missing: f32,
    /// For, where both name somebody and one of them is the same; against, where nobody is.
    people: f32,
    /// Against, where they are of no single day and have but whom they name in common: in a month, somebody does many things.
    busy: f32,
    /// Against, where they are of one article, which mostly tells a thing once.
    same_article: f32,
}

/// A word that more sentences of one date have than this proposes no pairs.
const COMMON: usize = 60;

/// So many sentences of one date are few: among them, even a pair without a common word may well be one event.
const FEW: usize = 24;

/// The words of each of several texts, weighted by how few of them have it.
#[derive(Debug)]
pub(super) struct Weights {
    /// By word.
    of_word: Vec<(Hash, f32)>,
}

impl Weights {
    /// Counts the words of texts.
    pub(super) fn of(texts: &[&[Hash]]) -> Self {
        let mut words: Vec<Hash> = texts.iter().copied().flatten().copied().collect();
        words.sort_unstable();
        let all = count(texts.len());
        let weigh = |same: &[Hash]| Some((*same.first()?, (1.0 + all / count(same.len())).ln()));
        Self { of_word: words.chunk_by(|left, right| left == right).filter_map(weigh).collect() }
    }

    /// The weight of a word; that of a word seen once where it was never seen.
    pub(super) fn weight(&self, word: Hash) -> f32 {
        let at = self.of_word.binary_search_by_key(&word, |(word, _)| *word);
        at.ok().and_then(|at| self.of_word.get(at)).map_or(1.0, |(_, weight)| *weight)
    }

    /// The length of a text as a vector of its words' weights.
    pub(super) fn length(&self, words: &[Hash]) -> f32 {
        words.iter().map(|word| self.weight(*word).powi(2)).sum::<f32>().sqrt()
    }

    /// How alike two texts are, 0 to 1.
    pub(super) fn cosine(&self, left: &[Hash], right: &[Hash]) -> f32 {
        over(self.product(left, right), self.length(left) * self.length(right))
    }

    /// The product of two texts as vectors of their words' weights.
    pub(super) fn product(&self, left: &[Hash], right: &[Hash]) -> f32 {
        let common = left.iter().filter(|word| right.binary_search(word).is_ok());
        common.map(|word| self.weight(*word).powi(2)).sum()
    }

    /// How alike each of the texts is to all of them: the sum of its cosines.
    pub(super) fn likeness(&self, texts: &[&[Hash]]) -> Vec<f32> {
        let shorten = |text: &&[Hash]| match self.length(text) {
            length if length > 0.0 => 1.0 / length,
            _ => 0.0,
        };
        let shortened: Vec<f32> = texts.iter().map(shorten).collect();
        let mut pulls = vec![0.0; self.of_word.len()];
        let place = |word: &Hash| self.of_word.binary_search_by_key(word, |(word, _)| *word).ok();
        for (text, shortened) in texts.iter().zip(&shortened) {
            for pull in text.iter().filter_map(place) {
                pulls.get_mut(pull).into_iter().for_each(|pull| *pull += shortened);
            }
        }
        let pull = |at: usize| {
            let (_, weight) = self.of_word.get(at)?;
            Some(weight.powi(2) * pulls.get(at)?)
        };
        let like = |text: &&[Hash]| text.iter().filter_map(place).filter_map(pull).sum::<f32>();
        texts.iter().zip(shortened).map(|(text, shortened)| like(text) * shortened).collect()
    }
}

/// A cosine, of a product and of the product of the lengths.
pub(super) fn over(product: f32, lengths: f32) -> f32 {
    if lengths > 0.0 { product / lengths } else { 0.0 }
}

fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// One text to cluster.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// Its words, sorted.
    pub(super) words: &'a [Hash],
    /// Whom they name, sorted.
    pub(super) people: &'a [Hash],
    /// Whether its date is longer than a day.
    pub(super) is_long: bool,
    /// Which article it is of: two sentences of one article are less likely one event.
    pub(super) article: &'a str,
    /// What its article names, sorted.
    pub(super) names: &'a [Hash],
}

/// Groups texts; each group, and the list of groups, in the order of the texts.
pub(super) fn clusters(texts: &[Text<'_>]) -> Vec<Vec<usize>> {
    let mut linkage = Linkage::of(texts);
    while let Some((left, right)) = linkage.best() {
        linkage.merge(left, right);
    }
    let mut groups: Vec<Vec<usize>> =
        linkage.members.into_iter().filter(|group| !group.is_empty()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// Groups so far, and for each pair of them how likely their pairs are one event.
struct Linkage {
    members: Vec<Vec<usize>>,
    /// For each group those that a tie may lead to: some may have become part of another since.
    near: Vec<Vec<usize>>,
    ties: FxHashMap<(usize, usize), Tie>,
    queue: BinaryHeap<Offer>,
}

/// What ties two groups, or two texts.
#[derive(Clone, Copy, Debug, Default)]
struct Tie {
    /// How likely each pair of them is one event, added up; in millionths.
    sum: u64,
    /// Whether any pair of them may be one by what it has in common: the others count, but bring no groups together.
    proposed: bool,
}

impl Tie {
    fn and(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, proposed: self.proposed || other.proposed }
    }
}

/// How likely two groups are one on average, which they are, and how large they were when it was said.
type Offer = (u64, std::cmp::Reverse<(usize, usize)>, (usize, usize));

impl Linkage {
    fn of(texts: &[Text<'_>]) -> Self {
        let members = (0..texts.len()).map(|index| vec![index]).collect();
        let near = vec![Vec::new(); texts.len()];
        let (none, queue) = (FxHashMap::default(), BinaryHeap::new());
        let mut linkage = Self { members, near, ties: none, queue };
        for ((left, right), tie) in ties(texts) {
            linkage.lead(left, right);
            linkage.lead(right, left);
            linkage.tie(left, right, tie);
        }
        linkage
    }

    fn lead(&mut self, from: usize, to: usize) {
        self.near.get_mut(from).into_iter().for_each(|near| near.push(to));
    }

    fn tie(&mut self, left: usize, right: usize, tie: Tie) {
        self.ties.insert((left.min(right), left.max(right)), tie);
        let (one, other) = (self.size(left), self.size(right));
        let average = tie.sum / u64::try_from(one * other).unwrap_or(1).max(1);
        if tie.proposed && average >= LIKELY {
            let pair = (left.min(right), left.max(right));
            let sizes = if left < right { (one, other) } else { (other, one) };
            self.queue.push((average, std::cmp::Reverse(pair), sizes));
        }
    }

    fn size(&self, group: usize) -> usize {
        self.members.get(group).map_or(0, Vec::len)
    }

    /// The most alike pair of groups that still are as they were.
    fn best(&mut self) -> Option<(usize, usize)> {
        loop {
            let (_, std::cmp::Reverse((left, right)), sizes) = self.queue.pop()?;
            if sizes == (self.size(left), self.size(right)) {
                return Some((left, right));
            }
        }
    }

    fn merge(&mut self, left: usize, right: usize) {
        let moved = self.members.get_mut(right).map(std::mem::take).unwrap_or_default();
        if let Some(group) = self.members.get_mut(left) {
            group.extend(moved);
        }
        let mut take = |group| self.near.get_mut(group).map(std::mem::take).unwrap_or_default();
        let mut near = [take(left), take(right)].concat();
        near.sort_unstable();
        near.dedup();
        near.retain(|other| *other != left && *other != right && self.size(*other) > 0);
        for other in &near {
            let mut untie = |one: usize| self.ties.remove(&(one.min(*other), one.max(*other)));
            let tie = match (untie(left), untie(right)) {
                (Some(own), Some(theirs)) => own.and(theirs),
                (Some(own), None) => own,
                (None, theirs) => {
                    self.lead(*other, left);
                    theirs.unwrap_or_default()
                }
            };
            self.tie(left, *other, tie);
        }
        if let Some(own) = self.near.get_mut(left) {
            *own = near;
        }
    }
}

/// How likely each pair of texts is one event: of those that share a telling word, and of a date with few texts of all.
fn ties(texts: &[Text<'_>]) -> Vec<((usize, usize), Tie)> {
    let words: Vec<&[Hash]> = texts.iter().map(|text| text.words).collect();
    let weights = Weights::of(&words);
    let vectors: Vec<Vector<'_>> = texts.iter().map(|text| Vector::of(text, &weights)).collect();
    let prior = ODDS.alone - ODDS.company * (count(texts.len()) / 2.0).ln();
    let tie = |pair: (usize, usize), proposed: bool| {
        let sum = likely(vectors.get(pair.0)?, vectors.get(pair.1)?, prior);
        Some((pair, Tie { sum, proposed }))
    };
    let postings = Postings::of(&words);
    let mut ties = Vec::new();
    // For each text, the last of those before it that it was paired with.
    let mut paired: Vec<Option<usize>> = vec![None; texts.len()];
    for (left, words) in words.iter().enumerate() {
        let lists = words.iter().map(|word| postings.having(*word));
        let telling = lists.filter(|list| list.len() <= COMMON).flatten();
        let sharing = telling.map(|(_, right)| *right).filter(|right| *right > left);
        for right in sharing.chain(only_two(texts, left)) {
            let before = paired.get_mut(right).and_then(|last| last.replace(left));
            if before != Some(left) {
                ties.extend(tie((left, right), true));
            }
        }
        if texts.len() <= FEW {
            let others =
                (left + 1..texts.len()).filter(|right| paired.get(*right) != Some(&Some(left)));
            ties.extend(others.filter_map(|right| tie((left, right), false)));
        }
    }
    ties
}

/// After the first of the only two texts of a date the second, where two articles tell them that name the same: in whatever
/// words, that may be one thing.
fn only_two(texts: &[Text<'_>], index: usize) -> Option<usize> {
    let ([left, right], 0) = (texts, index) else { return None };
    (left.article != right.article && shared(left.names, right.names) > 0).then_some(1)
}

/// A text with the weights of its words, looked up once.
struct Vector<'a> {
    text: &'a Text<'a>,
    weights: Vec<f32>,
    total: f32,
}

impl<'a> Vector<'a> {
    fn of(text: &'a Text<'a>, weights: &Weights) -> Self {
        let weights: Vec<f32> = text.words.iter().map(|word| weights.weight(*word)).collect();
        let total = weights.iter().sum();
        Self { text, weights, total }
    }

    /// The weights of the words that another has too, added up.
    fn shared(&self, other: &Self) -> f32 {
        let mut theirs = other.text.words.iter().peekable();
        let mut sum = 0.0;
        for (word, weight) in self.text.words.iter().zip(&self.weights) {
            while theirs.next_if(|other| *other < word).is_some() {}
            if theirs.next_if_eq(&word).is_some() {
                sum += weight;
            }
        }
        sum
    }
}

fn likely(left: &Vector<'_>, right: &Vector<'_>, prior: f32) -> u64 {
    let shared = left.shared(right);
    let missing = left.total + right.total - 2.0 * shared;
    let of_one = if left.text.article == right.text.article { ODDS.same_article } else { 0.0 };
    let people = people(left.text, right.text);
    let nothing = if shared > 0.0 { 0.0 } else { ODDS.nothing };
    let odds = prior + ODDS.shared * shared - nothing - ODDS.missing * missing + people - of_one;
    millionths(1.0 / (1.0 + (-odds).exp()))
}

/// What it says whom two texts name: nothing, unless both name somebody.
fn people(left: &Text<'_>, right: &Text<'_>) -> f32 {
    match (left.people, right.people) {
        ([], _) | (_, []) => 0.0,
        (one, other) if shared(one, other) == 0 => -ODDS.people,
        _ if left.is_long && shared(left.words, right.words) < 2 => -ODDS.busy,
        _ => ODDS.people,
    }
}

/// A share as a whole number, so that it sorts and adds the same everywhere.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=1 before"
)]
pub(super) fn millionths(share: f32) -> u64 {
    (share.clamp(0.0, 1.0) * 1_000_000.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::words::terms;

    /// Groups texts, each with its article and with whom it names.
    fn groups_of(texts: &[(&str, &[Hash], &str)]) -> Vec<Vec<usize>> {
        let words: Vec<Vec<Hash>> = texts.iter().map(|(_, _, text)| terms(text)).collect();
        let texts = texts.iter().zip(&words);
        let text = |(&(article, people, _), words)| Text {
            words,
            people,
            is_long: false,
            article,
            names: &[1],
        };
        clusters(&texts.map(|(text, words)| (text, words.as_slice())).map(text).collect::<Vec<_>>())
    }

    fn groups(texts: &[(&str, &str)]) -> Vec<Vec<usize>> {
        groups_of(
            &texts.iter().map(|(article, text)| (*article, &[][..], *text)).collect::<Vec<_>>(),
        )
    }

    #[test]
    fn likeness_to_all_is_the_sum_of_likenesses() {
        let words = ["The bridge opened", "The old bridge closed", "Rain fell", ""].map(terms);
        let texts: Vec<&[Hash]> = words.iter().map(Vec::as_slice).collect();
        let weights = Weights::of(&texts);
        for (text, like) in texts.iter().zip(weights.likeness(&texts)) {
            let sum: f32 = texts.iter().map(|other| weights.cosine(text, other)).sum();
            assert!((like - sum).abs() < 1e-5, "{like} for {sum}");
        }
    }

    #[test]
    fn two_accounts_of_one_thing_are_one_event() {
        let found = groups(&[
            ("a", "Governor Ann Berg signed the harbour law in Oslo"),
            ("b", "The signing of the harbour law by Berg ended the Oslo meeting"),
            ("c", "Firefighters put out a blaze at a paper mill near Ghent"),
        ]);
        assert_eq!(found, [vec![0, 1], vec![2]]);
    }

    #[test]
    fn the_only_two_accounts_of_a_day_are_one_event_in_whatever_words() {
        let bid = ("a", "Monteira turned down a higher bid from Lindau");
        let refusal = ("b", "Duarte refused to sell the striker");
        assert_eq!(groups(&[bid, refusal]), [vec![0, 1]]);
        assert_eq!(groups(&[bid, ("a", refusal.1)]).len(), 2, "one article tells a thing once");
        assert_eq!(groups(&[bid, refusal, ("c", "Rain fell on Ghent")]).len(), 3);
    }

    #[test]
    fn in_a_month_the_same_person_does_several_things() {
        let words = ["Berg was elected governor", "Berg told a jury of the fire"].map(terms);
        let told = |is_long| {
            let [first, second] = [("a", &words[0]), ("b", &words[1])].map(|(article, words)| {
                Text { words, people: &[1], is_long, article, names: &[1] }
            });
            clusters(&[first, second]).len()
        };
        assert_eq!((told(false), told(true)), (1, 2));
    }

    #[test]
    fn what_two_people_do_at_one_place_is_two_events() {
        let others =
            ["Rain fell on Ghent", "A mill burnt down", "Wheat grew dearer", "A bank closed"];
        let told = |people: [&'static [Hash]; 2]| {
            let mut texts = vec![
                ("a", people[0], "Minister Berg arrived in Oslo"),
                ("b", people[1], "Owner Dahl dined in Oslo"),
            ];
            texts.extend(others.map(|other| ("c", &[][..], other)));
            groups_of(&texts)
        };
        assert_eq!(told([&[1], &[1, 2]])[0], [0, 1], "one of them is the same");
        assert_eq!(told([&[], &[2]])[0], [0, 1], "one names nobody");
        assert_eq!(told([&[1], &[2]])[..2], [[0], [1]]);
    }
}
