//! A word about what just happened. It goes by itself, and nothing depends on it.

use naptime::platform::clock::Timer;
use naptime_view::prelude::*;

/// Long enough to read a short sentence twice.
const SHOWN_MS: i64 = 4_000;

/// Where a word is put to be shown.
#[derive(Clone, Copy)]
pub struct Toast {
    text: RwSignal<String>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Toast {
    pub fn new() -> Self {
        Self { text: RwSignal::default(), timer: StoredValue::new_local(None) }
    }

    pub fn say(self, text: &str) {
        self.text.set(text.to_owned());
        self.timer.set_value(Some(Timer::after(SHOWN_MS, move || self.text.set(String::new()))));
    }
}

/// Shows what was said, and says it aloud.
#[component]
pub fn ToastSlot() -> impl IntoView {
    let toast = expect_context::<Toast>();
    view! { <div class="toast" role="status">{move || toast.text.get()}</div> }
}
