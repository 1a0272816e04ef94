//! Making a group: one question.

use naptime_domain::id::SpaceId;
use naptime_replica::command::{Command, Reply};
use naptime_view::{ev::SubmitEvent, prelude::*};

use crate::ui::{
    dispatch::Attempt,
    kit::{Button, Field},
    strings::words,
};

#[component]
pub fn MakeGroup(then: Callback<SpaceId>) -> impl IntoView {
    let (words, attempt) = (words().group, Attempt::new());
    let (name, missing) = (RwSignal::new(String::new()), RwSignal::new(None));
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        missing.set(name.is_empty().then(|| words.name_missing.to_owned()));
        if name.is_empty() {
            return;
        }
        attempt.run(Command::CreateGroup { name }, move |reply| {
            if let Reply::Group(group) = reply {
                then.run(group);
            }
        });
    };
    let error = Signal::derive(move || missing.get().or_else(|| attempt.words()));
    view! {
        <form class="stack" on:submit=submitted>
            <Field id="group-name" label=words.name_label hint=words.name_hint value=name error />
            <Button label=words.make.to_owned() is_busy=attempt.is_running() />
        </form>
    }
}
