//! The box's side of an open text.

use super::{OutOfStep, Outgoing, Patch, Seen};
use crate::text::{DoesNotFit, Side, TextDelta, diff_words, transform};

/// What the box knows of its text: what the engine has confirmed, and what was typed since.
#[derive(Clone, Debug)]
pub struct BoxSession {
    /// The text without what the engine has not acknowledged.
    base: String,
    /// The text as it stands in the box.
    text: String,
    in_flight: Option<(u32, TextDelta)>,
    buffer: TextDelta,
    held: Option<Patch>,
    is_holding: bool,
    seq: u32,
    revision: u32,
}

/// What the box does about a patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// To be done to the text area, caret and selection mapped over it.
    pub delta: TextDelta,
    /// To be sent to the engine.
    pub seen: Seen,
}

/// What the box does when its engine was started again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// To be done to the text area.
    pub delta: TextDelta,
    /// To be sent to the new engine session: what it does not know yet.
    pub outgoing: Option<Outgoing>,
}

impl BoxSession {
    /// A box that was just filled with a text.
    pub fn new(text: &str) -> Self {
        Self {
            base: text.to_owned(),
            text: text.to_owned(),
            in_flight: None,
            buffer: TextDelta::new(),
            held: None,
            is_holding: false,
            seq: 0,
            revision: 0,
        }
    }

    /// The text as it stands in the box.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the engine has everything that was typed, and the box every patch it got.
    pub fn is_quiet(&self) -> bool {
        self.in_flight.is_none() && self.buffer.is_empty() && self.held.is_none()
    }

    /// Something was typed. Sends it, or keeps it until the edit under way is acknowledged.
    pub fn local(&mut self, delta: &TextDelta) -> Result<Option<Outgoing>, DoesNotFit> {
        self.text = delta.apply(&self.text)?;
        self.buffer = self.buffer.compose(delta);
        Ok(self.send())
    }

    /// A patch came. `None` while an input method is composing: it waits for [`Self::release`].
    pub fn remote(&mut self, patch: Patch) -> Result<Option<Applied>, OutOfStep> {
        let expected = self.revision + 1;
        if patch.revision != expected || self.held.is_some() {
            return Err(OutOfStep::Number { got: patch.revision, expected });
        }
        self.held = Some(patch);
        if self.is_holding { Ok(None) } else { self.apply_held() }
    }

    /// The engine has taken an edit. Sends what was typed meanwhile.
    pub fn acknowledged(&mut self, seq: u32) -> Result<Option<Outgoing>, OutOfStep> {
        let Some((expected, delta)) = self.in_flight.take() else {
            return Err(OutOfStep::Number { got: seq, expected: self.seq + 1 });
        };
        if seq != expected {
            self.in_flight = Some((expected, delta));
            return Err(OutOfStep::Number { got: seq, expected });
        }
        self.base = delta.apply(&self.base)?;
        if let Some(patch) = &mut self.held {
            patch.delta = transform(&patch.delta, &delta, Side::Left).0;
        }
        Ok(self.send())
    }

    /// An input method began to compose: patches wait, typing does not.
    pub fn hold(&mut self) {
        self.is_holding = true;
    }

    /// The input method is done: what waited is applied.
    pub fn release(&mut self) -> Result<Option<Applied>, OutOfStep> {
        self.is_holding = false;
        self.apply_held()
    }

    /// The engine was started again and says what the text is and the last of the box's edits in it.
    ///
    /// What it does not have is sent anew, in a session that starts from number 1.
    pub fn reopen(&mut self, engine_text: &str, applied_seq: u32) -> Result<Reopened, DoesNotFit> {
        let (mut base, mut pending) = (std::mem::take(&mut self.base), TextDelta::new());
        if let Some((seq, delta)) = self.in_flight.take() {
            if seq <= applied_seq {
                base = delta.apply(&base)?;
            } else {
                pending = delta;
            }
        }
        pending = pending.compose(&self.buffer);
        let remote = diff_words(&base, engine_text);
        let (remote, pending) = transform(&remote, &pending, Side::Left);
        let text = remote.apply(&self.text)?;
        let is_holding = self.is_holding;
        *self = Self { text, buffer: pending, is_holding, ..Self::new(engine_text) };
        Ok(Reopened { delta: remote, outgoing: self.send() })
    }

    fn send(&mut self) -> Option<Outgoing> {
        if self.in_flight.is_some() || self.buffer.is_empty() {
            return None;
        }
        self.seq += 1;
        let delta = std::mem::take(&mut self.buffer);
        self.in_flight = Some((self.seq, delta.clone()));
        Some(Outgoing { seq: self.seq, base_revision: self.revision, delta })
    }

    fn apply_held(&mut self) -> Result<Option<Applied>, OutOfStep> {
        let Some(patch) = self.held.take() else { return Ok(None) };
        self.revision = patch.revision;
        self.base = patch.delta.apply(&self.base)?;
        let mut delta = patch.delta;
        if let Some((_, in_flight)) = &mut self.in_flight {
            (delta, *in_flight) = transform(&delta, in_flight, Side::Left);
        }
        (delta, self.buffer) = transform(&delta, &self.buffer, Side::Left);
        self.text = delta.apply(&self.text)?;
        Ok(Some(Applied { delta, seen: Seen { revision: self.revision } }))
    }
}
