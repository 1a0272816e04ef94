//! The part of the program that comes after the start: on its way, here or lost.

use futures_channel::oneshot;
use naptime::platform::{boot, engine_host::EngineHost};
use naptime_view::{prelude::*, task::spawn_local};

use super::{
    route::Router,
    screen::{self, LaterPart},
};

/// Whether the later part can be used.
#[derive(Clone, Copy)]
pub enum Arrival {
    /// It is on its way.
    Coming,
    /// It can.
    Here(LaterPart),
    /// Its file is damaged, or did not arrive.
    Lost,
}

/// Waits until it is here or lost. Whoever stops waiting stops nothing: it must not be brought twice at a time.
pub async fn settled() {
    let (settle, settled) = oneshot::channel();
    wasm_bindgen_futures::spawn_local(async {
        screen::later().await.ok();
        settle.send(()).ok();
    });
    settled.await.ok();
}

/// The engine, or why the page has none.
pub type Engine = Result<EngineHost, String>;

/// Starts it, unless it has been started.
pub fn start(engine: &Engine) {
    if let Ok(host) = engine {
        host.start();
    }
}

/// All that the start itself can't do.
#[derive(Clone, Copy)]
pub struct Later {
    arrival: RwSignal<Arrival>,
    /// It may have been started before the later part is here: what it says meanwhile is kept.
    engine: StoredValue<Engine, LocalStorage>,
    /// What the later part sets up lives as long as the page.
    page: StoredValue<Owner>,
    is_coming: StoredValue<bool>,
    /// The app's files were fetched anew before it was here.
    is_repaired: StoredValue<bool>,
}

impl Later {
    /// Brings it at once, and anew at each new address while it is lost.
    pub fn start(router: Router, engine: Engine) -> Self {
        let later = Self {
            arrival: RwSignal::new(Arrival::Coming),
            engine: StoredValue::new_local(engine),
            page: StoredValue::new(Owner::current().unwrap_or_default()),
            is_coming: StoredValue::new(false),
            is_repaired: StoredValue::new(false),
        };
        Effect::new(move || {
            if !router.route().read().is_drawn_without_engine() {
                later.start_engine();
            }
            later.bring();
        });
        if let Ok(listener) = boot::on_repaired(move || later.repaired()) {
            listener.forever();
        }
        later
    }

    /// How far it has come. Tracks.
    pub fn arrival(self) -> Arrival {
        self.arrival.get()
    }

    /// It, if it is here. Tracks.
    pub fn part(self) -> Option<LaterPart> {
        match self.arrival() {
            Arrival::Here(part) => Some(part),
            Arrival::Coming | Arrival::Lost => None,
        }
    }

    /// Brings it, unless it is here or on its way.
    fn bring(self) {
        if untrack(|| self.part()).is_some() || self.is_coming.get_value() {
            return;
        }
        self.is_coming.set_value(true);
        spawn_local(async move {
            let arrived = match screen::later().await {
                Ok(part) => {
                    self.page.get_value().with(|| (part.set_up)(self.engine.get_value(), self.is_repaired.get_value()));
                    Arrival::Here(part)
                }
                // The browser's console says what was wrong with the file. What is not shared yet is on its way all the same.
                Err(_) => {
                    self.start_engine();
                    Arrival::Lost
                }
            };
            self.is_coming.set_value(false);
            self.arrival.set(arrived);
        });
    }

    fn start_engine(self) {
        start(&self.engine.get_value());
    }

    /// The app's files were fetched anew.
    fn repaired(self) {
        if let Ok(host) = self.engine.get_value() {
            host.start_again();
        }
        self.is_repaired.set_value(true);
        self.bring();
    }
}
