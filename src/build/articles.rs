//! From scrapes and article files to what is understood of each article.

use super::Progress;
use super::memo::{self, Hash, Memo, Ran, hash, key};
use super::output::{STAGING, clear_staging, replace_if};
use super::source::{Source, unreadable};
use crate::annotate::{Markup, annotate};
use crate::article::ownership::{Fresh, OnDisk, is_as_written, settle};
use crate::article::{self, Article, ArticleId, Furniture, Rules};
use crate::corpus::{self, Annotated, Runs, Wording};
use crate::problem::{Code, Problem};
use crate::scrape;
pub(super) use crate::scrape::largest;
use crate::site::{Card, Heading, TextDigest};
use anyhow::Context;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What normalising made of one scrape of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Normal {
    /// Which scrape, and its seal.
    pub(super) fresh: Fresh,
    /// The article file's text.
    text: String,
    /// What was taken away.
    pub(super) furniture: Vec<Furniture>,
}

/// What is understood of one article file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Understood {
    on_disk: OnDiskFacts,
    draft: bool,
    pub(super) card: Arc<Card>,
    /// Fingerprint of that.
    pub(super) card_seal: Hash,
    pub(super) heading: Arc<Heading>,
    text: TextDigest,
    /// Fingerprint of its gist, which is remembered apart: most runs need none.
    pub(super) gist: Hash,
    /// Fingerprint of the names in it.
    pub(super) names: Hash,
    /// Fingerprint of its wording and its runs, remembered apart, too.
    pub(super) wording: Hash,
    problems: Vec<Problem>,
}

/// What settling needs to know of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct OnDiskFacts {
    scrape: Option<article::ScrapeRef>,
    ours: bool,
    normalised: Option<String>,
}

/// One article of the site.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: ArticleId,
    pub(super) path: String,
    /// Its file's content.
    pub(super) content: Hash,
    pub(super) understood: Arc<Understood>,
    /// The memo's key of that.
    pub(super) key: Hash,
    /// What stands for its text and for what was taken away from its scrape.
    pub(super) text: TextDigest,
    /// Which scrape it belongs to, among [`Articles::normals`].
    pub(super) normal: Option<usize>,
}

/// Every article of the site, and the scrapes they came from.
#[derive(Debug, Default)]
pub(super) struct Articles {
    /// By id.
    pub(super) entries: Vec<Entry>,
    /// In order of path and part.
    pub(super) normals: Vec<Normal>,
    /// The sources of `content/articles/` as they stand now.
    pub(super) sources: Vec<Source>,
    pub(super) problems: Vec<Problem>,
    /// Scrapes normalised now, and reused; articles understood now, and reused.
    pub(super) ran: [usize; 4],
}

/// What the steps need beside the sources.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) root: &'a Path,
    pub(super) memo: &'a Memo,
    pub(super) progress: &'a Progress,
    pub(super) rules: Rules<'a>,
    /// Fingerprint of what the rules say.
    pub(super) rules_key: Hash,
    pub(super) drafts: bool,
}

/// Normalises the scrapes, brings `content/articles/` up to date with them, and understands every article.
///
/// # Errors
/// Where an article file cannot be written.
pub(super) fn articles(
    desk: Desk<'_>,
    scrapes: &[Source],
    files: &[Source],
) -> anyhow::Result<Articles> {
    let mut all = Articles::default();
    normalise(desk, scrapes, &mut all);
    let mut understood = understand_all(desk, files, &mut all);
    let on_disk: Vec<OnDisk> =
        understood.iter().map(|(source, _, one)| on_disk(source, one)).collect();
    let fresh: Vec<Fresh> = all.normals.iter().map(|normal| normal.fresh.clone()).collect();
    let settled = settle(&on_disk, &fresh);
    let taken_over = write(desk, &settled.write, &all.normals, files)?;
    all.problems.extend(settled.problems);
    let changed = |path: &String| {
        settled.remove.contains(path)
            || settled.write.contains_key(path) && !taken_over.contains(path)
    };
    for path in &settled.remove {
        remove_if_ours(desk.root, path)?;
    }
    understood.retain(|(source, ..)| !changed(&source.path));
    let written: Vec<Source> = settled
        .write
        .iter()
        .filter(|(path, _)| !taken_over.contains(path))
        .filter_map(|(path, at)| rewritten(desk.root, path, all.normals.get(*at)?))
        .collect();
    understood.extend(understand_all(desk, &written, &mut all));
    understood.sort_by(|one, two| one.0.path.cmp(&two.0.path));
    collect(desk, understood, &settled.belongs, &mut all);
    Ok(all)
}

