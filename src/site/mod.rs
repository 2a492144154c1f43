//! Which pages there are and what each shows: one context type per page kind; no HTML.
//!
//! [`plan`] is cheap and sees no article's words: it lists every page with its view, the narrow part of the story that the
//! page shows. [`Page::seed`] is a fingerprint of that view; with the digests of the texts and headlines that the page shows it
//! is the page's [`key`], so a page is rendered again only where something it shows has changed, and an edited text or headline
//! leaves the plan alone. A page's context is the whole of what its template may see.

pub mod article;
pub mod cited;
mod company;
pub mod compare;
pub mod diff;
pub mod directory;
pub mod entry;
pub mod event;
mod fill;
mod fingerprint;
mod frame;
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
pub mod said;
pub mod section;
pub mod shell;
pub mod shown;
pub mod slug;
pub mod strip;
pub mod structured;
pub mod subject;
pub mod texts;
pub mod timeline;
pub mod variant;
mod view;
mod words;

pub use fingerprint::fingerprint;
pub use index::Index;
pub use page::{Context, Page, Reading, Worded, context, key};
pub use permalink::{Folder, Permalink};
pub use texts::{Heading, TextDigest, Texts};
pub use view::View;

use crate::article::{Article, ArticleId, Furniture};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::corpus::gist::Annotated;
use crate::desk::Desk;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    pub cards: &'a BTreeMap<ArticleId, Arc<Card>>,
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

/// What is planned from of one article: where it came from, and what it bears. Its words are no part of it ([`Texts`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    /// The article file, relative to the root.
    pub path: String,
    /// The scrape it was made from, relative to the root.
    pub scrape: Option<String>,
    /// Whether its scrape bears a headline.
    pub titled: bool,
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
    plan_of(&Index::of(story), &Wanted::All)
}

/// Which pages are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'w> {
    /// All.
    All,
    /// Those at these addresses, which are of these templates.
    Some {
        /// Names of templates.
        templates: &'w BTreeSet<&'w str>,
        /// As of [`Permalink::as_str`].
        addresses: &'w BTreeSet<&'w str>,
    },
}

impl Wanted<'_> {
    fn template(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some { templates, .. } => templates.contains(name),
        }
    }

    /// Whether the page at an address is asked for.
    fn page(&self, address: &Permalink) -> bool {
        match self {
            Self::All => true,
            Self::Some { addresses, .. } => addresses.contains(address.as_str()),
        }
    }

    /// Whether any of the pages about one thing is asked for; the rest of a long list has numbered pages.
    fn subject(&self, folder: Folder, slug: &str) -> bool {
        let Self::Some { addresses, .. } = self else { return true };
        let (front, rest) =
            (format!("{}/{slug}.html", folder.name()), format!("{}/{slug}--", folder.name()));
        let first = addresses.range(rest.as_str()..).next();
        addresses.contains(front.as_str()) || first.is_some_and(|one| one.starts_with(&rest))
    }
}

/// The same, of a story that was already read, and only the pages that are asked for.
pub fn plan_of<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<Page<'a>> {
    // A redirect stands where no page does.
    let redirects = wanted.template(plain::REDIRECT);
    let planned = if redirects { &Wanted::All } else { wanted };
    let shell = Arc::new(shell::Shell::of(&index.story));
    let shell_key = fingerprint::fingerprint(&*shell);
    let page = |(permalink, view): (Permalink, View<'a>)| Page {
        permalink,
        template: view.template(),
        view,
        shell: Arc::clone(&shell),
        shell_key,
    };
    let kinds = KINDS.par_iter();
    let kinds = kinds.filter(|(names, _)| names.iter().any(|name| planned.template(name)));
    let mut pages: Vec<Page<'a>> =
        kinds.flat_map_iter(|(_, views)| views(index, planned)).map(page).collect();
    if redirects {
        let taken = pages.iter().map(|page| page.permalink.as_str()).collect();
        let redirects = plain::redirects(&index.story, &taken);
        pages.extend(viewed(redirects, View::Plain).into_iter().map(page));
    }
    pages.par_sort_by(|a, b| a.permalink.cmp(&b.permalink));
    pages.dedup_by(|a, b| a.permalink == b.permalink);
    pages.retain(|page| wanted.page(&page.permalink));
    pages
}

/// The pages of one kind; there may be some that nobody asks for.
type Views = for<'i, 'a> fn(&'i Index<'a>, &Wanted<'_>) -> Vec<(Permalink, View<'a>)>;

/// The kinds of pages, by their templates; redirects stand where none of these does.
const KINDS: [(&[&str], Views); 8] = [
    (&[timeline::Timeline::TEMPLATE], |index, _| {
        viewed(timeline::plan(index), |view| View::Timeline(Box::new(view)))
    }),
    (&[event::EventPage::TEMPLATE], |index, wanted| {
        viewed(event::plan(index, wanted), |view| View::Event(Box::new(view)))
    }),
    (&[article::ArticlePage::TEMPLATE], |index, wanted| {
        viewed(article::plan(index, wanted), |view| View::Article(Box::new(view)))
    }),
    (&[raw::Raw::TEMPLATE], |index, wanted| viewed(raw::plan(index, wanted), View::Raw)),
    (&[diff::Diff::TEMPLATE], |index, wanted| {
        viewed(diff::plan(index, wanted), |view| View::Diff(Box::new(view)))
    }),
    (&[subject::Subject::TEMPLATE], |index, wanted| {
        viewed(subject::plan(index, wanted), |view| View::Subject(Box::new(view)))
    }),
    (&[directory::Directory::TEMPLATE], |index, wanted| {
        viewed(directory::plan(index, wanted), |view| View::Directory(Box::new(view)))
    }),
    (plain::TEMPLATES, |index, _| viewed(plain::plan(index), View::Plain)),
];

fn viewed<'a, T>(
    planned: Vec<(Permalink, T)>,
    view: impl Fn(T) -> View<'a>,
) -> Vec<(Permalink, View<'a>)> {
    planned.into_iter().map(|(permalink, one)| (permalink, view(one))).collect()
}
