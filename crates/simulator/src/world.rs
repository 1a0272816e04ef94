//! Time, and everything that happens in it: one queue of events, run in the order of their moments.

mod engine;
mod network;
mod people;
mod quiet;

use super::{machine::Machine, server::Server, tab::Tab, typist::Words, weather::Weather};
use naptime_domain::{id::SpaceId, time::Timestamp};
use naptime_relay::limits::Limits;
use naptime_replica::{
    command::TextTarget,
    replica::{BoxId, Effect, Input, LastRun, SendFailed},
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

/// When every story begins: some day in 2026.
const BEGINNING_MS: u64 = 1_790_000_000_000;

/// How long a story may take to become quiet.
const QUIET_MS_MAX: u64 = 4 * 3_600_000;

/// How long a device keeps quiet to be called so.
const CALM_MS: u64 = 8_000;

/// Devices and a server under one seed.
pub struct World {
    pub(super) rng: ChaCha8Rng,
    pub(super) weather: Weather,
    pub(super) server: Server,
    pub(super) machines: Vec<Machine>,
    pub(super) tabs: Vec<Tab>,
    /// What is known of every text: personal ones by their owner, shared ones by nobody.
    pub(super) words: BTreeMap<(String, TextTarget), Words>,
    pub(super) fresh: u64,
    /// Nobody reaches the server.
    pub(super) server_is_down: bool,
    /// Spaces whose rows are damaged on the server: it leaves them out of its answers.
    pub(super) damaged: BTreeSet<SpaceId>,
    /// What engines that are started from now on are.
    pub(super) version: String,
    /// Prints what happens, to find out why a seed fails.
    pub is_told: bool,
    now_ms: u64,
    queue: BinaryHeap<Reverse<Queued>>,
    queued: u64,
}

struct Queued {
    at_ms: u64,
    number: u64,
    event: Happening,
}

impl Ord for Queued {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at_ms, self.number).cmp(&(other.at_ms, other.number))
    }
}

impl PartialOrd for Queued {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Queued {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Queued {}

/// Something that is going to happen. What is meant for an earlier run of a tab comes to nothing.
enum Happening {
    Given { tab: usize, run: u64, input: Input },
    Heard { tab: usize, run: u64, effect: Effect },
    Ticked { tab: usize, run: u64, timer: u64 },
    Written { tab: usize, run: u64, batch: u64 },
    Asked { tab: usize, run: u64, is_live: bool, bytes: Vec<u8> },
    Answered { tab: usize, run: u64, bytes: Vec<u8> },
    Unanswered { tab: usize, run: u64, is_live: bool },
    AskedBlob { tab: usize, run: u64, bytes: Vec<u8> },
    Connected { tab: usize, run: u64 },
    Started { tab: usize, run: u64 },
    Typed { tab: usize, run: u64, id: BoxId, words: u32 },
}

impl World {
    /// A world without anybody in it.
    pub fn new(seed: u64, weather: Weather) -> Self {
        let server = Server::new(Limits { answer_bytes_max: weather.answer_bytes, ..Limits::default() });
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            weather,
            server,
            machines: Vec::new(),
            tabs: Vec::new(),
            words: BTreeMap::new(),
            fresh: 0,
            server_is_down: false,
            damaged: BTreeSet::new(),
            version: "1".to_owned(),
            is_told: false,
            now_ms: BEGINNING_MS,
            queue: BinaryHeap::new(),
            queued: 0,
        }
    }

    /// The true time.
    pub(super) fn now(&self) -> Timestamp {
        Timestamp(self.now_ms as i64)
    }

    pub(super) fn machine_of(&self, tab: usize) -> &Machine {
        &self.machines[self.tabs[tab].machine]
    }

    pub(super) fn device_now(&self, tab: usize) -> Timestamp {
        Timestamp(self.now_ms as i64 + self.machine_of(tab).clock_ms)
    }

    /// A person takes a device into her hand.
    pub(super) fn add_machine(&mut self, owner: &str) -> usize {
        self.machines.push(Machine::new(owner));
        self.machines.len() - 1
    }

    /// She opens a tab.
    pub(super) fn add_tab(&mut self, machine: usize) -> usize {
        self.tabs.push(Tab::new(machine));
        let tab = self.tabs.len() - 1;
        self.start(tab, LastRun::Ended);
        tab
    }

    fn queue(&mut self, after_ms: u64, event: Happening) {
        self.queued += 1;
        self.queue.push(Reverse(Queued { at_ms: self.now_ms + after_ms, number: self.queued, event }));
    }

    /// Runs the next event; `false` if there is none.
    pub(super) fn step(&mut self) -> bool {
        let Some(Reverse(Queued { at_ms, event, .. })) = self.queue.pop() else { return false };
        self.now_ms = self.now_ms.max(at_ms);
        self.happen(event);
        true
    }

    fn happen(&mut self, event: Happening) {
        match event {
            Happening::Ticked { tab, run, timer } => {
                if self.tabs[tab].run == run && self.tabs[tab].timer == timer {
                    self.input(tab, Input::Tick);
                }
            }
            Happening::Written { tab, run, batch } => self.written(tab, run, batch),
            Happening::Asked { tab, run, is_live, bytes } => {
                if self.is_reachable(tab) {
                    self.asked(tab, run, is_live, bytes);
                } else {
                    self.if_running(tab, run, Input::SendFailed(SendFailed::Unreachable));
                }
            }
            Happening::Answered { tab, run, bytes } => {
                if self.is_reachable(tab) {
                    self.if_running(tab, run, Input::Answered(bytes));
                } else {
                    self.if_running(tab, run, Input::SendFailed(SendFailed::Unreachable));
                }
            }
            Happening::Unanswered { tab, run, is_live } => {
                if self.tabs[tab].run == run && self.tabs[tab].is_live && is_live {
                    self.disconnect(tab);
                    self.connect(tab);
                } else {
                    self.if_running(tab, run, Input::SendFailed(SendFailed::Unreachable));
                }
            }
            Happening::AskedBlob { tab, run, bytes } => self.asked_blob(tab, run, bytes),
            Happening::Given { tab, run, input } => self.if_running(tab, run, input),
            Happening::Heard { tab, run, effect } => {
                if self.tabs[tab].run == run {
                    self.heard(tab, effect);
                }
            }
            Happening::Connected { tab, run } => self.connected(tab, run),
            Happening::Started { tab, run } => {
                if self.tabs[tab].run == run && !self.tabs[tab].is_up() {
                    self.start(tab, LastRun::Ended);
                }
            }
            Happening::Typed { tab, run, id, words } => self.typed(tab, run, id, words),
        }
    }

    fn if_running(&mut self, tab: usize, run: u64, input: Input) {
        if self.tabs[tab].run == run {
            self.input(tab, input);
        }
    }

    /// Lets some time pass.
    pub fn pass_ms(&mut self, ms: u64) {
        let until = self.now_ms + ms;
        while self.queue.peek().is_some_and(|Reverse(next)| next.at_ms <= until) {
            self.step();
        }
        self.now_ms = until;
    }
}
