//! When to ask the server, and how long to wait after it did not answer. What is asked is in `request`, what came in `answer`.

use super::{
    Replica,
    input::{Input, SendFailed},
    request::Sent,
    turn::Turn,
};
use crate::view::{Attention, Connection};
use naptime_domain::time::Timestamp;

/// The first and the longest wait after a failure: a lift, a tunnel.
const BACKOFF_MS: [i64; 2] = [500, 300_000];

/// How long an answer may take before it counts as lost: 1 MiB on 2G, which is also the server's limit.
const ANSWER_MS_MAX: i64 = 300_000;

/// How many requests may follow one another without a pause: a new device's first 64 MiB. Who goes on for longer, or is led
/// in circles by a server, pauses after each, and the longer the more there were.
const ROUNDS_MAX: u32 = 64;

/// How often the server is asked while no live socket is open and the page is shown.
const POLL_MS: i64 = 60_000;

/// How long the tab that leads may leave something lying before another one sends it: a frozen tab keeps its lock.
const LEADER_MS_MAX: i64 = 10_000;

/// How this device and the server stand to each other.
#[derive(Default)]
pub(super) struct Sync {
    /// The last nonce the server gave, and when one was last stored.
    pub nonce: Vec<u8>,
    pub nonce_stored_at: Option<Timestamp>,
    pub stored_nonce: Option<Vec<u8>>,
    pub in_flight: Option<Sent>,
    /// When the server last confirmed something in a shared space.
    pub last_shared_at: Option<Timestamp>,
    /// What the server did that the learner should know of.
    pub attention: Option<Attention>,
    pub requests: u32,
    is_live: bool,
    is_answered: bool,
    is_offline: bool,
    is_hidden: bool,
    is_leading: bool,
    failures: u32,
    /// Requests since there was last nothing to ask.
    rounds: u32,
    retry_at: Option<Timestamp>,
    /// Since when something waits that the tab that leads ought to send.
    waiting_since: Option<Timestamp>,
    asked_at: Option<Timestamp>,
    /// By how much the server's clock is ahead of this device's.
    pub clock_ahead_ms: i64,
}

impl Sync {
    pub(super) fn is_live(&self) -> bool {
        self.is_live
    }

    pub(super) fn is_leading(&self) -> bool {
        self.is_leading
    }

    pub(super) fn is_offline(&self) -> bool {
        self.is_offline
    }

    pub(super) fn connection(&self) -> Connection {
        match (self.is_live, self.is_answered) {
            (true, _) => Connection::Live,
            (false, true) => Connection::Online,
            (false, false) => Connection::Offline,
        }
    }

    /// The server answered: whatever was wrong with the way to it is over.
    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
        self.retry_at = None;
        self.is_answered = true;
    }

    /// Waits before the next attempt, each time about twice as long, never at the same moment as everybody else.
    pub(super) fn back_off(&mut self, turn: &mut Turn<'_>) {
        let longest = BACKOFF_MS[1].min(BACKOFF_MS[0] << self.failures.min(16));
        let jitter = i64::from(u16::from_be_bytes(turn.random())) * longest / (2 * i64::from(u16::MAX));
        self.failures = self.failures.saturating_add(1);
        self.retry_at = Some(Timestamp(turn.now.0 + longest / 2 + jitter));
    }

    /// One more request was answered: after many in a row there is a pause.
    pub(super) fn end_round(&mut self, turn: &mut Turn<'_>) {
        self.rounds = self.rounds.saturating_add(1);
        if let Some(pauses) = (self.rounds / ROUNDS_MAX).checked_sub(1) {
            self.failures = pauses;
            self.back_off(turn);
        }
    }

    /// Nothing stands against an attempt now.
    pub(super) fn try_now(&mut self) {
        self.rounds = 0;
        self.failures = 0;
        self.retry_at = None;
    }
}

impl Replica {
    /// Whether the server owes an answer. News is none.
    pub fn awaits_answer(&self) -> bool {
        self.sync.in_flight.is_some()
    }

