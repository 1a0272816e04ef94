//! One open box: the text area on one side, the engine on the other, the session between them.

mod editing;
mod hearing;

use std::{cell::RefCell, rc::Weak};

use naptime::{
    link::{BoxId, SessionId, ToEngine},
    platform::{clock::Rest, page},
};
use naptime_domain::text::{
    History, TextDelta, diff,
    session::{BoxSession, Outgoing},
};
use naptime_replica::command::TextTarget;
use naptime_view::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::{BoxSize, BoxState, Shown};
use crate::ui::dispatch::Dispatch;

/// Caret and history are kept once she rests so long: a stop at any moment costs at most this much of them.
const HANDS_REST_MS: i64 = 500;

pub struct OpenBox {
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
    /// Keeps caret and history.
    resting: Rest,
    /// She did something that the kept history has not.
    has_new_steps: bool,
    /// Words of hers were stored that Today does not know of.
    has_written: bool,
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
        let rest = move || this.upgrade().into_iter().for_each(|open| open.borrow_mut().rest());
        let resting = Rest::new(HANDS_REST_MS, rest);
        Self {
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
            resting,
            has_new_steps: false,
            has_written: false,
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
        self.rest();
        self.dispatch.send(&ToEngine::BlurText(self.id));
    }

    /// The box goes off the screen, with what was typed up to now.
    pub fn leave(&mut self) {
        self.composed();
        self.resting.call_off();
        self.keep_written();
        self.area = None;
        self.is_left = true;
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
