//! Passages as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>), each with a quote and a position selector.

use super::pretty;
use crate::article::ArticleId;
use crate::corpus::{Event, Passage, PassagePart};
use crate::site::{Record, Story};
use crate::text::CodePoints;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many characters before and after a quote tell it from the same words elsewhere.
const AROUND: usize = 32;

/// One annotation a passage in a body.
pub fn write(story: &Story<'_>, records: &BTreeMap<ArticleId, Record>) -> String {
    let points: BTreeMap<&ArticleId, CodePoints<'_>> =
        records.iter().map(|(id, record)| (id, CodePoints::of(&record.article.body))).collect();
    let all = story
        .corpus
        .events
        .iter()
        .flat_map(|event| event.passages.iter().map(move |passage| (event, passage)));
    let annotations: Vec<Value> = all
        .filter(|(_, passage)| passage.part == PassagePart::Body)
        .filter_map(|(event, passage)| {
            let record = records.get(&passage.article)?;
            Some(annotation((event, passage), &record.article, points.get(&passage.article)?))
        })
        .collect();
    pretty(&json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "id": "urn:dateline:annotations",
        "items": annotations,
    }))
}

fn annotation(
    (event, passage): (&Event, &Passage),
    article: &crate::article::Article,
    points: &CodePoints<'_>,
) -> Value {
    let body = &article.body;
    let (start, end) = points.range(passage.span);
    let before = body.get(..passage.span.start as usize).unwrap_or_default();
    let after = body.get(passage.span.end as usize..).unwrap_or_default();
    let skip = before.chars().count().saturating_sub(AROUND);
    let source = article
        .front
        .url
        .clone()
        .unwrap_or_else(|| format!("urn:dateline:article:{}", passage.article.as_str()));
    json!({
        "type": "Annotation",
        "id": format!("urn:dateline:{}:{}:{start}", event.id.0, passage.article.as_str()),
        "motivation": "identifying",
        "body": {"type": "TextualBody", "value": event.headline.text, "purpose": "identifying"},
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": passage.text,
                    "prefix": before.chars().skip(skip).collect::<String>(),
                    "suffix": after.chars().take(AROUND).collect::<String>(),
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    })
}
