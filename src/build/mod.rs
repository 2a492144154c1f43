//! The pipe and what it remembers: [`run_in`] on one screen, memo, sources, output.
//!
//! Every run does the same: list the sources, ask for each step's result (remembered or made now), plan the pages, render those
//! whose key has changed, sweep what is no longer planned, save the memo. A run that finds nothing changed ends after the first
//! look. There is no second, partial path.

#![expect(clippy::disallowed_methods, reason = "this room touches the disk")]

mod articles;
mod lanes;
mod lock;
mod memo;
mod normal;
mod output;
mod pages;
mod plan;
mod progress;
mod source;
mod standing;
mod steps;
mod understand;
mod world;

pub use lock::Lock;
pub use output::{may_build, unmark};
pub use progress::Progress;
pub use source::{FILES as SOURCE_FILES, Look, names as source_names, unreadable};
pub use world::{World, world};

use crate::config::{Config, FILE};
use crate::corpus::Proposals;
use crate::problem::{Problem, Reported};
use crate::render::Renderer;
use crate::site::Purpose;
use anyhow::Context;
use articles::Articles;
use memo::{Index, Memo, Ran};
use output::{Mark, Output};
use source::Source;
use standing::Standing;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What a build is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site goes.
    pub out: PathBuf,
    /// Where earlier results are remembered.
    pub cache: PathBuf,
    /// Where the site will stand, instead of the configuration's.
    pub base_url: Option<String>,
    /// Who it is for.
    pub purpose: Purpose,
    /// Whether drafts are built too.
    pub drafts: bool,
}

impl Options {
    /// The defaults for the site in `root`.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            out: root.join("public"),
            cache: root.join(".dateline"),
            base_url: None,
            purpose: Purpose::Desk,
            drafts: false,
        }
    }
}

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many articles the site has.
    pub articles: usize,
    /// How many events.
    pub events: usize,
    /// How many pages and files are planned.
    pub pages: usize,
    /// How many of them were written.
    pub written: usize,
    /// How many stand as they were.
    pub reused: usize,
    /// How many were removed.
    pub removed: usize,
    /// Paths within the output whose bytes changed, came or went, in order.
    pub changed: Vec<String>,
    /// For each page that was rendered, why.
    pub reasons: Vec<(String, Reason)>,
    /// How long each room took, and how much it ran and reused.
    pub timings: Vec<Timing>,
    /// What a person should know.
    pub problems: Vec<Problem>,
    /// The settings that it was built with.
    pub config: Config,
}

/// Why a page was rendered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was not there before.
    New,
    /// These parts of what it is made from changed.
    Changed(Vec<&'static str>),
    /// Its file was missing, or was not as we wrote it.
    Lost,
}

/// How long a room took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// Which room.
    pub room: &'static str,
    /// How long.
    pub took: Duration,
    /// How many results were made.
    pub ran: usize,
    /// How many were remembered.
    pub reused: usize,
}

/// What one process remembers between its builds, so that the next one need not read it from disk.
#[derive(Debug, Default)]
pub struct Session {
    memo: Option<Memo>,
    /// Whether it builds again and again, and so holds in memory what every build asks for.
    stays: bool,
    standing: Option<Standing>,
    articles: Option<Articles>,
    templates: Option<Templates>,
    mark: Option<Mark>,
    proposals: Proposals,
    /// Where the next build looks, where the last one ended well; after it, everywhere.
    pub look: Look,
    /// How far the build that is running has come.
    pub progress: Arc<Progress>,
}

impl Session {
    /// Of a process that builds again and again.
    pub fn to_stay() -> Self {
        Self { stays: true, ..Self::default() }
    }
}

/// Builds the site: whatever could be built is built, and what could not is a problem.
///
/// # Errors
/// Where the configuration is not understood or the disk fails.
pub fn run(options: &Options) -> anyhow::Result<Outcome> {
    run_in(options, &mut Session::default(), &mut |_| ())
}

