//! Edits of plain text as data: retain, insert and delete in UTF-16 units, composed and transformed without a document.

mod commute;
mod comparison;
mod compose;
mod diff;
mod history;
pub mod session;
mod transform;
pub mod utf16;

pub use commute::commute;
pub use comparison::{Fate, Paragraph, Run, compare};
pub use diff::{diff, diff_to_read, diff_words};
pub use history::History;
pub use transform::{Side, transform};

use serde::{Deserialize, Serialize};

/// One edit of a text, from its beginning to its end; what follows the last operation stays.
///
/// Always normal: no empty operation, no two alike in a row, an insertion before a deletion at the same place, no
/// `Retain` last. So two edits that do the same to every text of a length are mostly equal, and `is_empty` means nothing changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<TextOp>", into = "Vec<TextOp>")]
pub struct TextDelta {
    ops: Vec<TextOp>,
}

/// A part of an edit. Counts are UTF-16 units, as in the DOM and in our documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TextOp {
    /// This many units stay.
    Retain(u32),
    /// This text comes in.
    Insert(String),
    /// This many units go.
    Delete(u32),
}

/// An edit that reaches past the end of a text, or into the middle of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the edit does not fit the text")]
pub struct DoesNotFit;

/// To which side of an insertion a position at the same place goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bias {
    /// It stays before what is inserted.
    Before,
    /// It moves behind what is inserted.
    After,
}

impl TextDelta {
    /// The edit that changes nothing.
    pub const fn new() -> Self {
        Self { ops: Vec::new() }
    }

    /// At a place, some units go and a text comes in.
    pub fn splice(at: u32, delete: u32, insert: &str) -> Self {
        let mut delta = Self::new();
        delta.retain(at);
        delta.insert(insert);
        delta.delete(delete);
        delta.finish()
    }

    /// The parts, in order.
    pub fn ops(&self) -> &[TextOp] {
        &self.ops
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }

    /// The text after the edit.
    pub fn apply(&self, text: &str) -> Result<String, DoesNotFit> {
        let mut rest = text;
        let mut after = String::with_capacity(text.len());
        for op in &self.ops {
            match op {
                TextOp::Retain(units) => {
                    let (kept, behind) = utf16::split(rest, *units).ok_or(DoesNotFit)?;
                    after.push_str(kept);
                    rest = behind;
                }
                TextOp::Insert(insert) => after.push_str(insert),
                TextOp::Delete(units) => rest = utf16::split(rest, *units).ok_or(DoesNotFit)?.1,
            }
        }
        after.push_str(rest);
        Ok(after)
    }

    /// The same as splices, each at its place in the text as the ones before have left it: (at, delete, insert).
    pub fn splices(&self) -> Vec<(u32, u32, &str)> {
        let mut splices = Vec::new();
        let mut at = 0_u32;
        let mut ops = self.ops.iter().peekable();
        while let Some(op) = ops.next() {
            match op {
                TextOp::Retain(units) => at = at.saturating_add(*units),
                TextOp::Delete(units) => splices.push((at, *units, "")),
                TextOp::Insert(insert) => {
                    let delete = match ops.peek() {
                        Some(TextOp::Delete(units)) => *units,
                        _ => 0,
                    };
                    if delete > 0 {
                        ops.next();
                    }
                    splices.push((at, delete, insert.as_str()));
                    at = at.saturating_add(utf16::len(insert));
                }
            }
        }
        splices
    }

    /// Where a position in the text before is in the text after.
    pub fn map_position(&self, position: u32, bias: Bias) -> u32 {
        let (mut before, mut after) = (0_u32, 0_u32);
        for op in &self.ops {
            match op {
                TextOp::Retain(units) => {
                    if position < before.saturating_add(*units) {
                        break;
                    }
                    before += units;
                    after = after.saturating_add(*units);
                }
                TextOp::Insert(insert) => {
                    if position == before && bias == Bias::Before {
                        break;
                    }
                    after = after.saturating_add(utf16::len(insert));
                }
                TextOp::Delete(units) => {
                    if position <= before.saturating_add(*units) {
                        return after;
                    }
                    before += units;
                }
            }
        }
        after.saturating_add(position - before)
    }

    /// How many units of the text before the edit speaks about: it fits only texts at least as long.
    pub fn reach(&self) -> u64 {
        self.ops.iter().map(|op| if let TextOp::Retain(n) | TextOp::Delete(n) = op { u64::from(*n) } else { 0 }).sum()
    }

    /// How much longer the text gets; negative if shorter.
    pub fn growth(&self) -> i64 {
        let grown = |op: &TextOp| match op {
            TextOp::Retain(_) => 0,
            TextOp::Insert(insert) => i64::from(utf16::len(insert)),
            TextOp::Delete(units) => -i64::from(*units),
        };
        self.ops.iter().map(grown).sum()
    }

    fn retain(&mut self, units: u32) {
        match self.ops.last_mut() {
            _ if units == 0 => {}
            Some(TextOp::Retain(last)) => *last = last.saturating_add(units),
            _ => self.ops.push(TextOp::Retain(units)),
        }
    }

    fn insert(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.ops.as_mut_slice() {
            [.., TextOp::Insert(last)] | [.., TextOp::Insert(last), TextOp::Delete(_)] => last.push_str(text),
            [.., TextOp::Delete(_)] => self.ops.insert(self.ops.len() - 1, TextOp::Insert(text.to_owned())),
            _ => self.ops.push(TextOp::Insert(text.to_owned())),
        }
    }

    fn delete(&mut self, units: u32) {
        match self.ops.last_mut() {
            _ if units == 0 => {}
            Some(TextOp::Delete(last)) => *last = last.saturating_add(units),
            _ => self.ops.push(TextOp::Delete(units)),
        }
    }

    fn finish(mut self) -> Self {
        if let Some(TextOp::Retain(_)) = self.ops.last() {
            self.ops.pop();
        }
        self
    }
}

impl FromIterator<TextOp> for TextDelta {
    fn from_iter<I: IntoIterator<Item = TextOp>>(ops: I) -> Self {
        let mut delta = Self::new();
        for op in ops {
            match op {
                TextOp::Retain(units) => delta.retain(units),
                TextOp::Insert(text) => delta.insert(&text),
                TextOp::Delete(units) => delta.delete(units),
            }
        }
        delta.finish()
    }
}

impl From<Vec<TextOp>> for TextDelta {
    fn from(ops: Vec<TextOp>) -> Self {
        ops.into_iter().collect()
    }
}

impl From<TextDelta> for Vec<TextOp> {
    fn from(delta: TextDelta) -> Self {
        delta.ops
    }
}
