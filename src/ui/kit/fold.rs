//! Something long that can be folded away, and stays as she leaves it.

use naptime::platform::{history, page};
use naptime_view::{html::Details, prelude::*, task::spawn_local};

use super::{Icon, IconName};
use crate::ui::place::folds;

/// A screen has more folded than open: what is folded is drawn when it is opened, or once all else is, for the browser's own
/// search through the page.
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
    // What an address names may lie in it.
    let is_drawn = RwSignal::new(left.unwrap_or_else(|| is_open.get_untracked()) || history::anchor().is_some());
    let draw = move || {
        if is_drawn.try_get_untracked() == Some(false) {
            is_drawn.set(true);
        }
    };
    if !is_drawn.get_untracked() {
        spawn_local(async move {
            page::idle().await;
            draw();
        });
    }
    Effect::new(move |was_set: Option<bool>| {
        let (details, is_open) = (details.get(), left.unwrap_or_else(|| is_open.get()));
        if is_open {
            draw();
        }
        // What she folded elsewhere with these very nodes is not this one's.
        if let Some(details) = details.as_ref().filter(|_| is_open || was_set != Some(true)) {
            details.set_open(is_open);
        }
        details.is_some()
    });
    let children = StoredValue::new_local(Some(children));
    let inside = move || {
        let children = || children.try_update_value(Option::take).flatten().map(untrack);
        is_drawn.get().then(children)
    };
    let turned = move |_| {
        draw();
        // It turns after this event.
        if let Some((id, details)) = id.as_deref().zip(details.get_untracked()) {
            folds::keep(id, !details.open());
        }
    };
    view! {
        <details class="disclosure" node_ref=details>
            <summary on:click=turned>{head}<Icon name=IconName::Next /></summary>
            <div class="inside">{inside}</div>
        </details>
    }
}
