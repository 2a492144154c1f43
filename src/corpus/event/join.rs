//! Undated sentences that join an event; they never found one.
//!
//! A function of the articles of one month of publication and of the events of the days that they may speak of.

mod days;
mod walk;

use super::super::recall::{Recall, Seal};
use super::month::{Month, Source};
use super::unit::{Sentence, month_of};
use days::Days;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use walk::walk;

/// How many days before publication an undated sentence may speak of.
const REACH: i32 = 2;

/// What an undated sentence joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Join {
    /// The event of another sentence of its article, by that one's place.
    Sentence(u32),
    /// A group, by its month and its place there.
    Group(i32, u32),
}

/// The undated sentences that join an event, by their places; `sentences` come by article, `dated` are the places of those
/// that have a date, sorted.
pub(super) fn joins(
    sentences: &[Sentence<'_>],
    dated: &[(usize, usize)],
    (months, seals): (&[Month<'_>], &[Seal]),
    recall: &impl Recall,
) -> Vec<((usize, usize), Join)> {
    let articles = sentences.chunk_by(|left, right| left.place.0 == right.place.0);
    let mut by_month: BTreeMap<Option<i32>, Vec<&[Sentence<'_>]>> = BTreeMap::new();
    for article in articles {
        let published = article.first().and_then(|first| first.published);
        by_month.entry(published.map(month_of)).or_default().push(article);
    }
    let of_month = |(number, articles): (&Option<i32>, &Vec<&[Sentence<'_>]>)| {
        let near = near(months, *number, looks_ahead(articles));
        let firsts = articles.iter().filter_map(|article| article.first());
        let sources: Vec<Source> = firsts.map(|first| Source::of(first, seals)).collect();
        let made_from: Vec<&[Source]> =
            near.iter().map(|month| month.made_from.as_slice()).collect();
        let joined: Vec<(u32, u32, Join)> =
            recall.recall("join", &(number, sources, made_from), || {
                let days = Days::of(near);
                let joined = |(article, sentences): (u32, &&[Sentence<'_>])| {
                    let joined = walk(&days, sentences, dated).into_iter();
                    joined.map(move |(told, join)| (article, told, join))
                };
                (0..).zip(articles).flat_map(joined).collect()
            });
        let place = |(article, told, join): (u32, u32, Join)| {
            let first = articles.get(usize::try_from(article).ok()?)?.first()?;
            Some(((first.place.0, usize::try_from(told).ok()?), join))
        };
        joined.into_iter().filter_map(place).collect::<Vec<_>>()
    };
    by_month.par_iter().flat_map_iter(of_month).collect()
}

/// How many months on articles count their days from: "nine days before the vote" may be of the next one.
fn looks_ahead(articles: &[&[Sentence<'_>]]) -> i32 {
    let echoes = articles.iter().copied().flatten().flat_map(|sentence| &sentence.told.echoes);
    i32::from(echoes.into_iter().any(|echo| echo.days > 0))
}

/// The months whose events the articles of a month may speak of without a date.
fn near<'b, 'a>(months: &'b [Month<'a>], number: Option<i32>, ahead: i32) -> &'b [Month<'a>] {
    let Some(number) = number else { return &[] };
    let from = months.partition_point(|month| month.number < number - 1);
    let to = months.partition_point(|month| month.number <= number + ahead);
    months.get(from..to).unwrap_or_default()
}
