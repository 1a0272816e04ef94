//! Something long that can be folded away, and stays as she leaves it.

use naptime_view::{html::Details, prelude::*};

use super::{Icon, IconName};
use crate::ui::place::folds;

#[component]
pub fn Fold(
    /// What it is remembered by, on every screen that has it.
    #[prop(into)]
    id: String,
    /// What stands where it is folded.
    head: AnyView,
    /// Whether it is open before she has touched it.
    #[prop(optional)]
    is_open: bool,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = folds::is_open(&id).unwrap_or(is_open);
    let turned = move |_| {
        // It turns after this event.
        if let Some(details) = details.get_untracked() {
            folds::keep(&id, !details.open());
        }
    };
    view! {
        <details class="disclosure" node_ref=details open=is_open>
            <summary on:click=turned>{head}<Icon name=IconName::Next /></summary>
            <div class="inside">{children()}</div>
        </details>
    }
}
