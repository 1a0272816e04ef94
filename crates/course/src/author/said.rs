//! What blocks say, as plain words.

use crate::model::{Block, Inline, Line, Passage};

/// All words of some blocks in reading order. A picture says what stands in its place.
pub(super) fn said(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) | Block::Heading(words) => line(words),
        Block::List(list) => lines(&list.items),
        Block::Quote(passages) | Block::Example(passages) => {
            passages.iter().map(passage).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => lines(table.rows.iter().flatten().chain(&table.header)),
        Block::Figure(figure) => figure.alt.clone(),
    }
}

fn passage(passage: &Passage) -> String {
    match passage {
        Passage::Paragraph(words) => line(words),
        Passage::List(list) => lines(&list.items),
    }
}

fn lines<'a>(all: impl IntoIterator<Item = &'a Line>) -> String {
    all.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(words: &Line) -> String {
    words.iter().map(Inline::words).collect()
}
