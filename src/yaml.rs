//! YAML that strangers wrote: front matter and the files of the desk, bounded before they are parsed.
//!
//! Aliases, anchors and tags are refused (they can expand without bound), and so is what is over the limits of size or depth.
//! The parser's scanner is super-linear in nested `[`, so depth is counted before it sees the text.

use crate::config::Limits;
pub use serde_yaml::{Mapping, Value};

/// A text file's front matter and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The YAML between the `---` lines, its line breaks included.
    pub front: &'a str,
    /// What follows the closing line.
    pub body: &'a str,
    /// The 1-based line of the file that `body` begins on.
    pub body_line: u32,
}

/// Why a text is not the YAML that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// 1-based line within the YAML.
    pub line: u32,
    /// What was found.
    pub message: String,
    /// Whether an alias, an anchor or a tag was found, which are never read.
    pub expands: bool,
}

/// Cuts a file at its `---` lines; `None` where it does not begin with one or never closes it.
pub fn split(text: &str) -> Option<Split<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let mut at = 0;
    for (line, row) in (2..).zip(rest.split_inclusive('\n')) {
        if row.trim_end() == "---" {
            let (front, tail) = rest.split_at_checked(at)?;
            let body = tail.get(row.len()..)?;
            return Some(Split { front, body, body_line: line + 1 });
        }
        at += row.len();
    }
    None
}

/// Reads a mapping within the limits.
pub fn load(text: &str, limits: &Limits) -> Result<Mapping, Refusal> {
    let refuse = |message: String| Refusal { line: 1, message, expands: false };
    if text.len() > limits.front_matter_bytes {
        let message =
            format!("longer than limits.front_matter_bytes ({})", limits.front_matter_bytes);
        return Err(refuse(message));
    }
    scan(text, limits.front_matter_depth)?;
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Mapping(mapping)) => Ok(mapping),
        Ok(Value::Null) => Ok(Mapping::new()),
        Ok(_) => Err(refuse("not a list of `key: value` lines".to_owned())),
        Err(error) => Err(Refusal {
            line: error.location().map_or(1, |at| u32::try_from(at.line()).unwrap_or(1)),
            message: plain(&error.to_string()),
            expands: false,
        }),
    }
}

/// Reads what [`load`] refuses key by key: each that is a mapping of its own within the limits, with the lines below it that belong to
/// it, or a key and plain text.
pub fn load_by_line(text: &str, limits: &Limits) -> Mapping {
    let mut mapping = Mapping::new();
    let mut rest = text.get(..text.len().min(limits.front_matter_bytes)).unwrap_or_default();
    while let Some(first) = rest.split_inclusive('\n').next() {
        let belongs = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '-', '#']);
        let below: usize =
            rest.split_inclusive('\n').skip(1).take_while(belongs).map(str::len).sum();
        let (whole, after) = rest.split_at_checked(first.len() + below).unwrap_or((rest, ""));
        rest = after;
        let Some((key, value)) = first.split_once(':').filter(|_| !belongs(&first)) else {
            continue;
        };
        let key = Value::from(key.trim());
        if mapping.contains_key(&key) {
            continue;
        }
        match load(whole, limits).or_else(|_| load(first, limits)) {
            Ok(alone) => mapping.extend(alone),
            Err(_) => {
                drop(mapping.insert(key, Value::from(value.trim().trim_matches(['"', '\'']))));
            }
        }
    }
    mapping
}

/// The parser's words without its internals.
fn plain(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// Looks for what is never read, outside quotes, comments and block texts, and counts depth.
fn scan(text: &str, most: usize) -> Result<(), Refusal> {
    let mut scan = Scan { flow: 0, quote: None, block: None, most };
    let mut indents: Vec<usize> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if scan.quote.is_none() && scan.flow == 0 && !line.trim().is_empty() {
            if scan.block.is_some_and(|block| indent > block) {
                continue;
            }
            scan.block = None;
            indents.retain(|open| *open < indent);
            indents.push(indent);
        }
        // `- - - -` opens a list in a list on one line.
        let dashes = line.trim_start().split(' ').take_while(|word| *word == "-").count();
        if indents.len() + dashes > most + 1 {
            return Err(deep(number, most));
        }
        scan.line(line, indent, number)?;
    }
    Ok(())
}

