//! The body: embedded posts, crossheads, paragraphs, as CommonMark.

use super::page::{Line, Links, Markup, Page, words};
use super::{Furniture, embed};

/// The body of what is left of a page.
pub(super) fn write(page: &mut Page) -> String {
    embed::read(page);
    match page.markup {
        Markup::Markdown => markdown(page),
        Markup::Text => text(page),
    }
}

/// Markdown stays as it is, but for links that lead nowhere, pictures, escapes doubled on the way, and runs of blank lines.
fn markdown(page: &mut Page) -> String {
    let mut body = String::new();
    let mut code = false;
    let apart = are_paragraphs(&page.lines);
    let mut blank = true;
    let mut pictures = Vec::new();
    for line in &page.lines {
        let fence =
            line.text.trim_start().starts_with("```") || line.text.trim_start().starts_with("~~~");
        code ^= fence;
        let text = if code || fence {
            line.text.clone()
        } else {
            inline(&line.text, |picture| pictures.push((line.number, picture.to_owned())))
        };
        if text.trim().is_empty() && !code {
            blank = true;
            continue;
        }
        if (blank || apart) && !body.is_empty() {
            body.push('\n');
        }
        blank = false;
        body.push_str(&text);
        body.push('\n');
    }
    let media = |(line, text)| Furniture { line, text, rule: "media".to_owned() };
    page.furniture.extend(pictures.into_iter().map(media));
    body
}

/// Whether lines that no blank one parts are paragraphs all the same: as programs write them that put front matter over a plain
/// text.
fn are_paragraphs(lines: &[Line]) -> bool {
    const LEAST: usize = 3;
    let from = lines.iter().position(|line| !line.is_blank()).unwrap_or_default();
    let to = lines.iter().rposition(|line| !line.is_blank()).map_or(from, |last| last + 1);
    let all = lines.get(from..to).unwrap_or_default();
    let marks = ['#', '>', '-', '*', '+', '|', '<', '`', '~', ' ', '\t'];
    let is_text = |line: &Line| {
        let text = line.text.as_str();
        !text.is_empty()
            && !text.starts_with(marks)
            && !text.starts_with(|c: char| c.is_ascii_digit())
    };
    let ends = |line: &&Line| line.text.ends_with(['.', '!', '?', '”', '"', ':']);
    all.len() >= LEAST
        && all.iter().all(is_text)
        && all.iter().filter(ends).count() * 4 >= all.len() * 3
}

/// One line of Markdown: `[x](#)` becomes its label, `\\_` an underscore; headings lose their emphasis. A picture is not fetched, and
/// its description would read as text that nobody wrote: `picture` is told what is left out. What is escaped or code stays.
fn inline(text: &str, mut picture: impl FnMut(&str)) -> String {
    let text = text.replace("\\\\_", "\\_").replace('\u{a0}', " ");
    if !text.contains("](") {
        return heading(&text);
    }
    let mut out = String::with_capacity(text.len());
    let mut links = Links::of(&text);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['[', '`', '\\']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let literal = literal(from);
        if literal > 0 {
            let (literal, after) = from.split_at_checked(literal).unwrap_or((from, ""));
            out.push_str(before);
            out.push_str(literal);
            rest = after;
            continue;
        }
        let link = links.at(from).map(|(label, after)| Link { whole: from, label, after });
        match link.filter(Link::is_one) {
            Some(link) if before.ends_with('!') => {
                out.push_str(before.trim_end_matches('!'));
                picture(&format!("!{}", link.text()));
                rest = link.after;
            }
            Some(link) => {
                out.push_str(before);
                out.push_str(if link.is_safe() { link.text() } else { link.label });
                rest = link.after;
            }
            None => {
                out.push_str(before);
                out.push('[');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    heading(&out)
}

/// How many bytes at the start of a text are no mark: an escape, or a piece of code.
fn literal(text: &str) -> usize {
    if let Some(escaped) = text.strip_prefix('\\') {
        return 1 + escaped.chars().next().map_or(0, char::len_utf8);
    }
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (fence, inside) = text.split_at_checked(ticks).unwrap_or_default();
    let ends = |(at, _): &(usize, &str)| {
        let (before, after) = inside.split_at_checked(*at).unwrap_or_default();
        !before.ends_with('`') && !after.get(ticks..).is_some_and(|rest| rest.starts_with('`'))
    };
    let close = if ticks > 0 { inside.match_indices(fence).find(ends) } else { None };
    close.map_or(ticks, |(at, _)| ticks + at + ticks)
}

/// A link as it stands in a line.
struct Link<'t> {
    /// The line from its bracket on.
    whole: &'t str,
    label: &'t str,
    /// What follows it.
    after: &'t str,
}

impl<'t> Link<'t> {
    fn text(&self) -> &'t str {
        self.whole.get(..self.whole.len() - self.after.len()).unwrap_or_default()
    }

    fn target(&self) -> &'t str {
        let text = self.text();
        text.get(self.label.len() + 3..text.len().saturating_sub(1)).unwrap_or_default().trim()
    }

    /// Whether what stands in its parentheses is an address, and perhaps a title: `[1945](old style)` is none.
    fn is_one(&self) -> bool {
        let (address, title) = self.target().split_once(char::is_whitespace).unwrap_or_default();
        address.is_empty() || title.trim_start().starts_with(['"', '\'', '('])
    }

    /// Whether it leads to a page: only http, https and mailto do.
    fn is_safe(&self) -> bool {
        let target = self.target().to_lowercase();
        ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
    }
}

