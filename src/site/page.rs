//! A planned page, its view and its key; and the context that its template sees.

use super::article::{self, ArticleContext};
use super::diff::{self, DiffContext};
use super::directory::{self, DirectoryContext};
use super::event::{self, EventContext};
use super::fingerprint::fingerprint;
use super::part::{self, Part};
use super::permalink::Permalink;
use super::plain::{self, Plain, PlainContext};
use super::raw::{self, RawContext};
use super::shell::{Shell, SiteContext};
use super::structured::{self, Structured};
use super::subject::{self, SubjectContext};
use super::timeline::{self, TimelineContext};
use super::view::View;
use super::{Record, Story, TextDigest, Texts};
use crate::article::ArticleId;
use serde::Serialize;
use std::sync::Arc;

/// A page that the site shall have.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// Where it stands.
    pub permalink: Permalink,
    /// Which template makes it.
    pub template: &'static str,
    /// The part of the story that it shows.
    pub view: View<'a>,
    /// What every page shows around it.
    pub shell: Arc<Shell>,
    /// Fingerprint of the shell.
    pub(super) shell_key: u128,
}

impl Page<'_> {
    /// The parts of all that the page shows.
    pub fn parts(&self, texts: &Texts) -> Vec<Part> {
        let mut parts = part::with(part::of_view(&self.view), part::of_texts(&self.view, texts));
        parts.push((part::SHELL, self.shell_key));
        parts
    }

    /// A fingerprint of all that the page shows but for the articles' words.
    pub fn seed(&self) -> u128 {
        let parts = part::of_view(&self.view);
        fingerprint(&(&self.permalink, self.template, parts, self.shell_key))
    }

    /// The articles whose full records its context is made from.
    pub fn needs(&self) -> Vec<&ArticleId> {
        match &self.view {
            View::Article(article) => vec![article.id],
            View::Raw(raw) => vec![raw.article.id],
            View::Diff(diff) => vec![diff.first.id, diff.second.id],
            _ => Vec::new(),
        }
    }

    /// The articles whose headings it shows, by [`super::listed::Listed::at`].
    pub fn lists(&self) -> Vec<u32> {
        part::listed(&self.view).into_iter().map(|(_, listed)| listed.at).collect()
    }

    /// The copies of which it shows how much they share with their leads, in the same way.
    pub fn copies(&self) -> Vec<u32> {
        part::copies(&self.view).into_iter().map(|(_, copy)| copy.at).collect()
    }
}

/// What a page shows of the articles' words, as its key holds it.
#[derive(Debug, Hash)]
pub struct Worded {
    /// What stands for the texts it needs.
    pub texts: Vec<TextDigest>,
    /// What stands for the headings it lists.
    pub headings: Vec<u128>,
    /// How much the copies it names share with their leads, in percent.
    pub percents: Vec<u32>,
}

/// A fingerprint of all that a page shows, from its seed, its template's, and the words: the same key, the same page.
pub fn key(seed: u128, template: u128, worded: &Worded) -> u128 {
    fingerprint(&(seed, template, worded))
}

/// The whole of what a page's template may see.
#[derive(Clone, Debug, Serialize)]
pub struct Context {
    /// The site around the page.
    pub site: SiteContext,
    /// The page itself.
    pub page: PageContext,
    /// What it shows; templates know it as `view`.
    pub view: Matter,
    /// What it tells machines.
    pub structured: Option<Structured>,
}

/// What every template may see of its page.
#[derive(Clone, Debug, Serialize)]
pub struct PageContext {
    /// Its path in the output.
    pub path: String,
    /// Its address on the web, where the site says where it stands.
    pub canonical: Option<String>,
    /// Its template, without the ending.
    pub kind: String,
}

/// What a page shows, by kind.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Matter {
    /// Home, year, month, day.
    Timeline(Box<TimelineContext>),
    /// An event.
    Event(Box<EventContext>),
    /// An article.
    Article(Box<ArticleContext>),
    /// A scrape as it came.
    Raw(Box<RawContext>),
    /// Two articles side by side.
    Diff(Box<DiffContext>),
    /// An outlet, a person, a place, an organisation, an author, a tag.
    Subject(Box<SubjectContext>),
    /// A folder's own page.
    Directory(Box<DirectoryContext>),
    /// Everything else.
    Plain(Box<PlainContext>),
}

/// What contexts are made from beside the pages' views.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The story.
    pub story: &'a Story<'a>,
    /// The articles' words.
    pub texts: &'a Texts,
}

/// The context of a page. `records` are those of [`Page::needs`], in that order; without them the page is empty.
pub fn context<'a>(page: &Page<'a>, reading: Reading<'a>, records: &[&Record]) -> Context {
    let Reading { story, texts } = reading;
    let at = &page.permalink;
    let empty = Record::default();
    let record = records.first().copied().unwrap_or(&empty);
    let view = match &page.view {
        View::Timeline(view) => Matter::Timeline(Box::new(timeline::context(view, at, story))),
        View::Event(view) => Matter::Event(Box::new(event::context(view, at, reading))),
        View::Article(view) => {
            Matter::Article(Box::new(article::context(view, at, reading, record)))
        }
        View::Raw(view) => Matter::Raw(Box::new(raw::context(view, at, texts, record))),
        View::Diff(view) => Matter::Diff(Box::new(diff::context(view, at, texts, records))),
        View::Subject(view) => Matter::Subject(Box::new(subject::context(view, at, reading))),
        View::Directory(view) => Matter::Directory(Box::new(directory::context(view, at, texts))),
        View::Plain(view) => Matter::Plain(Box::new(plain::context(view, at))),
    };
    let mut site = page.shell.show(at);
    if matches!(page.view, View::Plain(Plain::NotFound)) {
        site = site.rooted(page.shell.base_path());
    }
    let kind = page.template.trim_end_matches(".html").to_owned();
    let canonical = page.shell.canonical(at);
    let structured = match &view {
        Matter::Article(view) => Some(structured::article(view, canonical.as_deref())),
        Matter::Event(view) => Some(structured::event(view, canonical.as_deref())),
        _ => None,
    };
    let page = PageContext { path: at.as_str().to_owned(), canonical, kind };
    Context { site, page, view, structured }
}
