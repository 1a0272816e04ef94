//! Taking back what she has shown, and showing it again: a rare thing, out of the way.

use naptime::platform::page;
use naptime_domain::id::SubmissionId;
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use crate::ui::{
    after_render,
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText, Notice},
    strings::words,
};

pub fn take_back(submission: SubmissionId, is_taken_back: bool) -> AnyView {
    let (words, attempt, is_sure) = (words().critique, Attempt::new(), RwSignal::new(false));
    let set = move |is_taken_back| attempt.run(Command::TakeBack { submission, is_taken_back }, |_| {});
    let ask = move |()| {
        is_sure.set(true);
        // It is longer than the button was, and the screen's action lies over what is below.
        after_render(|| page::keep_match_in_view("#take-back"));
    };
    let inside = move || match (is_taken_back, is_sure.get()) {
        (true, _) => view! {
            <Notice text=words.you_took_back />
            <Button label=words.show_again.to_owned() on_press=move |()| set(false) />
        }
        .into_any(),
        (false, false) => view! {
            <Button kind=ButtonKind::Quiet label=words.take_back.to_owned() on_press=ask />
        }
        .into_any(),
        (false, true) => view! {
            <p>{words.take_back_hint}</p>
            <Button label=words.take_back_sure.to_owned() on_press=move |()| set(true) />
            <Button kind=ButtonKind::Quiet label=words.take_back_not.to_owned() on_press=move |()| is_sure.set(false) />
        }
        .into_any(),
    };
    view! {
        <section class="stack" data-gap="small" id="take-back">
            {inside}
            <ErrorText text=Signal::derive(move || attempt.words()) />
        </section>
    }
    .into_any()
}
