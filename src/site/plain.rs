//! Pages that show little of the story: written ones, method, search, not found, redirects.

use super::Story;
use super::index::Index;
use super::permalink::Permalink;
use crate::corpus::{Basis, Status};
use crate::desk::{Lead, WrittenPage};
use crate::markdown::{Html, Links, html};
use serde::Serialize;
use std::collections::BTreeSet;

/// A page that shows little of the story.
#[derive(Clone, Debug, Hash)]
pub enum Plain<'a> {
    /// A page the desk wrote.
    Written(&'a WrittenPage),
    /// How the site was made, and the desk's own words about it.
    Method(Option<&'a WrittenPage>, Box<Figures>),
    /// Search.
    Search,
    /// What is shown for an address that leads nowhere.
    NotFound,
    /// An address once published, and where it leads now.
    Redirect(Permalink),
}

/// What could be made of the articles, counted.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct Figures {
    /// Articles.
    pub articles: usize,
    /// Articles that state when they were published.
    pub stated: usize,
    /// Articles whose date other articles tell.
    pub inferred: usize,
    /// Articles whose date nothing tells.
    pub undated: usize,
    /// Articles without a headline.
    pub untitled: usize,
    /// Articles that name no outlet.
    pub unnamed: usize,
    /// Near-identical copies.
    pub copies: usize,
    /// Events.
    pub events: usize,
    /// Events that one outlet alone reports.
    pub single: usize,
    /// Events without a date.
    pub undated_events: usize,
    /// Events a person wrote or confirmed.
    pub written: usize,
    /// Events whose accounts differ.
    pub differing: usize,
    /// The longest passage that is published of one article, in words.
    pub quote_words: usize,
}

/// A plain page as its template sees it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlainContext {
    /// Its title, where the desk gave it one.
    pub title: Option<String>,
    /// The desk's words.
    pub text: Option<Html>,
    /// Figures for the method page.
    pub figures: Option<Figures>,
    /// Where a redirect leads.
    pub target: Option<String>,
}

/// The template of redirects.
pub const REDIRECT: &str = "redirect.html";
/// The templates of the other plain pages.
pub const TEMPLATES: &[&str] = &["page.html", "method.html", "search.html", "404.html"];

impl Plain<'_> {
    /// The template's name.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Written(_) => "page.html",
            Self::Method(..) => "method.html",
            Self::Search => "search.html",
            Self::NotFound => "404.html",
            Self::Redirect(_) => REDIRECT,
        }
    }
}

/// The plain pages, but for redirects.
pub fn plan<'a>(index: &Index<'a>) -> Vec<(Permalink, Plain<'a>)> {
    let written = index.story.desk.pages.iter();
    let is_method = |page: &&WrittenPage| page.slug == "method";
    let method = written.clone().find(is_method);
    let pages = written
        .filter(|page| !is_method(page))
        .map(|page| (Permalink::top(&page.slug), Plain::Written(page)));
    let ours = [
        (Permalink::top("method"), Plain::Method(method, Box::new(figures(index)))),
        (Permalink::top("search"), Plain::Search),
        (Permalink::top("404"), Plain::NotFound),
    ];
    ours.into_iter().chain(pages).collect()
}

/// Redirects from addresses once published that no page has now.
pub fn redirects<'a>(story: &Story<'a>, taken: &BTreeSet<&str>) -> Vec<(Permalink, Plain<'a>)> {
    let addresses = &story.desk.addresses;
    let redirect = |from: &str| match addresses.lead(from, |address| taken.contains(address)) {
        Lead::Page(to) if to != from => {
            let to = Permalink::at(to.to_owned());
            page_path(from).map(|from| (Permalink::at(from.to_owned()), Plain::Redirect(to)))
        }
        _ => None,
    };
    addresses.published().filter_map(redirect).collect()
}

/// A path within the site that a page can have.
fn page_path(path: &str) -> Option<&str> {
    let sound = std::path::Path::new(path).extension().is_some_and(|end| end == "html")
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    sound.then_some(path)
}

fn figures(index: &Index<'_>) -> Figures {
    let story = &index.story;
    let basis = |basis: Basis| {
        let has =
            |id| story.corpus.published.get(id).map_or(Basis::Unknown, |one| one.basis) == basis;
        story.cards.keys().filter(|id| has(id)).count()
    };
    let events = |test: fn(&super::entry::Entry<'_>) -> bool| {
        index.entries.iter().filter(|entry| test(entry)).count()
    };
    Figures {
        articles: story.cards.len(),
        stated: basis(Basis::Stated),
        inferred: basis(Basis::Inferred),
        undated: basis(Basis::Unknown),
        untitled: story.cards.values().filter(|card| !card.titled).count(),
        unnamed: story
            .cards
            .keys()
            .filter(|id| index.outlets.account(story, id).name.is_empty())
            .count(),
        copies: index.leads.len(),
        events: index.entries.len(),
        single: events(|entry| entry.accounts.len() == 1),
        undated_events: events(|entry| entry.event.date.is_none()),
        written: events(|entry| entry.event.status != Status::Auto),
        differing: events(|entry| !entry.differences.is_empty()),
        quote_words: story.config.publish.quote_words,
    }
}

/// The context of a plain page.
pub fn context(view: &Plain<'_>, page: &Permalink) -> PlainContext {
    let written = |written: &WrittenPage| PlainContext {
        title: Some(written.title.clone()),
        text: Some(html::page(&written.text, Links::Desk { root: &page.root() })),
        ..PlainContext::default()
    };
    match view {
        Plain::Written(text) => written(text),
        Plain::Method(text, figures) => PlainContext {
            figures: Some(figures.as_ref().clone()),
            ..text.map(written).unwrap_or_default()
        },
        Plain::Redirect(to) => {
            PlainContext { target: Some(to.from(page)), ..PlainContext::default() }
        }
        Plain::Search | Plain::NotFound => PlainContext::default(),
    }
}
