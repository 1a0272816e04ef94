//! What the engine says of a box, and what the box does about it.

use naptime::{
    link::{BoxId, FromEngine, ToEngine},
    platform::page,
};
use naptime_domain::text::{
    History,
    session::{BoxSession, OutOfStep, Patch},
};
use naptime_replica::command::TextTarget;
use naptime_view::prelude::Set;

use super::OpenBox;
use crate::ui::{
    place,
    text_box::{BoxSize, BoxState, kept},
};

impl OpenBox {
    pub fn id(&self) -> BoxId {
        self.id
    }

    /// Whether it is on the screen, and which text it edits.
    pub fn is_shown_for(&self, target: &TextTarget) -> bool {
        self.area.is_some() && self.target == *target
    }

    /// Whether everything that was typed and has a place is stored on this device.
    pub fn is_saved(&self) -> bool {
        self.is_gone || self.session.as_ref().is_none_or(BoxSession::is_saved)
    }

    /// Whether nobody needs the box any more.
    pub fn is_done(&self) -> bool {
        self.is_left && self.is_saved()
    }

    /// A new engine runs, which was never asked.
    pub fn restarted(&mut self) {
        self.is_asking = false;
        self.ask();
    }

    /// Something is about to be done that must find all that was typed.
    pub fn hurry(&mut self) {
        // An input method may hold letters that no event has told of yet.
        self.typed();
        let edit = self.session.as_mut().and_then(BoxSession::hurry);
        self.send(edit);
    }

    /// What the engine says of this box.
    pub fn receive(&mut self, message: FromEngine) {
        let kept_step = match message {
            FromEngine::TextOpened { text, applied_seq, session, .. } => {
                (self.is_asking, self.resumes) = (false, Some(session));
                self.heard(0);
                self.opened(&text, applied_seq);
                Ok(())
            }
            FromEngine::TextAcknowledged { acknowledged, .. } => self.acknowledged(acknowledged.seq),
            FromEngine::TextPatch { patch, .. } => self.patched(patch),
            FromEngine::TextSaved { seq, .. } => self.saved(seq),
            FromEngine::TextGone(_) => {
                self.gone();
                Ok(())
            }
            FromEngine::TextOutOfStep(_) => {
                self.ask();
                Ok(())
            }
            FromEngine::TextRefused { words, .. } => {
                self.shown.refused.try_set(Some(words));
                Ok(())
            }
            _ => Ok(()),
        };
        if kept_step.is_err() {
            self.ask();
        }
    }

    fn opened(&mut self, text: &str, applied_seq: u32) {
        self.is_gone = false;
        match self.session.take() {
            None => self.fill(text),
            Some(session) => self.reopened(session, text, applied_seq),
        }
        self.set_state(BoxState::Open);
    }

    fn fill(&mut self, text: &str) {
        self.session = Some(BoxSession::new(text));
        self.history = kept::find(&self.target, text);
        self.area.iter().for_each(|area| area.set_value(text));
        self.tell_steps();
        let Some(area) = &self.area else { return };
        if let Some(caret) = place::caret(&self.target) {
            caret.put(area);
        }
        if self.is_a_place && place::was_last(&self.target) {
            page::keep_in_view(area);
        }
    }

    /// The engine was started again, or the two were out of step.
    fn reopened(&mut self, mut session: BoxSession, text: &str, applied_seq: u32) {
        let Ok(reopened) = session.reopen(text, applied_seq) else {
            // What the area shows is kept: it is sent whole, as one edit of what the engine has.
            self.history = History::new();
            self.session = Some(BoxSession::new(text));
            return self.typed();
        };
        self.session = Some(session);
        self.take_in(&reopened.delta);
        self.send(reopened.outgoing);
    }

    fn acknowledged(&mut self, seq: u32) -> Result<(), OutOfStep> {
        let Some(session) = &mut self.session else { return Ok(()) };
        let outgoing = session.acknowledged(seq)?;
        self.send(outgoing);
        Ok(())
    }

    fn patched(&mut self, patch: Patch) -> Result<(), OutOfStep> {
        let Some(session) = &mut self.session else { return Ok(()) };
        if let Some(applied) = session.remote(patch)? {
            self.take_in(&applied.delta);
            self.dispatch.send(&ToEngine::SeenText { id: self.id, seen: applied.seen });
        }
        Ok(())
    }

    fn saved(&mut self, seq: u32) -> Result<(), OutOfStep> {
        self.heard(seq);
        let Some(session) = &mut self.session else { return Ok(()) };
        let in_step = session.saved(seq);
        // Only the work's own screen shows a whole page.
        if matches!(self.size, BoxSize::Page) && !session.text().is_empty() {
            self.has_written = true;
            if !self.resting.is_awaited() {
                self.keep_written();
            }
        }
        Ok(in_step?)
    }

    /// Says to the engine what it need not tell the next one. Once asked for a new session, it would take it for one of that.
    fn heard(&self, seq: u32) {
        if !self.is_asking {
            self.dispatch.send(&ToEngine::HeardText { id: self.id, seq });
        }
    }

    fn gone(&mut self) {
        (self.is_asking, self.is_gone) = (false, true);
        self.session.iter_mut().for_each(BoxSession::suspend);
        self.set_state(BoxState::Gone);
    }
}
