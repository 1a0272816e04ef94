//! The page's side of the link: starts the engine's worker, and starts it again when it traps.

mod ear;
mod run;

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use naptime_replica::replica::{LastRun, WriterId};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlMetaElement, MessageEvent};

use self::{
    ear::{Ear, Heard},
    run::Run,
};
use crate::link::{FromEngine, Network, ToEngine};

use super::{
    BrowserError,
    clock::{self, Timer},
    events::{self, Visibility},
    js,
    local::HAD_DATA,
    random,
    worker::{Before, StartedAs},
};

/// Waits before each restart in a row. The first is at once: a panic is noticed by nobody but us.
///
/// When all are used up within [`STEADY_MS`], whatever traps the engine is met at every start.
const RESTART_DELAYS_MS: [i64; 4] = [0, 250, 1_000, 4_000];
/// An engine that ran for so long has recovered.
const STEADY_MS: f64 = 60_000.0;

/// What happens to the engine as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEvent {
    /// A new engine runs and knows nothing of the conversation so far: watch again, open the boxes again, ask again
    /// what was not answered. Whatever was sent before this is lost.
    Restarted,
    /// The engine trapped at every start, or could not be started. [`EngineHost::start_again`] tries once more.
    GaveUp {
        /// The last trap's words, or the browser's, for diagnostics alone.
        detail: String,
    },
}

/// The engine, as the page sees it.
#[derive(Clone)]
pub struct EngineHost(Rc<Host>);

struct Host {
    script: String,
    ear: Ear,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// Until the engine is first started: what it will be told then.
    held: Option<Vec<Uint8Array>>,
    running: Option<Run>,
    waiting: Option<Timer>,
    started_ms: f64,
    restarts_in_a_row: usize,
    last_words: String,
    last_run: LastRun,
    /// What the run that runs, or ran last, is known by.
    writer: WriterId,
    is_marked: bool,
}

impl EngineHost {
    /// Finds the engine named in `<meta name="naptime-engine">`, which starts with [`start`](Self::start) or with the first
    /// message that can't wait. What it says is kept until somebody [hears](Self::hear) it.
    ///
    /// # Errors
    ///
    /// When the page names no engine.
    pub fn find() -> Result<Self, BrowserError> {
        let state = RefCell::new(State { held: Some(Vec::new()), ..State::default() });
        Ok(Self(Rc::new(Host { script: engine_script()?, ear: Ear::default(), state })))
    }

    /// Starts the engine, unless it has been started.
    pub fn start(&self) {
        let Some(held) = self.0.state.borrow_mut().held.take() else { return };
        match self.spawn() {
            Ok(()) => held.iter().for_each(|bytes| self.post(bytes)),
            Err(error) => {
                self.0.state.borrow_mut().last_words = error.message;
                self.give_up();
            }
        }
    }

    /// Hears what the engine has said and what it says from now on. The engine is told by itself when the page is hidden or
    /// shown, and of the network. To be called once.
    ///
    /// # Errors
    ///
    /// When there is no window.
    pub fn hear(
        &self,
        on_message: impl Fn(FromEngine) + 'static,
        on_event: impl Fn(HostEvent) + 'static,
    ) -> Result<(), BrowserError> {
        self.pass_on_surroundings()?;
        let host = self.clone();
        let listener = move |heard| match heard {
            Heard::Messages(bytes) => {
                let messages = postcard::from_bytes::<Vec<FromEngine>>(&bytes);
                for message in messages.into_iter().flatten() {
                    host.mark(&message);
                    on_message(message);
                }
            }
            Heard::Event(event) => {
                if event == HostEvent::Restarted {
                    host.tell_surroundings();
                }
                on_event(event);
            }
        };
        self.0.ear.open(listener);
        Ok(())
    }

    /// Tells the engine something; before the first start that is held, and may start it. While it is being restarted the
    /// message is dropped: see [`HostEvent::Restarted`].
    pub fn send(&self, message: &ToEngine) {
        let Ok(bytes) = postcard::to_allocvec(message) else {
            unreachable!("every message can be written");
        };
        let bytes = Uint8Array::from(bytes.as_slice());
        let is_held = match &mut self.0.state.borrow_mut().held {
            Some(held) => {
                held.push(bytes.clone());
                true
            }
            None => false,
        };
        match is_held {
            false => self.post(&bytes),
            true if message.can_wait() => {}
            true => self.start(),
        }
    }

    fn post(&self, bytes: &Uint8Array) {
        if let Some(run) = &self.0.state.borrow().running {
            run.post(bytes);
        }
    }

