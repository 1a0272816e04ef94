//! When nothing is left to do.

use super::{CALM_MS, QUIET_MS_MAX, World};
use naptime_replica::view::Topic;
use std::cmp::Reverse;

impl World {
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

    pub(super) fn is_quiet(&self) -> bool {
        (0..self.tabs.len()).all(|tab| self.is_tab_quiet(tab))
    }

    pub(super) fn is_tab_quiet(&self, tab: usize) -> bool {
        let this = &self.tabs[tab];
        let Some(replica) = &this.replica else { return false };
        let now = self.device_now(tab);
        let is_away = !self.is_reachable(tab) || self.machine_of(tab).is_full;
        is_away || (this.is_ready && replica.is_idle(now) && this.typist.is_quiet())
    }

    pub(super) fn unquiet(&mut self) -> String {
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
}
