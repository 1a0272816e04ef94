//! A start after an engine trapped: stored chunks are taken piece by piece, each named before, so that a deadly one is found.
//!
//! Any other start takes them all at once and writes no marker: what cannot be survived traps it, and this one follows.

use super::{
    Phase, Replica,
    input::{LastRun, WriterId},
    outbox::Name,
    startup::{Left, Marker},
    storage::Mark,
    turn::Turn,
};
use crate::{
    cursor::ChunkId,
    record::{LogRecord, Record, StoredRecord},
};
use naptime_domain::{
    id::SpaceId,
    order::{gather, sort_by_key},
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, VecDeque};

/// Chunks that share a marker. The next start tries those of the piece that trapped one by one: both take few writes, and the
/// page has starts left before it gives up.
const PIECE_CHUNKS: usize = 64;

/// What is still to be taken.
pub(super) struct Careful {
    pieces: VecDeque<Vec<LogRecord>>,
    /// The key of the first piece's marker, once there is one.
    marker: Option<Vec<u8>>,
    /// What has to be stored before it goes on.
    waits_for: Mark,
    /// What the chunks taken so far hold.
    logged: BTreeSet<Name>,
    /// What rests on chunks.
    rest: Vec<(Vec<u8>, Record)>,
    left: Left,
    dead_writers: Vec<WriterId>,
}

/// Why a chunk that killed an engine is set aside.
const KILLED: &str = "an engine died of it";
/// Why one is remembered that was about to be applied when an engine died, perhaps of something else.
const SUSPECTED: &str = "an engine died beside it";

impl Replica {
    /// What engines were applying when they ended. If the one before this died of that, the culprit is set aside, or looked
    /// for. Who dies with news at hand may have died of something else: such a chunk is condemned the second time, one of
    /// those that were `stored` the first, since it was taken with nothing beside it. What an engine of another tab is
    /// applying is its own affair while it lives; when it was closed, nothing is proven.
    pub(super) fn judge_markers(
        &mut self,
        markers: Vec<Marker>,
        dead_writers: &[WriterId],
        last_run: LastRun,
        stored: &BTreeSet<ChunkId>,
        turn: &mut Turn<'_>,
    ) {
        for Marker { key, chunks, writer } in markers {
            let has_trapped = matches!(last_run, LastRun::Trapped(one) if writer.is_none_or(|writer| writer == one));
            let is_alive = writer.is_some_and(|writer| !dead_writers.contains(&writer));
            match chunks.as_slice() {
                [culprit] if has_trapped && (stored.contains(culprit) || self.arrivals.suspects.contains(culprit)) => {
                    self.condemn(culprit, turn);
                }
                [suspect] if has_trapped => self.suspect(suspect, turn),
                _ if !has_trapped && is_alive => continue,
                // Perhaps the one before the one before this died of it, which this cannot know.
                _ => self.arrivals.suspects.extend(chunks),
            }
            turn.delete(key);
        }
    }

    fn condemn(&mut self, culprit: &ChunkId, turn: &mut Turn<'_>) {
        self.condemned.insert(*culprit);
        turn.put(set_aside(culprit, KILLED, Some(self.version.clone())));
    }

    /// No version is named: each takes it for suspect when it reads this.
    fn suspect(&mut self, suspect: &ChunkId, turn: &mut Turn<'_>) {
        self.arrivals.suspects.insert(*suspect);
        turn.put(set_aside(suspect, SUSPECTED, None));
    }

    /// What could not be read or applied before.
    pub(super) fn absorb_set_aside(&mut self, key: &[u8], bytes: &[u8], version: Option<String>) {
        match <[u8; 32]>::try_from(key).map(ChunkId) {
            Ok(chunk) if bytes.is_empty() && version.as_ref() == Some(&self.version) => {
                self.condemned.insert(chunk);
            }
            // It killed another version, or one died beside it: this one tries once, and where a trap is feared tries it alone.
            Ok(chunk) if bytes.is_empty() => {
                self.arrivals.suspects.insert(chunk);
            }
            _ => {
                self.set_aside.insert(Sha256::digest(bytes).into());
            }
        }
    }

