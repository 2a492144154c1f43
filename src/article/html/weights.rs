//! How much running text the parts of a page hold.

use super::tag::INLINE;
use super::tree::{Id, Tree};
use std::ops::Range;

/// How much running text each node holds, in letters.
#[derive(Debug, Default)]
pub(super) struct Weights {
    sums: Vec<usize>,
    /// The same, but text counts for less the deeper it stands in a node: paragraphs side by side make their parent
    /// an article, a list of teasers does not.
    near: Vec<usize>,
    own: Vec<usize>,
    /// Letters of each node, running text or not, and how many of them are in links.
    letters: Vec<(usize, usize)>,
}

impl Weights {
    /// Weighs the page as it stands, less what is gone.
    pub(super) fn of_tree(tree: &Tree<'_>) -> Self {
        let blocks = blocks(tree);
        let own: Vec<usize> = blocks.iter().copied().map(Block::weight).collect();
        let mut letters: Vec<_> =
            blocks.iter().map(|block| (block.letters, block.linked)).collect();
        let (mut sums, mut near) = (own.clone(), own.clone());
        for id in (1..own.len()).rev() {
            let parent = tree.node(id).parent;
            let inner = value(&near, id) - value(&own, id);
            add(&mut near, parent, value(&own, id) + inner * 85 / 100);
            let sum = value(&sums, id);
            add(&mut sums, parent, sum);
            let (all, linked) = letters.get(id).copied().unwrap_or_default();
            if let Some(parent) = letters.get_mut(parent) {
                *parent = (parent.0 + all, parent.1 + linked);
            }
        }
        Self { sums, near, own, letters }
    }

    /// The running text inside a node.
    pub(super) fn of(&self, id: Id) -> usize {
        value(&self.sums, id)
    }

    /// The last block of running text in a part of the page.
    pub(super) fn last(&self, part: Range<Id>) -> Option<Id> {
        part.rev().find(|&id| value(&self.own, id) > 0)
    }

    /// The running text that stands directly in a node.
    pub(super) fn own(&self, id: Id) -> usize {
        value(&self.own, id)
    }

    /// The same as [`Self::of`], but text counts for less the deeper it stands in the node.
    pub(super) fn near(&self, id: Id) -> usize {
        value(&self.near, id)
    }

    /// All letters inside a node, and those in links.
    pub(super) fn letters(&self, id: Id) -> (usize, usize) {
        self.letters.get(id).copied().unwrap_or_default()
    }
}

fn value(list: &[usize], id: Id) -> usize {
    list.get(id).copied().unwrap_or_default()
}

fn add(list: &mut [usize], id: Id, more: usize) {
    if let Some(value) = list.get_mut(id) {
        *value += more;
    }
}

/// The text that stands directly in one block.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    letters: usize,
    linked: usize,
    stops: usize,
}

impl Block {
    /// Its letters, if it reads like running text: long, with stops, mostly outside links.
    fn weight(self) -> usize {
        let running = self.letters >= 50 && self.stops > 0 && self.linked * 2 < self.letters;
        if running { self.letters - self.linked } else { 0 }
    }
}

/// Each node's own text: that which no block inside it holds.
fn blocks(tree: &Tree<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::default(); tree.nodes.len()];
    let holders = holders(tree);
    for id in tree.walk(0) {
        let node = tree.node(id);
        if !node.is_text()
            || node.text.trim().is_empty()
            || tree.node(node.parent).is(&["script", "style", "noscript", "textarea"])
        {
            continue;
        }
        let (block, linked) = holders.get(node.parent).copied().unwrap_or_default();
        if let Some(block) = blocks.get_mut(block) {
            let (letters, stops) = measure(&node.text);
            block.letters += letters;
            block.stops += stops;
            block.linked += if linked { letters } else { 0 };
        }
    }
    blocks
}

/// For each node the block that a text in it belongs to, and whether a link lies between. A node's parent stands before it: to go
/// up from every text would take the depth of the page for each.
fn holders(tree: &Tree<'_>) -> Vec<(Id, bool)> {
    let mut holders: Vec<(Id, bool)> = Vec::with_capacity(tree.nodes.len());
    for (id, node) in tree.nodes.iter().enumerate() {
        let above = holders.get(node.parent).copied().unwrap_or_default();
        let inline = !node.is_text() && node.is(INLINE);
        holders.push(if inline { (above.0, above.1 || node.tag == "a") } else { (id, false) });
    }
    holders
}

/// Letters and stops of a text. An ideograph is a word's worth of letters.
fn measure(text: &str) -> (usize, usize) {
    let (mut letters, mut stops) = (0, 0);
    for letter in text.chars() {
        letters += match letter {
            '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' => 3,
            letter => usize::from(letter.is_alphanumeric()),
        };
        stops += usize::from(matches!(
            letter,
            '.' | ',' | '!' | '?' | ';' | ':' | '。' | '，' | '、' | '؟' | '،' | '।' | '…'
        ));
    }
    (letters, stops)
}
