//! What the template of a page about one thing sees.

use super::super::article::EventLink;
use super::super::cited::Ref;
use super::super::entry::Entry;
use super::super::frame::{Frame, Telling};
use super::super::listed::{ArticleLink, Link, Listed, OutletLink};
use super::super::outlet::Outlet;
use super::super::paging::PartLink;
use super::super::permalink::{Folder, Permalink};
use super::super::rights::Allowance;
use super::super::said::{QuoteCard, once};
use super::super::section::{Section, sections};
use super::super::shown::EventCard;
use super::super::{Reading, Texts};
use super::{RolePlace, Subject, permalink};
use serde::Serialize;
use std::sync::Arc;

/// A page about one thing as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectContext {
    /// `outlet`, `person`, `place`, `organisation`, `author` or `tag`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// How articles write it.
    pub spellings: Vec<SpellingCard>,
    /// Roles printed beside it.
    pub roles: Vec<RoleCard>,
    /// Where to read about it.
    pub address: Option<String>,
    /// Events on this page.
    pub sections: Vec<Section>,
    /// Events in all.
    pub events: usize,
    /// Words it said, in events on this page.
    pub quotes: Vec<QuoteCard>,
    /// Articles on this page.
    pub articles: Vec<ArticleLink>,
    /// Articles in all.
    pub total: usize,
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Events that it alone reports.
    pub alone: usize,
    /// Who is named in the same events.
    pub company: Vec<CompanyCard>,
    /// Whose words its articles share.
    pub shares: Vec<ShareCard>,
    /// The newest events that three others report and it does not.
    pub misses: Vec<EventLink>,
    /// How many such events there are.
    pub missed: usize,
    /// Its feed, where it has one.
    pub feed: Option<String>,
    /// Other pages of the list, newest first.
    pub pages: Vec<PartLink>,
    /// Whether this is the front page.
    pub front: bool,
    /// The list of all such things.
    pub index: String,
}

/// A role printed beside a name.
#[derive(Clone, Debug, Serialize)]
pub struct RoleCard {
    /// As printed.
    pub text: String,
    /// Where, first.
    pub refs: Vec<Ref>,
}

/// One way of writing a name.
#[derive(Clone, Debug, Serialize)]
pub struct SpellingCard {
    /// As written.
    pub text: String,
    /// How often.
    pub count: u32,
}

/// Somebody named in the same events.
#[derive(Clone, Debug, Serialize)]
pub struct CompanyCard {
    /// Who.
    pub name: Link,
    /// In how many events.
    pub events: usize,
}

/// Another outlet whose words it shares.
#[derive(Clone, Debug, Serialize)]
pub struct ShareCard {
    /// Whose.
    pub outlet: OutletLink,
    /// In how many articles.
    pub articles: usize,
    /// The largest share, in percent.
    pub percent: u32,
}

/// The context of a page about one thing.
pub fn context<'a>(
    view: &Subject<'a>,
    page: &Permalink,
    Reading { story, texts }: Reading<'a>,
) -> SubjectContext {
    let whose = (view.folder == Folder::Outlet).then_some(view.name);
    // A person's words stand together on the page, and not again with each event.
    let telling = if view.folder == Folder::Person { Telling::Card } else { Telling::Brief };
    let frame = Frame { page, outlets: &[], columns: false, whose, telling };
    let mut allowance = Allowance::new(story);
    let mut cards: Vec<(_, EventCard)> = view
        .entries
        .iter()
        .map(|entry| (entry.event, frame.entry(entry, &mut allowance)))
        .collect();
    let own = permalink(view.folder, &view.slug, None).from(page);
    let said = cards.iter_mut().flat_map(|(_, card)| std::mem::take(&mut card.quotes));
    let quotes = once(said.filter(|card| card.href.as_ref() == Some(&own)));
    SubjectContext {
        kind: view.folder.name(),
        name: view.name.to_owned(),
        slug: view.slug.to_string(),
        spellings: view
            .spellings
            .iter()
            .map(|one| SpellingCard { text: one.text.replace('\\', ""), count: one.count })
            .collect(),
        roles: view.roles.iter().map(|role| role_card(role, page)).collect(),
        address: view.address.map(str::to_owned),
        quotes,
        sections: sections(cards.into_iter(), &[]),
        events: view.events,
        articles: view.articles.iter().map(|article| article.show(page, texts)).collect(),
        total: view.total,
        first: view.days.map(|(first, _)| first.to_string()),
        last: view.days.map(|(_, last)| last.to_string()),
        alone: view.alone,
        company: view
            .company
            .iter()
            .map(|(name, events)| CompanyCard { name: name.show(page), events: *events })
            .collect(),
        shares: view.shares.iter().map(|share| share_card(share, page, texts)).collect(),
        misses: view.misses.0.iter().map(|entry| event_link(entry, page)).collect(),
        missed: view.misses.1,
        feed: feed(view, page),
        pages: view.place.links(page, |number| permalink(view.folder, &view.slug, number)),
        front: view.place.is_front(),
        index: Permalink::index(view.folder).from(page),
    }
}

fn share_card(
    (outlet, copies): &(Outlet<'_>, Vec<Arc<Listed<'_>>>),
    page: &Permalink,
    texts: &Texts,
) -> ShareCard {
    let percent = copies.iter().map(|copy| texts.percent_at(copy.at)).max().unwrap_or_default();
    ShareCard { outlet: outlet.show(page), articles: copies.len(), percent }
}

fn event_link(entry: &Entry<'_>, page: &Permalink) -> EventLink {
    let date = entry.event.date;
    EventLink {
        href: entry.href(page),
        date: date.map(|date| date.to_string()),
        soft: date.is_none_or(|date| date.exact_day().is_none()),
        headline: entry.event.headline.text.clone(),
    }
}

/// The feed of an outlet, a person or a place that has dated events.
fn feed(view: &Subject<'_>, page: &Permalink) -> Option<String> {
    let has = matches!(view.folder, Folder::Outlet | Folder::Person | Folder::Place);
    let dated = view.entries.iter().any(|entry| entry.event.date.is_some());
    let page_of = permalink(view.folder, &view.slug, None);
    let file = page_of.as_str().replace(".html", ".xml");
    (has && dated && view.place.is_front())
        .then(|| Permalink::at(format!("feed/{file}")).from(page))
}

fn role_card((text, places): &(&str, Vec<RolePlace<'_>>), page: &Permalink) -> RoleCard {
    let refs = places.iter().map(|(outlet, id, block)| {
        let article = Permalink::of(Folder::Article, id.as_str());
        Ref {
            href: article.from_to(page, &format!("p{}", block + 1)),
            code: outlet.code.to_string(),
            name: outlet.name.to_owned(),
            paragraph: Some(block + 1),
        }
    });
    RoleCard { text: (*text).to_owned(), refs: refs.collect() }
}
