//! A folder's own page: the list of all its things.
//!
//! Articles are listed by date, paged from the oldest end. Names are listed by letter; where there are too many for one
//! page, each letter has its own, so that a new name touches one of them.

use super::index::Index;
use super::listed::{ArticleLink, Link, Listed, Named, folder};
use super::paging::{PartLink, Place, older, places};
use super::permalink::{Folder, Permalink};
use super::{Texts, Wanted};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use crate::corpus::Entity;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Articles on one page.
const CHUNK: usize = 100;
/// More names than this are spread over a page a letter.
const NAMES: usize = 500;

/// A folder's own page.
#[derive(Clone, Debug)]
pub struct Directory<'a> {
    /// Which folder.
    pub folder: Folder,
    /// How many things it has in all; 0 on a page of articles behind the front.
    pub total: usize,
    /// Articles on this page, newest first.
    pub articles: Vec<Arc<Listed<'a>>>,
    /// Names on this page.
    pub names: Vec<Item<'a>>,
    /// The letter this page is for.
    pub letter: Option<char>,
    /// The letters that have pages.
    pub letters: Vec<(char, usize)>,
    /// Which page of articles this is.
    pub place: Place,
    /// Articles whose outlet is not known, on the outlets' page.
    pub unnamed: Vec<Arc<Listed<'a>>>,
}

/// One name in a directory.
#[derive(Clone, Debug, Hash)]
pub struct Item<'a> {
    name: &'a str,
    to: Option<Permalink>,
    articles: usize,
    /// The one article that names what has no page.
    pub(super) only: Option<Arc<Listed<'a>>>,
}

/// A folder's own page as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct DirectoryContext {
    /// The folder's name.
    pub kind: &'static str,
    /// How many things it has.
    pub total: usize,
    /// Articles on this page.
    pub articles: Vec<ArticleLink>,
    /// Names on this page, by letter.
    pub groups: Vec<Group>,
    /// The letter this page is for.
    pub letter: Option<String>,
    /// Links to the letters' pages.
    pub letters: Vec<Link>,
    /// Other pages of articles, newest first.
    pub pages: Vec<PartLink>,
    /// Articles whose outlet is not known.
    pub unnamed: Vec<ArticleLink>,
}

/// Names under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The letter.
    pub letter: String,
    /// The names.
    pub items: Vec<ItemCard>,
}

/// One name.
#[derive(Clone, Debug, Serialize)]
pub struct ItemCard {
    /// The name.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// In how many articles.
    pub articles: usize,
    /// The one article that names it.
    pub only: Option<ArticleLink>,
}

impl Directory<'_> {
    /// The template's name.
    pub const TEMPLATE: &'static str = "directory.html";
}

/// The folders' own pages.
pub fn plan<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, Directory<'a>)> {
    let mut pages = articles(index, wanted);
    if wanted.page(&Permalink::index(Folder::Outlet)) {
        pages.push(outlets(index));
    }
    let kinds = [MentionKind::Person, MentionKind::Place, MentionKind::Organisation];
    for kind in kinds.into_iter().filter(|kind| wanted.subject(folder(*kind), "index")) {
        let of_kind = index.story.corpus.entities.iter().filter(|entity| entity.kind == kind);
        let items = of_kind.map(|entity| item_of_entity(index, entity)).collect();
        pages.extend(names(folder(kind), items));
    }
    let terms = [(Folder::Author, &index.authors), (Folder::Tag, &index.tags)];
    for (folder, terms) in terms.into_iter().filter(|(folder, _)| wanted.subject(*folder, "index"))
    {
        let items = terms.iter().map(|(name, term)| Item {
            name,
            to: Some(Permalink::of(folder, &term.slug)),
            articles: term.articles.len(),
            only: None,
        });
        pages.extend(names(folder, items.collect()));
    }
    pages
}

fn empty<'a>(folder: Folder, total: usize) -> Directory<'a> {
    Directory {
        folder,
        total,
        articles: Vec::new(),
        names: Vec::new(),
        letter: None,
        letters: Vec::new(),
        place: Place::default(),
        unnamed: Vec::new(),
    }
}

fn articles<'a>(index: &Index<'a>, wanted: &Wanted<'_>) -> Vec<(Permalink, Directory<'a>)> {
    let sorted = &index.by_date;
    let page = |place: Place| {
        let newest_first = place.part(sorted, CHUNK).iter().rev();
        let articles = newest_first.filter_map(|id| index.listed(id));
        let total = if place.is_front() { sorted.len() } else { 0 };
        let page =
            Directory { articles: articles.collect(), place, ..empty(Folder::Article, total) };
        (article_page(place.number()), page)
    };
    let places = places(older(sorted.len(), CHUNK));
    places.filter(|place| wanted.page(&article_page(place.number()))).map(page).collect()
}

fn article_page(number: Option<usize>) -> Permalink {
    match number {
        None => Permalink::index(Folder::Article),
        Some(number) => Permalink::at(format!("article/index--{number}.html")),
    }
}

