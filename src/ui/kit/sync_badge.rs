//! The one small status: how far her words have travelled. A tap opens the sync sheet.

use naptime::platform::clock::Timer;
use naptime_replica::view::{Attention, SyncState, SyncView};
use naptime_view::prelude::*;

use super::{Icon, IconName};
use crate::ui::strings::words;

/// How long the tick stays.
const TICK_MS: i64 = 2_000;

#[component]
pub fn SyncBadge(
    view: ReadSignal<SyncView>,
    /// Whether what the server confirmed last went to a group, not to the personal space alone.
    is_group: ReadSignal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let is_tick_over = RwSignal::new(false);
    let tick = StoredValue::new_local(None);
    let state = Memo::new(move |_| (view.read().state, view.read().waiting));
    Effect::new(move || {
        let is_shared = state.get().0 == SyncState::Shared;
        is_tick_over.set(false);
        tick.set_value(is_shared.then(|| Timer::after(TICK_MS, move || is_tick_over.set(true))));
    });
    let badge = move || match state.get() {
        (SyncState::Shared, _) if is_tick_over.get() => None,
        (state, waiting) => Some(Badge::of(state, waiting, is_group.get())?),
    };
    view! {
        <div role="status">
            {move || {
                badge()
                    .map(|badge| {
                        view! {
                            <button
                                class="sync-badge"
                                type="button"
                                data-state=badge.state
                                data-count=badge.count
                                on:click=move |_| on_press.run(())
                            >
                                <Icon name=badge.icon />
                                <span class=badge.is_quiet.then_some("visually-hidden")>{badge.words}</span>
                            </button>
                        }
                    })
            }}
        </div>
    }
}

/// What a state shows.
struct Badge {
    state: &'static str,
    icon: IconName,
    words: String,
    count: Option<String>,
    is_quiet: bool,
}

impl Badge {
    fn of(state: SyncState, waiting: u32, is_group: bool) -> Option<Self> {
        let words = &words().sync;
        let plain =
            |state, icon, words: &str| Self { state, icon, words: words.to_owned(), count: None, is_quiet: false };
        match state {
            SyncState::Quiet | SyncState::Writing => None,
            SyncState::SavedHere if waiting == 0 => Some(plain("saved", IconName::Cloud, words.saved_here)),
            SyncState::SavedHere => Some(Self {
                state: "waiting",
                icon: IconName::Cloud,
                words: words.waiting_some(waiting),
                count: Some(waiting.to_string()),
                is_quiet: true,
            }),
            SyncState::Sharing => Some(plain("sharing", IconName::Cloud, words.sharing)),
            SyncState::Shared if is_group => Some(plain("shared", IconName::Tick, words.shared)),
            SyncState::Shared => Some(plain("shared", IconName::Tick, words.safe_copy)),
            SyncState::Attention(attention) => {
                Some(plain("attention", IconName::Warning, attention_words(attention).0))
            }
        }
    }
}

/// What needs her: a few words, and what is safe and what to do.
pub fn attention_words(attention: Attention) -> (&'static str, &'static str) {
    let words = &words().sync;
    match attention {
        Attention::StorageFull => (words.storage_full, words.storage_full_text),
        Attention::StorageFailed => (words.storage_failed, words.storage_failed_text),
        Attention::Refused => (words.refused, words.refused_text),
        Attention::ServerForked => (words.forked, words.forked_text),
        Attention::UpdateNeeded => (words.update, words.update_text),
    }
}
