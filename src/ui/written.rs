//! What learners wrote, on the screen: blocks with the notes' marks in them, links with their addresses in plain sight.

use std::{cell::RefCell, ops::Range, vec::IntoIter};

use naptime_course::{
    model::{Block, Inline, Line, LinkTarget, List, Passage},
    written::{self, Piece, Written},
};
use naptime_domain::text::utf16;
use naptime_view::prelude::*;

use super::{blocks::HeadingLevel, strings::words};

/// A text to read.
pub fn reading(text: &str, level: HeadingLevel) -> AnyView {
    let text = marked(&written::read(text), level, &[], &|_| ().into_any());
    view! { <div class="submission-text">{text}</div> }.into_any()
}

/// The words of a text, on one line and without its dress.
pub fn plain(text: &str) -> String {
    written::read(text).blocks.iter().flat_map(Block::lines).collect::<Vec<_>>().join(" ")
}

/// A text with marks in it. Where a mark ends stands what `after` says for its number.
pub fn marked(
    written: &Written,
    level: HeadingLevel,
    marks: &[Range<u32>],
    after: &dyn Fn(usize) -> AnyView,
) -> AnyView {
    let shown = Shown { level, runs: RefCell::new(written.pieces(marks).into_iter()), after };
    let blocks: Vec<AnyView> = written.blocks.iter().map(|block| shown.block(block)).collect();
    view! { <div class="prose">{blocks}</div> }.into_any()
}

/// Blocks are shown in reading order, as runs are: each piece of a line takes the next.
struct Shown<'a> {
    level: HeadingLevel,
    runs: RefCell<IntoIter<Vec<Piece>>>,
    after: &'a dyn Fn(usize) -> AnyView,
}

impl Shown<'_> {
    fn block(&self, block: &Block) -> AnyView {
        match block {
            Block::Heading(words) => match self.level {
                HeadingLevel::Second => view! { <h2>{self.line(words)}</h2> }.into_any(),
                HeadingLevel::Third => view! { <h3>{self.line(words)}</h3> }.into_any(),
            },
            Block::Paragraph(words) => self.paragraph(words),
            Block::List(list) => self.list(list),
            Block::Quote(passages) => {
                let passages: Vec<AnyView> = passages.iter().map(|passage| self.passage(passage)).collect();
                view! { <blockquote>{passages}</blockquote> }.into_any()
            }
            Block::Example(_) | Block::Figure(_) | Block::Table(_) => unreachable!("learners write none of these"),
        }
    }

    fn passage(&self, passage: &Passage) -> AnyView {
        match passage {
            Passage::Paragraph(words) => self.paragraph(words),
            Passage::List(list) => self.list(list),
        }
    }

    fn paragraph(&self, words: &Line) -> AnyView {
        view! { <p>{self.line(words)}</p> }.into_any()
    }

    fn list(&self, list: &List) -> AnyView {
        let items: Vec<_> = list.items.iter().map(|item| view! { <li>{self.line(item)}</li> }).collect();
        match list.numbered {
            true => view! { <ol>{items}</ol> }.into_any(),
            false => view! { <ul>{items}</ul> }.into_any(),
        }
    }

    fn line(&self, line: &Line) -> Vec<AnyView> {
        let piece = |inline: &Inline| {
            let pieces = self.runs.borrow_mut().next().unwrap_or_default();
            run(inline, &pieces, self.after)
        };
        line.iter().map(piece).collect()
    }
}

fn run(inline: &Inline, pieces: &[Piece], after: &dyn Fn(usize) -> AnyView) -> AnyView {
    if *inline == Inline::Break {
        return view! { <br /> }.into_any();
    }
    let from = pieces.first().map_or(0, |piece| piece.place.start);
    let shown: Vec<AnyView> = pieces
        .iter()
        .map(|piece| {
            let words = utf16::slice(inline.words(), piece.place.start - from..piece.place.end - from);
            let words = words.unwrap_or_default().to_owned();
            let words = match piece.is_marked {
                true => view! { <mark>{words}</mark> }.into_any(),
                false => words.into_any(),
            };
            let notes: Vec<AnyView> = piece.ending.iter().map(|number| after(*number)).collect();
            (words, notes).into_any()
        })
        .collect();
    dressed(inline, shown)
}

fn dressed(inline: &Inline, shown: Vec<AnyView>) -> AnyView {
    match inline {
        Inline::Strong(_) => view! { <strong>{shown}</strong> }.into_any(),
        Inline::Emphasis(_) => view! { <em>{shown}</em> }.into_any(),
        Inline::Link { text, to: LinkTarget::Web(to) } => link(text, to.as_str(), shown),
        _ => shown.into_any(),
    }
}

/// Whoever reads sees where a link leads before she goes there. The address is not part of the text.
fn link(text: &str, to: &str, shown: Vec<AnyView>) -> AnyView {
    let address = (text != to).then(|| {
        let address = words().work.address(to);
        view! { <span class="address" data-apart="">{address}</span> }
    });
    view! { <a href=to.to_owned() target="_blank" rel="noreferrer">{shown}</a>{address} }.into_any()
}
