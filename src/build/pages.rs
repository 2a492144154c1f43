//! From what the files say to the files of the site.

use super::memo::{Hash, Memo, hash};
use super::output::{Output, Put, Written};
use super::plan::{self, Due, Kind, Matter, Plan, Planned};
use super::standing::Told;
use super::world::World;
use super::{Clock, Progress, Reason, lanes};
use crate::article::ArticleId;
use crate::problem::Problem;
use crate::render::Renderer;
use crate::render::data::Month;
use crate::site::part::{self, Part};
use crate::site::{self, Page, Record, View};
use anyhow::Context;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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

/// What building the pages needs beside the story.
pub(super) struct Needs<'a> {
    pub(super) world: &'a World,
    pub(super) memo: &'a Memo,
    pub(super) progress: &'a Progress,
    pub(super) output: &'a Output,
    /// Told the paths of the pages that changed, and of what they are shown with, as soon as all of them are in place.
    pub(super) placed: &'a mut dyn FnMut(&[String]),
}

/// Plans the site, renders what has changed, and sweeps what is no longer planned. The pages come first, since somebody may be
/// looking at them; then the files beside them, and what was lost from the output.
pub(super) fn build(
    needs: Needs<'_>,
    told: Told<'_, '_>,
    clock: &mut Clock,
) -> anyhow::Result<Built> {
    let Needs { world, memo, progress, output, placed } = needs;
    let mut problems = Vec::new();
    let renderer = Renderer::new(&world.templates).take(&mut problems);
    let (dues, plan) = plan::due(world, told, memo);
    let planned = plan.as_ref().map_or(0, Plan::len);
    clock.lap("plan", planned, dues.len() - planned);
    let dues = dues.all();
    let paths: BTreeSet<&str> = dues.iter().map(|one| one.path.as_str()).collect();
    progress.expect(dues.len());
    output.announce(&paths)?;
    let key = |due: &&'_ Due| due.key(&renderer, &world.texts);
    let keys: Vec<Hash> = dues.par_iter().with_min_len(64).map(key).collect();
    let bench =
        Bench { world, memo, output, told, renderer: &renderer, plan: plan.as_ref(), progress };
    let mut built = Built { planned: dues.len(), problems, settled: true, ..Built::default() };
    let known =
        |(due, key): &(&'_ Due, Hash)| output.kept(&due.path).is_some_and(|one| one.key == *key);
    let (same, other): (Vec<_>, Vec<_>) = dues.into_iter().zip(keys).partition(known);
    let (pages, files): (Vec<_>, Vec<_>) = other.into_iter().partition(|(due, _)| due.is_seen());
    bench.put_all(&pages, &mut built)?;
    placed(&built.changed);
    let stand = |(due, _): &(&'_ Due, Hash)| output.stands(&due.path);
    let stand: Vec<bool> = same.par_iter().with_min_len(64).map(stand).collect();
    let (same, lost): (Vec<_>, Vec<_>) =
        same.into_iter().zip(stand).partition(|(_, stands)| *stands);
    let lost = lost.into_iter().map(|(one, _)| one);
    bench.put_all(&files.into_iter().chain(lost).collect::<Vec<_>>(), &mut built)?;
    for ((due, _), _) in same {
        progress.one();
        built.reused += 1;
        built.written.extend(output.kept(&due.path).map(|kept| (due.path.clone(), kept)));
    }
    let failed = built.failed.iter().filter(|path| output.was_ours(path));
    let held = built.written.keys().chain(failed).map(String::as_str).collect();
    let removed = output.sweep(&paths, &held)?;
    built.removed = removed.len();
    built.changed.extend(removed);
    built.changed.sort();
    built.reasons.sort();
    clock.lap("render", built.planned - built.reused, built.reused);
    Ok(built)
}

/// What became of a file that had to be made.
enum Done {
    Put(Put, Reason),
    /// It could not be made; the one of the last run stays.
    Problem(Problem),
}

struct Bench<'b, 'a> {
    world: &'b World,
    memo: &'b Memo,
    output: &'b Output,
    told: Told<'b, 'a>,
    renderer: &'b Renderer,
    /// The whole plan, where there is one.
    plan: Option<&'b Plan<'a>>,
    progress: &'b Progress,
}

impl<'a> Bench<'_, 'a> {
    /// Makes files, each with the key of what it is made from.
    fn put_all(&self, dues: &[(&Due, Hash)], built: &mut Built) -> anyhow::Result<()> {
        let of_these;
        let plan = if let Some(whole) = self.plan {
            whole
        } else {
            let dues: Vec<&Due> = dues.iter().map(|(due, _)| *due).collect();
            of_these = Plan::for_some(self.world, self.told, self.memo, &dues);
            &of_these
        };
        let put = |(due, key): &(&Due, Hash)| self.put(due, *key, plan);
        let done: Vec<anyhow::Result<Done>> =
            dues.par_iter().with_min_len(4).map(put).inspect(|_| self.progress.one()).collect();
        for ((due, _), done) in dues.iter().zip(done) {
            settle(due, done?, self.output, built);
        }
        Ok(())
    }

    fn put(&self, due: &Due, key: Hash, plan: &Plan<'a>) -> anyhow::Result<Done> {
        let planned = plan.get(&due.path);
        let planned = planned.with_context(|| format!("{} is due and not planned", due.path))?;
        let (bytes, made_from) = match self.bytes(planned, plan, key) {
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
            return vec![(planned.part, planned.due.key(self.renderer, &self.world.texts))];
        };
        let mut parts = page.parts(&self.world.texts);
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
    fn bytes(
        &self,
        planned: &Planned<'_>,
        plan: &Plan<'_>,
        key: Hash,
    ) -> Result<(Vec<u8>, Hash), Problem> {
        let bytes = match &planned.matter {
            Matter::BuiltIn(bytes) => bytes.to_vec(),
            Matter::Data(make) => make(&plan.digest).into_bytes(),
            Matter::Search => plan.search(&planned.due.path).to_vec(),
            Matter::Text(text) => text.clone().into_bytes(),
            Matter::Feed(feed) => feed.write(&plan.digest).into_bytes(),
            Matter::Annotations(month, next) => {
                return Ok(self.annotations(month, next.as_deref(), key));
            }
            Matter::Own(path) => {
                let bytes = std::fs::read(self.world.root.join(path))
                    .map_err(|error| super::source::unreadable(path, &error))?;
                let as_read = Due::file(path, Kind::Theme, hash(&bytes));
                return Ok((bytes, as_read.key(self.renderer, &self.world.texts)));
            }
            Matter::Page(page) => return self.page(page, key),
        };
        Ok((bytes, key))
    }

    fn annotations(&self, month: &Month<'_>, next: Option<&str>, key: Hash) -> (Vec<u8>, Hash) {
        let record = |id: &&ArticleId| self.world.record_from(id, self.memo);
        let ids = month.articles();
        let records: Vec<_> = ids.iter().map(record).collect();
        let as_planned =
            records.iter().all(|one| one.as_ref().is_some_and(|(_, as_understood)| *as_understood));
        let texts = ids.into_iter().cloned().zip(records);
        let texts = texts.filter_map(|(id, record)| Some((id, record?.0))).collect();
        let text = month.write(&self.told.story, &texts, next);
        (text.into_bytes(), if as_planned { key } else { 0 })
    }

    fn page(&self, page: &Page<'_>, key: Hash) -> Result<(Vec<u8>, Hash), Problem> {
        let needs = page.needs();
        let records: Vec<_> = needs.iter().filter_map(|id| self.record(page, id)).collect();
        let as_planned =
            records.len() == needs.len() && records.iter().all(|(_, as_understood)| *as_understood);
        let records: Vec<_> = records.iter().map(|(record, _)| record).collect();
        let bytes = self.renderer.page(page, &site::context(page, &self.told.story, &records))?;
        Ok((bytes, if as_planned { key } else { 0 }))
    }
}

fn settle(due: &Due, done: Done, output: &Output, built: &mut Built) {
    let path = || due.path.clone();
    let written = match done {
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