/// The same as [`run`], for whoever shows its progress or builds again and again. `placed` is told the paths of the pages that
/// changed, as soon as all of them are in place: before the build has ended.
///
/// # Errors
/// As [`run`].
pub fn run_in(
    options: &Options,
    session: &mut Session,
    placed: &mut dyn FnMut(&[String]),
) -> anyhow::Result<Outcome> {
    let root = &options.root;
    // What is gone is not to be made again, an empty site in it.
    anyhow::ensure!(root.is_dir(), "the site's folder {} is not there", root.display());
    let _lock = Lock::take(&options.cache)?;
    output::clear_staging(&options.root.join("content/articles"));
    let config = configuration(&options.root, options.base_url.as_deref())?;
    let known = session.memo.take().filter(Memo::is_current);
    // The first build of a preview is there at once where nothing has changed. The next one reads what an edit will need.
    let at_rest = known.is_none() || !session.stays || session.standing.is_some();
    let look = std::mem::take(&mut session.look);
    let look = if known.is_some() { look } else { Look::Everywhere };
    let open = if session.stays { Memo::open_to_stay } else { Memo::open };
    let mut memo = known.unwrap_or_else(|| open(&options.cache));
    let mut clock = Clock::start();
    let began = now();
    let asked = memo::key("options", &(&config, options.purpose, options.drafts));
    let largest = articles::largest(&config.limits);
    let (listed, mut output) =
        look_round(options, &mut memo, session.mark.take(), (&look, largest))?;
    let (sources, problems) = listed;
    clock.lap("list", 0, sources.len());
    let same = memo.index.options == asked
        && memo.index.sources == sources
        && memo.index.listed == problems;
    if same && at_rest && memo.index.settled && output.all_stand() {
        let outcome = unchanged(&mut memo, &mut output, clock);
        session.mark = Some(output.into_mark());
        memo.look_again_from(began)?;
        session.memo = Some(memo);
        return Ok(Outcome { config, ..outcome });
    }
    let progress = &session.progress;
    let before = (session.standing.take(), session.articles.take());
    let templates = &mut session.templates;
    let proposals = session.stays.then_some(&mut session.proposals);
    let run = Run {
        options,
        progress,
        began,
        asked,
        output: &output,
        clock,
        before,
        templates,
        proposals,
        placed,
    };
    let (outcome, standing, articles) = run.make(&mut memo, config, (sources, problems))?;
    session.memo = Some(memo);
    session.mark = Some(output.into_mark());
    if session.stays {
        (session.standing, session.articles) = (Some(standing), Some(articles));
    } else {
        // To free them takes as long as to read them; nobody waits for that.
        rayon::spawn(move || drop((standing, articles)));
    }
    Ok(outcome)
}

/// The sources, and what could not be listed of them.
type Listed = (Vec<Source>, Vec<Problem>);

/// Lists the sources, and looks meanwhile whether the output is as it was left. A preview's edit does not wait for that: its output
/// is looked at when the pages are in place.
///
/// # Errors
/// Where the sources cannot be read, or the output is not ours.
fn look_round(
    options: &Options,
    memo: &mut Memo,
    mark: Option<Mark>,
    (look, largest): (&Look, u64),
) -> anyhow::Result<(Listed, Output)> {
    let written = std::mem::take(&mut memo.index.written);
    let known = (memo.index.ended, mark);
    let (listed, output) = rayon::join(
        || source::list(&options.root, &memo.index, (look, largest)),
        || {
            let mut output = Output::open(&options.out, written, known)?;
            if *look == Look::Everywhere {
                output.look();
            }
            anyhow::Ok(output)
        },
    );
    Ok((listed?, output?))
}

/// A run that found something changed.
struct Run<'a> {
    options: &'a Options,
    progress: &'a Progress,
    began: u64,
    /// Fingerprint of what was asked for.
    asked: memo::Hash,
    output: &'a Output,
    clock: Clock,
    /// The story and the articles as the build before left them.
    before: (Option<Standing>, Option<Articles>),
    /// The templates, as the build before left them.
    templates: &'a mut Option<Templates>,
    /// Likely copies, as the build before left them; none where no other will follow.
    proposals: Option<&'a mut Proposals>,
    placed: &'a mut dyn FnMut(&[String]),
}

