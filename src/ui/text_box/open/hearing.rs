//! What a box hears: of its engine, and of what is about to be done.

use naptime::link::{BoxId, FromEngine};
use naptime_domain::text::session::BoxSession;

use super::OpenBox;
use crate::ui::text_box::Hearing;

impl Hearing for OpenBox {
    fn id(&self) -> BoxId {
        self.id
    }

    fn is_saved(&self) -> bool {
        self.is_gone || self.session.as_ref().is_none_or(BoxSession::is_saved)
    }

    fn is_done(&self) -> bool {
        self.is_left && self.is_saved()
    }

    fn restarted(&mut self) {
        self.is_asking = false;
        self.ask();
    }

    fn hurry(&mut self) {
        // An input method may hold letters that no event has told of yet.
        self.typed();
        let edit = self.session.as_mut().and_then(BoxSession::hurry);
        self.send(edit);
    }

    fn receive(&mut self, message: FromEngine) {
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
            _ => Ok(()),
        };
        if kept_step.is_err() {
            self.ask();
        }
    }
}
