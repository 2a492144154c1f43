//! From what the files say to the files of the site.

use super::memo::{Hash, Memo, hash};
use super::output::{Output, Put, Written};
use super::plan::{Due, Ground, Half, Kind, Matter, Plan, Planned};
use super::standing::Told;
use super::world::World;
use super::{Clock, Progress, Reason, lanes};
use crate::article::ArticleId;
use crate::problem::{Code, Problem};
use crate::render::Renderer;
use crate::render::data::Month;
use crate::site::part::{self, Part};
use crate::site::{self, Page, Reading, Record, View};
use anyhow::Context;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What building the pages did.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) planned: usize,
    pub(super) reused: usize,
    /// Made again, and as they were.
    pub(super) same: usize,
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
    pub(super) renderer: &'a Renderer,
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
    let Needs { world, memo, renderer, progress, output, placed } = needs;
    let mut built = Built { settled: true, ..Built::default() };
    let ground = Ground { world, told, memo };
    let bench = Bench { ground, output, renderer, progress };
    let (seen, plan) = Half::seen(ground);
    let planned = plan.as_ref().map_or(0, Plan::len);
    clock.lap("plan", planned, seen.dues().count() - planned);
    let (pages, other) = bench.sort(&seen);
    bench.put_all(&seen, &other, plan, &mut built)?;
    clock.lap("render", other.len(), pages.len());
    placed(&built.changed);
    let (beside, plan) = Half::beside(ground, &seen);
    let (files, other) = bench.sort(&beside);
    bench.put_all(&beside, &other, plan, &mut built)?;
    for (half, kept) in [(&seen, pages), (&beside, files)] {
        let lost = bench.lost(kept, &mut built);
        bench.put_all(half, &lost, None, &mut built)?;
    }
    let paths: BTreeSet<&str> =
        seen.dues().chain(beside.dues()).map(|due| due.path.as_str()).collect();
    let failed = built.failed.iter().filter(|path| output.was_ours(path));
    let held = built.written.keys().chain(failed).map(String::as_str).collect();
    let removed = output.sweep(&paths, &held)?;
    built.planned = paths.len();
    built.removed = removed.len();
    built.changed.extend(removed);
    built.changed.sort();
    built.reasons.sort();
    built.problems = once_a_place(std::mem::take(&mut built.problems));
    clock.lap("files", built.planned - built.reused, built.reused);
    Ok(built)
}

/// What one line of a template does wrong on many pages, told once.
fn once_a_place(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    let same = |one: &Problem, other: &Problem| {
        [one.code, other.code] == [Code::BadTemplate; 2]
            && (&one.file, one.line, &one.message) == (&other.file, other.line, &other.message)
    };
    let told = problems.chunk_by(same).filter_map(|same| {
        let (first, more) = same.split_first()?;
        let hint = match more.len() {
            0 => first.hint.clone(),
            1 => format!("{} and one more page", first.hint),
            more => format!("{} and {more} more pages", first.hint),
        };
        Some(Problem { hint, ..first.clone() })
    });
    told.collect()
}

/// What became of a file that had to be made.
enum Done {
    Put(Put, Reason),
    /// It could not be made; the one of the last run stays.
    Problem(Problem),
}

/// Files that are due, each with the key of what it is made from.
type Keyed<'d> = Vec<(&'d Due, Hash)>;

struct Bench<'b, 'a> {
    ground: Ground<'b, 'a>,
    output: &'b Output,
    renderer: &'b Renderer,
    progress: &'b Progress,
}

