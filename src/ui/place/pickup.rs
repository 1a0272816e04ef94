//! What a killed tab showed last is shown again, as far down as it was, and what that was is said.

use naptime::platform::{
    clock::Rest,
    events::Listener,
    history,
    local::LocalText,
    scroll::{self, Restoring},
};
use naptime_view::prelude::*;

use super::{Spot, said::was_at};
use crate::ui::{
    kit::{ButtonKind, LinkButton},
    route::{Route, Router},
    strings::words,
};

/// The address she was at last, and how many pixels down.
const HERE: LocalText = LocalText("naptime.here");
/// A place is remembered once it has rested: a stop at any moment costs at most this much of it.
const RESTS_MS: i64 = 300;
/// What she asked for can be as long as she likes; nobody searches with more than a few words.
const ADDRESS_CHARACTERS_MAX: usize = 500;

/// The place she is brought back to, until she leaves it.
#[derive(Clone, Copy)]
pub struct Pickup {
    route: RwSignal<Option<Route>>,
    /// Whether she has done anything since.
    has_gone_on: RwSignal<bool>,
    pixels: StoredValue<i32>,
    restoring: StoredValue<Option<Restoring>, LocalStorage>,
}

impl Pickup {
    /// Puts the last address in place of the app's bare one. Call it before anything reads the address.
    pub fn put_address() {
        if let Some((address, _)) = here().filter(|_| history::path() == "/") {
            history::replace(&address);
        }
    }

    /// Finds the place she was at last, if it is the one the address names.
    pub fn start() -> Self {
        let found = here().filter(|(address, _)| *address == history::address());
        let route = found.as_ref().map(|_| Route::parse(&history::path()));
        Self {
            route: RwSignal::new(route.filter(is_a_place)),
            has_gone_on: RwSignal::new(false),
            pixels: StoredValue::new(found.map_or(0, |(_, pixels)| pixels)),
            restoring: StoredValue::new_local(None),
        }
    }

    /// A screen is shown: scrolls if it is the one she was at, else remembers it from now on. Says whether it is.
    pub fn arrived(self, route: &Route) -> bool {
        let is_here = self.route.with_untracked(|here| here.as_ref() == Some(route));
        if is_here {
            self.restoring.set_value(Restoring::to(self.pixels.get_value()));
        } else {
            self.forget();
            if is_a_place(route) {
                keep(&history::address(), 0);
            }
        }
        is_here
    }

    /// There is no place to bring anybody back to.
    pub fn forget(self) {
        self.go_on();
        self.route.set(None);
    }

    /// She is on a screen again that she had left.
    pub fn come_back(self, spot: &Spot) {
        spot.focus();
        self.restoring.set_value(Restoring::to(spot.pixels));
    }

    /// She goes to something on a screen that its address names: it is shown to her as soon as it is there.
    pub fn come_for_anchor(self) {
        self.restoring.set_value(history::anchor().and_then(Restoring::to_element));
    }

    /// The same screen goes on at another address, as a lesson does at another step.
    pub fn readdress(self, route: &Route) {
        let path = route.path();
        if history::path() != path {
            history::replace(&path);
            keep(&path, 0);
        }
    }

    /// The same screen is asked something, and its address says what.
    pub fn ask(self, question: &str) {
        history::replace_query(question);
        if self.is_settled() {
            keep(&history::address(), scroll::pixels());
        }
    }

    /// Watches where she is, and when she goes on, for as long as the page lives.
    pub fn watch(self, router: Router) {
        let resting = Rest::new(RESTS_MS, move || {
            if self.is_settled() && is_a_place(&router.route().get_untracked()) {
                keep(&history::address(), scroll::pixels());
            }
        });
        let moved = scroll::on_moved(move || resting.stir());
        // It is asked at each key: where she has gone on already, nothing is looked for.
        let touched = scroll::on_touched(move |touched| {
            if self.awaits_her() && !touched.is_in(LINE) {
                self.go_on();
            }
        });
        [moved, touched].into_iter().flatten().for_each(Listener::forever);
    }

    /// Whether the screen that is shown is the one she was brought back to.
    pub fn is_there(self) -> bool {
        let shown = expect_context::<Router>().route();
        self.route.with_untracked(|here| shown.with_untracked(|shown| here.as_ref() == Some(shown)))
    }

    /// On the way down, a stop must not find half of the way.
    fn is_settled(self) -> bool {
        self.restoring.with_value(|restoring| restoring.as_ref().is_none_or(Restoring::is_over))
    }

    /// Whether she has yet to do something since she was brought somewhere.
    fn awaits_her(self) -> bool {
        !self.has_gone_on.get_untracked() || self.restoring.with_value(Option::is_some)
    }

    fn go_on(self) {
        self.restoring.set_value(None);
        self.has_gone_on.set(true);
    }
}

/// Its own taps leave it as it is.
const LINE: &str = ".pickup";

/// One line over the screen she was brought back to, and the way to leave it. It stays in sight until she goes on.
#[component]
pub fn PickupLine() -> impl IntoView {
    let pickup = expect_context::<Pickup>();
    let told = Memo::new(move |_| pickup.route.get().filter(|route| *route != Route::Today));
    let state = move || if pickup.has_gone_on.get() { "old" } else { "fresh" };
    move || {
        told.get().map(|route| {
            view! {
                <div class="pickup" role="status" data-state=state>
                    <p>{move || was_at(&route)}</p>
                    <LinkButton kind=ButtonKind::Quiet href=Route::Today.path() label=words().app.to_today />
                </div>
            }
        })
    }
}

/// Not before she has begun, and not where an address carries a key.
fn is_a_place(route: &Route) -> bool {
    !matches!(route, Route::Start | Route::Join | Route::Missing)
}

fn here() -> Option<(String, i32)> {
    let kept = HERE.get()?;
    let (address, pixels) = kept.split_once(' ')?;
    Some((address.to_owned(), pixels.parse().ok()?))
}

fn keep(address: &str, pixels: i32) {
    if address.len() <= ADDRESS_CHARACTERS_MAX {
        // A browser without localStorage only forgets the place.
        HERE.set(&[address, " ", &pixels.to_string()].concat()).ok();
    }
}
