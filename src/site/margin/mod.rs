//! An article's paragraphs and the notes in their margin.

mod sketch;

use super::cited::Cited;
use super::entry::Entry;
use super::listed::{Named, Spelled};
use super::outlet::Outlet;
use super::permalink::Permalink;
use super::rights::Allowance;
use super::shown::ClaimCard;
use super::{Record, Story};
use crate::article::ArticleId;
use crate::corpus::{Passage, PassagePart, Published};
use crate::date::Day;
use crate::desk::{Note, OutletRight};
use crate::markdown::{Block, BlockKind, Html, Links, Rendered, blocks, html};
use crate::text::Span;
use serde::Serialize;
use sketch::sketch;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Notes of one paragraph that are shown at once; the rest stand behind "more".
const AT_ONCE: usize = 3;

/// A paragraph of an article.
#[derive(Clone, Debug, Serialize)]
pub struct Paragraph {
    /// Its number, from 1; 0 for the caption.
    pub number: usize,
    /// What it is.
    pub kind: BlockKind,
    /// A heading's rank, an ordered item's number, else 0.
    pub rank: u64,
    /// Its words; `None` where only its place is kept.
    pub html: Option<Html>,
    /// Notes in its margin.
    pub notes: Vec<MarginNote>,
    /// Notes behind "more".
    pub more: Vec<MarginNote>,
    /// How many rows down to the next paragraph with notes, 1 to 9.
    pub rows: usize,
}

/// A note in the margin.
#[derive(Clone, Debug, Serialize)]
pub struct MarginNote {
    /// The letter in the text that leads to it.
    pub letter: Option<String>,
    /// What it says.
    #[serde(flatten)]
    pub matter: Matter,
}

/// What a margin note says.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Matter {
    /// What a time expression means.
    Date {
        /// Its words.
        words: String,
        /// The date, EDTF; `None` where it would need the day of publication, which nothing tells.
        date: Option<String>,
        /// How it was read.
        how: String,
    },
    /// Who said quoted words.
    Quote {
        /// The speaker.
        speaker: String,
        /// The speaker's page.
        href: Option<String>,
        /// How it was said.
        channel: Option<String>,
    },
    /// The event that the paragraph is evidence for.
    Event {
        /// The event's page or place.
        href: String,
        /// Its headline.
        headline: String,
        /// EDTF.
        date: Option<String>,
        /// How many outlets report it.
        reports: usize,
        /// Where the others do.
        cited: Cited,
    },
    /// What others say instead.
    Differ {
        /// The event's page or place.
        href: String,
        /// What the accounts disagree on.
        point: crate::corpus::DifferenceKind,
        /// What each of the others says.
        claims: Vec<ClaimCard>,
    },
    /// An editor's note.
    Note {
        /// Its words.
        text: Html,
        /// Who wrote it.
        author: Option<String>,
        /// When, EDTF.
        date: Option<String>,
    },
}

/// What the margin is made from.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'m, 'a> {
    /// Which article.
    pub id: &'a ArticleId,
    /// Whose account it is.
    pub outlet: &'m Outlet<'a>,
    /// When it was published.
    pub published: Option<&'a Published>,
    /// How much of it may be shown.
    pub right: OutletRight,
    /// The events it is evidence for.
    pub entries: &'m [Arc<Entry<'a>>],
    /// Whoever it names that has a page.
    pub names: &'m [Spelled<'a>],
    /// Editors' notes on its words.
    pub notes: &'m [(&'a Note, &'a Passage)],
    /// Where it stands.
    pub page: &'m Permalink,
    /// The article in full.
    pub record: &'m Record,
}

/// The text of an article's page.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The caption of its image.
    pub caption: Option<Paragraph>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// The paragraphs as they may be shown.
pub fn paragraphs(margin: &Margin<'_, '_>, story: &Story<'_>) -> Text {
    if margin.right == OutletRight::Full { margin.full() } else { margin.excerpt(story) }
}