impl<'a> Bench<'_, 'a> {
    /// The files of a half that are made from what they were made from before, and the others.
    fn sort<'d>(&self, half: &'d Half) -> (Keyed<'d>, Keyed<'d>) {
        let mut dues: Vec<&Due> = half.dues().collect();
        self.progress.expect(dues.len());
        dues.sort_by(|one, two| one.path.cmp(&two.path));
        let texts = &self.ground.world.texts;
        let keyed = |due: &'d Due| (due, due.key(self.renderer, texts));
        let keyed: Keyed<'_> = dues.into_par_iter().with_min_len(64).map(keyed).collect();
        let mut known = self.output.all_kept().peekable();
        let mut is_kept = |due: &Due, key: Hash| {
            while known.next_if(|(path, _)| **path < due.path).is_some() {}
            known.next_if(|(path, _)| **path == due.path).is_some_and(|(_, one)| one.key == key)
        };
        keyed.into_iter().partition(|(due, key)| is_kept(due, *key))
    }

    /// Those that are not in the output as we wrote them.
    fn lost<'d>(&self, kept: Keyed<'d>, built: &mut Built) -> Keyed<'d> {
        let stands = |(due, _): &(&Due, Hash)| self.output.stands(&due.path);
        let stand: Vec<Option<Written>> = kept.par_iter().with_min_len(64).map(stands).collect();
        let mut lost = Vec::new();
        for (one, stands) in kept.into_iter().zip(stand) {
            let Some(written) = stands else {
                lost.push(one);
                continue;
            };
            self.progress.one();
            built.reused += 1;
            built.written.insert(one.0.path.clone(), written);
        }
        lost
    }

    /// Makes files of a half; `plan` is that of all of it, where there is one.
    ///
    /// # Errors
    /// Where one cannot be written.
    fn put_all(
        &self,
        half: &Half,
        dues: &Keyed<'_>,
        plan: Option<Plan<'a>>,
        built: &mut Built,
    ) -> anyhow::Result<()> {
        if dues.is_empty() {
            return Ok(());
        }
        self.output.announce(&dues.iter().map(|(due, _)| due.path.as_str()).collect())?;
        let some =
            || half.plan_of(self.ground, &dues.iter().map(|(due, _)| *due).collect::<Vec<_>>());
        let plan = &plan.unwrap_or_else(some);
        let put = |(due, key): &(&Due, Hash)| self.put(due, *key, plan);
        // Singly: what costs most, the exports, stands side by side.
        let done: Vec<anyhow::Result<Done>> =
            dues.par_iter().with_max_len(1).map(put).inspect(|_| self.progress.one()).collect();
        for ((due, _), done) in dues.iter().zip(done) {
            settle(due, done?, self.output, built);
        }
        Ok(())
    }

    fn put(&self, due: &Due, key: Hash, plan: &Plan<'_>) -> anyhow::Result<Done> {
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
            return vec![(planned.part, planned.due.key(self.renderer, &self.ground.world.texts))];
        };
        let mut parts = page.parts(&self.ground.world.texts);
        parts.push((part::TEMPLATE, self.renderer.closure(page.template)));
        parts
    }

    /// An article as a page needs it: only the raw page shows the capture.
    fn record(&self, page: &Page<'_>, id: &ArticleId) -> Option<(Record, bool)> {
        let (mut record, as_understood) = self.ground.world.record_from(id, self.ground.memo)?;
        if matches!(page.view, View::Raw(_)) {
            record.capture = self.ground.world.capture(&record.article);
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
            Matter::Data(make) => make(&plan.stock.digest).into_bytes(),
            Matter::Search => plan.stock.search(&planned.due.path).to_vec(),
            Matter::Text(text) => text.clone().into_bytes(),
            Matter::Feed(feed) => feed.write(&plan.stock.digest).into_bytes(),
            Matter::Annotations(month, next) => {
                return Ok(self.annotations(month, next.as_deref(), key));
            }
            Matter::Own(path) => {
                let bytes = std::fs::read(self.ground.world.root.join(path))
                    .map_err(|error| super::source::unreadable(path, &error))?;
                let as_read = Due::file(path, Kind::Theme, hash(&bytes));
                return Ok((bytes, as_read.key(self.renderer, &self.ground.world.texts)));
            }
            Matter::Page(page) => return self.page(page, key),
        };
        Ok((bytes, key))
    }

    fn annotations(&self, month: &Month<'_>, next: Option<&str>, key: Hash) -> (Vec<u8>, Hash) {
        let ids = month.articles();
        let articles: Vec<_> = ids.iter().map(|id| self.ground.world.article_from(id)).collect();
        let as_planned = articles
            .iter()
            .all(|one| one.as_ref().is_some_and(|(_, as_understood)| *as_understood));
        let texts = ids.into_iter().cloned().zip(articles);
        let texts = texts.filter_map(|(id, article)| Some((id, article?.0))).collect();
        let text = month.write(&self.ground.told.story, &texts, next);
        (text.into_bytes(), if as_planned { key } else { 0 })
    }

    fn page(&self, page: &Page<'_>, key: Hash) -> Result<(Vec<u8>, Hash), Problem> {
        let needs = page.needs();
        let records: Vec<_> = needs.iter().filter_map(|id| self.record(page, id)).collect();
        let as_planned =
            records.len() == needs.len() && records.iter().all(|(_, as_understood)| *as_understood);
        let records: Vec<_> = records.iter().map(|(record, _)| record).collect();
        let world = self.ground.world;
        let reading = Reading { story: &self.ground.told.story, texts: &world.texts };
        let bytes = self.renderer.page(page, &site::context(page, reading, &records))?;
        Ok((bytes, if as_planned { key } else { 0 }))
    }
}

fn settle(due: &Due, done: Done, output: &Output, built: &mut Built) {
    let path = || due.path.clone();
    let written = match done {
        Done::Put(Put::Same(written), reason) => {
            built.reasons.push((path(), reason));
            built.same += 1;
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
