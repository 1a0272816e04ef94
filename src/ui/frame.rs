//! The frame around every screen: top line, notices, the screen, the tab bar.

use naptime::{
    link::Trouble,
    platform::{history, local::HAD_DATA, page, service_worker},
};
use naptime_view::{ev::MouseEvent, prelude::*, task::spawn_local};

use super::{
    after_render,
    dispatch::Dispatch,
    kit::{Button, ButtonKind, Icon, IconName, Notice, SyncBadge, TabBar, ToastSlot, Tone},
    later::{Arrival, Later},
    place::{self, Pickup, PickupLine},
    route::{Route, Router, Tab, WorkPlace},
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

/// What stands in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// The engine cannot go on.
    Trouble,
    /// Nobody has begun here.
    Start,
    /// Somebody has, and her phone's storage or the screen's program is being read.
    Opening,
    /// The screen's program is damaged, or did not arrive.
    Lost,
    /// A screen.
    Screen(Route),
}

/// Opens the sync sheet from anywhere.
#[derive(Clone, Copy)]
pub struct SyncSheetOpen(pub RwSignal<bool>);

/// The address stays: what stands behind its `#` may be an invitation.
fn skip(event: MouseEvent) {
    event.prevent_default();
    page::focus_on("#main");
}

#[component]
pub fn Frame() -> impl IntoView {
    let (store, router, later) = (expect_context::<Store>(), expect_context::<Router>(), expect_context::<Later>());
    let has_unsaved = expect_context::<Boxes>().has_unsaved();
    let sheet = SyncSheetOpen(RwSignal::new(false));
    provide_context(sheet);
    let shown = Memo::new(move |_| shown(store, has_unsaved, router, later));
    let has_tabs = Memo::new(move |_| matches!(*shown.read(), Shown::Screen(_) | Shown::Opening | Shown::Lost));
    mind_the_focus(shown);
    view! {
        <div class="app" data-tabs=move || (!has_tabs.get()).then_some("none") on:click=move |event| router.follow(&event)>
            <a class="skip" href="#main" on:click=skip>{words().app.to_content}</a>
            <header class="top">
                {move || top_left(&shown.get(), router)}
                {move || help(&shown.get(), router)}
                <SyncBadge
                    view=store.sync()
                    audience=store.audience()
                    on_press=move |()| sheet.0.set(true)
                />
            </header>
            <main class="main" id="main">
                <Notices shown />
                {move || has_tabs.get().then(|| view! { <PickupLine /> })}
                {move || screen_of(shown.get(), later)}
            </main>
            {move || {
                has_tabs
                    .get()
                    .then(|| view! { <TabBar current=Signal::derive(move || router.route().read().tab()) /> })
            }}
            <ToastSlot />
            <SyncSheet is_open=sheet.0 />
        </div>
    }
}

fn shown(store: Store, has_unsaved: ReadSignal<bool>, router: Router, later: Later) -> Shown {
    let (person, route) = (store.person().get(), router.route().get());
    if store.health().with(|health| is_fatal(health, &person, has_unsaved)) {
        return Shown::Trouble;
    }
    match (person, route) {
        (_, Route::Start) => Shown::Start,
        (_, Route::Join) => screen_if_here(Route::Join, later),
        (Person::Known(_), route) => screen_if_here(route, later),
        // What the page keeps beside the database may be gone after a power cut: an address inside the app waits for it.
        (Person::Unknown, route) if HAD_DATA.get().is_some() || route != Route::Today => Shown::Opening,
        (Person::Unknown | Person::Nobody, _) => Shown::Start,
    }
}

/// The screen, once the part of the program it is in is here.
fn screen_if_here(route: Route, later: Later) -> Shown {
    if screen::is_of_start(&route) {
        return Shown::Screen(route);
    }
    match later.arrival().get() {
        Arrival::Here(_) => Shown::Screen(route),
        Arrival::Coming => Shown::Opening,
        Arrival::Lost => Shown::Lost,
    }
}

/// Trouble leaves a known learner her screen if what she typed last may be nowhere else.
fn is_fatal(health: &Health, person: &Person, has_unsaved: ReadSignal<bool>) -> bool {
    let is_known = matches!(person, Person::Known(_));
    match health {
        Health::Stopped { .. } => !is_known,
        Health::Trouble(_) => cannot_go_on(health) && !(is_known && has_unsaved.get()),
        Health::Starting | Health::Ready => false,
    }
}

