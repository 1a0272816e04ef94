//! What she does in a box beside typing: buttons, undo, reading what she wrote.

use naptime::platform::{clock, page::Caret};
use naptime_course::written::{Button, Edit, Pressed, next_line, press};
use naptime_domain::text::{History, TextDelta, TextOp, utf16};
use naptime_view::prelude::*;

use super::OpenBox;
use crate::ui::{
    place,
    strings::words,
    text_box::{BoxSize, Steps, kept},
};

impl OpenBox {
    /// Presses one of the editor's buttons.
    pub fn press(&mut self, button: Button) {
        // An input method may hold letters that no event has told of yet.
        self.typed();
        let (Some(area), Some(session)) = (&self.area, &self.session) else { return };
        let caret = Caret::of(area);
        let Some(pressed) = press(session.text(), caret.from..caret.to, button) else { return };
        if button == Button::Link && pressed.edits.is_empty() {
            self.shown.toast.say(words().work.link_of_what);
        }
        self.carry_out(pressed);
    }

    /// Puts words where there are none.
    pub fn put(&mut self, words: &str) {
        self.typed();
        let blank = self.session.as_ref().map(|session| session.text()).filter(|text| text.trim().is_empty());
        if let Some(delete) = blank.map(utf16::len) {
            let end = utf16::len(words);
            let edits = vec![Edit { at: 0, delete, insert: words.to_owned() }];
            self.carry_out(Pressed { edits, selection: end..end });
        }
    }

    /// Takes back what she did last.
    pub fn undo(&mut self) {
        self.step(History::undo);
    }

    /// Does again what she took back last.
    pub fn redo(&mut self) {
        self.step(History::redo);
    }

    /// The caret may have moved. A box that she touches before it has its words waits for the engine.
    pub fn moved(&self) {
        if self.session.is_none() {
            self.dispatch.wake();
        }
        self.resting.stir();
    }

    /// Shows the text as its readers see it, or as it is written.
    pub fn turn(&mut self) {
        self.typed();
        let is_read = self.shown.read.with_untracked(Option::is_some);
        let text = self.session.as_ref().map(|session| session.text().to_owned());
        self.shown.read.set(text.filter(|_| !is_read));
    }

    /// Her own edit, which the area shows already.
    pub(super) fn did(&mut self, delta: &TextDelta) {
        let Some(session) = &mut self.session else { return };
        let told = self.history.typed(session.text(), delta, clock::now());
        match told.and_then(|()| session.local(delta)) {
            Ok(outgoing) => self.send(outgoing),
            // The delta was made from this very text.
            Err(_) => self.ask(),
        }
        self.changed();
    }

    /// A new line in a list begins with the list's mark.
    pub(super) fn go_on_with_list(&mut self, delta: &TextDelta) {
        let is_new_line = matches!(delta.ops().last(), Some(TextOp::Insert(text)) if text == "\n");
        if !is_new_line || self.is_composing || self.size != BoxSize::Page {
            return;
        }
        let (Some(area), Some(session)) = (&self.area, &self.session) else { return };
        if let Some(pressed) = next_line(session.text(), Caret::of(area).from) {
            self.carry_out(pressed);
        }
    }

    /// The page is put away, and may not come back: what waits for an answer, or until she rests, waits no longer.
    pub fn put_away(&mut self) {
        self.hurry();
        if self.resting.is_awaited() {
            self.rest();
        }
    }

    /// Keeps at once what is kept when she rests.
    pub(super) fn rest(&mut self) {
        self.resting.call_off();
        if let Some(area) = &self.area {
            place::keep_caret(&self.target, Caret::of(area));
        }
        self.keep_written();
    }

    /// Keeps what of her writing is kept beside the words.
    pub(super) fn keep_written(&mut self) {
        if let Some(session) = self.session.as_ref().filter(|_| std::mem::take(&mut self.has_new_steps)) {
            kept::keep(&self.target, session.text(), self.history.clone());
        }
        if std::mem::take(&mut self.has_written) {
            place::wrote(&self.target);
        }
    }

    /// Tells the buttons which steps there are, whether more fits, and the reading view what there is to read.
    pub(super) fn tell_steps(&self) {
        let has_words = self.session.as_ref().is_some_and(|session| !session.text().trim_start().is_empty());
        let steps = Steps { back: self.history.can_undo(), forward: self.history.can_redo(), has_words };
        // The screen may have gone while the answer was on its way.
        if self.shown.steps.try_with_untracked(|shown| *shown != steps).unwrap_or_default() {
            self.shown.steps.set(steps);
        }
        let is_full =
            self.area.as_ref().is_some_and(|area| i64::from(area.text_length()) >= i64::from(area.max_length()));
        if self.shown.is_full.try_get_untracked().is_some_and(|shown| shown != is_full) {
            self.shown.is_full.set(is_full);
        }
        let is_read = self.shown.read.try_with_untracked(Option::is_some).unwrap_or_default();
        if let Some(session) = self.session.as_ref().filter(|_| is_read) {
            self.shown.read.try_set(Some(session.text().to_owned()));
        }
    }

    fn carry_out(&mut self, pressed: Pressed) {
        let delta = delta_of(&pressed);
        if delta.is_empty() || !self.has_room_for(&delta) {
            return;
        }
        self.history.pause();
        self.show(&delta);
        self.did(&delta);
        self.history.pause();
        self.select(pressed.selection.start, pressed.selection.end);
    }

    fn step(&mut self, take: fn(&mut History, &str) -> Option<TextDelta>) {
        if self.shown.read.with_untracked(Option::is_some) {
            return;
        }
        self.typed();
        let Some(session) = &mut self.session else { return };
        let Some(delta) = take(&mut self.history, session.text()) else { return self.tell_steps() };
        let outgoing = session.local(&delta);
        self.show(&delta);
        match outgoing {
            Ok(outgoing) => self.send(outgoing),
            Err(_) => self.ask(),
        }
        self.changed();
        // Where something came back or went.
        let behind = delta.splices().last().map_or(0, |(at, _, insert)| at + utf16::len(insert));
        self.select(behind, behind);
    }

    fn changed(&mut self) {
        self.tell_steps();
        // Text and history are long: they are copied once she rests, not at each key.
        self.has_new_steps = true;
        self.moved();
    }

    fn select(&mut self, from: u32, to: u32) {
        if let Some(area) = &self.area {
            Caret { from, to, ..Caret::of(area) }.put(area);
        }
        self.moved();
    }

    /// What a button adds counts, too.
    fn has_room_for(&self, delta: &TextDelta) -> bool {
        let (Some(area), Some(session)) = (&self.area, &self.session) else { return false };
        i64::from(utf16::len(session.text())) + delta.growth() <= i64::from(area.max_length())
    }
}

fn delta_of(pressed: &Pressed) -> TextDelta {
    let mut at = 0;
    let ops = pressed.edits.iter().flat_map(|edit| {
        let kept = edit.at - at;
        at = edit.at + edit.delete;
        [TextOp::Retain(kept), TextOp::Insert(edit.insert.clone()), TextOp::Delete(edit.delete)]
    });
    ops.collect()
}
