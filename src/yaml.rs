//! YAML that strangers wrote: front matter and the files of the desk, bounded before they are parsed.
//!
//! Aliases and tags are refused (they can expand without bound), and so is what is over the limits of size or depth.

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
    let mut line = 2;
    for row in rest.split_inclusive('\n') {
        if row.trim_end() == "---" {
            let (front, tail) = rest.split_at_checked(at)?;
            let body = tail.get(row.len()..)?;
            return Some(Split { front, body, body_line: line + 1 });
        }
        at += row.len();
        line += 1;
    }
    None
}

/// Reads a mapping within the limits.
pub fn load(text: &str, limits: &Limits) -> Result<Mapping, Refusal> {
    let refuse = |message: String| Refusal { line: 1, message, expands: false };
    if text.len() > limits.front_matter_bytes {
        return Err(refuse(format!(
            "over limits.front_matter_bytes ({})",
            limits.front_matter_bytes
        )));
    }
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Mapping(mapping)) => Ok(mapping),
        Ok(Value::Null) => Ok(Mapping::new()),
        Ok(_) => Err(refuse("not a list of `key: value` lines".to_owned())),
        Err(error) => Err(Refusal {
            line: error.location().map_or(1, |at| u32::try_from(at.line()).unwrap_or(1)),
            message: error.to_string(),
            expands: false,
        }),
    }
}
