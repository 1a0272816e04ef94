//! The network between devices and the server: slow, lossy, and cut at times.

use super::{Happening, World};
use crate::{
    server::{Answer, Ear},
    weather::{happens, within},
};
use naptime_replica::{replica::Input, wire::ServerMessage};

impl World {
    pub(super) fn latency(&mut self) -> u64 {
        within(&mut self.rng, &self.weather.latency_ms)
    }

    pub(super) fn is_reachable(&self, tab: usize) -> bool {
        !self.server_is_down && !self.machine_of(tab).is_cut_off
    }

    /// Opens a live socket in a while, if this tab is the one to have it.
    pub(crate) fn connect(&mut self, tab: usize) {
        let run = self.tabs[tab].run;
        let after = self.latency() * 2;
        self.queue(after, Happening::Connected { tab, run });
    }

    pub(crate) fn disconnect(&mut self, tab: usize) {
        if std::mem::take(&mut self.tabs[tab].is_live) {
            self.server.deafen((tab, self.tabs[tab].run));
            self.input(tab, Input::LiveClosed);
        }
    }

    /// Everybody has a network, and the server is up.
    pub(crate) fn reconnect(&mut self) {
        self.server_is_down = false;
        self.machines.iter_mut().for_each(|machine| machine.is_cut_off = false);
        for tab in 0..self.tabs.len() {
            self.input(tab, Input::NetworkUp);
            self.connect(tab);
        }
    }

    pub(super) fn send(&mut self, tab: usize, bytes: Vec<u8>) {
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

    pub(super) fn asked(&mut self, tab: usize, run: u64, is_live: bool, bytes: Vec<u8>) {
        let ear: Option<Ear> = (is_live && self.tabs[tab].run == run && self.tabs[tab].is_live).then_some((tab, run));
        let now = self.now();
        let Answer { bytes: answer, closes } = self.server.answer(bytes, ear, now);
        let answer = self.without_damaged(answer);
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
        if closes {
            self.disconnect(tab);
            self.connect(tab);
        }
        self.spread();
    }

    fn without_damaged(&self, answer: Vec<u8>) -> Vec<u8> {
        match ServerMessage::parse(&answer) {
            Ok(ServerMessage::Answer(mut whole)) if !self.damaged.is_empty() => {
                whole.spaces.retain(|space| !self.damaged.contains(&space.space));
                ServerMessage::Answer(whole).to_bytes()
            }
            _ => answer,
        }
    }

    /// A question about a blob: like any other, and beside the live socket.
    pub(super) fn ask_blob(&mut self, tab: usize, bytes: Vec<u8>) {
        let (run, after) = (self.tabs[tab].run, self.latency());
        if happens(&mut self.rng, self.weather.lost) {
            self.queue(after + 5_000, Happening::Given { tab, run, input: Input::BlobUnanswered });
            return;
        }
        if happens(&mut self.rng, self.weather.doubled) {
            let again = after + self.latency();
            self.queue(again, Happening::AskedBlob { tab, run, bytes: bytes.clone() });
        }
        self.queue(after, Happening::AskedBlob { tab, run, bytes });
    }

    pub(super) fn asked_blob(&mut self, tab: usize, run: u64, bytes: Vec<u8>) {
        let (after, now) = (self.latency(), self.now());
        let input = match self.is_reachable(tab) {
            true => {
                let answer = self.server.answer_blob(bytes, now);
                let is_lost = happens(&mut self.rng, self.weather.lost);
                if is_lost { Input::BlobUnanswered } else { Input::BlobAnswered(answer) }
            }
            false => Input::BlobUnanswered,
        };
        self.queue(after, Happening::Given { tab, run, input });
    }

    /// Tells everybody who listens what is new.
    pub(crate) fn spread(&mut self) {
        let now = self.now();
        for ear in self.server.ears() {
            let (tab, run) = ear;
            while let Some(bytes) = self.server.news(ear, now) {
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
    }

    /// Every socket closed, as when the server was started again.
    pub(crate) fn reopen_sockets(&mut self) {
        for tab in 0..self.tabs.len() {
            self.disconnect(tab);
            self.connect(tab);
        }
    }

    pub(super) fn connected(&mut self, tab: usize, run: u64) {
        let machine = self.tabs[tab].machine;
        let leader = (0..self.tabs.len()).find(|tab| self.tabs[*tab].machine == machine && self.tabs[*tab].is_up());
        if self.tabs[tab].run == run && leader == Some(tab) && !self.tabs[tab].is_live && self.is_reachable(tab) {
            self.tabs[tab].is_live = true;
            self.input(tab, Input::LiveOpened);
        }
    }
}
