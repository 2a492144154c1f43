//! Passages as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>), each with a quote and a position selector.
//!
//! `export` writes them as one page. A site has a collection of pages, one a month of publication, so that an edited
//! article touches its own month alone.

use super::pretty;
use crate::article::{Article, ArticleId};
use crate::corpus::{Event, Passage, PassagePart};
use crate::desk::OutletRight;
use crate::site::rights::{Words, right};
use crate::site::{Index, Story, fingerprint};
use crate::text::CodePoints;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many characters before and after a quote tell it from the same words elsewhere.
const AROUND: usize = 32;
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const PAGE: &str = "AnnotationPage";

/// A page of a collection; the fields of these types stand in the order of their names in JSON.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    items: Vec<Annotation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(rename = "partOf", skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct Annotation<'a> {
    body: TextualBody<'a>,
    id: String,
    motivation: &'static str,
    target: Target<'a>,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct TextualBody<'a> {
    purpose: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct Target<'a> {
    selector: Vec<Selector<'a>>,
    source: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Selector<'a> {
    Quote {
        exact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        prefix: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
        #[serde(rename = "type")]
        kind: &'static str,
    },
    Position {
        end: usize,
        start: usize,
        #[serde(rename = "type")]
        kind: &'static str,
    },
}

/// The pages of a collection.
#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    id: String,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    total: usize,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// The annotations of articles published in one month.
#[derive(Clone, Debug)]
pub struct Month<'a> {
    /// `2024-03`, or `undated`.
    pub name: String,
    /// The passages, with the events they are evidence for.
    pub passages: Vec<(&'a Event, &'a Passage)>,
}

/// The months of a site, in order.
pub fn months<'a>(index: &Index<'a>) -> Vec<Month<'a>> {
    let mut months: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (event, passage) in passages(index.entries.iter().map(|entry| entry.event)) {
        if index.order.contains_key(&passage.article) {
            let month = index.published(&passage.article).map(|day| (day.year(), day.month()));
            months.entry((month.is_none(), month)).or_default().push((event, passage));
        }
    }
    let name = |month: Option<(i16, i8)>| {
        month.map_or_else(|| "undated".to_owned(), |(year, month)| format!("{year:04}-{month:02}"))
    };
    months.into_iter().map(|((_, month), passages)| Month { name: name(month), passages }).collect()
}

impl Month<'_> {
    /// Its file in the output.
    pub fn path(&self) -> String {
        format!("data/annotations/{}.json", self.name)
    }

    /// The articles it annotates.
    pub fn articles(&self) -> Vec<&ArticleId> {
        let mut ids: Vec<_> = self.passages.iter().map(|(_, passage)| &passage.article).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// A fingerprint of all that its file shows but for the articles' texts.
    pub fn seed(&self, story: &Story<'_>) -> u128 {
        let shown: Vec<_> = self
            .passages
            .iter()
            .map(|(event, passage)| (&event.id, &event.headline.text, passage))
            .collect();
        let texts: Vec<_> = self
            .articles()
            .into_iter()
            .map(|id| (story.cards.get(id).map(|card| &card.url), right(story, id)))
            .collect();
        fingerprint(&(shown, texts, story.config.publish.quote_words, base(story)))
    }

    /// Its file: a page of the collection `data/annotations.json`, which goes on with the month `next`.
    pub fn write(
        &self,
        story: &Story<'_>,
        articles: &BTreeMap<ArticleId, Article>,
        next: Option<&str>,
    ) -> String {
        let base = base(story);
        pretty(&Page {
            context: CONTEXT,
            id: address(&base, &self.name),
            items: annotations(story, articles, &self.passages),
            next: next.map(|next| address(&base, next)),
            part_of: Some(format!("{base}data/annotations.json")),
            kind: PAGE,
        })
    }
}

/// The collection of all months' pages.
pub fn collection(story: &Story<'_>, months: &[Month<'_>]) -> String {
    let base = base(story);
    let total: usize = months.iter().map(|month| month.passages.len()).sum();
    pretty(&Collection {
        context: CONTEXT,
        first: months.first().map(|month| address(&base, &month.name)),
        id: format!("{base}data/annotations.json"),
        label: &story.config.title,
        last: months.last().map(|month| address(&base, &month.name)),
        total,
        kind: "AnnotationCollection",
    })
}