impl<'a> Margin<'_, 'a> {
    fn full(&self) -> Text {
        let annotations = &self.record.annotated;
        let body = &self.record.article.body;
        let blocks = blocks(body);
        let drawn = sketch(self, body, &annotations.body, &blocks);
        let rendered = html::render(body, Links::Article, &drawn.marks, &drawn.pins);
        let mut notes = drawn.notes;
        let mut paragraphs: Vec<_> = (1..)
            .zip(rendered)
            .map(|(number, block)| {
                paragraph(number, block, notes.remove(&(number - 1)).unwrap_or_default())
            })
            .collect();
        measure(&mut paragraphs);
        Text { caption: self.caption(), paragraphs }
    }

    fn caption(&self) -> Option<Paragraph> {
        let caption = self.record.article.front.image.as_ref()?.caption.as_deref()?;
        let annotations = &self.record.annotated.caption;
        let drawn = sketch(self, caption, annotations, &[]);
        let words = html::line(caption, &drawn.marks, &[]);
        let notes = drawn.notes.into_values().flatten();
        let notes = notes.map(|note| MarginNote { letter: None, ..note }).collect();
        Some(Paragraph { number: 0, kind: BlockKind::Quote, html: Some(words), ..shown(0, notes) })
    }

    /// Only passages that events cite, as far as the page's allowance goes; of the rest the place alone.
    fn excerpt(&self, story: &Story<'_>) -> Text {
        let body = &self.record.article.body;
        let mut allowance = Allowance::new(story);
        let mut cited: BTreeMap<u32, BTreeSet<Span>> = BTreeMap::new();
        for passage in self.passages(PassagePart::Body) {
            cited.entry(passage.block).or_default().insert(passage.span);
        }
        let place = |(number, block): (usize, &Block)| {
            let spans = cited.get(&u32::try_from(number - 1).unwrap_or(u32::MAX));
            let words: Vec<String> = apart(spans)
                .into_iter()
                .filter_map(|span| allowance.quote(self.id, span.of(body)))
                .collect();
            let html = (!words.is_empty()).then(|| Html::text(&words.join(" … ")));
            Paragraph { kind: block.kind, html, ..shown(number, Vec::new()) }
        };
        let paragraphs = (1..).zip(&blocks(body)).map(place).collect();
        let caption =
            self.record.article.front.image.as_ref().and_then(|image| image.caption.as_ref());
        Text { caption: caption.map(|_| shown(0, Vec::new())), paragraphs }
    }

    /// The article's own passages in one part, with their events' order.
    fn passages(&self, part: PassagePart) -> impl Iterator<Item = &'a Passage> {
        let id = self.id;
        let all = self.entries.iter().flat_map(|entry| &entry.event.passages);
        all.filter(move |passage| passage.article == *id && passage.part == part)
    }

    fn anchor_day(&self) -> Option<Day> {
        Some(self.published?.value?.day)
    }

    /// Who or what an article's words name, where that has a page.
    fn named(&self, name: &str) -> Option<Named<'a>> {
        let is = |one: &&Spelled<'a>| {
            one.entity.name == name || one.spellings().any(|spelling| spelling == name)
        };
        self.names.iter().find(is).map(|one| Named::of(one.entity))
    }
}

/// Spans that do not overlap: of two that do, the first.
fn apart(spans: Option<&BTreeSet<Span>>) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::new();
    for span in spans.into_iter().flatten() {
        if apart.last().is_none_or(|last| !last.overlaps(*span)) {
            apart.push(*span);
        }
    }
    apart
}

fn paragraph(number: usize, block: Rendered, notes: Vec<MarginNote>) -> Paragraph {
    Paragraph {
        kind: block.kind,
        rank: block.number,
        html: Some(block.html),
        ..shown(number, notes)
    }
}

/// A paragraph's place with its notes.
fn shown(number: usize, mut notes: Vec<MarginNote>) -> Paragraph {
    let more = notes.split_off(notes.len().min(AT_ONCE));
    Paragraph { number, kind: BlockKind::Paragraph, rank: 0, html: None, notes, more, rows: 1 }
}

/// Lets each paragraph's notes run down to the next paragraph that has some.
fn measure(paragraphs: &mut [Paragraph]) {
    let mut free = 1;
    for paragraph in paragraphs.iter_mut().rev() {
        if paragraph.notes.is_empty() {
            free += 1;
        } else {
            paragraph.rows = free.min(9);
            free = 1;
        }
    }
}
