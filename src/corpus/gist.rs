//! The little that gathering needs of one article: a few kilobytes, and never its body, nor its headline, which is only shown.
//! Whose copy it is is told apart, by its [`super::Wording`]: most edits change that and leave the gist alone.

mod clause;
mod echo;
mod headline;
mod phrase;
mod plan;
mod refer;
mod told;

pub use echo::Echo;
pub use told::{Quoted, Told, When};

use super::entity::{self, Named};
use super::words::{self, Hash};
use crate::annotate::{Annotations, MentionKind};
use crate::article::{Article, ArticleId, FrontMatter, YEARLESS, dateline};
use crate::date::{Stamp, written_month_day};
use serde::{Deserialize, Serialize};

/// The little that gathering needs of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gist {
    /// Which article.
    pub id: ArticleId,
    /// When it says it was published.
    pub stated: Option<Stamp>,
    /// The day that its dateline names without a year.
    pub filed: Option<Filed>,
    /// Who it says published it.
    pub outlet: Option<String>,
    /// Agencies it credits, the dateline's first.
    pub agencies: Vec<String>,
    /// Every name it mentions, hashed, sorted: what articles of one story share.
    #[serde(with = "super::packed")]
    pub names: Vec<Hash>,
    /// Every name it mentions, as written.
    pub named: Vec<Named>,
    /// Its sentences that may tell of an event.
    pub told: Vec<Told>,
}

/// A day without its year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// As printed.
    pub words: String,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// The annotations of an article's body and of its lead image's caption.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotated {
    /// Over [`Article::body`].
    pub body: Annotations,
    /// Over the caption of [`crate::article::Image`]; empty where there is none.
    pub caption: Annotations,
}

/// Takes from an article what gathering needs.
pub fn gist(id: &ArticleId, article: &Article, annotated: &Annotated) -> Gist {
    let front = &article.front;
    let prose = crate::markdown::prose(&article.body);
    Gist {
        id: id.clone(),
        stated: front.date,
        filed: filed(front, &prose),
        outlet: front.outlet.clone(),
        agencies: front.agencies.clone(),
        names: names(&annotated.body),
        named: entity::named(&article.body, &annotated.body),
        told: told::told(article, annotated, &prose),
    }
}

/// The day that a text's dateline, or a line above the text, names without a year.
fn filed(front: &FrontMatter, prose: &str) -> Option<Filed> {
    let first = prose.lines().map(str::trim).find(|line| !line.is_empty())?;
    let above = || front.extra.get(YEARLESS)?.as_str().map(str::to_owned);
    let words = dateline::read(first).and_then(|dateline| dateline.yearless).or_else(above)?;
    let (month, day) = written_month_day(&words)?;
    Some(Filed { words, month, day })
}

/// The names of a text, hashed by their last word, so that a surname and the full name are one.
fn names(annotations: &Annotations) -> Vec<Hash> {
    let mentions = annotations.mentions.iter();
    let mut names: Vec<Hash> =
        mentions.map(|mention| name_hash(&mention.name, mention.kind)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A name as it is compared inside one story: a person by the surname, anything else whole.
pub(super) fn name_hash(name: &str, kind: MentionKind) -> Hash {
    match kind {
        MentionKind::Person => words::hash(&words::words(name).last().unwrap_or_default()),
        _ => words::hash(&words::words(name).collect::<Vec<_>>().join(" ")),
    }
}
