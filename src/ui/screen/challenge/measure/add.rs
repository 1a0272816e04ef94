//! One more number, and where it is from.

use naptime::amount;
use naptime_domain::{command::Deed, id::MeasureId};
use naptime_replica::command::Command;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::Shown;
use crate::ui::{
    dispatch::Attempt,
    kit::{Area, AreaKind, Button, Field, FieldKind, Icon, IconName},
    strings::words,
};

#[component]
pub fn AddNumber(
    shown: Shown,
    measure: MeasureId,
    label: String,
    /// What is measured, for whoever hears the button alone.
    about: String,
) -> impl IntoView {
    let (words, attempt) = (&words().challenge, Attempt::new());
    let (number, note, missing) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None));
    let (number_id, note_id) = (["number-", measure.as_str()].concat(), ["note-", measure.as_str()].concat());
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let value = number.with_untracked(|number| amount::parse(number));
        missing.set(value.is_none().then(|| words.number_missing.to_owned()));
        if let Some((value, challenge)) = value.zip(shown.id()) {
            let words = note.get_untracked().trim().to_owned();
            let deed = Deed::Measured { challenge, measure: measure.clone(), value, note: words };
            attempt
                .run(Command::Record(deed), move |_| [number, note].iter().for_each(|field| field.set(String::new())));
        }
    };
    view! {
        <details class="disclosure">
            <summary>
                <span>{words.add_number}<span class="visually-hidden">": "{about}</span></span>
                <Icon name=IconName::Next />
            </summary>
            <form class="inside" on:submit=submitted>
                <Field
                    id=number_id
                    kind=FieldKind::Number
                    label=label
                    value=number
                    error=Signal::derive(move || missing.get().or_else(|| attempt.words()))
                />
                <Area id=note_id kind=AreaKind::Remark label=words.number_note value=note error=Signal::derive(|| None::<String>) />
                <Button label=words.keep_number.to_owned() is_busy=attempt.is_running() />
            </form>
        </details>
    }
    .into_any()
}
