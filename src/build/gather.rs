//! From the files of a site to what its articles say together.

use super::{Options, unreadable};
use crate::annotate::{Markup, annotate};
use crate::article::{self, Article, ArticleId, Furniture, Normalised, Rules};
use crate::config::Config;
use crate::corpus::{self, Annotated, CitedText, Corpus, Gist};
use crate::desk::{self, Desk, DeskFile};
use crate::problem::{Problem, Reported};
use crate::scrape;
use crate::site::{Card, Record};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Everything a site's files say.
#[derive(Debug, Default)]
pub struct World {
    /// The site's settings.
    pub config: Config,
    /// What the desk wrote.
    pub desk: Desk,
    /// The articles in full.
    pub records: BTreeMap<ArticleId, Record>,
    /// What lists show of them.
    pub cards: BTreeMap<ArticleId, Card>,
    /// What they say together.
    pub corpus: Corpus,
    /// What a person should know.
    pub problems: Vec<Problem>,
}

/// Reads the site's files, normalises new scrapes into `content/articles/`, annotates and gathers.
///
/// # Errors
/// Where a folder cannot be listed or an article cannot be written.
pub fn world(options: &Options, config: Config) -> anyhow::Result<World> {
    let root = &options.root;
    let mut problems = Vec::new();
    let desk = read_desk(root, &config, &mut problems);
    let rules = Rules { config: &config, aliases: &desk.aliases };
    let fresh = normalise_all(root, rules, &mut problems);
    let furniture = settle(root, fresh)?;
    let articles = read_articles(root, &config, &mut problems);
    let records = articles
        .into_par_iter()
        .filter(|(_, _, article)| options.drafts || !article.front.draft)
        .map(|(id, path, article)| {
            let key =
                article.front.scrape.as_ref().map(|scrape| (scrape.path.clone(), scrape.part));
            let furniture = key.and_then(|key| furniture.get(&key)).cloned().unwrap_or_default();
            let annotated = annotate_article(&article);
            (id, (path, Record { article, annotated, furniture, capture: None }))
        })
        .collect::<BTreeMap<_, _>>();
    let gists: Vec<Gist> = records
        .iter()
        .map(|(id, (_, record))| corpus::gist(id, &record.article, &record.annotated))
        .collect();
    let cited = cited(&desk, &records);
    let corpus = corpus::gather(&gists, &desk, &cited).take(&mut problems);
    let cards =
        records.iter().map(|(id, (path, record))| (id.clone(), card(path, record))).collect();
    let records = records.into_iter().map(|(id, (_, record))| (id, record)).collect();
    Ok(World { config, desk, records, cards, corpus, problems })
}

/// What people wrote beside the articles.
fn read_desk(root: &Path, config: &Config, problems: &mut Vec<Problem>) -> Desk {
    let folders = ["events", "notes", "pages", "aliases.yml", "addresses.yml"];
    let paths = folders.iter().flat_map(|name| list(root, name));
    let texts: Vec<(String, String)> = paths
        .filter_map(|path| Some((std::fs::read_to_string(root.join(&path)).ok()?, path)))
        .map(|(text, path)| (path, text))
        .collect();
    let files: Vec<_> = texts.iter().map(|(path, text)| DeskFile { path, text }).collect();
    desk::read(&files, &config.limits).take(problems)
}

/// The texts of the articles that the desk cites, for its exact words to be found in.
fn cited(desk: &Desk, records: &BTreeMap<ArticleId, (String, Record)>) -> Vec<CitedText> {
    let text = |name| {
        let (id, (_, record)) = records.get_key_value(&ArticleId(name))?;
        let caption = record.article.front.image.as_ref().and_then(|image| image.caption.clone());
        let body = record.article.body.clone();
        Some(CitedText { id: id.clone(), body, caption: caption.unwrap_or_default() })
    };
    desk.cited().into_iter().filter_map(text).collect()
}

/// Annotates an article's body and its caption.
fn annotate_article(article: &Article) -> Annotated {
    let caption = article.front.image.as_ref().and_then(|image| image.caption.as_deref());
    Annotated {
        body: annotate(&article.body, Markup::Markdown),
        caption: caption.map(|text| annotate(text, Markup::Text)).unwrap_or_default(),
    }
}

fn card(path: &str, record: &Record) -> Card {
    let front = &record.article.front;
    let opening = record.annotated.body.sentences.first().map(|first| first.span);
    Card {
        path: path.to_owned(),
        scrape: front.scrape.as_ref().map(|scrape| scrape.path.clone()),
        title: front.title.clone(),
        opening: opening.map(|span| span.of(&record.article.body).to_owned()).unwrap_or_default(),
        description: front.description.clone(),
        authors: front.authors.clone(),
        outlet: front.outlet.clone(),
        url: front.url.clone(),
        section: front.section.clone(),
        tags: front.tags.clone(),
        language: front.language.clone(),
        digest: 0,
    }
}

/// The files under `content/<folder>`, relative to the root, in order.
fn list(root: &Path, folder: &str) -> Vec<String> {
    let top = root.join("content").join(folder);
    let walk = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter();
    walk.filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}

fn normalise_all(root: &Path, rules: Rules<'_>, problems: &mut Vec<Problem>) -> Vec<Normalised> {
    let read: Vec<_> = list(root, "scrapes")
        .into_par_iter()
        .map(|path| match std::fs::read(root.join(&path)) {
            Ok(bytes) => normalise_file(&path, &bytes, rules),
            Err(error) => Reported { value: Vec::new(), problems: vec![unreadable(&path, &error)] },
        })
        .collect();
    read.into_iter().flat_map(|reported| reported.take(problems)).collect()
}

fn normalise_file(path: &str, bytes: &[u8], rules: Rules<'_>) -> Reported<Vec<Normalised>> {
    let scrapes = scrape::read(path, bytes, &rules.config.limits);
    let mut problems = scrapes.problems;
    let articles = scrapes
        .value
        .iter()
        .map(|scrape| article::normalise(scrape, rules).take(&mut problems))
        .collect();
    Reported { value: articles, problems }
}

type Taken = BTreeMap<(String, Option<u32>), Vec<Furniture>>;

/// Writes the article files that are missing; tells what was taken from each scrape.
fn settle(root: &Path, fresh: Vec<Normalised>) -> anyhow::Result<Taken> {
    let folder = root.join("content/articles");
    let mut taken = Taken::new();
    for normalised in fresh {
        let Some(scrape) = normalised.article.front.scrape.clone() else { continue };
        let stem = Path::new(&scrape.path).file_stem().unwrap_or_default().to_string_lossy();
        let file = folder.join(format!("{stem}.md"));
        if !file.exists() {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(&file, article::write(&normalised.article))?;
        }
        taken.insert((scrape.path, scrape.part), normalised.furniture);
    }
    Ok(taken)
}

fn read_articles(
    root: &Path,
    config: &Config,
    problems: &mut Vec<Problem>,
) -> Vec<(ArticleId, String, Article)> {
    let read: Vec<_> = list(root, "articles")
        .into_par_iter()
        .filter(|path| Path::new(path).extension().is_some_and(|end| end == "md"))
        .map(|path| match std::fs::read_to_string(root.join(&path)) {
            Ok(text) => article::read(&path, &text, config).map(|article| Some((path, article))),
            Err(error) => Reported { value: None, problems: vec![unreadable(&path, &error)] },
        })
        .collect();
    read.into_iter()
        .filter_map(|reported| reported.take(problems))
        .map(|(path, article)| {
            let stem = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
            (ArticleId(stem.into_owned()), path, article)
        })
        .collect()
}
