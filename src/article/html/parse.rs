//! A page's tokens as a tree of bounded depth.
//!
//! The HTML standard's tree construction, less what makes it unbounded: elements deeper than the limit are flattened
//! into the last one allowed, styles are not carried over from one block to the next (which multiplies nodes on hostile
//! pages), and no node is ever moved. Optional end tags, stray end tags and wrongly nested styles are understood.

use super::tag::{ENDS_PARAGRAPH, HEAD, HEADING, STYLE, VOID, WALL};
use super::token::{Attribute, Token, Tokens};
use super::tree::{Id, Node, Tree};
use std::borrow::Cow;

/// Reads a page; elements nested deeper than `depth` are flattened.
pub(super) fn parse(html: &str, depth: usize) -> Tree<'_> {
    let mut builder =
        Builder { tree: Tree::default(), open: Vec::new(), depth: depth.max(8), flat: 0 };
    builder.push("".into(), "#root".into(), Vec::new());
    builder.open.push(0);
    for token in Tokens::of(html) {
        match token {
            Token::Start { name, attributes, closed } => builder.start(name, attributes, closed),
            Token::End { name } => builder.end(&name),
            Token::Text(text) => builder.text(text),
            Token::Comment(text) => builder.tree.comments.push(text),
        }
    }
    builder.close_to(0);
    builder.finish()
}

struct Builder<'a> {
    tree: Tree<'a>,
    /// The elements still open, outermost first.
    open: Vec<Id>,
    depth: usize,
    /// How many elements too deep are open.
    flat: usize,
}

impl<'a> Builder<'a> {
    fn push(
        &mut self,
        text: Cow<'a, str>,
        tag: Cow<'a, str>,
        attributes: Vec<Attribute<'a>>,
    ) -> Id {
        let id = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or_default();
        self.tree.nodes.push(Node { tag, text, attributes, parent, end: id + 1, gone: None });
        id
    }

    fn text(&mut self, text: Cow<'a, str>) {
        if self.inside("head", &[]) && !self.current().is(HEAD) && text.trim().is_empty() {
            return;
        }
        self.push(text, "".into(), Vec::new());
    }

