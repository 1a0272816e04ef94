//! The way to the server: the live socket of the tab that leads, and single requests.
//!
//! The replica decides when to ask and when to ask again; here it is only carried there and back. An answer that is not in
//! the protocol's own media type is somebody else's, such as a captive portal's page: the server was not reached.

use core::cell::{Cell, RefCell};

use naptime_replica::{
    replica::{Input, SendFailed},
    wire::{ANSWER_BYTES_MAX, QUESTION_BYTES_MAX},
};
use wasm_bindgen_futures::spawn_local;

use super::Feed;
use crate::platform::{
    clock::{self, Timer},
    fetch, locks, random,
    socket::{Socket, SocketEvent},
};

const SYNC: &str = "/v1/sync";
const BLOB: &str = "/v1/blob";
const LIVE: &str = "/v1/live";
const MEDIA_TYPE: &str = "application/cbor";
/// Ends the name of the lock of the one engine that keeps a live socket and syncs for all.
const LEADER: &str = "-leader";

/// How long an answer may take on the live socket, where a dead connection is otherwise not noticed.
const LIVE_ANSWER_MS_MAX: i64 = 45_000;
/// The first and the longest wait before a live socket is opened again.
const BACKOFF_MS: [i64; 2] = [1_000, 60_000];
/// A socket that stayed open for so long has proven itself.
const STEADY_MS: f64 = 30_000.0;
/// How long a hidden page keeps the live socket and the lead: looking something up in another app takes a moment.
const HIDDEN_MS_MAX: i64 = 30_000;

/// The way to the server.
pub(super) struct Uplink {
    feed: Feed,
    leader_lock: String,
    /// Everything that must be true for a live socket.
    has_begun: Cell<bool>,
    is_leading: Cell<bool>,
    is_shown: Cell<bool>,
    is_online: Cell<bool>,
    is_started: Cell<bool>,
    lead: RefCell<Option<locks::Claim>>,
    live: RefCell<Option<Live>>,
    failures: Cell<u32>,
    reopen: RefCell<Option<Timer>>,
    let_go: RefCell<Option<Timer>>,
}

struct Live {
    socket: Socket,
    is_open: bool,
    opened_ms: f64,
    /// Runs while an answer is due.
    patience: Option<Timer>,
}

impl Uplink {
    pub(super) fn new(name: &str, feed: Feed) -> Self {
        Self {
            feed,
            leader_lock: [name, LEADER].concat(),
            has_begun: Cell::new(false),
            is_leading: Cell::new(false),
            is_shown: Cell::new(true),
            is_online: Cell::new(true),
            is_started: Cell::new(false),
            lead: RefCell::default(),
            live: RefCell::default(),
            failures: Cell::new(0),
            reopen: RefCell::default(),
            let_go: RefCell::default(),
        }
    }

    /// The replica is awake: this engine may lead.
    pub(super) fn start(&self) {
        self.is_started.set(true);
        self.claim_lead();
    }

    /// Somebody lives on this device: there is something to ask the server.
    pub(super) fn begun(&self) {
        if !self.has_begun.replace(true) {
            self.open_if_due();
        }
    }

    pub(super) fn shown(&self) {
        self.is_shown.set(true);
        self.let_go.borrow_mut().take();
        self.claim_lead();
        self.try_now();
    }

    pub(super) fn hidden(&self) {
        self.is_shown.set(false);
        let feed = self.feed.clone();
        let timer = Timer::after(HIDDEN_MS_MAX, move || feed.uplink(Self::let_go));
        self.let_go.borrow_mut().replace(timer);
    }

    pub(super) fn network_up(&self) {
        self.is_online.set(true);
        self.try_now();
    }

    pub(super) fn network_down(&self) {
        self.is_online.set(false);
        self.close();
    }

    /// Nothing stands against an attempt now.
    pub(super) fn try_now(&self) {
        self.failures.set(0);
        self.open_if_due();
    }

    /// Carries a request to the server, over the live socket if there is one.
    pub(super) fn send(&self, request: Vec<u8>) {
        if let Some(live) = self.live.borrow_mut().as_mut().filter(|live| live.is_open)
            && live.socket.send(&request).is_ok()
        {
            let feed = self.feed.clone();
            live.patience = Some(Timer::after(LIVE_ANSWER_MS_MAX, move || feed.uplink(Self::lost)));
            return;
        }
        let feed = self.feed.clone();
        spawn_local(async move {
            let input = match fetch::post_bytes(SYNC, MEDIA_TYPE, &request, ANSWER_BYTES_MAX).await {
                Ok(answer) if answer.media_type == MEDIA_TYPE => Input::Answered(answer.body),
                Ok(answer) if answer.status >= 400 => Input::SendFailed(SendFailed::Refused(answer.status)),
                Ok(_) | Err(_) => Input::SendFailed(SendFailed::Unreachable),
            };
            feed.take(input);
        });
    }

