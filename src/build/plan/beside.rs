//! What stands beside the pages: feeds, exports, the search index, and the passages as annotations.

use super::super::memo::{Hash, Memo, hash, key};
use super::{Due, Ground, Kind, Matter, Plan, Planned};
use crate::render::data::{self, Feed};
use crate::render::digest::Digest;
use crate::site;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

const SITE: &str = "what the whole site says";
const SEARCH: &str = "the words that lead to it";
const EVENTS: &str = "its events";
const PASSAGES: &str = "its passages";

/// What feeds, exports and the search index are made from.
#[derive(Default)]
pub(in super::super) struct Stock {
    pub(in super::super) digest: Digest,
    search: Search,
}

/// All of it, beside these pages.
pub(super) fn plan<'a>(ground: Ground<'_, 'a>, pages: &[Due]) -> Plan<'a> {
    let stock = Stock::of(ground, pages);
    let digest = &stock.digest;
    let (annotations, (data, found)) = rayon::join(
        || annotation_files(ground, &|_| true),
        || ([data_files(digest), feed_files(digest)], stock.planned_search(ground.memo)),
    );
    let mut plan = Plan { stock, ..Plan::default() };
    plan.add(annotations);
    plan.add(data.into_iter().flatten().collect());
    plan.add(found);
    plan
}

/// What makes some of the files: all, where one of them shows the whole site.
pub(super) fn plan_of<'a>(ground: Ground<'_, 'a>, dues: &[&Due], pages: &[Due]) -> Plan<'a> {
    if dues.iter().any(|due| due.kind == Kind::Site) {
        return plan(ground, pages);
    }
    let months: BTreeSet<&str> = dues.iter().map(|due| due.path.as_str()).collect();
    let mut plan = Plan::default();
    if !months.is_empty() {
        plan.add(annotation_files(ground, &|path| months.contains(path)));
    }
    plan
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

impl Stock {
    fn of(ground: Ground<'_, '_>, pages: &[Due]) -> Self {
        let pages = pages.iter().filter_map(|due| match &due.kind {
            Kind::Page(template) => Some((due.path.as_str(), template.as_str())),
            _ => None,
        });
        let digest = Digest::of(ground.told.index(), &ground.world.texts, pages);
        let key = key("search", &data::search_seed(&digest));
        Self { digest, search: Search { key, files: OnceLock::new() } }
    }

    /// A file of the search index.
    pub(in super::super) fn search(&self, path: &str) -> &[u8] {
        self.search_files().get(path).map(String::as_bytes).unwrap_or_default()
    }

    fn search_files(&self) -> &BTreeMap<String, String> {
        let make = || data::search_files(&self.digest).into_iter().collect();
        self.search.files.get_or_init(make)
    }

    /// Which files the search index has is known only when all are made, and so remembered while what they are made from is the
    /// same.
    fn planned_search(&self, memo: &Memo) -> Vec<Planned<'static>> {
        let files: Vec<(String, Hash)> = memo.remembered(self.search.key).unwrap_or_else(|| {
            let made = self.search_files().iter();
            let files = made.map(|(path, text)| (path.clone(), hash(text.as_bytes()))).collect();
            memo.remember(self.search.key, &files);
            files
        });
        let planned = |(path, hash): (String, Hash)| Planned {
            due: Due::file(&path, Kind::Site, hash),
            part: SEARCH,
            matter: Matter::Search,
        };
        files.into_iter().map(planned).collect()
    }

    /// The memo's key of what the plan rests on.
    pub(super) fn rests_on(&self) -> Option<Hash> {
        (self.search.key != 0).then_some(self.search.key)
    }
}

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
fn annotation_files<'a>(ground: Ground<'_, 'a>, wanted: &dyn Fn(&str) -> bool) -> Vec<Planned<'a>> {
    let (index, texts) = (ground.told.index(), &ground.world.texts);
    let months = data::months(index);
    let collection = data::collection(&index.story, &months);
    let nexts: Vec<_> = months.iter().skip(1).map(|month| Some(month.name.clone())).collect();
    let nexts = nexts.into_iter().chain([None]);
    let pages = months.into_iter().zip(nexts).filter(|(month, _)| wanted(&month.path()));
    let pages = pages.map(|(month, next)| {
        let seed = key("annotations", &(month.seed(&index.story), &next));
        let needs = texts.places(&month.articles());
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
