//! A device whose engine traps, and the markers by which the next one finds out what of.

use super::Hand;
use naptime_replica::{cursor::ChunkId, record::Record, replica::LastRun};

impl Hand<'_> {
    /// The engine traps and is started again at once.
    pub fn trap(&mut self) {
        let writer = self.world.tabs[self.tab].writer;
        self.world.stop_engine(self.tab);
        self.world.start(self.tab, LastRun::Trapped(writer));
    }

    /// The engine traps over what it was last given: what it would have stored of that is not, and it is started again.
    pub fn trap_at_once(&mut self) {
        self.world.tabs[self.tab].writing = None;
        self.trap();
    }

    /// The chunks that stored markers name.
    pub fn marked_chunks(&self) -> Vec<ChunkId> {
        let found = self.world.machine_of(self.tab).read();
        let chunks = found.into_iter().filter_map(|found| match Record::read(&found.key, &found.bytes?) {
            Ok(Record::Applying { chunks, .. }) => Some(chunks),
            _ => None,
        });
        chunks.flatten().collect()
    }
}
