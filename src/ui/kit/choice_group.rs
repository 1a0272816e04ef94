//! One of several, as radio buttons.

use naptime_view::prelude::*;

use super::ErrorText;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
}

impl Choice {
    pub fn new(value: &str, label: &str, hint: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), hint: hint.to_owned() }
    }
}

/// A question with choices; `chosen` holds the value of the one that is marked.
#[component]
pub fn ChoiceGroup(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    chosen: RwSignal<String>,
    #[prop(optional, into)] error: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let error_id = [&name, "-error"].concat();
    let described_by = error_id.clone();
    let choices: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let value = choice.value.clone();
            let is_chosen = move || chosen.with(|chosen| *chosen == value);
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name=name.clone()
                        prop:checked=is_chosen
                        on:change=move |_| chosen.set(choice.value.clone())
                    />
                    <span>
                        {choice.label}
                        {(!choice.hint.is_empty()).then(|| view! { <small>{choice.hint}</small> })}
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="choice-group" aria-describedby=described_by>
            <legend>{legend}</legend>
            <div class="choices">{choices}</div>
            <ErrorText id=error_id text=error.unwrap_or_default() />
        </fieldset>
    }
}
