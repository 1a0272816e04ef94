//! One open box: the text area on one side, the engine on the other, the session between them.

mod editing;
mod hearing;

use std::{cell::RefCell, rc::Weak};

use naptime::{
    link::{BoxId, SessionId, ToEngine},
    platform::{
        clock::Timer,
        page::{self, Caret},
    },
};
use naptime_domain::text::{
    History, TextDelta, diff,
    session::{BoxSession, OutOfStep, Outgoing, Patch},
};
use naptime_replica::command::TextTarget;
use naptime_view::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::{BoxSize, BoxState, Shown, kept};
use crate::ui::{dispatch::Dispatch, place};

pub struct OpenBox {
    /// For timers, which may outlive it.
    this: Weak<RefCell<Self>>,
    id: BoxId,
    target: TextTarget,
    size: BoxSize,
    shown: Shown,
    dispatch: Dispatch,
    is_a_place: bool,
    area: Option<HtmlTextAreaElement>,
    session: Option<BoxSession>,
    history: History,
    is_composing: bool,
    /// The engine's name for the session, should it have to be resumed.
    resumes: Option<SessionId>,
    /// The engine was asked to open the text and has not answered.
    is_asking: bool,
    /// What it edits is not on this device: what was typed has no place, unless another engine finds one.
    is_gone: bool,
    /// The box is off the screen. It is kept until all of it is stored.
    is_left: bool,
    resting: Option<Timer>,
    /// Waits until she rests to keep the history.
    keeping: Option<Timer>,
}

impl OpenBox {
    pub fn new(
        this: Weak<RefCell<Self>>,
        id: BoxId,
        (target, size): (TextTarget, BoxSize),
        shown: Shown,
        dispatch: Dispatch,
        is_a_place: bool,
    ) -> Self {
        Self {
            this,
            id,
            target,
            size,
            shown,
            dispatch,
            is_a_place,
            area: None,
            session: None,
            is_asking: false,
            is_gone: false,
            is_left: false,
            history: History::new(),
            is_composing: false,
            resumes: None,
            resting: None,
            keeping: None,
        }
    }

    /// The text area is on the screen: asks for its words. It may have shown another text's before.
    pub fn attach(&mut self, area: HtmlTextAreaElement) {
        area.set_value("");
        self.area = Some(area);
        self.ask();
    }

    /// Asks the engine to open the text, also again.
    fn ask(&mut self) {
        if (self.area.is_some() || self.is_left) && !self.is_asking {
            self.is_asking = true;
            if let Some(session) = &mut self.session {
                session.suspend();
            }
            let (id, target, resumes) = (self.id, self.target.clone(), self.resumes);
            self.dispatch.send(&ToEngine::OpenText { id, target, resumes });
        }
    }

    /// The area's words changed under her fingers.
    pub fn typed(&mut self) {
        let (Some(area), Some(session)) = (&self.area, &self.session) else { return };
        let delta = diff(session.text(), &area.value());
        if delta.is_empty() {
            return;
        }
        self.did(&delta);
        self.go_on_with_list(&delta);
        self.moved();
    }

    /// An input method began.
    pub fn composing(&mut self) {
        self.is_composing = true;
        if let Some(session) = &mut self.session {
            session.hold();
        }
    }

    /// An input method is done.
    pub fn composed(&mut self) {
        self.is_composing = false;
        self.typed();
        let Some(session) = &mut self.session else { return };
        match session.release() {
            Ok(Some(applied)) => {
                self.take_in(&applied.delta);
                self.dispatch.send(&ToEngine::SeenText { id: self.id, seen: applied.seen });
            }
            Ok(None) => {}
            Err(_) => self.ask(),
        }
    }

    /// She went elsewhere.
    pub fn left(&mut self) {
        self.resting = None;
        if let Some(area) = &self.area {
            place::keep_caret(&self.target, Caret::of(area));
        }
        self.keep_history();
        self.dispatch.send(&ToEngine::BlurText(self.id));
    }

    /// The box goes off the screen, with what was typed up to now.
    pub fn leave(&mut self) {
        self.composed();
        self.resting = None;
        self.keep_history();
        self.area = None;
        self.is_left = true;
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
        self.history = kept::find(&place::key(&self.target), text);
        self.tell_steps();
        let Some(area) = &self.area else { return };
        area.set_value(text);
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
        // Only the work's own screen shows a whole page.
        if matches!(self.size, BoxSize::Page) && !session.text().is_empty() {
            place::wrote(&self.target);
        }
        Ok(session.saved(seq)?)
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

    fn send(&self, edit: Option<Outgoing>) {
        if let Some(edit) = edit {
            self.dispatch.send(&ToEngine::EditText { id: self.id, edit });
        }
    }

    /// Brings others' words into the area. They are not hers to undo.
    fn take_in(&mut self, delta: &TextDelta) {
        self.history.others(delta);
        self.show(delta);
        self.tell_steps();
    }

    /// Changes the area around caret, selection and scroll.
    fn show(&self, delta: &TextDelta) {
        let Some(area) = &self.area else { return };
        let scroll = area.scroll_top();
        for (at, delete, insert) in delta.splices() {
            page::splice(area, at, at + delete, insert);
        }
        area.set_scroll_top(scroll);
    }

    fn set_state(&self, state: BoxState) {
        // The screen may have gone while the answer was on its way.
        self.shown.state.try_set(state);
    }
}
