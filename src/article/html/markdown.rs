//! A part of a page as Markdown blocks.

use super::inline::{Line, Place};
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

/// The blocks written so far, and the line at hand.
#[derive(Default)]
struct Out {
    blocks: Vec<String>,
    line: Line,
}

impl Out {
    /// Ends the line at hand.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.blocks.extend(line.paragraphs());
        }
    }
}

/// The block that is being written, and how many lists and quotes hold it.
#[derive(Clone, Copy)]
struct Scope {
    block: Id,
    depth: usize,
}

impl Writer<'_, '_> {
    /// The blocks inside a node, each as its lines.
    fn blocks(&self, id: Id, depth: usize) -> Vec<String> {
        let mut out = Out::default();
        self.inside(id, depth, &mut out);
        out.blocks
    }

    /// Writes what stands inside a block, which begins and ends a line of its own.
    fn inside(&self, id: Id, depth: usize, out: &mut Out) {
        out.flush();
        self.collect(id, Scope { block: id, depth }, out);
        out.flush();
    }

    /// Adds what stands in `id` to the line at hand, and ends it wherever a block begins or ends.
    fn collect(&self, id: Id, scope: Scope, out: &mut Out) {
        for child in self.tree.children(id) {
            let node = self.tree.node(child);
            if node.is_text() {
                out.line.add(self.tree, child, Place { block: scope.block, base: self.base });
            } else if node.tag == "br" {
                out.line.break_line();
            } else if node.is(INLINE) {
                self.collect(child, scope, out);
            } else {
                out.flush();
                self.block(child, scope.depth, out);
            }
        }
    }

    fn block(&self, id: Id, depth: usize, out: &mut Out) {
        let node = self.tree.node(id);
        match node.tag.as_ref() {
            tag if HEADING.contains(&tag) => out.blocks.extend(self.heading(id)),
            "ul" | "ol" | "menu" | "dir" if depth < DEPTH => {
                out.blocks.extend(self.list(id, depth));
            }
            "blockquote" if depth < DEPTH => out.blocks.extend(self.quote(id, depth)),
            "pre" => out.blocks.extend(self.code(id)),
            "table" => match self.table(id) {
                Some(table) => out.blocks.push(table),
                None => self.inside(id, depth, out),
            },
            "hr" => {}
            _ => self.inside(id, depth, out),
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

    /// A table of short cells as rows; `None` where it lays out a page.
    fn table(&self, id: Id) -> Option<String> {
        // Asked first: to read the cells of tables in tables, each again for every one around it, takes seconds. The first is itself.
        if self.tree.all(id, &["table", "ul", "ol", "blockquote"]).nth(1).is_some() {
            return None;
        }
        let rows: Vec<Vec<String>> = self.tree.all(id, &["tr"]).map(|row| self.row(row)).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let long = rows.iter().flatten().any(|cell| cell.len() > 400);
        if !(2..=40).contains(&width) || rows.len() < 2 || long {
            return None;
        }
        let mut lines = Vec::new();
        for (at, mut row) in rows.into_iter().enumerate() {
            row.resize(width, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if at == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        Some(lines.join("\n"))
    }

    fn row(&self, row: Id) -> Vec<String> {
        let cells = self.tree.children(row).filter(|&cell| self.tree.node(cell).is(&["td", "th"]));
        let text = |cell| super::inline::escape(&self.tree.text(cell)).replace('|', "\\|");
        cells.map(text).collect()
    }
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

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn markdown(html: &str) -> String {
        write(&parse(html, 256), 0, None)
    }

    #[test]
    fn crossheads_lists_and_quotes_are_kept() {
        assert_eq!(
            markdown("<h2>The plan</h2><p>One <b>two</b></p>"),
            "## The plan\n\nOne **two**"
        );
        assert_eq!(markdown("<ul><li>a<li>b<ol><li>c</ol></ul>"), "- a\n- b\n\n  1. c");
        assert_eq!(markdown("<blockquote><p>a<p>b</blockquote>c"), "> a\n>\n> b\n\nc");
    }

    #[test]
    fn an_embedded_post_is_a_block_quote_with_author_and_date() {
        let post = "<blockquote class=twitter-tweet><p>Bridge open!</p>&mdash; Aldford (@aldford) \
                    <a href='https://social.example/1'>March 5, 2024</a></blockquote>";
        let shown =
            "> Bridge open!\n>\n> — Aldford (@aldford) [March 5, 2024](https://social.example/1)";
        assert_eq!(markdown(post), shown);
    }

    #[test]
    fn a_table_of_figures_has_rows_and_one_of_layout_has_none() {
        let figures = "<table><tr><th>Year<th>Tolls<tr><td>2023<td>12|000</table>";
        assert_eq!(markdown(figures), "| Year | Tolls |\n| --- | --- |\n| 2023 | 12\\|000 |");
        assert_eq!(markdown("<table><tr><td><p>One.</p></td></tr></table>"), "One.");
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(markdown("<pre>a\n  &lt;b&gt;</pre>"), "```\na\n  <b>\n```");
    }

    #[test]
    fn lists_nested_beyond_measure_are_flattened() {
        let deep = markdown(&format!("{}x", "<ul><li>".repeat(200)));
        assert!(deep.len() < 200, "{deep}");
    }
}
