//! Bringing her words back from the twelve words, with or without a file.

use naptime::{link::ToEngine, platform::files};
use naptime_replica::command::Command;
use naptime_view::{
    ev::{Event, SubmitEvent},
    prelude::*,
    task::spawn_local,
};

use super::step::Back;
use crate::ui::{
    dispatch::Attempt,
    kit::{Action, Area, Button, ButtonKind, ErrorText, Screen},
    route::{Route, Router},
    strings::words,
};

/// Larger than any export: ten years of text of one learner and her groups.
pub const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

#[component]
pub fn Restore(secret: RwSignal<String>) -> impl IntoView {
    let missing = RwSignal::new(None);
    let (file, file_error) = (RwSignal::new(None), RwSignal::new(None));
    let (attempt, router) = (Attempt::new(), expect_context::<Router>());
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(None);
        let words_given = secret.get_untracked().trim().to_owned();
        if words_given.is_empty() {
            return missing.set(Some(words().start.restore_words_missing.to_owned()));
        }
        let done = move || router.replace(Route::Today);
        match file.get_untracked() {
            None => attempt.run(Command::Restore { words: words_given }, move |_| done()),
            Some(file) => {
                attempt.ask(|request| ToEngine::Import { request, file, words: Some(words_given) }, move |_| done())
            }
        }
    };
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
                        on:change=move |event| read_file(event, file, file_error)
                    />
                    <ErrorText text=file_error />
                </div>
                <Action>
                    <Button kind=ButtonKind::Primary label=words.restore.to_owned() is_busy=attempt.is_running() />
                    <Back />
                </Action>
            </form>
        </Screen>
    }
}

fn read_file(event: Event, file: RwSignal<Option<Vec<u8>>>, error: RwSignal<Option<String>>) {
    error.set(None);
    spawn_local(async move {
        match files::chosen_in(&event, FILE_BYTES_MAX).await {
            Ok(chosen) => file.set(chosen.map(|chosen| chosen.bytes)),
            Err(_) => error.set(Some(words().start.file_unreadable.to_owned())),
        }
    });
}