/// Crossheads are second-level headings, whatever level they were captured at; the first level is the headline's.
fn heading(text: &str) -> String {
    let marks = text.len() - text.trim_start_matches('#').len();
    let is_heading =
        (1..=6).contains(&marks) && text.get(marks..).is_some_and(|rest| rest.starts_with(' '));
    if is_heading { format!("## {}", escape(&words(text))) } else { text.to_owned() }
}

/// Plain text as CommonMark: paragraphs apart, crossheads as headings, nothing read as a mark.
fn text(page: &Page) -> String {
    let paragraphs = paragraphs(&page.lines);
    let mut body = String::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at > 0 {
            body.push('\n');
        }
        if paragraph.starts_with("> ") || paragraph == ">" {
            body.push_str(paragraph);
        } else if is_crosshead(&paragraphs, at) {
            body.push_str("## ");
            body.push_str(&escape(paragraph));
        } else {
            body.push_str(&escape_block(paragraph));
        }
        body.push('\n');
    }
    body
}

/// Lines are paragraphs of their own, unless blank lines part them and the lines are wrapped to one width.
fn paragraphs(lines: &[Line]) -> Vec<String> {
    let wrapped = is_wrapped(lines);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_blank() {
            open = false;
            continue;
        }
        match paragraphs.last_mut().filter(|_| open && wrapped) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(&line.text);
            }
            None => paragraphs.push(line.text.clone()),
        }
        open = true;
    }
    paragraphs
}

/// Whether a text is wrapped to a width: most lines that are followed by another end near the same column, in mid-sentence.
fn is_wrapped(lines: &[Line]) -> bool {
    let followed: Vec<&Line> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [line, next] if !line.is_blank() && !next.is_blank() => Some(line),
            _ => None,
        })
        .collect();
    let mut widths: Vec<usize> = followed.iter().map(|line| line.text.chars().count()).collect();
    widths.sort_unstable();
    let median = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let unfinished =
        followed.iter().filter(|line| !line.text.ends_with(['.', '!', '?', '”', '"', ':'])).count();
    (40..=100).contains(&median) && unfinished * 2 > followed.len()
}

/// Longest crosshead, in characters.
const CROSSHEAD: usize = 80;

/// A short line without a full stop, between paragraphs that are longer, is a crosshead.
fn is_crosshead(paragraphs: &[String], at: usize) -> bool {
    let length = |at: Option<usize>| {
        at.and_then(|at| paragraphs.get(at)).map_or(0, |text| text.chars().count())
    };
    let Some(text) = paragraphs.get(at) else { return false };
    let own = text.chars().count();
    let ends = text.ends_with(['.', '!', '?', ',', ';', ':', '”', '"', '…', ')']);
    let starts = text.starts_with(['“', '"', '‘', '-', '•', '*', '–', '—', '('])
        || text.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase());
    let beside = length(at.checked_sub(1)).min(length(Some(at + 1)));
    own <= CROSSHEAD
        && !ends
        && !starts
        && text.contains(char::is_alphabetic)
        && beside >= 80
        && beside > own
}

