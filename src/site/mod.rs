//! Which pages there are and what each shows: one context type per page kind; no HTML.
//!
//! [`plan`] is cheap and sees no article's text: it lists every page with its view, the narrow part of the story that the
//! page shows. [`Page::key`] is a fingerprint of that view and of the texts it needs (by digest), so a page is rendered
//! again only where something it shows has changed. A page's context is the whole of what its template may see.

pub mod article;
mod company;
pub mod compare;
pub mod diff;
pub mod directory;
pub mod entry;
pub mod event;
mod fill;
mod fingerprint;
pub mod index;
pub mod listed;
pub mod margin;
pub mod original;
pub mod outlet;
pub mod page;
pub mod paging;
pub mod part;
pub mod period;
pub mod permalink;
pub mod plain;
pub mod raw;
pub mod rights;
pub mod section;
pub mod shell;
pub mod shown;
pub mod slug;
pub mod strip;
pub mod structured;
pub mod subject;
pub mod timeline;
mod words;

pub use fingerprint::fingerprint;
pub use index::Index;
pub use page::{Context, Page, View, context};
pub use permalink::{Folder, Permalink};

use crate::article::{Article, ArticleId, Furniture};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::corpus::gist::Annotated;
use crate::desk::Desk;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that the site is about. Texts are not in it: they are read page by page.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Who the site is built for.
    pub purpose: Purpose,
    /// What the desk wrote.
    pub desk: &'a Desk,
    /// What the articles say together.
    pub corpus: &'a Corpus,
    /// What lists show of each article.
    pub cards: &'a BTreeMap<ArticleId, Card>,
}

/// Who a site is built for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Purpose {
    /// The desk: everything is shown.
    #[default]
    Desk,
    /// The public: within the rights of the texts (`build --for publish`).
    Publish,
}

/// What lists show of one article, and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    /// The article file, relative to the root.
    pub path: String,
    /// The scrape it was made from, relative to the root.
    pub scrape: Option<String>,
    /// Its headline, where the scrape bears one.
    pub title: Option<String>,
    /// Its first sentence, shown where there is no headline.
    pub opening: String,
    /// Its standfirst.
    pub description: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The paper's section.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Digest of the article file and of what was taken away from its scrape: the text, as far as a page shows it.
    pub digest: u128,
    /// Digest of its body alone, and of its front matter alone: what `--explain` tells apart.
    pub body: u128,
    /// See `body`.
    pub front: u128,
}

/// One article in full, for the pages that show its text.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// What its words refer to.
    pub annotated: Annotated,
    /// What was taken away from its scrape.
    pub furniture: Vec<Furniture>,
    /// The capture as text, for the raw page; `None` where there is none.
    pub capture: Option<String>,
}

/// Lists every page of the site, by address. No text is read for it.
pub fn plan<'a>(story: &Story<'a>) -> Vec<Page<'a>> {
    plan_of(&Index::of(story))
}

/// The same, of a story that was already read.
pub fn plan_of<'a>(index: &Index<'a>) -> Vec<Page<'a>> {
    let shell = Arc::new(shell::Shell::of(&index.story));
    let shell_key = fingerprint::fingerprint(&*shell);
    let page = |permalink, template, view| Page {
        permalink,
        template,
        view,
        shell: Arc::clone(&shell),
        shell_key,
    };
    let kinds: [&(dyn Fn() -> Vec<Page<'a>> + Sync); 8] = [
        &|| {
            let view =
                |(at, view)| page(at, timeline::Timeline::TEMPLATE, View::Timeline(Box::new(view)));
            timeline::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view =
                |(at, view)| page(at, event::EventPage::TEMPLATE, View::Event(Box::new(view)));
            event::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view = |(at, view)| {
                page(at, article::ArticlePage::TEMPLATE, View::Article(Box::new(view)))
            };
            article::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view = |(at, view)| page(at, raw::Raw::TEMPLATE, View::Raw(view));
            raw::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view = |(at, view)| page(at, diff::Diff::TEMPLATE, View::Diff(Box::new(view)));
            diff::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view =
                |(at, view)| page(at, subject::Subject::TEMPLATE, View::Subject(Box::new(view)));
            subject::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view = |(at, view)| {
                page(at, directory::Directory::TEMPLATE, View::Directory(Box::new(view)))
            };
            directory::plan(index).into_iter().map(view).collect()
        },
        &|| {
            let view =
                |(at, view): (_, plain::Plain<'a>)| page(at, view.template(), View::Plain(view));
            plain::plan(index).into_iter().map(view).collect()
        },
    ];
    let mut pages: Vec<Page<'a>> = kinds.par_iter().flat_map_iter(|kind| kind()).collect();
    let taken = pages.iter().map(|page| page.permalink.as_str()).collect();
    let redirects = plain::redirects(&index.story, &taken);
    let redirect = |(at, view): (_, plain::Plain<'a>)| page(at, view.template(), View::Plain(view));
    pages.extend(redirects.into_iter().map(redirect));
    pages.par_sort_by(|a, b| a.permalink.cmp(&b.permalink));
    pages.dedup_by(|a, b| a.permalink == b.permalink);
    pages
}
