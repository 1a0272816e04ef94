//! The frame around every screen: top line, the screen, the tab bar. What tells of the engine comes with the later part.

mod around;

use naptime::platform::{local::HAD_DATA, page};
use naptime_view::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

pub use self::around::{NewVersion, SyncSheetOpen, badge, is_at_work, notices, overlays, shown};
use super::{
    after_render,
    kit::{Icon, IconName, TabBar},
    later::{Arrival, Later},
    place::Pickup,
    route::{Route, Router, Tab, WorkPlace},
    screen,
    strings::words,
};

/// What stands in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The engine cannot go on.
    Trouble,
    /// Nobody has begun here.
    Start,
    /// Somebody has, and her phone's storage or the later part is being read.
    Opening,
    /// The later part is damaged, or did not arrive.
    Lost,
    /// A screen.
    Screen(Route),
}

impl Shown {
    /// Whether the four places are in reach.
    fn has_tabs(&self) -> bool {
        matches!(self, Self::Screen(_) | Self::Opening | Self::Lost)
    }
}

/// The address stays: what stands behind its `#` may be an invitation.
fn skip(event: MouseEvent) {
    event.prevent_default();
    page::focus_on("#main");
}

/// Every form comes by here once it has said what is wrong with what it was given.
fn mind_what_is_wrong(event: SubmitEvent) {
    if let Some(form) = event.target().and_then(|form| form.dyn_into::<Element>().ok()) {
        after_render(move || page::focus_on_wrong(&form));
    }
}

#[component]
pub fn Frame() -> impl IntoView {
    let (router, later) = (expect_context::<Router>(), expect_context::<Later>());
    let shown = Memo::new(move |_| shown_now(router, later));
    let has_tabs = Memo::new(move |_| shown.read().has_tabs());
    mind_the_focus(shown);
    view! {
        <div
            class="app"
            data-tabs=move || (!has_tabs.get()).then_some("none")
            on:click=move |event| router.follow(&event)
            on:submit=mind_what_is_wrong
        >
            <a class="skip" href="#main" on:click=skip>{words().app.to_content}</a>
            <header class="top">
                {move || top_left(&shown.get(), router)}
                {move || later.part().map(|part| (part.badge)())}
                {move || help(&shown.get(), router, later)}
            </header>
            <main class="main" id="main">
                {move || later.part().map(|part| (part.notices)(shown))}
                {move || screen_of(shown.get(), later)}
            </main>
            {move || {
                has_tabs
                    .get()
                    .then(|| view! { <TabBar current=Signal::derive(move || router.route().read().tab()) /> })
            }}
            {move || later.part().map(|part| (part.overlays)())}
        </div>
    }
}

/// Until the later part is here, somebody new is asked her name, and whoever has begun sees that her screen is on its way.
fn shown_now(router: Router, later: Later) -> Shown {
    let route = router.route().get();
    match later.arrival() {
        Arrival::Here(part) => (part.shown)(route),
        _ if route == Route::Start || is_for_anybody(&route) => Shown::Start,
        Arrival::Coming => Shown::Opening,
        Arrival::Lost => Shown::Lost,
    }
}

/// Whether an address leads somebody new to the start. What the page keeps beside the database may be gone after a power cut:
/// an address inside the app waits for the engine.
fn is_for_anybody(route: &Route) -> bool {
    *route == Route::Today && HAD_DATA.get().is_none()
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

/// On every screen of a challenge, in the same place: the way to help. On Today, too, where a tired learner begins.
fn help(shown: &Shown, router: Router, later: Later) -> Option<AnyView> {
    let Shown::Screen(route) = shown else { return None };
    // Beside an answer stands the way back to the question.
    let is_help = matches!(route, Route::Stuck | Route::Nugget(_)) || router.above(route) == Some(Route::Stuck);
    let has_help = match route {
        Route::Today => later.part().is_some_and(|part| (part.is_at_work)()),
        route => route.tab() == Tab::Challenge && !is_help,
    };
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
    match (shown, untrack(|| later.part())) {
        (Shown::Start, _) => screen::start().into_any(),
        (Shown::Lost, _) => screen::lost().into_any(),
        (Shown::Opening, _) | (_, None) => screen::opening(words().today.title, words().app.opening).into_any(),
        (shown, Some(part)) => (part.draw)(shown),
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
                    pickup.come_for_anchor();
                }
            });
        }
        Some(shown)
    });
}
