//! What a scrape says, as clean Markdown with front matter.
//!
//! [`normalise`] turns a [`Scrape`] into an [`Article`] and remembers what it took away ([`Furniture`]). [`read`] and
//! [`write()`] are the article file: front matter in the contracts' order, then CommonMark. [`ownership`] says whether a
//! file on disk is ours to rewrite or a person's.

mod afterword;
mod body;
mod byline;
mod credit;
mod dateline;
mod embed;
mod front_matter;
mod furniture;
mod head;
pub mod html;
mod language;
mod outlet;
pub mod ownership;
mod page;
mod tail;

pub use furniture::reason;

use crate::config::Config;
use crate::date::Stamp;
use crate::desk::Aliases;
use crate::problem::{Code, Problem, Reported};
use crate::scrape::{Capture, Fact, Facts, Format, Scrape};
use crate::yaml;
use page::{Markup, Page};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An article's id: its file's stem, and the slug of its addresses. Unique in a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl ArticleId {
    /// The id as it stands in addresses and in JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An article file: what is known about an article, and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What is known about it.
    pub front: FrontMatter,
    /// Its text, CommonMark, LF line ends.
    pub body: String,
    /// The 1-based line of the file that the body begins on; 0 where it was not read from a file.
    pub body_line: u32,
}

/// The keys of an article file, in the order they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// The headline as printed; absent where the scrape bears none.
    pub title: Option<String>,
    /// The standfirst as printed.
    pub description: Option<String>,
    /// When it was published, as the scrape states it.
    pub date: Option<Stamp>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
    /// When it was captured.
    pub captured: Option<Stamp>,
    /// Names, without "By" and roles.
    pub authors: Vec<String>,
    /// "Reporting by …", "Editing by …".
    pub credits: Vec<Credit>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Agencies credited.
    pub agencies: Vec<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// Where an archive keeps it.
    pub archive_url: Option<String>,
    /// The places of the dateline, in title case.
    pub dateline: Vec<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// The paper's section.
    pub section: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The lead image; never fetched.
    pub image: Option<Image>,
    /// The outlet's own corrections.
    pub corrections: Vec<String>,
    /// Whether a paywall or "read more" cut the text.
    pub truncated: bool,
    /// Where each value was read.
    pub origin: BTreeMap<String, String>,
    /// Which capture it was made from; absent in a hand-written article.
    pub scrape: Option<ScrapeRef>,
    /// What the scraper gave and we have no key for.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The digest that tells whether a person has edited the file.
    pub normalised: Option<String>,
    /// Whether a person has set the article aside.
    pub draft: bool,
    /// A person's own keys, kept as they are.
    pub own: BTreeMap<String, serde_json::Value>,
}

/// A person's part in an article beside its authors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Credit {
    /// `reporting`, `additional reporting`, `editing` …
    pub role: String,
    /// Who.
    pub name: String,
    /// From where, where printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// The lead image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Image {
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What is printed under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// Which capture an article was made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScrapeRef {
    /// The file, relative to the site's root.
    pub path: String,
    /// The record in it, where it holds several.
    #[serde(default)]
    pub part: Option<u32>,
    /// Digest of its bytes.
    pub digest: String,
    /// What it was taken for.
    pub format: Format,
    /// Which program captured it.
    #[serde(default)]
    pub tool: Option<String>,
}

/// Page matter that is not the article, and the rule that took it away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Furniture {
    /// 1-based line of the captured text; 0 where the capture has no lines of its own (a part of a page's markup).
    pub line: u32,
    /// The words taken away, as captured.
    pub text: String,
    /// The rule's name.
    pub rule: String,
}

/// What normalising made of a scrape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Normalised {
    /// The article.
    pub article: Article,
    /// What was taken away, by line.
    pub furniture: Vec<Furniture>,
}

/// What normalising needs to know beside the scrape.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Limits, and the site's own furniture rules.
    pub config: &'a Config,
    /// The outlet table.
    pub aliases: &'a Aliases,
}

