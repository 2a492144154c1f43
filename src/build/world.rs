//! Everything that a site's files say.

use super::articles::{self, Articles, Entry};
use super::lock::Lock;
use super::memo::{Hash, Memo, Ran, key};
use super::source::{self, Look, Source, unreadable};
use super::steps::Steps;
use super::understand;
use super::{Options, Progress, memo};
use crate::article::{self, ArticleId, Furniture, Rules, ScrapeRef};
use crate::config::Config;
use crate::corpus::{
    self, Annotated, CitedText, Corpus, Family, Gist, Proposals, Runs, Seal, Sealed, Shares,
    Wording,
};
use crate::desk::{self, Desk, DeskFile};
use crate::problem::{Code, Problem, Severity};
use crate::site::{Card, Record, Story, Texts};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that a site's files say; the articles' texts are read one by one ([`World::record`]).
#[derive(Debug, Default)]
pub struct World {
    /// The site's folder.
    pub root: PathBuf,
    /// The site's settings.
    pub config: Arc<Config>,
    /// Who the site is for.
    pub purpose: crate::site::Purpose,
    /// What the desk wrote.
    pub desk: Arc<Desk>,
    /// What is planned from of the articles.
    pub cards: Arc<BTreeMap<ArticleId, Arc<Card>>>,
    /// Their words.
    pub texts: Texts,
    /// What the articles say together.
    pub corpus: Arc<Corpus>,
    /// Fingerprint of what that was gathered from, where it was all as listed.
    pub(super) gathered_from: Option<Hash>,
    /// What a person should know.
    pub problems: Vec<Problem>,
    /// The site's own templates, by path under `templates/`.
    pub templates: BTreeMap<String, String>,
    /// The site's own theme files: path under `theme/`, and where they stand.
    pub(super) theme: BTreeMap<String, Source>,
    pub(super) ran: [usize; 4],
    articles: Articles,
}

/// Reads, normalises, annotates and gathers a site, for commands that need it whole.
///
/// # Errors
/// Where an article cannot be written.
pub fn world(options: &Options, config: Config) -> anyhow::Result<World> {
    let _lock = Lock::take(&options.cache)?;
    let memo = Memo::open(&options.cache);
    let (sources, problems) = source::list(
        &options.root,
        &memo.index,
        (&Look::Everywhere, articles::largest(&config.limits)),
    )?;
    let progress = Progress::default();
    let known = Known { memo: &memo, progress: &progress, before: None };
    let mut world = from_sources(options, config, known, (&sources, problems))?;
    gather(&mut world, &memo, None);
    Ok(world)
}

/// The sources under a folder.
fn under<'a>(sources: &'a [Source], folder: &str) -> &'a [Source] {
    let from = sources.partition_point(|source| source.path.as_str() < folder);
    let to = sources
        .partition_point(|source| source.path.as_str() < folder || source.path.starts_with(folder));
    sources.get(from..to).unwrap_or_default()
}

/// What is known before the sources are read.
pub(super) struct Known<'a> {
    pub(super) memo: &'a Memo,
    pub(super) progress: &'a Progress,
    /// The articles as the build before left them.
    pub(super) before: Option<Articles>,
}

/// Reads everything but what the articles say together.
pub(super) fn from_sources(
    options: &Options,
    config: Config,
    Known { memo, progress, before }: Known<'_>,
    (sources, mut problems): (&[Source], Vec<Problem>),
) -> anyhow::Result<World> {
    let root = &options.root;
    let desk = read_desk(options, &config, sources, &mut problems);
    let templates = under(sources, "templates/").iter().filter_map(|source| {
        let text = source::text(&root.join(&source.path));
        let text = text.map_err(|error| problems.push(unreadable(&source.path, &error))).ok()?;
        Some((source.path.strip_prefix("templates/")?.to_owned(), text))
    });
    let templates = templates.collect();
    let theme = under(sources, "theme/").iter();
    let theme = theme.filter_map(|source| {
        Some((source.path.strip_prefix("theme/")?.to_owned(), source.clone()))
    });
    let theme = theme.collect();
    let rules = Rules { config: &config, aliases: &desk.aliases };
    let rules_key = key("rules", &(&config.furniture, &config.limits, &desk.aliases.outlets));
    let unread = problems.iter().any(|problem| {
        problem.code == Code::Unreadable
            && problem.severity == Severity::Error
            && (problem.file.starts_with("content/articles") || problem.file == "content")
    });
    let drafts = options.drafts;
    let inputs = articles::Desk { root, memo, progress, rules, rules_key, drafts, unread };
    let (scrapes, files) =
        (under(sources, "content/scrapes/"), under(sources, "content/articles/"));
    let articles = match before.and_then(|one| articles::again(inputs, one, scrapes, files)) {
        Some(articles) => articles,
        None => articles::articles(inputs, scrapes, files)?,
    };
    problems.extend_from_slice(&articles.problems);
    Ok(World {
        root: root.clone(),
        purpose: options.purpose,
        ran: articles.ran,
        config: Arc::new(config),
        desk: Arc::new(desk),
        cards: Arc::clone(&articles.cards),
        texts: articles.texts.clone(),
        problems,
        templates,
        theme,
        articles,
        corpus: Arc::default(),
        gathered_from: None,
    })
}

