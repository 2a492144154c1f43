//! Front matter as it is written: the contracts' order, and YAML that every reader takes for the same.

use super::super::Article;
use std::fmt::Write;

/// The file's text: front matter in the contracts' order, then the body.
pub(in super::super) fn write(article: &Article) -> String {
    let front = &article.front;
    let mut out = Out(String::with_capacity(article.body.len() + 1024));
    out.0.push_str("---\n");
    out.line("title", front.title.as_deref());
    out.line("description", front.description.as_deref());
    out.plain("date", front.date);
    out.plain("updated", front.updated);
    out.plain("captured", front.captured);
    out.list("authors", &front.authors);
    out.nested("credits", &front.credits, front.credits.is_empty());
    out.line("outlet", front.outlet.as_deref());
    out.list("agencies", &front.agencies);
    out.line("url", front.url.as_deref());
    out.line("archive_url", front.archive_url.as_deref());
    out.list("dateline", &front.dateline);
    out.line("language", front.language.as_deref());
    out.line("section", front.section.as_deref());
    out.list("tags", &front.tags);
    out.nested("image", &front.image, front.image.is_none());
    out.list("corrections", &front.corrections);
    out.plain("truncated", front.truncated.then_some(true));
    out.nested("origin", &front.origin, front.origin.is_empty());
    out.nested("scrape", &front.scrape, front.scrape.is_none());
    out.nested("extra", &front.extra, front.extra.is_empty());
    out.plain("draft", front.draft.then_some(true));
    for (key, value) in &front.own {
        out.key(key, "");
        out.block(value, 1);
    }
    out.line("normalised", front.normalised.as_deref());
    out.0.push_str("---\n");
    if !article.body.is_empty() {
        out.0.push('\n');
        out.0.push_str(&article.body);
    }
    out.0
}

struct Out(String);

impl Out {
    fn plain(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            let _ = writeln!(self.0, "{key}: {value}");
        }
    }

    fn line(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push_str(key);
            self.0.push_str(": ");
            self.scalar(value);
            self.0.push('\n');
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.0.push_str(key);
        self.0.push_str(":\n");
        for value in values {
            self.0.push_str("  - ");
            self.scalar(value);
            self.0.push('\n');
        }
    }

    /// A value of ours with parts, as a block; parts that are absent are not written.
    fn nested(&mut self, key: &str, value: &impl serde::Serialize, absent: bool) {
        if absent {
            return;
        }
        let mut value = serde_json::to_value(value).unwrap_or_default();
        if let serde_json::Value::Object(parts) = &mut value {
            parts.retain(|_, part| !part.is_null());
            if parts.is_empty() {
                return;
            }
        }
        self.key(key, "");
        self.block(&value, 1);
    }

    /// A key and its colon, in a mapping that stands so far in.
    fn key(&mut self, key: &str, indent: &str) {
        /// YAML looks for the colon within 1,024 characters of the key's beginning; before a longer one stands a mark.
        const LONGEST: usize = 1_000;
        let start = self.0.len();
        self.scalar(key);
        if self.0.len() - start > LONGEST {
            self.0.insert_str(start, "? ");
            self.0.push('\n');
            self.0.push_str(indent);
        }
        self.0.push(':');
    }

    fn block(&mut self, value: &serde_json::Value, depth: usize) {
        let indent = "  ".repeat(depth);
        match value {
            serde_json::Value::Object(map) if !map.is_empty() => {
                self.0.push('\n');
                for (key, value) in map {
                    self.0.push_str(&indent);
                    self.key(key, &indent);
                    self.block(value, depth + 1);
                }
            }
            serde_json::Value::Array(items) if !items.is_empty() => {
                self.0.push('\n');
                for item in items {
                    self.0.push_str(&indent);
                    self.0.push('-');
                    self.item(item, depth + 1);
                }
            }
            serde_json::Value::String(text) => {
                self.0.push(' ');
                self.scalar(text);
                self.0.push('\n');
            }
            other => {
                let _ = writeln!(self.0, " {other}");
            }
        }
    }

    /// An entry of a list: a mapping begins on the list's own line.
    fn item(&mut self, value: &serde_json::Value, depth: usize) {
        let serde_json::Value::Object(map) = value else { return self.block(value, depth) };
        if map.is_empty() {
            return self.block(value, depth);
        }
        let indent = "  ".repeat(depth);
        for (at, (key, value)) in map.iter().enumerate() {
            self.0.push_str(if at == 0 { " " } else { &indent });
            self.key(key, &indent);
            self.block(value, depth + 1);
        }
    }

    /// Text in quotes unless every reader of YAML takes it for the same text without.
    fn scalar(&mut self, text: &str) {
        if is_plain(text) {
            self.0.push_str(text);
            return;
        }
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                c if needs_number(c) => {
                    let code = u32::from(c);
                    let _ = if code > 0xFFFF {
                        write!(self.0, "\\U{code:08X}")
                    } else {
                        write!(self.0, "\\u{code:04X}")
                    };
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

/// Characters that YAML does not print, or that end a line in some readers.
fn needs_number(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text needs no quotes: it begins with a letter, holds no mark that could be read as YAML, and no number, date or
/// truth is written so.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] =
        &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];
    let begins = text.starts_with(char::is_alphabetic);
    let marks = text.contains(": ")
        || text.contains(" #")
        || text.ends_with([':', ' '])
        || text.contains([
            '"', '\'', '\\', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '%', '@', '`',
        ]);
    begins
        && !marks
        && !text.chars().any(needs_number)
        && !WORDS.contains(&text.to_lowercase().as_str())
}
