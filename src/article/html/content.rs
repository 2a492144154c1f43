//! Where on the page its running text stands.

use super::style::{says, words};
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
    for id in tree.walk(0) {
        let node = tree.node(id);
        if !node.is_text()
            || node.text.trim().is_empty()
            || tree.node(node.parent).is(&["script", "style", "noscript", "textarea"])
        {
            continue;
        }
        let (mut block, mut linked) = (node.parent, false);
        while tree.node(block).is(INLINE) {
            linked |= tree.node(block).tag == "a";
            block = tree.node(block).parent;
        }
        if let Some(block) = blocks.get_mut(block) {
            let (letters, stops) = measure(&node.text);
            block.letters += letters;
            block.stops += stops;
            block.linked += if linked { letters } else { 0 };
        }
    }
    blocks
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

/// What article bodies call themselves, as words of a class or id.
const BODY: &[&str] = &[
    "article body",
    "articlebody *",
    "article content",
    "article copy",
    "article inner",
    "article main",
    "article text",
    "blog content",
    "blog post",
    "body copy",
    "body text",
    "content body",
    "entry content",
    "field body",
    "main text",
    "news content",
    "news text",
    "node content",
    "page content",
    "paragraphs",
    "post body",
    "post content",
    "post entry",
    "post text",
    "rich text",
    "single content",
    "story body",
    "story content",
    "story text",
    "text body",
];

/// What an article may be called, less surely.
const MAYBE: &[&str] = &[
    "article",
    "articolo",
    "artikel",
    "blog",
    "body",
    "content",
    "contenido",
    "entry",
    "main",
    "nota",
    "noticia",
    "post",
    "story",
    "text",
];

/// The node that holds the article's text. `headline` is where the headline stands.
pub(super) fn find(tree: &Tree<'_>, weights: &Weights, headline: Option<Id>) -> Id {
    let top = best(tree, weights, headline);
    climb(tree, weights, top)
}

/// The node with the most text close at hand, with regard to what it calls itself and where the headline is.
fn best(tree: &Tree<'_>, weights: &Weights, headline: Option<Id>) -> Id {
    let mut best = (0, 0);
    for id in tree.walk(0) {
        let node = tree.node(id);
        let near = value(&weights.near, id);
        if near * 4 <= best.0 || node.is_text() || node.is(&["p", "li", "h1", "h2", "h3", "#root"])
        {
            continue;
        }
        let score =
            near * name_factor(tree, id) / 100 * place_factor(tree, weights, id, headline) / 100;
        if score > best.0 {
            best = (score, id);
        }
    }
    best.1
}

/// In hundredths: how much its name speaks for a node.
fn name_factor(tree: &Tree<'_>, id: Id) -> usize {
    let node = tree.node(id);
    let marked = node.get("itemprop").split_whitespace().any(|word| word == "articleBody");
    let words = words(node);
    match () {
        () if marked => 200,
        () if says(&words, BODY) => 150,
        () if node.is(&["article", "main"]) => 130,
        () if node.is(&[
            "html",
            "body",
            "blockquote",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "dl",
            "pre",
        ]) =>
        {
            70
        }
        () if says(&words, MAYBE) => 120,
        () => 100,
    }
}

/// In hundredths: an article begins soon after its headline, or holds it.
fn place_factor(tree: &Tree<'_>, weights: &Weights, id: Id, headline: Option<Id>) -> usize {
    let Some(headline) = headline else { return 100 };
    if tree.range(id).contains(&headline) {
        return 100;
    }
    if id < headline {
        return 50;
    }
    let between: usize = (headline..id).map(|id| value(&weights.own, id)).sum();
    100 * weights.of(0) / (weights.of(0) + between).max(1)
}

/// Goes up to where more of the same stands beside the node: page builders cut an article into many boxes.
fn climb(tree: &Tree<'_>, weights: &Weights, top: Id) -> Id {
    let (mut found, mut here) = (top, top);
    for _ in 0..8 {
        let parent = tree.node(here).parent;
        if parent == 0 {
            break;
        }
        let beside = tree.children(parent).filter(|&id| id != here);
        let more: usize = beside.map(|id| more(tree, weights, id, found)).sum();
        if more * 100 >= weights.of(found) * 10 {
            found = parent;
        }
        here = parent;
    }
    found
}

/// The running text of a part beside the article, where it reads like more of it. What follows and goes by a name of
/// furniture is none, however long: a page's foot, other articles.
fn more(tree: &Tree<'_>, weights: &Weights, id: Id, found: Id) -> usize {
    let (node, other) = (tree.node(id), tree.node(found));
    let (letters, linked) = weights.letters(id);
    let alike = node.is(&["p", "blockquote"])
        || node.tag == other.tag
            && !node.is(&["article"])
            && node.get("class") == other.get("class");
    match () {
        () if id > found && super::furniture::is_named(tree, id) => 0,
        () if alike => weights.of(id),
        () if linked * 100 > letters * 15
            || node.is(&["article", "td", "li"])
            || has_linked_heading(tree, id) =>
        {
            0
        }
        () => {
            let long: Vec<usize> =
                tree.walk(id).map(|id| value(&weights.own, id)).filter(|&own| own >= 140).collect();
            if long.len() < 2 { 0 } else { long.into_iter().sum() }
        }
    }
}

/// Whether a heading inside is a link: what stands there is about other articles.
pub(super) fn has_linked_heading(tree: &Tree<'_>, id: Id) -> bool {
    tree.all(id, super::tag::HEADING).any(|heading| {
        tree.all(heading, &["a"]).any(|link| tree.node(link).has("href"))
            || tree.above(heading).take(2).any(|above| tree.node(above).tag == "a")
    })
}
