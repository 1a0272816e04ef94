//! Buttons, and links that look like them.

use naptime_view::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The screen's one action.
    Primary,
    /// Another thing to do.
    #[default]
    Secondary,
    /// A small thing to do.
    Quiet,
}

impl ButtonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
        }
    }
}

/// A button. Without `on_press` it submits the form it stands in.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    #[prop(optional, into)] is_busy: Option<Signal<bool>>,
) -> impl IntoView {
    view! {
        <button
            class="button"
            type=if on_press.is_some() { "button" } else { "submit" }
            data-kind=kind.name()
            aria-busy=move || is_busy.is_some_and(|busy| busy.get()).then_some("true")
            on:click=move |_| on_press.iter().for_each(|press| press.run(()))
        >
            {move || label.get()}
        </button>
    }
}

/// A link that looks like a button: it goes to a screen and changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    /// What it leads to, for those who do not see what stands beside it.
    #[prop(into, optional)]
    which: String,
) -> impl IntoView {
    let name = (!which.is_empty()).then(|| [&label, ": ", &which].concat());
    view! { <a class="button" data-kind=kind.name() href=href aria-label=name>{label}</a> }
}