/// Turns a captured page into an article, sealed as ours.
pub fn normalise(scrape: &Scrape, rules: Rules<'_>) -> Reported<Normalised> {
    let facts = &scrape.facts;
    let (mut removed, mut deep, mut problems) = (Vec::new(), None, Vec::new());
    let mut markdown = |text: &str, line: u32| {
        let text = bounded(&scrape.path, text, line, rules.config).take(&mut problems);
        Page::of(&text, Markup::Markdown, line)
    };
    let mut page = match &scrape.capture {
        Capture::Text(text) => Page::of(text, Markup::Text, 1),
        Capture::Markdown(text, line) => markdown(text, *line),
        Capture::Html(html) => {
            let url = facts.url.as_ref().map(|url| url.value.as_str());
            let read = html::read(html, url, rules.config.limits.html_depth);
            removed = read.removed;
            deep = read.too_deep.then(|| too_deep(&scrape.path, rules.config));
            let mut page = markdown(&read.body, 1);
            fill(&mut page.front, &read.facts);
            page
        }
    };
    fill(&mut page.front, facts);
    problems.extend(deep);
    page.furniture.append(&mut removed);
    head::read(&mut page);
    furniture::remove(&mut page, &rules.config.furniture.rules);
    tail::read(&mut page);
    afterword::read(&mut page);
    let finished = finish(page, scrape, rules);
    problems.extend(finished.problems);
    Reported { value: finished.value, problems }
}

/// What needs the whole page: the outlet, the body, the dateline, the language.
fn finish(mut page: Page, scrape: &Scrape, rules: Rules<'_>) -> Reported<Normalised> {
    let removed: Vec<String> = page.furniture.iter().map(|one| one.text.clone()).collect();
    outlet::read(&mut page, rules.aliases, &removed);
    let body = body::write(&mut page);
    open_with_dateline(&mut page, &body);
    let Page { mut front, mut furniture, .. } = page;
    if front.language.is_none() {
        front.language = language::detect(&body);
        if front.language.is_some() {
            front.origin.insert("language".to_owned(), "text".to_owned());
        }
    }
    front.scrape = Some(ScrapeRef {
        path: scrape.path.clone(),
        part: scrape.part,
        digest: scrape.digest.clone(),
        format: scrape.format,
        tool: scrape.tool.clone(),
    });
    furniture.sort_by_key(|one| one.line);
    let mut article = Article { front, body, body_line: 0 };
    ownership::seal(&mut article);
    let problems = empty(&article, scrape).into_iter().collect();
    Reported { value: Normalised { article, furniture }, problems }
}

fn empty(article: &Article, scrape: &Scrape) -> Option<Problem> {
    let message = "no text is left once what is not the article is taken away";
    let hint = "look at it with `dateline inspect`";
    let nothing = article.body.trim().is_empty();
    nothing.then(|| Problem::warning(Code::NoText, &scrape.path, message).hint(hint))
}

/// The dateline of the first paragraph; its words stay in the text.
fn open_with_dateline(page: &mut Page, body: &str) {
    let first = body.lines().find(|line| !line.trim().is_empty() && !line.starts_with(['#', '>']));
    let Some(found) = first.and_then(|line| dateline::read(&page::words(line))) else { return };
    page.front.dateline = found.places;
    page.origin("dateline", "text");
    if let Some(agency) = found.agency {
        head::add_agency(page, &agency, "dateline");
    }
}

