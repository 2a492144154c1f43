//! A page as a flat tree: nodes in document order, each subtree one contiguous range.
//!
//! Because a subtree is a range, every pass over it is a loop and none recurses, however deep the page; the depth is
//! bounded all the same ([`super::parse`]). A part is taken away by marking its top node, never by moving nodes.

use super::token::Attribute;
use std::borrow::Cow;
use std::ops::Range;

/// A node's place in the tree; 0 is the root.
pub(super) type Id = usize;

/// An element or a run of text.
#[derive(Debug, Default)]
pub(super) struct Node<'a> {
    /// The element's name in lower case; empty for text.
    pub tag: Cow<'a, str>,
    /// The words of a text node.
    pub text: Cow<'a, str>,
    /// The attributes worth keeping.
    pub attributes: Vec<Attribute<'a>>,
    /// The node it is in; the root's is itself.
    pub parent: Id,
    /// One past the last node inside.
    pub end: Id,
    /// The rule that took it away, with all inside.
    pub gone: Option<&'static str>,
}

impl Node<'_> {
    /// The value of an attribute; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| *key == name);
        found.map_or("", |(_, value)| value.as_ref())
    }

    /// Whether the attribute is there, with or without a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| *key == name)
    }

    /// Whether it is a run of text.
    pub(super) fn is_text(&self) -> bool {
        self.tag.is_empty()
    }

    /// Whether it is one of these elements.
    pub(super) fn is(&self, tags: &[&str]) -> bool {
        tags.contains(&self.tag.as_ref())
    }
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    /// All nodes, in document order.
    pub nodes: Vec<Node<'a>>,
    /// Its comments, in document order.
    pub comments: Vec<&'a str>,
    /// Whether elements were nested deeper than allowed, and flattened.
    pub too_deep: bool,
    /// What [`Tree::node`] answers for a place outside the tree.
    pub nothing: Node<'a>,
}

impl<'a> Tree<'a> {
    /// The node at `id`.
    pub(super) fn node(&self, id: Id) -> &Node<'a> {
        self.nodes.get(id).unwrap_or(&self.nothing)
    }

    /// The places of a node and all inside it, gone or not.
    pub(super) fn range(&self, id: Id) -> Range<Id> {
        id..self.node(id).end.max(id)
    }

    /// Marks a node, with all inside, as taken away by `rule`.
    pub(super) fn take(&mut self, id: Id, rule: &'static str) {
        if let Some(node) = self.nodes.get_mut(id) {
            node.gone.get_or_insert(rule);
        }
    }

    /// A node and all inside it in document order, less what is gone.
    pub(super) fn walk(&self, id: Id) -> Walk<'_, 'a> {
        Walk { tree: self, range: self.range(id) }
    }

    /// The elements inside `id` (itself too) with one of these names, less what is gone.
    pub(super) fn all(&self, id: Id, tags: &[&'static str]) -> impl Iterator<Item = Id> {
        self.walk(id).filter(move |&id| self.node(id).is(tags))
    }

    /// The children of a node, less what is gone.
    pub(super) fn children(&self, id: Id) -> Children<'_, 'a> {
        Children { tree: self, range: id + 1..self.node(id).end }
    }

    /// The nodes that hold `id`, innermost first, the root last.
    pub(super) fn above(&self, id: Id) -> impl Iterator<Item = Id> {
        let next = |&id: &Id| (id != 0).then(|| self.node(id).parent);
        std::iter::successors(next(&id), next)
    }

    /// Whether `id` is inside an element with one of these names, or is one.
    pub(super) fn within(&self, id: Id, tags: &[&str]) -> bool {
        std::iter::once(id).chain(self.above(id)).any(|id| self.node(id).is(tags))
    }

    /// The words inside a node, white space collapsed.
    pub(super) fn text(&self, id: Id) -> String {
        let mut words = String::new();
        for inner in self.walk(id) {
            let node = self.node(inner);
            if node.is_text() && !self.node(node.parent).is(SILENT) {
                push_words(&mut words, &node.text);
            } else if !node.is_text() && !node.is(super::tag::INLINE) {
                push_words(&mut words, " ");
            }
        }
        words.trim_end().to_owned()
    }
}

/// Elements whose text is not for reading.
const SILENT: &[&str] = &["script", "style"];

/// Adds text, each run of white space as one space.
pub(super) fn push_words(words: &mut String, text: &str) {
    for letter in text.chars() {
        if !letter.is_whitespace() {
            words.push(letter);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
}

/// See [`Tree::walk`].
#[derive(Debug)]
pub(super) struct Walk<'t, 'a> {
    tree: &'t Tree<'a>,
    range: Range<Id>,
}

impl Iterator for Walk<'_, '_> {
    type Item = Id;
    fn next(&mut self) -> Option<Id> {
        loop {
            let id = self.range.next()?;
            let node = self.tree.node(id);
            if node.gone.is_none() {
                return Some(id);
            }
            self.range.start = node.end.max(id + 1);
        }
    }
}

/// See [`Tree::children`].
#[derive(Debug)]
pub(super) struct Children<'t, 'a> {
    tree: &'t Tree<'a>,
    range: Range<Id>,
}

impl Iterator for Children<'_, '_> {
    type Item = Id;
    fn next(&mut self) -> Option<Id> {
        loop {
            let id = self.range.next()?;
            let node = self.tree.node(id);
            self.range.start = node.end.max(id + 1);
            if node.gone.is_none() {
                return Some(id);
            }
        }
    }
}
