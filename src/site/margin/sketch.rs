//! Marks and notes of one text while they are gathered: dates, quotations, names, events, differences, editors' notes.

use super::super::cited::{Cited, cite, firsts};
use super::super::entry::Entry;
use super::super::shown::{ClaimCard, note_card};
use super::{Margin, MarginNote, Matter};
use crate::annotate::{Annotations, Mention, Quote, Timex};
use crate::corpus::{Passage, PassagePart};
use crate::markdown::{Block, Mark, MarkKind, Pin};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Marks, letters and notes of one text.
pub(super) struct Drawn {
    /// What stands out in the text.
    pub(super) marks: Vec<Mark>,
    /// Letters that lead to notes.
    pub(super) pins: Vec<Pin>,
    /// Notes by the block they belong to.
    pub(super) notes: BTreeMap<usize, Vec<MarginNote>>,
}

/// Marks and notes of one part; a caption has no blocks.
pub(super) fn sketch(
    margin: &Margin<'_, '_>,
    text: &str,
    annotations: &Annotations,
    blocks: &[Block],
) -> Drawn {
    let part = if blocks.is_empty() { PassagePart::Caption } else { PassagePart::Body };
    let mut sketch = Sketch { text, part, margin, marks: Vec::new(), drafts: Vec::new() };
    sketch.dates(&annotations.timexes);
    sketch.quotes(&annotations.quotes);
    sketch.names(&annotations.mentions);
    sketch.events();
    sketch.notes();
    sketch.draw(blocks)
}

/// Marks and notes while they are gathered.
struct Sketch<'s, 'm, 'a> {
    text: &'s str,
    part: PassagePart,
    margin: &'s Margin<'m, 'a>,
    marks: Vec<Mark>,
    drafts: Vec<Draft>,
}

/// A note, and where in the text its letter stands; a note on a whole paragraph has none.
struct Draft {
    at: u32,
    lettered: bool,
    matter: Matter,
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
                let others = firsts(others);
                let matter = Matter::Event {
                    href: entry.href(page),
                    headline: entry.event.headline.text.clone(),
                    date: entry.event.date.map(|date| date.to_string()),
                    reports: entry.reports(),
                    cited: Cited::some(&others, entry.href(page), |other| cite(other, page)),
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
                let claims = others.map(|other| ClaimCard {
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
    blocks.partition_point(|block| block.span.start <= at).saturating_sub(1)
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
