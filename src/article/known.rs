//! What is known of an article beside its text, put into its front matter.

use super::html::without_site;
use super::{FrontMatter, Image, byline};
use crate::date::Stamp;
use crate::scrape::{Fact, Facts};

/// Fills what is not known yet from the facts beside the text.
pub(super) fn fill(front: &mut FrontMatter, facts: &Facts) {
    let FrontMatter { origin, .. } = front;
    let mut told = |key: &str, from: &str| drop(origin.insert(key.to_owned(), from.to_owned()));
    take(&mut front.title, facts.title.as_ref(), |from| told("title", from));
    take(&mut front.description, facts.description.as_ref(), |from| told("description", from));
    take(&mut front.date, facts.published.as_ref(), |from| told("date", from));
    take(&mut front.updated, facts.updated.as_ref(), |from| told("updated", from));
    take(&mut front.captured, facts.captured.as_ref(), |from| told("captured", from));
    take(&mut front.outlet, facts.outlet.as_ref(), |from| told("outlet", from));
    take(&mut front.url, facts.url.as_ref(), |from| told("url", from));
    take(&mut front.archive_url, facts.archive_url.as_ref(), |from| told("archive_url", from));
    take(&mut front.language, facts.language.as_ref(), |from| told("language", from));
    take(&mut front.section, facts.section.as_ref(), |from| told("section", from));
    if front.tags.is_empty() {
        front.tags = facts.tags.iter().map(|tag| tag.value.clone()).collect();
    }
    resolve(front);
    from_archive(front);
    people(front, facts);
    picture(front, facts);
    front.truncated |= facts.truncated;
    for (key, value) in &facts.extra {
        front.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

/// Named characters that programs leave in what they pass on, perhaps several times over: "Harbour &amp;#039;closed&amp;#039;".
fn resolve(front: &mut FrontMatter) {
    const TIMES: usize = 3;
    let texts = [&mut front.title, &mut front.description, &mut front.outlet, &mut front.section];
    for text in texts.into_iter().flatten().chain(&mut front.tags) {
        for _ in 0..TIMES {
            if !text.contains('&') || !text.contains(';') {
                break;
            }
            *text = htmlize::unescape(text.as_str()).into_owned();
        }
    }
}

/// Takes the outlet's name off the headline, and out of the authors where others are named: "Pier reopens | Harbour Times".
pub(super) fn without_outlet(front: &mut FrontMatter) {
    if let Some(title) = &mut front.title {
        *title = without_site(title, front.outlet.as_slice()).to_owned();
    }
    let Some(outlet) = &front.outlet else { return };
    let is_outlet = |author: &String| {
        author.strip_prefix(outlet.as_str()).is_some_and(|rest| matches!(rest, "" | " Staff"))
    };
    if !front.authors.iter().all(is_outlet) {
        front.authors.retain(|author| !is_outlet(author));
    }
}

/// A page in the Wayback Machine: when it was captured, and the address it had.
fn archived(url: &str) -> Option<(Stamp, &str)> {
    let (_, path) = url.split_once("://web.archive.org/web/")?;
    let (moment, original) = path.split_once('/')?;
    let digits =
        moment.get(..14).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let stamp = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14)
    );
    original.starts_with("http").then_some((stamp.parse().ok()?, original))
}

/// What is told by the address of a page in an archive.
fn from_archive(front: &mut FrontMatter) {
    let Some(url) = front.url.clone() else { return };
    let Some((captured, original)) = archived(&url) else { return };
    front.url = Some(original.to_owned());
    front.captured.get_or_insert(captured);
    front.archive_url.get_or_insert(url.clone());
    for key in ["captured", "archive_url"] {
        front.origin.entry(key.to_owned()).or_insert_with(|| "url".to_owned());
    }
}

fn take<T: Clone>(slot: &mut Option<T>, fact: Option<&Fact<T>>, mut told: impl FnMut(&str)) {
    if let (None, Some(fact)) = (&slot, fact) {
        *slot = Some(fact.value.clone());
        told(&fact.origin);
    }
}

fn people(front: &mut FrontMatter, facts: &Facts) {
    for fact in &facts.bylines {
        let byline = byline::stated(&fact.value);
        if front.origin.get("authors").is_none_or(|origin| *origin == fact.origin) {
            for author in byline.authors {
                if !front.authors.contains(&author) {
                    front.authors.push(author);
                    front.origin.insert("authors".to_owned(), fact.origin.clone());
                }
            }
        }
        front.credits.extend(byline.credits);
        for agency in byline.agencies {
            if !front.agencies.contains(&agency) {
                front.agencies.push(agency);
            }
        }
    }
}

fn picture(front: &mut FrontMatter, facts: &Facts) {
    if front.image.is_some() || facts.image.is_none() && facts.caption.is_none() {
        return;
    }
    let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    let image = Image {
        url: value(&facts.image),
        caption: value(&facts.caption),
        credit: value(&facts.credit),
    };
    front.image = Some(image);
    if let Some(fact) = facts.image.as_ref().or(facts.caption.as_ref()) {
        front.origin.insert("image".to_owned(), fact.origin.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archives_address_tells_the_pages_own_and_when_it_was_captured() {
        let url = "https://web.archive.org/web/20240304050607id_/https://post.example/pier";
        let mut front = FrontMatter { url: Some(url.to_owned()), ..FrontMatter::default() };
        from_archive(&mut front);
        assert_eq!(front.url.as_deref(), Some("https://post.example/pier"));
        assert_eq!(front.archive_url.as_deref(), Some(url));
        assert_eq!(front.captured.unwrap().to_string(), "2024-03-04T05:06:07Z");
    }

    #[test]
    fn named_characters_are_read_however_often_they_were_written_out() {
        let mut front = FrontMatter {
            title: Some("Pier &amp;#039;open&#039; &amp; busy".to_owned()),
            tags: vec!["Q&A; more".to_owned()],
            ..FrontMatter::default()
        };
        resolve(&mut front);
        assert_eq!(front.title.as_deref(), Some("Pier 'open' & busy"));
        assert_eq!(front.tags, ["Q&A; more"]);
    }

    #[test]
    fn the_outlets_name_is_no_part_of_a_headline_and_no_author_beside_another() {
        let mut front = FrontMatter {
            title: Some("Pier reopens - Shore Post".to_owned()),
            outlet: Some("Shore Post".to_owned()),
            authors: vec!["Ann Lee".to_owned(), "Shore Post Staff".to_owned()],
            ..FrontMatter::default()
        };
        without_outlet(&mut front);
        assert_eq!(front.title.as_deref(), Some("Pier reopens"));
        assert_eq!(front.authors, ["Ann Lee"]);
    }
}
