//! What is where: entries of all events, which events an article is evidence for, who has a page.

use super::entry::{Account, Entry};
use super::fill::{Fill, bulk};
use super::listed::{Listed, Named, Spelled};
use super::outlet::{Outlet, Outlets};
use super::period::Period;
use super::permalink::Folder;
use super::slug::slugs;
use super::{Card, Purpose, Story};
use crate::annotate::MentionKind;
use crate::article::ArticleId;
use crate::config::EventRight;
use crate::corpus::{
    Copy, CopyKind, Difference, Entity, EntityId, Event, EventId, NotePlace, Passage, Status,
};
use crate::date::Day;
use crate::desk::Note;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something of each article, to be looked up; in no order.
pub type ById<'a, T> = FxHashMap<&'a ArticleId, T>;

/// What planning looks up again and again.
#[derive(Debug)]
pub struct Index<'a> {
    /// The story.
    pub story: Story<'a>,
    /// Outlets.
    pub outlets: Outlets,
    /// Articles as lists show them.
    listed: ById<'a, Arc<Listed<'a>>>,
    /// All articles by day of publication, the undated last.
    pub by_date: Vec<&'a ArticleId>,
    /// Where each stands in that order.
    pub order: ById<'a, usize>,
    /// Entries of all events that are shown, in the order of the corpus.
    pub entries: Vec<Arc<Entry<'a>>>,
    /// The entries each article is evidence for.
    pub by_article: ById<'a, Vec<Arc<Entry<'a>>>>,
    /// The entries that each outlet reports, by its name, and that each entity is named in, by its id.
    pub about: FxHashMap<(Folder, &'a str), Vec<Arc<Entry<'a>>>>,
    /// The articles of each outlet that has a name, in the order of their ids.
    pub by_outlet: BTreeMap<Outlet<'a>, Vec<&'a ArticleId>>,
    /// The copies that each article leads.
    pub copies: ById<'a, Vec<&'a Copy>>,
    /// What each copy is a copy of.
    pub leads: ById<'a, (&'a ArticleId, &'a Copy)>,
    /// The names that each article has in common with another.
    pub names: ById<'a, Vec<Spelled<'a>>>,
    /// The notes on passages of each article.
    pub passage_notes: ById<'a, Vec<(&'a Note, &'a Passage)>>,
    /// Entities by kind and id.
    pub entities: BTreeMap<(MentionKind, &'a EntityId), &'a Entity>,
    /// Authors, by name.
    pub authors: BTreeMap<&'a str, Term<'a>>,
    /// Keywords.
    pub tags: BTreeMap<&'a str, Term<'a>>,
}

/// A word that articles bear, and which do.
#[derive(Clone, Debug)]
pub struct Term<'a> {
    /// Its slug.
    pub slug: Arc<str>,
    /// The articles.
    pub articles: Vec<&'a ArticleId>,
}

impl<'a> Index<'a> {
    /// Reads the story once.
    pub fn of(story: &Story<'a>) -> Self {
        let mut index = Self {
            story: *story,
            outlets: Outlets::of(story),
            listed: ById::default(),
            by_date: Vec::new(),
            order: ById::default(),
            entries: Vec::new(),
            by_article: ById::default(),
            about: FxHashMap::default(),
            by_outlet: BTreeMap::new(),
            copies: ById::default(),
            leads: ById::default(),
            names: names(&story.corpus.entities),
            passage_notes: ById::default(),
            entities: BTreeMap::new(),
            authors: terms(story, |card| &card.authors),
            tags: terms(story, |card| &card.tags),
        };
        index.entities = story
            .corpus
            .entities
            .iter()
            .map(|entity| ((entity.kind, &entity.id), entity))
            .collect();
        for family in &story.corpus.families {
            for copy in &family.copies {
                index.copies.entry(&family.lead).or_default().push(copy);
                index.leads.insert(&copy.article, (&family.lead, copy));
            }
        }
        let cards: Vec<_> = (0_u32..).zip(story.cards).collect();
        let listed = cards.into_par_iter().map(|(at, (id, card))| {
            (id, Listed::of(story, index.outlets.account(story, id), (at, id, card)))
        });
        index.listed = listed.collect();
        index.by_date = by_date(&index.listed);
        for id in story.cards.keys() {
            let outlet = index.account(id);
            if !outlet.name.is_empty() {
                index.by_outlet.entry(outlet).or_default().push(id);
            }
        }
        index.order = index.by_date.iter().copied().zip(0..).collect();
        index.passage_notes = index.notes_by_article();
        index.entries = index.make_entries();
        for entry in &index.entries {
            let mut articles: Vec<_> =
                entry.event.passages.iter().map(|passage| &passage.article).collect();
            articles.sort_unstable();
            articles.dedup();
            for article in articles {
                index.by_article.entry(article).or_default().push(Arc::clone(entry));
            }
            let outlets = entry.accounts.iter().map(|one| (Folder::Outlet, one.outlet.name));
            let named = entry.people.iter().chain(&entry.places).chain(&entry.organisations);
            for subject in outlets.chain(named.map(|named| (named.folder, named.slug))) {
                index.about.entry(subject).or_default().push(Arc::clone(entry));
            }
        }
        index
    }

