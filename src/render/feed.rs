//! Atom, JSON Feed, sitemap and robots.txt.

use super::data::{Digest, EventDigest};
use std::fmt::Write;

/// How many events a feed holds: the newest.
const LONGEST: usize = 50;

/// Text inside XML: marks escaped, characters that XML 1.0 does not have left out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
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

fn newest(digest: &Digest) -> impl Iterator<Item = &EventDigest> {
    digest.events.iter().rev().filter(|event| event.date.is_some()).take(LONGEST)
}

/// The day a feed states for an event, as a moment: a feed knows no days.
fn moment(event: &EventDigest) -> String {
    let day = event.date.and_then(|date| date.last().or(date.first()));
    day.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"))
}

fn summary(event: &EventDigest) -> String {
    let words = event.passages.first().map(|(.., words)| format!("“{words}”"));
    let outlets = if event.outlets.is_empty() {
        "an unnamed outlet".to_owned()
    } else {
        event.outlets.join(", ")
    };
    format!("{} Reported by {outlets}.", words.unwrap_or_default()).trim_start().to_owned()
}

/// An id that does not change with the site's address.
fn tag(digest: &Digest, id: &str) -> String {
    format!("urn:dateline:{}:{}", crate::text::slug(&digest.title, 60), crate::text::slug(id, 100))
}

/// The newest events as an Atom feed (RFC 4287).
pub(super) fn atom(digest: &Digest) -> String {
    let updated =
        newest(digest).map(moment).max().unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned());
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let _ = writeln!(
        out,
        "<title>{}</title>\n<id>{}</id>\n<updated>{updated}</updated>",
        xml(&digest.title),
        tag(digest, "feed")
    );
    let _ = writeln!(out, "<author><name>{}</name></author>", xml(&digest.title));
    let _ = writeln!(
        out,
        "<link rel=\"self\" href=\"{}\"/>\n<link href=\"{}\"/>",
        xml(&digest.absolute("feed.xml")),
        xml(&digest.absolute("index.html"))
    );
    for event in newest(digest) {
        let _ = writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<link href=\"{}\"/>\n<summary>{}</summary>\n</entry>",
            xml(&event.headline),
            tag(digest, &event.id),
            moment(event),
            xml(&digest.absolute(&event.url)),
            xml(&summary(event))
        );
    }
    out.push_str("</feed>\n");
    out
}

/// The newest events as a JSON Feed, version 1.1 (<https://www.jsonfeed.org/version/1.1/>).
pub(super) fn json(digest: &Digest) -> String {
    let item = |event: &EventDigest| {
        serde_json::json!({
            "id": tag(digest, &event.id),
            "url": digest.absolute(&event.url),
            "title": event.headline,
            "content_text": summary(event),
            "date_published": moment(event),
        })
    };
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": digest.title,
        "description": digest.description,
        "language": digest.language,
        "home_page_url": digest.absolute("index.html"),
        "feed_url": digest.absolute("feed.json"),
        "items": newest(digest).map(item).collect::<Vec<_>>(),
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
    fn a_feed_names_its_events() {
        let event = EventDigest {
            headline: "Ferry <stops>".into(),
            date: "2024-03-05".parse().ok(),
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
        assert!(json(&digest).contains("2024-03-05T00:00:00Z"));
    }
}
