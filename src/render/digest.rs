//! What feeds, search and exports show of a story: made once, the same for all of them.

use crate::article::ArticleId;
use crate::corpus::Status;
use crate::date::Edtf;
use crate::desk::OutletRight;
use crate::site::entry::Entry;
use crate::site::index::Index;
use crate::site::listed::Named;
use crate::site::permalink::Permalink;
use crate::site::rights::{self, Words};
use crate::site::{Card, Folder, Heading, Texts};
use serde::Serialize;
use std::sync::Arc;

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
    /// How many words of one article a published file may quote.
    pub quote_words: usize,
    /// Its events, by date.
    pub events: Vec<EventDigest>,
    /// Its articles, by id.
    pub articles: Vec<ArticleDigest>,
    /// People, places, organisations, outlets and tags.
    pub things: Vec<ThingDigest>,
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
    /// The outlets, people and places that have a page: folder and slug.
    pub subjects: Vec<(Folder, String)>,
    /// Whether it had not happened when it was reported.
    pub planned: bool,
    /// `auto`, `reviewed` or `written`.
    pub status: &'static str,
    /// The newest day that one of its articles was published.
    pub reported: Option<String>,
    /// The passage it was founded on.
    pub quote: Option<Quote>,
}

/// Words of an article, and how much of them may go out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Quote {
    /// The article's id.
    pub article: String,
    /// The words.
    pub words: String,
    /// The article's right.
    pub right: OutletRight,
}

/// What they show of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct ArticleDigest {
    /// Its id.
    pub id: String,
    /// Its headline, or its opening words.
    pub title: String,
    /// Its standfirst; empty where only passages may go out.
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

/// What they show of a person, a place, an organisation, an outlet or a tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ThingDigest {
    /// What it is.
    pub folder: Folder,
    /// Its name.
    pub name: String,
    /// Its slug; empty where it has no page.
    pub slug: String,
    /// Where it leads within the site: its page, or the one article that names it.
    pub url: String,
    /// How many articles name it.
    pub articles: usize,
}

impl Digest {
    /// Takes from a story what the files show; `pages` are those of its plan, each with its address and its template.
    pub fn of<'p>(
        index: &Index<'_>,
        texts: &Texts,
        pages: impl Iterator<Item = (&'p str, &'p str)>,
    ) -> Self {
        let article = |(id, card): (&ArticleId, &Arc<Card>)| {
            article(index, id, (card, texts.heading(id).unwrap_or(&Heading::default())))
        };
        let config = index.story.config;
        let base = config.base_url.clone().unwrap_or_default();
        Self {
            title: config.title.clone(),
            description: config.description.clone().unwrap_or_default(),
            language: config.language.clone(),
            base: if base.is_empty() || base.ends_with('/') { base } else { base + "/" },
            quote_words: config.publish.quote_words,
            events: index.entries.iter().map(|entry| event(index, entry)).collect(),
            articles: index.story.cards.iter().map(article).collect(),
            things: things(index),
            pages: pages
                .filter(|(address, template)| is_listed(address, template))
                .map(|(address, _)| Permalink::at(address.to_owned()).url())
                .collect(),
        }
    }

    /// An address on the web, or within the site where the site does not say where it stands.
    pub fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.base)
    }

    /// What one file may quote.
    pub fn words(&self) -> Words<'_> {
        Words::new(self.quote_words)
    }
}

impl EventDigest {
    /// Its founding passage, as far as `words` go; its headline is counted first.
    pub fn quoted<'a>(&'a self, words: &mut Words<'a>) -> Option<String> {
        let quote = self.quote.as_ref()?;
        words.spend(&quote.article, &self.headline);
        words.quote(&quote.article, quote.right, &quote.words)
    }
}

/// Pages that search engines are told of.
fn is_listed(address: &str, template: &str) -> bool {
    !matches!(address, "404.html" | "search.html")
        && !matches!(template, "redirect.html" | "raw.html" | "diff.html")
}

fn event(index: &Index<'_>, entry: &Entry<'_>) -> EventDigest {
    let root = Permalink::top("index");
    let event = entry.event;
    let quote = event.passages.first().map(|passage| Quote {
        article: passage.article.0.clone(),
        words: passage.text.clone(),
        right: rights::right(&index.story, &passage.article),
    });
    let reported = event.passages.iter();
    let reported = reported.filter_map(|passage| index.published(&passage.article)).max();
    EventDigest {
        id: event.id.0.clone(),
        date: event.date,
        headline: event.headline.text.clone(),
        url: entry.href(&root),
        outlets: event.outlets.clone(),
        independent: event.independent_outlets,
        people: entry.people.iter().map(|named| named.name.to_owned()).collect(),
        places: entry.places.iter().map(|named| named.name.to_owned()).collect(),
        subjects: subjects(entry),
        planned: event.planned,
        status: status(event.status),
        reported: reported.map(|day| day.to_string()),
        quote,
    }
}

fn subjects(entry: &Entry<'_>) -> Vec<(Folder, String)> {
    let outlets = entry.accounts.iter().map(|account| &account.outlet.slug);
    let outlets = outlets.filter(|slug| !slug.is_empty());
    let outlets = outlets.map(|slug| (Folder::Outlet, slug.to_string()));
    let named = entry.people.iter().chain(&entry.places).filter(|named| named.paged);
    outlets.chain(named.map(|named| (named.folder, named.slug.to_owned()))).collect()
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Auto => "auto",
        Status::Reviewed => "reviewed",
        Status::Written => "written",
    }
}

fn article(index: &Index<'_>, id: &ArticleId, (card, heading): (&Card, &Heading)) -> ArticleDigest {
    let full = rights::right(&index.story, id) == OutletRight::Full;
    let opening = || rights::first_words(&heading.opening, 20).0;
    ArticleDigest {
        id: id.0.clone(),
        title: heading.title.clone().unwrap_or_else(opening),
        description: heading.description.clone().filter(|_| full).unwrap_or_default(),
        url: Permalink::of(Folder::Article, id.as_str()).url(),
        original: card.url.clone(),
        outlet: card.outlet.clone(),
        authors: card.authors.clone(),
        published: index.published(id).map(|day| day.to_string()),
        language: card.language.clone(),
        tags: card.tags.clone(),
    }
}

fn things(index: &Index<'_>) -> Vec<ThingDigest> {
    let entities = index.entities.values().filter_map(|entity| {
        let named = Named::of(entity);
        let only = || Some(index.listed(entity.articles.first()?)?.permalink());
        let (slug, to) = if named.paged { (named.slug, named.permalink()) } else { ("", only()?) };
        Some(thing(named.folder, (named.name, slug), &to, entity.articles.len()))
    });
    let outlets = index.by_outlet.iter().map(|(outlet, articles)| {
        let to = outlet.permalink();
        thing(Folder::Outlet, (outlet.name, &outlet.slug), &to, articles.len())
    });
    let tags = index.tags.iter().map(|(name, term)| {
        let to = Permalink::of(Folder::Tag, &term.slug);
        thing(Folder::Tag, (name, &term.slug), &to, term.articles.len())
    });
    entities.chain(outlets).chain(tags).collect()
}

fn thing(
    folder: Folder,
    (name, slug): (&str, &str),
    to: &Permalink,
    articles: usize,
) -> ThingDigest {
    ThingDigest { folder, name: name.to_owned(), slug: slug.to_owned(), url: to.url(), articles }
}
