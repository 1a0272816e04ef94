//! Forms as far as they are filled in, on this device alone: a killed tab costs no words.

use std::{cell::RefCell, mem};

use naptime::{
    half_written,
    platform::{
        clock::Timer,
        events::{self, Listener},
        local::LocalText,
    },
};
use naptime_view::prelude::*;

const FORMS: LocalText = LocalText("naptime.forms");
/// How long what is typed rests before it is written down, however fast she types: a killed tab costs no more than this.
const REST_MS: i64 = 300;

/// What was typed and is not written down yet.
#[derive(Default)]
struct Typed {
    forms: Vec<(String, Vec<String>)>,
    resting: Option<Timer>,
    /// Writes it down at once when the page is put away.
    listeners: Vec<Listener>,
}

/// Of several files that are read at once the one chosen last counts.
#[derive(Clone, Copy)]
pub struct Choices(StoredValue<u32>);

impl Choices {
    pub fn none() -> Self {
        Self(StoredValue::new(0))
    }

    /// She has chosen once more; gives back which choice that is.
    pub fn next(self) -> u32 {
        self.0.update_value(|choices| *choices += 1);
        self.0.get_value()
    }

    /// Whether a choice is still the last one, and somebody waits for it.
    pub fn is_last(self, choice: u32) -> bool {
        self.0.try_get_value() == Some(choice)
    }
}

thread_local! {
    static TYPED: RefCell<Typed> = RefCell::default();
}

/// What was typed into a form and not kept yet.
pub fn find<const FIELDS: usize>(key: &str) -> Option<[String; FIELDS]> {
    let typed =
        |typed: &RefCell<Typed>| typed.borrow().forms.iter().find(|form| form.0 == key).map(|form| form.1.clone());
    let fields = TYPED.with(typed).or_else(|| {
        let kept = FORMS.get()?;
        Some(half_written::find(&kept, key)?.into_iter().map(str::to_owned).collect())
    });
    fields?.try_into().ok()
}

/// Remembers what is typed into a form.
pub fn keep(key: &str, fields: &[String]) {
    TYPED.with_borrow_mut(|typed| {
        typed.forms.retain(|form| form.0 != key);
        typed.forms.push((key.to_owned(), fields.to_vec()));
        if typed.listeners.is_empty() {
            // Without a window nobody puts it away.
            typed.listeners.extend(events::on_visibility(|_| write_down()).into_iter().flatten());
        }
        typed.resting.get_or_insert_with(|| Timer::after(REST_MS, write_down));
    });
}

/// Writes down what was typed: she rests, or the page may go.
fn write_down() {
    let (forms, rested) = TYPED.with_borrow_mut(|typed| (mem::take(&mut typed.forms), typed.resting.take()));
    drop(rested);
    if forms.is_empty() {
        return;
    }
    let kept = FORMS.get().unwrap_or_default();
    let all = forms.iter().fold(kept, |kept, (key, fields)| half_written::with(&kept, key, fields));
    if FORMS.set(&all).is_err() {
        // A browser without localStorage, or one that is full, forgets it with the tab.
        TYPED.with_borrow_mut(|typed| typed.forms = forms);
    }
}

/// Forgets a form that is done, or as it was given.
pub fn forget(key: &str) {
    TYPED.with_borrow_mut(|typed| typed.forms.retain(|form| form.0 != key));
    if let Some(kept) = FORMS.get().filter(|kept| half_written::find(kept, key).is_some()) {
        // What could be read can be written.
        FORMS.set(&half_written::without(&kept, key)).ok();
    }
}

/// Forgets a form that was sent, unless she has gone on writing since.
pub fn forget_sent(key: &str, sent: &[String]) {
    let typed = TYPED.with_borrow(|typed| typed.forms.iter().find(|form| form.0 == key).map(|form| form.1 == sent));
    if typed.unwrap_or_else(|| FORMS.get().is_some_and(|kept| half_written::says(&kept, key, sent))) {
        forget(key);
    }
}

/// Empties a field that was sent, unless she has gone on writing since.
pub fn clear_sent((field, sent): &(RwSignal<String>, String)) {
    // The screen may be gone.
    if field.try_with_untracked(|now| now == sent) == Some(true) {
        field.set(String::new());
    }
}

/// Forgets all of them: somebody else lives here now.
pub fn forget_all() {
    TYPED.with_borrow_mut(|typed| typed.forms.clear());
    // A browser without localStorage has nothing to forget.
    FORMS.remove().ok();
}
