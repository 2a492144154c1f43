//! Which files are due, and how each is made. The one is remembered, the other made where it is needed: most builds write a
//! few files, and need to know of the others only that they stand.

use super::memo::{self, Hash, Memo, hash, key};
use super::standing::Told;
use super::world::World;
use crate::article::ArticleId;
use crate::render::data::{self, Feed, Month};
use crate::render::digest::Digest;
use crate::render::{Renderer, theme};
use crate::site::{self, Index, Page, TextDigest, Texts, Wanted};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What is due: the files that the story needs, and those of the theme.
pub(super) struct Dues {
    of_story: Arc<OfStory>,
    of_theme: Vec<Due>,
}

/// The files that the story needs, as they are remembered.
#[derive(Debug, Serialize, Deserialize)]
struct OfStory {
    dues: Vec<Due>,
    /// The memo's key of which files the search index has.
    search: Hash,
}

impl Dues {
    pub(super) fn len(&self) -> usize {
        self.of_story.dues.len() + self.of_theme.len()
    }

    /// All of them; no two have one path.
    pub(super) fn all(&self) -> Vec<&Due> {
        self.of_story.dues.iter().chain(&self.of_theme).collect()
    }
}

/// What is due, and the whole plan where it had to be made to know.
pub(super) fn due<'a>(world: &World, told: Told<'_, 'a>, memo: &Memo) -> (Dues, Option<Plan<'a>>) {
    let of_theme = theme_files(world).into_iter().map(|one| one.due).collect();
    let key = told.key.map(|key| memo::key("due", &key));
    if let Some(of_story) = key.and_then(|key| memo.at_hand::<OfStory>(key)) {
        memo.keep(of_story.search);
        return (Dues { of_story, of_theme }, None);
    }
    let plan = Plan::of(world, told, memo);
    let all = plan.files.values().map(|one| &one.due);
    let dues = all.filter(|due| due.kind != Kind::Theme).cloned().collect();
    let of_story = OfStory { dues, search: plan.search.key };
    let of_story = match key {
        Some(key) => memo.remember_at_hand(key, of_story),
        None => Arc::new(of_story),
    };
    (Dues { of_story, of_theme }, Some(plan))
}

/// A file that is due: where, and what it is made from but for the articles' texts and its template. What is due is remembered
/// between builds, so that one that shows what it showed need not be planned again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Due {
    pub(super) path: String,
    /// Fingerprint of what it shows of the story.
    seed: Hash,
    kind: Kind,
    /// The articles whose texts it shows.
    needs: Vec<ArticleId>,
}

/// What kind of file is due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A page, and its template.
    Page(String),
    /// The annotations of a month, or what names the months.
    Annotations,
    /// A file that is made from what the whole site shows.
    Site,
    /// A file of the theme.
    Theme,
}

/// One planned file: what is due, and how its bytes are made.
pub(super) struct Planned<'a> {
    pub(super) due: Due,
    /// What `--explain` calls what it is made from, unless it is a page, which has several parts.
    pub(super) part: &'static str,
    pub(super) matter: Matter<'a>,
}

