//! Engines in tabs: started from what is stored, given inputs, and killed in the middle of what they asked for.

use super::{BEGINNING_MS, Happening, World};
use crate::weather::{below, happens, within};
use naptime_domain::time::Timestamp;
use naptime_replica::{
    record::{Batch, Record, StoredRecord},
    replica::{BoxId, Effect, Found, Input, LastRun, NotPersisted, Replica},
};
use rand_core::Rng;

impl World {
    /// Starts a tab's engine from what its device has stored.
    pub(crate) fn start(&mut self, tab: usize, last_run: LastRun) {
        let writer = self.rng.next_u64().to_be_bytes();
        let machine = self.tabs[tab].machine;
        let living: Vec<_> = self
            .tabs
            .iter()
            .filter(|other| other.machine == machine && other.is_up())
            .map(|other| other.writer)
            .collect();
        let dead_writers =
            self.machines[machine].writers().into_iter().filter(|writer| !living.contains(writer)).collect();
        let records = self.machines[machine].read();
        self.tabs[tab].run += 1;
        self.tabs[tab].writer = writer;
        self.tabs[tab].is_ready = false;
        self.tabs[tab].replica = Some(Replica::new(writer));
        let version = self.version.clone();
        self.input(tab, Input::Started { records, dead_writers, last_run, version });
        self.elect(machine);
        self.connect(tab);
    }

