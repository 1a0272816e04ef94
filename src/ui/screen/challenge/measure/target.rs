//! Where she wants a number to end, when that is hers to say.

use naptime::amount;
use naptime_course::model::Numbers;
use naptime_domain::{command::Deed, id::MeasureId};
use naptime_replica::command::Command;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::{Ends, Shown};
use crate::ui::{
    dispatch::Attempt,
    kit::{Button, ButtonKind, Field, FieldKind},
    strings::words,
};

/// Asked for when she wishes, and then out of the way.
#[component]
pub fn Target(shown: Shown, measure: MeasureId, ends: Memo<Ends>) -> impl IntoView {
    let (words, attempt, is_asked) = (words().challenge, Attempt::new(), RwSignal::new(false));
    let id = ["target-", measure.as_str()].concat();
    let (number, missing) = (RwSignal::new(String::new()), RwSignal::new(None));
    let kept = Callback::new(move |event: SubmitEvent| {
        event.prevent_default();
        let value = number.with_untracked(|number| amount::parse(number));
        let value = value.filter(|value| amount::fits(*value, Numbers::Amounts));
        missing.set(value.is_none().then(|| words.number_missing.to_owned()));
        if let Some((value, challenge)) = value.zip(shown.id()) {
            let deed = Deed::SetTarget { challenge, measure: measure.clone(), value };
            attempt.run(Command::Record(deed), move |_| is_asked.set(false));
        }
    });
    let ask = move || {
        let label = if ends.get().target.is_some() { words.change_target } else { words.take_target };
        let press = move |()| {
            number.set(ends.get_untracked().target.map(amount::text).unwrap_or_default());
            is_asked.set(true);
        };
        view! { <Button kind=ButtonKind::Quiet label=label.to_owned() on_press=press /> }.into_any()
    };
    move || match is_asked.get() {
        false => ask(),
        true => view! {
            <form class="stack" data-gap="small" on:submit=move |event| kept.run(event)>
                <Field
                    id=id.clone()
                    kind=FieldKind::Number
                    label=words.own_target
                    hint=words.own_target_hint
                    value=number
                    error=Signal::derive(move || missing.get().or_else(|| attempt.words()))
                />
                <Button label=words.keep_target.to_owned() is_busy=attempt.is_running() />
            </form>
        }
        .into_any(),
    }
}
