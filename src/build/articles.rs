//! From scrapes and article files to what is understood of each article.

use super::Progress;
use super::memo::{self, Hash, Memo, Ran, hash, key};
use super::normal::{self, Normal};
use super::output::{STAGING, clear_staging, replace_if};
use super::source::{Source, is_absent, is_passed_over};
use super::understand::{self, Known, Understood, id_of, known};
use super::world::is_article;
use crate::article::ownership::{Ask, Fresh, OnDisk, is_as_written, settle};
use crate::article::{self, ArticleId, Rules, ScrapeRef};
use crate::problem::{Code, Problem};
pub(super) use crate::scrape::largest;
use crate::site::{Card, TextDigest, Texts};
use anyhow::Context;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

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
    /// What is planned from of them, by id.
    pub(super) cards: Arc<BTreeMap<ArticleId, Arc<Card>>>,
    /// Their words.
    pub(super) texts: Texts,
    /// Fingerprint of what they were made with beside the sources.
    made_with: Hash,
    /// The scrapes that they were made from, each with the memo's key of what normalising made of it.
    pub(super) made_from: Vec<(String, Hash)>,
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
    /// Whether something in `content/articles/` could not be read.
    pub(super) unread: bool,
}

impl Desk<'_> {
    /// Whether the file of a scrape has gone, or has been read and does not hold it any more.
    fn has_lost(&self, scrapes: &[Source], scrape: &ScrapeRef) -> bool {
        scrapes.binary_search_by(|source| source.path.cmp(&scrape.path)).is_ok()
            || is_passed_over(&scrape.path)
            || std::fs::symlink_metadata(self.root.join(&scrape.path))
                .is_err_and(|error| is_absent(&error) && self.can_enter(&scrape.path))
    }

    /// Whether the way to a file that is gone still leads through folders alone: none of them may be a link that leads nowhere.
    fn can_enter(&self, path: &str) -> bool {
        let way = Path::new(path).ancestors().skip(1).map(|folder| self.root.join(folder));
        let mut there = way.filter(|folder| std::fs::symlink_metadata(folder).is_ok());
        there.next().is_some_and(|folder| folder.is_dir())
    }
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
    let mut all = Articles { made_with: desk.key(), ..Articles::default() };
    normal::all(desk, scrapes, &mut all);
    let mut understood = understand_all(desk, files, &mut all);
    let on_disk: Vec<OnDisk> =
        understood.iter().map(|(source, _, one)| one.on_disk(source)).collect();
    let fresh: Vec<Fresh> = all.normals.iter().map(|normal| normal.fresh.clone()).collect();
    let ask = Ask {
        file: &|path| {
            let bytes = std::fs::read(desk.root.join(path)).ok()?;
            Some(article::read(path, &crate::text::lossy(&bytes), desk.rules.config).value)
        },
        fresh: &|at| Some(all.normals.get(at)?.article(desk.rules.config)),
    };
    let mut settled = settle(&on_disk, &fresh, ask);
    // What cannot be read now is not gone: neither an article's scrape nor an article that a scrape may have.
    for OnDisk { path, scrape, .. } in &on_disk {
        let has_lost = || scrape.as_ref().is_none_or(|scrape| desk.has_lost(scrapes, scrape));
        if settled.remove.contains(path) && !has_lost() {
            settled.remove.remove(path);
        }
    }
    if desk.unread {
        let there: BTreeSet<&str> = on_disk.iter().map(|file| file.path.as_str()).collect();
        settled.write.retain(|path, _| there.contains(path.as_str()));
    }
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
    // What is to be read again is on the disk.
    all.normals.iter_mut().for_each(|normal| normal.text = String::new());
    collect(desk, understood, &settled.belongs, &mut all);
    Ok(all)
}

/// The articles as they were in the build before, but for texts that a person edits in their files: where no more than that has
/// changed, nothing is settled anew. `None` where more has.
pub(super) fn again(
    desk: Desk<'_>,
    mut before: Articles,
    scrapes: &[Source],
    files: &[Source],
) -> Option<Articles> {
    let from = before.made_from.iter().map(|(path, key)| (path.as_str(), *key));
    let same = before.made_with == desk.key()
        && from.eq(normal::keys(desk, scrapes))
        && before
            .sources
            .iter()
            .map(|source| &source.path)
            .eq(files.iter().map(|file| &file.path).filter(|path| is_article(path)));
    if !same {
        return None;
    }
    desk.memo.keep_all(before.made_from.iter().map(|(_, key)| *key));
    before.ran = [0, before.ran[0] + before.ran[1], 0, before.ran[2] + before.ran[3]];
    let files = files.iter().filter(|file| is_article(&file.path));
    let changed: Vec<(usize, &Source)> = files
        .enumerate()
        .filter(|(at, file)| before.sources.get(*at).is_some_and(|old| old.hash != file.hash))
        .collect();
    for (at, file) in changed {
        let (one, ran) = known(desk, file).ok()?;
        before.replace(at, one)?;
        before.ran[3] -= 1;
        count(&mut before.ran, 2, ran);
    }
    desk.memo.keep_all(before.entries.iter().flat_map(|entry| understand::keys(entry.key)));
    Some(before)
}

