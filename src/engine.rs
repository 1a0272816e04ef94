//! The engine: everything that happens becomes an input of the replica, and its effects are carried out.
//!
//! Nothing here decides anything about documents. The parts are kept apart by what they wait for: `startup` for what the
//! device holds, `records` for storage, `uplink` for the server, `tabs` for other tabs.

mod beginning;
mod records;
mod startup;
mod tabs;
mod uplink;

use core::cell::{Cell, RefCell};
use std::{
    collections::VecDeque,
    rc::{Rc, Weak},
};

use naptime_domain::time::Timestamp;
use naptime_replica::{
    replica::{Effect, Input, Replica, RequestId},
    view::View,
};

use self::{records::Records, tabs::Tabs, uplink::Uplink};
use crate::{
    link::{FromEngine, Network, ToEngine, Trouble},
    platform::{
        BrowserError,
        clock::{self, Timer},
        locks::Claim,
        random::Random,
        worker::{Page, StartedAs},
    },
};

/// One running engine; dropping it ends it.
#[derive(Clone)]
pub struct Engine(Rc<Parts>);

/// Where an engine lives.
pub struct Home {
    /// Names the database, the channel and the locks that it shares with the engines of other tabs.
    pub name: String,
    /// Names the version of this program, in a way of its own.
    pub version: String,
    /// What its page knows.
    pub started_as: StartedAs,
    /// Tells its page what came of one step.
    pub tell: Box<dyn Fn(Vec<FromEngine>)>,
}

struct Parts {
    home: Home,
    replica: RefCell<Replica>,
    inputs: RefCell<VecDeque<Input>>,
    is_turning: Cell<bool>,
    wake: RefCell<Option<Timer>>,
    alive: RefCell<Option<Claim>>,
    /// Held while a person is made.
    beginning: RefCell<Vec<(RequestId, Claim)>>,
    records: Records,
    tabs: Tabs,
    uplink: Uplink,
}

/// Runs the engine of this worker.
///
/// # Errors
///
/// When this program does not run in a worker.
pub fn run() -> Result<(), BrowserError> {
    let page = Page::of_this_worker()?;
    tell_panics(&page);
    let told = page.clone();
    // A page that cannot be told is gone, and this engine with it.
    let tell = Box::new(move |messages: Vec<_>| told.tell(&messages).unwrap_or_default());
    let (version, started_as) = (page.program(), page.started_as());
    let engine = Engine::start(Home { name: "naptime".to_owned(), version, started_as, tell });
    // Before anything is awaited, since the loader hands on what the page has said meanwhile.
    page.on_message(move |message| engine.hear(message));
    Ok(())
}

/// Says where it happened and not what was in hand: a panic's own words may quote the learner's.
fn tell_panics(page: &Page) {
    let page = page.clone();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        page.tell_panic(&place);
    }));
}

impl Engine {
    /// Starts an engine, which reads what its home holds and then says that it is ready.
    #[must_use]
    pub fn start(home: Home) -> Self {
        let parts = Rc::new_cyclic(|parts: &Weak<Parts>| {
            let feed = Feed(parts.clone());
            Parts {
                replica: RefCell::new(Replica::new(home.started_as.writer)),
                inputs: RefCell::default(),
                is_turning: Cell::new(false),
                wake: RefCell::default(),
                alive: RefCell::default(),
                beginning: RefCell::default(),
                records: Records::new(feed.clone()),
                tabs: Tabs::join(&home.name, feed.clone()),
                uplink: Uplink::new(&home.name, feed),
                home,
            }
        });
        startup::begin(Rc::downgrade(&parts));
        Self(parts)
    }

