//! What the frame has of the engine's and of the page's own state: what is shown, the badge, notices, and what lies over all.

use naptime::{
    link::Trouble,
    platform::{history, local::HAD_DATA, service_worker},
    progress,
};
use naptime_view::{prelude::*, task::spawn_local};

use super::Shown;
use crate::ui::{
    dispatch::Dispatch,
    kit::{Button, ButtonKind, Notice, SyncBadge, ToastSlot, Tone},
    place::PickupLine,
    route::Route,
    screen,
    store::{Health, Person, Store},
    strings::words,
    sync_sheet::SyncSheet,
    text_box::Boxes,
};

/// Whether a new version of the app is complete on this phone and waits for a tap.
#[derive(Clone, Copy)]
pub struct NewVersion(RwSignal<bool>);

impl NewVersion {
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }

    pub fn waits(self) {
        self.0.set(true);
    }
}

/// Opens the sync sheet from anywhere.
#[derive(Clone, Copy)]
pub struct SyncSheetOpen(pub RwSignal<bool>);

/// What stands in the middle at an address. Tracks.
pub fn shown(route: Route) -> Shown {
    let store = expect_context::<Store>();
    let person = store.person().get();
    if store.health().with(|health| is_fatal(health, &person)) {
        return Shown::Trouble;
    }
    match (person, route) {
        (_, Route::Start) => Shown::Start,
        // Who has begun here is not asked her name, and may be in the group already.
        (Person::Unknown, Route::Join) if HAD_DATA.get().is_some() => Shown::Opening,
        (_, Route::Join) => Shown::Screen(Route::Join),
        (Person::Known(_), route) => Shown::Screen(route),
        // As before the later part was here.
        (Person::Unknown, route) if !super::is_for_anybody(&route) => Shown::Opening,
        (Person::Unknown | Person::Nobody, _) => Shown::Start,
    }
}

/// Whether a challenge of hers is under way: then help is in reach from Today, too. Tracks.
pub fn is_at_work() -> bool {
    let profile = expect_context::<Store>().profile();
    profile.is_some_and(|profile| progress::underway(&profile).next().is_some())
}

/// Trouble leaves a known learner her screen if what she typed last may be nowhere else.
fn is_fatal(health: &Health, person: &Person) -> bool {
    let is_known = matches!(person, Person::Known(_));
    match health {
        Health::Stopped { .. } => !is_known,
        Health::Trouble(_) => cannot_go_on(health) && !(is_known && expect_context::<Boxes>().has_unsaved().get()),
        Health::Starting | Health::Ready => false,
    }
}

/// The engine runs, and can neither read nor save.
fn cannot_go_on(health: &Health) -> bool {
    matches!(health, Health::Trouble(trouble) if *trouble != Trouble::StorageLost)
}

/// How far her words have travelled.
pub fn badge() -> AnyView {
    let (store, sheet) = (expect_context::<Store>(), expect_context::<SyncSheetOpen>());
    view! { <SyncBadge view=store.sync() audience=store.audience() on_press=move |()| sheet.0.set(true) /> }
}

/// A word about what just happened, and the sheet behind the badge.
pub fn overlays() -> AnyView {
    let sheet = expect_context::<SyncSheetOpen>();
    view! {
        <ToastSlot />
        <SyncSheet is_open=sheet.0 />
    }
}

/// Quiet lines about the app itself: never a reload over a draft.
pub fn notices(shown: Memo<Shown>) -> AnyView {
    let (store, new_version) = (expect_context::<Store>(), expect_context::<NewVersion>());
    let has_lost = move || store.health().with(|health| *health == Health::Trouble(Trouble::StorageLost));
    let has_stopped = move || store.health().with(|health| matches!(health, Health::Stopped { .. }));
    let has_tabs = Memo::new(move |_| shown.read().has_tabs());
    let cannot_save = move || store.health().with(cannot_go_on);
    view! {
        {move || has_lost().then(|| view! { <Notice tone=Tone::Warn text=words().trouble.storage_lost_text /> })}
        {move || (has_stopped() && shown.get() != Shown::Trouble).then(stopped)}
        {move || (cannot_save() && shown.get() != Shown::Trouble).then(cannot_save_here)}
        {move || {
            (new_version.0.get() && shown.get() != Shown::Trouble)
                .then(|| {
                    view! {
                        <Notice text=words().app.new_version>
                            <Button
                                kind=ButtonKind::Quiet
                                label=words().app.take_new_version.to_owned()
                                on_press=|()| take_new_version()
                            />
                        </Notice>
                    }
                })
        }}
        {move || has_tabs.get().then(|| view! { <PickupLine /> })}
    }
}

fn stopped() -> impl IntoView {
    let dispatch = expect_context::<Dispatch>();
    view! {
        <Notice tone=Tone::Warn text=words().trouble.stopped_here>
            <Button
                kind=ButtonKind::Secondary
                label=words().app.try_again.to_owned()
                on_press=move |()| dispatch.start_again()
            />
            <Button kind=ButtonKind::Quiet label=words().trouble.repair.to_owned() on_press=|()| screen::repair() />
        </Notice>
    }
}

fn cannot_save_here() -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn text=words().trouble.cannot_save_here>
            <Button
                kind=ButtonKind::Secondary
                label=words().trouble.reload.to_owned()
                on_press=|()| history::reload()
            />
        </Notice>
    }
}

fn take_new_version() {
    spawn_local(async {
        // The version that waited may have come in by another tab: then a plain reload shows it.
        if service_worker::use_new_version().await.is_err() {
            history::reload();
        }
    });
}
