//! Which files are due, and how each is made. The one is remembered, the other made where it is needed: most builds write a
//! few files, and need to know of the others only that they stand.
//!
//! In two halves: what is [`seen`], which somebody may be waiting for, and what stands [`beside`] it.

mod beside;
mod seen;

use super::memo::{self, Hash, Memo};
use super::standing::Told;
use super::world::World;
use crate::render::Renderer;
use crate::render::data::{self, Feed, Month};
use crate::site::{self, Page, TextDigest, Texts, Worded};
use beside::Stock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What planning rests on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'g, 'a> {
    pub(super) world: &'g World,
    pub(super) told: Told<'g, 'a>,
    pub(super) memo: &'g Memo,
}

/// One half of what is due.
pub(super) struct Half {
    of_story: Arc<OfStory>,
    of_theme: Vec<Due>,
    /// Of the half beside the pages: these.
    pages: Option<Arc<OfStory>>,
}

/// The files that the story needs, as they are remembered.
#[derive(Debug, Serialize, Deserialize)]
struct OfStory {
    dues: Vec<Due>,
    /// Which other result it rests on, to be kept as long as this one.
    rests_on: Option<Hash>,
}

impl Half {
    /// The pages and the theme; and the plan of all of it, where it had to be made to know what is due.
    pub(super) fn seen<'a>(ground: Ground<'_, 'a>) -> (Self, Option<Plan<'a>>) {
        let (of_story, plan) = of_story(ground, &"seen", || seen::plan(ground));
        let of_theme = seen::theme_files(ground.world).into_iter().map(|one| one.due).collect();
        (Self { of_story, of_theme, pages: None }, plan)
    }

    /// What stands beside the pages, in the same way.
    pub(super) fn beside<'a>(ground: Ground<'_, 'a>, seen: &Self) -> (Self, Option<Plan<'a>>) {
        let pages = &seen.of_story;
        let half = ("beside", ground.world.texts.headings());
        let (of_story, plan) = of_story(ground, &half, || beside::plan(ground, &pages.dues));
        (Self { of_story, of_theme: Vec::new(), pages: Some(Arc::clone(pages)) }, plan)
    }

    /// The files; no two have one path.
    pub(super) fn dues(&self) -> impl Iterator<Item = &Due> {
        self.of_story.dues.iter().chain(&self.of_theme)
    }

    /// What makes some of its files.
    pub(super) fn plan_of<'a>(&self, ground: Ground<'_, 'a>, dues: &[&Due]) -> Plan<'a> {
        match &self.pages {
            None => seen::plan_of(ground, dues),
            Some(pages) => beside::plan_of(ground, dues, &pages.dues),
        }
    }
}

/// The files of a half that the story needs: known, or planned now.
fn of_story<'a>(
    ground: Ground<'_, 'a>,
    half: &impl Serialize,
    plan: impl FnOnce() -> Plan<'a>,
) -> (Arc<OfStory>, Option<Plan<'a>>) {
    let key = ground.told.key.map(|story| memo::key("plan", &(half, story)));
    if let Some(known) = key.and_then(|key| ground.memo.at_hand::<OfStory>(key)) {
        known.rests_on.inspect(|key| ground.memo.keep(*key));
        return (known, None);
    }
    let plan = plan();
    let dues = plan.files.values().map(|one| &one.due);
    let dues = dues.filter(|due| due.kind != Kind::Theme).cloned().collect();
    let made = OfStory { dues, rests_on: plan.stock.rests_on() };
    let made = match key {
        Some(key) => ground.memo.remember_at_hand(key, made),
        None => Arc::new(made),
    };
    (made, Some(plan))
}

/// A file that is due: where, and what it is made from but for the articles' texts and its template. What is due is remembered
/// between builds, so that one that shows what it showed need not be planned again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Due {
    pub(super) path: String,
    /// Fingerprint of what it shows of the story.
    seed: Hash,
    kind: Kind,
    /// The articles whose texts it shows, by their places among all.
    needs: Vec<u32>,
    /// Those whose headings it shows, in the same way.
    lists: Vec<u32>,
    /// The copies of which it shows how much they share with their leads, in the same way.
    copies: Vec<u32>,
}

/// What kind of file is due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A page, and its template.
    Page(String),
    /// The annotations of a month, or what names the months.
    Annotations,
    /// A file that is made from what the whole site shows.
    Site,
    /// A file of the theme.
    Theme,
}

/// One planned file: what is due, and how its bytes are made.
pub(super) struct Planned<'a> {
    pub(super) due: Due,
    /// What `--explain` calls what it is made from, unless it is a page, which has several parts.
    pub(super) part: &'static str,
    pub(super) matter: Matter<'a>,
}

pub(super) enum Matter<'a> {
    /// A page to be rendered.
    Page(Page<'a>),
    /// A file of the built-in theme.
    BuiltIn(&'static [u8]),
    /// A file of the site's own theme.
    Own(String),
    /// A feed, an export: made from what all of them show.
    Data(data::Make),
    /// A part of the search index.
    Search,
    /// A small file, made already.
    Text(String),
    /// The feed of an outlet, a person, a place.
    Feed(Feed),
    /// The annotations of one month, and the month after.
    Annotations(Month<'a>, Option<String>),
}

impl Due {
    pub(super) fn file(path: &str, kind: Kind, seed: Hash) -> Self {
        Self {
            path: path.to_owned(),
            seed,
            kind,
            needs: Vec::new(),
            lists: Vec::new(),
            copies: Vec::new(),
        }
    }

    /// A fingerprint of all that the file is made from.
    pub(super) fn key(&self, renderer: &Renderer, texts: &Texts) -> Hash {
        let text = |at: &u32| {
            let text = texts.digest_at(*at);
            match self.kind {
                Kind::Annotations => TextDigest { body: text.body, ..TextDigest::default() },
                _ => text,
            }
        };
        let worded = Worded {
            texts: self.needs.iter().map(text).collect(),
            headings: self.lists.iter().map(|at| texts.digest_at(*at).heading).collect(),
            percents: self.copies.iter().map(|at| texts.percent_at(*at)).collect(),
        };
        let template = match &self.kind {
            Kind::Page(template) => renderer.closure(template),
            _ => 0,
        };
        site::key(self.seed, template, &worded)
    }
}

/// Files of the site, by path, and how they are made.
#[derive(Default)]
pub(super) struct Plan<'a> {
    /// What feeds, exports and the search index are made from.
    pub(super) stock: Stock,
    files: BTreeMap<String, Planned<'a>>,
}

impl<'a> Plan<'a> {
    fn add(&mut self, files: Vec<Planned<'a>>) {
        self.files.extend(files.into_iter().map(|one| (one.due.path.clone(), one)));
    }

    /// How many files it makes.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// The file at a path.
    pub(super) fn get(&self, path: &str) -> Option<&Planned<'a>> {
        self.files.get(path)
    }
}