    /// One message of the page.
    pub fn hear(&self, message: ToEngine) {
        let input = match message {
            ToEngine::Run { request, command } => Input::Run { request, command },
            ToEngine::Watch(topic) => Input::Watch(topic),
            ToEngine::Unwatch(topic) => Input::Unwatch(topic),
            ToEngine::OpenText { id, target, resumes } => Input::OpenText { id, target, resumes },
            ToEngine::EditText { id, edit } => Input::EditText { id, edit },
            ToEngine::SeenText { id, seen } => Input::SeenText { id, seen },
            ToEngine::HeardText { id, seq } => Input::HeardText { id, seq },
            ToEngine::BlurText(id) => Input::BlurText(id),
            ToEngine::CloseText(id) => Input::CloseText(id),
            ToEngine::Hidden => {
                self.0.uplink.hidden();
                Input::Hidden
            }
            ToEngine::Shown => {
                self.0.uplink.shown();
                Input::Shown
            }
            ToEngine::Network(Network::Up) => {
                self.0.uplink.network_up();
                Input::NetworkUp
            }
            ToEngine::Network(Network::Down) => {
                self.0.uplink.network_down();
                Input::NetworkDown
            }
            ToEngine::SyncNow => {
                self.0.uplink.try_now();
                Input::SyncNow
            }
            ToEngine::Export(request) => Input::Export(request),
            ToEngine::Import { request, file, words } => Input::Import { request, file, words },
            ToEngine::LookAtBlob { request, whose, blob, look } => Input::LookAtBlob { request, whose, blob, look },
            ToEngine::Words(request) => Input::Words(request),
            ToEngine::Diagnose(request) => Input::Diagnose(request),
            #[cfg(feature = "faults")]
            ToEngine::Panic => panic!("asked to, by a test"),
        };
        match beginning::request_of(&input) {
            Some(request) => self.0.take_alone(request, input),
            None => self.0.take(input),
        }
    }
}

/// Where the parts of an engine put what they have waited for.
#[derive(Clone)]
struct Feed(Weak<Parts>);

impl Feed {
    fn take(&self, input: Input) {
        if let Some(parts) = self.0.upgrade() {
            parts.take(input);
        }
    }

    fn trouble(&self, trouble: Trouble) {
        if let Some(parts) = self.0.upgrade() {
            (parts.home.tell)(vec![FromEngine::Trouble(trouble)]);
        }
    }
}

impl Parts {
    /// One thing that happened. What happens while effects are carried out waits its turn.
    fn take(&self, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if self.is_turning.replace(true) {
            return;
        }
        loop {
            let Some(input) = self.inputs.borrow_mut().pop_front() else { break };
            let effects = self.replica.borrow_mut().handle(input, clock::now(), &mut Random);
            // The page shows what follows from one thing at once, and is woken once for it.
            let mut told = Vec::new();
            for effect in effects {
                self.carry_out(effect, &mut told);
            }
            if !told.is_empty() {
                (self.home.tell)(told);
            }
        }
        self.is_turning.set(false);
    }

    /// Adds what the page is to be told.
    fn carry_out(&self, effect: Effect, told: &mut Vec<FromEngine>) {
        let message = match effect {
            Effect::Persist { batch, records } => return self.records.store(batch, records),
            Effect::Send(request) => return self.uplink.send(request),
            Effect::ReadPieces { read, keys } => return self.records.read_pieces(read, keys),
            Effect::AskBlob(question) => return self.uplink.ask_blob(question),
            Effect::WakeAt(moment) => return self.wake_at(moment),
            Effect::Announce(records) => return self.tabs.announce(&records),
            Effect::NewerData => FromEngine::Trouble(Trouble::NewerData),
            Effect::Ready => FromEngine::Ready,
            Effect::View(view) => {
                if let View::Profile(Some(_)) = view {
                    self.uplink.begun();
                }
                FromEngine::View(view)
            }
            Effect::TextOpened { id, text, applied_seq, session } => {
                FromEngine::TextOpened { id, text, applied_seq, session }
            }
            Effect::TextPatch { id, patch } => FromEngine::TextPatch { id, patch },
            Effect::TextAcknowledged { id, acknowledged } => FromEngine::TextAcknowledged { id, acknowledged },
            Effect::TextSaved { id, seq } => FromEngine::TextSaved { id, seq },
            Effect::TextGone(id) => FromEngine::TextGone(id),
            Effect::TextOutOfStep(id) => FromEngine::TextOutOfStep(id),
            Effect::TextRefused { id, words } => FromEngine::TextRefused { id, words },
            Effect::Done { request, outcome } => {
                self.has_begun(request);
                FromEngine::Done { request, outcome }
            }
            Effect::Exported { request, file, left_out } => FromEngine::Exported { request, file, left_out },
            Effect::BlobContent { request, content } => FromEngine::BlobContent { request, content },
            Effect::Words { request, words } => FromEngine::Words { request, words },
            Effect::Diagnosed { request, text } => FromEngine::Diagnosed { request, text },
        };
        told.push(message);
    }

    fn wake_at(&self, moment: Timestamp) {
        let feed = self.records.feed();
        let delay_ms = moment.0.saturating_sub(clock::now().0);
        let timer = Timer::after(delay_ms, move || feed.take(Input::Tick));
        self.wake.borrow_mut().replace(timer);
    }
}
