//! What is only on this phone, and whether the browser keeps it.

use naptime::platform::keep::{self, Kept, Room};
use naptime_view::{prelude::*, task::spawn_local};

use crate::ui::{
    frame::SyncSheetOpen,
    kit::{Button, ButtonKind},
    store::Store,
    strings::words,
};

const MEGABYTE: u64 = 1_000_000;

#[component]
pub fn OnThisPhone() -> impl IntoView {
    let words = words().me;
    let (kept, room, was_refused) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(false));
    let sheet = expect_context::<SyncSheetOpen>();
    spawn_local(async move {
        // What the browser does not tell is not shown.
        kept.try_set(keep::is_kept().await.ok());
        room.try_set(keep::room().await.ok());
    });
    let ask = move |()| {
        spawn_local(async move {
            let answer = keep::ask_to_keep().await.ok();
            was_refused.try_set(answer != Some(Kept::Promised));
            kept.try_set(answer);
        });
    };
    let is_promised = move || kept.get() == Some(Kept::Promised);
    view! {
        <section class="card">
            <h2>{words.phone}</h2>
            <dl class="facts">
                <div><dt>{words.only_here}</dt><dd>{only_here}</dd></div>
                <div>
                    <dt>{words.keeps}</dt>
                    <dd>{move || if is_promised() { words.keeps_yes } else { words.keeps_no }}</dd>
                </div>
                {move || room.get().map(|room| view! { <div><dt>{words.space}</dt><dd>{space(&room)}</dd></div> })}
            </dl>
            {move || (!is_promised()).then(|| view! { <Button label=words.ask_keep.to_owned() on_press=ask /> })}
            {move || was_refused.get().then(|| view! { <p class="muted" role="status">{words.keep_refused}</p> })}
            <p class="small muted">{words.promise}</p>
            <Button
                kind=ButtonKind::Quiet
                label=crate::ui::strings::words().sync.title.to_owned()
                on_press=move |()| sheet.0.set(true)
            />
        </section>
    }
}

fn only_here() -> String {
    let words = words().me;
    let sync = expect_context::<Store>().sync();
    let changes = sync.with(|sync| sync.waiting.saturating_add(sync.waiting_personal));
    let blob_bytes = sync.with(|sync| sync.waiting_blob_bytes);
    let photos = (blob_bytes > 0).then(|| words.only_here_photos(blob_bytes.div_ceil(1_000)));
    match (changes, photos) {
        (0, None) => words.only_here_none.to_owned(),
        (0, Some(photos)) => photos,
        (number, None) => words.only_here_some(number),
        (number, Some(photos)) => [words.only_here_some(number), photos].join(". "),
    }
}

fn space(room: &Room) -> String {
    let sync = words().sync;
    let megabytes = |bytes: u64| sync.megabytes(u32::try_from(bytes / MEGABYTE).unwrap_or(u32::MAX));
    words().me.space_used(&megabytes(room.used_bytes), &megabytes(room.allowed_bytes))
}
