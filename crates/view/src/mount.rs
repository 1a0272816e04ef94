//! The beginning: a view into an element of the page.

use any_spawner::Executor;
use leptos::prelude::Owner;
use web_sys::HtmlElement;

use crate::{
    mounted::{Mounted, Namespace},
    view::IntoView,
};

/// What was put into the page. Dropping it takes it off and ends its effects.
#[must_use = "what is dropped is taken off the page"]
pub struct Mount {
    mounted: Mounted,
    owner: Owner,
}

impl Mount {
    /// Leaves it there as long as the page lives.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.mounted.remove();
    }
}

/// Puts what `app` shows into an element, after what is there.
pub fn mount<V: IntoView>(parent: &HtmlElement, app: impl FnOnce() -> V) -> Mount {
    // It is an error to say it twice, and says nothing new.
    Executor::init_wasm_bindgen().ok();
    let owner = Owner::new();
    let mounted = owner.with(|| Mounted::build(app().into_view(), Namespace::Html));
    mounted.insert(parent, None);
    Mount { mounted, owner }
}
