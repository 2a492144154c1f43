//! A page about one thing that articles have in common: an outlet, a person, a place, an organisation, an author, a tag.

mod context;

pub use context::{SubjectContext, context};

use super::Wanted;
use super::company::{company, misses, shares};
use super::entry::Entry;
use super::index::Index;
use super::listed::{Listed, Named, folder};
use super::outlet::Outlet;
use super::paging::{Place, older, places};
use super::permalink::{Folder, Permalink};
use crate::article::ArticleId;
use crate::corpus::Entity;
use crate::corpus::entity::{Role, Spelling};
use crate::date::Day;
use rayon::prelude::*;
use std::sync::Arc;

/// Events or articles on one page of a list.
const CHUNK: usize = 50;

/// References of one role.
const ROLE_REFS: usize = 3;

/// A page about one thing.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// What it is.
    pub folder: Folder,
    /// Its name; empty for articles whose outlet is not known.
    pub name: &'a str,
    /// Its slug.
    pub slug: Arc<str>,
    /// How articles write it.
    pub spellings: Vec<&'a Spelling>,
    /// Roles printed beside it, each with the first places where it is.
    pub roles: Vec<(&'a str, Vec<RolePlace<'a>>)>,
    /// Where to read about it, from the desk.
    pub address: Option<&'a str>,
    /// Events on this page, by date.
    pub entries: Vec<Arc<Entry<'a>>>,
    /// Events in all; the front page alone says so.
    pub events: usize,
    /// Articles on this page, newest first.
    pub articles: Vec<Arc<Listed<'a>>>,
    /// Articles in all; the front page alone says so.
    pub total: usize,
    /// The first and the last day that one of its articles was published.
    pub days: Option<(Day, Day)>,
    /// Events that it alone reports.
    pub alone: usize,
    /// Who is named in the same events most often.
    pub company: Vec<(Named<'a>, usize)>,
    /// Whose words its articles share, each with the copies that tell.
    pub shares: Vec<(Outlet<'a>, Vec<Arc<Listed<'a>>>)>,
    /// Events of its own days that three others report and it does not: the newest, and how many in all.
    pub misses: (Vec<Arc<Entry<'a>>>, usize),
    /// Which page of its lists this is.
    pub place: Place,
}

/// Where a role is printed: whose account, which article, which block of its body.
pub type RolePlace<'a> = (Outlet<'a>, &'a ArticleId, u32);

impl Subject<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "subject.html";
}

/// All that one thing's pages are made from.
struct Matter<'a> {
    folder: Folder,
    name: &'a str,
    slug: Arc<str>,
    articles: Vec<&'a ArticleId>,
    entity: Option<&'a Entity>,
}

impl<'a> Matter<'a> {
    /// The events that it is in.
    fn entries<'i>(&self, index: &'i Index<'a>) -> &'i [Arc<Entry<'a>>] {
        let key = self.entity.map_or(self.name, |entity| &entity.id.0);
        index.about.get(&(self.folder, key)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The pages of all things that have some.
pub fn plan<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, Subject<'a>)> {
    let mut matters = outlets(index, wanted);
    for (folder, names) in [(Folder::Author, &index.authors), (Folder::Tag, &index.tags)] {
        let names = names.iter().filter(|(_, term)| wanted.subject(folder, &term.slug));
        matters.extend(names.map(|(&name, term)| Matter {
            folder,
            name,
            slug: term.slug.clone(),
            articles: term.articles.clone(),
            entity: None,
        }));
    }
    matters.extend(entities(index, wanted));
    matters.into_par_iter().flat_map_iter(|matter| subject(index, matter, wanted)).collect()
}

fn outlets<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<Matter<'a>> {
    let matter = |(outlet, articles): (&Outlet<'a>, &Vec<&'a ArticleId>)| Matter {
        folder: Folder::Outlet,
        name: outlet.name,
        slug: outlet.slug.clone(),
        articles: articles.clone(),
        entity: None,
    };
    let outlets = index.by_outlet.iter();
    outlets.filter(|(outlet, _)| wanted.subject(Folder::Outlet, &outlet.slug)).map(matter).collect()
}

fn entities<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<Matter<'a>> {
    let with_page = index.story.corpus.entities.iter().filter(|entity| {
        wanted.subject(folder(entity.kind), &entity.id.0) && Named::of(entity).paged
    });
    let matter = |entity: &'a Entity| Matter {
        folder: folder(entity.kind),
        name: &entity.name,
        slug: entity.id.0.as_str().into(),
        articles: entity.articles.iter().filter(|id| index.order.contains_key(id)).collect(),
        entity: Some(entity),
    };
    with_page.map(matter).collect()
}