    /// Carries a question about a photo or file to the server, beside the live socket.
    pub(super) fn ask_blob(&self, question: Vec<u8>) {
        let feed = self.feed.clone();
        spawn_local(async move {
            let input = match fetch::post_bytes(BLOB, MEDIA_TYPE, &question, QUESTION_BYTES_MAX).await {
                Ok(answer) if answer.media_type == MEDIA_TYPE => Input::BlobAnswered(answer.body),
                Ok(_) | Err(_) => Input::BlobUnanswered,
            };
            feed.take(input);
        });
    }

    fn claim_lead(&self) {
        if !self.is_started.get() || self.lead.borrow().is_some() {
            return;
        }
        let feed = self.feed.clone();
        match locks::Claim::on(&self.leader_lock, move || feed.uplink(Self::lead)) {
            Ok(claim) => drop(self.lead.borrow_mut().replace(claim)),
            // Without locks each tab speaks for itself: more requests, and nothing lost.
            Err(_) => self.lead(),
        }
    }

    fn lead(&self) {
        self.is_leading.set(true);
        self.feed.take(Input::Leading);
        self.open_if_due();
    }

    /// Hidden for long: another tab may lead.
    fn let_go(&self) {
        self.close();
        self.lead.borrow_mut().take();
        if self.is_leading.replace(false) {
            self.feed.take(Input::Following);
        }
    }

    fn open_if_due(&self) {
        let conditions = [&self.has_begun, &self.is_leading, &self.is_shown, &self.is_online];
        if self.live.borrow().is_some() || !conditions.into_iter().all(Cell::get) {
            return;
        }
        self.reopen.borrow_mut().take();
        let feed = self.feed.clone();
        match Socket::open(LIVE, move |event| feed.uplink(|uplink| uplink.happened(event))) {
            Ok(socket) => {
                let live = Live { socket, is_open: false, opened_ms: clock::uptime_ms(), patience: None };
                self.live.borrow_mut().replace(live);
            }
            Err(_) => self.open_later(),
        }
    }

    fn happened(&self, event: SocketEvent) {
        match event {
            SocketEvent::Opened => {
                if let Some(live) = self.live.borrow_mut().as_mut() {
                    live.is_open = true;
                }
                self.feed.take(Input::LiveOpened);
            }
            SocketEvent::Message(bytes) => {
                self.feed.take(Input::Answered(bytes));
                // News says that something comes, not that the answer does.
                if !self.feed.awaits_answer()
                    && let Some(live) = self.live.borrow_mut().as_mut()
                {
                    live.patience = None;
                }
            }
            SocketEvent::Closed => self.lost(),
        }
    }

    /// The socket is gone, or as good as gone.
    fn lost(&self) {
        let lasted_ms = self.live.borrow().as_ref().map_or(0.0, |live| clock::uptime_ms() - live.opened_ms);
        if lasted_ms > STEADY_MS {
            self.failures.set(0);
        }
        self.close();
        self.open_later();
    }

    fn close(&self) {
        self.reopen.borrow_mut().take();
        let live = self.live.borrow_mut().take();
        if live.is_some_and(|live| live.is_open) {
            self.feed.take(Input::LiveClosed);
        }
    }

    /// About twice as long each time, and never at the same moment as everybody else.
    fn open_later(&self) {
        let longest = BACKOFF_MS[1].min(BACKOFF_MS[0] << self.failures.get().min(16));
        self.failures.set(self.failures.get().saturating_add(1));
        let jitter = i64::from(u16::from_le_bytes(random::bytes())) * longest / i64::from(u16::MAX) / 2;
        let feed = self.feed.clone();
        let timer = Timer::after(longest / 2 + jitter, move || feed.uplink(Self::open_if_due));
        self.reopen.borrow_mut().replace(timer);
    }
}

impl Feed {
    fn awaits_answer(&self) -> bool {
        self.0.upgrade().is_some_and(|parts| parts.replica.borrow().awaits_answer())
    }

    fn uplink(&self, then: impl FnOnce(&Uplink)) {
        if let Some(parts) = self.0.upgrade() {
            then(&parts.uplink);
        }
    }
}
