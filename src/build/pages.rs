//! From what the files say to the files of the site.

use super::memo::{Hash, Memo, hash, key};
use super::output::{Output, Put, Written};
use super::world::World;
use super::{Clock, Progress, Reason, lanes};
use crate::article::ArticleId;
use crate::problem::Problem;
use crate::render::data::{self, Feed, Month};
use crate::render::digest::Digest;
use crate::render::{Renderer, theme};
use crate::site::part::{self, Part};
use crate::site::{self, Index, Page, Record, Story, View};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What building the pages did.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) planned: usize,
    pub(super) reused: usize,
    pub(super) removed: usize,
    pub(super) changed: Vec<String>,
    pub(super) reasons: Vec<(String, Reason)>,
    pub(super) written: BTreeMap<String, Written>,
    pub(super) problems: Vec<Problem>,
    /// Whether every planned file is there as it should be.
    pub(super) settled: bool,
    /// What could not be made.
    failed: BTreeSet<String>,
}

/// One planned file: where, from what, and how its bytes are made.
struct Planned<'a> {
    path: String,
    key: Hash,
    /// The parts that the key is made of.
    parts: Vec<Part>,
    matter: Matter<'a>,
}

enum Matter<'a> {
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

/// Plans the site, renders what has changed, and sweeps what is no longer planned.
pub(super) fn build(
    world: &World,
    (memo, progress): (&Memo, &Progress),
    output: &Output,
    clock: &mut Clock,
) -> anyhow::Result<Built> {
    let story = Story {
        config: &world.config,
        purpose: world.purpose,
        desk: &world.desk,
        corpus: &world.corpus,
        cards: &world.cards,
    };
    let mut problems = Vec::new();
    let renderer = Renderer::new(&world.templates).take(&mut problems);
    let mut planned = theme_files(world);
    let index = Index::of(&story);
    let pages = site::plan_of(&index);
    let digest = Digest::of(&index, &pages);
    planned.extend(data_files(&digest, memo));
    planned.extend(feed_files(&digest));
    planned.extend(annotation_files(&index));
    planned.extend(
        pages
            .into_par_iter()
            .with_min_len(64)
            .map(|page| planned_page(page, &renderer))
            .collect::<Vec<_>>(),
    );
    clock.lap("plan", planned.len(), 0);
    let paths: BTreeSet<&str> = planned.iter().map(|one| one.path.as_str()).collect();
    progress.expect(planned.len());
    output.announce(&paths)?;
    let search = OnceLock::new();
    let bench =
        Bench { world, memo, output, story: &story, renderer: &renderer, digest: &digest, search };
    let done: Vec<anyhow::Result<Done>> = planned
        .par_iter()
        .with_min_len(4)
        .map(|one| bench.put(one))
        .inspect(|_| progress.one())
        .collect();
    let mut built = Built { planned: planned.len(), problems, settled: true, ..Built::default() };
    for (one, done) in planned.iter().zip(done) {
        settle(one, done?, output, &mut built);
    }
    let failed = built.failed.iter().filter(|path| output.was_ours(path));
    let held = built.written.keys().chain(failed).map(String::as_str).collect();
    let removed = output.sweep(&paths, &held)?;
    built.removed = removed.len();
    built.changed.extend(removed);
    built.changed.sort();
    clock.lap("render", built.planned - built.reused, built.reused);
    Ok(built)
}

fn planned_page<'a>(page: Page<'a>, renderer: &Renderer) -> Planned<'a> {
    let mut parts = page.parts();
    parts.push((part::TEMPLATE, renderer.closure(page.template)));
    let key = page.key_of(&parts);
    Planned { path: page.permalink.as_str().to_owned(), key, parts, matter: Matter::Page(page) }
}

