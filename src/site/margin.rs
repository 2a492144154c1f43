//! An article's paragraphs and the notes in their margin.

use super::entry::Entry;
use super::listed::{Named, Spelled};
use super::outlet::Outlet;
use super::permalink::Permalink;
use super::rights::Allowance;
use super::shown::{Ref, first_ref, note_card};
use super::{Record, Story};
use crate::annotate::{Annotations, Mention, Quote, Timex};
use crate::article::ArticleId;
use crate::corpus::{Passage, PassagePart, Published};
use crate::date::Day;
use crate::desk::{Note, OutletRight};
use crate::markdown::{Block, BlockKind, Html, Links, Mark, MarkKind, Pin, Rendered, blocks, html};
use crate::text::Span;
use serde::Serialize;
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
        refs: Vec<Ref>,
    },
    /// What others say instead.
    Differ {
        /// The event's page or place.
        href: String,
        /// What the accounts disagree on.
        point: crate::corpus::DifferenceKind,
        /// What each of the others says.
        claims: Vec<super::shown::ClaimCard>,
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

/// A note, and where in the text its letter stands; a note on a whole paragraph has none.
struct Draft {
    at: u32,
    lettered: bool,
    matter: Matter,
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
        let drawn = self.annotate(body, &annotations.body, &blocks);
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
        let drawn = self.annotate(caption, annotations, &[]);
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

    /// Marks and notes of one part; a caption has no blocks.
    fn annotate(&self, text: &str, annotations: &Annotations, blocks: &[Block]) -> Drawn {
        let part = if blocks.is_empty() { PassagePart::Caption } else { PassagePart::Body };
        let mut sketch = Sketch { text, part, margin: self, marks: Vec::new(), drafts: Vec::new() };
        sketch.dates(&annotations.timexes);
        sketch.quotes(&annotations.quotes);
        sketch.names(&annotations.mentions);
        sketch.events();
        sketch.notes();
        sketch.draw(blocks)
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

/// Marks, letters and notes of one text.
struct Drawn {
    marks: Vec<Mark>,
    pins: Vec<Pin>,
    /// Notes by the block they belong to.
    notes: BTreeMap<usize, Vec<MarginNote>>,
}

/// Marks and notes while they are gathered.
struct Sketch<'s, 'm, 'a> {
    text: &'s str,
    part: PassagePart,
    margin: &'s Margin<'m, 'a>,
    marks: Vec<Mark>,
    drafts: Vec<Draft>,
}

impl Sketch<'_, '_, '_> {
    /// Each date is marked; one that had to be worked out has a note, once for the same words.
    fn dates(&mut self, timexes: &[Timex]) {
        let anchor = self.margin.anchor_day();
        for timex in timexes {
            let read = |anchor| timex.resolve(anchor).and_then(|resolved| resolved.date);
            let date = read(anchor);
            let how = timex.relative();
            if date.is_none() && (anchor.is_some() || how.is_empty()) {
                continue;
            }
            let machine = date.and_then(|date| machine_date(&date.to_string()));
            self.marks.push(Mark { span: timex.span, kind: MarkKind::Date(machine) });
            if date.is_none() || read(None) != date {
                let words = timex.span.of(self.text).to_owned();
                let matter = Matter::Date { words, date: date.map(|date| date.to_string()), how };
                self.drafts.push(Draft { at: timex.span.end, lettered: true, matter });
            }
        }
    }

    /// Quoted words are marked; who said them is told where the text tells.
    fn quotes(&mut self, quotes: &[Quote]) {
        for quote in quotes {
            self.marks.push(Mark { span: quote.span, kind: MarkKind::Quote });
            let Some(speaker) = &quote.speaker else { continue };
            let page = self.margin.named(&speaker.name);
            let matter = Matter::Quote {
                speaker: speaker.name.clone(),
                href: page.map(|named| named.permalink().from(self.margin.page)),
                channel: quote.channel.clone(),
            };
            self.drafts.push(Draft { at: quote.span.end, lettered: false, matter });
        }
    }

    fn names(&mut self, mentions: &[Mention]) {
        for mention in mentions.iter().filter(|mention| !mention.metonym) {
            let named = self
                .margin
                .named(&mention.name)
                .or_else(|| self.margin.named(mention.span.of(self.text)));
            if let Some(named) = named {
                let href = named.permalink().from(self.margin.page);
                self.marks.push(Mark { span: mention.span, kind: MarkKind::Name(href) });
            }
        }
    }

    /// Passages that events cite, and words on which their accounts differ.
    fn events(&mut self) {
        let margin = self.margin;
        let page = self.margin.page;
        for entry in margin.entries {
            let here =
                |passage: &&Passage| passage.article == *margin.id && passage.part == self.part;
            let mut seen = BTreeSet::new();
            for passage in entry.event.passages.iter().filter(here) {
                if !seen.insert(passage.block) {
                    continue;
                }
                let others =
                    entry.accounts.iter().filter(|account| account.outlet != *margin.outlet);
                let matter = Matter::Event {
                    href: entry.href(page),
                    headline: entry.event.headline.text.clone(),
                    date: entry.event.date.map(|date| date.to_string()),
                    reports: entry.reports(),
                    refs: others.filter_map(|account| first_ref(account, page)).take(12).collect(),
                };
                self.drafts.push(Draft { at: passage.span.start, lettered: false, matter });
            }
            self.differences(entry);
        }
    }

    fn differences(&mut self, entry: &Entry<'_>) {
        let margin = self.margin;
        let page = self.margin.page;
        for difference in &entry.differences {
            for claim in &difference.claims {
                let here = claim
                    .passages
                    .iter()
                    .find(|one| one.article == *margin.id && one.part == self.part);
                let Some(passage) = here else { continue };
                let others = difference.claims.iter().filter(|other| other.text != claim.text);
                let claims = others.map(|other| super::shown::ClaimCard {
                    text: other.text.clone(),
                    refs: other
                        .passages
                        .iter()
                        .filter_map(|one| entry.reference(one, page))
                        .collect(),
                });
                let matter = Matter::Differ {
                    href: entry.href(page),
                    point: difference.kind,
                    claims: claims.collect(),
                };
                let span = narrow(passage, &claim.text);
                self.marks.push(Mark { span, kind: MarkKind::Differ });
                self.drafts.push(Draft { at: span.end, lettered: true, matter });
            }
        }
    }

    fn notes(&mut self) {
        for (note, passage) in self.margin.notes {
            if passage.part == self.part {
                let card = note_card(note, self.margin.page);
                let matter = Matter::Note { text: card.text, author: card.author, date: card.date };
                self.drafts.push(Draft { at: passage.span.end, lettered: true, matter });
            }
        }
    }

    /// Gives letters in the order of the text; the same date in the same words keeps its letter and has one note.
    fn draw(mut self, blocks: &[Block]) -> Drawn {
        self.drafts.sort_by_key(|draft| draft.at);
        let mut drawn = Drawn { marks: self.marks, pins: Vec::new(), notes: BTreeMap::new() };
        let mut told = BTreeMap::new();
        let mut count = 0;
        for draft in self.drafts {
            let block = block_at(blocks, draft.at);
            let differ = matches!(draft.matter, Matter::Differ { .. });
            let key = repeated(&draft.matter, block);
            let known = key.as_ref().and_then(|key| told.get(key)).cloned();
            let letter = known.clone().unwrap_or_else(|| {
                draft.lettered.then(|| {
                    count += 1;
                    letters(count)
                })
            });
            if let Some(letter) = &letter {
                drawn.pins.push(Pin { at: draft.at, letter: letter.clone(), differ });
            }
            if known.is_none() {
                if let Some(key) = key {
                    told.insert(key, letter.clone());
                }
                drawn
                    .notes
                    .entry(block)
                    .or_default()
                    .push(MarginNote { letter, matter: draft.matter });
            }
        }
        drawn
    }
}

/// What makes a note the same as one already told: the same words for the same day anywhere, the same speaker in one
/// paragraph.
fn repeated(matter: &Matter, block: usize) -> Option<(usize, String, String)> {
    match matter {
        Matter::Date { words, date, .. } => {
            Some((0, words.to_lowercase(), date.clone().unwrap_or_default()))
        }
        Matter::Quote { speaker, .. } => Some((block + 1, speaker.clone(), String::new())),
        _ => None,
    }
}

/// The words of a claim inside the passage that makes it; the whole passage where they are not its words.
fn narrow(passage: &Passage, words: &str) -> Span {
    match passage.text.find(words) {
        Some(at) if !words.is_empty() => {
            Span::new(at, at + words.len()).shifted(passage.span.start as usize)
        }
        _ => passage.span,
    }
}

/// The block that holds byte `at`: the last that begins at or before it.
fn block_at(blocks: &[Block], at: u32) -> usize {
    blocks.partition_point(|block| block.span.start < at.max(1)).saturating_sub(1)
}

/// `a`, `b`, … `z`, `aa`, `ab` …
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(b'a' + u8::try_from(number % 26).unwrap_or_default());
        number /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// A date as HTML's `datetime` allows it: a day, a month or a year.
fn machine_date(date: &str) -> Option<String> {
    date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-').then(|| date.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let all = [1, 26, 27, 52, 53].map(letters);
        assert_eq!(all, ["a", "z", "aa", "az", "ba"]);
    }

    #[test]
    fn html_has_no_value_for_an_interval() {
        assert_eq!(machine_date("2025-04"), Some("2025-04".to_owned()));
        assert_eq!(machine_date("2025-04-14/2025-04-20"), None);
    }
}
