//! From what the files say to the files of the site.

use super::memo::{Hash, Memo, hash};
use super::output::{Output, Put, Written};
use super::plan::{self, Due, Kind, Matter, Plan, Planned};
use super::world::World;
use super::{Clock, Progress, Reason, lanes};
use crate::article::ArticleId;
use crate::problem::Problem;
use crate::render::Renderer;
use crate::render::data::{self, Month};
use crate::site::part::{self, Part};
use crate::site::{self, Page, Record, Story, View};
use anyhow::Context;
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
    let (dues, plan) = plan::due(world, &story, memo);
    let planned = plan.as_ref().map_or(0, Plan::len);
    clock.lap("plan", planned, dues.len() - planned);
    let paths: BTreeSet<&str> = dues.iter().map(|one| one.path.as_str()).collect();
    progress.expect(dues.len());
    output.announce(&paths)?;
    let keys: Vec<Hash> = dues.par_iter().map(|due| due.key(&renderer, &story)).collect();
    let stand: Vec<bool> = dues
        .par_iter()
        .zip(&keys)
        .with_min_len(64)
        .map(|(due, key)| output.stands(&due.path, *key))
        .collect();
    let changed = dues.iter().zip(&stand).filter(|(_, stands)| !**stands).map(|(due, _)| due);
    let plan = plan.unwrap_or_else(|| Plan::for_some(world, &story, memo, changed.collect()));
    let search = OnceLock::new();
    let bench =
        Bench { world, memo, output, story: &story, renderer: &renderer, plan: &plan, search };
    let done: Vec<anyhow::Result<Done>> = dues
        .par_iter()
        .zip(&keys)
        .zip(&stand)
        .with_min_len(4)
        .map(|((due, key), stands)| if *stands { Ok(Done::Stands) } else { bench.put(due, *key) })
        .inspect(|_| progress.one())
        .collect();
    let mut built = Built { planned: dues.len(), problems, settled: true, ..Built::default() };
    for (due, done) in dues.iter().zip(done) {
        settle(due, done?, output, &mut built);
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
    plan: &'a Plan<'a>,
    search: OnceLock<BTreeMap<String, String>>,
}

impl Bench<'_> {
    fn put(&self, due: &Due, key: Hash) -> anyhow::Result<Done> {
        let planned = self.plan.get(&due.path);
        let planned = planned.with_context(|| format!("{} is due and not planned", due.path))?;
        let (bytes, made_from) = match self.bytes(planned, key) {
            Ok(made) => made,
            Err(problem) => return Ok(Done::Problem(problem)),
        };
        let parts = self.parts(planned);
        let reason = match self.output.kept(&due.path) {
            None => Reason::New,
            Some(before) if before.key == key => Reason::Lost,
            Some(before) => Reason::Changed(lanes::changed(&parts, before.parts)),
        };
        let made_from = (made_from, lanes::lanes(&parts));
        Ok(Done::Put(self.output.write(&due.path, made_from, &bytes)?, reason))
    }

    /// The parts of what a file is made from.
    fn parts(&self, planned: &Planned<'_>) -> Vec<Part> {
        let Matter::Page(page) = &planned.matter else {
            return vec![(planned.part, planned.due.key(self.renderer, self.story))];
        };
        let mut parts = page.parts();
        parts.push((part::TEMPLATE, self.renderer.closure(page.template)));
        parts
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
    fn bytes(&self, planned: &Planned<'_>, key: Hash) -> Result<(Vec<u8>, Hash), Problem> {
        let bytes = match &planned.matter {
            Matter::BuiltIn(bytes) => bytes.to_vec(),
            Matter::Data(make) => make(&self.plan.digest).into_bytes(),
            Matter::Search => self.search(&planned.due.path),
            Matter::Text(text) => text.clone().into_bytes(),
            Matter::Feed(feed) => feed.write(&self.plan.digest).into_bytes(),
            Matter::Annotations(month, next) => {
                return Ok(self.annotations(month, next.as_deref(), key));
            }
            Matter::Own(path) => {
                let bytes = std::fs::read(self.world.root.join(path))
                    .map_err(|error| super::source::unreadable(path, &error))?;
                let as_read = Due::file(path, Kind::Theme, hash(&bytes));
                return Ok((bytes, as_read.key(self.renderer, self.story)));
            }
            Matter::Page(page) => return self.page(page, key),
        };
        Ok((bytes, key))
    }

    /// A part of the search index: all are made where any is asked for.
    fn search(&self, path: &str) -> Vec<u8> {
        let make = || data::search_files(&self.plan.digest).into_iter().collect();
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

fn settle(due: &Due, done: Done, output: &Output, built: &mut Built) {
    let path = || due.path.clone();
    let written = match done {
        Done::Stands => {
            built.reused += 1;
            output.kept(&due.path)
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
            output.kept(&due.path)
        }
    };
    if let Some(written) = written {
        built.written.insert(path(), written);
    }
}