pub(super) enum Matter<'a> {
    /// A page to be rendered.
    Page(Page<'a>),
    /// A file of the built-in theme.
    BuiltIn(&'static [u8]),
    /// A file of the site's own theme.
    Own(String),
    /// A feed, an export: made from what all of them show.
    Data(data::Make),
    /// A part of the search index.
    Search,
    /// A small file, made already.
    Text(String),
    /// The feed of an outlet, a person, a place.
    Feed(Feed),
    /// The annotations of one month, and the month after.
    Annotations(Month<'a>, Option<String>),
}

impl Due {
    pub(super) fn file(path: &str, kind: Kind, seed: Hash) -> Self {
        Self { path: path.to_owned(), seed, kind, needs: Vec::new() }
    }

    /// Whether somebody may be looking at it: a page, or what every page is shown with.
    pub(super) fn is_seen(&self) -> bool {
        matches!(self.kind, Kind::Page(_) | Kind::Theme)
    }

    /// A fingerprint of all that the file is made from.
    pub(super) fn key(&self, renderer: &Renderer, texts: &Texts) -> Hash {
        let text = |id: &ArticleId| {
            let text = texts.get(id).copied().unwrap_or_default();
            match self.kind {
                Kind::Annotations => TextDigest { body: text.body, ..TextDigest::default() },
                _ => text,
            }
        };
        let texts: Vec<TextDigest> = self.needs.iter().map(text).collect();
        let template = match &self.kind {
            Kind::Page(template) => renderer.closure(template),
            _ => 0,
        };
        site::key(self.seed, template, &texts)
    }
}

/// The files of the site, by path, and what they are made from.
#[derive(Default)]
pub(super) struct Plan<'a> {
    pub(super) digest: Digest,
    search: Search,
    files: BTreeMap<String, Planned<'a>>,
}

impl<'a> Plan<'a> {
    /// Everything.
    fn of(world: &World, told: Told<'_, 'a>, memo: &Memo) -> Self {
        let index = told.index();
        let pages = site::plan_of(index, &Wanted::All);
        let digest = Digest::of(index, &pages);
        let search = Search::of(&digest);
        let ((pages, annotations), (data, found)) = rayon::join(
            || (planned_pages(pages), annotation_files(index, &|_| true)),
            || ([data_files(&digest), feed_files(&digest)], search.planned(&digest, memo)),
        );
        let mut plan = Self { digest, search, ..Self::default() };
        plan.add(pages);
        plan.add(annotations);
        plan.add(data.into_iter().flatten().collect());
        plan.add(found);
        plan.add(theme_files(world));
        plan
    }

    /// What makes some of the files: all, where one of them shows the whole site.
    pub(super) fn for_some(world: &World, told: Told<'_, 'a>, memo: &Memo, dues: &[&Due]) -> Self {
        let mut plan = Self::default();
        plan.add(theme_files(world));
        if dues.iter().any(|due| due.kind == Kind::Site) {
            return Self::of(world, told, memo);
        }
        let of_kind = |kind: Kind| dues.iter().filter(move |due| due.kind == kind);
        let months: BTreeSet<&str> =
            of_kind(Kind::Annotations).map(|due| due.path.as_str()).collect();
        if !months.is_empty() {
            plan.add(annotation_files(told.index(), &|path| months.contains(path)));
        }
        let pages = dues.iter().filter_map(|due| match &due.kind {
            Kind::Page(template) => Some((template.as_str(), due.path.as_str())),
            _ => None,
        });
        let (templates, addresses): (BTreeSet<&str>, BTreeSet<&str>) = pages.unzip();
        if !addresses.is_empty() {
            let wanted = Wanted::Some { templates: &templates, addresses: &addresses };
            plan.add(planned_pages(site::plan_of(told.index(), &wanted)));
        }
        plan
    }

    fn add(&mut self, files: Vec<Planned<'a>>) {
        self.files.extend(files.into_iter().map(|one| (one.due.path.clone(), one)));
    }

    /// How many files it makes.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// A file of the search index.
    pub(super) fn search(&self, path: &str) -> &[u8] {
        self.search.files(&self.digest).get(path).map(String::as_bytes).unwrap_or_default()
    }

    /// The file at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Planned<'a>> {
        self.files.get(path)
    }
}

fn planned_pages(pages: Vec<Page<'_>>) -> Vec<Planned<'_>> {
    pages.into_par_iter().with_min_len(64).map(planned_page).collect()
}

fn planned_page(page: Page<'_>) -> Planned<'_> {
    let due = Due {
        path: page.permalink.as_str().to_owned(),
        seed: page.seed(),
        kind: Kind::Page(page.template.to_owned()),
        needs: page.needs().into_iter().cloned().collect(),
    };
    Planned { due, part: "", matter: Matter::Page(page) }
}

/// The theme: the built-in files, each replaced by the site's own of the same path, and the site's own beside them.
fn theme_files(world: &World) -> Vec<Planned<'static>> {
    let built_in = theme::FILES.iter().filter(|(path, _)| !world.theme.contains_key(*path));
    let built_in = built_in.map(|(path, bytes)| Planned {
        due: Due::file(&format!("theme/{path}"), Kind::Theme, hash(bytes)),
        part: THEME,
        matter: Matter::BuiltIn(bytes),
    });
    let own = world.theme.iter();
    let own = own.map(|(path, source)| Planned {
        due: Due::file(&format!("theme/{path}"), Kind::Theme, source.hash),
        part: THEME,
        matter: Matter::Own(source.path.clone()),
    });
    built_in.chain(own).collect()
}

/// Feeds and exports.
fn data_files(digest: &Digest) -> Vec<Planned<'static>> {
    let whole = key("digest", digest);
    let made = data::FILES.iter();
    let made = made.map(|(path, make)| Planned {
        due: Due::file(path, Kind::Site, whole),
        part: SITE,
        matter: Matter::Data(*make),
    });
    made.collect()
}

