//! A labelled box for a form, with a hint above and an error beside it.

use naptime_domain::limits::{EVIDENCE_UTF16_MAX, NAME_UTF16_MAX, REMARK_UTF16_MAX};
use naptime_view::prelude::*;

use super::{Icon, IconName};
use crate::ui::strings::words;

/// More than any page's address that people hand on.
const LINK_UTF16_MAX: usize = 2_000;
/// A thousand million with its decimals.
const NUMBER_UTF16_MAX: usize = 12;
/// Twelve words with too many spaces between them.
const WORDS_UTF16_MAX: usize = 400;

/// What is written in a field, for keyboards and for filling in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// A name or a title.
    #[default]
    Name,
    /// Her own name.
    OwnName,
    /// An address.
    Link,
    /// A number, perhaps with decimals.
    Number,
}

/// A one-line field of a form.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional)] kind: FieldKind,
) -> impl IntoView {
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let described_by = [&hint_id, " ", &error_id].concat();
    let error = until_changed(error, value);
    let (auto_complete, input_mode, length_max) = match kind {
        FieldKind::Name => ("off", "text", NAME_UTF16_MAX),
        FieldKind::OwnName => ("given-name", "text", NAME_UTF16_MAX),
        FieldKind::Link => ("off", "url", LINK_UTF16_MAX),
        FieldKind::Number => ("off", "decimal", NUMBER_UTF16_MAX),
    };
    let spelling = if matches!(kind, FieldKind::Link | FieldKind::Number) { "none" } else { "sentences" };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
            <input
                class="box"
                id=id
                autocomplete=auto_complete
                inputmode=input_mode
                autocapitalize=spelling
                maxlength=length_max.to_string()
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            {full(is_full(value, length_max), length_max)}
            <ErrorText id=error_id text=error />
        </div>
    }
}

/// What is written in a field of several lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AreaKind {
    /// Recovery words: nothing may correct them.
    #[default]
    Words,
    /// A paragraph of hers.
    Remark,
    /// What somebody said, however long they spoke.
    Passage,
}

/// A field of several lines that no document holds, such as recovery words.
#[component]
pub fn Area(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional)] kind: AreaKind,
) -> impl IntoView {
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let described_by = [&hint_id, " ", &error_id].concat();
    let error = until_changed(error, value);
    let (length_max, spelling, is_checked) = match kind {
        AreaKind::Words => (WORDS_UTF16_MAX, "none", "false"),
        AreaKind::Remark => (REMARK_UTF16_MAX, "sentences", "true"),
        AreaKind::Passage => (EVIDENCE_UTF16_MAX, "sentences", "true"),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
            <textarea
                class="box"
                id=id
                autocomplete="off"
                autocapitalize=spelling
                spellcheck=is_checked
                maxlength=length_max.to_string()
                aria-describedby=described_by
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            {full(is_full(value, length_max), length_max)}
            <ErrorText id=error_id text=error />
        </div>
    }
}

/// What was said of other words than stand there now is not said any more. A field does so by itself, unless what it is
/// given follows its words.
pub fn until_changed(error: Signal<Option<String>>, value: RwSignal<String>) -> Signal<Option<String>> {
    let about = Memo::new(move |_| error.get().map(|error| (error, value.get_untracked())));
    Signal::derive(move || about.get().filter(|(_, about)| value.with(|value| value == about)).map(|(error, _)| error))
}

/// No key is swallowed without a word.
pub fn full(is_full: impl Into<Signal<bool>>, length_max: usize) -> AnyView {
    let is_full = is_full.into();
    let line = move || is_full.get().then(|| view! { <p class="small muted">{words().app.full(length_max)}</p> });
    view! { <div aria-live="polite">{line}</div> }.into_any()
}

fn is_full(value: RwSignal<String>, length_max: usize) -> Memo<bool> {
    Memo::new(move |_| value.with(|value| value.encode_utf16().count() >= length_max))
}

/// What stands in the way, beside what it is about. Said aloud when it appears.
#[component]
pub fn ErrorText(#[prop(into, optional)] id: String, #[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div id=(!id.is_empty()).then_some(id) aria-live="polite">
            {move || {
                text.get().map(|text| view! { <p class="error"><Icon name=IconName::Warning /><span>{text}</span></p> })
            }}
        </div>
    }
}