fn outlets<'a>(index: &Index<'a>) -> (Permalink, Directory<'a>) {
    let nameless = |id: &&ArticleId| index.account(id).name.is_empty();
    let unnamed = index.story.cards.keys().filter(nameless);
    let unnamed = unnamed.filter_map(|id| index.listed(id)).collect();
    let names: Vec<_> = index
        .by_outlet
        .iter()
        .map(|(outlet, articles)| Item {
            name: outlet.name,
            to: Some(outlet.permalink()),
            articles: articles.len(),
            only: None,
        })
        .collect();
    let page = Directory { unnamed, ..empty(Folder::Outlet, names.len()) };
    (Permalink::index(Folder::Outlet), Directory { names, ..page })
}

fn item_of_entity<'a>(index: &Index<'a>, entity: &'a Entity) -> Item<'a> {
    let named = Named::of(entity);
    let only = entity.articles.first().filter(|_| !named.paged);
    Item {
        name: &entity.name,
        to: named.paged.then(|| named.permalink()),
        articles: entity.articles.len(),
        only: only.and_then(|id| index.listed(id)),
    }
}

/// One page, or a page a letter; none where there is nothing to list.
fn names(folder: Folder, mut items: Vec<Item<'_>>) -> Vec<(Permalink, Directory<'_>)> {
    if items.is_empty() {
        return Vec::new();
    }
    items.sort_by_cached_key(|item| (initial(item.name), folded(item.name), item.name));
    let total = items.len();
    if total <= NAMES {
        let page = Directory { names: items, ..empty(folder, total) };
        return vec![(Permalink::index(folder), page)];
    }
    let mut by_letter: BTreeMap<char, Vec<Item<'_>>> = BTreeMap::new();
    let mut most: Vec<Item<'_>> = items.clone();
    for item in items {
        by_letter.entry(initial(item.name)).or_default().push(item);
    }
    most.sort_by_key(|item| std::cmp::Reverse(item.articles));
    most.truncate(CHUNK);
    let letters: Vec<(char, usize)> =
        by_letter.iter().map(|(letter, items)| (*letter, items.len())).collect();
    // A letter's page does not say how many the others have: a new name touches its own letter alone.
    let others: Vec<(char, usize)> = letters.iter().map(|(letter, _)| (*letter, 0)).collect();
    let front = Directory { names: most, letters, ..empty(folder, total) };
    let pages = by_letter.into_iter().map(|(letter, names)| {
        let total = names.len();
        let letters = others.clone();
        let page = Directory { names, letter: Some(letter), letters, ..empty(folder, total) };
        (letter_page(folder, letter), page)
    });
    std::iter::once((Permalink::index(folder), front)).chain(pages).collect()
}

fn letter_page(folder: Folder, letter: char) -> Permalink {
    let letter = if letter == '#' { '0' } else { letter };
    let small: String = letter.to_lowercase().collect();
    Permalink::at(format!("{}/index--{small}.html", folder.name()))
}

/// The letter a name is listed under: its first, without accents; `#` for digits and for scripts with many letters.
fn initial(name: &str) -> char {
    let first = name.nfkd().find(|c| c.is_alphanumeric());
    let upper = first.and_then(|c| c.to_uppercase().next()).unwrap_or('#');
    let alphabetic = upper.is_alphabetic() && u32::from(upper) < 0x0700;
    if alphabetic { upper } else { '#' }
}

fn folded(name: &str) -> String {
    super::slug::slug(name)
}

/// The context of a folder's own page.
pub fn context(view: &Directory<'_>, page: &Permalink, texts: &Texts) -> DirectoryContext {
    let mut groups: Vec<Group> = Vec::new();
    // The most-named come by number, not by letter.
    let ranked = view.letter.is_none() && !view.letters.is_empty();
    for item in &view.names {
        let letter = if ranked { String::new() } else { initial(item.name).to_string() };
        let card = ItemCard {
            name: item.name.to_owned(),
            href: item.to.as_ref().map(|to| to.from(page)),
            articles: item.articles,
            only: item.only.as_ref().map(|article| article.show(page, texts)),
        };
        match groups.last_mut() {
            Some(group) if group.letter == letter => group.items.push(card),
            _ => groups.push(Group { letter, items: vec![card] }),
        }
    }
    let letter = |(letter, count): &(char, usize)| Link {
        href: letter_page(view.folder, *letter).from(page),
        text: letter.to_string(),
        slug: if *count > 0 { count.to_string() } else { String::new() },
    };
    let show =
        |articles: &[Arc<Listed<'_>>]| articles.iter().map(|one| one.show(page, texts)).collect();
    DirectoryContext {
        kind: view.folder.name(),
        total: view.total,
        articles: show(&view.articles),
        groups,
        letter: view.letter.map(String::from),
        letters: view.letters.iter().map(letter).collect(),
        pages: view.place.links(page, article_page),
        unnamed: show(&view.unnamed),
    }
}