/// The search index. All its files are made where any is asked for.
#[derive(Default)]
struct Search {
    /// The memo's key of which files it has.
    key: Hash,
    files: OnceLock<BTreeMap<String, String>>,
}

impl Search {
    fn of(digest: &Digest) -> Self {
        Self { key: key("search", &data::search_seed(digest)), files: OnceLock::new() }
    }

    fn files(&self, digest: &Digest) -> &BTreeMap<String, String> {
        self.files.get_or_init(|| data::search_files(digest).into_iter().collect())
    }

    /// Which files it has is known only when all are made, and so remembered while what they are made from is the same.
    fn planned(&self, digest: &Digest, memo: &Memo) -> Vec<Planned<'static>> {
        let files: Vec<(String, Hash)> = memo.remembered(self.key).unwrap_or_else(|| {
            let made = self.files(digest).iter();
            let files = made.map(|(path, text)| (path.clone(), hash(text.as_bytes()))).collect();
            memo.remember(self.key, &files);
            files
        });
        let planned = |(path, hash): (String, Hash)| Planned {
            due: Due::file(&path, Kind::Site, hash),
            part: SEARCH,
            matter: Matter::Search,
        };
        files.into_iter().map(planned).collect()
    }
}

const THEME: &str = "the file itself";
const SITE: &str = "what the whole site says";
const SEARCH: &str = "the words that lead to it";
const EVENTS: &str = "its events";
const PASSAGES: &str = "its passages";

/// The feeds of outlets, people and places.
fn feed_files(digest: &Digest) -> Vec<Planned<'static>> {
    let around = (&digest.title, &digest.language, &digest.base, digest.quote_words);
    let events: Vec<u128> = digest.events.iter().map(site::fingerprint).collect();
    let planned = |feed: Feed| {
        let own: Vec<_> = feed.events.iter().filter_map(|at| events.get(*at)).collect();
        let key = key("feed", &(around, &feed.name, &feed.home, own));
        Planned {
            due: Due::file(&feed.path, Kind::Site, key),
            part: EVENTS,
            matter: Matter::Feed(feed),
        }
    };
    data::feeds(digest).into_iter().map(planned).collect()
}

/// The passages as annotations: the pages of the wanted months, and the collection that names all.
fn annotation_files<'a>(index: &Index<'a>, wanted: &dyn Fn(&str) -> bool) -> Vec<Planned<'a>> {
    let months = data::months(index);
    let collection = data::collection(&index.story, &months);
    let nexts: Vec<_> = months.iter().skip(1).map(|month| Some(month.name.clone())).collect();
    let nexts = nexts.into_iter().chain([None]);
    let pages = months.into_iter().zip(nexts).filter(|(month, _)| wanted(&month.path()));
    let pages = pages.map(|(month, next)| {
        let seed = key("annotations", &(month.seed(&index.story), &next));
        let needs = month.articles().into_iter().cloned().collect();
        let due = Due { needs, ..Due::file(&month.path(), Kind::Annotations, seed) };
        Planned { due, part: PASSAGES, matter: Matter::Annotations(month, next) }
    });
    let collection = Planned {
        due: Due::file("data/annotations.json", Kind::Annotations, hash(collection.as_bytes())),
        part: PASSAGES,
        matter: Matter::Text(collection),
    };
    pages.chain([collection]).collect()
}
