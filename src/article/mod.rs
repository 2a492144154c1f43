//! What a scrape says, as clean Markdown with front matter.
//!
//! [`normalise`] turns a [`Scrape`] into an [`Article`] and remembers what it took away ([`Furniture`]). [`read`] and
//! [`write()`] are the article file: front matter in the contracts' order, then CommonMark. [`ownership`] says whether a
//! file on disk is ours to rewrite or a person's.

mod afterword;
mod body;
mod byline;
mod credit;
pub(crate) mod dateline;
mod embed;
mod file;
mod front_matter;
mod furniture;
mod head;
pub mod html;
mod known;
mod language;
mod limit;
mod outlet;
pub mod ownership;
mod page;
mod paper;
mod tail;

pub use file::{read, write};
pub use furniture::reason;

use crate::config::Config;
use crate::date::Stamp;
use crate::desk::Aliases;
use crate::problem::{Code, Problem, Reported};
use crate::scrape::{Capture, Format, Scrape};
use known::fill;
use limit::Limit;
use page::{Markup, Page};
use serde::{Deserialize, Serialize};
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

/// The key in [`FrontMatter::extra`] of a day that is printed above the text without its year: "Thursday, February 27".
pub const YEARLESS: &str = "printed_day";

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
    let mut problems = Vec::new();
    let mut page = page_of(scrape, rules.config).take(&mut problems);
    fill(&mut page.front, &scrape.facts);
    head::read(&mut page);
    furniture::remove(&mut page, &rules.config.furniture.rules);
    tail::read(&mut page);
    afterword::read(&mut page);
    let finished = finish(page, scrape, rules);
    problems.extend(finished.problems);
    Reported { value: finished.value, problems }
}

/// A capture as lines, with what its markup states: as much of it as the limits allow.
fn page_of(scrape: &Scrape, config: &Config) -> Reported<Page> {
    let limit = Limit { path: &scrape.path, config };
    match &scrape.capture {
        Capture::Text(text) => limit.lines(text).map(|text| Page::of(text, Markup::Text, 1)),
        Capture::Markdown(text, line) => limit.markdown(text, *line),
        Capture::Html(html) => {
            let url = scrape.facts.url.as_ref().map(|url| url.value.as_str());
            let within = limit.tags(html);
            let read = html::read(within.value, url, config.limits.html_depth);
            let mut page = limit.markdown(&read.body, 1);
            page.problems.extend(within.problems);
            page.problems.extend(read.too_deep.then(|| limit.too_deep()));
            page.value.furniture = read.removed;
            fill(&mut page.value.front, &read.facts);
            page
        }
    }
}

/// What needs the whole page: the outlet, the body, the dateline, the language.
fn finish(mut page: Page, scrape: &Scrape, rules: Rules<'_>) -> Reported<Normalised> {
    let removed: Vec<String> = page.furniture.iter().map(|one| one.text.clone()).collect();
    outlet::read(&mut page, rules.aliases, &removed);
    known::without_outlet(&mut page.front);
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
    const LABELS: usize = 3;
    const SHORT: usize = 40;
    let mut lines =
        body.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '>']));
    // Above the first paragraph labels may be left: "Summary".
    let first = lines.by_ref().take(LABELS).find(|line| line.len() > SHORT || line.contains('('));
    let Some(found) = first.and_then(|line| dateline::read(&page::words(line))) else { return };
    if !found.places.is_empty() {
        page.front.dateline = found.places;
        page.origin("dateline", "text");
    }
    if let Some(day) = found.day.filter(|_| page.front.date.is_none()) {
        page.front.date = Some(Stamp::day(day));
        page.origin("date", "dateline");
    }
    if let Some(agency) = found.agency {
        head::add_agency(page, &agency, "dateline");
    }
}
