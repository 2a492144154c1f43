//! Sentences and where they end.

use super::Prose;
use super::abbreviation::{first_word, is_abbreviation};
use super::table::Bytes;
use crate::markdown::{Block, BlockKind};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One sentence, or a heading, or what of a paragraph is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, without the space around it.
    pub span: Span,
    /// The block it stands in, by its place in the text's blocks, from 0.
    pub block: u32,
    /// What that block is.
    pub kind: BlockKind,
}

/// The blocks of a plain text: its lines that are not blank, without their bullets.
pub fn lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let item = words.get(bullet(words)..).unwrap_or_default().trim_start();
            let end = at + line.trim_end().len();
            let span = Span::new(end - item.len(), end);
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += line.len();
    }
    blocks
}

/// How many bytes of a line are a list's mark: `•`, `-`, `3.`
fn bullet(line: &str) -> usize {
    let mark = line.find(char::is_whitespace).unwrap_or_default();
    let number = |mark: &str| {
        mark.strip_suffix(['.', ')']).is_some_and(|digits| {
            (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    match line.get(..mark).unwrap_or_default() {
        "•" | "-" | "*" | "–" | "·" | "▪" | "◦" | "‣" => mark,
        text if number(text) => mark,
        _ => 0,
    }
}

/// The sentences of a text, in order. Headings, items and table cells are one each; code has none.
pub fn sentences(prose: &Prose) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, block) in (0..).zip(&prose.blocks) {
        if matches!(block.kind, BlockKind::Code | BlockKind::Table) {
            continue;
        }
        let words = block.span.of(&prose.words);
        for span in cut(words, block.kind) {
            let span = span.shifted(block.span.start as usize);
            sentences.push(Sentence { span, block: index, kind: block.kind });
        }
    }
    sentences
}

fn cut(words: &str, kind: BlockKind) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    if kind != BlockKind::Heading {
        let mut ran = 0;
        for (at, mark) in stops(words) {
            // A mark right after another was looked at with it.
            let follows = std::mem::replace(&mut ran, at + mark.len_utf8()) == at && at > 0;
            if at < start || follows {
                continue;
            }
            if let Some(end) = end_after(words, at, mark) {
                push(words, start, end, &mut spans);
                start = end;
            }
        }
    }
    push(words, start, words.len(), &mut spans);
    spans
}

/// The marks that may end a sentence, with their places.
fn stops(words: &str) -> impl Iterator<Item = (usize, char)> {
    static BEGINS: Bytes = Bytes::of(b".!?\xE2");
    BEGINS.chars_of(words).filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'))
}

/// Adds a sentence without the space around it.
fn push(words: &str, start: usize, end: usize, spans: &mut Vec<Span>) {
    let text = words.get(start..end).unwrap_or_default();
    let trimmed = text.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let first = start + (text.len() - text.trim_start().len());
        spans.push(Span::new(first, first + trimmed.len()));
    } else if let Some(last) = spans.last_mut().filter(|_| !trimmed.is_empty()) {
        // Closing marks left alone belong to the sentence before.
        last.end = Span::new(0, start + text.trim_end().len()).end;
    }
}

const CLOSING: &[char] = &['”', '"', '’', '\'', ')', ']', '»', '“', '.', '!', '?', '…'];

/// The place after a sentence that a mark at `at` ends, closing marks included; `None` where it ends none.
fn end_after(words: &str, at: usize, mark: char) -> Option<usize> {
    let rest = words.get(at + mark.len_utf8()..)?;
    let closing: usize = rest.chars().take_while(|c| CLOSING.contains(c)).map(char::len_utf8).sum();
    let end = at + mark.len_utf8() + closing;
    let end = end + references(words.get(end..)?);
    let after = words.get(end..)?;
    let next = after.trim_start();
    if next.is_empty() {
        return Some(words.len());
    }
    let gap = after.starts_with(char::is_whitespace);
    let opens = next.trim_start_matches(['“', '"', '‘', '\'', '(', '[', '«', '—', '–', '-', ' ']);
    let begins = opens.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase()
    });
    if !gap || !begins {
        return None;
    }
    // "I … I do not know": a pause.
    if first_word(next) == "I" && (mark == '…' || rest.starts_with("..")) {
        return None;
    }
    (mark != '.' || closing > 0 || !is_abbreviation(words.get(..at)?, next)).then_some(end)
}

/// How many bytes of footnote marks stand here: `[3][4]`.
fn references(after: &str) -> usize {
    let Some((digits, rest)) = after.strip_prefix('[').and_then(|after| after.split_once(']'))
    else {
        return 0;
    };
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if number { digits.len() + 2 + references(rest) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::Markup;
    use super::*;

    fn cut_up(text: &str, markup: Markup) -> Vec<String> {
        let prose = Prose::of(text, markup);
        sentences(&prose).iter().map(|one| one.span.of(text).to_owned()).collect()
    }

    #[test]
    fn points_of_abbreviations_and_initials_end_nothing() {
        let text = "The U.S. Secretary met J.D. Moe and Dr. Lind in St. Olaf on Jan. 3. It rained.";
        assert_eq!(cut_up(text, Markup::Text).len(), 2);
        assert_eq!(cut_up("He lives in the U.S. The talks go on.", Markup::Text).len(), 2);
        assert_eq!(cut_up("It cost 3.5 million at 9 a.m. Then it fell.", Markup::Text).len(), 2);
    }

    #[test]
    fn closing_marks_belong_to_their_sentence() {
        let text = "“It is late.” She left. (It rained.) “Why?” he asked.";
        assert_eq!(
            cut_up(text, Markup::Text),
            ["“It is late.”", "She left.", "(It rained.)", "“Why?” he asked."]
        );
    }

    #[test]
    fn headings_and_items_are_one_each() {
        let text = "## What now? And then.\n\n- One. Two.\n- Three\n\nEnd of *it*. Yes.\n";
        assert_eq!(
            cut_up(text, Markup::Markdown),
            ["What now? And then.", "One.", "Two.", "Three", "End of *it*.", "Yes."]
        );
    }
}
