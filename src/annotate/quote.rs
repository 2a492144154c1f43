//! What somebody said, who, and by which words we know.

use super::{Mention, Prose, Sentence};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Words inside quotation marks, or a run of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The words inside the marks.
    pub span: Span,
    /// Who said them; `None` where the text does not tell.
    pub speaker: Option<Speaker>,
    /// The verb that says so: `said`, `wrote`, `told` …
    pub cue: Option<String>,
    /// How they were said: `a post on X`, `Axios`.
    pub channel: Option<String>,
    /// Whether it is speech (a whole clause) rather than a few words set in marks.
    pub direct: bool,
}

/// Who said something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name the article gives them, or the words that stand for them (`a senior official`).
    pub name: String,
    /// The words that name them here.
    pub span: Option<Span>,
}

/// The quotes of a text, in order.
pub fn quotes(_prose: &Prose, _sentences: &[Sentence], _mentions: &[Mention]) -> Vec<Quote> {
    Vec::new()
}
