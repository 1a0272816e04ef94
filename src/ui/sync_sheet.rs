//! The sheet behind the status: connection, last shared, what waits, what it would cost, what needs her.

use naptime::{
    link::ToEngine,
    platform::{clock::Timer, page},
};
use naptime_replica::view::{Connection, SyncState, SyncView};
use naptime_view::prelude::*;

use super::{
    dispatch::Dispatch,
    kit::{Button, ButtonKind, LinkButton, Notice, Sheet, Tone, attention_words},
    store::Store,
    strings::words,
};

/// How long the answer to a tap stays: a short sentence, read twice.
const SAID_MS: i64 = 4_000;

#[component]
pub fn SyncSheet(is_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Sheet id="sync" title=words().sync.title is_open>
            <SyncFacts />
        </Sheet>
    }
}

#[component]
fn SyncFacts() -> impl IntoView {
    let (store, said) = (expect_context::<Store>(), RwSignal::new(""));
    let facts = move || store.sync().with(|sync| facts(store, sync).map(fact));
    let attention = move || match store.sync().read().state {
        SyncState::Attention(attention) => {
            let (name, text) = attention_words(attention);
            Some(view! {
                <Notice tone=Tone::Warn text=[name, ". ", text].concat()>
                    <LinkButton href="/me" label=words().sync.export />
                </Notice>
            })
        }
        _ => None,
    };
    view! {
        <div class="stack">
            {attention}
            <dl class="facts">{facts}</dl>
            <TryNow said />
            <Said said />
        </div>
    }
}

/// Asks the server at once, and has it [`Said`] that the tap was heard: without a connection nothing else would show it.
#[component]
pub fn TryNow(said: RwSignal<&'static str>) -> impl IntoView {
    let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
    let until = StoredValue::new_local(None);
    let press = move |()| {
        dispatch.send(&ToEngine::SyncNow);
        let is_offline = untrack(|| store.sync().read().connection == Connection::Offline);
        said.set(if is_offline { words().sync.no_connection } else { words().sync.trying });
        until.set_value(Some(Timer::after(SAID_MS, move || said.set(""))));
    };
    view! { <Button kind=ButtonKind::Primary label=words().sync.try_now.to_owned() on_press=press /> }
}

/// What a tap on [`TryNow`] was answered.
#[component]
pub fn Said(said: RwSignal<&'static str>) -> impl IntoView {
    view! { <p class="small muted" role="status">{move || said.get()}</p> }
}

/// What is for a group is told of once she is in one.
fn facts(store: Store, sync: &SyncView) -> [Option<(&'static str, String)>; 7] {
    let (words, is_in_group) = (words().sync, store.groups().with(|groups| !groups.is_empty()));
    let connection = match sync.connection {
        Connection::Offline => words.offline,
        Connection::Live if store.has_company() => words.live,
        Connection::Online | Connection::Live => words.online,
    };
    let last = || sync.last_shared_at.map_or_else(|| words.never.to_owned(), page::day_and_time);
    let waiting = || match sync.waiting {
        0 => words.waiting_none.to_owned(),
        number => words.changes(number),
    };
    let personal = match sync.waiting_personal {
        0 => words.personal_there.to_owned(),
        number => words.personal_waits(number),
    };
    let kilobytes = |bytes: u64| u32::try_from(bytes / 1_000).unwrap_or(u32::MAX);
    [
        Some((words.connection, connection.to_owned())),
        is_in_group.then(|| (words.last, last())),
        is_in_group.then(|| (words.waiting, waiting())),
        Some((words.personal, personal)),
        (sync.waiting_bytes > 0).then(|| (words.cost, words.kilobytes(kilobytes(sync.waiting_bytes)))),
        (sync.waiting_blob_bytes > 0).then(|| (words.photos, words.kilobytes(kilobytes(sync.waiting_blob_bytes)))),
        (sync.set_aside > 0).then(|| (words.set_aside, sync.set_aside.to_string())),
    ]
}

fn fact(fact: Option<(&'static str, String)>) -> Option<impl IntoView + use<>> {
    fact.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
}
