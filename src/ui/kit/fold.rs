//! Something long that can be folded away, and stays as she leaves it.

use naptime_view::{html::Details, prelude::*};

use super::{Icon, IconName};
use crate::ui::place::folds;

#[component]
pub fn Fold(
    /// What it is remembered by, on every screen that has it; without a name it is as at first each time.
    #[prop(into, optional)]
    id: Option<String>,
    /// What stands where it is folded.
    head: AnyView,
    /// Whether it is open before she has touched it.
    #[prop(optional)]
    is_open: bool,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = id.as_deref().and_then(folds::is_open).unwrap_or(is_open);
    // What she folded elsewhere with these very nodes is not this one's.
    Effect::new(move || {
        if let Some(details) = details.get() {
            details.set_open(is_open);
        }
    });
    let turned = move |_| {
        // It turns after this event.
        if let Some((id, details)) = id.as_deref().zip(details.get_untracked()) {
            folds::keep(id, !details.open());
        }
    };
    view! {
        <details class="disclosure" node_ref=details>
            <summary on:click=turned>{head}<Icon name=IconName::Next /></summary>
            <div class="inside">{children()}</div>
        </details>
    }
}
