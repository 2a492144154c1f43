//! What the words of one article refer to: sentences, time expressions, quotes and names, as spans over its text.
//!
//! A function of the text alone. A [`Timex`] keeps its meaning free of the publication date, so that a date found later
//! (stated, or inferred from other articles) resolves it without reading the text again.

mod abbreviation;
pub mod mention;
pub mod quote;
pub mod sentence;
mod table;
pub mod timex;
mod word;

pub use mention::{Mention, MentionKind};
pub use quote::{Quote, Speaker};
pub use sentence::Sentence;
pub use timex::{Resolved, Timex, TimexKind};

use crate::date::Day;
use serde::{Deserialize, Serialize};

/// What is known of the words of one text, each list in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotations {
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its time expressions.
    pub timexes: Vec<Timex>,
    /// Words that somebody said.
    pub quotes: Vec<Quote>,
    /// Names of people, organisations and places.
    pub mentions: Vec<Mention>,
}

impl Annotations {
    /// The day that a line of the text's head states alone, as under a headline: the text's own date line.
    pub fn date_line(&self) -> Option<Day> {
        self.sentences.iter().take(HEAD).find_map(|sentence| {
            let timex = self.timexes.iter().find(|timex| timex.span == sentence.span)?;
            let date = timex.resolve(None)?.date?;
            date.first().filter(|_| date.days() == Some(1))
        })
    }
}

/// So many sentences into a text its date line may stand: after the headline, the standfirst and a byline.
const HEAD: usize = 4;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Markup {
    /// Lines and paragraphs, every character a word's or a mark's.
    Text,
    /// CommonMark: link targets and markers are no words.
    Markdown,
}

/// Annotates `text`; every span is over `text` as given.
pub fn annotate(text: &str, markup: Markup) -> Annotations {
    let prose = Prose::of(text, markup);
    let sentences = sentence::sentences(&prose);
    let timexes = timex::timexes(&prose, &sentences);
    let mentions = mention::mentions(&prose, &sentences);
    let quotes = quote::quotes(&prose, &sentences, &mentions);
    Annotations { sentences, timexes, quotes, mentions }
}

/// A text as the annotators see it: its words, with everything else turned into spaces, and its blocks.
#[derive(Debug)]
pub struct Prose {
    /// As many bytes as the text it was made from.
    pub words: String,
    /// Its blocks, in order; sentences, quotes and pronouns do not cross them.
    pub blocks: Vec<crate::markdown::Block>,
}

impl Prose {
    /// Reads `text`; plain text has a block a line.
    pub fn of(text: &str, markup: Markup) -> Self {
        match markup {
            Markup::Markdown => {
                Self { words: crate::markdown::prose(text), blocks: crate::markdown::blocks(text) }
            }
            Markup::Text => Self { words: text.to_owned(), blocks: sentence::lines(text) },
        }
    }
}
