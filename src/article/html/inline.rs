//! A line of text as Markdown: runs of words with their styles and links.

use super::tree::{Id, Tree, push_words};
use url::Url;

/// Words in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub words: String,
    pub strong: bool,
    pub emphasis: bool,
    pub link: Option<String>,
}

/// Where a line stands: the block that holds it, and the address that links start from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'u> {
    pub block: Id,
    pub base: Option<&'u Url>,
}

/// The runs of a block's own text; `\n` stands for a line break.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub runs: Vec<Run>,
}

impl Line {
    /// Adds a text node's words in the style of the elements around it, up to the block that holds it.
    pub(super) fn add(&mut self, tree: &Tree<'_>, id: Id, place: Place<'_>) {
        let Place { block, base } = place;
        let mut run = Run::default();
        for above in tree.above(id).take_while(|&above| above != block) {
            let node = tree.node(above);
            match node.tag.as_ref() {
                "b" | "strong" => run.strong = true,
                "i" | "em" | "cite" => run.emphasis = true,
                "a" if run.link.is_none() => run.link = address(node.get("href"), base),
                _ => {}
            }
        }
        self.push(&tree.node(id).text, run);
    }

    fn push(&mut self, text: &str, run: Run) {
        let gap = self.runs.last().is_none_or(|last| last.words.ends_with([' ', '\n']));
        let mut words = String::from(if gap { "" } else { "x" });
        push_words(&mut words, text);
        let words = words.get(usize::from(!gap)..).unwrap_or_default();
        match self.runs.last_mut() {
            Some(last) if last.same_style(&run) => last.words.push_str(words),
            _ if words.is_empty() => {}
            _ => self.runs.push(Run { words: words.to_owned(), ..run }),
        }
    }

    /// Adds a line break.
    pub(super) fn break_line(&mut self) {
        match self.runs.last_mut() {
            Some(last) => {
                last.words.truncate(last.words.trim_end_matches(' ').len());
                last.words.push('\n');
            }
            None => self.runs.push(Run { words: "\n".to_owned(), ..Run::default() }),
        }
    }

    /// Whether there is nothing to read.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.words.trim().is_empty())
    }

    /// The line as Markdown, in paragraphs: two line breaks in a row end one.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        let mut whole = String::new();
        for (at, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(at + 1).and_then(|next| next.words.chars().next());
            run.write(&mut whole, next);
        }
        let mut paragraphs = vec![Vec::new()];
        for line in whole.lines().map(str::trim) {
            match paragraphs.last_mut() {
                Some(last) if !line.is_empty() => last.push(escape_start(line)),
                Some(last) if !last.is_empty() => paragraphs.push(Vec::new()),
                _ => {}
            }
        }
        let full = paragraphs.into_iter().filter(|lines| !lines.is_empty());
        full.map(|lines| lines.join("  \n")).collect()
    }
}

impl Run {
    fn same_style(&self, other: &Self) -> bool {
        self.strong == other.strong && self.emphasis == other.emphasis && self.link == other.link
    }

    /// Writes the run; `next` is the letter that follows it.
    fn write(&self, out: &mut String, next: Option<char>) {
        let core = self.words.trim();
        if core.is_empty() {
            out.push_str(&self.words);
            return;
        }
        let (start, end) = gaps(&self.words);
        out.push_str(start);
        let mark =
            self.mark(out.chars().next_back(), if end.is_empty() { next } else { Some(' ') });
        if let Some(link) = &self.link {
            let inner = escape(core).replace('\n', " ");
            out.push_str(&["[", mark, &inner, mark, "](", link, ")"].concat());
        } else {
            // Emphasis may not reach over a paragraph's end.
            let lines: Vec<_> = core.lines().map(|line| marked(line, mark)).collect();
            out.push_str(&lines.join("\n"));
        }
        out.push_str(end);
    }

    /// The run's emphasis marks; none where CommonMark would not read them as such (inside a word, beside a sign).
    fn mark(&self, before: Option<char>, after: Option<char>) -> &'static str {
        let core = self.words.trim();
        let edge = |inner: Option<char>, outer: Option<char>| {
            let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            word(inner) || outer.is_none_or(char::is_whitespace)
        };
        let fits = self.link.is_some()
            || edge(core.chars().next(), before)
                && edge(core.chars().next_back(), after)
                && before != Some('*')
                && after != Some('*');
        match (self.strong, self.emphasis) {
            _ if !fits || !core.contains(char::is_alphanumeric) => "",
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }
}

