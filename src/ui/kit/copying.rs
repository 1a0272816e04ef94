//! Putting a text on the clipboard. Where the browser forbids that, the text stands there marked, to be copied by hand.

use naptime::platform::share;
use naptime_view::{html::Textarea, prelude::*, task::spawn_local};

use super::{Button, Toast};
use crate::ui::strings::words;

/// A text that can be copied.
#[derive(Clone, Copy)]
pub struct Copying {
    text: StoredValue<String>,
    /// How often the browser has refused; each time the text is marked anew.
    refused: RwSignal<u32>,
    toast: Toast,
}

impl Copying {
    pub fn of(text: String) -> Self {
        Self { text: StoredValue::new(text), refused: RwSignal::new(0), toast: expect_context() }
    }

    /// The button that copies it.
    pub fn button(self, label: &str) -> AnyView {
        view! { <Button label=label.to_owned() on_press=move |()| self.copy() /> }.into_any()
    }

    fn copy(self) {
        let text = self.text.get_value();
        spawn_local(async move {
            match share::copy(&text).await {
                Ok(()) => self.copied(),
                Err(_) => self.refuse(),
            }
        });
    }

    fn copied(self) {
        // The screen may be gone.
        self.refused.try_set(0);
        self.toast.say(words().copying.copied);
    }

    /// The browser does not hand the text on.
    pub fn refuse(self) {
        self.refused.try_update(|refused| *refused += 1);
    }

    /// What is said and shown once the browser has refused.
    pub fn by_hand(self) -> AnyView {
        let words = words().copying;
        let is_refused = move || self.refused.get() > 0;
        let said = move || is_refused().then(|| view! { <p class="small">{words.by_hand}</p> });
        let marked = move || is_refused().then(|| marked(self.text.get_value()));
        view! {
            <div role="status">{said}</div>
            {marked}
        }
        .into_any()
    }
}

fn marked(text: String) -> AnyView {
    let area = NodeRef::<Textarea>::new();
    Effect::new(move || {
        if let Some(area) = area.get() {
            // A box that takes no focus can still be marked by hand.
            area.focus().ok();
            area.select();
        }
    });
    view! {
        <div class="field">
            <textarea class="box" node_ref=area aria-label=words().copying.marked rows="3" readonly="" prop:value=text></textarea>
        </div>
    }
    .into_any()
}