/// The engine runs, and can neither read nor save.
fn cannot_go_on(health: &Health) -> bool {
    matches!(health, Health::Trouble(trouble) if *trouble != Trouble::StorageLost)
}

fn top_left(shown: &Shown, router: Router) -> AnyView {
    let parent = match shown {
        Shown::Screen(route) => router.above(route),
        _ => None,
    };
    match parent {
        Some(parent) => {
            let name = parent_name(&parent);
            view! { <a class="wordmark" data-back="" href=parent.path()><Icon name=IconName::Back /><span>{name}</span></a> }
                .into_any()
        }
        None => {
            view! { <a class="wordmark" href="/today"><Icon name=IconName::Mark /><span>{words().app.name}</span></a> }
                .into_any()
        }
    }
}

/// On every screen of a challenge, in the same place: the way to help.
fn help(shown: &Shown, router: Router) -> Option<AnyView> {
    let Shown::Screen(route) = shown else { return None };
    // Beside an answer stands the way back to the question.
    let is_help = matches!(route, Route::Stuck | Route::Nugget(_)) || router.above(route) == Some(Route::Stuck);
    let has_help = route.tab() == Tab::Challenge && !is_help;
    let label = words().stuck.link;
    has_help.then(|| view! { <a class="help" href=Route::Stuck.path()>{label}</a> }.into_any())
}

fn parent_name(route: &Route) -> &'static str {
    match route {
        Route::Stuck => words().stuck.link,
        Route::Work => words().work.title,
        Route::OfWork(_, WorkPlace::Versions) => words().versions.title,
        Route::OfWork(_, WorkPlace::Evidence) => words().evidence.title,
        Route::Groups => words().group.title,
        route => match route.tab() {
            Tab::Today => words().app.today,
            Tab::Challenge => words().app.challenge,
            Tab::Critique => words().app.critique,
            Tab::Me => words().app.me,
        },
    }
}

fn screen_of(shown: Shown, later: Later) -> AnyView {
    let route = match shown {
        Shown::Trouble => return screen::trouble().into_any(),
        Shown::Start => return screen::start().into_any(),
        Shown::Opening => return screen::opening().into_any(),
        Shown::Lost => return screen::lost().into_any(),
        Shown::Screen(route) => route,
    };
    place::put_down(&route);
    match later.arrival().get_untracked() {
        Arrival::Here(part) => (part.draw)(route),
        Arrival::Coming | Arrival::Lost => screen::draw_of_start(&route),
    }
}

/// A new screen is read from its heading, and from its top. The first one takes nobody's focus, and one that is picked
/// up or gone back to stands as it was left.
fn mind_the_focus(shown: Memo<Shown>) {
    let (pickup, router) = (expect_context::<Pickup>(), expect_context::<Router>());
    Effect::new(move |was_shown: Option<Option<Shown>>| {
        let (shown, was_shown) = (shown.get(), was_shown.flatten());
        // Where nobody has begun, nobody was here: what stays in the browser may be older than the phone's storage.
        if shown == Shown::Start {
            pickup.forget();
        }
        // What says that a screen is on its way is none.
        if shown == Shown::Opening {
            return was_shown;
        }
        let is_picked_up = matches!(&shown, Shown::Screen(route) if pickup.arrived(route));
        if !is_picked_up && was_shown.is_some_and(|was_shown| was_shown != shown) {
            let returning = router.take_returning();
            after_render(move || match returning {
                Some(spot) => pickup.come_back(&spot),
                None => {
                    page::scroll_to(None);
                    page::focus_on("h1");
                }
            });
        }
        Some(shown)
    });
}

/// Quiet lines about the app itself: never a reload over a draft.
#[component]
fn Notices(shown: Memo<Shown>) -> impl IntoView {
    let (store, new_version) = (expect_context::<Store>(), expect_context::<NewVersion>());
    let has_lost = move || store.health().with(|health| *health == Health::Trouble(Trouble::StorageLost));
    let has_stopped = move || store.health().with(|health| matches!(health, Health::Stopped { .. }));
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