    fn current(&self) -> &Node<'a> {
        self.tree.node(self.open.last().copied().unwrap_or_default())
    }

    fn start(&mut self, name: Cow<'a, str>, attributes: Vec<Attribute<'a>>, closed: bool) {
        if matches!(name.as_ref(), "html" | "body") && self.merged(&name, &attributes) {
            return;
        }
        self.imply_ends(&name);
        let void = VOID.binary_search(&name.as_ref()).is_ok();
        let void = void || closed && (self.inside("svg", &[]) || self.inside("math", &[]));
        if !void && self.open.len() >= self.depth {
            self.flatten();
            return;
        }
        let id = self.push("".into(), name, attributes);
        if !void {
            self.open.push(id);
        }
    }

    /// Leaves an element out, but a gap where it began.
    fn flatten(&mut self) {
        self.flat += 1;
        self.tree.too_deep = true;
        if self.tree.nodes.last().is_some_and(|last| last.text != " ") {
            self.push(" ".into(), "".into(), Vec::new());
        }
    }

    /// Whether a second `html` or `body` tag only adds its attributes to the first.
    fn merged(&mut self, name: &str, attributes: &[Attribute<'a>]) -> bool {
        let found = self.open.iter().copied().find(|&id| self.tree.node(id).tag == name);
        let Some(node) = found.and_then(|id| self.tree.nodes.get_mut(id)) else { return false };
        node.attributes.extend(attributes.iter().cloned());
        true
    }

    /// Closes what the start of `name` ends without an end tag.
    fn imply_ends(&mut self, name: &str) {
        if HEAD.binary_search(&name).is_err() {
            self.close("head", &[]);
        }
        if ENDS_PARAGRAPH.binary_search(&name).is_ok() {
            self.close("p", WALL);
        }
        match name {
            "li" => self.close("li", &["ul", "ol", "menu", "table", "td", "th"]),
            "dt" | "dd" => {
                self.close("dt", &["dl", "table"]);
                self.close("dd", &["dl", "table"]);
            }
            "tr" => self.close("tr", &["table"]),
            "td" | "th" => {
                self.close("td", &["table", "tr"]);
                self.close("th", &["table", "tr"]);
            }
            "thead" | "tbody" | "tfoot" => {
                for section in ["caption", "thead", "tbody", "tfoot"] {
                    self.close(section, &["table"]);
                }
            }
            "option" | "optgroup" => self.close("option", &["select", "datalist"]),
            "a" => self.forget("a"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.current().is(HEADING) => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "html" | "body") {
            return;
        }
        if self.flat > 0 && VOID.binary_search(&name).is_err() {
            self.flat -= 1;
        } else if STYLE.contains(&name) && self.crosses_block(name) {
            self.forget(name);
        } else if HEADING.contains(&name) {
            self.end_heading();
        } else if matches!(
            name,
            "table" | "td" | "th" | "caption" | "button" | "object" | "template"
        ) {
            self.close(name, if matches!(name, "td" | "th") { &["table"] } else { &[] });
        } else if name == "br" {
            self.push("".into(), "br".into(), Vec::new());
        } else {
            self.close(name, WALL);
        }
    }

    /// Any heading's end tag ends any heading.
    fn end_heading(&mut self) {
        let found = self.open.iter().rposition(|&id| self.tree.node(id).is(HEADING));
        let wall = self.open.iter().rposition(|&id| self.tree.node(id).is(WALL));
        if let Some(at) = found.filter(|&at| wall.is_none_or(|wall| wall < at)) {
            self.close_to(at);
        }
    }

    fn inside(&self, name: &str, walls: &[&str]) -> bool {
        self.place(name, walls).is_some()
    }

    /// Where the innermost open `name` stands, if no wall hides it.
    fn place(&self, name: &str, walls: &[&str]) -> Option<usize> {
        for (at, &id) in self.open.iter().enumerate().rev() {
            let node = self.tree.node(id);
            if node.tag == name {
                return Some(at);
            }
            if node.is(walls) {
                return None;
            }
        }
        None
    }

    /// Whether a block was opened since the style `name`.
    fn crosses_block(&self, name: &str) -> bool {
        let Some(at) = self.place(name, WALL) else { return false };
        self.open.iter().skip(at + 1).any(|&id| !self.tree.node(id).is(STYLE))
    }

    /// Ends a style but not the blocks opened inside it.
    fn forget(&mut self, name: &str) {
        if let Some(at) = self.place(name, WALL) {
            self.open.remove(at);
        }
    }

    fn close(&mut self, name: &str, walls: &[&str]) {
        if let Some(at) = self.place(name, walls) {
            self.close_to(at);
        }
    }

    /// Ends the open element at `at`, with all opened since.
    fn close_to(&mut self, at: usize) {
        self.open.truncate(at);
    }

    /// Each node's end: children come after their parent, so one pass backwards tells.
    fn finish(mut self) -> Tree<'a> {
        for id in (1..self.tree.nodes.len()).rev() {
            let (parent, end) = (self.tree.node(id).parent, self.tree.node(id).end);
            if let Some(parent) = self.tree.nodes.get_mut(parent) {
                parent.end = parent.end.max(end);
            }
        }
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page's tree in brackets, without `#root`.
    fn shape(html: &str) -> String {
        fn show(tree: &Tree<'_>, id: Id) -> String {
            let node = tree.node(id);
            let inner: String = tree.children(id).map(|child| show(tree, child)).collect();
            if node.is_text() { node.text.to_string() } else { format!("{}({inner})", node.tag) }
        }
        let tree = parse(html, 256);
        tree.children(0).map(|child| show(&tree, child)).collect()
    }

    #[test]
    fn optional_end_tags_are_understood() {
        assert_eq!(shape("<p>a<p>b<div>c</div>"), "p(a)p(b)div(c)");
        assert_eq!(shape("<ul><li>a<li>b<ul><li>c</ul></ul>d"), "ul(li(a)li(bul(li(c))))d");
        assert_eq!(
            shape("<table><tr><td>a<td>b<tr><td>c</table>"),
            "table(tr(td(a)td(b))tr(td(c)))"
        );
        assert_eq!(shape("<head><title>t</title><p>a"), "head(title(t))p(a)");
    }

    #[test]
    fn stray_end_tags_close_nothing() {
        assert_eq!(shape("<div><p>a</span></p></article>b</div>c"), "div(p(a)b)c");
        assert_eq!(shape("<table><tr><td></div>a</td></tr></table>"), "table(tr(td(a)))");
    }

    #[test]
    fn a_style_ends_without_ending_its_blocks() {
        assert_eq!(shape("<b><p>a</b>b</p><p>c</p>"), "b(p(ab))p(c)");
    }

    #[test]
    fn deep_pages_are_flattened_and_keep_their_words() {
        let html = format!("{}deep{}after", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tree = parse(&html, 256);
        assert!(tree.too_deep);
        assert!(tree.nodes.len() < 300);
        assert_eq!(tree.text(0), "deepafter");
    }

    #[test]
    fn a_subtree_is_a_range() {
        let tree = parse("<div><p>a<b>c</b></p></div><p>d</p>", 256);
        let div = tree.all(0, &["div"]).next().unwrap();
        assert_eq!(tree.text(div), "ac");
        assert_eq!(tree.node(div).end, 6);
    }
}
