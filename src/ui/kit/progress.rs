//! A quiet line that fills, with words that say the same.

use naptime_view::prelude::*;

#[component]
pub fn Progress(#[prop(into)] done: u32, #[prop(into)] of: u32, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <div class="progress">
            <progress max=of.max(1).to_string() value=done.to_string() aria-label=text.clone()></progress>
            <small>{text}</small>
        </div>
    }
}