fn read_desk(
    options: &Options,
    config: &Config,
    sources: &[Source],
    problems: &mut Vec<Problem>,
) -> Desk {
    let folders = ["content/events/", "content/notes/", "content/pages/"];
    let alone = sources.iter().filter(|source| {
        matches!(source.path.as_str(), "content/aliases.yml" | "content/addresses.yml")
    });
    let mut texts: Vec<(&str, String)> = Vec::new();
    for source in folders.iter().flat_map(|folder| under(sources, folder)).chain(alone) {
        match source::text(&options.root.join(&source.path)) {
            Ok(text) => texts.push((&source.path, text)),
            Err(error) => problems.push(unreadable(&source.path, &error)),
        }
    }
    let files: Vec<DeskFile<'_>> =
        texts.iter().map(|(path, text)| DeskFile { path, text }).collect();
    desk::read(&files, &config.limits).take(problems)
}

/// What the articles say together, as it is remembered.
#[derive(Debug, Serialize, Deserialize)]
struct Gathered {
    corpus: Arc<Corpus>,
    problems: Vec<Problem>,
}

/// Gathers what the articles say together, unless the same was gathered before; of what was gathered before, what concerns no
/// changed article is remembered step by step. `proposals` are those of the build before, where another will follow.
pub(super) fn gather(world: &mut World, memo: &Memo, proposals: Option<&mut Proposals>) -> Ran {
    let cited: Vec<CitedText> =
        world.desk.cited().iter().filter_map(|name| world.cited(name)).collect();
    let steps = Steps::of(memo);
    let kin = families(world, &steps, proposals);
    let (families, shares) = &*kin;
    world.texts.shares = Arc::clone(shares);
    let entries = &world.articles.entries;
    let seals: Vec<Hash> = entries.iter().map(|entry| entry.understood.gist).collect();
    let key = memo::key("gather", &(&seals, families, &world.desk, &cited));
    let (gathered, ran) = steps.whole(key, || {
        let gist = |entry: &Entry| {
            let gist = steps.sound(world.gist(entry, memo))?;
            Some((gist, entry.understood.gist, entry.understood.names))
        };
        let gists: Vec<(Arc<Gist>, Seal, Seal)> = entries.par_iter().filter_map(gist).collect();
        let sealed = gists.iter();
        let sealed = sealed.map(|(gist, seal, names)| Sealed { gist, seal: *seal, names: *names });
        let sealed = sealed.collect();
        let reported =
            corpus::gather_again(sealed, families.clone(), (&world.desk, &cited), &steps);
        Gathered { corpus: Arc::new(reported.value), problems: reported.problems }
    });
    let as_listed = steps.as_listed();
    world.corpus = Arc::clone(&gathered.corpus);
    world.problems.extend_from_slice(&gathered.problems);
    world.gathered_from = as_listed.then_some(key);
    ran
}

/// Which articles share their words, and how much of them.
type Kin = (Vec<Family>, Arc<Shares>);

