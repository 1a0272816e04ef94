//! One more number, and where it is from.

use naptime::amount;
use naptime_course::model::Numbers;
use naptime_domain::{command::Deed, id::MeasureId};
use naptime_replica::command::Command;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::Shown;
use crate::ui::{
    dispatch::Attempt,
    kit::{Area, AreaKind, Button, Field, FieldKind},
    strings::words,
};

#[component]
pub fn AddNumber(
    shown: Shown,
    measure: MeasureId,
    label: String,
    /// What it can be.
    numbers: Numbers,
) -> impl IntoView {
    let (words, attempt) = (words().challenge, Attempt::new());
    let (number, note, missing) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None));
    let (number_id, note_id) = (["number-", measure.as_str()].concat(), ["note-", measure.as_str()].concat());
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let value = number.with_untracked(|number| amount::parse(number));
        let value = value.filter(|value| amount::fits(*value, numbers));
        missing.set(value.is_none().then(|| why_not(numbers)));
        if let Some((value, challenge)) = value.zip(shown.id()) {
            let sent = [(number, number.get_untracked()), (note, note.get_untracked())];
            let words = note.with_untracked(|note| note.trim().to_owned());
            let deed = Deed::Measured { challenge, measure: measure.clone(), value, note: words };
            attempt.run(Command::Record(deed), move |_| sent.iter().for_each(clear));
        }
    };
    view! {
        <form class="stack" on:submit=submitted>
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
    }
    .into_any()
}

/// Empties a field, unless she has gone on writing meanwhile.
fn clear((field, sent): &(RwSignal<String>, String)) {
    field.try_update(|now| {
        if now == sent {
            now.clear();
        }
    });
}

/// What to write instead.
fn why_not(numbers: Numbers) -> String {
    let words = words().challenge;
    match numbers {
        Numbers::Counts => words.number_counted.to_owned(),
        Numbers::Ratings { top } => words.number_rated(top),
        Numbers::Amounts => words.number_missing.to_owned(),
    }
}