/// The theme: the built-in files, each replaced by the site's own of the same path, and the site's own beside them.
fn theme_files(world: &World) -> Vec<Planned<'static>> {
    let built_in = theme::FILES.iter().filter(|(path, _)| !world.theme.contains_key(*path));
    let built_in = built_in.map(|(path, bytes)| Planned {
        path: format!("theme/{path}"),
        key: hash(bytes),
        parts: vec![(THEME, hash(bytes))],
        matter: Matter::BuiltIn(bytes),
    });
    let own = world.theme.iter();
    let own = own.map(|(path, source)| Planned {
        path: format!("theme/{path}"),
        key: source.hash,
        parts: vec![(THEME, source.hash)],
        matter: Matter::Own(source.path.clone()),
    });
    built_in.chain(own).collect()
}

/// Feeds, exports and the search index.
fn data_files(digest: &Digest, memo: &Memo) -> Vec<Planned<'static>> {
    let whole = key("digest", digest);
    let made = data::FILES.iter();
    let made = made.map(|(path, make)| Planned {
        path: (*path).to_owned(),
        key: whole,
        parts: vec![(SITE, whole)],
        matter: Matter::Data(*make),
    });
    let search = memo.remembered(key("search", &whole)).unwrap_or_else(|| {
        let texts = data::search_files(digest).into_iter();
        let files: Vec<(String, Hash)> =
            texts.map(|(path, text)| (path, hash(text.as_bytes()))).collect();
        memo.remember(key("search", &whole), &files);
        files
    });
    let search = search.into_iter().map(|(path, text)| Planned {
        path,
        key: text,
        parts: vec![(SEARCH, text)],
        matter: Matter::Search,
    });
    made.chain(search).collect()
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
            path: feed.path.clone(),
            key,
            parts: vec![(EVENTS, key)],
            matter: Matter::Feed(feed),
        }
    };
    data::feeds(digest).into_iter().map(planned).collect()
}

/// The passages as annotations: a page a month, and the collection that names them.
fn annotation_files<'a>(index: &Index<'a>) -> Vec<Planned<'a>> {
    let months = data::months(index);
    let collection = data::collection(&index.story, &months);
    let nexts: Vec<_> = months.iter().skip(1).map(|month| Some(month.name.clone())).collect();
    let nexts = nexts.into_iter().chain([None]);
    let pages = months.into_iter().zip(nexts).map(|(month, next)| {
        let key = key("annotations", &(month.key(&index.story), &next));
        Planned {
            path: month.path(),
            key,
            parts: vec![(PASSAGES, key)],
            matter: Matter::Annotations(month, next),
        }
    });
    let key = hash(collection.as_bytes());
    let collection = Planned {
        path: "data/annotations.json".to_owned(),
        key,
        parts: vec![(PASSAGES, key)],
        matter: Matter::Text(collection),
    };
    pages.chain([collection]).collect()
}

/// What became of a planned file.
enum Done {
    Stands,
    Put(Put, Reason),
    /// It could not be made; the one of the last run stays.
    Problem(Problem),
}

struct Bench<'a> {
    world: &'a World,
    memo: &'a Memo,
    output: &'a Output,
    story: &'a Story<'a>,
    renderer: &'a Renderer,
    digest: &'a Digest,
    search: OnceLock<BTreeMap<String, String>>,
}