    /// Puts off everything from the log on, to be taken by [`Self::take_next_piece`].
    pub(super) fn start_carefully(&mut self, records: Vec<(Vec<u8>, Record)>, left: Left, dead_writers: &[WriterId]) {
        let (mut logs, mut rest) = (Vec::new(), Vec::new());
        for (key, record) in records {
            match record {
                Record::Log(log) => logs.push(log),
                record => rest.push((key, record)),
            }
        }
        sort_by_key(&mut logs, |log| (log.space, log.offset));
        let pieces = self.pieces_of(logs);
        let dead_writers = dead_writers.to_vec();
        let (marker, waits_for, logged) = (None, Mark::default(), BTreeSet::new());
        self.careful = Some(Careful { pieces, marker, waits_for, logged, rest, left, dead_writers });
        self.phase = Phase::Recovering { held: self.take_held() };
    }

    /// Chunks of one space each; one that is suspected stands alone.
    fn pieces_of(&self, logs: Vec<LogRecord>) -> VecDeque<Vec<LogRecord>> {
        let is_suspect = |log: &LogRecord| self.arrivals.suspects.contains(&chunk_of(log));
        let mut pieces: VecDeque<Vec<LogRecord>> = VecDeque::new();
        for log in logs {
            match pieces.back_mut() {
                Some(piece)
                    if piece.len() < PIECE_CHUNKS
                        && !is_suspect(&log)
                        && piece.last().is_some_and(|last| last.space == log.space && !is_suspect(last)) =>
                {
                    piece.push(log);
                }
                _ => pieces.push_back(vec![log]),
            }
        }
        pieces
    }

    /// Goes on with a careful start as far as it may; `true` if something is to be stored now.
    pub(super) fn take_next_piece(&mut self, turn: &mut Turn<'_>) -> bool {
        let Some(mut careful) = self.careful.take() else { return false };
        let may_go_on = self.storage.is_durable(careful.waits_for) || self.storage.trouble().is_some();
        if may_go_on {
            if let Some(marker) = careful.marker.take() {
                self.take_piece(&mut careful, turn);
                turn.delete(marker);
            } else if careful.pieces.is_empty() {
                self.end_carefully(careful, turn);
                return true;
            }
            careful.marker = careful.pieces.front().map(|piece| self.mark_piece(piece, turn));
            careful.waits_for = self.storage.mark(turn);
        }
        self.careful = Some(careful);
        may_go_on
    }

    fn mark_piece(&self, piece: &[LogRecord], turn: &mut Turn<'_>) -> Vec<u8> {
        let space = piece.first().map_or(SpaceId([0; 16]), |log| log.space);
        let is_risked = |chunk: &ChunkId| !self.condemned.contains(chunk);
        let chunks = piece.iter().map(chunk_of).filter(is_risked).collect();
        let record = Record::Applying { space, chunks, writer: Some(self.writer) }.to_stored();
        let key = record.key.clone();
        turn.put(record);
        key
    }

    /// Takes the piece that is marked, and shows all it changed: a document may be deadly only when it is opened.
    fn take_piece(&mut self, careful: &mut Careful, turn: &mut Turn<'_>) {
        for log in careful.pieces.pop_front().unwrap_or_default() {
            let names = self.absorb_log(log, turn);
            careful.logged.extend(names);
        }
        self.documents.show_all();
    }

    /// No marker is left: whatever kills an engine now is no stored chunk.
    fn end_carefully(&mut self, careful: Careful, turn: &mut Turn<'_>) {
        let Careful { logged, rest, left, dead_writers, .. } = careful;
        self.absorb(rest, logged, turn);
        self.recover(left.journals, &dead_writers, turn);
        if self.recovery.is_over() || self.storage.trouble().is_some() {
            self.wake(turn);
        }
    }
}

fn set_aside(chunk: &ChunkId, why: &str, version: Option<String>) -> StoredRecord {
    let (space, why, key) = (SpaceId([0; 16]), why.to_owned(), chunk.0.to_vec());
    Record::SetAside { space, why, key, bytes: Vec::new(), version }.to_stored()
}

fn chunk_of(log: &LogRecord) -> ChunkId {
    ChunkId(Sha256::digest(&log.chunk).into())
}

/// Whether a record is a chunk, or something that may rest on one.
pub(super) fn is_shared_work(record: &Record) -> bool {
    matches!(record, Record::Log(_) | Record::LocalChange { .. } | Record::LocalSubmission { .. })
}

/// The chunks among records.
pub(super) fn stored_chunks(records: &[(Vec<u8>, Record)]) -> BTreeSet<ChunkId> {
    let logs = records.iter().filter_map(|(_, record)| match record {
        Record::Log(log) => Some(log),
        _ => None,
    });
    gather(logs.map(chunk_of))
}