    /// Ends the engine, if one runs, and starts a new one.
    pub fn start_again(&self) {
        self.0.state.borrow_mut().restarts_in_a_row = 0;
        self.restart(|_| LastRun::Ended);
    }

    /// Tells every engine from now on when the page is hidden or shown, and what the browser says of the network.
    fn pass_on_surroundings(&self) -> Result<(), BrowserError> {
        let (network, visibility) = (self.clone(), self.clone());
        events::on_network(move |state| network.send(&ToEngine::Network(state)))?.forever();
        let [changed, left] = events::on_visibility(move |state| visibility.tell_visibility(state))?;
        changed.forever();
        left.forever();
        self.tell_surroundings();
        Ok(())
    }

    fn tell_surroundings(&self) {
        if events::network() == Network::Down {
            self.send(&ToEngine::Network(Network::Down));
        }
        if events::visibility() == Visibility::Hidden {
            self.tell_visibility(Visibility::Hidden);
        }
    }

    fn tell_visibility(&self, state: Visibility) {
        self.send(match state {
            Visibility::Shown => &ToEngine::Shown,
            Visibility::Hidden => &ToEngine::Hidden,
        });
    }

    fn started_as(&self) -> StartedAs {
        let before = if HAD_DATA.get().is_some() { Before::HadData } else { Before::Fresh };
        let state = self.0.state.borrow();
        StartedAs { writer: state.writer, before, last_run: state.last_run }
    }

    fn spawn(&self) -> Result<(), BrowserError> {
        self.0.state.borrow_mut().writer = random::bytes();
        let (messages, errors) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let on_message = move |event: &Event| {
            if let Some(host) = messages.upgrade() {
                Self(host).heard(event);
            }
        };
        let on_trap = move |words: &str| {
            if let Some(host) = errors.upgrade() {
                Self(host).trapped(words);
            }
        };
        let run = Run::start(&self.0.script, &self.started_as(), on_message, on_trap)?;
        let mut state = self.0.state.borrow_mut();
        state.started_ms = clock::uptime_ms();
        state.running = Some(run);
        Ok(())
    }

    fn heard(&self, event: &Event) {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        if let Some(words) = event.data().as_string() {
            return self.trapped(&words);
        }
        if let Some(bytes) = js::bytes_of(&event.data()) {
            self.0.ear.tell(Heard::Messages(bytes));
        }
    }

    /// Remembers, outside the engine's database, that something was stored in it.
    fn mark(&self, message: &FromEngine) {
        let is_stored = matches!(message, FromEngine::Done { outcome: Ok(_), .. } | FromEngine::TextSaved { .. });
        if is_stored && !self.0.state.borrow().is_marked {
            // Without localStorage an emptied database looks like a first visit; nothing else is lost by it.
            self.0.state.borrow_mut().is_marked = HAD_DATA.set("1").is_ok();
        }
    }

    fn trapped(&self, words: &str) {
        if !words.is_empty() {
            words.clone_into(&mut self.0.state.borrow_mut().last_words);
        }
        self.restart(LastRun::Trapped);
    }

    fn restart(&self, ended: impl FnOnce(WriterId) -> LastRun) {
        let delay_ms = {
            let mut state = self.0.state.borrow_mut();
            if state.waiting.is_some() {
                return;
            }
            state.held = None;
            state.running = None;
            if clock::uptime_ms() - state.started_ms > STEADY_MS {
                state.restarts_in_a_row = 0;
            }
            let delay_ms = RESTART_DELAYS_MS.get(state.restarts_in_a_row).copied();
            state.restarts_in_a_row += 1;
            state.last_run = ended(state.writer);
            delay_ms
        };
        match delay_ms {
            Some(delay_ms) => self.spawn_after(delay_ms),
            None => self.give_up(),
        }
    }

    fn spawn_after(&self, delay_ms: i64) {
        let weak = Rc::downgrade(&self.0);
        let timer = Timer::after(delay_ms, move || {
            let Some(host) = weak.upgrade().map(Self) else {
                return;
            };
            host.0.state.borrow_mut().waiting = None;
            match host.spawn() {
                Ok(()) => host.0.ear.tell(Heard::Event(HostEvent::Restarted)),
                Err(_) => host.give_up(),
            }
        });
        self.0.state.borrow_mut().waiting = Some(timer);
    }

    fn give_up(&self) {
        let detail = self.0.state.borrow().last_words.clone();
        self.0.ear.tell(Heard::Event(HostEvent::GaveUp { detail }));
    }
}

fn engine_script() -> Result<String, BrowserError> {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("meta[name=naptime-engine]").ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlMetaElement>().ok())
        .map(|meta| meta.content())
        .ok_or_else(|| BrowserError::new("NotFoundError", "the page names no engine"))
}
