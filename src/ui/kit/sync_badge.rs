//! The one small status: how far her words have travelled. A tap opens the sync sheet.

use naptime::platform::clock::Timer;
use naptime_replica::view::{Attention, SyncState, SyncView};
use naptime_view::prelude::*;

use super::{Icon, IconName};
use crate::ui::{store::Audience, strings::words};

/// How long the tick stays.
const TICK_MS: i64 = 2_000;

#[component]
pub fn SyncBadge(
    view: Memo<SyncView>,
    /// For whom what the server confirmed last is.
    audience: Memo<Audience>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let is_tick_over = RwSignal::new(false);
    let tick = StoredValue::new_local(None);
    let state = Memo::new(move |_| (view.read().state, view.read().waiting));
    let is_shared = Memo::new(move |_| state.get().0 == SyncState::Shared);
    Effect::new(move || {
        let is_shared = is_shared.get();
        is_tick_over.set(false);
        tick.set_value(is_shared.then(|| Timer::after(TICK_MS, move || is_tick_over.set(true))));
    });
    let badge = Memo::new(move |last: Option<&Option<Badge>>| match state.get() {
        // Out of sight it stays dressed as it was: it comes and goes with each letter she types.
        (SyncState::Writing, _) => last?.clone(),
        (SyncState::Shared, _) if is_tick_over.get() => None,
        (state, waiting) => Badge::of(state, waiting, audience.get()),
    });
    let icon = Memo::new(move |_| badge.read().as_ref().map(|badge| badge.icon));
    view! {
        <div role="status" data-sync=move || name(state.get().0)>
            // One button for all states: a tap counts although the state changes under the finger.
            <button
                class="sync-badge"
                type="button"
                hidden=move || badge.read().is_none()
                data-state=move || badge.read().as_ref().map(|badge| badge.state)
                data-count=move || badge.read().as_ref().and_then(|badge| badge.count.clone())
                on:click=move |_| on_press.run(())
            >
                {move || icon.get().map(|name| view! { <Icon name /> })}
                <span class=move || is_quiet(badge).then_some("visually-hidden")>
                    {move || badge.read().as_ref().map(|badge| badge.words.clone())}
                </span>
            </button>
        </div>
    }
}

/// Nothing is shown when there is nothing to tell and when it is too early to: this tells them apart.
fn name(state: SyncState) -> &'static str {
    match state {
        SyncState::Quiet => "quiet",
        SyncState::Writing => "writing",
        SyncState::SavedHere => "saved",
        SyncState::Sharing => "sharing",
        SyncState::Shared => "shared",
        SyncState::Attention(_) => "attention",
    }
}

fn is_quiet(badge: Memo<Option<Badge>>) -> bool {
    badge.read().as_ref().is_some_and(|badge| badge.is_quiet)
}

/// What a state shows.
#[derive(Clone, PartialEq)]
struct Badge {
    state: &'static str,
    icon: IconName,
    words: String,
    count: Option<String>,
    is_quiet: bool,
}

impl Badge {
    fn of(state: SyncState, waiting: u32, audience: Audience) -> Option<Self> {
        let words = words().sync;
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
            SyncState::Shared => {
                let words = match audience {
                    Audience::Herself => words.safe_copy,
                    Audience::GroupToCome => words.group_to_come,
                    Audience::Group => words.shared,
                };
                Some(plain("shared", IconName::Tick, words))
            }
            SyncState::Attention(attention) => {
                Some(plain("attention", IconName::Warning, attention_words(attention).0))
            }
        }
    }
}

/// What needs her: a few words, and what is safe and what to do.
pub fn attention_words(attention: Attention) -> (&'static str, &'static str) {
    let words = words().sync;
    match attention {
        Attention::StorageFull => (words.storage_full, words.storage_full_text),
        Attention::StorageFailed => (words.storage_failed, words.storage_failed_text),
        Attention::Refused => (words.refused, words.refused_text),
        Attention::TooManyDevices => (words.devices, words.devices_text),
        Attention::SpaceFull => (words.full, words.full_text),
        Attention::ServerForked => (words.forked, words.forked_text),
        Attention::UpdateNeeded => (words.update, words.update_text),
    }
}
