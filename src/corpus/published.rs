//! When each article was published, and how we know.

mod filed;
mod infer;

pub(super) use infer::published;

use crate::article::ArticleId;
use crate::date::{Day, Stamp};
use serde::{Deserialize, Serialize};

/// When an article was published, and how we know.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Published {
    /// The day or moment; `None` where nothing tells.
    pub value: Option<Stamp>,
    /// How we know.
    pub basis: Basis,
    /// Why, where it is inferred.
    pub reason: Option<Reason>,
    /// The articles it rests on, where it is inferred.
    pub from: Vec<ArticleId>,
}

/// What tells when an article was published that does not say so.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// This article is nearly the same text, and states the day.
    Copy(ArticleId),
    /// This article states its date, and tells the same of words that name a weekday: so they mean that day.
    Weekday(ArticleId, String, Day),
    /// The article's own dateline names this day; this article, of the same story, states its date, and so tells the year.
    Dateline(ArticleId, String),
}

impl Reason {
    /// The article that tells.
    pub fn article(&self) -> &ArticleId {
        match self {
            Self::Copy(article) | Self::Weekday(article, ..) | Self::Dateline(article, _) => {
                article
            }
        }
    }

    /// The reason in a sentence a reader understands, from the telling article's headline and whose account it is.
    pub fn told(&self, title: Option<&str>, account: Option<&str>) -> String {
        let name = match (title, account) {
            (Some(title), Some(account)) => format!("“{title}” ({account})"),
            (Some(title), None) => format!("“{title}”"),
            (None, Some(account)) => format!("An article of {account}"),
            (None, None) => format!("The article {}", self.article().as_str()),
        };
        match self {
            Self::Copy(_) => format!("{name} is nearly the same text and states this day."),
            Self::Dateline(_, words) => {
                format!(
                    "Its dateline says “{words}”; {name} is of the same story and states its date, which tells the year."
                )
            }
            Self::Weekday(_, words, day) => {
                format!(
                    "{name} tells the same of “{words}”, states its date, and so makes that {day}."
                )
            }
        }
    }
}

/// How a publication date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The article says so.
    Stated,
    /// Other articles tell.
    Inferred,
    /// Nothing tells.
    Unknown,
}

impl Published {
    /// What an article states of itself.
    pub fn stated(value: Option<Stamp>) -> Self {
        let basis = if value.is_some() { Basis::Stated } else { Basis::Unknown };
        Self { value, basis, reason: None, from: Vec::new() }
    }

    /// What other articles tell.
    fn inferred(day: Day, reason: Option<Reason>, from: Vec<ArticleId>) -> Self {
        Self { value: Some(Stamp::day(day)), basis: Basis::Inferred, reason, from }
    }
}
