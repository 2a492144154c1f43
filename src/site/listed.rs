//! An article and a name as lists and links show them.

use super::fingerprint::fingerprint;
use super::outlet::Outlet;
use super::permalink::{Folder, Permalink};
use super::{Card, Story, Texts};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use crate::corpus::Entity;
use crate::date::Day;
use serde::Serialize;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// An article as lists show it. Its words are no part of it, not even its headline: a list says which it shows.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// Which article.
    pub id: &'a ArticleId,
    /// Its place among all articles in the order of their ids.
    pub at: u32,
    /// Whose account it is.
    pub outlet: Outlet<'a>,
    /// The day it was published.
    pub day: Option<Day>,
    /// Its language, where it states one.
    pub language: Option<&'a str>,
    /// Fingerprint of all of this but the place: lists hold many, and many lists hold it.
    digest: u128,
}

impl Hash for Listed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl<'a> Listed<'a> {
    /// An article of the story, which is `outlet`'s account; shared by all that list it.
    pub fn of(
        story: &Story<'a>,
        outlet: Outlet<'a>,
        (at, id, card): (u32, &'a ArticleId, &'a Card),
    ) -> Arc<Self> {
        let language = card.language.as_deref();
        let day = published(story, id);
        let digest = fingerprint(&(id, &outlet, day, language));
        Arc::new(Self { id, at, outlet, day, language, digest })
    }

    /// Its page.
    pub fn permalink(&self) -> Permalink {
        Permalink::of(Folder::Article, self.id.as_str())
    }

    /// As a template shows it on `page`.
    pub fn show(&self, page: &Permalink, texts: &Texts) -> ArticleLink {
        let heading = texts.heading(self.id);
        ArticleLink {
            href: self.permalink().from(page),
            title: heading.map(|heading| heading.shown().to_owned()).unwrap_or_default(),
            titled: heading.is_some_and(|heading| heading.headline().is_some()),
            outlet: self.outlet.show(page),
            date: self.day.map(|day| day.to_string()),
            language: self.language.map(str::to_owned),
        }
    }
}

/// The day an article was published, as far as we know.
pub fn published(story: &Story<'_>, id: &ArticleId) -> Option<Day> {
    Some(story.corpus.published.get(id)?.value?.day)
}

/// A link to an article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleLink {
    /// Where it leads.
    pub href: String,
    /// Headline or first sentence.
    pub title: String,
    /// Whether it is a headline as printed.
    pub titled: bool,
    /// Who published it.
    pub outlet: OutletLink,
    /// When, `2025-04-23`.
    pub date: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

/// A link to an outlet.
#[derive(Clone, Debug, Serialize)]
pub struct OutletLink {
    /// Where it leads.
    pub href: String,
    /// Its name; empty where none is known.
    pub name: String,
    /// Its short mark.
    pub code: String,
}

impl Outlet<'_> {
    /// As a template shows it on `page`.
    pub fn show(&self, page: &Permalink) -> OutletLink {
        OutletLink {
            href: self.permalink().from(page),
            name: self.name.to_owned(),
            code: self.code.to_string(),
        }
    }
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where it leads; empty where there is no page.
    pub href: String,
    /// Its words.
    pub text: String,
    /// The thing's slug, for filters.
    pub slug: String,
}

/// A person, place or organisation as lists and links show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named<'a> {
    /// The name to show.
    pub name: &'a str,
    /// Its id.
    pub slug: &'a str,
    /// What it is.
    pub folder: Folder,
    /// Whether it has a page: what one article alone names has none.
    pub paged: bool,
}

impl<'a> Named<'a> {
    /// An entity as links show it.
    pub fn of(entity: &'a Entity) -> Self {
        Self {
            name: &entity.name,
            slug: &entity.id.0,
            folder: folder(entity.kind),
            paged: entity.articles.len() > 1,
        }
    }

    /// Its page.
    pub fn permalink(&self) -> Permalink {
        Permalink::of(self.folder, self.slug)
    }

    /// As a template shows it on `page`.
    pub fn show(&self, page: &Permalink) -> Link {
        let href = if self.paged { self.permalink().from(page) } else { String::new() };
        Link { href, text: self.name.to_owned(), slug: self.slug.to_owned() }
    }
}

/// An entity with the spellings that one article has of it. What other articles have is no part of it.
#[derive(Clone, Copy, Debug)]
pub struct Spelled<'a> {
    /// The entity.
    pub entity: &'a Entity,
    /// In which article.
    pub article: &'a ArticleId,
}

impl<'a> Spelled<'a> {
    /// How the article writes it.
    pub fn spellings(&self) -> impl Iterator<Item = &'a str> {
        let article = self.article;
        let here = self
            .entity
            .spellings
            .iter()
            .filter(move |one| one.articles.binary_search(article).is_ok());
        here.map(|spelling| spelling.text.as_str())
    }
}

impl Hash for Spelled<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.entity.kind, &self.entity.id, &self.entity.name).hash(state);
        self.spellings().for_each(|text| text.hash(state));
    }
}

/// The folder of a kind of entity.
pub fn folder(kind: MentionKind) -> Folder {
    match kind {
        MentionKind::Person => Folder::Person,
        MentionKind::Organisation => Folder::Organisation,
        MentionKind::Place => Folder::Place,
    }
}
