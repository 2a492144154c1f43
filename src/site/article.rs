//! An article's page: its text with what its words refer to in the margin.

use super::entry::Entry;
use super::index::{Index, Term};
use super::listed::{ArticleLink, Link, Listed, OutletLink, Spelled};
use super::margin::{Margin, Paragraph, paragraphs};
use super::outlet::Outlet;
use super::permalink::{Folder, Permalink};
use super::rights::{right, shows_source};
use super::{Reading, Record, Texts, Wanted};
use crate::article::{ArticleId, Credit, reason};
use crate::config::FurnitureRule;
use crate::corpus::{Basis, CopyKind, Passage, Published};
use crate::desk::{Note, OutletRight};
use crate::text::count_words;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An article's page.
#[derive(Clone, Debug)]
pub struct ArticlePage<'a> {
    /// Which article.
    pub id: &'a ArticleId,
    /// When it was published.
    pub published: Option<&'a Published>,
    /// The article that tells that day, where it does not say so itself.
    pub dated_by: Option<Arc<Listed<'a>>>,
    /// Whose account it is.
    pub outlet: Outlet<'a>,
    /// Its authors, with their slugs.
    pub authors: Vec<(&'a str, Arc<str>)>,
    /// Its keywords, with their slugs.
    pub tags: Vec<(&'a str, Arc<str>)>,
    /// How much of it may be shown.
    pub right: OutletRight,
    /// Whether its source is on the site.
    pub source: bool,
    /// The site's own rules of what is no article: they say why they took what they took.
    pub rules: &'a [FurnitureRule],
    /// The events it is evidence for.
    pub entries: Vec<Arc<Entry<'a>>>,
    /// Whoever it names that has a page.
    pub names: Vec<Spelled<'a>>,
    /// Articles that share its words.
    pub kin: Vec<Kin<'a>>,
    /// Editors' notes on its words.
    pub notes: Vec<(&'a Note, &'a Passage)>,
    /// The article before it, by date.
    pub earlier: Option<Arc<Listed<'a>>>,
    /// The article after it.
    pub later: Option<Arc<Listed<'a>>>,
}

/// An article that shares this one's words.
#[derive(Clone, Debug, Hash)]
pub struct Kin<'a> {
    /// The other article.
    pub article: Arc<Listed<'a>>,
    /// How the two are related.
    pub kind: CopyKind,
    /// Which of the two is the copy.
    pub copy: Arc<Listed<'a>>,
    /// Whether the other one leads.
    pub leads: bool,
    /// The page that shows what differs.
    pub diff: Option<Permalink>,
}

/// An article's page as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleContext {
    /// Its headline, or its first sentence.
    pub title: String,
    /// Whether that is a headline as printed.
    pub titled: bool,
    /// Its standfirst.
    pub standfirst: Option<String>,
    /// Who published it.
    pub outlet: OutletLink,
    /// Its authors, each with a page.
    pub authors: Vec<Link>,
    /// Others who had a part in it.
    pub credits: Vec<Credit>,
    /// Agencies credited.
    pub agencies: Vec<String>,
    /// When it was published, `2025-04-23` or with its time.
    pub date: Option<String>,
    /// The day alone.
    pub day: Option<String>,
    /// `stated`, `inferred` or `unknown`.
    pub basis: Basis,
    /// Why that date, where it is inferred.
    pub date_reason: String,
    /// When it was last changed, as stated.
    pub updated: Option<String>,
    /// The original's address; always http or https.
    pub original: Option<String>,
    /// An archive's copy.
    pub archived: Option<String>,
    /// The paper's section.
    pub section: Option<String>,
    /// Keywords, each with a page.
    pub tags: Vec<Link>,
    /// BCP 47.
    pub language: Option<String>,
    /// The outlet's own corrections.
    pub corrections: Vec<String>,
    /// Whether the capture was cut short.
    pub truncated: bool,
    /// Words of the text.
    pub words: usize,
    /// `full`, `excerpt` or `link`.
    pub right: OutletRight,
    /// The caption of its image.
    pub caption: Option<Paragraph>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// How many paragraphs bear a number.
    pub numbered: usize,
    /// The events it is evidence for.
    pub events: Vec<EventLink>,
    /// Articles that share its words.
    pub kin: Vec<KinCard>,
    /// What was taken from the scrape.
    pub changes: Vec<Change>,
    /// The scrape as it came.
    pub raw: Option<String>,
    /// The article before.
    pub earlier: Option<ArticleLink>,
    /// The article after.
    pub later: Option<ArticleLink>,
}

