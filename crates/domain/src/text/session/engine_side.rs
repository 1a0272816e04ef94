//! The engine's side of an open text.

use super::{OutOfStep, Outgoing, Patch, Seen};
use crate::text::{Side, TextDelta, transform};

/// What the engine knows of one open box: which of its edits came, and what the box has not seen yet.
///
/// Bounded: at most one patch is under way, and what comes after it is composed into one edit.
#[derive(Clone, Debug, Default)]
pub struct EngineSession {
    /// The patch under way, as it is after the box's edits that came since.
    in_flight: Option<TextDelta>,
    buffer: TextDelta,
    seq: u32,
    revision: u32,
}

impl EngineSession {
    /// A session with a box that was just filled with the document's text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The last of the box's edits that came.
    pub fn seq(&self) -> u32 {
        self.seq
    }

    /// Whether the box has seen everything.
    pub fn is_quiet(&self) -> bool {
        self.in_flight.is_none() && self.buffer.is_empty()
    }

    /// An edit of the box came: what to do to the document as it is now. Then [`super::Acknowledged`] is due.
    pub fn incoming(&mut self, edit: Outgoing) -> Result<TextDelta, OutOfStep> {
        if edit.seq != self.seq + 1 {
            return Err(OutOfStep::Number { got: edit.seq, expected: self.seq + 1 });
        }
        let unseen_revision = self.revision - u32::from(self.in_flight.is_some());
        if edit.base_revision != unseen_revision {
            return Err(OutOfStep::Number { got: edit.base_revision, expected: unseen_revision });
        }
        self.seq = edit.seq;
        let mut delta = edit.delta;
        if let Some(patch) = &mut self.in_flight {
            (*patch, delta) = transform(patch, &delta, Side::Left);
        }
        (self.buffer, delta) = transform(&self.buffer, &delta, Side::Left);
        Ok(delta)
    }

    /// The document changed otherwise: a patch to send, or `None` while the box has yet to see the one before.
    pub fn outgoing(&mut self, delta: &TextDelta) -> Option<Patch> {
        self.buffer = self.buffer.compose(delta);
        self.send()
    }

    /// The box has applied a patch: what to send next.
    pub fn seen(&mut self, seen: Seen) -> Result<Option<Patch>, OutOfStep> {
        if self.in_flight.is_none() || seen.revision != self.revision {
            return Err(OutOfStep::Number { got: seen.revision, expected: self.revision });
        }
        self.in_flight = None;
        Ok(self.send())
    }

    fn send(&mut self) -> Option<Patch> {
        if self.in_flight.is_some() || self.buffer.is_empty() {
            return None;
        }
        self.revision += 1;
        let delta = std::mem::take(&mut self.buffer);
        self.in_flight = Some(delta.clone());
        Some(Patch { revision: self.revision, delta })
    }
}
