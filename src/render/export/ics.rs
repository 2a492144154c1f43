//! Events as a calendar (RFC 5545).

use crate::date::Edtf;
use crate::render::digest::{Digest, EventDigest};

/// One entry an event whose first and last day are known.
pub fn write(digest: &Digest) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//dateline//timeline//EN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&digest.title)),
    ];
    for event in &digest.events {
        if let Some((first, last)) = event.date.and_then(days) {
            lines.extend(entry(digest, event, &first, &last));
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// The first day, and the day after the last, as a calendar writes them.
fn days(date: Edtf) -> Option<(String, String)> {
    let plain = |day: crate::date::Day| day.to_string().replace('-', "");
    Some((plain(date.first()?), plain(date.last()?.plus(1)?)))
}

fn entry(digest: &Digest, event: &EventDigest, first: &str, last: &str) -> Vec<String> {
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@dateline", event.id),
        format!("DTSTAMP:{first}T000000Z"),
        format!("DTSTART;VALUE=DATE:{first}"),
        format!("DTEND;VALUE=DATE:{last}"),
        format!("SUMMARY:{}", escaped(&event.headline)),
    ];
    if !event.places.is_empty() {
        lines.push(format!("LOCATION:{}", escaped(&event.places.join(", "))));
    }
    if !digest.base.is_empty() {
        lines.push(format!("URL:{}", digest.absolute(&event.url)));
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

fn escaped(text: &str) -> String {
    let text =
        text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A line of at most 75 bytes; what is longer goes on in the next one, after a space.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_and_marks_escaped() {
        let event = EventDigest {
            id: "a".into(),
            headline: "é, ".repeat(60),
            date: "2024-03".parse().ok(),
            ..EventDigest::default()
        };
        let text = write(&Digest { events: vec![event], ..Digest::default() });
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.contains("DTSTART;VALUE=DATE:20240301\r\nDTEND;VALUE=DATE:20240401"));
        assert!(text.contains("é\\, é"));
    }
}