fn normalise(desk: Desk<'_>, scrapes: &[Source], all: &mut Articles) {
    type Read = (Vec<Normal>, Vec<Problem>);
    desk.progress.expect(scrapes.len());
    let done: Vec<(Read, Ran)> = scrapes
        .par_iter()
        .with_min_len(8)
        .map(|source| {
            let key = key("normalise", &(&source.path, source.hash, desk.rules_key));
            desk.progress.one();
            if let Some(known) = desk.memo.remembered(key) {
                return (known, Ran::Reused);
            }
            let (read, as_listed) = normalise_file(desk, source);
            if as_listed {
                desk.memo.remember(key, &read);
            }
            (read, Ran::Now)
        })
        .collect();
    for ((normals, problems), ran) in done {
        all.normals.extend(normals);
        all.problems.extend(problems);
        count(&mut all.ran, 0, ran);
    }
}

fn count(ran: &mut [usize; 4], at: usize, one: Ran) {
    if let Some(count) = ran.get_mut(at + usize::from(one == Ran::Reused)) {
        *count += 1;
    }
}

/// What is in a file of scrapes, and whether it was as listed: what was lost or changed meanwhile is not remembered as its content.
fn normalise_file(desk: Desk<'_>, source: &Source) -> ((Vec<Normal>, Vec<Problem>), bool) {
    let limits = &desk.rules.config.limits;
    if source.stat.size() > largest(limits) {
        let message = format!(
            "{} bytes, over limits.article_bytes ({})",
            source.stat.size(),
            limits.article_bytes
        );
        let hint = "raise the limit in dateline.toml if the file is to be trusted";
        let problem = Problem::error(Code::TooLarge, &source.path, message).hint(hint);
        return ((Vec::new(), vec![problem]), true);
    }
    let bytes = match std::fs::read(desk.root.join(&source.path)) {
        Ok(bytes) => bytes,
        Err(error) => return ((Vec::new(), vec![unreadable(&source.path, &error)]), false),
    };
    let as_listed = hash(&bytes) == source.hash;
    let mut problems = Vec::new();
    let read = scrape::read(&source.path, &bytes, limits).take(&mut problems);
    let normals = read.iter().map(|scrape| normal(desk, scrape, &mut problems)).collect();
    ((normals, problems), as_listed)
}

fn normal(desk: Desk<'_>, scrape: &scrape::Scrape, problems: &mut Vec<Problem>) -> Normal {
    let normalised = article::normalise(scrape, desk.rules).take(problems);
    let front = &normalised.article.front;
    let reference = front.scrape.clone().unwrap_or_else(|| article::ScrapeRef {
        path: scrape.path.clone(),
        part: scrape.part,
        digest: scrape.digest.clone(),
        format: scrape.format,
        tool: None,
    });
    let fresh =
        Fresh { scrape: reference, normalised: front.normalised.clone().unwrap_or_default() };
    Normal { fresh, text: article::write(&normalised.article), furniture: normalised.furniture }
}

type Known = (Source, Hash, Arc<Understood>);

fn understand_all(desk: Desk<'_>, files: &[Source], all: &mut Articles) -> Vec<Known> {
    desk.progress.expect(files.len());
    let done: Vec<Result<(Known, Ran), Problem>> = files
        .par_iter()
        .with_min_len(8)
        .filter(|source| source.path.ends_with(".md"))
        .map(|source| {
            desk.progress.one();
            let limits = &desk.rules.config.limits;
            let key_of = |content: Hash| key("understand", &(&source.path, content, limits));
            let key = key_of(source.hash);
            if let Some(understood) = desk.memo.at_hand(key) {
                for of_it in [annotated_key, gist_key, wording_key, runs_key] {
                    desk.memo.keep(of_it(key));
                }
                return Ok(((source.clone(), key, understood), Ran::Reused));
            }
            let text = std::fs::read(desk.root.join(&source.path))
                .map_err(|error| unreadable(&source.path, &error))?;
            // It may have changed since it was listed.
            let content = if over(desk, source) { source.hash } else { hash(&text) };
            let (key, source) = (key_of(content), Source { hash: content, ..source.clone() });
            let understood = understand(desk, &source.path, (key, &text));
            let understood = desk.memo.remember_at_hand(key, understood);
            Ok(((source, key, understood), Ran::Now))
        })
        .collect();
    let mut known = Vec::with_capacity(done.len());
    for one in done {
        match one {
            Ok((one, ran)) => {
                count(&mut all.ran, 2, ran);
                known.push(one);
            }
            Err(problem) => all.problems.push(problem),
        }
    }
    known
}