impl Run<'_> {
    /// Makes whatever is not remembered, writes what has changed, and saves the memo last.
    fn make(
        mut self,
        memo: &mut Memo,
        config: Config,
        (sources, listed): Listed,
    ) -> anyhow::Result<(Outcome, Standing, Articles)> {
        let (standing, before) = self.before;
        let known = world::Known { memo, progress: self.progress, before };
        let mut world =
            world::from_sources(self.options, config, known, (&sources, listed.clone()))?;
        self.clock.lap("articles", world.ran[0] + world.ran[2], world.ran[1] + world.ran[3]);
        let articles = world.cards.len();
        match world::gather(&mut world, memo, self.proposals) {
            Ran::Now => self.clock.lap("corpus", articles, 0),
            Ran::Reused => self.clock.lap("corpus", 0, articles),
        }
        let mut problems = std::mem::take(&mut world.problems);
        let standing = Standing::of(&world, standing);
        let templates = Templates::of(&world.templates, self.templates);
        problems.extend_from_slice(&templates.loaded.problems);
        let needs = pages::Needs {
            world: &world,
            memo,
            renderer: &templates.loaded.value,
            progress: self.progress,
            output: self.output,
            placed: self.placed,
        };
        let built = standing.with(|told| pages::build(needs, told, &mut self.clock))?;
        problems.extend(built.problems);
        problems.sort();
        problems.dedup();
        let counts = (articles, world.corpus.events.len());
        memo.save(Index {
            began: self.began,
            ended: now(),
            options: self.asked,
            sources: world::sources_after(sources, &world),
            written: built.written,
            counts,
            problems: problems.clone(),
            listed,
            settled: built.settled,
            ..Index::default()
        })?;
        self.clock.lap("memo", 0, 0);
        let outcome = Outcome {
            articles: counts.0,
            events: counts.1,
            pages: built.planned,
            written: built.changed.len() - built.removed,
            reused: built.reused + built.same,
            removed: built.removed,
            changed: built.changed,
            reasons: built.reasons,
            timings: self.clock.timings,
            problems,
            config: Config::clone(&world.config),
        };
        Ok((outcome, standing, world.into_articles()))
    }
}

/// The site's own templates, and what was made of them and of the built-in ones.
#[derive(Debug)]
struct Templates {
    own: BTreeMap<String, String>,
    loaded: Reported<Renderer>,
}

impl Templates {
    /// Those of `own`: loaded now, unless they were before.
    fn of<'t>(own: &BTreeMap<String, String>, before: &'t mut Option<Self>) -> &'t Self {
        let same = before.take().filter(|before| before.own == *own);
        let load = || Self { own: own.clone(), loaded: Renderer::new(own) };
        before.insert(same.unwrap_or_else(load))
    }
}

/// A run that found nothing changed says what the one before it had to say.
fn unchanged(memo: &mut Memo, output: &mut Output, clock: Clock) -> Outcome {
    let index = &mut memo.index;
    index.written = output.take_written();
    Outcome {
        articles: index.counts.0,
        events: index.counts.1,
        pages: index.written.len(),
        reused: index.written.len(),
        timings: clock.timings,
        problems: index.problems.clone(),
        ..Outcome::default()
    }
}

/// Measures the rooms of a run, one after the other.
struct Clock {
    last: Instant,
    timings: Vec<Timing>,
}

impl Clock {
    fn start() -> Self {
        Self { last: Instant::now(), timings: Vec::new() }
    }

    fn lap(&mut self, room: &'static str, ran: usize, reused: usize) {
        self.timings.push(Timing { room, took: self.last.elapsed(), ran, reused });
        self.last = Instant::now();
    }
}

/// By the clock that stamps files, near enough.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(0)
}

/// A configuration that was not understood.
#[derive(Debug, thiserror::Error)]
#[error("{FILE} is not understood")]
pub struct BadConfig(pub Vec<Problem>);

/// Reads `dateline.toml`; its absence is all defaults.
///
/// # Errors
/// [`BadConfig`], with what is wrong in it; or where `base_url`, which holds instead of the file's, is no address.
pub fn configuration(root: &Path, base_url: Option<&str>) -> anyhow::Result<Config> {
    let path = root.join(FILE);
    let read = match source::is_there(&path) {
        Ok(true) => source::text(&path),
        Ok(false) => Ok(String::new()),
        Err(error) => Err(error),
    };
    let text = read.with_context(|| format!("cannot read {}", path.display()))?;
    let read = crate::config::read(&text);
    if !read.problems.is_empty() {
        return Err(BadConfig(read.problems).into());
    }
    if let Some(url) = base_url.filter(|url| !crate::config::is_address(url)) {
        anyhow::bail!("--base-url “{url}” {}", crate::config::NO_ADDRESS);
    }
    let base_url = base_url.map(str::to_owned).or(read.value.base_url.clone());
    Ok(Config { base_url, ..read.value })
}
