//! Two edits in a row, made in the other order.

use super::{
    TextDelta,
    compose::{Part, Parts, whole_characters},
    utf16,
};

/// For an edit and the next, which fits the text that the first leaves, `(next', first')` such that `next'` then `first'`
/// gives the same text.
///
/// Each keeps what is its own: what the next inserted amid words of the first stands where those words will come, and of
/// the first's words that the next took away nothing is left in either.
pub fn commute(first: &TextDelta, next: &TextDelta) -> (TextDelta, TextDelta) {
    let (mut earlier, mut later) = (Parts::of(first), Parts::of(next));
    let (mut next_before, mut first_behind) = (TextDelta::new(), TextDelta::new());
    while !(earlier.is_done() && later.is_done()) {
        match (earlier.peek(), later.peek()) {
            (Part::Delete(units), _) => {
                next_before.retain(units);
                first_behind.delete(units);
                earlier.consume(units);
            }
            (_, Part::Insert(text)) => {
                next_before.insert(text);
                first_behind.retain(utf16::len(text));
                later.advance();
            }
            (Part::Insert(text), Part::Retain(units)) => {
                let kept = whole_characters(text, units);
                first_behind.insert(kept);
                earlier.consume(utf16::len(kept));
                later.consume(units.min(utf16::len(kept)));
            }
            (Part::Insert(text), Part::Delete(units)) => {
                let gone = utf16::len(whole_characters(text, units));
                earlier.consume(gone);
                later.consume(units.min(gone));
            }
            (Part::Retain(left), Part::Retain(right)) => {
                let units = left.min(right);
                next_before.retain(units);
                first_behind.retain(units);
                earlier.consume(units);
                later.consume(units);
            }
            (Part::Retain(left), Part::Delete(right)) => {
                let units = left.min(right);
                next_before.delete(units);
                earlier.consume(units);
                later.consume(units);
            }
        }
    }
    (next_before.finish(), first_behind.finish())
}
