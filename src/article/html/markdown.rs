//! A part of a page as Markdown blocks.

use super::inline::Line;
use super::tag::{HEADING, INLINE};
use super::tree::{Id, Tree};
use url::Url;

/// How deep lists and quotes may nest; what is deeper stands in the last one.
const DEPTH: usize = 12;

/// Writes what is left of a part of the page.
pub(super) fn write(tree: &Tree<'_>, id: Id, base: Option<&Url>) -> String {
    let writer = Writer { tree, base };
    let blocks = writer.blocks(id, 0);
    blocks.join("\n\n")
}

struct Writer<'t, 'a> {
    tree: &'t Tree<'a>,
    base: Option<&'t Url>,
}

impl Writer<'_, '_> {
    /// The blocks inside a node, each as its lines.
    fn blocks(&self, id: Id, depth: usize) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut line = Line::default();
        self.collect(id, id, depth, &mut line, &mut blocks);
        flush(&mut line, &mut blocks);
        blocks
    }

    /// Adds what stands in `id` to the line at hand, and ends it wherever a block begins or ends.
    fn collect(&self, id: Id, block: Id, depth: usize, line: &mut Line, blocks: &mut Vec<String>) {
        for child in self.tree.children(id) {
            let node = self.tree.node(child);
            if node.is_text() {
                line.add(self.tree, child, block, self.base);
            } else if node.tag == "br" {
                line.break_line();
            } else if node.is(INLINE) {
                self.collect(child, block, depth, line, blocks);
            } else {
                flush(line, blocks);
                self.block(child, depth, blocks);
            }
        }
    }

    fn block(&self, id: Id, depth: usize, blocks: &mut Vec<String>) {
        let node = self.tree.node(id);
        match node.tag.as_ref() {
            tag if HEADING.contains(&tag) => blocks.extend(self.heading(id)),
            "ul" | "ol" | "menu" | "dir" if depth < DEPTH => blocks.extend(self.list(id, depth)),
            "blockquote" if depth < DEPTH => blocks.extend(self.quote(id, depth)),
            "pre" => blocks.extend(self.code(id)),
            "table" => blocks.extend(self.table(id, depth)),
            "hr" => {}
            _ => {
                let mut line = Line::default();
                self.collect(id, id, depth, &mut line, blocks);
                flush(&mut line, blocks);
            }
        }
    }

    fn heading(&self, id: Id) -> Option<String> {
        let text = self.tree.text(id);
        let level = match self.tree.node(id).tag.as_ref() {
            "h1" | "h2" => "##",
            "h3" => "###",
            _ => "####",
        };
        (!text.is_empty()).then(|| format!("{level} {}", super::inline::escape(&text)))
    }

    fn quote(&self, id: Id, depth: usize) -> Option<String> {
        let inner = self.blocks(id, depth + 1).join("\n\n");
        (!inner.is_empty()).then(|| prefixed(&inner, "> ", "> "))
    }

    fn list(&self, id: Id, depth: usize) -> Option<String> {
        let ordered = self.tree.node(id).tag == "ol";
        let mut number: u32 = self.tree.node(id).get("start").parse().unwrap_or(1);
        let mut items = Vec::new();
        for child in self.tree.children(id).filter(|&child| !self.tree.node(child).is_text()) {
            let blocks = self.blocks(child, depth + 1);
            if blocks.is_empty() {
                continue;
            }
            let mark = if ordered { format!("{}. ", number.min(999_999)) } else { "- ".to_owned() };
            let tight = blocks.iter().skip(1).all(|block| block.starts_with("- "));
            let inner = blocks.join(if tight { "\n" } else { "\n\n" });
            items.push(prefixed(&inner, &mark, &" ".repeat(mark.len())));
            number = number.saturating_add(1);
        }
        (!items.is_empty()).then(|| items.join("\n"))
    }

    fn code(&self, id: Id) -> Option<String> {
        let mut text = String::new();
        for inner in self.tree.walk(id) {
            let node = self.tree.node(inner);
            text.push_str(if node.tag == "br" { "\n" } else { &node.text });
        }
        let text = text.trim_matches('\n').trim_end();
        let fence = if text.contains("```") { "~~~~~~" } else { "```" };
        (!text.is_empty()).then(|| format!("{fence}\n{text}\n{fence}"))
    }

    /// A table of short cells as rows; one that lays out a page as the blocks in it.
    fn table(&self, id: Id, depth: usize) -> Vec<String> {
        let rows: Vec<Vec<String>> = self.tree.all(id, &["tr"]).map(|row| self.row(row)).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let nested = self.tree.all(id, &["table", "ul", "ol", "blockquote"]).count() > 1;
        let long = rows.iter().flatten().any(|cell| cell.len() > 400);
        if width < 2 || rows.len() < 2 || nested || long {
            let mut blocks = Vec::new();
            let mut line = Line::default();
            self.collect(id, id, depth, &mut line, &mut blocks);
            flush(&mut line, &mut blocks);
            return blocks;
        }
        let mut lines = Vec::new();
        for (at, mut row) in rows.into_iter().enumerate() {
            row.resize(width, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if at == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        vec![lines.join("\n")]
    }

    fn row(&self, row: Id) -> Vec<String> {
        let cells = self.tree.children(row).filter(|&cell| self.tree.node(cell).is(&["td", "th"]));
        let text = |cell| super::inline::escape(&self.tree.text(cell)).replace('|', "\\|");
        cells.map(text).collect()
    }
}

/// Ends the line at hand.
fn flush(line: &mut Line, blocks: &mut Vec<String>) {
    let line = std::mem::take(line);
    if line.is_empty() {
        return;
    }
    blocks.extend(line.paragraphs());
}

/// The text with `first` before its first line and `other` before the rest.
fn prefixed(text: &str, first: &str, other: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let prefix = if at == 0 { first } else { other };
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}
