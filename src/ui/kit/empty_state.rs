//! What will be here, and one thing to do about it.

use naptime_view::prelude::*;

use super::LinkButton;

#[component]
pub fn EmptyState(
    #[prop(into)] text: String,
    #[prop(into)] action: String,
    #[prop(into)] href: String,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <p>{text}</p>
            <LinkButton label=action href=href />
        </div>
    }
}