    /// The engine ends in the middle of whatever it did; what was being written is stored, or it is not.
    pub(crate) fn stop_engine(&mut self, tab: usize) {
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
    pub(crate) fn kill(&mut self, tab: usize) {
        if !self.tabs[tab].is_up() {
            return;
        }
        self.stop_engine(tab);
        self.tabs[tab].typist.forget();
        self.tabs[tab].page_at_ms = 0;
        self.tabs[tab].views.clear();
        self.restart_later(tab);
    }

    /// Nothing reaches a tab any more; it does not know, and nor do the others.
    pub(crate) fn freeze(&mut self, tab: usize) {
        self.server.deafen((tab, self.tabs[tab].run));
        self.tabs[tab].run += 1;
        self.tabs[tab].is_live = true;
    }

    /// Only the engine ends; the page lives on and starts another.
    pub(crate) fn restart_engine(&mut self, tab: usize) {
        if self.tabs[tab].is_up() {
            self.stop_engine(tab);
            self.restart_later(tab);
        }
    }

    pub(super) fn restart_later(&mut self, tab: usize) {
        let after = 20 + below(&mut self.rng, 3_000);
        let run = self.tabs[tab].run;
        self.queue(after, Happening::Started { tab, run });
    }

    /// The first living tab of a device leads.
    pub(super) fn elect(&mut self, machine: usize) {
        let tabs: Vec<usize> =
            (0..self.tabs.len()).filter(|tab| self.tabs[*tab].machine == machine && self.tabs[*tab].is_up()).collect();
        for (place, tab) in tabs.into_iter().enumerate() {
            let is_leading = place == 0;
            self.input(tab, if is_leading { Input::Leading } else { Input::Following });
        }
    }

    /// Gives a tab's replica an input, and does what it asks for; it may be killed on the way.
    pub(crate) fn input(&mut self, tab: usize, input: Input) {
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

    pub(super) fn tell(&self, tab: usize, input: &Input) {
        let what = format!("{input:?}");
        let ms = self.now_ms - BEGINNING_MS;
        eprintln!(
            "{ms:>9} tab {tab} ({}) < {}",
            self.machine_of(tab).owner,
            what.chars().take(160).collect::<String>()
        );
    }

    pub(super) fn carry_out(&mut self, tab: usize, effect: Effect, device_now: Timestamp) {
        let run = self.tabs[tab].run;
        if self.is_told {
            eprintln!("          tab {tab} > {}", format!("{effect:?}").chars().take(160).collect::<String>());
        }
        match effect {
            Effect::Persist { batch, records } => self.write(tab, batch, records),
            Effect::Send(bytes) => self.send(tab, bytes),
            Effect::WakeAt(at) => {
                self.tabs[tab].timer += 1;
                let timer = self.tabs[tab].timer;
                self.queue((at.0 - device_now.0).max(0) as u64, Happening::Ticked { tab, run, timer });
            }
            Effect::Ready => {
                self.tabs[tab].is_ready = true;
                let inputs = self.tabs[tab].typist.reopen_all();
                self.inputs(tab, inputs);
            }
            Effect::NewerData => panic!("a record of a newer version"),
            Effect::View(view) => self.tabs[tab].show(view),
            text @ (Effect::TextOpened { .. }
            | Effect::TextPatch { .. }
            | Effect::TextAcknowledged { .. }
            | Effect::TextSaved { .. }
            | Effect::TextGone(_)
            | Effect::TextRefused { .. }
            | Effect::TextOutOfStep(_)) => self.tell_page(tab, text),
            Effect::Done { request, outcome } => {
                self.tabs[tab].outcomes.insert(request, outcome);
            }
            Effect::Exported { request, file, left_out } => {
                self.tabs[tab].files.insert(request, file);
                self.tabs[tab].left_out = left_out;
            }
            Effect::BlobContent { request, content } => {
                self.tabs[tab].contents.insert(request, content);
            }
            Effect::ReadPieces { read, keys } => {
                let found = self.read_pieces(tab, &keys);
                let after = within(&mut self.rng, &self.weather.write_ms);
                self.queue(after, Happening::Given { tab, run, input: Input::PiecesRead { read, found } });
            }
            Effect::AskBlob(bytes) => self.ask_blob(tab, bytes),
            Effect::Words { words, .. } => self.tabs[tab].words = words,
            Effect::Diagnosed { .. } => {}
            Effect::Announce(records) => self.announce(tab, &records),
        }
    }

    /// The whole read fails, or that of one piece.
    fn read_pieces(&mut self, tab: usize, keys: &[Vec<u8>]) -> Option<Vec<Found>> {
        let chances = if self.machine_of(tab).is_unreadable { 1_000 } else { self.weather.unread };
        let mut found = self.machine_of(tab).read_keys(keys);
        if !happens(&mut self.rng, chances) {
            return Some(found);
        }
        let one = below(&mut self.rng, 2 * keys.len() as u64) as usize;
        found.get_mut(one)?.bytes = None;
        Some(found)
    }

    /// What an engine says of a box reaches its page some time later, in order.
    fn tell_page(&mut self, tab: usize, effect: Effect) {
        let soonest = self.now_ms + within(&mut self.rng, &self.weather.page_ms);
        let at_ms = soonest.max(self.tabs[tab].page_at_ms);
        self.tabs[tab].page_at_ms = at_ms;
        let run = self.tabs[tab].run;
        self.queue(at_ms - self.now_ms, Happening::Heard { tab, run, effect });
    }

    /// A page hears what its engine said of a box.
    pub(super) fn heard(&mut self, tab: usize, effect: Effect) {
        let typist = &mut self.tabs[tab].typist;
        let inputs = match effect {
            Effect::TextOpened { id, text, applied_seq, session } => typist.opened(id, &text, applied_seq, session),
            Effect::TextPatch { id, patch } => typist.patched(id, patch),
            Effect::TextAcknowledged { id, acknowledged } => typist.acknowledged(id, acknowledged),
            Effect::TextSaved { id, seq } => self.heard_saved(tab, id, seq),
            Effect::TextOutOfStep(id) => typist.reopen(id).into_iter().collect(),
            Effect::TextGone(id) => {
                typist.gone(id);
                Vec::new()
            }
            Effect::TextRefused { words, .. } => {
                self.tabs[tab].refused.push(words);
                Vec::new()
            }
            _ => Vec::new(),
        };
        self.inputs(tab, inputs);
    }

    fn heard_saved(&mut self, tab: usize, id: BoxId, seq: u32) -> Vec<Input> {
        let Some(key) = self.words_key(tab, id) else { return Vec::new() };
        let known = self.words.entry(key).or_default();
        self.tabs[tab].typist.saved(id, seq, known)
    }

    fn write(&mut self, tab: usize, batch: u64, records: Batch) {
        if self.is_told {
            tell_set_aside(&records);
        }
        assert!(self.tabs[tab].writing.is_none(), "two batches under way");
        self.tabs[tab].writing = Some(records);
        let (run, after) = (self.tabs[tab].run, within(&mut self.rng, &self.weather.write_ms));
        self.queue(after, Happening::Written { tab, run, batch });
    }

    /// What a page sends to its engine arrives a moment later, in order.
    pub(crate) fn inputs(&mut self, tab: usize, inputs: Vec<Input>) {
        let run = self.tabs[tab].run;
        for input in inputs {
            self.queue(1, Happening::Given { tab, run, input });
        }
    }

    pub(super) fn announce(&mut self, from: usize, records: &[StoredRecord]) {
        let machine = self.tabs[from].machine;
        for tab in 0..self.tabs.len() {
            if tab != from && self.tabs[tab].machine == machine && self.tabs[tab].is_up() {
                let run = self.tabs[tab].run;
                let input = Input::StoredElsewhere(records.to_vec());
                self.queue(1, Happening::Given { tab, run, input });
            }
        }
    }

    pub(super) fn written(&mut self, tab: usize, run: u64, batch: u64) {
        if self.tabs[tab].run != run {
            return;
        }
        let Some(records) = self.tabs[tab].writing.take() else { return };
        let machine = self.tabs[tab].machine;
        let is_full = !self.machines[machine].has_room_for(&records) || happens(&mut self.rng, self.weather.full);
        let outcome = if is_full { Err(NotPersisted::Full) } else { self.machines[machine].write(&records) };
        let input = match outcome {
            Ok(()) => Input::Persisted { batch },
            Err(why) => Input::NotPersisted { batch, why },
        };
        self.input(tab, input);
    }
}

fn tell_set_aside(batch: &Batch) {
    for StoredRecord { key, bytes, .. } in &batch.put {
        if let Ok(Record::SetAside { why, .. }) = Record::read(key, bytes) {
            eprintln!("          SET ASIDE: {why}");
        }
    }
}
