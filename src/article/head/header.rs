//! `Key: value` lines at the very top of a captured text.

use super::super::page::Page;
use super::{date_line, take_byline};

/// Lines such as `Source: Harbour Times` at the very top; two of them, or one before a blank line.
pub(super) fn read(page: &mut Page) {
    let mut found = Vec::new();
    for at in page.filled() {
        match header(page.text(at)) {
            Some((key, value)) => found.push((at, key, value.to_owned())),
            None => break,
        }
    }
    let last_is_apart = found.last().is_some_and(|(at, ..)| page.is_followed_by_blank(*at));
    if found.len() < 2 && !last_is_apart {
        return;
    }
    for (at, key, value) in found {
        if understand_header(page, key, &value) {
            page.understand(at);
        } else if key == "sender" {
            page.remove(at, "imprint");
        }
    }
}

const HEADERS: &[(&str, &str)] = &[
    ("author", "authors"),
    ("authors", "authors"),
    ("by", "authors"),
    ("byline", "authors"),
    ("date", "date"),
    ("description", "description"),
    ("from", "sender"),
    ("headline", "title"),
    ("language", "language"),
    ("link", "url"),
    ("outlet", "outlet"),
    ("publication", "outlet"),
    ("publish date", "date"),
    ("published", "date"),
    ("publisher", "outlet"),
    ("section", "section"),
    ("site", "outlet"),
    ("source", "outlet"),
    ("subject", "title"),
    ("title", "title"),
    ("to", "sender"),
    ("updated", "updated"),
    ("url", "url"),
];

fn header(line: &str) -> Option<(&'static str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim().trim_matches('*').to_lowercase();
    let (_, field) = HEADERS.iter().find(|(known, _)| *known == key)?;
    let value = value.trim().trim_matches('*').trim();
    (!value.is_empty() && value.len() <= 500).then_some((*field, value))
}

fn understand_header(page: &mut Page, key: &str, value: &str) -> bool {
    let front = &mut page.front;
    match key {
        "title" => front.title = Some(value.to_owned()),
        "description" => front.description = Some(value.to_owned()),
        "language" => front.language = Some(value.to_owned()),
        "section" => front.section = Some(value.to_owned()),
        "url" => front.url = Some(value.trim_matches(['<', '>']).to_owned()),
        "outlet" if value.starts_with("http") => front.url = Some(value.to_owned()),
        "outlet" if is_sentence(value) => return false,
        "outlet" => front.outlet = Some(value.to_owned()),
        "authors" => take_byline(page, value, "text"),
        "date" | "updated" => return take_date(page, key, value),
        _ => return false,
    }
    page.origin(key, "text");
    true
}

/// Whether a value goes on as a sentence does: "Source: a well, so the town need not pay."
fn is_sentence(value: &str) -> bool {
    const MOST: usize = 8;
    value.split_whitespace().count() > MOST
        || value.starts_with(char::is_lowercase) && value.ends_with('.')
}

fn take_date(page: &mut Page, key: &str, value: &str) -> bool {
    let Some(stamp) = date_line(value) else { return false };
    if key == "updated" {
        page.front.updated = Some(stamp);
    } else {
        page.front.date = Some(stamp);
    }
    page.origin(key, "text");
    true
}

#[cfg(test)]
mod tests {
    use super::super::super::page::Markup;
    use super::*;

    #[test]
    fn header_lines_are_fields() {
        let text = "Title: Ferry stops\nSource: Harbour Times\nURL: https://harbour.example/a\n\nThe \
                    ferry stopped.";
        let mut page = Page::of(text, Markup::Text, 1);
        read(&mut page);
        assert_eq!(page.front.outlet.as_deref(), Some("Harbour Times"));
        assert_eq!(page.front.url.as_deref(), Some("https://harbour.example/a"));
    }

    #[test]
    fn a_letters_head_tells_subject_and_day() {
        let text = "From: Tidal Notes <notes@tidal.example>\nSubject: Ferry stops\nDate: Sun, 10 Mar 2024 \
                    09:15:00 +0000\n\nThe ferry stopped.";
        let mut page = Page::of(text, Markup::Text, 1);
        read(&mut page);
        assert_eq!(page.front.title.as_deref(), Some("Ferry stops"));
        assert_eq!(page.front.date.unwrap().to_string(), "2024-03-10T09:15:00Z");
        assert_eq!(page.filled().len(), 1);
    }
}
