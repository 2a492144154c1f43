//! Where on the page its running text stands.

use super::style::{says, words};
use super::tag::INLINE;
use super::tree::{Id, Tree};

/// How much running text each node holds, in letters.
#[derive(Debug, Default)]
pub(super) struct Weights {
    sums: Vec<usize>,
}

impl Weights {
    /// Weighs the page as it stands, less what is gone.
    pub(super) fn of_tree(tree: &Tree<'_>) -> Self {
        let mut sums: Vec<usize> = blocks(tree).into_iter().map(Block::weight).collect();
        for id in (1..sums.len()).rev() {
            let weight = sums.get(id).copied().unwrap_or_default();
            if let Some(sum) = sums.get_mut(tree.node(id).parent).filter(|_| weight > 0) {
                *sum += weight;
            }
        }
        Self { sums }
    }

    /// The running text inside a node.
    pub(super) fn of(&self, id: Id) -> usize {
        self.sums.get(id).copied().unwrap_or_default()
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

/// What article bodies call themselves, the surest first.
const BODY: &[&[&str]] = &[
    &[
        "article body",
        "articlebody *",
        "story body",
        "story content",
        "article content",
        "article text",
        "articletext",
        "entry content",
        "post body",
        "post content",
        "post text",
        "body copy",
        "body text",
        "content body",
        "article copy",
        "node content",
        "post entry",
        "news text",
        "story text",
        "single content",
        "field body",
        "text body",
        "article main",
        "article wrapper",
        "blog content",
        "news content",
        "rich text",
        "richtext",
        "paragraphs",
        "page content",
        "article inner",
        "main text",
    ],
    &["content", "body", "text", "article", "story", "post", "entry", "main", "single"],
];

/// The node that holds the article's text.
pub(super) fn find(tree: &Tree<'_>, weights: &Weights) -> Id {
    let start = densest(tree, weights);
    let hinted = hinted(tree, weights, start);
    hinted.unwrap_or(start)
}

/// Going down from the root while one child holds nearly all the text.
fn densest(tree: &Tree<'_>, weights: &Weights) -> Id {
    let mut here = 0;
    loop {
        let best =
            tree.children(here).max_by_key(|&child| (weights.of(child), std::cmp::Reverse(child)));
        match best {
            Some(best)
                if weights.of(best) * 100 >= weights.of(here) * 65
                    && !tree.node(best).is(&["p", "li", "td", "blockquote"])
                    && weights.of(here) > 0 =>
            {
                here = best;
            }
            _ => return here,
        }
    }
}

/// A node that calls itself an article's body and holds much of the text.
fn hinted(tree: &Tree<'_>, weights: &Weights, _start: Id) -> Option<Id> {
    let total = weights.of(0);
    let enough = |id: &Id| weights.of(*id) * 10 >= total * 4 && weights.of(*id) > 200;
    let body = |id: &Id| {
        tree.node(*id)
            .get("itemprop")
            .split_whitespace()
            .any(|word| word == "articleBody" || word == "text")
    };
    let heaviest = |ids: &mut dyn Iterator<Item = Id>| {
        ids.filter(|id| enough(id)).max_by_key(|&id| (weights.of(id), id))
    };
    let marked = heaviest(&mut tree.walk(0).filter(|id| body(id)));
    marked.or_else(|| {
        let named = BODY.first()?;
        heaviest(&mut tree.walk(0).filter(|&id| {
            !tree.node(id).is_text()
                && !tree.node(id).is(&["p", "html", "body"])
                && says(&words(tree.node(id)), named)
        }))
    })
}
