//! A text area whose words are a document's: typing shows at once, others' words come in around the caret.

mod open;

use std::{cell::RefCell, rc::Rc};

use naptime::link::{BoxId, FromEngine, ToEngine};
use naptime_domain::limits::{NOTE_UTF16_MAX, TEXT_UTF16_MAX};
use naptime_replica::command::TextTarget;
use naptime_view::{html::Textarea, prelude::*};

use self::open::OpenBox;
use super::{dispatch::Dispatch, place, strings::words};

/// How tall a box starts. It grows with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxSize {
    /// One line.
    Line,
    /// A few lines.
    Paragraph,
    /// Most of the screen.
    Page,
}

/// The boxes on the screen, and those that left it with words that are still to be stored.
#[derive(Clone, Copy)]
pub struct Boxes {
    open: StoredValue<Open, LocalStorage>,
    has_unsaved: RwSignal<bool>,
}

#[derive(Default)]
struct Open {
    last_id: BoxId,
    boxes: Vec<(BoxId, Rc<RefCell<OpenBox>>)>,
}

impl Boxes {
    pub fn new() -> Self {
        Self { open: StoredValue::new_local(Open::default()), has_unsaved: RwSignal::new(false) }
    }

    /// Whether something was typed that is not known to be stored.
    pub fn has_unsaved(self) -> ReadSignal<bool> {
        self.has_unsaved.read_only()
    }

    /// Hands on what the engine says of a box.
    pub fn receive(self, message: FromEngine, dispatch: Dispatch) {
        let id = match &message {
            FromEngine::TextOpened { id, .. }
            | FromEngine::TextAcknowledged { id, .. }
            | FromEngine::TextPatch { id, .. }
            | FromEngine::TextGone(id)
            | FromEngine::TextOutOfStep(id)
            | FromEngine::TextSaved { id, .. } => *id,
            _ => return,
        };
        let found =
            self.open.try_with_value(|open| open.boxes.iter().find(|(other, _)| *other == id).cloned()).flatten();
        if let Some((_, open)) = found {
            open.borrow_mut().receive(message);
            self.close_if_done(&open, dispatch);
            self.look();
        }
    }

    /// A new engine runs: every box opens again and keeps what was typed.
    pub fn restarted(self) {
        let all = self.open.try_with_value(|open| open.boxes.clone()).unwrap_or_default();
        all.into_iter().for_each(|(_, open)| open.borrow_mut().restarted());
    }

    fn open(
        self,
        target: TextTarget,
        state: RwSignal<BoxState>,
        dispatch: Dispatch,
        is_a_place: bool,
    ) -> Rc<RefCell<OpenBox>> {
        let opened = self.open.try_update_value(|open| {
            open.last_id += 1;
            let opened = Rc::new(RefCell::new(OpenBox::new(open.last_id, target, state, dispatch, is_a_place)));
            open.boxes.push((open.last_id, opened.clone()));
            opened
        });
        opened.unwrap_or_else(|| unreachable!("the boxes live as long as the page"))
    }

    fn leave(self, opened: &RefCell<OpenBox>, dispatch: Dispatch) {
        opened.borrow_mut().leave();
        self.close_if_done(opened, dispatch);
        self.look();
    }

    fn close_if_done(self, opened: &RefCell<OpenBox>, dispatch: Dispatch) {
        let (id, is_done) = (opened.borrow().id(), opened.borrow().is_done());
        if is_done {
            self.open.update_value(|open| open.boxes.retain(|(other, _)| *other != id));
            dispatch.send(&ToEngine::CloseText(id));
        }
    }

    /// Looks whether everything is stored. Never while a box is at work.
    fn look(self) {
        let is_saved = self.open.try_with_value(|open| open.boxes.iter().all(|(_, open)| open.borrow().is_saved()));
        if let Some(has_unsaved) = is_saved.map(|is_saved| !is_saved)
            && self.has_unsaved.get_untracked() != has_unsaved
        {
            self.has_unsaved.set(has_unsaved);
        }
    }
}

/// Whether a box can be typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxState {
    /// Its words are on their way from this phone's storage.
    Opening,
    /// It can.
    Open,
    /// What it edits is not on this device.
    Gone,
}

/// A label, a hint and a text area bound to a document's text.
#[component]
pub fn TextBox(
    target: TextTarget,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    size: BoxSize,
    /// Coming back to this screen means coming back to this box, if it was the last one used.
    #[prop(optional)]
    is_a_place: bool,
) -> impl IntoView {
    let (boxes, dispatch) = (expect_context::<Boxes>(), expect_context::<Dispatch>());
    let (id, state) = (place::key(&target), RwSignal::new(BoxState::Opening));
    let units_max = units_max(&target);
    let opened = boxes.open(target, state, dispatch, is_a_place);
    let area = NodeRef::<Textarea>::new();
    let attached = StoredValue::new_local(opened.clone());
    Effect::new(move || {
        if let Some(area) = area.get() {
            attached.with_value(|opened| opened.borrow_mut().attach(area));
        }
    });
    on_cleanup(move || attached.with_value(|opened| boxes.leave(opened, dispatch)));
    // A box that is being taken off the screen may still lose the focus.
    let with_box = move |act: fn(&mut OpenBox)| {
        attached.try_with_value(|opened| act(&mut opened.borrow_mut()));
        boxes.look();
    };
    let (hint_id, has_hint) = ([&id, "-hint"].concat(), !hint.is_empty());
    let size = match size {
        BoxSize::Line => "line",
        BoxSize::Paragraph => "paragraph",
        BoxSize::Page => "page",
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {has_hint.then(|| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
            <textarea
                class="box"
                id=id
                node_ref=area
                data-size=size
                rows="1"
                maxlength=units_max
                readonly=move || state.get() != BoxState::Open
                aria-describedby=has_hint.then_some(hint_id)
                on:input=move |_| with_box(OpenBox::typed)
                on:compositionstart=move |_| with_box(OpenBox::composing)
                on:compositionend=move |_| with_box(OpenBox::composed)
                on:keyup=move |_| with_box(OpenBox::moved)
                on:pointerup=move |_| with_box(OpenBox::moved)
                on:blur=move |_| with_box(OpenBox::left)
            ></textarea>
            {move || (state.get() == BoxState::Gone).then(|| view! { <p class="hint">{words().work.gone}</p> })}
        </div>
    }
}

fn units_max(target: &TextTarget) -> String {
    let units = match target {
        TextTarget::DraftNote { .. } => NOTE_UTF16_MAX,
        _ => TEXT_UTF16_MAX,
    };
    units.to_string()
}
