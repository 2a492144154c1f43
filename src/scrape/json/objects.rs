//! The objects of a text that begins like JSON, one by one, whatever stands between them.
//!
//! newspaper4k writes `[{…},]{…}]` for several articles and JSON Lines may hold a broken line, so brackets and commas between
//! objects are passed over, and after what is no object the next line is tried. Nothing is kept of an object but where it
//! stands: what it would become in memory is many times its size.

use serde_json::value::RawValue;

/// How many objects may lack their end before each is looked for on its own line alone: a text of openings would else be read
/// from each of them to its end.
const UNENDED: usize = 8;

/// What stands where an object may.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'t> {
    /// An object, as it stands.
    Object(&'t str),
    /// Something else, up to the end of its line.
    Other(&'t str),
}

/// The objects of a text, each with its line.
pub(super) struct Objects<'t> {
    rest: &'t str,
    /// The line that the rest begins in, and how many bytes follow that line.
    line: u32,
    below: usize,
    unended: usize,
}

impl<'t> Objects<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { rest: text, line: 1, below: usize::MAX, unended: 0 }
    }

    /// The first `length` bytes, which are then behind us.
    fn take(&mut self, length: usize) -> &'t str {
        let (head, tail) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        let breaks = head.bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.rest = tail;
        head
    }

    /// What is left of the line. Its end is looked for once: there may be a million objects before it.
    fn line(&mut self) -> &'t str {
        if self.rest.len() <= self.below {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.below = self.rest.len() - end;
        }
        self.rest.get(..self.rest.len() - self.below).unwrap_or(self.rest)
    }

    /// The length of the object that begins here; `None` where none does, or it has no end.
    fn object(&mut self) -> Option<usize> {
        let within = if self.unended < UNENDED { self.rest } else { self.line() };
        if !within.starts_with('{') {
            return None;
        }
        let mut values = serde_json::Deserializer::from_str(within).into_iter::<&RawValue>();
        match values.next()? {
            Ok(_) => Some(values.byte_offset()),
            Err(error) => {
                self.unended += usize::from(error.is_eof());
                None
            }
        }
    }
}

impl<'t> Iterator for Objects<'t> {
    type Item = (u32, Found<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let is_between = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | ',' | '\u{feff}');
        self.take(self.rest.len() - self.rest.trim_start_matches(is_between).len());
        let at = self.line;
        if self.rest.is_empty() {
            return None;
        }
        if let Some(length) = self.object() {
            return Some((at, Found::Object(self.take(length))));
        }
        let length = self.line().len();
        Some((at, Found::Other(self.take(length).trim_end())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u32, Found<'_>)> {
        Objects::of(text).collect()
    }

    #[test]
    fn objects_are_found_with_their_lines_whatever_stands_between() {
        use Found::{Object, Other};
        assert_eq!(all("[{\"a\": 1},]\n{}]"), [(1, Object("{\"a\": 1}")), (2, Object("{}"))]);
        assert_eq!(
            all("{\n\"a\": 1}\noops {}\r\n{}\n"),
            [(1, Object("{\n\"a\": 1}")), (3, Other("oops {}")), (4, Object("{}"))]
        );
    }

    #[test]
    fn an_object_without_an_end_is_one_line_that_is_none() {
        assert_eq!(
            all("{\"a\": [1\n{\"b\": 2}\n"),
            [(1, Found::Other("{\"a\": [1")), (2, Found::Object("{\"b\": 2}"))]
        );
        let open = "{\"a\": [\n".repeat(20_000) + "{}";
        assert_eq!(all(&open).len(), 20_001);
    }
}
