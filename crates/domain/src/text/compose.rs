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

    pub(super) fn is_done(&self) -> bool {
        self.current.is_none()
    }

    /// The current part; past the end, that everything stays.
    pub(super) fn peek(&self) -> Part<'a> {
        self.current.unwrap_or(Part::Retain(u32::MAX))
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
    /// taken whole.
    pub fn compose(&self, next: &Self) -> Self {
        let (mut first, mut second) = (Parts::of(self), Parts::of(next));
        let mut both = Self::new();
        while !(first.is_done() && second.is_done()) {
            match (first.peek(), second.peek()) {
                (Part::Delete(units), _) => {
                    both.delete(units);
                    first.consume(units);
                }
                (_, Part::Insert(text)) => {
                    both.insert(text);
                    second.advance();
                }
                (Part::Insert(text), Part::Retain(units)) => {
                    let kept = whole_characters(text, units);
                    both.insert(kept);
                    first.consume(utf16::len(kept));
                    second.consume(units.min(utf16::len(kept)));
                }
                (Part::Insert(text), Part::Delete(units)) => {
                    let gone = utf16::len(whole_characters(text, units));
                    first.consume(gone);
                    second.consume(units.min(gone));
                }
                (Part::Retain(left), Part::Retain(right)) => {
                    let units = left.min(right);
                    both.retain(units);
                    first.consume(units);
                    second.consume(units);
                }
                (Part::Retain(left), Part::Delete(right)) => {
                    let units = left.min(right);
                    both.delete(units);
                    first.consume(units);
                    second.consume(units);
                }
            }
        }
        both.finish()
    }
}

/// As much of a text as fits into so many units, but at least one character.
pub(super) fn whole_characters(text: &str, units: u32) -> &str {
    let part = utf16::truncate(text, units as usize);
    if part.is_empty() {
        text.split_at_checked(text.chars().next().map_or(0, char::len_utf8)).map_or(text, |(one, _)| one)
    } else {
        part
    }
}