/// An event in the list beside an article.
#[derive(Clone, Debug, Serialize)]
pub struct EventLink {
    /// Where in the article.
    pub href: String,
    /// EDTF.
    pub date: Option<String>,
    /// Whether the date is less exact than a day.
    pub soft: bool,
    /// Its headline; empty where it may not be shown.
    pub headline: String,
}

/// An article that shares this one's words.
#[derive(Clone, Debug, Serialize)]
pub struct KinCard {
    /// The other article.
    pub article: ArticleLink,
    /// How the two are related.
    pub kind: CopyKind,
    /// How much they share, in percent.
    pub percent: u32,
    /// Whether the other one leads.
    pub leads: bool,
    /// What differs.
    pub diff: Option<String>,
}

/// One change that normalising made.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// First line of the scrape; 0 where it has none.
    pub first: u32,
    /// Last line.
    pub last: u32,
    /// The rule's name.
    pub rule: String,
    /// Why what it takes is not the article; empty where nobody knows.
    pub reason: String,
    /// How many pieces.
    pub count: usize,
}

impl ArticlePage<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "article.html";
}

/// The pages of all articles.
pub fn plan<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, ArticlePage<'a>)> {
    let order = &index.by_date;
    let listed = |id: Option<&&'a ArticleId>| index.listed(id?);
    let page = |(at, &id): (usize, &&'a ArticleId)| {
        let address = Permalink::of(Folder::Article, id.as_str());
        if !wanted.page(&address) {
            return None;
        }
        let card = index.story.cards.get(id)?;
        let published = index.story.corpus.published.get(id);
        let reason = published.and_then(|published| published.reason.as_ref());
        let page = ArticlePage {
            id,
            published,
            dated_by: reason.and_then(|reason| index.listed(reason.article())),
            outlet: index.account(id),
            authors: terms(&card.authors, &index.authors),
            tags: terms(&card.tags, &index.tags),
            right: right(&index.story, id),
            source: shows_source(&index.story, id) && card.scrape.is_some(),
            rules: &index.story.config.furniture.rules,
            entries: index.by_article.get(id).cloned().unwrap_or_default(),
            names: index.names.get(id).cloned().unwrap_or_default(),
            kin: kin(index, id),
            notes: index.passage_notes.get(id).cloned().unwrap_or_default(),
            earlier: listed(at.checked_sub(1).and_then(|at| order.get(at))),
            later: listed(order.get(at + 1)),
        };
        Some((address, page))
    };
    order.par_iter().enumerate().filter_map(page).collect()
}

/// The words an article bears, with the slugs of their pages.
fn terms<'a>(names: &'a [String], all: &BTreeMap<&'a str, Term<'a>>) -> Vec<(&'a str, Arc<str>)> {
    let known = |name: &'a String| Some((name.as_str(), all.get(name.as_str())?.slug.clone()));
    names.iter().filter_map(known).collect()
}

fn kin<'a>(index: &Index<'a>, id: &ArticleId) -> Vec<Kin<'a>> {
    let lead = index.leads.get(id).map(|(lead, copy)| (*lead, *copy, true));
    let copies =
        index.copies.get(id).into_iter().flatten().map(|copy| (&copy.article, *copy, false));
    let one = |(other, copy, leads): (&'a ArticleId, &'a crate::corpus::Copy, bool)| {
        let article = index.listed(other)?;
        let diff = super::diff::permalink(index, copy);
        Some(Kin { article, kind: copy.kind, copy: index.listed(&copy.article)?, leads, diff })
    };
    lead.into_iter().chain(copies).filter_map(one).collect()
}