/// A paragraph of plain text whose first characters could open a block.
pub(super) fn escape_block(text: &str) -> String {
    let escaped = escape(text);
    let digits = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = digits > 0
        && digits < 10
        && escaped.get(digits..).is_some_and(|rest| {
            rest.starts_with(". ") || rest.starts_with(") ") || rest == "." || rest == ")"
        });
    if numbered {
        let (number, rest) = escaped.split_at_checked(digits).unwrap_or((&escaped, ""));
        return format!("{number}\\{rest}");
    }
    let opens = escaped.starts_with(['>', '#', '=', '|'])
        || ["- ", "+ ", "---", "~~~"].iter().any(|mark| escaped.starts_with(mark))
        || matches!(escaped.as_str(), "-" | "+");
    if opens { format!("\\{escaped}") } else { escaped }
}

/// Plain words with Markdown's inline marks escaped, where they would be read as such.
fn escape(text: &str) -> String {
    let may_be_mark =
        |byte: u8| matches!(byte, b'*' | b'`' | b'[' | b']' | b'\\' | b'_' | b'<' | b'&' | b'~');
    if !text.bytes().any(may_be_mark) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let may_be_entity = text.contains(';');
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let mark = match c {
            '*' | '`' | '[' | ']' | '\\' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_alphanumeric() && may_be_entity || next == '#',
            '~' => next == '~' || before == '~',
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, markup: Markup) -> String {
        write(&mut Page::of(text, markup, 1))
    }

    #[test]
    fn plain_text_is_never_read_as_marks() {
        let text = "1. *Not* a list, [not](a) link, snake_case and <b>not bold</b>";
        let body = body(text, Markup::Text);
        let shown = crate::markdown::prose(&body).replace('\\', "");
        let shown: String = shown.split_whitespace().collect();
        assert_eq!(shown, text.split_whitespace().collect::<String>());
        assert_eq!(crate::markdown::blocks(&body).len(), 1);
    }

    #[test]
    fn a_short_line_between_paragraphs_is_a_crosshead() {
        let long = "The ferry stopped running on Monday after its rudder jammed in the harbour mouth, the office said.";
        let text = format!("{long}\nTHE WAY AHEAD\n{long}");
        assert!(body(&text, Markup::Text).contains("\n## THE WAY AHEAD\n"));
        assert!(!body(&format!("{long}\nIt rained."), Markup::Text).contains("##"));
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The ferry stopped running on Monday after its rudder\njammed in the mouth of the harbour, and nobody aboard\nwas hurt.\n\nIt rained.";
        assert_eq!(body(text, Markup::Text).lines().filter(|line| !line.is_empty()).count(), 2);
    }

    #[test]
    fn links_that_lead_nowhere_are_their_words() {
        assert_eq!(
            body("It was [told](#) by [her](https://x.example/a).", Markup::Markdown),
            "It was told by [her](https://x.example/a).\n"
        );
        assert_eq!(body("A [trap](javascript:alert(1)).", Markup::Markdown), "A trap).\n");
    }

    #[test]
    fn what_only_looks_like_a_link_stays() {
        for text in [
            "He cited \\[Smith\\](1998) at length.",
            "The code `arr[i](x)` was printed, and ``a`[b](c)`` too.",
            "It was 9 May [1945](old style) there.",
        ] {
            assert_eq!(body(text, Markup::Markdown), format!("{text}\n"));
        }
    }

    #[test]
    fn a_picture_in_a_line_is_remembered_as_taken_away() {
        let mut page = Page::of("One ![a pier](https://x.example/p.png) two.", Markup::Markdown, 4);
        assert_eq!(write(&mut page), "One  two.\n");
        let taken = page.furniture.first().unwrap();
        assert_eq!((taken.line, taken.text.as_str()), (4, "![a pier](https://x.example/p.png)"));
    }

    #[test]
    fn lines_of_plain_text_under_front_matter_are_paragraphs() {
        let text = "The ferry stopped on Monday.\nNobody was hurt, the office said.\n“It was the rudder,” he said.";
        assert_eq!(body(text, Markup::Markdown).matches("\n\n").count(), 2);
        let wrapped = "The ferry stopped on\nMonday after its rudder\njammed in the mouth.";
        assert!(!body(wrapped, Markup::Markdown).contains("\n\n"));
    }
}
