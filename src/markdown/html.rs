//! Markdown to HTML, block by block, with marks over its words.
//!
//! Nothing that a text says becomes markup: raw HTML is shown as text, links are checked, images are their captions, and
//! no text names a class or an attribute; headings alone name an id, in pages of the desk's own ([`page`]).

use super::anchor::Anchors;
use super::escape::{escape, escape_to, unescape};
use super::mark::{Mark, MarkKind, Pin};
use super::{BlockKind, Links, Opening, code, options};
use crate::text::Span;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde::Serialize;
use std::ops::Range;

/// Markup that we made: the one kind of text that templates do not escape.
///
/// There is no way from a text to this but through this room, which escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Html {
    html: String,
}

impl Html {
    /// A plain text as markup.
    pub fn text(text: &str) -> Self {
        Self { html: escape(text) }
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.html
    }
}

/// One leaf block as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// What it is.
    pub kind: BlockKind,
    /// Where its source stands.
    #[serde(skip)]
    pub span: Span,
    /// A heading's rank, 1 to 6; an ordered item's number; else 0.
    pub number: u64,
    /// What a fence says its code is; empty for everything else.
    pub language: String,
    /// The markup inside the block's own element; code is its text, escaped.
    pub html: Html,
}

/// The leaf blocks of a text, in the order of [`super::blocks`], with `marks` and `pins` over its words.
pub fn render(body: &str, links: Links<'_>, marks: &[Mark], pins: &[Pin]) -> Vec<Rendered> {
    let mut writer = Writer::new(links, marks, pins);
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        writer.event(&event, range);
    }
    writer.finish()
}

/// A text of one line, not Markdown, with `marks` and `pins` over it.
pub fn line(text: &str, marks: &[Mark], pins: &[Pin]) -> Html {
    let mut writer = Writer::new(Links::Article, marks, pins);
    writer.open_block(BlockKind::Paragraph, 0..text.len());
    writer.words(text, 0..text.len());
    writer.finish().into_iter().next().map(|block| block.html).unwrap_or_default()
}

/// A text as HTML, for the desk's own words on a page of something else: notes, events.
pub fn part(body: &str, links: Links<'_>) -> Html {
    whole(body, links, |_| None)
}

/// The same for a page of its own: its headings can be linked to.
pub fn page(body: &str, links: Links<'_>) -> Html {
    let mut anchors = Anchors::default();
    whole(body, links, |heading| Some(anchors.name(&words(heading))))
}

/// A whole text as HTML, where `name` gives an anchor to each heading.
fn whole(body: &str, links: Links<'_>, mut name: impl FnMut(&Html) -> Option<String>) -> Html {
    let mut html = String::new();
    let mut list = None;
    for block in render(body, links, &[], &[]) {
        let wanted =
            (block.kind == BlockKind::Item).then_some(if block.number > 0 { "ol" } else { "ul" });
        if wanted != list {
            push_tag(&mut html, "</", list);
            push_tag(&mut html, "<", wanted);
            list = wanted;
        }
        let heading = (block.kind == BlockKind::Heading).then_some(&block.html);
        element(&mut html, &block, heading.and_then(&mut name).as_deref());
    }
    push_tag(&mut html, "</", list);
    Html { html }
}

fn push_tag(html: &mut String, open: &str, tag: Option<&str>) {
    if let Some(tag) = tag {
        html.push_str(open);
        html.push_str(tag);
        html.push('>');
    }
}

/// The words of a markup of ours.
fn words(html: &Html) -> String {
    let parts = html.html.split('<');
    let outside = parts.map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    unescape(&outside.collect::<String>())
}

/// Appends a block in its own element; headings begin at the second rank, below the page's own.
fn element(html: &mut String, block: &Rendered, anchor: Option<&str>) {
    let (open, close) = match block.kind {
        BlockKind::Paragraph => ("<p>", "</p>\n"),
        BlockKind::Heading if block.number <= 2 => ("<h2>", "</h2>\n"),
        BlockKind::Heading => ("<h3>", "</h3>\n"),
        BlockKind::Quote => ("<blockquote><p>", "</p></blockquote>\n"),
        BlockKind::Item => ("<li>", "</li>\n"),
        BlockKind::Code => ("<pre tabindex=\"0\"><code>", "</code></pre>\n"),
        BlockKind::Table => ("<div class=\"scroll\" tabindex=\"0\"><table>", "</table></div>\n"),
    };
    match anchor {
        Some(anchor) => {
            html.extend([open.trim_end_matches('>'), " id=\"", &escape(anchor), "\">"]);
        }
        None => html.push_str(open),
    }
    html.push_str(&block.html.html);
    html.push_str(close);
}

