//! Sentences and where they end.

use super::Prose;
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

/// The blocks of a plain text: its lines that are not blank.
pub fn lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + line.len() - line.trim_start().len();
            let span = Span::new(start, start + words.len());
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += line.len();
    }
    blocks
}

/// The sentences of a text, in order.
pub fn sentences(prose: &Prose) -> Vec<Sentence> {
    let whole = |(index, block): (usize, &Block)| Sentence {
        span: block.span,
        block: u32::try_from(index).unwrap_or(u32::MAX),
        kind: block.kind,
    };
    prose.blocks.iter().enumerate().map(whole).collect()
}