    fn make_entries(&self) -> Vec<Arc<Entry<'a>>> {
        let story = &self.story;
        let mut differences: BTreeMap<&EventId, Vec<&'a Difference>> = BTreeMap::new();
        for difference in &story.corpus.differences {
            differences.entry(&difference.event).or_default().push(difference);
        }
        let notes = self.event_notes();
        let most = story.config.timeline.page_size.max(1);
        let mut pages = BTreeMap::<Period, (usize, Fill)>::new();
        let shown = story.corpus.events.iter().filter(|event| is_shown(story, event));
        let shown: Vec<&'a Event> = shown.collect();
        let entry = |event: &'a Event| {
            let mut entry = Entry::new(event, Period::of(event).permalink(1));
            entry.accounts = self.accounts(&event.passages);
            entry.differences = differences.get(&event.id).cloned().unwrap_or_default();
            entry.notes = notes.get(&event.id).cloned().unwrap_or_default();
            entry.people = self.named(MentionKind::Person, &event.people);
            entry.places = self.named(MentionKind::Place, &event.places);
            entry.organisations = self.named(MentionKind::Organisation, &event.organisations);
            entry.bulk = bulk(&entry);
            entry
        };
        let mut entries: Vec<Entry<'a>> =
            shown.into_par_iter().with_min_len(64).map(entry).collect();
        for entry in &mut entries {
            let period = Period::of(entry.event);
            let (number, page) = pages.entry(period).or_insert((1, Fill::new(most)));
            if !page.takes(entry) {
                *number += 1;
                *page = Fill::new(most);
                page.takes(entry);
            }
            entry.home = period.permalink(*number);
        }
        let sealed = |entry: Entry<'a>| Arc::new(entry.sealed());
        entries.into_par_iter().with_min_len(64).map(sealed).collect()
    }

    fn notes_by_article(&self) -> ById<'a, Vec<(&'a Note, &'a Passage)>> {
        let mut notes = ById::<Vec<_>>::default();
        for placed in &self.story.corpus.notes {
            if let (NotePlace::Passage(passage), Some(note)) =
                (&placed.place, self.note(&placed.slug))
            {
                notes.entry(&passage.article).or_default().push((note, passage));
            }
        }
        notes
    }

    fn event_notes(&self) -> BTreeMap<&'a EventId, Vec<&'a Note>> {
        let mut notes: BTreeMap<&EventId, Vec<&Note>> = BTreeMap::new();
        for placed in &self.story.corpus.notes {
            if let (NotePlace::Event(event), Some(note)) = (&placed.place, self.note(&placed.slug))
            {
                notes.entry(event).or_default().push(note);
            }
        }
        notes
    }

    /// The article `id` as lists show it, where the story has it.
    pub fn listed(&self, id: &ArticleId) -> Option<Arc<Listed<'a>>> {
        self.listed.get(id).cloned()
    }

    /// Whose account the article `id` is; nobody's where the story does not have it.
    pub fn account(&self, id: &ArticleId) -> Outlet<'a> {
        self.listed.get(id).map_or_else(|| self.outlets.named(""), |listed| listed.outlet.clone())
    }

    /// The day the article `id` was published, as far as we know.
    pub fn published(&self, id: &ArticleId) -> Option<Day> {
        self.listed.get(id)?.day
    }

    /// The desk's note called `slug`.
    pub fn note(&self, slug: &str) -> Option<&'a Note> {
        self.story.desk.notes.iter().find(|note| note.slug == slug)
    }

    /// Entities as links show them; ids that name nothing are left out.
    pub fn named(&self, kind: MentionKind, ids: &'a [EntityId]) -> Vec<Named<'a>> {
        ids.iter()
            .filter_map(|id| self.entities.get(&(kind, id)))
            .map(|entity| Named::of(entity))
            .collect()
    }

    /// Passages by whose account they are; a copy's words count for nobody where the original reports too.
    pub fn accounts(&self, passages: &'a [Passage]) -> Vec<Account<'a>> {
        let mut accounts: BTreeMap<(bool, Outlet<'a>), Vec<&'a Passage>> = BTreeMap::new();
        for passage in passages {
            if let Some(listed) = self.listed.get(&passage.article) {
                let outlet = listed.outlet.clone();
                accounts.entry((outlet.name.is_empty(), outlet)).or_default().push(passage);
            }
        }
        let mut accounts: Vec<_> = accounts
            .into_iter()
            .map(|((_, outlet), passages)| Account { outlet, passages, copy: false })
            .collect();
        let copies: Vec<bool> =
            accounts.iter().map(|account| self.is_copy(account, passages)).collect();
        for (account, copy) in accounts.iter_mut().zip(copies) {
            account.copy = copy;
            // The original's words first: a copy's follow.
            account.passages.sort_by_key(|passage| self.leads.contains_key(&passage.article));
        }
        accounts
    }

    /// Whether every passage of an account stands in a near-identical copy of another account's article that is
    /// evidence here too.
    fn is_copy(&self, account: &Account<'a>, all: &[Passage]) -> bool {
        account.passages.iter().all(|passage| {
            let Some((lead, copy)) = self.leads.get(&passage.article) else { return false };
            copy.kind == CopyKind::NearDuplicate
                && self.account(lead) != account.outlet
                && all.iter().any(|other| other.article == **lead)
        })
    }
}

fn by_date<'a>(listed: &ById<'a, Arc<Listed<'a>>>) -> Vec<&'a ArticleId> {
    let mut order: Vec<_> =
        listed.values().map(|one| (one.day.is_none(), one.day, one.id)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, id)| id).collect()
}

/// The names that each article has in common with another.
fn names(entities: &[Entity]) -> ById<'_, Vec<Spelled<'_>>> {
    let mut names = ById::<Vec<_>>::default();
    for entity in entities.iter().filter(|entity| entity.articles.len() > 1) {
        for article in &entity.articles {
            names.entry(article).or_default().push(Spelled { entity, article });
        }
    }
    names
}

/// The words that articles bear under one key.
fn terms<'a>(
    story: &Story<'a>,
    of: impl Fn(&'a Card) -> &'a Vec<String>,
) -> BTreeMap<&'a str, Term<'a>> {
    let mut articles: BTreeMap<&'a str, Vec<&'a ArticleId>> = BTreeMap::new();
    for (id, card) in story.cards {
        for name in of(card).iter().filter(|name| !name.trim().is_empty()) {
            let ids = articles.entry(name).or_default();
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }
    let slugs = slugs(&articles.keys().copied().collect());
    articles
        .into_iter()
        .map(|(name, articles)| {
            let slug = slugs.get(name).cloned().unwrap_or_default();
            (name, Term { slug: slug.into(), articles })
        })
        .collect()
}

/// Whether an event goes out to whom the site is built for.
fn is_shown(story: &Story<'_>, event: &Event) -> bool {
    let reviewed_only =
        story.purpose == Purpose::Publish && story.config.publish.events == EventRight::Reviewed;
    !(reviewed_only && event.status == Status::Auto)
}
