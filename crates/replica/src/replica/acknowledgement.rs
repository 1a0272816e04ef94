//! What the server says of chunks: which are in the log for good, which it refuses, and which of others' came in what order.

use super::{
    Replica,
    arrival::Arrival,
    log::TAKEN_BYTES_MAX,
    outbox::{Name, Sealed},
    turn::Turn,
};
use crate::{
    chunk::SealedChunk,
    cursor::{ChunkId, Cursor},
    record::{LogRecord, Record},
    view::Attention,
    wire::{Acknowledged, ChunkCode, RefusedChunk, SpaceAnswer},
};
use naptime_domain::{
    id::{ChangeHash, DocumentId, SpaceId},
    order::gather,
    time::Timestamp,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

impl Replica {
    pub(super) fn chunk_refused(&mut self, id: SpaceId, refused: &RefusedChunk, turn: &mut Turn<'_>) {
        let Some(space) = self.spaces.get_mut(&id) else { return };
        match refused.code {
            // The server gets back what it lost of the membership part by part: then it knows the one that the chunk names.
            ChunkCode::UnknownMembership if space.server_sequence.is_some() && space.log.is_known(&refused.chunk) => {
                space.is_stale = true;
            }
            ChunkCode::UnknownMembership | ChunkCode::NotAMember | ChunkCode::OtherEpoch => {
                if space.outbox.take_sealed(&refused.chunk).is_none() {
                    space.log.give_up(&refused.chunk);
                }
                space.is_stale = true;
            }
            ChunkCode::SpaceFull => {
                space.is_full_there = true;
                space.halt();
            }
            _ => {
                match space.outbox.take_sealed(&refused.chunk) {
                    Some(Sealed { holds, .. }) => space.outbox.refuse(holds),
                    None => space.log.give_up(&refused.chunk),
                }
                self.sync.attention = Some(Attention::Refused);
            }
        }
        self.sync.back_off(turn);
    }

    /// Walks from where this device stands along what was acknowledged and what came, as far as there is no gap.
    ///
    /// What was acknowledged behind a gap is kept all the same; what came behind one is asked for again.
    pub(super) fn in_order(&mut self, answer: &SpaceAnswer, was_asked: bool, turn: &mut Turn<'_>) -> Vec<Arrival> {
        let id = answer.space;
        let Some(cursor) = self.spaces.get(&id).map(|space| space.log.cursor()) else { return Vec::new() };
        let acknowledged: BTreeMap<u64, &Acknowledged> =
            gather(answer.acknowledged.iter().map(|acknowledged| (acknowledged.offset, acknowledged)));
        let came: BTreeMap<u64, &[u8]> =
            gather(answer.chunks.iter().map(|chunk| (chunk.offset, chunk.bytes.as_slice())));
        let (mut cursor, mut arrivals, mut came_bytes) = (cursor, Vec::new(), 0);
        loop {
            if let Some(known) = acknowledged.get(&cursor.offset) {
                cursor = cursor.after(&known.chunk);
            } else if let Some(bytes) = came.get(&cursor.offset) {
                let chunk = ChunkId(Sha256::digest(bytes).into());
                if self.is_too_early(id, chunk, bytes, was_asked) {
                    break;
                }
                came_bytes += bytes.len();
                if self.is_too_much(id, came_bytes) {
                    break;
                }
                cursor = cursor.after(&chunk);
                arrivals.push(Arrival { space: id, chunk, bytes: bytes.to_vec(), behind: cursor });
            } else {
                break;
            }
        }
        let names = gather(acknowledged.values().flat_map(|known| self.acknowledged(id, known, turn)));
        self.confirm(id, &names, turn.now);
        // What the server says unasked it says without having seen where this device stands.
        let is_of_another_log = !was_asked && !self.agrees(id, &cursor, &answer.cursor);
        if is_of_another_log {
            arrivals.clear();
        }
        if is_of_another_log || came.keys().any(|offset| *offset >= cursor.offset) {
            self.mark_stale(&[id]);
        }
        arrivals
    }

    /// Whether the log that the server tells of is the one that this device knows, and has just walked on along.
    fn agrees(&self, id: SpaceId, walked: &Cursor, told: &Cursor) -> bool {
        let known = self.spaces.get(&id).is_none_or(|space| space.log.agrees_with(told));
        known && (walked.offset != told.offset || walked == told)
    }

    /// Whether a space would grow past what a device can hold: then it is let be, and not asked about.
    fn is_too_much(&mut self, id: SpaceId, more: usize) -> bool {
        let Some(space) = self.spaces.get_mut(&id) else { return false };
        let is_too_much = space.log.size().1 + more > TAKEN_BYTES_MAX;
        if is_too_much {
            space.halt();
        }
        is_too_much
    }

    /// Whether a chunk names a membership, or needs a key, that is still on its way. Once asked for, it is judged as it is.
    fn is_too_early(&mut self, id: SpaceId, chunk: ChunkId, bytes: &[u8], was_asked: bool) -> bool {
        let Some(space) = self.spaces.get_mut(&id) else { return false };
        let Ok(sealed) = SealedChunk::parse(bytes) else { return false };
        if space.key.is_some() && space.membership().knows(&sealed.header().membership) {
            return false;
        }
        let was_early = space.early.replace(chunk) == Some(chunk);
        !(was_early && was_asked)
    }

    /// A chunk of this device is in the log for good: it is kept as such, and what it held waits no more.
    fn acknowledged(&mut self, id: SpaceId, known: &Acknowledged, turn: &mut Turn<'_>) -> Vec<Name> {
        let me = self.identity.as_ref().map(|identity| identity.person.person());
        let Some(space) = self.spaces.get_mut(&id) else { return Vec::new() };
        let behind = Cursor { offset: known.offset.saturating_add(1), chain: known.chain };
        let is_elsewhere = space.log.is_known(&known.chunk) && !space.log.is_placed(&known.chunk);
        let sealed = space.outbox.take_sealed(&known.chunk);
        let (bytes, names) = match (sealed, space.log.chunk(&known.chunk)) {
            (Some(sealed), held) => {
                if let (Some(me), None) = (me, held) {
                    space.shares.count(me, sealed.held_bytes);
                }
                (sealed.bytes, sealed.holds)
            }
            (None, Some(bytes)) => (bytes.to_vec(), Vec::new()),
            (None, None) => return Vec::new(),
        };
        let contains = names.iter().map(Name::in_record).collect();
        // A stray that has its place again is written down there, too: else the next start would go by the old places.
        if !names.is_empty() || is_elsewhere {
            turn.put(log_record(id, &behind, &bytes, contains));
        }
        space.log.place(known.chunk, bytes, behind);
        names
    }

    /// Things are in the server's log: they wait no more.
    pub(super) fn confirm(&mut self, id: SpaceId, names: &BTreeSet<Name>, now: Timestamp) {
        let is_personal = self.personal_space() == Some(id);
        let Some(space) = self.spaces.get_mut(&id) else { return };
        if space.outbox.confirmed(names) > 0 && !is_personal {
            self.sync.last_shared_at = Some(now);
        }
    }
}

pub(super) fn log_record(
    space: SpaceId,
    behind: &Cursor,
    chunk: &[u8],
    contains: Vec<(DocumentId, ChangeHash)>,
) -> crate::record::StoredRecord {
    let offset = behind.offset.saturating_sub(1);
    Record::Log(LogRecord { space, offset, chain: behind.chain, chunk: chunk.to_vec(), contains }).to_stored()
}
