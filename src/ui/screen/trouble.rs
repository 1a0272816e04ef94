//! The engine cannot go on: what happened, what is safe, what to do.

use naptime::{
    link::Trouble,
    platform::{boot, history},
};
use naptime_view::prelude::*;

use crate::ui::{
    kit::{Action, Button, ButtonKind, Screen},
    store::{Health, Store},
    strings::words,
};

pub fn trouble() -> impl IntoView {
    let store = expect_context::<Store>();
    let told = Memo::new(move |_| told(&store.health().read()));
    let has_stopped = move || store.health().with(|health| matches!(health, Health::Stopped { .. }));
    view! {
        <Screen title=Signal::derive(move || told.get().0.to_owned())>
            <p>{move || told.get().1}</p>
            {move || {
                let detail = told.get().2;
                (!detail.is_empty())
                    .then(|| {
                        view! {
                            <details class="disclosure">
                                <summary>{words().trouble.details}</summary>
                                <div class="inside"><pre class="plain-text">{detail}</pre></div>
                            </details>
                        }
                    })
            }}
            <Action>
                <Button
                    kind=ButtonKind::Primary
                    label=words().trouble.reload.to_owned()
                    on_press=|()| history::reload()
                />
                {move || {
                    has_stopped()
                        .then(|| view! { <Button label=words().trouble.repair.to_owned() on_press=|()| repair() /> })
                }}
            </Action>
        </Screen>
    }
}

/// The part that draws the later screens is damaged, or did not arrive.
pub fn lost() -> impl IntoView {
    view! {
        <Screen title=words().trouble.lost.to_owned()>
            <p>{words().trouble.lost_text}</p>
            <Action>
                <Button
                    kind=ButtonKind::Primary
                    label=words().trouble.repair.to_owned()
                    on_press=|()| repair()
                />
                <Button label=words().trouble.reload.to_owned() on_press=|()| history::reload() />
            </Action>
        </Screen>
    }
}

/// Has the app's files fetched anew, from a button.
pub fn repair() {
    // There is a window: a button in it was pressed.
    boot::repair().ok();
}

fn told(health: &Health) -> (&'static str, &'static str, String) {
    let words = words().trouble;
    match health {
        Health::Trouble(Trouble::NoStorage { detail }) => (words.no_storage, words.no_storage_text, detail.clone()),
        Health::Trouble(Trouble::NewerData) => (words.newer_data, words.newer_data_text, String::new()),
        Health::Trouble(Trouble::StorageLost) => (words.storage_lost, words.storage_lost_text, String::new()),
        Health::Trouble(Trouble::NoKeys { detail }) => (words.no_keys, words.no_keys_text, detail.clone()),
        Health::Stopped { detail } => (words.stopped, words.stopped_text, detail.clone()),
        Health::Starting | Health::Ready => (words.stopped, words.stopped_text, String::new()),
    }
}
