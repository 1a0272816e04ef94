//! Two edits in a row as one.

use super::{TextDelta, TextOp, utf16};

/// Walks the parts of an edit in pieces of any length; past its end everything stays.
pub(super) struct Parts<'a> {
    ops: std::slice::Iter<'a, TextOp>,
    current: Option<Part<'a>>,
}

#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    Retain(u32),
    Insert(&'a str),
    Delete(u32),
}

impl<'a> Parts<'a> {
    pub(super) fn of(delta: &'a TextDelta) -> Self {
        let mut parts = Self { ops: delta.ops.iter(), current: None };
        parts.advance();
        parts
    }

    pub(super) fn peek(&self) -> Option<Part<'a>> {
        self.current
    }

    pub(super) fn advance(&mut self) {
        self.current = self.ops.next().map(|op| match op {
            TextOp::Retain(units) => Part::Retain(*units),
            TextOp::Insert(text) => Part::Insert(text),
            TextOp::Delete(units) => Part::Delete(*units),
        });
    }

    /// Takes so many units off the current part, which has at least as many.
    pub(super) fn consume(&mut self, units: u32) {
        let rest = match self.current {
            Some(Part::Retain(all)) if all > units => Some(Part::Retain(all - units)),
            Some(Part::Delete(all)) if all > units => Some(Part::Delete(all - units)),
            Some(Part::Insert(text)) => {
                utf16::split(text, units).map(|(_, rest)| rest).filter(|rest| !rest.is_empty()).map(Part::Insert)
            }
            _ => None,
        };
        match rest {
            Some(rest) => self.current = Some(rest),
            None => self.advance(),
        }
    }
}

impl TextDelta {
    /// This edit, then the next, as one.
    ///
    /// The next must fit the text that this one leaves; if it cuts a character that this one inserts, that character is
    /// left whole.
    pub fn compose(&self, next: &Self) -> Self {
        let (mut first, mut second) = (Parts::of(self), Parts::of(next));
        let mut both = Self::new();
        loop {
            match (first.peek(), second.peek()) {
                (Some(Part::Delete(units)), _) => {
                    both.delete(units);
                    first.advance();
                }
                (_, Some(Part::Insert(text))) => {
                    both.insert(text);
                    second.advance();
                }
                (None, None) => return both.finish(),
                (Some(Part::Insert(text)), None) => {
                    both.insert(text);
                    first.advance();
                }
                (Some(Part::Retain(units)), None) => {
                    both.retain(units);
                    first.advance();
                }
                (None, Some(Part::Retain(units))) => {
                    both.retain(units);
                    second.advance();
                }
                (None, Some(Part::Delete(units))) => {
                    both.delete(units);
                    second.advance();
                }
                (Some(Part::Insert(text)), Some(Part::Retain(units))) => {
                    let kept = utf16::truncate(text, units as usize);
                    let kept = if kept.is_empty() { text } else { kept };
                    both.insert(kept);
                    first.consume(utf16::len(kept));
                    second.consume(utf16::len(kept).min(units));
                }
                (Some(Part::Insert(text)), Some(Part::Delete(units))) => {
                    let gone = utf16::truncate(text, units as usize);
                    let gone = if gone.is_empty() { text } else { gone };
                    first.consume(utf16::len(gone));
                    second.consume(utf16::len(gone).min(units));
                }
                (Some(Part::Retain(a)), Some(Part::Retain(b))) => {
                    both.retain(a.min(b));
                    first.consume(a.min(b));
                    second.consume(a.min(b));
                }
                (Some(Part::Retain(a)), Some(Part::Delete(b))) => {
                    both.delete(a.min(b));
                    first.consume(a.min(b));
                    second.consume(a.min(b));
                }
            }
        }
    }
}
