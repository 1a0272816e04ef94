//! Time, and everything that happens in it: one queue of events, run in the order of their moments.

use super::{
    machine::Machine,
    server::{Ear, Server},
    tab::Tab,
    typist::Words,
    weather::{Weather, below, happens, within},
};
use crate::{
    command::{Command, Refusal, Reply, TextTarget},
    record::{Batch, Record, StoredRecord},
    replica::{BoxId, Effect, Input, LastRun, NotPersisted, Replica, RequestId, SendFailed},
    view::{Topic, View},
};
use naptime_domain::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BinaryHeap},
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
    Ticked { tab: usize, run: u64, timer: u64 },
    Written { tab: usize, run: u64, batch: u64 },
    Asked { tab: usize, run: u64, is_live: bool, bytes: Vec<u8> },
    Answered { tab: usize, run: u64, bytes: Vec<u8> },
    Unanswered { tab: usize, run: u64, is_live: bool },
    Connected { tab: usize, run: u64 },
    Started { tab: usize, run: u64 },
    Typed { tab: usize, run: u64, id: BoxId, words: u32 },
}

impl World {
    /// A world without anybody in it.
    pub fn new(seed: u64, weather: Weather) -> Self {
        let server = Server::new(weather.answer_bytes);
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            weather,
            server,
            machines: Vec::new(),
            tabs: Vec::new(),
            words: BTreeMap::new(),
            fresh: 0,
            server_is_down: false,
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

    fn latency(&mut self) -> u64 {
        within(&mut self.rng, &self.weather.latency_ms)
    }

    /// Starts a tab's engine from what its device has stored.
    pub(super) fn start(&mut self, tab: usize, last_run: LastRun) {
        let writer = self.rng.next_u64().to_be_bytes();
        let machine = self.tabs[tab].machine;
        let living: Vec<_> = self
            .tabs
            .iter()
            .filter(|other| other.machine == machine && other.is_up())
            .map(|other| other.writer)
            .collect();
        let dead_writers =
            self.machines[machine].journal_writers().into_iter().filter(|writer| !living.contains(writer)).collect();
        let records = self.machines[machine].read();
        self.tabs[tab].run += 1;
        self.tabs[tab].writer = writer;
        self.tabs[tab].is_ready = false;
        self.tabs[tab].replica = Some(Replica::new(writer));
        self.input(tab, Input::Started { records, dead_writers, last_run });
        self.elect(machine);
        self.connect(tab);
    }

    /// The engine ends in the middle of whatever it did; what was being written is stored, or it is not.
    pub(super) fn stop_engine(&mut self, tab: usize) {
        if let Some(batch) = self.tabs[tab].writing.take()
            && happens(&mut self.rng, 500)
        {
            let machine = self.tabs[tab].machine;
            // Whether it was lost to another tab is nobody's concern any more.
            self.machines[machine].write(&batch).unwrap_or_default();
        }
        let dead = &mut self.tabs[tab];
        self.server.deafen((tab, dead.run));
        dead.replica = None;
        dead.is_live = false;
        dead.is_ready = false;
        dead.run += 1;
        let machine = dead.machine;
        self.elect(machine);
    }

    /// The whole tab is killed, and opened again some time later.
    pub(super) fn kill(&mut self, tab: usize) {
        if !self.tabs[tab].is_up() {
            return;
        }
        self.stop_engine(tab);
        self.tabs[tab].typist.forget();
        self.tabs[tab].views.clear();
        self.restart_later(tab);
    }

    /// Nothing reaches a tab any more; it does not know, and nor do the others.
    pub(super) fn freeze(&mut self, tab: usize) {
        self.server.deafen((tab, self.tabs[tab].run));
        self.tabs[tab].run += 1;
        self.tabs[tab].is_live = true;
    }

    /// Only the engine ends; the page lives on and starts another.
    pub(super) fn restart_engine(&mut self, tab: usize) {
        if self.tabs[tab].is_up() {
            self.stop_engine(tab);
            self.restart_later(tab);
        }
    }

    fn restart_later(&mut self, tab: usize) {
        let after = 20 + below(&mut self.rng, 3_000);
        let run = self.tabs[tab].run;
        self.queue(after, Happening::Started { tab, run });
    }

    /// The first living tab of a device leads.
    fn elect(&mut self, machine: usize) {
        let tabs: Vec<usize> =
            (0..self.tabs.len()).filter(|tab| self.tabs[*tab].machine == machine && self.tabs[*tab].is_up()).collect();
        for (place, tab) in tabs.into_iter().enumerate() {
            let is_leading = place == 0;
            self.input(tab, if is_leading { Input::Leading } else { Input::Following });
        }
    }

    fn is_reachable(&self, tab: usize) -> bool {
        !self.server_is_down && !self.machine_of(tab).is_cut_off
    }

    /// Opens a live socket in a while, if this tab is the one to have it.
    pub(super) fn connect(&mut self, tab: usize) {
        let run = self.tabs[tab].run;
        let after = self.latency() * 2;
        self.queue(after, Happening::Connected { tab, run });
    }

    pub(super) fn disconnect(&mut self, tab: usize) {
        if std::mem::take(&mut self.tabs[tab].is_live) {
            self.server.deafen((tab, self.tabs[tab].run));
            self.input(tab, Input::LiveClosed);
        }
    }

    /// Everybody has a network, and the server is up.
    pub(super) fn reconnect(&mut self) {
        self.server_is_down = false;
        self.machines.iter_mut().for_each(|machine| machine.is_cut_off = false);
        for tab in 0..self.tabs.len() {
            self.input(tab, Input::NetworkUp);
            self.connect(tab);
        }
    }

    /// Gives a tab's replica an input, and does what it asks for; it may be killed on the way.
    pub(super) fn input(&mut self, tab: usize, input: Input) {
        let now = self.device_now(tab);
        if self.is_told {
            self.tell(tab, &input);
        }
        let Some(replica) = &mut self.tabs[tab].replica else { return };
        let effects = replica.handle(input, now, &mut self.rng);
        let run = self.tabs[tab].run;
        for effect in effects {
            if happens(&mut self.rng, self.weather.killed) {
                if happens(&mut self.rng, 700) { self.kill(tab) } else { self.restart_engine(tab) }
            }
            if self.tabs[tab].run != run {
                return;
            }
            self.carry_out(tab, effect, now);
        }
    }

    fn tell(&self, tab: usize, input: &Input) {
        let what = format!("{input:?}");
        let ms = self.now_ms - BEGINNING_MS;
        eprintln!(
            "{ms:>9} tab {tab} ({}) < {}",
            self.machine_of(tab).owner,
            what.chars().take(160).collect::<String>()
        );
    }

    fn carry_out(&mut self, tab: usize, effect: Effect, device_now: Timestamp) {
        let run = self.tabs[tab].run;
        if self.is_told {
            eprintln!("          tab {tab} > {}", format!("{effect:?}").chars().take(160).collect::<String>());
        }
        match effect {
            Effect::Persist { batch, records } => {
                if self.is_told {
                    tell_set_aside(&records);
                }
                assert!(self.tabs[tab].writing.is_none(), "two batches under way");
                self.tabs[tab].writing = Some(records);
                let after = within(&mut self.rng, &self.weather.write_ms);
                self.queue(after, Happening::Written { tab, run, batch });
            }
            Effect::Send(bytes) => self.send(tab, bytes),
            Effect::WakeAt(at) => {
                self.tabs[tab].timer += 1;
                let timer = self.tabs[tab].timer;
                self.queue((at.0 - device_now.0).max(0) as u64, Happening::Ticked { tab, run, timer });
            }
            Effect::Ready => {
                self.tabs[tab].is_ready = true;
                let inputs = self.tabs[tab].typist.reopen();
                self.inputs(tab, inputs);
            }
            Effect::NewerData => panic!("a record of a newer version"),
            Effect::View(view) => self.tabs[tab].show(view),
            Effect::TextOpened { id, text, applied_seq, session } => {
                let inputs = self.tabs[tab].typist.opened(id, &text, applied_seq, session);
                self.inputs(tab, inputs);
            }
            Effect::TextPatch { id, patch } => {
                let inputs = self.tabs[tab].typist.patched(id, patch);
                self.inputs(tab, inputs);
            }
            Effect::TextAcknowledged { id, acknowledged } => {
                let inputs = self.tabs[tab].typist.acknowledged(id, acknowledged);
                self.inputs(tab, inputs);
            }
            Effect::TextSaved { id, seq } => {
                if let Some(key) = self.words_key(tab, id) {
                    let known = self.words.entry(key).or_default();
                    self.tabs[tab].typist.saved(id, seq, known);
                }
            }
            Effect::TextGone(id) => self.tabs[tab].typist.gone(id),
            Effect::Done { request, outcome } => {
                self.tabs[tab].outcomes.insert(request, outcome);
            }
            Effect::Exported { request, file } => {
                self.tabs[tab].files.insert(request, file);
            }
            Effect::Words { words, .. } => self.tabs[tab].words = words,
            Effect::Diagnosed { .. } => {}
            Effect::Announce(records) => self.announce(tab, &records),
        }
    }

    /// What a page sends to its engine arrives a moment later, in order.
    fn inputs(&mut self, tab: usize, inputs: Vec<Input>) {
        let run = self.tabs[tab].run;
        for input in inputs {
            self.queue(1, Happening::Given { tab, run, input });
        }
    }

    pub(super) fn words_key(&self, tab: usize, id: BoxId) -> Option<(String, TextTarget)> {
        let target = self.tabs[tab].typist.target(id)?.clone();
        let is_shared = matches!(target, TextTarget::Synthesis { .. } | TextTarget::Charter { .. });
        let owner = if is_shared { String::new() } else { self.machine_of(tab).owner.clone() };
        Some((owner, target))
    }

    fn announce(&mut self, from: usize, records: &[StoredRecord]) {
        let machine = self.tabs[from].machine;
        for tab in 0..self.tabs.len() {
            if tab != from && self.tabs[tab].machine == machine && self.tabs[tab].is_up() {
                let run = self.tabs[tab].run;
                let input = Input::StoredElsewhere(records.to_vec());
                self.queue(1, Happening::Given { tab, run, input });
            }
        }
    }

    fn send(&mut self, tab: usize, bytes: Vec<u8>) {
        let (run, is_live, after) = (self.tabs[tab].run, self.tabs[tab].is_live, self.latency());
        if !self.is_reachable(tab) {
            self.queue(after, Happening::Unanswered { tab, run, is_live });
            return;
        }
        if happens(&mut self.rng, self.weather.lost) {
            let after = after + 5_000;
            self.queue(after, Happening::Unanswered { tab, run, is_live });
            return;
        }
        if happens(&mut self.rng, self.weather.doubled) {
            let again = after + self.latency();
            self.queue(again, Happening::Asked { tab, run, is_live: false, bytes: bytes.clone() });
        }
        self.queue(after, Happening::Asked { tab, run, is_live, bytes });
    }

    fn asked(&mut self, tab: usize, run: u64, is_live: bool, bytes: &[u8]) {
        let ear: Option<Ear> = (is_live && self.tabs[tab].run == run && self.tabs[tab].is_live).then_some((tab, run));
        let now = self.now();
        let answer = self.server.answer(bytes, ear, now);
        let after = self.latency();
        if self.tabs[tab].run == run {
            if happens(&mut self.rng, self.weather.lost) {
                self.queue(after + 5_000, Happening::Unanswered { tab, run, is_live });
            } else {
                if happens(&mut self.rng, self.weather.doubled) {
                    let again = after + self.latency();
                    self.queue(again, Happening::Answered { tab, run, bytes: answer.clone() });
                }
                self.queue(after, Happening::Answered { tab, run, bytes: answer });
            }
        }
        self.spread(ear);
    }

    /// Tells everybody who listens what is new.
    pub(super) fn ring(&mut self) {
        self.spread(None);
    }

    fn spread(&mut self, except: Option<Ear>) {
        let now = self.now();
        for ((tab, run), bytes) in self.server.news(except, now) {
            if happens(&mut self.rng, self.weather.lost) {
                // A socket loses nothing but itself.
                self.disconnect(tab);
                self.connect(tab);
            } else {
                let after = self.latency();
                self.queue(after, Happening::Answered { tab, run, bytes });
            }
        }
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
                    self.asked(tab, run, is_live, &bytes);
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
            Happening::Given { tab, run, input } => self.if_running(tab, run, input),
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

    fn written(&mut self, tab: usize, run: u64, batch: u64) {
        if self.tabs[tab].run != run {
            return;
        }
        let Some(records) = self.tabs[tab].writing.take() else { return };
        let machine = self.tabs[tab].machine;
        let is_full = self.machines[machine].is_full || happens(&mut self.rng, self.weather.full);
        let outcome = if is_full { Err(NotPersisted::Full) } else { self.machines[machine].write(&records) };
        let input = match outcome {
            Ok(()) => Input::Persisted { batch },
            Err(why) => Input::NotPersisted { batch, why },
        };
        self.input(tab, input);
    }

    fn connected(&mut self, tab: usize, run: u64) {
        let machine = self.tabs[tab].machine;
        let leader = (0..self.tabs.len()).find(|tab| self.tabs[*tab].machine == machine && self.tabs[*tab].is_up());
        if self.tabs[tab].run == run && leader == Some(tab) && !self.tabs[tab].is_live && self.is_reachable(tab) {
            self.tabs[tab].is_live = true;
            self.input(tab, Input::LiveOpened);
        }
    }

    /// She types on for some words, then leaves the box.
    pub(super) fn type_words(&mut self, tab: usize, target: TextTarget, words: u32) {
        let number = below(&mut self.rng, 1 << 20) as u32;
        let (id, input) = self.tabs[tab].typist.open(target, number);
        self.inputs(tab, vec![input]);
        let run = self.tabs[tab].run;
        self.queue(50, Happening::Typed { tab, run, id, words });
    }

    fn typed(&mut self, tab: usize, run: u64, id: BoxId, words: u32) {
        let Some(key) = self.words_key(tab, id) else { return };
        // A page whose engine is being started again types on.
        let run = if self.tabs[tab].run == run { run } else { self.tabs[tab].run };
        if words == 0 {
            if self.tabs[tab].is_up() && self.tabs[tab].is_ready {
                let input = match happens(&mut self.rng, 500) {
                    true => Some(Input::BlurText(id)),
                    // What is on its way is not lost by closing.
                    false if self.tabs[tab].typist.is_quiet() => self.tabs[tab].typist.close(id),
                    false => None,
                };
                self.inputs(tab, input.into_iter().collect());
            }
            return;
        }
        let known = self.words.entry(key).or_default();
        let input = self.tabs[tab].typist.type_on(id, &mut self.fresh, &mut self.rng, known);
        self.inputs(tab, input.into_iter().collect());
        let pause = [40, 150, 700, 1_500][below(&mut self.rng, 4) as usize];
        let after = 20 + below(&mut self.rng, pause);
        self.queue(after, Happening::Typed { tab, run, id, words: words - 1 });
    }

    /// Runs a command to its end, if it comes to one.
    pub(super) fn run(&mut self, tab: usize, command: Command) -> RequestId {
        let request = self.tabs[tab].next_request();
        self.input(tab, Input::Run { request, command });
        request
    }

    /// Waits for a command's outcome; `None` if the tab was killed before there was one.
    pub(super) fn outcome(&mut self, tab: usize, request: RequestId) -> Option<Result<Reply, Refusal>> {
        let run = self.tabs[tab].run;
        let until = self.now_ms + QUIET_MS_MAX;
        while self.tabs[tab].run == run && self.now_ms < until {
            if let Some(outcome) = self.tabs[tab].outcomes.get(&request) {
                return Some(outcome.clone());
            }
            if !self.step() {
                break;
            }
        }
        self.tabs[tab].outcomes.get(&request).cloned()
    }

    /// Lets some time pass.
    pub fn pass_ms(&mut self, ms: u64) {
        let until = self.now_ms + ms;
        while self.queue.peek().is_some_and(|Reverse(next)| next.at_ms <= until) {
            self.step();
        }
        self.now_ms = until;
    }

    /// Lets time pass until every device that can reach the server has nothing left to do.
    pub fn run_until_quiet(&mut self) {
        let until = self.now_ms + QUIET_MS_MAX;
        let mut calm_since = None;
        loop {
            assert!(self.now_ms < until, "not quiet after four hours: {}", self.unquiet());
            if self.is_quiet() {
                if self.now_ms - *calm_since.get_or_insert(self.now_ms) >= CALM_MS {
                    return;
                }
            } else {
                calm_since = None;
            }
            match self.queue.peek() {
                Some(Reverse(next)) if calm_since.is_none_or(|since| next.at_ms <= since + CALM_MS) => {
                    self.step();
                }
                _ if calm_since.is_some() => return,
                _ => panic!("nothing will ever happen: {}", self.unquiet()),
            }
        }
    }

    fn is_quiet(&self) -> bool {
        (0..self.tabs.len()).all(|tab| self.is_tab_quiet(tab))
    }

    fn is_tab_quiet(&self, tab: usize) -> bool {
        let this = &self.tabs[tab];
        let Some(replica) = &this.replica else { return false };
        let is_away = !self.is_reachable(tab) || self.machine_of(tab).is_full;
        is_away || (this.is_ready && replica.is_idle() && this.typist.is_quiet())
    }

    fn unquiet(&mut self) -> String {
        let now = self.now();
        let tabs: Vec<usize> = (0..self.tabs.len()).filter(|tab| !self.is_tab_quiet(*tab)).collect();
        let mut lines = Vec::new();
        for tab in tabs {
            let owner = self.machine_of(tab).owner.clone();
            let typist = self.tabs[tab].typist.is_quiet();
            let state = match &mut self.tabs[tab].replica {
                Some(replica) => format!("{:?} {:?}", replica.look(&Topic::Sync, now), replica.diagnosis(now)),
                None => "down".to_owned(),
            };
            lines.push(format!("tab {tab} of {owner}: typist quiet {typist}, {state}"));
        }
        lines.join("\n")
    }

    /// What a tab would show of a topic.
    pub(super) fn look(&mut self, tab: usize, topic: &Topic) -> View {
        let now = self.device_now(tab);
        match &mut self.tabs[tab].replica {
            Some(replica) => replica.look(topic, now),
            None => panic!("the tab is down"),
        }
    }
}

fn tell_set_aside(batch: &Batch) {
    for StoredRecord { key, bytes, .. } in &batch.put {
        if let Ok(Record::SetAside { why, .. }) = Record::read(key, bytes) {
            eprintln!("          SET ASIDE: {why}");
        }
    }
}
