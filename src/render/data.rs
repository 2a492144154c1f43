//! Files beside the pages: feeds, sitemap, search, and the exports under `/data/`.
//!
//! Each is a function of a [`Digest`], the little of the story that they all show, made once.

use super::{export, feed, search};
use crate::date::Edtf;
use crate::desk::OutletRight;
use crate::site::index::Index;
use crate::site::page::Page;
use crate::site::permalink::Permalink;
use crate::site::{Folder, listed, rights};
use serde::Serialize;

/// What feeds, search and exports show of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Digest {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// BCP 47.
    pub language: String,
    /// Where it will stand, ending in `/`; empty where that is not known.
    pub base: String,
    /// Its events, by date.
    pub events: Vec<EventDigest>,
    /// Its articles, by id.
    pub articles: Vec<ArticleDigest>,
    /// People, places, organisations, outlets and tags: kind, name, address within the site.
    pub things: Vec<(Folder, String, String)>,
    /// Every page's address within the site.
    pub pages: Vec<String>,
}

/// What they show of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct EventDigest {
    /// Its id.
    pub id: String,
    /// When.
    pub date: Option<Edtf>,
    /// Its headline.
    pub headline: String,
    /// Its address within the site.
    pub url: String,
    /// Whose accounts report it.
    pub outlets: Vec<String>,
    /// How many of these are independent.
    pub independent: u32,
    /// Who it names.
    pub people: Vec<String>,
    /// Where.
    pub places: Vec<String>,
    /// Whether it had not happened when it was reported.
    pub planned: bool,
    /// `auto`, `reviewed` or `written`.
    pub status: &'static str,
    /// Its passages, as far as they may be shown: the article's id, its address, the words.
    pub passages: Vec<(String, String, String)>,
}

/// What they show of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct ArticleDigest {
    /// Its id.
    pub id: String,
    /// Its headline, or its opening words.
    pub title: String,
    /// Its standfirst.
    pub description: String,
    /// Its address within the site.
    pub url: String,
    /// Its address at its outlet.
    pub original: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
}

impl Digest {
    /// Takes from a story what the files show; `pages` are those of its plan.
    pub fn of(index: &Index<'_>, pages: &[Page<'_>]) -> Self {
        let config = index.story.config;
        let base = config.base_url.clone().unwrap_or_default();
        Self {
            title: config.title.clone(),
            description: config.description.clone().unwrap_or_default(),
            language: config.language.clone(),
            base: if base.is_empty() || base.ends_with('/') { base } else { base + "/" },
            events: index.entries.iter().map(|entry| event(index, entry)).collect(),
            articles: articles(index),
            things: things(index),
            pages: pages
                .iter()
                .filter(|page| is_listed(page))
                .map(|page| page.permalink.url())
                .collect(),
        }
    }

    /// An address on the web, or within the site where the site does not say where it stands.
    pub fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.base)
    }
}

/// Pages that search engines are told of.
fn is_listed(page: &Page<'_>) -> bool {
    !matches!(page.permalink.as_str(), "404.html" | "search.html")
        && page.template != "redirect.html"
}

fn event(index: &Index<'_>, entry: &crate::site::entry::Entry<'_>) -> EventDigest {
    let root = Permalink::top("index");
    let event = entry.event;
    let mut allowance = rights::Allowance::new(&index.story);
    let passages = event.passages.iter().filter_map(|passage| {
        let words = allowance.quote(&passage.article, &passage.text)?;
        let page = Permalink::of(Folder::Article, passage.article.as_str());
        let anchor = format!("p{}", passage.block + 1);
        Some((passage.article.0.clone(), page.from_to(&root, &anchor), words))
    });
    EventDigest {
        id: event.id.0.clone(),
        date: event.date,
        headline: event.headline.text.clone(),
        url: entry.href(&root),
        outlets: event.outlets.clone(),
        independent: event.independent_outlets,
        people: entry.people.iter().map(|named| named.name.to_owned()).collect(),
        places: entry.places.iter().map(|named| named.name.to_owned()).collect(),
        planned: event.planned,
        status: status(event.status),
        passages: passages.collect(),
    }
}

fn status(status: crate::corpus::Status) -> &'static str {
    match status {
        crate::corpus::Status::Auto => "auto",
        crate::corpus::Status::Reviewed => "reviewed",
        crate::corpus::Status::Written => "written",
    }
}

fn articles(index: &Index<'_>) -> Vec<ArticleDigest> {
    let cards = index.story.cards.iter();
    cards
        .map(|(id, card)| {
            let shown = rights::right(&index.story, id);
            let title =
                card.title.clone().unwrap_or_else(|| rights::first_words(&card.opening, 20).0);
            ArticleDigest {
                id: id.0.clone(),
                title,
                description: card
                    .description
                    .clone()
                    .filter(|_| shown != OutletRight::Link)
                    .unwrap_or_default(),
                url: Permalink::of(Folder::Article, id.as_str()).url(),
                original: card.url.clone(),
                outlet: card.outlet.clone(),
                authors: card.authors.clone(),
                published: listed::published(&index.story, id).map(|day| day.to_string()),
                language: card.language.clone(),
                tags: card.tags.clone(),
            }
        })
        .collect()
}

fn things(index: &Index<'_>) -> Vec<(Folder, String, String)> {
    let entities = index.entities.values().map(|entity| {
        let folder = listed::folder(entity.kind);
        (folder, entity.name.clone(), Permalink::of(folder, &entity.id.0).url())
    });
    let tags = index.tags.iter().map(|(name, term)| {
        (Folder::Tag, (*name).to_owned(), Permalink::of(Folder::Tag, &term.slug).url())
    });
    entities.chain(tags).collect()
}

/// Makes one file from the digest.
pub type Make = fn(&Digest) -> String;

/// The files that every site has, and how each is made.
pub const FILES: &[(&str, Make)] = &[
    ("data/articles.bib", export::bibtex::write),
    ("data/articles.csl.json", export::csl::write),
    ("data/events.csv", export::csv::write),
    ("data/events.ics", export::ics::write),
    ("data/timeline.json", export::timelinejs::write),
    ("feed.json", feed::json),
    ("feed.xml", feed::atom),
    ("robots.txt", feed::robots),
    ("sitemap.xml", feed::sitemap),
];

/// The files of the search index: path and text.
pub fn search_files(digest: &Digest) -> Vec<(String, String)> {
    search::files(digest)
}
