//! Bringing her words back from the twelve words, with or without a file.

use naptime::{link::ToEngine, platform::files};
use naptime_replica::{
    command::{Command, Reply},
    export::{EXPORT_BYTES_MAX, LeftOut},
};
use naptime_view::{
    ev::{Event, SubmitEvent},
    prelude::*,
    task::spawn_local,
};

use super::step::Back;
use crate::ui::{
    dispatch::{Answer, Attempt},
    forms::Choices,
    kit::{Action, Area, Button, ButtonKind, ErrorText, Screen, Toast},
    recovery,
    route::{Route, Router},
    strings::words,
};

/// What an export may have, and no more is read.
pub const FILE_BYTES_MAX: u64 = EXPORT_BYTES_MAX as u64;

/// The file she chose.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chosen {
    Nothing,
    /// It is being read; the form waits for it if it was submitted meanwhile.
    Reading {
        is_awaited: bool,
    },
    Unreadable,
    Here(Vec<u8>),
}

#[component]
pub fn Restore(secret: RwSignal<String>) -> impl IntoView {
    let (missing, file) = (RwSignal::new(None), RwSignal::new(Chosen::Nothing));
    let (attempt, router, choices) = (Attempt::new(), expect_context::<Router>(), Choices::none());
    let toast = expect_context::<Toast>();
    let submit = Callback::new(move |()| {
        missing.set(None);
        let words_given = secret.get_untracked().trim().to_owned();
        if words_given.is_empty() {
            return missing.set(Some(words().start.restore_words_missing.to_owned()));
        }
        let done = move || {
            // They are on paper, or wherever she has just read them.
            recovery::settle();
            if attempt.is_shown() {
                router.replace(Route::Today);
            }
        };
        match file.get_untracked() {
            Chosen::Nothing => attempt.run_through(Command::Restore { words: words_given }, move |_| done()),
            Chosen::Here(file) => {
                let message = |request| ToEngine::Import { request, file, words: Some(words_given) };
                attempt.ask(message, move |answer| {
                    if let Answer::Outcome(Ok(Reply::TakenIn(left_out))) = answer
                        && left_out != LeftOut::default()
                    {
                        toast.say(&words().me.imported(left_out));
                    }
                    done();
                })
            }
            Chosen::Reading { .. } => file.set(Chosen::Reading { is_awaited: true }),
            Chosen::Unreadable => {}
        }
    });
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        submit.run(());
    };
    let is_awaited = move || file.with(|file| *file == Chosen::Reading { is_awaited: true });
    let is_busy = Signal::derive(move || attempt.is_running().get() || is_awaited());
    let unreadable = move || file.with(|file| *file == Chosen::Unreadable);
    let file_error = Signal::derive(move || unreadable().then(|| words().start.file_unreadable.to_owned()));
    let error = Signal::derive(move || missing.get().or_else(|| attempt.words()));
    let words = words().start;
    view! {
        <Screen title=words.restore_title.to_owned()>
            <p class="lead">{words.restore_lead}</p>
            <form class="form" on:submit=submitted>
                <Area
                    id="recovery-words"
                    label=words.restore_words
                    hint=words.restore_words_hint
                    value=secret
                    error
                />
                <div class="field">
                    <label for="export-file">{words.restore_file}</label>
                    <input
                        class="box"
                        id="export-file"
                        type="file"
                        accept=".naptime"
                        on:change=move |event| read_file(event, file, choices, submit)
                    />
                    <ErrorText text=file_error />
                </div>
                <Action>
                    <Button kind=ButtonKind::Primary label=words.restore.to_owned() is_busy=is_busy />
                    <Back />
                </Action>
            </form>
        </Screen>
    }
}

/// Reads what she chose last.
fn read_file(event: Event, file: RwSignal<Chosen>, choices: Choices, submit: Callback<()>) {
    let choice = choices.next();
    file.set(Chosen::Reading { is_awaited: false });
    spawn_local(async move {
        let chosen = match files::chosen_in(&event, FILE_BYTES_MAX).await {
            Ok(Some(chosen)) => Chosen::Here(chosen.bytes),
            Ok(None) => Chosen::Nothing,
            Err(_) => Chosen::Unreadable,
        };
        if !choices.is_last(choice) {
            return;
        }
        let is_awaited = file.try_with_untracked(|file| *file == Chosen::Reading { is_awaited: true });
        file.try_set(chosen);
        if is_awaited == Some(true) {
            submit.try_run(());
        }
    });
}