/// Writes blocks while the parser's events pass by.
struct Writer<'a> {
    links: Links<'a>,
    marks: Vec<&'a Mark>,
    pins: Vec<&'a Pin>,
    opening: Opening,
    blocks: Vec<Rendered>,
    /// The blocks that are open, by their place in `blocks`; a list item stays open around its inner items.
    open: Vec<usize>,
    /// The marks that are open, outermost first, by their place in `marks`.
    inside: Vec<usize>,
    /// Up to where words have come by, and the first mark that does not end before it: a long text has too many to ask them all.
    past: (usize, usize),
    /// The lists that are open, each with the number its next item bears.
    lists: Vec<Option<u64>>,
    /// Links that are open: whether each became one.
    anchors: Vec<bool>,
    /// Whether the row being read is a table's head.
    head: bool,
}

impl<'a> Writer<'a> {
    fn new(links: Links<'a>, marks: &'a [Mark], pins: &'a [Pin]) -> Self {
        let mut marks: Vec<_> = marks.iter().filter(|mark| !mark.span.is_empty()).collect();
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), &mark.kind));
        let mut pins: Vec<_> = pins.iter().collect();
        pins.sort_by(|a, b| {
            b.at.cmp(&a.at).then(b.letter.len().cmp(&a.letter.len())).then(b.cmp(a))
        });
        Self {
            links,
            marks,
            pins,
            opening: Opening::default(),
            blocks: Vec::new(),
            open: Vec::new(),
            inside: Vec::new(),
            past: (0, 0),
            lists: Vec::new(),
            anchors: Vec::new(),
            head: false,
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if let Some(kind) = self.opening.see(event) {
            self.open_block(kind, range.clone());
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag, range.end),
            Event::Text(text) => self.words(text, range),
            Event::Html(text) | Event::InlineHtml(text) => self.plain(text),
            Event::Code(text) => {
                self.tag("<code>");
                self.plain(text);
                self.tag("</code>");
            }
            Event::SoftBreak => self.tag("\n"),
            Event::HardBreak => self.tag("<br>"),
            _ => {}
        }
    }

    fn open_block(&mut self, kind: BlockKind, range: Range<usize>) {
        let number = match self.lists.last_mut() {
            Some(Some(next)) if kind == BlockKind::Item => {
                *next += 1;
                *next - 1
            }
            _ => 0,
        };
        self.open.push(self.blocks.len());
        // Marks and links make a text about twice as long.
        let html = Html { html: String::with_capacity(range.len() * 2) };
        let span = Span::from(range);
        self.blocks.push(Rendered { kind, span, number, language: String::new(), html });
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(first) => self.lists.push(*first),
            Tag::Paragraph | Tag::HtmlBlock => self.part(),
            Tag::Heading { level, .. } => self.number(*level as u64),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => self.name_language(language),
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<s>"),
            Tag::Link { dest_url, .. } => self.open_link(dest_url),
            Tag::Image { .. } => self.tag("<span class=\"img\">"),
            Tag::TableHead => {
                self.head = true;
                self.tag("<thead><tr>");
            }
            Tag::TableRow => self.tag("<tr>"),
            Tag::TableCell => self.tag(if self.head { "<th scope=\"col\">" } else { "<td>" }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</s>"),
            TagEnd::Link => self.close_link(at),
            TagEnd::Image => self.tag("</span>"),
            TagEnd::TableHead => {
                self.head = false;
                self.tag("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.tag("</tr>"),
            TagEnd::TableCell => self.tag(if self.head { "</th>" } else { "</td>" }),
            TagEnd::Paragraph | TagEnd::HtmlBlock if self.in_item() => self.shut(at),
            TagEnd::Table => {
                self.tag("</tbody>");
                self.close_block(at);
            }
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Item => self.close_block(at),
            _ => {}
        }
    }

    fn in_item(&self) -> bool {
        let kind = self.open.last().and_then(|&at| self.blocks.get(at)).map(|block| block.kind);
        kind == Some(BlockKind::Item)
    }

    fn close_block(&mut self, at: usize) {
        self.shut(at);
        self.open.pop();
    }

    /// Ends what must not run on: marks, and letters that found no word to stand after.
    fn shut(&mut self, at: usize) {
        self.close_marks(0);
        self.pins_to(at);
    }

    /// A second paragraph of one list item begins on a line of its own.
    fn part(&mut self) {
        if self.in_item() && self.html().is_some_and(|html| !html.is_empty()) {
            self.tag("<br>");
        }
    }

    fn number(&mut self, number: u64) {
        if let Some(block) = self.open.last().and_then(|&at| self.blocks.get_mut(at)) {
            block.number = number;
        }
    }

    fn name_language(&mut self, fence: &str) {
        let language = fence.split_whitespace().next().unwrap_or_default();
        if let Some(block) = self.open.last().and_then(|&at| self.blocks.get_mut(at)) {
            language.clone_into(&mut block.language);
        }
    }

    fn html(&mut self) -> Option<&mut String> {
        let block = self.open.last().and_then(|&at| self.blocks.get_mut(at))?;
        Some(&mut block.html.html)
    }

    /// Appends markup of ours; marks never run across it.
    fn tag(&mut self, tag: &str) {
        self.close_marks(0);
        if let Some(html) = self.html() {
            html.push_str(tag);
        }
    }

    fn plain(&mut self, text: &str) {
        self.close_marks(0);
        if let Some(html) = self.html() {
            escape_to(html, text);
        }
    }

    fn open_link(&mut self, target: &str) {
        let href = if self.anchors.contains(&true) { None } else { self.links.allow(target) };
        self.anchors.push(href.is_some());
        if let Some(href) = href {
            let relation =
                if super::link::is_outward(&href) { " rel=\"nofollow noopener\"" } else { "" };
            self.tag(&format!("<a href=\"{}\"{relation}>", escape(&href)));
        }
    }

    fn close_link(&mut self, at: usize) {
        if self.anchors.pop() == Some(true) {
            self.tag("</a>");
        }
        self.pins_to(at);
    }

    /// Appends words of the text. Where the parser gives them as they stand in the source, marks may begin and end
    /// inside; where it does not (an entity), they are marked as one.
    fn words(&mut self, text: &str, range: Range<usize>) {
        if text.len() != range.len() {
            self.segment(text, Span::from(range));
            return;
        }
        let mut from = range.start;
        for cut in self.cuts(range.clone()) {
            let piece = text.get(from - range.start..cut - range.start);
            // A mark that begins inside a character is no mark of ours.
            let Some(piece) = piece else { continue };
            self.segment(piece, Span::new(from, cut));
            from = cut;
        }
        let rest = text.get(from - range.start..).unwrap_or_default();
        self.segment(rest, Span::new(from, range.end));
    }

    /// Where marks begin or end, or letters stand, strictly inside a range.
    fn cuts(&mut self, range: Range<usize>) -> Vec<usize> {
        self.come_to(range.start);
        let ends =
            self.marks_before(range.end).flat_map(|(_, mark)| [mark.span.start, mark.span.end]);
        let pins = self.pins.iter().rev().map(|pin| pin.at);
        let mut cuts: Vec<usize> = ends
            .chain(pins.take_while(|&at| (at as usize) < range.end))
            .map(|at| at as usize)
            .filter(|&at| range.start < at && at < range.end)
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    fn segment(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        let wanted = self.wanted(span);
        let same = self.inside.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        self.close_marks(same);
        let in_link = self.anchors.contains(&true);
        for &at in wanted.iter().skip(same) {
            self.inside.push(at);
            let Some(mark) = self.marks.get(at).copied() else { continue };
            if let Some(html) = self.html() {
                mark.kind.open(html, in_link);
            }
        }
        if let Some(html) = self.html() {
            escape_to(html, text);
        }
        self.pins_to(span.end as usize);
    }

    /// The marks over a span, outermost first; one link at most.
    fn wanted(&mut self, span: Span) -> Vec<usize> {
        self.come_to(span.start as usize);
        let mut linked = false;
        let over =
            self.marks_before(span.end as usize).filter(|(_, mark)| mark.span.contains(span));
        over.filter(|(_, mark)| {
            let name = matches!(mark.kind, MarkKind::Name(_));
            let keep = !(name && linked);
            linked |= name;
            keep
        })
        .map(|(at, _)| at)
        .collect()
    }

    /// Leaves behind the marks that end before a place. Words come by in order; where they once should not, all are asked again.
    fn come_to(&mut self, at: usize) {
        let (before, mut first) = self.past;
        if at < before {
            first = 0;
        }
        let left = self.marks.get(first..).unwrap_or_default();
        first += left.iter().take_while(|mark| mark.span.end as usize <= at).count();
        self.past = (at, first);
    }

    /// The marks that begin before a place and were not left behind, each with its place among all.
    fn marks_before(&self, end: usize) -> impl Iterator<Item = (usize, &'a Mark)> {
        let first = self.past.1;
        let left = self.marks.get(first..).unwrap_or_default().iter();
        let near = left.take_while(move |mark| (mark.span.start as usize) < end);
        (first..).zip(near.copied())
    }

    /// Closes the innermost marks until `keep` are left.
    fn close_marks(&mut self, keep: usize) {
        let in_link = self.anchors.contains(&true);
        while self.inside.len() > keep {
            let mark = self.inside.pop().and_then(|at| self.marks.get(at).copied());
            if let (Some(mark), Some(html)) = (mark, self.html()) {
                mark.kind.close(html, in_link);
            }
        }
    }

    /// Sets the letters that stand up to byte `at`; inside a link they wait for its end.
    fn pins_to(&mut self, at: usize) {
        while !self.anchors.contains(&true)
            && let Some(pin) = self.pins.pop_if(|pin| pin.at as usize <= at)
        {
            self.close_marks(0);
            if let Some(html) = self.html() {
                pin.show(html);
            }
        }
    }

    fn finish(mut self) -> Vec<Rendered> {
        self.close_marks(0);
        for block in &mut self.blocks {
            if block.kind == BlockKind::Code && !block.language.is_empty() {
                let code = unescape(&block.html.html);
                block.html.html = code::coloured(&code, &block.language);
            }
        }
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(body: &str, words: &str, kind: MarkKind) -> Mark {
        let at = body.find(words).unwrap();
        Mark { span: Span::new(at, at + words.len()), kind }
    }

    fn first(body: &str, marks: &[Mark], pins: &[Pin]) -> String {
        render(body, Links::Article, marks, pins).first().unwrap().html.as_str().to_owned()
    }

    #[test]
    fn overlapping_marks_come_out_nested() {
        let body = "one two three";
        let marks =
            [mark(body, "one two", MarkKind::Quote), mark(body, "two three", MarkKind::Differ)];
        assert_eq!(
            first(body, &marks, &[]),
            "<span class=\"qq\">one <span class=\"x\">two</span></span><span class=\"x\"> three</span>"
        );
    }

    #[test]
    fn a_mark_does_not_cross_emphasis() {
        let body = "a *b c* d";
        let marks = [Mark { span: Span::new(0, 9), kind: MarkKind::Quote }];
        let html = first(body, &marks, &[]);
        assert_eq!(
            html,
            "<span class=\"qq\">a </span><em><span class=\"qq\">b c</span></em><span class=\"qq\"> d</span>"
        );
    }

    #[test]
    fn a_name_inside_a_link_is_no_second_link() {
        let body = "[Ada Lovelace](https://x.example/) wrote";
        let html = first(body, &[mark(body, "Lovelace", MarkKind::Name("p.html".into()))], &[]);
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        let html = render("<script>x</script>\n\nA <b onclick=x>b</b>\n", Links::Article, &[], &[]);
        let all: String = html.iter().map(|block| block.html.as_str()).collect();
        assert!(!all.contains("<script") && !all.contains("<b"), "{all}");
        assert!(all.contains("&lt;script&gt;x"), "{all}");
    }

    #[test]
    fn blocks_and_rendered_blocks_are_the_same() {
        let body = "One.\n\n## Two\n\n> Three.\n>\n> - four\n\n- a\n  - b\n\n  more\n\n```rs\nx\n```\n\n<p>y\n\n|a|\n|-|\n|b|\n";
        let kinds: Vec<_> = super::super::blocks(body).iter().map(|block| block.kind).collect();
        let shown: Vec<_> =
            render(body, Links::Article, &[], &[]).iter().map(|block| block.kind).collect();
        assert_eq!(kinds, shown);
    }

    #[test]
    fn a_letter_stands_after_its_words() {
        let body = "on Wednesday at noon";
        let pin = Pin { at: 12, letter: "a".into(), differ: false };
        let html = first(body, &[mark(body, "Wednesday", MarkKind::Date(None))], &[pin]);
        assert!(html.contains("Wednesday</span><a class=\"k\" href=\"#na\">a</a> at"), "{html}");
    }

    #[test]
    fn an_entity_is_shown_once() {
        assert_eq!(first("a &lt;b&gt; \\* c", &[], &[]), "a &lt;b&gt; * c");
    }
}
