//! A space's log as this device knows it: where it stands, which chunks it holds, and which the server may lack.

use crate::cursor::{ChunkId, Cursor, LogChain};
use naptime_domain::order::sort_by_key;
use std::collections::{BTreeMap, BTreeSet};

/// Most chunk bytes of one space that this device adds to. All of them lie in the engine's memory, of which a cheap phone
/// gives a page some 300 MB for all that it does; twelve people who write for a year come to less than a tenth of it.
pub(super) const BYTES_MAX: usize = 64 * 1024 * 1024;

/// Most chunk bytes that are taken of one: devices that add at once don't know of each other.
pub(super) const TAKEN_BYTES_MAX: usize = BYTES_MAX + BYTES_MAX / 4;

/// The chunks of one space.
#[derive(Default)]
pub(super) struct Log {
    /// The chunks on the server's chain, without a gap from the first.
    chain: Vec<(ChunkId, Cursor)>,
    /// Chunks that are known to stand further on, by offset, each with the chain behind it.
    ahead: BTreeMap<u64, Vec<(ChunkId, LogChain)>>,
    /// Every chunk this device holds.
    chunks: BTreeMap<ChunkId, Vec<u8>>,
    bytes: usize,
    /// Chunks that are not on the chain as far as it is known, each with the offset where it was last seen.
    stray: BTreeMap<ChunkId, u64>,
    /// Strays that the server will not take.
    given_up: BTreeSet<ChunkId>,
}

impl Log {
    /// Everything up to here has been seen.
    pub(super) fn cursor(&self) -> Cursor {
        self.chain.last().map_or(Cursor::START, |(_, cursor)| *cursor)
    }

    /// Whether the server's log is this one up to a place, as far as this one goes.
    pub(super) fn agrees_with(&self, at: &Cursor) -> bool {
        let last = at.offset.checked_sub(1).and_then(|last| self.chain.get(usize::try_from(last).ok()?));
        last.is_none_or(|(_, cursor)| cursor == at)
    }

    /// Whether a chunk has its place on the chain.
    pub(super) fn is_placed(&self, chunk: &ChunkId) -> bool {
        self.chunks.contains_key(chunk) && !self.stray.contains_key(chunk)
    }

    pub(super) fn chunk(&self, id: &ChunkId) -> Option<&[u8]> {
        self.chunks.get(id).map(Vec::as_slice)
    }

    /// Whether this device holds a chunk, wherever it stands.
    pub(super) fn is_known(&self, chunk: &ChunkId) -> bool {
        self.chunks.contains_key(chunk)
    }

    /// The chunks on the chain with how many lie before each, then those that are not, far behind.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let chain = self.chain.iter().map(|(id, behind)| (behind.offset.saturating_sub(1), id));
        let strays = self.stray.keys().map(|id| (u64::MAX - 1, id));
        chain.chain(strays).filter_map(|(offset, id)| Some((offset, self.chunk(id)?)))
    }

    /// How many chunks this device holds, and their bytes.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.chunks.len(), self.bytes)
    }

    /// Takes a chunk that stands, or stood, at a place of the server's log, and moves on as far as there is no gap.
    pub(super) fn place(&mut self, id: ChunkId, bytes: Vec<u8>, behind: Cursor) {
        self.bytes += bytes.len();
        match self.chunks.insert(id, bytes) {
            Some(same) => self.bytes -= same.len(),
            None => drop(self.stray.insert(id, behind.offset)),
        }
        if behind.offset > self.cursor().offset {
            let claims = self.ahead.entry(behind.offset).or_default();
            if !claims.contains(&(id, behind.chain)) {
                claims.push((id, behind.chain));
            }
            self.advance();
        }
    }

    /// Chunks that the server lacks, once all it has was read.
    pub(super) fn strays(&self) -> impl Iterator<Item = &ChunkId> {
        self.stray.keys().filter(|stray| !self.given_up.contains(*stray))
    }

    /// The same, in the order in which they stood: sent so, they mostly stand where they did.
    pub(super) fn strays_in_order(&self) -> Vec<&ChunkId> {
        let mut strays: Vec<&ChunkId> = self.strays().collect();
        sort_by_key(&mut strays, |stray| self.stray.get(*stray));
        strays
    }

    /// The server will not take a chunk: it is held, and not sent again.
    pub(super) fn give_up(&mut self, chunk: &ChunkId) {
        self.given_up.insert(*chunk);
    }

    /// The server's log ends at an offset. What was said to stand further on before a server was rolled back is lost: it
    /// counts as stray, and is sent again.
    pub(super) fn ends_at(&mut self, offset: u64) {
        self.ahead.retain(|behind, _| *behind <= offset);
    }

    /// Goes back to where the server's log is the same as this one: to `at` if it is on the chain, else to the start.
    ///
    /// What stood behind is held, and sent again unless the server turns out to have it.
    pub(super) fn rewind(&mut self, at: &Cursor) {
        let place = self.chain.iter().position(|(_, cursor)| cursor == at);
        let kept = place.map_or(0, |place| place + 1);
        self.stray.extend(self.chain.drain(kept..).map(|(id, behind)| (id, behind.offset)));
        self.ahead.clear();
    }

    fn advance(&mut self) {
        let mut cursor = self.cursor();
        while let Some(next) = self.next_after(&cursor) {
            cursor = cursor.after(&next);
            self.ahead.remove(&cursor.offset);
            self.stray.remove(&next);
            self.chain.push((next, cursor));
        }
    }

    /// The chunk that stands next. After a server was rolled back two may claim a place: then the one that leads further.
    fn next_after(&self, cursor: &Cursor) -> Option<ChunkId> {
        let mut claims = self.claims_after(cursor);
        match (claims.next(), claims.next()) {
            (only, None) => only,
            _ => self.claims_after(cursor).max_by_key(|claim| self.reach(cursor.after(claim))),
        }
    }

    fn reach(&self, mut cursor: Cursor) -> u64 {
        loop {
            let next = self.claims_after(&cursor).next();
            let Some(next) = next else { break };
            cursor = cursor.after(&next);
        }
        cursor.offset
    }

    fn claims_after(&self, cursor: &Cursor) -> impl Iterator<Item = ChunkId> {
        let claims = self.ahead.get(&cursor.offset.saturating_add(1)).into_iter().flatten();
        let fits = |claim: &&(ChunkId, LogChain)| cursor.chain.after(&claim.0) == claim.1;
        claims.filter(fits).map(|(id, _)| *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_further_on_in_a_log_that_now_ends_before_is_sent_again() {
        let [first, second] = [1, 2].map(|n| ChunkId([n; 32]));
        let behind_first = Cursor::START.after(&first);
        let mut log = Log::default();
        log.place(second, Vec::new(), behind_first.after(&second));
        log.ends_at(1);
        log.place(first, Vec::new(), behind_first);
        assert_eq!((log.cursor(), log.strays().collect::<Vec<_>>()), (behind_first, vec![&second]));
    }
}
