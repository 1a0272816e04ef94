//! A text area whose words are a document's: typing shows at once, others' words come in around the caret.

mod beneath;
mod kept;
mod open;
mod tools;

pub use kept::{did, forget as forget_histories};

use std::{cell::RefCell, rc::Rc};

use naptime::link::{BoxId, FromEngine, ToEngine};
use naptime_replica::command::TextTarget;
use naptime_view::{
    ev::{InputEvent, KeyboardEvent},
    html::Textarea,
    prelude::*,
};

use self::{
    beneath::beneath,
    open::OpenBox,
    tools::{action_of_input, action_of_keys, marks, steps_and_reading},
};
use super::{blocks::HeadingLevel, dispatch::Dispatch, kit::Toast, place, written};

/// How tall a box starts. It grows with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxSize {
    /// One line.
    Line,
    /// A few lines.
    Paragraph,
    /// Most of the screen, with buttons for headings, lists and the like.
    Page,
}

impl BoxSize {
    fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Paragraph => "paragraph",
            Self::Page => "page",
        }
    }
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
            | FromEngine::TextRefused { id, .. }
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
        self.tell_all(|open| open.restarted());
    }

    /// Sends all that was typed, ahead of a command that must find it.
    pub fn hurry(self) {
        self.tell_all(|open| open.hurry());
    }

    /// The page is put away, and may not come back: sends what was typed, and keeps what waits until she rests.
    pub fn put_away(self) {
        self.tell_all(OpenBox::put_away);
    }

    /// Puts words into a box that is on the screen and empty, as if she had typed them.
    pub fn put(self, target: &TextTarget, words: &str) {
        let of = |open: &Open| open.boxes.iter().find(|(_, open)| open.borrow().is_shown_for(target)).cloned();
        if let Some((_, open)) = self.open.try_with_value(of).flatten() {
            open.borrow_mut().put(words);
            self.look();
        }
    }

    fn tell_all(self, tell: fn(&mut OpenBox)) {
        let all = self.open.try_with_value(|open| open.boxes.clone()).unwrap_or_default();
        all.into_iter().for_each(|(_, open)| tell(&mut open.borrow_mut()));
    }

    fn open(
        self,
        what: (TextTarget, BoxSize),
        shown: Shown,
        dispatch: Dispatch,
        is_a_place: bool,
    ) -> Rc<RefCell<OpenBox>> {
        let opened = self.open.try_update_value(|open| {
            open.last_id += 1;
            let opened = Rc::new_cyclic(|this| {
                RefCell::new(OpenBox::new(this.clone(), open.last_id, what, shown, dispatch, is_a_place))
            });
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

/// What a box shows beside its words.
#[derive(Clone, Copy)]
struct Shown {
    state: RwSignal<BoxState>,
    steps: RwSignal<Steps>,
    /// Nothing more fits.
    is_full: RwSignal<bool>,
    /// Words of hers that found no room, until she has seen to them.
    refused: RwSignal<Option<String>>,
    /// The text, while it is read rather than written.
    read: RwSignal<Option<String>>,
    toast: Toast,
}

impl Shown {
    fn new(toast: Toast) -> Self {
        Self {
            state: RwSignal::new(BoxState::Opening),
            steps: RwSignal::default(),
            is_full: RwSignal::default(),
            refused: RwSignal::default(),
            read: RwSignal::default(),
            toast,
        }
    }
}

/// Which ways she can step, and whether there is something to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Steps {
    back: bool,
    forward: bool,
    has_words: bool,
}

/// Something to do to a box.
type Act = fn(&mut OpenBox);

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
    /// As long as this holds nothing can be typed: what is being done with its words must not find some of them missing.
    #[prop(optional)]
    is_held: Option<ReadSignal<bool>>,
) -> impl IntoView {
    let (boxes, dispatch) = (expect_context::<Boxes>(), expect_context::<Dispatch>());
    let (id, shown) = (place::key(&target), Shown::new(expect_context()));
    let state = shown.state;
    let (length_max, is_page) = (target.field().utf16_max(), size == BoxSize::Page);
    // Who is brought back to a screen stands where she stood, also if she had scrolled away from the box.
    let is_a_place = is_a_place && !expect_context::<place::Pickup>().is_there();
    let opened = boxes.open((target, size), shown, dispatch, is_a_place);
    let area = NodeRef::<Textarea>::new();
    let attached = StoredValue::new_local(opened.clone());
    Effect::new(move || {
        if let Some(area) = area.get() {
            attached.with_value(|opened| opened.borrow_mut().attach(area));
        }
    });
    on_cleanup(move || attached.with_value(|opened| boxes.leave(opened, dispatch)));
    // A box that is being taken off the screen may still lose the focus.
    let with_box = move |act: Act| {
        attached.try_with_value(|opened| act(&mut opened.borrow_mut()));
        boxes.look();
    };
    let is_held = Memo::new(move |_| is_held.is_some_and(|is_held| is_held.get()));
    let on_keys = move |event: KeyboardEvent| {
        if let Some(act) = action_of_keys(&event, is_page).filter(|_| !is_held.get_untracked()) {
            event.prevent_default();
            with_box(act);
        }
    };
    let on_before = move |event: InputEvent| {
        if let Some(act) = action_of_input(&event) {
            event.prevent_default();
            with_box(act);
        }
    };
    let (hint_id, has_hint) = ([&id, "-hint"].concat(), !hint.is_empty());
    let is_read = move || shown.read.with(Option::is_some);
    view! {
        <div class="field" data-marked-up=is_page.then_some("")>
            <label for=id.clone()>{label}</label>
            {has_hint.then(|| view! { <p class="hint" id=hint_id.clone()>{hint}</p> })}
            {is_page.then(|| steps_and_reading(shown, with_box))}
            <textarea
                class="box"
                id=id
                node_ref=area
                data-size=size.name()
                rows="1"
                maxlength=length_max.to_string()
                hidden=is_read
                readonly=move || state.get() != BoxState::Open || is_held.get()
                aria-busy=move || (state.get() == BoxState::Opening).then_some("true")
                aria-describedby=has_hint.then_some(hint_id)
                on:keydown=on_keys
                on:beforeinput=on_before
                on:input=move |_| with_box(OpenBox::typed)
                on:compositionstart=move |_| with_box(OpenBox::composing)
                on:compositionend=move |_| with_box(OpenBox::composed)
                on:keyup=move |_| with_box(|open| open.moved())
                on:pointerup=move |_| with_box(|open| open.moved())
                on:blur=move |_| with_box(OpenBox::left)
            ></textarea>
            {is_page.then(|| marks(shown, with_box))}
            {move || shown.read.get().map(|text| written::reading(&text, HeadingLevel::Second))}
            {beneath(shown, length_max)}
        </div>
    }
}