fn marked(line: &str, mark: &str) -> String {
    let line = line.trim();
    if line.is_empty() { String::new() } else { format!("{mark}{}{mark}", escape(line)) }
}

/// The white space at a text's beginning and end.
fn gaps(text: &str) -> (&str, &str) {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default())
}

/// A link's address made absolute; `None` where it is not one that a reader may follow.
pub(super) fn address(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') || href.len() > 4096 {
        return None;
    }
    let url = base.map_or_else(|| Url::parse(href), |base| base.join(href)).ok()?;
    let fine = matches!(url.scheme(), "http" | "https" | "mailto");
    fine.then(|| url.as_str().replace('(', "%28").replace(')', "%29").replace(['<', '>', ' '], ""))
}

/// Sets a backslash before what Markdown would read as a sign.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let sign = match letter {
            '\\' | '*' | '`' | '[' | ']' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '<' => !after.is_whitespace(),
            '&' => after == '#' || after.is_ascii_alphabetic() && is_entity(letters.clone()),
            '~' => before == '~' || after == '~',
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// Whether letters up to a semicolon follow.
fn is_entity(letters: impl Iterator<Item = char>) -> bool {
    let mut after = letters.take(32).skip_while(char::is_ascii_alphanumeric);
    after.next() == Some(';')
}

/// Sets a backslash before what would begin a heading, a quote, a list or a rule.
fn escape_start(line: &str) -> String {
    let digits = line.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(line.len());
    let (number, rest) = line.split_at_checked(digits).unwrap_or((line, ""));
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    if (1..=9).contains(&number.len()) && rest.strip_prefix(['.', ')']).is_some_and(ends) {
        return format!("{number}\\{rest}");
    }
    let hashes = line.trim_start_matches('#');
    let sign = line.starts_with('>')
        || hashes.len() < line.len() && ends(hashes)
        || line.strip_prefix(['-', '+']).is_some_and(ends)
        || !line.is_empty() && line.chars().all(|letter| matches!(letter, '=' | '-'));
    if sign { format!("\\{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    fn line(html: &str) -> String {
        let page = format!("<div>{html}</div>");
        let tree = parse(&page, 256);
        let base = Url::parse("https://aldford.example/news/1").unwrap();
        let mut line = Line::default();
        for id in tree.walk(1) {
            if tree.node(id).is_text() {
                line.add(&tree, id, Place { block: 1, base: Some(&base) });
            } else if tree.node(id).tag == "br" {
                line.break_line();
            }
        }
        line.paragraphs().join("\n\n")
    }

    #[test]
    fn styles_and_links_are_kept() {
        assert_eq!(line("The <b>bridge </b>is <i>old</i>"), "The **bridge** is *old*");
        assert_eq!(
            line("See <a href=/a>the <em>map</em></a>."),
            "See [the](https://aldford.example/a) [*map*](https://aldford.example/a)."
        );
    }

    #[test]
    fn only_safe_links_stay_links() {
        for href in ["javascript:alert(1)", "data:text/html,x", "#top", "", "file:///etc/passwd"] {
            assert_eq!(line(&format!("<a href='{href}'>x</a>")), "x");
        }
        assert_eq!(line("<a href='mailto:a@b.example'>x</a>"), "[x](mailto:a@b.example)");
    }

    #[test]
    fn words_cannot_become_markup() {
        assert_eq!(
            line("&lt;script&gt; *a* [b](c) &amp;lt; x_y _z_"),
            "\\<script> \\*a\\* \\[b\\](c) \\&lt; x_y \\_z\\_"
        );
        assert_eq!(
            line("# one<br>1. two<br>- three<br>&gt; four"),
            "\\# one  \n1\\. two  \n\\- three  \n\\> four"
        );
    }

    #[test]
    fn two_line_breaks_make_a_paragraph() {
        assert_eq!(line("one<br>two<br> <br>three"), "one  \ntwo\n\nthree");
    }

    #[test]
    fn emphasis_inside_a_word_is_not_marked_where_it_would_not_be_read() {
        assert_eq!(line("<b>“Yes”</b>he said"), "“Yes”he said");
        assert_eq!(line("<b>Y</b>es"), "**Y**es");
    }
}
