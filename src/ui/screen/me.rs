//! Me: her name, what is only on this phone, and everything about the phone itself.

mod keep;
mod look;
mod phone;

use naptime_replica::command::Command;
use naptime_view::{ev::SubmitEvent, prelude::*};

use self::{
    keep::{Export, Import, RecoveryWords},
    look::{About, InstallCard, ThemeChoice},
    phone::OnThisPhone,
};
use crate::ui::{
    dispatch::Attempt,
    kit::{Button, Field, FieldKind, Screen, Toast},
    store::Store,
    strings::words,
};

pub fn me() -> impl IntoView {
    view! {
        <Screen title=words().me.title.to_owned()>
            <Name />
            <OnThisPhone />
            <RecoveryWords />
            <Export />
            <Import />
            <InstallCard />
            <ThemeChoice />
            <About />
        </Screen>
    }
}

#[component]
fn Name() -> impl IntoView {
    let (words, store, attempt) = (words().me, expect_context::<Store>(), Attempt::new());
    let toast = expect_context::<Toast>();
    let name = RwSignal::new(store.person().with_untracked(super::me::name_of));
    let missing = RwSignal::new(None);
    let is_changed = Memo::new(move |_| name.read().trim() != store.person().with(name_of));
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        missing.set(name.is_empty().then(|| words.name_missing.to_owned()));
        if !name.is_empty() {
            attempt.run(Command::SetName { name }, move |_| toast.say(words.name_kept));
        }
    };
    let error = Signal::derive(move || missing.get().or_else(|| attempt.words()));
    view! {
        <form class="stack" data-gap="small" on:submit=submitted>
            <Field
                id="name"
                kind=FieldKind::OwnName
                label=words.name
                hint=words.name_hint
                value=name
                error
            />
            {move || {
                is_changed
                    .get()
                    .then(|| view! { <Button label=words.name_save.to_owned() is_busy=attempt.is_running() /> })
            }}
        </form>
    }
}

fn name_of(person: &crate::ui::store::Person) -> String {
    match person {
        crate::ui::store::Person::Known(profile) => profile.name.clone(),
        crate::ui::store::Person::Unknown | crate::ui::store::Person::Nobody => String::new(),
    }
}