/// Whether a file is so large that it was listed by its size alone.
fn over(desk: Desk<'_>, source: &Source) -> bool {
    source.stat.size() > largest(&desk.rules.config.limits)
}

/// Understands an article's file, and remembers what is asked for apart.
fn understand(desk: Desk<'_>, path: &str, (key, bytes): (Hash, &[u8])) -> Understood {
    let text = String::from_utf8_lossy(bytes);
    let mut problems = Vec::new();
    if bytes.len() as u64 > desk.rules.config.limits.article_bytes {
        let message = "over limits.article_bytes";
        problems.push(Problem::error(Code::TooLarge, path, message));
    } else if matches!(text, std::borrow::Cow::Owned(_)) {
        let line = crate::text::line_at(&text, text.find('\u{fffd}').unwrap_or(0));
        problems.push(
            Problem::error(Code::BadEncoding, path, "some bytes are no UTF-8")
                .at(line, "")
                .hint("save the file as UTF-8"),
        );
    }
    let article = article::read(path, &text, desk.rules.config).take(&mut problems);
    let annotated = annotated(&article);
    let id = id_of(path);
    let gist = corpus::gist(&id, &article, &annotated);
    let (wording, runs) = corpus::wording(&id, &article);
    desk.memo.remember(annotated_key(key), &annotated);
    desk.memo.remember(runs_key(key), &runs);
    let names = memo::key("names", &(&gist.id, &gist.named));
    let card = card(path, &article);
    let heading = heading(&article, &annotated);
    Understood {
        on_disk: OnDiskFacts {
            scrape: article.front.scrape.clone(),
            ours: article.front.normalised.is_some() && is_as_written(&text),
            normalised: article.front.normalised.clone(),
        },
        draft: article.front.draft,
        card_seal: memo::key("card", &card),
        card: Arc::new(card),
        text: TextDigest {
            whole: hash(bytes),
            body: hash(article.body.as_bytes()),
            front: hash(front_of(bytes, &article.body)),
            heading: heading.digest(),
        },
        heading: Arc::new(heading),
        names,
        gist: memo::key("gist", &*desk.memo.remember_at_hand(gist_key(key), gist)),
        wording: seal(&desk.memo.remember_at_hand(wording_key(key), wording), &runs),
        problems,
    }
}

/// What stands for an article's wording and all its runs.
pub(super) fn seal(wording: &Wording, runs: &Runs) -> Hash {
    memo::key("wording", &(wording, runs))
}

/// The memo's key of an article's gist, which gathering asks for.
pub(super) fn gist_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "gist of")
}

/// The memo's key of an article's wording, which the search for copies asks for.
pub(super) fn wording_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "wording of")
}

/// The memo's key of all an article's runs, which are compared with those of a likely copy.
pub(super) fn runs_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "runs of")
}

/// The memo's key of an article's annotations, which are asked for page by page.
pub(super) fn annotated_key(understood: Hash) -> Hash {
    memo::key_beside(understood, "annotated")
}

/// Annotates an article's body and its caption.
pub(super) fn annotated(article: &Article) -> Annotated {
    let caption = article.front.image.as_ref().and_then(|image| image.caption.as_deref());
    Annotated {
        body: annotate(&article.body, Markup::Markdown),
        caption: caption.map(|text| annotate(text, Markup::Text)).unwrap_or_default(),
    }
}

fn heading(article: &Article, annotated: &Annotated) -> Heading {
    let first = annotated.body.sentences.first();
    Heading {
        title: article.front.title.clone(),
        opening: first.map(|first| first.span.of(&article.body).to_owned()).unwrap_or_default(),
        description: article.front.description.clone(),
    }
}

fn card(path: &str, article: &Article) -> Card {
    let front = article.front.clone();
    Card {
        path: path.to_owned(),
        scrape: front.scrape.map(|scrape| scrape.path),
        titled: front.title.is_some(),
        authors: front.authors,
        outlet: front.outlet,
        url: front.url,
        section: front.section,
        tags: front.tags,
        language: front.language,
    }
}

