//! The box's side of an open text.

use super::{OutOfStep, Outgoing, Patch, Seen};
use crate::text::{DoesNotFit, Side, TextDelta, commute, diff_words, transform};
use std::collections::VecDeque;

/// What the box knows of its text: what is safe of it, what the engine has taken besides, and what was typed since.
#[derive(Clone, Debug)]
pub struct BoxSession {
    /// The text without what follows: her stored words, and others'.
    base: String,
    /// Edits that the engine has acknowledged and not stored, in order, with their numbers.
    unsaved: VecDeque<(u32, TextDelta)>,
    /// The text as it stands in the box.
    text: String,
    /// Edits that were sent and are not acknowledged: one, or several after [`BoxSession::hurry`].
    in_flight: VecDeque<(u32, TextDelta)>,
    buffer: TextDelta,
    held: Option<Patch>,
    is_holding: bool,
    is_suspended: bool,
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
            unsaved: VecDeque::new(),
            in_flight: VecDeque::new(),
            buffer: TextDelta::new(),
            held: None,
            is_holding: false,
            is_suspended: false,
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
        self.in_flight.is_empty() && self.buffer.is_empty() && self.held.is_none()
    }

    /// Whether everything that was typed is stored.
    pub fn is_saved(&self) -> bool {
        self.in_flight.is_empty() && self.buffer.is_empty() && self.unsaved.is_empty()
    }

    /// Something was typed. Sends it, or keeps it until the edit under way is acknowledged.
    pub fn local(&mut self, delta: &TextDelta) -> Result<Option<Outgoing>, DoesNotFit> {
        self.text = delta.apply(&self.text)?;
        self.buffer = self.buffer.compose(delta);
        Ok(self.send())
    }

    /// Something is about to be done that must find all that was typed: sends what waits for the edit under way, behind it.
    pub fn hurry(&mut self) -> Option<Outgoing> {
        if self.is_suspended || self.buffer.is_empty() {
            return None;
        }
        self.seq += 1;
        let delta = std::mem::take(&mut self.buffer);
        self.in_flight.push_back((self.seq, delta.clone()));
        Some(Outgoing { seq: self.seq, base_revision: self.revision, delta })
    }

    /// A patch came. `None` while an input method is composing: it waits for [`Self::release`]. `None` for one of a session
    /// that ends: the text that [`Self::reopen`] is given has it.
    pub fn remote(&mut self, patch: Patch) -> Result<Option<Applied>, OutOfStep> {
        if self.is_suspended {
            return Ok(None);
        }
        let expected = self.revision + 1;
        if patch.revision != expected || self.held.is_some() {
            return Err(OutOfStep::Number { got: patch.revision, expected });
        }
        self.held = Some(patch);
        if self.is_holding { Ok(None) } else { self.apply_held() }
    }

    /// The engine has taken an edit. Sends what was typed meanwhile. The edit is kept until it is [saved](Self::saved).
    pub fn acknowledged(&mut self, seq: u32) -> Result<Option<Outgoing>, OutOfStep> {
        let Some((_, delta)) = self.in_flight.pop_front_if(|(expected, _)| *expected == seq) else {
            let expected = self.in_flight.front().map_or(self.seq + 1, |(expected, _)| *expected);
            return Err(OutOfStep::Number { got: seq, expected });
        };
        if let Some(patch) = &mut self.held {
            patch.delta = transform(&patch.delta, &delta, Side::Left).0;
        }
        self.unsaved.push_back((seq, delta));
        Ok(self.send())
    }

    /// Everything up to an edit is stored.
    pub fn saved(&mut self, seq: u32) -> Result<(), DoesNotFit> {
        while let Some((_, delta)) = self.unsaved.pop_front_if(|(number, _)| *number <= seq) {
            self.base = delta.apply(&self.base)?;
        }
        Ok(())
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

    /// An engine, this one or a new one, is asked to open the text again. Until [`Self::reopen`] nothing is sent: the new
    /// session would take it for its own. What is typed meanwhile is kept.
    pub fn suspend(&mut self) {
        self.is_suspended = true;
        self.held = None;
    }

    /// The engine has opened the text again and says what it is and the last of the ending session's edits in it.
    ///
    /// What it does not have is sent anew, in a session that starts from number 1. Others' words are the engine's to tell.
    pub fn reopen(&mut self, engine_text: &str, applied_seq: u32) -> Result<Reopened, DoesNotFit> {
        self.unsaved.append(&mut self.in_flight);
        self.saved(applied_seq)?;
        let lost = self.unsaved.iter().fold(TextDelta::new(), |lost, (_, delta)| lost.compose(delta));
        let pending = lost.compose(&self.buffer);
        let (_, pending) = transform(&diff_words(&self.base, engine_text), &pending, Side::Left);
        let text = pending.apply(engine_text)?;
        let delta = diff_words(&self.text, &text);
        let is_holding = self.is_holding;
        *self = Self { text, buffer: pending, is_holding, ..Self::new(engine_text) };
        Ok(Reopened { delta, outgoing: self.send() })
    }

    fn send(&mut self) -> Option<Outgoing> {
        if self.in_flight.is_empty() { self.hurry() } else { None }
    }

    fn apply_held(&mut self) -> Result<Option<Applied>, OutOfStep> {
        let Some(patch) = self.held.take() else { return Ok(None) };
        self.revision = patch.revision;
        let mut delta = patch.delta;
        self.put_before_unsaved(&delta)?;
        for (_, in_flight) in &mut self.in_flight {
            (delta, *in_flight) = transform(&delta, in_flight, Side::Left);
        }
        (delta, self.buffer) = transform(&delta, &self.buffer, Side::Left);
        self.text = delta.apply(&self.text)?;
        Ok(Some(Applied { delta, seen: Seen { revision: self.revision } }))
    }

    /// Others' words came behind edits that are not stored. They are put before them, so that they are never sent as hers.
    fn put_before_unsaved(&mut self, patch: &TextDelta) -> Result<(), DoesNotFit> {
        let mut patch = patch.clone();
        for (_, edit) in self.unsaved.iter_mut().rev() {
            (patch, *edit) = commute(edit, &patch);
        }
        self.base = patch.apply(&self.base)?;
        Ok(())
    }
}