/// The context of an article's page.
pub fn context(
    view: &ArticlePage<'_>,
    page: &Permalink,
    reading: Reading<'_>,
    record: &Record,
) -> ArticleContext {
    let Reading { story, texts } = reading;
    let front = &record.article.front;
    let heading = texts.heading(view.id);
    let margin = Margin {
        id: view.id,
        outlet: &view.outlet,
        published: view.published,
        right: view.right,
        entries: &view.entries,
        names: &view.names,
        notes: &view.notes,
        page,
        record,
    };
    let text = paragraphs(&margin, story);
    let value = view.published.and_then(|published| published.value);
    let prose = crate::markdown::prose(&record.article.body);
    let full = view.right == OutletRight::Full;
    ArticleContext {
        title: heading.map(|heading| heading.shown().to_owned()).unwrap_or_default(),
        titled: heading.is_some_and(|heading| heading.headline().is_some()),
        standfirst: front.description.clone().filter(|_| full),
        outlet: view.outlet.show(page),
        authors: links(&view.authors, Folder::Author, page),
        credits: front.credits.clone(),
        agencies: front.agencies.clone(),
        date: value.map(|value| value.to_string()),
        day: value.map(|value| value.day.to_string()),
        basis: view.published.map_or(Basis::Unknown, |published| published.basis),
        date_reason: date_reason(view, reading).unwrap_or_default(),
        updated: front.updated.map(|stamp| stamp.to_string()),
        original: front.url.as_deref().and_then(outward),
        archived: front.archive_url.as_deref().and_then(outward),
        section: front.section.clone(),
        tags: links(&view.tags, Folder::Tag, page),
        language: front.language.clone(),
        corrections: front.corrections.clone(),
        truncated: front.truncated,
        words: count_words(&prose),
        right: view.right,
        caption: text.caption,
        numbered: text.paragraphs.len(),
        paragraphs: text.paragraphs,
        events: view.entries.iter().filter_map(|entry| event_link(entry, view)).collect(),
        kin: view.kin.iter().map(|kin| kin_card(kin, page, texts)).collect(),
        changes: if view.source { changes(record, view.rules) } else { Vec::new() },
        raw: view.source.then(|| Permalink::of(Folder::Raw, view.id.as_str()).from(page)),
        earlier: view.earlier.as_ref().map(|article| article.show(page, texts)),
        later: view.later.as_ref().map(|article| article.show(page, texts)),
    }
}

/// Why it is taken to be of its day, where it does not say so itself.
fn date_reason(view: &ArticlePage<'_>, reading: Reading<'_>) -> Option<String> {
    let reason = view.published?.reason.as_ref()?;
    let title = reading.texts.heading(reason.article())?.title.as_deref();
    let account = reading.story.corpus.accounts.get(reason.article());
    Some(reason.told(title, account.map(|account| account.name.as_str())))
}

/// An address that a reader may be sent to.
fn outward(address: &str) -> Option<String> {
    super::original::is_page(address).then(|| address.to_owned())
}

fn links(names: &[(&str, Arc<str>)], folder: Folder, page: &Permalink) -> Vec<Link> {
    let link = |(name, slug): &(&str, Arc<str>)| Link {
        href: Permalink::of(folder, slug).from(page),
        text: (*name).to_owned(),
        slug: slug.to_string(),
    };
    names.iter().map(link).collect()
}

/// An event beside the text. Where only passages may be shown, a headline in this article's words is none of them.
fn event_link(entry: &Entry<'_>, view: &ArticlePage<'_>) -> Option<EventLink> {
    let event = entry.event;
    let passage = event.passages.iter().find(|passage| passage.article == *view.id)?;
    let place = super::cited::place(passage);
    let has_words =
        |id: &ArticleId| id == view.id || view.kin.iter().any(|kin| kin.article.id == id);
    let own = event.headline.from.as_ref().is_some_and(|from| has_words(&from.article));
    let hidden = own && view.right != OutletRight::Full;
    Some(EventLink {
        href: format!("#{place}"),
        date: event.date.map(|date| date.to_string()),
        soft: event.date.is_none_or(|date| date.exact_day().is_none()),
        headline: if hidden { String::new() } else { event.headline.text.clone() },
    })
}

fn kin_card(kin: &Kin<'_>, page: &Permalink, texts: &Texts) -> KinCard {
    KinCard {
        article: kin.article.show(page, texts),
        kind: kin.kind,
        percent: texts.percent_at(kin.copy.at),
        leads: kin.leads,
        diff: kin.diff.as_ref().map(|diff| diff.from(page)),
    }
}

/// What was taken away, runs of lines under one rule in one row.
fn changes(record: &Record, rules: &[FurnitureRule]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for piece in &record.furniture {
        match changes.last_mut() {
            Some(last) if last.rule == piece.rule && piece.line.saturating_sub(last.last) <= 2 => {
                last.last = piece.line;
                last.count += 1;
            }
            _ => changes.push(Change {
                first: piece.line,
                last: piece.line,
                rule: piece.rule.clone(),
                reason: reason(&piece.rule, rules).unwrap_or_default().to_owned(),
                count: 1,
            }),
        }
    }
    changes
}
