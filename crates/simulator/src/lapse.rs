//! What a device forgets: the last of what it wrote, or that its page has been answered.

use super::Hand;
use naptime_replica::replica::BoxId;
use std::collections::BTreeMap;

/// What a device had stored at some moment.
pub struct Disk(BTreeMap<Vec<u8>, Vec<u8>>);

impl Hand<'_> {
    /// What her device has stored by now.
    pub fn disk(&self) -> Disk {
        Disk(self.world.machine_of(self.tab).disk.clone())
    }

    /// Her device has lost what it stored since: the power went before it was really written. The tab starts again.
    pub fn fall_back_to(&mut self, disk: &Disk) {
        let machine = self.world.tabs[self.tab].machine;
        self.world.tabs[self.tab].writing = None;
        self.world.kill(self.tab);
        self.world.machines[machine].disk.clone_from(&disk.0);
    }

    /// Her page takes an open box to be out of step, and asks for its text again.
    pub fn ask_again(&mut self, id: BoxId) {
        let input = self.world.tabs[self.tab].typist.reopen(id);
        self.world.inputs(self.tab, input.into_iter().collect());
    }
}
