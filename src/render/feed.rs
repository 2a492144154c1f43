//! Atom, JSON Feed, sitemap and robots.txt.

use super::digest::{Digest, EventDigest};
use crate::markdown::escape::percent;
use crate::site::Folder;
use crate::text::slug;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many events a feed holds: the newest.
const LONGEST: usize = 50;

/// The feed of one outlet, person or place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Feed {
    /// Its file in the output.
    pub path: String,
    /// What it is about.
    pub name: String,
    /// The page it is about.
    pub home: String,
    /// Its events, newest first, by their place in the digest.
    pub events: Vec<usize>,
}

/// The feeds of all outlets, people and places that have a page and an event.
pub fn feeds(digest: &Digest) -> Vec<Feed> {
    let mut events: BTreeMap<(Folder, &str), Vec<usize>> = BTreeMap::new();
    for (at, event) in digest.events.iter().enumerate().rev() {
        for (folder, slug) in &event.subjects {
            let events = events.entry((*folder, slug)).or_default();
            if event.date.is_some() && events.len() < LONGEST && events.last() != Some(&at) {
                events.push(at);
            }
        }
    }
    let feeds = digest.things.iter().filter_map(|thing| {
        let events = events.remove(&(thing.folder, thing.slug.as_str()))?;
        let path = format!("feed/{}", thing.url.replace(".html", ".xml"));
        let (name, home) = (thing.name.clone(), thing.url.clone());
        (!events.is_empty()).then_some(Feed { path, name, home, events })
    });
    feeds.collect()
}

impl Feed {
    /// The feed as Atom.
    pub fn write(&self, digest: &Digest) -> String {
        let events = self.events.iter().filter_map(|at| digest.events.get(*at)).collect();
        let title = format!("{}: {}", digest.title, self.name);
        written(digest, (&title, &self.path, &self.home), events)
    }
}

/// Text inside XML: marks escaped, characters that XML 1.0 does not have left out.
pub(super) fn xml(text: &str) -> String {
    // All that is looked at one by one below begins with one of these.
    let stands = |byte: u8| {
        !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=0x1f | 0xef) || byte == b'\n'
    };
    if text.bytes().all(stands) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t'
            | '\n'
            | '\r'
            | ' '..='\u{d7ff}'
            | '\u{e000}'..='\u{fffd}'
            | '\u{10000}'..='\u{10ffff}' => out.push(c),
            _ => {}
        }
    }
    out
}

fn newest(digest: &Digest) -> Vec<&EventDigest> {
    digest.events.iter().rev().filter(|event| event.date.is_some()).take(LONGEST).collect()
}

/// When an event was last reported, as a moment: a feed knows no days. Where no article tells, the event's own day.
fn moment(event: &EventDigest) -> String {
    let day = event.date.and_then(|date| date.last().or(date.first()));
    let day = event.reported.clone().or_else(|| day.map(|day| day.to_string()));
    format!("{}T00:00:00Z", day.as_deref().unwrap_or("1970-01-01"))
}

fn summary(event: &EventDigest, quote: Option<String>) -> String {
    let words = quote.map(|words| format!("“{words}”")).unwrap_or_default();
    let date = event.date.map(|date| format!("{date}.")).unwrap_or_default();
    let parts = [words, date, event.outlets.join(", ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An id that does not change with the site's address.
fn tag(digest: &Digest, id: &str) -> String {
    format!("urn:dateline:{}:{}", part(&digest.title, 60), part(id, 1_000))
}

/// A part of an id; letters beyond ASCII are told by their bytes, so that two names in another script stay two.
fn part(name: &str, most: usize) -> String {
    if name.is_ascii() { slug(name, most) } else { slug(&percent(name), most) }
}

/// The newest events as an Atom feed (RFC 4287).
pub(super) fn atom(digest: &Digest) -> String {
    written(digest, (&digest.title, "feed.xml", "index.html"), newest(digest))
}

/// A feed, given its title, its file and the page it belongs to.
fn written(
    digest: &Digest,
    (title, path, home): (&str, &str, &str),
    events: Vec<&EventDigest>,
) -> String {
    let updated = events.iter().map(|event| moment(event)).max();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let _ = writeln!(
        out,
        "<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<author><name>{}</name></author>",
        xml(title),
        tag(digest, path),
        updated.as_deref().unwrap_or("1970-01-01T00:00:00Z"),
        xml(&digest.title),
    );
    let to_root = if digest.base.is_empty() {
        "../".repeat(path.matches('/').count())
    } else {
        String::new()
    };
    let address = |url: &str| xml(&digest.absolute(&format!("{to_root}{url}")));
    let _ = writeln!(
        out,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link href=\"{}\"/>",
        address(path),
        address(home),
    );
    let mut words = digest.words();
    for event in events {
        let quote = event.quoted(&mut words);
        let _ = writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<link href=\"{}\"/>\n<summary>{}</summary>\n</entry>",
            xml(&event.headline),
            tag(digest, &event.id),
            moment(event),
            address(&event.url),
            xml(&summary(event, quote))
        );
    }
    out.push_str("</feed>\n");
    out
}

/// The newest events as a JSON Feed, version 1.1 (<https://www.jsonfeed.org/version/1.1/>).
pub(super) fn json(digest: &Digest) -> String {
    let mut words = digest.words();
    let items = newest(digest).into_iter().map(|event| {
        serde_json::json!({
            "id": tag(digest, &event.id),
            "url": digest.absolute(&event.url),
            "title": event.headline,
            "content_text": summary(event, event.quoted(&mut words)),
            "date_published": moment(event),
        })
    });
    let items: Vec<_> = items.collect();
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": digest.title,
        "description": digest.description,
        "language": digest.language,
        "home_page_url": digest.absolute("index.html"),
        "feed_url": digest.absolute("feed.json"),
        "items": items,
    });
    super::export::pretty(&feed)
}

/// Every page, for search engines (<https://www.sitemaps.org/protocol.html>).
pub(super) fn sitemap(digest: &Digest) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in &digest.pages {
        let _ = writeln!(out, "<url><loc>{}</loc></url>", xml(&digest.absolute(page)));
    }
    out.push_str("</urlset>\n");
    out
}

/// Everything may be read; the sitemap is named where its address is known.
pub(super) fn robots(digest: &Digest) -> String {
    let map = if digest.base.is_empty() {
        String::new()
    } else {
        format!("Sitemap: {}sitemap.xml\n", digest.base)
    };
    format!("User-agent: *\nAllow: /\n{map}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_characters_that_xml_lacks_do_no_harm() {
        assert_eq!(xml("a<b> & \"c\"\u{1}\u{0}"), "a&lt;b&gt; &amp; &quot;c&quot;");
    }

    #[test]
    fn names_in_any_script_make_ids_of_their_own() {
        let ids = ["Ä", "حريق", "حصار", "fire"].map(|name| tag(&Digest::default(), name));
        let apart: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!((apart.len(), ids[3].as_str()), (4, "urn:dateline::fire"));
    }

    #[test]
    fn a_feed_names_its_events() {
        let event = EventDigest {
            headline: "Ferry <stops>".into(),
            date: "2024-03-05".parse().ok(),
            reported: Some("2024-03-06".into()),
            url: "event/a.html".into(),
            ..EventDigest::default()
        };
        let digest =
            Digest { events: vec![event], base: "https://x.example/".into(), ..Digest::default() };
        let feed = atom(&digest);
        assert!(
            feed.contains("<title>Ferry &lt;stops&gt;</title>")
                && feed.contains("https://x.example/event/a.html")
        );
        assert!(json(&digest).contains("2024-03-06T00:00:00Z"));
    }
}