/// The same: known, unless any wording has changed.
fn families(world: &World, steps: &Steps<'_>, proposals: Option<&mut Proposals>) -> Arc<Kin> {
    // Freed before the gists are read, where no other build follows.
    let mut passing = Proposals::default();
    let proposals = proposals.unwrap_or(&mut passing);
    let entries = &world.articles.entries;
    let seals: Vec<Hash> = entries.iter().map(|entry| entry.understood.wording).collect();
    let families = steps.whole(memo::key("families", &seals), || {
        let wordings: Vec<(Seal, Arc<Wording>)> = entries
            .par_iter()
            .enumerate()
            .with_min_len(64)
            .filter_map(|(at, entry)| {
                let seal = entry.understood.wording;
                let held = proposals.wording(at, seal);
                Some((seal, held.or_else(|| steps.sound(world.wording(entry, steps.memo)))?))
            })
            .collect();
        let runs = |id: &ArticleId| {
            let runs = world.entry(id).and_then(|entry| world.runs(entry, steps.memo));
            steps.sound(runs).unwrap_or_default()
        };
        let (families, shares) = corpus::families(wordings, &runs, steps, proposals);
        (families, Arc::new(shares))
    });
    families.0
}

/// The sources as the run leaves them: the articles that it wrote and removed are in it.
pub(super) fn sources_after(sources: Vec<Source>, world: &World) -> Vec<Source> {
    let mut after: Vec<Source> = sources
        .into_iter()
        .filter(|source| !is_article(&source.path))
        .chain(world.articles.sources.iter().cloned())
        .collect();
    after.sort_by(|one, two| one.path.cmp(&two.path));
    after
}

pub(super) fn is_article(path: &str) -> bool {
    path.starts_with("content/articles/") && path.ends_with(".md")
}

impl World {
    /// The articles, for the next build.
    pub(super) fn into_articles(self) -> Articles {
        self.articles
    }