/// Fills what is not known yet from the facts beside the text.
fn fill(front: &mut FrontMatter, facts: &Facts) {
    let FrontMatter { origin, .. } = front;
    let mut told = |key: &str, from: &str| drop(origin.insert(key.to_owned(), from.to_owned()));
    take(&mut front.title, facts.title.as_ref(), |from| told("title", from));
    take(&mut front.description, facts.description.as_ref(), |from| told("description", from));
    take(&mut front.date, facts.published.as_ref(), |from| told("date", from));
    take(&mut front.updated, facts.updated.as_ref(), |from| told("updated", from));
    take(&mut front.captured, facts.captured.as_ref(), |from| told("captured", from));
    take(&mut front.outlet, facts.outlet.as_ref(), |from| told("outlet", from));
    take(&mut front.url, facts.url.as_ref(), |from| told("url", from));
    take(&mut front.archive_url, facts.archive_url.as_ref(), |from| told("archive_url", from));
    take(&mut front.language, facts.language.as_ref(), |from| told("language", from));
    take(&mut front.section, facts.section.as_ref(), |from| told("section", from));
    if front.tags.is_empty() {
        front.tags = facts.tags.iter().map(|tag| tag.value.clone()).collect();
    }
    people(front, facts);
    picture(front, facts);
    front.truncated |= facts.truncated;
    for (key, value) in &facts.extra {
        front.extra.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

fn take<T: Clone>(slot: &mut Option<T>, fact: Option<&Fact<T>>, mut told: impl FnMut(&str)) {
    if let (None, Some(fact)) = (&slot, fact) {
        *slot = Some(fact.value.clone());
        told(&fact.origin);
    }
}

fn people(front: &mut FrontMatter, facts: &Facts) {
    for fact in &facts.bylines {
        let byline = byline::stated(&fact.value);
        if front.origin.get("authors").is_none_or(|origin| *origin == fact.origin) {
            for author in byline.authors {
                if !front.authors.contains(&author) {
                    front.authors.push(author);
                    front.origin.insert("authors".to_owned(), fact.origin.clone());
                }
            }
        }
        for agency in byline.agencies {
            if !front.agencies.contains(&agency) {
                front.agencies.push(agency);
            }
        }
    }
}

fn picture(front: &mut FrontMatter, facts: &Facts) {
    if front.image.is_some() || facts.image.is_none() && facts.caption.is_none() {
        return;
    }
    let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    let image = Image { url: value(&facts.image), caption: value(&facts.caption), credit: None };
    front.image = Some(image);
    if let Some(fact) = facts.image.as_ref().or(facts.caption.as_ref()) {
        front.origin.insert("image".to_owned(), fact.origin.clone());
    }
}

/// Reads an article file. Broken front matter is a problem, and what can be read of it is kept.
///
/// `path` is the file, relative to the site's root.
pub fn read(path: &str, text: &str, config: &Config) -> Reported<Article> {
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let Some(split) = yaml::split(&text) else {
        let article = |body| Article { body, body_line: 1, ..Article::default() };
        return bounded(path, &text, 1, config).map(article);
    };
    let (front, mut problems) = match yaml::load(split.front, &config.limits) {
        Ok(mapping) => front_matter::read(path, split.front, &mapping),
        Err(refusal) => broken(path, split.front, &refusal, config),
    };
    // The blank line after the front matter is the file's, not the text's.
    let body = split.body.strip_prefix('\n').unwrap_or(split.body);
    let body_line = split.body_line + u32::from(body.len() < split.body.len());
    let body = bounded(path, body, body_line, config);
    problems.extend(body.problems);
    Reported { value: Article { front, body: body.value, body_line }, problems }
}

/// A page's elements that nest deeper than the limit.
fn too_deep(path: &str, config: &Config) -> Problem {
    let depth = config.limits.html_depth;
    let message = format!(
        "elements nested deeper than limits.html_depth ({depth}); their words are read as if they stood at that depth"
    );
    Problem::error(Code::TooLarge, path, message)
        .hint("raise the limit in dateline.toml if the file is to be trusted")
}

/// A body that nests no deeper than the limit; what does is told with its line, and its marks are read as text.
fn bounded(path: &str, body: &str, first: u32, config: &Config) -> Reported<String> {
    let depth = config.limits.markdown_depth;
    let (bounded, deep) = crate::markdown::bound(body, depth);
    let problem = |line: u32| {
        let message =
            format!("nested deeper than limits.markdown_depth ({depth}); the rest is read as text");
        let excerpt = body.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        Problem::error(Code::TooLarge, path, message)
            .at(first + line - 1, excerpt)
            .hint("raise the limit in dateline.toml if the file is to be trusted")
    };
    Reported { problems: deep.map(problem).into_iter().collect(), value: bounded.into_owned() }
}

/// Reads line by line what the YAML reader refuses: every line that is a key and its value by itself.
fn broken(
    path: &str,
    text: &str,
    refusal: &yaml::Refusal,
    config: &Config,
) -> (FrontMatter, Vec<Problem>) {
    let excerpt = text.lines().nth(refusal.line.saturating_sub(1) as usize).unwrap_or_default();
    let code = if refusal.expands { Code::NoAliases } else { Code::BadFrontMatter };
    let hint = "put quotes around values with a colon, a quote or a backslash";
    let problem = Problem::error(code, path, format!("front matter: {}", refusal.message))
        .at(refusal.line + 1, excerpt)
        .hint(hint);
    let mapping = yaml::load_by_line(text, &config.limits);
    let (front, _) = front_matter::read(path, text, &mapping);
    (front, vec![problem])
}

/// Writes an article file: what [`read`] reads back as the same article.
pub fn write(article: &Article) -> String {
    front_matter::write(article)
}
