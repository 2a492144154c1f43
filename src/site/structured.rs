//! What a page tells machines of itself: `NewsArticle` and `Event` of <https://schema.org>, as JSON-LD.
//!
//! Only facts stand in it: no words of an article's text.

use super::article::ArticleContext;
use super::event::EventContext;
use serde::Serialize;

/// An article or an event, as JSON-LD.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Structured {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    #[serde(rename = "articleSection", skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(rename = "wordCount", skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "mainEntityOfPage", skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(rename = "isBasedOn", skip_serializing_if = "Option::is_none")]
    based_on: Option<String>,
}

/// Somebody or something with a name.
#[derive(Clone, Debug, Serialize)]
struct Thing {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
}

const SCHEMA: &str = "https://schema.org";

/// Everybody of a list, as things of one kind.
fn things(kind: &'static str, names: impl Iterator<Item = String>) -> Vec<Thing> {
    names.map(|name| Thing { kind, name }).collect()
}

/// An article at its address on the web, where the site says where it stands.
pub fn article(view: &ArticleContext, canonical: Option<&str>) -> Structured {
    let outlet = Some(view.outlet.name.clone()).filter(|name| !name.is_empty());
    Structured {
        context: SCHEMA,
        kind: "NewsArticle",
        headline: Some(view.title.clone()).filter(|_| view.titled),
        published: view.date.clone(),
        modified: view.updated.clone(),
        language: view.language.clone(),
        author: things("Person", view.authors.iter().map(|author| author.text.clone())),
        publisher: outlet.map(|name| Thing { kind: "NewsMediaOrganization", name }),
        keywords: view.tags.iter().map(|tag| tag.text.clone()).collect(),
        section: view.section.clone(),
        words: Some(view.words),
        url: view.original.clone(),
        page: canonical.map(str::to_owned),
        based_on: view.original.clone(),
        ..Structured::default()
    }
}

/// An event; its dates are given where a calendar has them.
pub fn event(view: &EventContext, canonical: Option<&str>) -> Structured {
    let event = &view.event;
    let date = event.date.as_deref().unwrap_or_default().trim_end_matches('~');
    let (start, end) = date.split_once('/').unwrap_or((date, ""));
    let day =
        |date: &str| (!matches!(date, "" | "..")).then(|| date.trim_end_matches('~').to_owned());
    let named = |list: &[super::listed::Link], kind| {
        things(kind, list.iter().map(|link| link.text.clone()))
    };
    Structured {
        context: SCHEMA,
        kind: "Event",
        name: Some(event.headline.clone()),
        start: day(start),
        end: day(end),
        location: named(&event.places, "Place"),
        about: [named(&event.people, "Person"), named(&event.organisations, "Organization")]
            .concat(),
        url: canonical.map(str::to_owned),
        ..Structured::default()
    }
}