    pub(super) fn surroundings_changed(&mut self, input: &Input, turn: &mut Turn<'_>) {
        match input {
            Input::Hidden => {
                self.sync.is_hidden = true;
                self.close_every_burst(turn);
            }
            Input::Shown => {
                self.sync.is_hidden = false;
                self.storage.try_now(turn.now);
                self.ask_for_everything();
            }
            Input::SyncNow => {
                self.sync.is_offline = false;
                self.storage.try_now(turn.now);
                self.ask_for_everything();
            }
            Input::NetworkUp => {
                self.sync.is_offline = false;
                self.ask_for_everything();
            }
            Input::NetworkDown => {
                self.sync.is_offline = true;
                self.sync.is_answered = false;
            }
            Input::Leading => self.sync.is_leading = true,
            Input::Following => self.sync.is_leading = false,
            Input::LiveOpened => {
                self.sync.is_live = true;
                self.sync.is_offline = false;
                self.ask_for_everything();
            }
            Input::LiveClosed => {
                self.sync.is_live = false;
                if self.sync.in_flight.as_ref().is_some_and(|sent| sent.was_live) {
                    self.send_failed(SendFailed::Unreachable, turn);
                }
            }
            _ => {}
        }
    }

    fn ask_for_everything(&mut self) {
        self.sync.try_now();
        self.blobs.try_now();
        self.doubt_fresh_blobs();
        self.spaces.values_mut().for_each(|space| space.ask());
    }

    pub(super) fn send_failed(&mut self, why: SendFailed, turn: &mut Turn<'_>) {
        let Some(sent) = self.sync.in_flight.take() else { return };
        self.sync.is_answered = false;
        for id in &sent.spaces {
            if let Some(space) = self.spaces.get_mut(id) {
                space.is_stale = true;
            }
        }
        if let SendFailed::Refused(400..=499) = why {
            self.sync.attention = Some(Attention::Refused);
        }
        self.sync.back_off(turn);
        if sent.is_joining {
            self.join_unreachable(turn);
        }
    }

    /// Sends a request if there is something to ask and nothing against it; says when to look again.
    pub(super) fn sync_if_due(&mut self, turn: &mut Turn<'_>) -> Option<Timestamp> {
        let now = turn.now;
        if let Some(sent) = &self.sync.in_flight {
            let lost_at = Timestamp(sent.at.0 + ANSWER_MS_MAX);
            if is_ahead(lost_at, now, ANSWER_MS_MAX) {
                return Some(lost_at);
            }
            self.send_failed(SendFailed::Unreachable, turn);
        }
        if self.identity.is_none() || self.careful.is_some() || self.sync.is_offline || self.arrivals.is_busy() {
            return None;
        }
        let Some(asks_at) = self.asks_at(now) else {
            (self.sync.waiting_since, self.sync.rounds) = (None, 0);
            return self.poll(now);
        };
        if let Some(retry_at) = self.sync.retry_at.filter(|retry_at| is_ahead(*retry_at, now, BACKOFF_MS[1])) {
            return Some(retry_at.max(asks_at));
        }
        if asks_at > now {
            self.sync.rounds = 0;
            return Some(asks_at);
        }
        if !self.sync.is_leading && self.joining.is_none() {
            let since = *self.sync.waiting_since.get_or_insert(now);
            let due_at = Timestamp(since.0 + LEADER_MS_MAX);
            if is_ahead(due_at, now, LEADER_MS_MAX) {
                return Some(due_at);
            }
        }
        self.sync.asked_at = Some(now);
        self.sync.waiting_since = None;
        self.send_request(turn);
        self.sync.in_flight.as_ref().map(|sent| Timestamp(sent.at.0 + ANSWER_MS_MAX))
    }

    /// Without a live socket nobody says when something is new: from time to time the server is asked.
    fn poll(&mut self, now: Timestamp) -> Option<Timestamp> {
        if self.sync.is_live || self.sync.is_hidden || !self.sync.is_leading || self.spaces.is_empty() {
            return None;
        }
        let due_at = Timestamp(self.sync.asked_at.unwrap_or(now).0 + POLL_MS);
        if !is_ahead(due_at, now, POLL_MS) {
            self.sync.asked_at = Some(now);
            self.spaces.values_mut().for_each(|space| space.ask());
            return Some(now);
        }
        Some(due_at)
    }
}

/// Whether a moment is still to come: not if it is further off than it can be, because the clock was set back.
pub(super) fn is_ahead(moment: Timestamp, now: Timestamp, ms_max: i64) -> bool {
    (1..=ms_max).contains(&(moment.0 - now.0))
}
