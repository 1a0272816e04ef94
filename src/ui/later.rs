//! The part of the program that comes after the start: on its way, here or lost.

use naptime_view::{prelude::*, task::spawn_local};

use super::{
    route::Router,
    screen::{self, Draw},
    store::{Health, Store},
};

/// Whether the later screens can be drawn.
#[derive(Clone, Copy)]
pub enum Arrival {
    /// Nobody has asked for them, or they are on their way.
    Coming,
    /// They can.
    Here(Draw),
    /// Their file is damaged, or did not arrive.
    Lost,
}

/// The later screens. They come when one of them is asked for, or else once the first screen can be used.
#[derive(Clone, Copy)]
pub struct Later {
    arrival: RwSignal<Arrival>,
    is_coming: StoredValue<bool>,
}

impl Later {
    pub fn new() -> Self {
        Self { arrival: RwSignal::new(Arrival::Coming), is_coming: StoredValue::new(false) }
    }

    pub fn arrival(self) -> ReadSignal<Arrival> {
        self.arrival.read_only()
    }

    /// Brings them when it is time, and again at each new address while they are lost.
    pub fn bring_in_time(self, router: Router, store: Store) {
        Effect::new(move || {
            let is_asked_for = router.route().with(|route| !screen::is_of_start(route));
            if is_asked_for || store.health().with(|health| *health == Health::Ready) {
                self.bring();
            }
        });
    }

    /// Brings them, unless they are here or on their way.
    pub fn bring(self) {
        let is_here = self.arrival.with_untracked(|arrival| matches!(arrival, Arrival::Here(_)));
        if is_here || self.is_coming.get_value() {
            return;
        }
        self.is_coming.set_value(true);
        spawn_local(async move {
            // The browser's console says what was wrong with the file.
            let arrived = screen::later().await.map_or(Arrival::Lost, Arrival::Here);
            self.is_coming.set_value(false);
            self.arrival.set(arrived);
        });
    }
}