fn deep(line: u32, most: usize) -> Refusal {
    let message = format!("nested deeper than limits.front_matter_depth ({most})");
    Refusal { line, message, expands: false }
}

struct Scan {
    flow: usize,
    quote: Option<char>,
    /// The indent of the key whose block text is being passed over.
    block: Option<usize>,
    most: usize,
}

impl Scan {
    fn line(&mut self, line: &str, indent: usize, number: u32) -> Result<(), Refusal> {
        let mut before = ' ';
        // Where a value may begin: after `: `, `- `, `[`, `{`, `,` or at the line's start.
        let mut fresh = true;
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            if let Some(quote) = self.quote {
                match c {
                    '\\' if quote == '"' => drop(rest.next()),
                    '\'' if quote == '\'' && rest.peek() == Some(&'\'') => drop(rest.next()),
                    c if c == quote => self.quote = None,
                    _ => {}
                }
                before = c;
                continue;
            }
            match c {
                '#' if before.is_whitespace() => return Ok(()),
                '"' | '\'' if fresh => self.quote = Some(c),
                '[' | '{' if fresh || self.flow > 0 => self.open(number)?,
                ']' | '}' => self.flow = self.flow.saturating_sub(1),
                '&' | '*' | '!' if fresh => return Err(expands(number, c)),
                '|' | '>' if fresh && self.flow == 0 => {
                    self.block = Some(indent);
                    return Ok(());
                }
                _ => {}
            }
            fresh = match c {
                ' ' => fresh || matches!(before, ':' | '-' | '?' | ','),
                '[' | '{' | ',' => self.flow > 0,
                '-' | '?' => fresh && rest.peek() == Some(&' '),
                _ => false,
            };
            before = c;
        }
        Ok(())
    }

    fn open(&mut self, number: u32) -> Result<(), Refusal> {
        self.flow += 1;
        if self.flow > self.most { Err(deep(number, self.most)) } else { Ok(()) }
    }
}

fn expands(line: u32, mark: char) -> Refusal {
    let what = if mark == '!' { "a tag" } else { "an alias" };
    Refusal { line, message: format!("{what} (`{mark}…`), which is never read"), expands: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Refusal {
        load(text, &Limits::default()).unwrap_err()
    }

    #[test]
    fn aliases_anchors_and_tags_are_refused_with_their_line() {
        for text in [
            "a: 1\nb: &x 1\n",
            "a: 1\nb: *x\n",
            "a: 1\nb: !!str 1\n",
            "a: 1\nb: [1, *x]\n",
            "a: 1\n&x b: 1\n",
            "a:\n  - *x\n",
        ] {
            let refusal = refused(text);
            assert!(refusal.expands, "{text}");
            assert_eq!(refusal.line, 2, "{text}");
        }
    }

    #[test]
    fn marks_inside_texts_are_text() {
        for text in [
            "a: \"*x &y !z\"\n",
            "a: R&D *here*\n",
            "a: 'it''s *x'\n",
            "a: |\n  *x\n  &y\nb: 1\n",
            "a: b # *x\n",
            "a: Stop! & *go*\n",
        ] {
            assert!(load(text, &Limits::default()).is_ok(), "{text}");
        }
    }

    #[test]
    fn depth_is_counted_before_parsing() {
        assert!(
            refused(&format!("a: {}\n", "[".repeat(100_000).get(..60_000).unwrap()))
                .message
                .contains("depth")
        );
        assert!(refused(&format!("{}1\n", "- ".repeat(2_000))).message.contains("depth"));
        let nested: String = (0..40).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        assert!(refused(&nested).message.contains("depth"));
    }

    #[test]
    fn what_is_broken_is_read_line_by_line() {
        let mapping =
            load_by_line("title: By: Ann\ntags: [a, b]\nx: \"bad \\q\"\n", &Limits::default());
        assert_eq!(mapping.get("title").and_then(Value::as_str), Some("By: Ann"));
        assert_eq!(mapping.get("tags").and_then(Value::as_sequence).map(Vec::len), Some(2));
    }

    #[test]
    fn front_matter_is_split_at_its_lines() {
        let split = split("---\na: 1\n---\nText\n").unwrap();
        assert_eq!((split.front, split.body, split.body_line), ("a: 1\n", "Text\n", 4));
        assert_eq!(super::split("---\nnever closed\n"), None);
    }
}
