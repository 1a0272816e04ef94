//! Two edits of the same text, each as it is after the other.

use super::{
    TextDelta,
    compose::{Part, Parts},
    utf16,
};

/// Whose insertion comes first where both insert at the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first edit's.
    Left,
    /// The second edit's.
    Right,
}

/// For edits `a` and `b` of one text, `(a', b')` such that `a` then `b'` gives the same text as `b` then `a'`.
pub fn transform(a: &TextDelta, b: &TextDelta, first: Side) -> (TextDelta, TextDelta) {
    let (mut left, mut right) = (Parts::of(a), Parts::of(b));
    let (mut a_after, mut b_after) = (TextDelta::new(), TextDelta::new());
    while !(left.is_done() && right.is_done()) {
        match (left.peek(), right.peek()) {
            (Part::Insert(text), theirs) if first == Side::Left || !matches!(theirs, Part::Insert(_)) => {
                a_after.insert(text);
                b_after.retain(utf16::len(text));
                left.advance();
            }
            (_, Part::Insert(text)) => {
                a_after.retain(utf16::len(text));
                b_after.insert(text);
                right.advance();
            }
            (mine, theirs) => {
                let units = length(mine).min(length(theirs));
                match (mine, theirs) {
                    (Part::Retain(_), Part::Retain(_)) => {
                        a_after.retain(units);
                        b_after.retain(units);
                    }
                    (Part::Delete(_), Part::Retain(_)) => a_after.delete(units),
                    (Part::Retain(_), Part::Delete(_)) => b_after.delete(units),
                    // Both delete it: nothing is left to do.
                    _ => {}
                }
                left.consume(units);
                right.consume(units);
            }
        }
    }
    (a_after.finish(), b_after.finish())
}

fn length(part: Part<'_>) -> u32 {
    match part {
        Part::Retain(units) | Part::Delete(units) => units,
        Part::Insert(text) => utf16::len(text),
    }
}
