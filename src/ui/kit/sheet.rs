//! A sheet that rises from below: a modal `<dialog>`, closed by its button, Escape and Back.

use naptime::platform::page;
use naptime_view::{html::Dialog, prelude::*};

use super::{Icon, IconName};
use crate::ui::{route::Router, strings::words};

#[component]
pub fn Sheet(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    is_open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let (dialog, router) = (NodeRef::<Dialog>::new(), expect_context::<Router>());
    let close = Callback::new(move |()| is_open.set(false));
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if let Some(dialog) = dialog.get() {
            page::show_dialog(&dialog, is_open);
        }
        match (was_open.unwrap_or(false), is_open) {
            (false, true) => router.sheet_opened(close),
            (true, false) => router.sheet_closed(),
            _ => {}
        }
        is_open
    });
    // The router must not close what is gone.
    on_cleanup(move || {
        if is_open.try_get_untracked() == Some(true) {
            router.sheet_closed();
        }
    });
    let title_id = [&id, "-title"].concat();
    let labelled_by = title_id.clone();
    view! {
        <dialog class="sheet" id=id node_ref=dialog aria-labelledby=labelled_by on:close=move |_| is_open.set(false)>
            <div class="sheet-head">
                <h2 id=title_id>{title}</h2>
                <button class="button" data-kind="quiet" type="button" on:click=move |_| is_open.set(false)>
                    <Icon name=IconName::Close />
                    <span class="visually-hidden">{words().app.close}</span>
                </button>
            </div>
            {move || is_open.get().then(|| children())}
        </dialog>
    }
}
