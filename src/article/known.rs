//! What is known of an article beside its text, put into its front matter.

use super::{FrontMatter, Image, byline};
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
    people(front, facts);
    picture(front, facts);
    front.truncated |= facts.truncated;
    for (key, value) in &facts.extra {
        front.extra.entry(key.clone()).or_insert_with(|| value.clone());
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
    let image = Image { url: value(&facts.image), caption: value(&facts.caption), credit: None };
    front.image = Some(image);
    if let Some(fact) = facts.image.as_ref().or(facts.caption.as_ref()) {
        front.origin.insert("image".to_owned(), fact.origin.clone());
    }
}