impl Bench<'_> {
    fn put(&self, planned: &Planned<'_>) -> anyhow::Result<Done> {
        if self.output.stands(&planned.path, planned.key) {
            return Ok(Done::Stands);
        }
        let (bytes, key) = match self.bytes(planned) {
            Ok(made) => made,
            Err(problem) => return Ok(Done::Problem(problem)),
        };
        let reason = match self.output.kept(&planned.path) {
            None => Reason::New,
            Some(before) if before.key == planned.key => Reason::Lost,
            Some(before) => Reason::Changed(lanes::changed(&planned.parts, before.parts)),
        };
        let made_from = (key, lanes::lanes(&planned.parts));
        Ok(Done::Put(self.output.write(&planned.path, made_from, &bytes)?, reason))
    }

    /// An article as a page needs it: only the raw page shows the capture.
    fn record(&self, page: &Page<'_>, id: &ArticleId) -> Option<(Record, bool)> {
        let (mut record, as_understood) = self.world.record_from(id, self.memo)?;
        if matches!(page.view, View::Raw(_)) {
            record.capture = self.world.capture(&record.article);
        }
        Some((record, as_understood))
    }

    /// A file's bytes, and the key of what they were made from: what changed since it was listed has another, so that the next
    /// run makes the file again even where the change was taken back.
    fn bytes(&self, planned: &Planned<'_>) -> Result<(Vec<u8>, Hash), Problem> {
        let bytes = match &planned.matter {
            Matter::BuiltIn(bytes) => bytes.to_vec(),
            Matter::Data(make) => make(self.digest).into_bytes(),
            Matter::Search => self.search(&planned.path),
            Matter::Text(text) => text.clone().into_bytes(),
            Matter::Feed(feed) => feed.write(self.digest).into_bytes(),
            Matter::Annotations(month, next) => {
                return Ok(self.annotations(month, next.as_deref(), planned.key));
            }
            Matter::Own(path) => {
                let bytes = std::fs::read(self.world.root.join(path))
                    .map_err(|error| super::source::unreadable(path, &error))?;
                let key = hash(&bytes);
                return Ok((bytes, key));
            }
            Matter::Page(page) => return self.page(page, planned.key),
        };
        Ok((bytes, planned.key))
    }

    /// A part of the search index: all are made where any is asked for.
    fn search(&self, path: &str) -> Vec<u8> {
        let make = || data::search_files(self.digest).into_iter().collect();
        let files = self.search.get_or_init(make);
        files.get(path).cloned().unwrap_or_default().into_bytes()
    }

    fn annotations(&self, month: &Month<'_>, next: Option<&str>, key: Hash) -> (Vec<u8>, Hash) {
        let record = |id: &&ArticleId| self.world.record_from(id, self.memo);
        let ids = month.articles();
        let records: Vec<_> = ids.iter().map(record).collect();
        let as_planned =
            records.iter().all(|one| one.as_ref().is_some_and(|(_, as_understood)| *as_understood));
        let texts = ids.into_iter().cloned().zip(records);
        let texts = texts.filter_map(|(id, record)| Some((id, record?.0))).collect();
        let text = month.write(self.story, &texts, next);
        (text.into_bytes(), if as_planned { key } else { 0 })
    }

    fn page(&self, page: &Page<'_>, key: Hash) -> Result<(Vec<u8>, Hash), Problem> {
        let needs = page.needs();
        let records: Vec<_> = needs.iter().filter_map(|id| self.record(page, id)).collect();
        let as_planned =
            records.len() == needs.len() && records.iter().all(|(_, as_understood)| *as_understood);
        let records: Vec<_> = records.iter().map(|(record, _)| record).collect();
        let bytes = self.renderer.page(page, &site::context(page, self.story, &records))?;
        Ok((bytes, if as_planned { key } else { 0 }))
    }
}

fn settle(planned: &Planned<'_>, done: Done, output: &Output, built: &mut Built) {
    let path = || planned.path.clone();
    let written = match done {
        Done::Stands => {
            built.reused += 1;
            output.kept(&planned.path)
        }
        Done::Put(Put::Same(written), reason) => {
            built.reasons.push((path(), reason));
            Some(written)
        }
        Done::Put(Put::Changed(written), reason) => {
            built.reasons.push((path(), reason));
            built.changed.push(path());
            Some(written)
        }
        Done::Put(Put::InTheWay(problem), _) => {
            built.problems.push(problem);
            built.settled = false;
            None
        }
        Done::Problem(problem) => {
            built.problems.push(problem);
            built.settled = false;
            built.failed.insert(path());
            output.kept(&planned.path)
        }
    };
    if let Some(written) = written {
        built.written.insert(path(), written);
    }
}