impl Articles {
    /// Whether a file is one of the scrapes that they were made from.
    pub(super) fn come_from(&self, path: &str) -> bool {
        self.made_from.binary_search_by(|(scrape, _)| scrape.as_str().cmp(path)).is_ok()
    }

    /// Replaces the source at a place, and what is understood of it; `None` where that changes more than its own article.
    fn replace(&mut self, at: usize, (source, key, understood): Known) -> Option<()> {
        let id = id_of(&source.path);
        let found = self.entries.binary_search_by(|entry| entry.id.cmp(&id)).ok()?;
        let entry = self.entries.get_mut(found).filter(|entry| entry.path == source.path)?;
        if !understood.is_alike(&entry.understood) {
            return None;
        }
        let normal = entry.normal.and_then(|at| self.normals.get(at));
        let text = shown(&understood, normal, &self.made_from);
        if entry.understood.card_seal != understood.card_seal {
            let cards = Arc::make_mut(&mut self.cards);
            cards.insert(id.clone(), Arc::clone(&understood.card));
        }
        self.texts.set(&id, text, &understood.heading);
        (entry.content, entry.key, entry.text) = (source.hash, key, text);
        entry.understood = understood;
        *self.sources.get_mut(at)? = source;
        Some(())
    }
}

impl Desk<'_> {
    /// Fingerprint of all that the articles are made with.
    fn key(&self) -> Hash {
        key("articles", &(self.rules_key, &self.rules.config.limits, self.drafts))
    }
}

pub(super) fn count(ran: &mut [usize; 4], at: usize, one: Ran) {
    if let Some(count) = ran.get_mut(at + usize::from(one == Ran::Reused)) {
        *count += 1;
    }
}

/// Understands article files.
fn understand_all(desk: Desk<'_>, files: &[Source], all: &mut Articles) -> Vec<Known> {
    desk.progress.expect(files.len());
    let done: Vec<Result<(Known, Ran), Problem>> = files
        .par_iter()
        .with_min_len(8)
        .filter(|source| is_article(&source.path))
        .map(|source| known(desk, source))
        .inspect(|_| desk.progress.one())
        .collect();
    let mut understood = Vec::with_capacity(done.len());
    for one in done {
        match one {
            Ok((one, ran)) => {
                count(&mut all.ran, 2, ran);
                understood.push(one);
            }
            Err(problem) => all.problems.push(problem),
        }
    }
    understood
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
                (Err(error), _) => error.kind() == std::io::ErrorKind::NotFound,
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
        let its = normal.and_then(|at| all.normals.get(at));
        let text = shown(&one, its, &all.made_from);
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
    let entries = || all.entries.iter();
    let text = |one: &Entry| (one.id.clone(), one.text, Arc::clone(&one.understood.heading));
    let cards = entries().map(|one| (one.id.clone(), Arc::clone(&one.understood.card)));
    (all.cards, all.texts) = (Arc::new(cards.collect()), Texts::new(entries().map(text)));
}

/// What stands for an article's words, and for what was taken away from the scrape that it belongs to. Of a scrape that it only
/// names, for that is another's or holds nothing, the page of its capture shows all the same what is in it.
fn shown(one: &Understood, normal: Option<&Normal>, scrapes: &[(String, Hash)]) -> TextDigest {
    let text = one.text;
    let named = || {
        let path = one.card.scrape.as_ref()?;
        let at = scrapes.binary_search_by(|(scrape, _)| scrape.cmp(path)).ok()?;
        scrapes.get(at).map(|(_, key)| memo::key("shown", &(text.whole, key)))
    };
    let belongs = |normal: &Normal| {
        memo::key("shown", &(text.whole, (&normal.furniture, &normal.fresh.scrape)))
    };
    let whole = normal.map(belongs).or_else(named);
    TextDigest { whole: whole.unwrap_or(text.whole), ..text }
}