fn address<'a>(index: &Index<'a>, folder: Folder, name: &str) -> Option<&'a str> {
    let aliases = &index.story.desk.aliases;
    let names = match folder {
        Folder::Person => &aliases.people,
        Folder::Organisation => &aliases.organisations,
        _ => &aliases.places,
    };
    let address = names.get(name)?.address.as_deref()?;
    crate::markdown::link::is_outward(address).then_some(address)
}

/// The pages about one thing.
fn subject<'a>(
    index: &Index<'a>,
    mut matter: Matter<'a>,
    wanted: &Wanted<'_>,
) -> Vec<(Permalink, Subject<'a>)> {
    let entries = matter.entries(index);
    matter.articles.sort_by_cached_key(|id| index.order.get(id));
    let older = older(entries.len(), CHUNK).max(older(matter.articles.len(), CHUNK));
    let page = |place: Place| {
        let address = permalink(matter.folder, &matter.slug, place.number());
        if !wanted.page(&address) {
            return None;
        }
        let mut subject = Subject {
            folder: matter.folder,
            name: matter.name,
            slug: matter.slug.clone(),
            spellings: Vec::new(),
            roles: Vec::new(),
            address: None,
            entries: place.part(entries, CHUNK).to_vec(),
            events: 0,
            articles: listed(index, place.part(&matter.articles, CHUNK)),
            total: 0,
            days: None,
            alone: 0,
            company: Vec::new(),
            shares: Vec::new(),
            misses: (Vec::new(), 0),
            place,
        };
        if place.is_front() {
            front(index, &matter, &mut subject);
        }
        Some((address, subject))
    };
    places(older).filter_map(page).collect()
}

/// What only the front page shows.
fn front<'a>(index: &Index<'a>, matter: &Matter<'a>, subject: &mut Subject<'a>) {
    let entries = matter.entries(index);
    (subject.events, subject.total) = (entries.len(), matter.articles.len());
    let days = matter.articles.iter().filter_map(|id| index.published(id));
    subject.days = days.clone().min().zip(days.max());
    if matter.folder == Folder::Outlet {
        subject.alone = entries.iter().filter(|entry| entry.accounts.len() == 1).count();
        subject.shares = shares(index, matter.name, &matter.articles);
        subject.misses = misses(index, matter.name, subject.days);
    } else {
        subject.company = company(entries, (matter.folder, &matter.slug));
    }
    if let Some(entity) = matter.entity {
        subject.spellings = entity.spellings.iter().collect();
        subject.roles =
            entity.roles.iter().map(|role| (role.text.as_str(), places_of(index, role))).collect();
        subject.address = address(index, matter.folder, &entity.name);
    }
}

/// The first places of a role that are on the site.
fn places_of<'a>(index: &Index<'a>, role: &'a Role) -> Vec<RolePlace<'a>> {
    let known = role.places.iter().filter(|(id, _)| index.story.cards.contains_key(id));
    known.take(ROLE_REFS).map(|(id, block)| (index.account(id), id, *block)).collect()
}

fn listed<'a>(index: &Index<'a>, ids: &[&'a ArticleId]) -> Vec<Arc<Listed<'a>>> {
    ids.iter().rev().filter_map(|id| index.listed(id)).collect()
}

fn permalink(folder: Folder, slug: &str, number: Option<usize>) -> Permalink {
    match number {
        None => Permalink::of(folder, slug),
        Some(number) => Permalink::of(folder, &format!("{slug}--{number}")),
    }
}
