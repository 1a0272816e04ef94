//! What people do with their tabs: type, ask, look.

use super::{Happening, QUIET_MS_MAX, World};
use crate::weather::{below, happens};
use naptime_domain::{command::Whose, id::BlobId};
use naptime_replica::{
    blob::Look,
    command::{Command, Refusal, Reply, TextTarget},
    replica::{BoxId, Input, RequestId},
    view::{Topic, View},
};

impl World {
    pub(crate) fn words_key(&self, tab: usize, id: BoxId) -> Option<(String, TextTarget)> {
        let target = self.tabs[tab].typist.target(id)?.clone();
        let is_shared = match target.work() {
            Some(work) => work.whose != Whose::Hers,
            None => matches!(target, TextTarget::Synthesis { .. } | TextTarget::Charter { .. }),
        };
        let owner = if is_shared { String::new() } else { self.machine_of(tab).owner.clone() };
        Some((owner, target))
    }

    /// She types on for some words, then leaves the box.
    pub(crate) fn type_words(&mut self, tab: usize, target: TextTarget, words: u32) {
        let number = below(&mut self.rng, 1 << 20) as u32;
        let (id, input) = self.tabs[tab].typist.open(target, number);
        self.inputs(tab, vec![input]);
        let run = self.tabs[tab].run;
        self.queue(50, Happening::Typed { tab, run, id, words });
    }

    pub(super) fn typed(&mut self, tab: usize, run: u64, id: BoxId, words: u32) {
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

    /// Runs a command, behind all that was typed before it.
    pub(crate) fn run(&mut self, tab: usize, command: Command) -> RequestId {
        let request = self.tabs[tab].next_request();
        let mut inputs = self.tabs[tab].typist.hurry();
        inputs.push(Input::Run { request, command });
        self.inputs(tab, inputs);
        request
    }

    /// Waits for a command's outcome; `None` if the tab was killed before there was one.
    pub(crate) fn outcome(&mut self, tab: usize, request: RequestId) -> Option<Result<Reply, Refusal>> {
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

    /// What a tab shows of a blob.
    pub(crate) fn look_at(&mut self, tab: usize, whose: Whose, blob: BlobId, look: Look) -> Option<Vec<u8>> {
        let request = self.tabs[tab].next_request();
        self.input(tab, Input::LookAtBlob { request, whose, blob, look });
        let run = self.tabs[tab].run;
        while self.tabs[tab].run == run && !self.tabs[tab].contents.contains_key(&request) && self.step() {}
        self.tabs[tab].contents.remove(&request).flatten()
    }

    /// What a tab would show of a topic.
    pub(crate) fn look(&mut self, tab: usize, topic: &Topic) -> View {
        let now = self.device_now(tab);
        match &mut self.tabs[tab].replica {
            Some(replica) => replica.look(topic, now),
            None => panic!("the tab is down"),
        }
    }
}