/// What stands before an article's body in its file.
fn front_of<'b>(bytes: &'b [u8], body: &str) -> &'b [u8] {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let body = body.trim();
    // Nearly always it ends the file; to look for so long a text is dear.
    let ends = text.trim_end().strip_suffix(body).map(str::len);
    let at = ends.or_else(|| text.rfind(body)).filter(|_| !body.is_empty());
    text.get(..at.unwrap_or(text.len())).unwrap_or_default().as_bytes()
}

/// An article's id: its file's stem.
fn id_of(path: &str) -> ArticleId {
    let name = path.rsplit('/').next().unwrap_or(path);
    ArticleId(name.strip_suffix(".md").unwrap_or(name).to_owned())
}

fn on_disk(source: &Source, understood: &Understood) -> OnDisk {
    let facts = understood.on_disk.clone();
    OnDisk {
        path: source.path.clone(),
        scrape: facts.scrape,
        ours: facts.ours,
        normalised: facts.normalised,
    }
}

/// Writes the files that follow their scrapes. Each is read again just before: what has changed meanwhile is a person's, and
/// its path is returned.
fn write(
    desk: Desk<'_>,
    files: &BTreeMap<String, usize>,
    normals: &[Normal],
    known: &[Source],
) -> anyhow::Result<Vec<String>> {
    let folder = desk.root.join("content/articles");
    let staging = folder.join(STAGING);
    if !files.is_empty() {
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let files: Vec<(&String, &Normal)> =
        files.iter().filter_map(|(path, at)| Some((path, normals.get(*at)?))).collect();
    let written: Vec<anyhow::Result<Option<String>>> = files
        .par_iter()
        .with_min_len(8)
        .map(|(path, normal)| {
            let file = desk.root.join(path);
            let at = known.binary_search_by(|source| source.path.as_str().cmp(path));
            let before = at.ok().and_then(|at| known.get(at)).map(|source| source.hash);
            let text = normal.text.as_bytes();
            // Half a new file, left by a killed run, would be taken for one that a person edited.
            let is_ours = || match (std::fs::read(&file), before) {
                (Ok(bytes), Some(before)) => hash(&bytes) == before,
                (Ok(bytes), None) => bytes == text,
                (Err(_), _) => true,
            };
            if !replace_if(&staging, &file, text, is_ours)? {
                return Ok(Some((*path).clone()));
            }
            Ok(None)
        })
        .collect();
    clear_staging(&folder);
    written.into_iter().filter_map(Result::transpose).collect()
}

/// Removes an article whose scrape is gone, if nobody has edited it meanwhile.
fn remove_if_ours(root: &Path, path: &str) -> anyhow::Result<()> {
    let file = root.join(path);
    if std::fs::read_to_string(&file).is_ok_and(|text| is_as_written(&text)) {
        std::fs::remove_file(&file).with_context(|| format!("cannot remove {path}"))?;
    }
    Ok(())
}

/// A file that was just written, as a source.
fn rewritten(root: &Path, path: &str, normal: &Normal) -> Option<Source> {
    let meta = std::fs::metadata(root.join(path)).ok()?;
    Some(Source {
        path: path.to_owned(),
        stat: super::source::Stat::of(&meta),
        hash: hash(normal.text.as_bytes()),
    })
}

/// Puts the articles together, each with its scrape; two with one name are a problem.
fn collect(
    desk: Desk<'_>,
    understood: Vec<Known>,
    belongs: &BTreeMap<String, usize>,
    all: &mut Articles,
) {
    let mut entries: BTreeMap<ArticleId, Entry> = BTreeMap::new();
    for (source, key, one) in understood {
        all.problems.extend_from_slice(&one.problems);
        let normal = belongs.get(&source.path).copied();
        let shown = normal.and_then(|at| all.normals.get(at));
        let shown = shown.map(|normal| (&normal.furniture, &normal.fresh.scrape));
        let whole = match shown {
            Some(shown) => memo::key("shown", &(one.text.whole, shown)),
            None => one.text.whole,
        };
        let text = TextDigest { whole, ..one.text };
        let id = id_of(&source.path);
        let (path, content) = (source.path.clone(), source.hash);
        all.sources.push(source);
        if one.draft && !desk.drafts {
            continue;
        }
        if let Some(other) = entries.get(&id) {
            let message = format!(
                "has the same name as {}, and the name is the article's address",
                other.path
            );
            all.problems
                .push(Problem::error(Code::SameSlug, &path, message).hint("rename one of them"));
            continue;
        }
        entries.insert(id.clone(), Entry { id, path, content, understood: one, key, text, normal });
    }
    all.entries = entries.into_values().collect();
}
