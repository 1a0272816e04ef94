//! Ways to keep everything: twelve words, a file out, a file in.

use naptime::{link::ToEngine, platform::files};
use naptime_replica::command::Reply;
use naptime_view::{prelude::*, task::spawn_local};

use crate::ui::{
    dispatch::{Answer, Attempt},
    kit::{Button, ErrorText, Toast},
    recovery,
    screen::FILE_BYTES_MAX,
    strings::words,
};

/// The twelve words, behind a tap: somebody may be looking over her shoulder.
#[component]
pub fn RecoveryWords() -> impl IntoView {
    let (words, attempt, shown) = (words().me, Attempt::new(), RwSignal::new(None::<String>));
    let toggle = move |()| match shown.get_untracked() {
        Some(_) => shown.set(None),
        None => attempt.ask(ToEngine::Words, move |answer| {
            // Words that nobody saw are not written down either.
            if let Answer::Words(words) = answer
                && attempt.is_shown()
            {
                shown.set(words);
                recovery::settle();
            }
        }),
    };
    let label = move || if shown.read().is_some() { words.words_hide } else { words.words_show };
    let list = move || {
        let items = shown.get()?.split_whitespace().map(|word| view! { <li>{word.to_owned()}</li> }).collect_view();
        Some(view! { <ol class="recovery-words">{items}</ol> })
    };
    view! {
        <section class="card">
            <h2>{words.words}</h2>
            <p class="muted">{words.words_lead}</p>
            {list}
            <ErrorText text=Signal::derive(move || attempt.words()) />
            <Button label=Signal::derive(move || label().to_owned()) on_press=toggle is_busy=attempt.is_running() />
        </section>
    }
}

/// Everything as one sealed file.
#[component]
pub fn Export() -> impl IntoView {
    let (words, attempt, toast) = (words().me, Attempt::new(), expect_context::<Toast>());
    let not_saved = RwSignal::new(None);
    let save = move |()| {
        not_saved.set(None);
        attempt.ask(ToEngine::Export, move |answer| {
            let Answer::File(file, left_out) = answer else { return };
            let saved = file.map(|file| files::save(FILE_NAME, FILE_TYPE, &file));
            match saved {
                Some(Ok(())) => toast.say(&words.exported(left_out)),
                Some(Err(_)) => not_saved.set(Some(words.export_failed.to_owned())),
                None => not_saved.set(Some(words.export_too_much.to_owned())),
            }
        });
    };
    view! {
        <section class="card">
            <h2>{words.export}</h2>
            <p class="muted">{words.export_lead}</p>
            <p role="status">{move || attempt.is_running().get().then_some(words.exporting)}</p>
            <ErrorText text=Signal::derive(move || not_saved.get().or_else(|| attempt.words())) />
            <Button label=words.export_now.to_owned() on_press=save is_busy=attempt.is_running() />
        </section>
    }
}

const FILE_NAME: &str = "my-words.naptime";
const FILE_TYPE: &str = "application/octet-stream";

/// Takes in a file that was exported, here or on another phone of hers.
#[component]
pub fn Import() -> impl IntoView {
    let (words, attempt, toast) = (words().me, Attempt::new(), expect_context::<Toast>());
    let unreadable = RwSignal::new(None);
    let choose = move |()| {
        unreadable.set(None);
        spawn_local(async move {
            match files::choose(".naptime", FILE_BYTES_MAX).await {
                Ok(Some(chosen)) => {
                    let message = |request| ToEngine::Import { request, file: chosen.bytes, words: None };
                    attempt.ask(message, move |answer| {
                        if let Answer::Outcome(Ok(Reply::TakenIn(left_out))) = answer {
                            toast.say(&words.imported(left_out));
                        }
                    });
                }
                Ok(None) => {}
                Err(_) => unreadable.set(Some(crate::ui::strings::words().start.file_unreadable.to_owned())),
            }
        });
    };
    view! {
        <section class="card">
            <h2>{words.import}</h2>
            <p class="muted">{words.import_lead}</p>
            <ErrorText text=Signal::derive(move || unreadable.get().or_else(|| attempt.words())) />
            <Button label=words.import_now.to_owned() on_press=choose is_busy=attempt.is_running() />
        </section>
    }
}