    /// What its pages are about.
    pub fn story(&self) -> Story<'_> {
        Story {
            config: &self.config,
            purpose: self.purpose,
            desk: &self.desk,
            corpus: &self.corpus,
            cards: &self.cards,
        }
    }

    /// What stands for its cards.
    pub(super) fn card_seals(&self) -> Vec<(&ArticleId, Hash)> {
        self.articles.entries.iter().map(|one| (&one.id, one.understood.card_seal)).collect()
    }

    fn entry(&self, id: &ArticleId) -> Option<&Entry> {
        let at = self.articles.entries.binary_search_by(|entry| entry.id.cmp(id)).ok()?;
        self.articles.entries.get(at)
    }

    /// What gathering needs of an article, remembered or taken from its file again; and whether it is what was listed.
    fn gist(&self, entry: &Entry, memo: &Memo) -> Option<(Arc<Gist>, bool)> {
        if let Some(gist) = memo.at_hand(understand::gist_key(entry.key)) {
            return Some((gist, true));
        }
        let record = self.record(&entry.id)?;
        let gist = corpus::gist(&entry.id, &record.article, &record.annotated);
        let same = key("gist", &gist) == entry.understood.gist;
        Some((Arc::new(gist), same))
    }

    /// What the search for copies needs of an article, in the same way.
    fn wording(&self, entry: &Entry, memo: &Memo) -> Option<(Arc<Wording>, bool)> {
        if let Some(wording) = memo.at_hand(understand::wording_key(entry.key)) {
            return Some((wording, true));
        }
        let ((wording, _), same) = self.read_wording(entry)?;
        Some((Arc::new(wording), same))
    }

    /// All its runs, in the same way.
    fn runs(&self, entry: &Entry, memo: &Memo) -> Option<(Runs, bool)> {
        if let Some(runs) = memo.remembered(understand::runs_key(entry.key)) {
            return Some((runs, true));
        }
        let ((_, runs), same) = self.read_wording(entry)?;
        Some((runs, same))
    }

    fn read_wording(&self, entry: &Entry) -> Option<((Wording, Runs), bool)> {
        let (wording, runs) = corpus::wording(&entry.id, &self.record(&entry.id)?.article);
        let same = understand::seal(&wording, &runs) == entry.understood.wording;
        Some(((wording, runs), same))
    }

    /// An article in full, but for its capture; `None` where its file has gone meanwhile.
    pub fn record(&self, id: &ArticleId) -> Option<Record> {
        let entry = self.entry(id)?;
        let bytes = std::fs::read(self.root.join(&entry.path)).ok()?;
        Some(self.record_of(entry, &bytes, understand::annotated))
    }

    /// The same, its annotations from the memo, and whether its file is still what this build understood.
    pub(super) fn record_from(&self, id: &ArticleId, memo: &Memo) -> Option<(Record, bool)> {
        let entry = self.entry(id)?;
        let bytes = std::fs::read(self.root.join(&entry.path)).ok()?;
        let as_understood = memo::hash(&bytes) == entry.content;
        let record = self.record_of(entry, &bytes, |article| {
            let known = || memo.remembered(understand::annotated_key(entry.key));
            let remembered = as_understood.then(known).flatten();
            remembered.unwrap_or_else(|| understand::annotated(article))
        });
        Some((record, as_understood))
    }

    /// An article, and whether its file is still what this build understood.
    pub(super) fn article_from(&self, id: &ArticleId) -> Option<(article::Article, bool)> {
        let entry = self.entry(id)?;
        let bytes = std::fs::read(self.root.join(&entry.path)).ok()?;
        Some((self.article_of(entry, &bytes), memo::hash(&bytes) == entry.content))
    }

    fn article_of(&self, entry: &Entry, bytes: &[u8]) -> article::Article {
        article::read(&entry.path, &crate::text::lossy(bytes), &self.config).value
    }

    fn record_of(
        &self,
        entry: &Entry,
        bytes: &[u8],
        annotated: impl FnOnce(&article::Article) -> Annotated,
    ) -> Record {
        let article = self.article_of(entry, bytes);
        let annotated = annotated(&article);
        Record { annotated, furniture: self.furniture(entry), capture: None, article }
    }

    /// Every article in full.
    pub fn records(&self) -> BTreeMap<ArticleId, Record> {
        let ids: Vec<&ArticleId> = self.cards.keys().collect();
        ids.into_par_iter().filter_map(|id| Some((id.clone(), self.record(id)?))).collect()
    }

    /// Every article, without its annotations.
    pub fn articles(&self) -> BTreeMap<ArticleId, article::Article> {
        let ids: Vec<&ArticleId> = self.cards.keys().collect();
        ids.into_par_iter().filter_map(|id| Some((id.clone(), self.article_from(id)?.0))).collect()
    }

    /// The scrape that the article file at a path belongs to, wherever that stands now.
    pub fn scrape_of(&self, path: &str) -> Option<&ScrapeRef> {
        let entry = self.articles.entries.iter().find(|entry| entry.path == path)?;
        Some(&self.articles.normals.get(entry.normal?)?.fresh.scrape)
    }

    fn furniture(&self, entry: &Entry) -> Vec<Furniture> {
        let normal = entry.normal.and_then(|at| self.articles.normals.get(at));
        normal.map(|normal| normal.furniture.clone()).unwrap_or_default()
    }

    /// The capture of an article as text, as far as it is one of a file of its own, among the site's scrapes (an article may name
    /// any path), and as far as it was read: a page of millions of lines takes gigabytes to show.
    pub(super) fn capture(&self, article: &article::Article) -> Option<String> {
        let scrape =
            article.front.scrape.as_ref().filter(|own| self.articles.come_from(&own.path))?;
        let bytes = std::fs::read(self.root.join(&scrape.path)).ok()?;
        let limits = &self.config.limits;
        if bytes.len() as u64 > limits.article_bytes {
            return None;
        }
        let text = crate::scrape::text(&scrape.path, &bytes);
        Some(crate::text::first_lines(&text, limits.lines).to_owned())
    }

    fn cited(&self, name: &str) -> Option<CitedText> {
        let id = ArticleId(name.to_owned());
        let Some(entry) = self.entry(&id) else {
            // What has a file and no place on the site is a draft.
            let mut files = self.articles.sources.iter();
            let is_draft = files.any(|file| understand::id_of(&file.path) == id);
            return is_draft.then(|| CitedText { id, is_draft, ..CitedText::default() });
        };
        let bytes = std::fs::read(self.root.join(&entry.path)).ok()?;
        let article = self.article_of(entry, &bytes);
        let caption = article.front.image.and_then(|image| image.caption).unwrap_or_default();
        Some(CitedText { id, body: article.body, caption, is_draft: false })
    }
}
