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
    /// Whether it is open before she has touched it. It may open later; what closed under her thumb would move all below it.
    #[prop(optional, into)]
    is_open: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let left = id.as_deref().and_then(folds::is_open);
    Effect::new(move |was_set: Option<bool>| {
        let (details, is_open) = (details.get(), left.unwrap_or_else(|| is_open.get()));
        // What she folded elsewhere with these very nodes is not this one's.
        if let Some(details) = details.as_ref().filter(|_| is_open || was_set != Some(true)) {
            details.set_open(is_open);
        }
        details.is_some()
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
