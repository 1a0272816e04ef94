//! The editor's buttons and keys: marks for words and lines, steps back and forward, reading.

use naptime_course::written::Button as Mark;
use naptime_view::{
    ev::{InputEvent, KeyboardEvent, PointerEvent},
    prelude::*,
};

use super::{Act, Shown, open::OpenBox};
use crate::ui::{
    kit::{Button, ButtonKind, Icon, IconName},
    strings::words,
};

/// What Ctrl or Cmd and a letter do. Marks belong to boxes whose readers see them.
pub fn action_of_keys(event: &KeyboardEvent, is_page: bool) -> Option<Act> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    let act: Act = match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => OpenBox::undo,
        ("z", true) | ("y", false) => OpenBox::redo,
        ("b", false) if is_page => |open| open.press(Mark::Strong),
        ("i", false) if is_page => |open| open.press(Mark::Emphasis),
        ("k", false) if is_page => |open| open.press(Mark::Link),
        _ => return None,
    };
    Some(act)
}

/// What a keyboard's own undo does, or shaking the phone: the browser would undo others' words, too.
pub fn action_of_input(event: &InputEvent) -> Option<Act> {
    match event.input_type().as_str() {
        "historyUndo" => Some(OpenBox::undo),
        "historyRedo" => Some(OpenBox::redo),
        _ => None,
    }
}

/// The row above the text: a step back, a step forward, and, once there are words, the text as its readers see it. A step that
/// there is not can still be reached: a button that vanished under the focus would send a keyboard to the top of the page.
pub fn steps_and_reading(shown: Shown, with_box: impl Fn(Act) + Copy + Send + Sync + 'static) -> AnyView {
    let words = words().work;
    let is_read = move || shown.read.with(Option::is_some);
    let has_words = Memo::new(move |_| shown.steps.read().has_words);
    let turn = move || if is_read() { words.write } else { words.read }.to_owned();
    let reading = move || view! { <Button kind=ButtonKind::Quiet label=Signal::derive(turn) on_press=move |()| with_box(OpenBox::turn) /> };
    view! {
        <div class="steps">
            <button
                class="tool"
                type="button"
                aria-label=words.undo
                aria-disabled=move || (is_read() || !shown.steps.get().back).then_some("true")
                on:pointerdown=keep_keyboard
                on:click=move |_| with_box(OpenBox::undo)
            >
                <Icon name=IconName::Undo />
            </button>
            <button
                class="tool"
                type="button"
                aria-label=words.redo
                aria-disabled=move || (is_read() || !shown.steps.get().forward).then_some("true")
                on:pointerdown=keep_keyboard
                on:click=move |_| with_box(OpenBox::redo)
            >
                <Icon name=IconName::Redo />
            </button>
            {move || (is_read() || has_words.get()).then(reading)}
        </div>
    }
    .into_any()
}

/// The row above the keyboard.
pub fn marks(shown: Shown, with_box: impl Fn(Act) + Copy + Send + Sync + 'static) -> AnyView {
    let words = words().work;
    let buttons: [(&str, IconName, Act); 5] = [
        (words.heading, IconName::Heading, |open| open.press(Mark::Heading)),
        (words.list, IconName::List, |open| open.press(Mark::List)),
        (words.quote, IconName::Quote, |open| open.press(Mark::Quote)),
        (words.bold, IconName::Bold, |open| open.press(Mark::Strong)),
        (words.link, IconName::Link, |open| open.press(Mark::Link)),
    ];
    let button = |(name, icon, act): (&'static str, IconName, Act)| {
        view! {
            <button
                class="tool"
                type="button"
                aria-label=name
                on:pointerdown=keep_keyboard
                on:click=move |_| with_box(act)
            >
                <Icon name=icon />
            </button>
        }
    };
    let buttons: Vec<_> = buttons.into_iter().map(button).collect();
    view! {
        <div class="marks" role="group" aria-label=words.marks hidden=move || shown.read.with(Option::is_some)>
            {buttons}
        </div>
    }
    .into_any()
}

/// A button that took the focus would send the keyboard away.
fn keep_keyboard(event: PointerEvent) {
    event.prevent_default();
}
