//! What a button does: at most once at a time, with why it was not done beside the field.

use naptime::link::{RequestId, ToEngine};
use naptime_replica::command::{Command, Reply};
use naptime_view::prelude::*;

use super::{Answer, Dispatch, Failure, Waiting};
use crate::ui::{explain, text_box::Boxes};

/// A button's command: whether it is under way, and why it was not done.
#[derive(Clone, Copy)]
pub struct Attempt {
    dispatch: Dispatch,
    boxes: Boxes,
    is_running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Attempt {
    pub fn new() -> Self {
        Self {
            dispatch: expect_context(),
            boxes: expect_context(),
            is_running: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Runs a command unless one is under way; `then` hears of success alone, and only while the screen is there: an answer
    /// that comes late moves nobody who has gone on.
    pub fn run(self, command: Command, then: impl FnOnce(Reply) + 'static) {
        self.run_through(command, move |reply| {
            if self.is_shown() {
                then(reply);
            }
        });
    }

    /// As [`Self::run`]; `then` is done wherever she is by then, so it takes nothing from the screen.
    pub fn run_through(self, command: Command, then: impl FnOnce(Reply) + 'static) {
        self.ask(
            |request| ToEngine::Run { request, command },
            |answer| {
                if let Answer::Outcome(Ok(reply)) = answer {
                    then(reply);
                }
            },
        );
    }

    /// Runs a command at once, also beside another: one of several that do not wait for each other, done twice or once.
    pub fn run_beside(self, command: Command, then: impl FnOnce(Reply) + 'static) {
        self.is_running.try_set(false);
        self.run(command, then);
    }

    /// As [`Self::run_through`]; `unless` hears of a failure first and says whether it has dealt with it.
    pub fn run_or(
        self,
        command: Command,
        then: impl FnOnce(Reply) + 'static,
        unless: impl FnOnce(&Failure) -> bool + 'static,
    ) {
        self.begin(
            |request| ToEngine::Run { request, command },
            Box::new(move |answer| match answer {
                Answer::Outcome(Ok(reply)) => then(reply),
                Answer::Outcome(Err(failure)) if !unless(&failure) => self.failed(failure),
                _ => {}
            }),
        );
    }

    /// Asks for something unless something is under way; `then` hears of success alone, wherever she is by then.
    pub fn ask(self, message: impl FnOnce(RequestId) -> ToEngine, then: impl FnOnce(Answer) + 'static) {
        self.begin(
            message,
            Box::new(move |answer| match answer {
                Answer::Outcome(Err(failure)) => self.failed(failure),
                answer => then(answer),
            }),
        );
    }

    fn begin(self, message: impl FnOnce(RequestId) -> ToEngine, then: Waiting) {
        // The screen may be gone, and its signals with it: when the answer comes, or when one command follows another.
        if self.is_running.try_get_untracked() == Some(true) {
            return;
        }
        self.is_running.try_set(true);
        self.failure.try_set(None);
        // What was typed before she tapped is done before, too.
        self.boxes.hurry();
        self.dispatch.ask(
            message,
            Box::new(move |answer| {
                self.is_running.try_set(false);
                then(answer);
            }),
        );
    }

    fn failed(self, failure: Failure) {
        // As above.
        self.failure.try_set(Some(failure));
    }

    /// Whether the screen it belongs to is still there.
    pub fn is_shown(self) -> bool {
        self.is_running.try_get_untracked().is_some()
    }

    pub fn is_running(self) -> ReadSignal<bool> {
        self.is_running.read_only()
    }

    /// What to say beside the field. Tracks.
    pub fn words(self) -> Option<String> {
        self.failure.get().map(|failure| explain::failure(&failure))
    }

    /// Why it was not done. Tracks.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }
}
