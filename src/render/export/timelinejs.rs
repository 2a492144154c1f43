//! Events for TimelineJS (<https://timeline.knightlab.com/docs/json-format.html>).

use super::pretty;
use crate::date::Partial;
use crate::render::digest::{Digest, EventDigest};
use crate::render::feed::xml;
use serde_json::{Value, json};

/// One slide an event that has a date.
pub fn write(digest: &Digest) -> String {
    let mut words = digest.words();
    let events = digest.events.iter();
    let events: Vec<Value> =
        events.filter_map(|event| slide(digest, event, event.quoted(&mut words))).collect();
    pretty(&json!({
        "title": {"text": {"headline": xml(&digest.title), "text": xml(&digest.description)}},
        "events": events,
    }))
}

fn slide(digest: &Digest, event: &EventDigest, quote: Option<String>) -> Option<Value> {
    let date = event.date?;
    let start = date.begin.or(date.end)?;
    let mut slide = json!({
        "unique_id": event.id,
        "start_date": of(start),
        "text": {"headline": xml(&event.headline), "text": text(digest, event, quote)},
    });
    if let (Some(end), Some(_), Some(slide)) =
        (date.end.filter(|end| *end != start), date.begin, slide.as_object_mut())
    {
        slide.insert("end_date".to_owned(), of(end));
    }
    Some(slide)
}

/// TimelineJS shows this as HTML: every word of a scrape is escaped. Where no outlet stands beside it, the headline is the link.
fn text(digest: &Digest, event: &EventDigest, quote: Option<String>) -> String {
    let quote = quote.map(|words| format!("<p>“{}”</p>", xml(&words))).unwrap_or_default();
    let outlets = event.outlets.join(", ");
    let link = if outlets.is_empty() { &event.headline } else { &outlets };
    format!("{quote}<p><a href=\"{}\">{}</a></p>", xml(&digest.absolute(&event.url)), xml(link))
}

fn of(date: Partial) -> Value {
    match date {
        Partial::Year(year) => json!({"year": year}),
        Partial::Month(year, month) => json!({"year": year, "month": month}),
        Partial::Day(day) => json!({"year": day.year(), "month": day.month(), "day": day.day()}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_that_no_outlet_reports_has_words_to_its_link() {
        let event = EventDigest {
            headline: "A mill is built".into(),
            date: "1820".parse().ok(),
            ..EventDigest::default()
        };
        let written = write(&Digest { events: vec![event], ..Digest::default() });
        assert!(written.contains("\\\">A mill is built</a>"), "{written}");
    }
}
