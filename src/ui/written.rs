//! What learners wrote, on the screen: blocks with the notes' marks in them, links with their addresses in plain sight.

use std::{cell::RefCell, ops::Range, vec::IntoIter};

use naptime_course::{
    model::{Block, Inline, Line, LinkTarget},
    written::{self, Piece, Written},
};
use naptime_domain::text::utf16;
use naptime_view::prelude::*;

use super::{
    blocks::{HeadingLevel, Lines, prose_of},
    strings::words,
};

/// A text to read.
pub fn reading(text: &str, level: HeadingLevel) -> AnyView {
    let text = marked(&written::read(text), level, &[], &|_| ().into_any(), &|_| None);
    view! { <div class="submission-text">{text}</div> }.into_any()
}

/// The words of a text, on one line and without its dress.
pub fn plain(text: &str) -> String {
    written::read(text).blocks.iter().flat_map(Block::lines).collect::<Vec<_>>().join(" ")
}

/// A text with marks in it. Where a mark ends stands what `after` says for its number; where a line ends, what `beside`
/// says for the line's place in the text.
pub fn marked(
    written: &Written,
    level: HeadingLevel,
    marks: &[Range<u32>],
    after: &dyn Fn(usize) -> AnyView,
    beside: &dyn Fn(Range<u32>) -> Option<AnyView>,
) -> AnyView {
    let lines = Marked { runs: RefCell::new(written.pieces(marks).into_iter()), after, beside };
    prose_of(&written.blocks, level, &lines)
}

/// Lines are shown in reading order, as runs are: each piece of a line takes the next.
struct Marked<'a> {
    runs: RefCell<IntoIter<Vec<Piece>>>,
    after: &'a dyn Fn(usize) -> AnyView,
    beside: &'a dyn Fn(Range<u32>) -> Option<AnyView>,
}

impl Lines for Marked<'_> {
    fn line(&self, line: &Line) -> Vec<AnyView> {
        let runs: Vec<Vec<Piece>> = self.runs.borrow_mut().by_ref().take(line.len()).collect();
        let mut pieces = runs.iter().flatten();
        let from = pieces.next().map(|piece| piece.place.clone());
        let to = pieces.next_back().map(|piece| piece.place.end);
        let place = from.map(|first| first.start..to.unwrap_or(first.end));
        let shown = line.iter().zip(&runs).map(|(inline, pieces)| run(inline, pieces, self.after));
        shown.chain(place.and_then(self.beside)).collect()
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
