//! What a person should know about a source, as data.
//!
//! Steps do not fail on bad input: they return a value and its problems ([`Reported`]), so that a remembered result
//! reports them again. A problem is drawn once, in [`print()`]: for people, as JSON lines, or as GitHub annotations.

mod code;
mod print;

pub use code::Code;
pub use print::{Format, print, print_failure};

use serde::{Deserialize, Serialize};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the site is complete.
    Warning,
    /// Something could not be read or built: exit status 1.
    Error,
}

/// One thing a person should know about one source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Problem {
    /// The file, relative to the site's root, with `/` between folders; empty where no file is at fault.
    pub file: String,
    /// 1-based line in that file, front matter counted; 0 where the whole file is meant.
    pub line: u32,
    /// Which kind of problem: `dateline explain CODE` tells more.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in one line.
    pub message: String,
    /// What would be right, or what to do.
    pub hint: String,
    /// The line at fault, as it stands; empty where it would not help.
    pub excerpt: String,
}

impl Problem {
    /// An error about a whole file; narrow it with [`Problem::at`].
    pub fn error(code: Code, file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            code,
            severity: Severity::Error,
            message: message.into(),
            hint: String::new(),
            excerpt: String::new(),
        }
    }

    /// A warning about a whole file.
    pub fn warning(code: Code, file: &str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, file, message) }
    }

    /// The same problem, at a line with its text.
    #[must_use]
    pub fn at(self, line: u32, excerpt: &str) -> Self {
        let excerpt = excerpt.chars().take(160).collect();
        Self { line, excerpt, ..self }
    }

    /// The same problem, with what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The file, with the line where there is one: `content/notes/pier.md:3`.
    pub fn place(&self) -> String {
        match self.line {
            0 => self.file.clone(),
            line => format!("{}:{line}", self.file),
        }
    }
}

/// A step's value together with what it has to say about its input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported<T> {
    /// What was made; as complete as the input allowed.
    pub value: T,
    /// What was wrong with the input.
    pub problems: Vec<Problem>,
}

impl<T> Reported<T> {
    /// A value with nothing to say.
    pub fn fine(value: T) -> Self {
        Self { value, problems: Vec::new() }
    }

    /// The same problems about another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reported<U> {
        Reported { value: change(self.value), problems: self.problems }
    }

    /// The value, its problems moved to `problems`.
    pub fn take(self, problems: &mut Vec<Problem>) -> T {
        problems.extend(self.problems);
        self.value
    }
}