/// Where the site stands, ending in `/`; a site that does not say so has names in place of addresses.
fn base(story: &Story<'_>) -> String {
    match story.config.base_url.as_deref().unwrap_or_default() {
        "" => "urn:dateline:".to_owned(),
        base => format!("{}/", base.trim_end_matches('/')),
    }
}

/// A month's address.
fn address(base: &str, month: &str) -> String {
    format!("{base}data/annotations/{month}.json")
}

/// One annotation a passage in a body, in one page.
pub fn write(story: &Story<'_>, articles: &BTreeMap<ArticleId, Article>) -> String {
    let all: Vec<_> = passages(story.corpus.events.iter()).collect();
    pretty(&Page {
        context: CONTEXT,
        id: "urn:dateline:annotations".to_owned(),
        items: annotations(story, articles, &all),
        next: None,
        part_of: None,
        kind: PAGE,
    })
}

fn passages<'a>(
    events: impl Iterator<Item = &'a Event>,
) -> impl Iterator<Item = (&'a Event, &'a Passage)> {
    let all = events.flat_map(|event| event.passages.iter().map(move |passage| (event, passage)));
    all.filter(|(_, passage)| passage.part == PassagePart::Body)
}

fn annotations<'a>(
    story: &Story<'_>,
    articles: &'a BTreeMap<ArticleId, Article>,
    passages: &[(&'a Event, &'a Passage)],
) -> Vec<Annotation<'a>> {
    let points: BTreeMap<&ArticleId, CodePoints<'_>> =
        articles.iter().map(|(id, article)| (id, CodePoints::of(&article.body))).collect();
    let mut words = Words::new(story.config.publish.quote_words);
    let one = |(event, passage): &(&'a Event, &'a Passage)| {
        let article = articles.get(&passage.article)?;
        let (start, end) = points.get(&passage.article)?.range(passage.span);
        let position = Selector::Position { end, start, kind: "TextPositionSelector" };
        let quote = quote(&mut words, right(story, &passage.article), (passage, &article.body));
        let selector = quote.into_iter().chain([position]).collect();
        Some(annotation(event, passage, (article, selector)))
    };
    passages.iter().filter_map(one).collect()
}

/// The passage's own words, as far as they may go out; what stands around them where all of the text may.
fn quote<'a>(
    words: &mut Words<'a>,
    right: OutletRight,
    (passage, body): (&'a Passage, &'a str),
) -> Option<Selector<'a>> {
    let kind = "TextQuoteSelector";
    let exact = words.quote(passage.article.as_str(), right, &passage.text)?;
    if right != OutletRight::Full {
        let bare = if exact == passage.text { &exact } else { exact.trim_end_matches(" …") };
        return Some(Selector::Quote { exact: bare.to_owned(), prefix: None, suffix: None, kind });
    }
    let before = body.get(..passage.span.start as usize).unwrap_or_default();
    let after = body.get(passage.span.end as usize..).unwrap_or_default();
    let skip = before.chars().rev().take(AROUND).map(char::len_utf8).sum::<usize>();
    let take = after.chars().take(AROUND).map(char::len_utf8).sum::<usize>();
    let (prefix, suffix) = (before.get(before.len() - skip..), after.get(..take));
    Some(Selector::Quote { exact, prefix, suffix, kind })
}

fn annotation<'a>(
    event: &'a Event,
    passage: &'a Passage,
    (article, selector): (&'a Article, Vec<Selector<'a>>),
) -> Annotation<'a> {
    let id = passage.article.as_str();
    let named = || Cow::Owned(format!("urn:dateline:article:{id}"));
    let source = article.front.url.as_deref().map_or_else(named, Cow::Borrowed);
    Annotation {
        body: TextualBody {
            purpose: "identifying",
            kind: "TextualBody",
            value: &event.headline.text,
        },
        id: format!("urn:dateline:{}:{id}:{}", event.id.0, passage.span.start),
        motivation: "identifying",
        target: Target { selector, source },
        kind: "Annotation",
    }
}
