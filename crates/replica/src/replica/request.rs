//! What is asked of the server: for each space where this device stands and what it has to add.

use super::{Replica, effect::Effect, outbox::Sealed, space::Space, turn::Turn};
use crate::{
    chunk::{self, Place, TooLarge},
    cursor::ChunkId,
    membership::{MembershipHash, SignedEntry},
    wire::{APPEND_MAX, Access, Asked, ENTRIES_MAX, REQUEST_BYTES_MAX, SPACES_MAX, SpaceSync, SyncRequest},
};
use naptime_domain::{id::SpaceId, time::Timestamp};
use std::collections::BTreeMap;

/// Most chunk and entry bytes put into one request; the rest of its limit is for what stands around them.
const BYTES_MAX: usize = REQUEST_BYTES_MAX - 64 * 1024;

/// A request under way.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub request: u32,
    pub at: Timestamp,
    pub was_live: bool,
    pub spaces: Vec<SpaceId>,
    /// Planned entries that went with it.
    pub entries: BTreeMap<SpaceId, Vec<SignedEntry>>,
    pub is_joining: bool,
    /// Whether it was sent again because its nonce was too old.
    pub had_old_nonce: bool,
}

impl Replica {
    /// Whether there is anything to ask, now or after a pause.
    pub(super) fn has_something_to_ask(&self) -> bool {
        self.joining.is_some()
            || self.spaces.values().any(|space| !space.is_halted() && self.has_something_to_ask_of(space))
    }

    /// When there will be something to ask: now, after a pause, or never.
    pub(super) fn asks_at(&self, now: Timestamp) -> Option<Timestamp> {
        if self.joining.is_some() {
            return Some(now);
        }
        let spaces = self.spaces.values().filter(|space| !space.is_halted() && self.has_something_to_ask_of(space));
        spaces.map(|space| if space.may_be_asked(now) { now } else { space.asks_at().unwrap_or(now) }).min()
    }

    fn has_something_to_ask_of(&self, space: &Space) -> bool {
        space.is_stale
            || space.server_sequence.is_some()
            || space.sendable_entries(&self.storage).next().is_some()
            || (self.can_seal(space) && space.outbox.has_sendable(&self.storage))
            || space.log.strays().next().is_some()
    }

    fn can_seal(&self, space: &Space) -> bool {
        self.identity.as_ref().is_some_and(|identity| {
            let has_room = space.key.is_some() && !space.is_full(&identity.person.person());
            has_room && space.sealing_membership(&identity.device.device(), &self.storage).is_some()
        })
    }

    pub(super) fn send_request(&mut self, turn: &mut Turn<'_>) {
        self.sync.requests = self.sync.requests.wrapping_add(1).max(1);
        let mut sent = Sent {
            request: self.sync.requests,
            at: turn.now,
            was_live: self.sync.is_live(),
            spaces: Vec::new(),
            entries: BTreeMap::new(),
            is_joining: false,
            had_old_nonce: false,
        };
        let mut spaces = Vec::new();
        if let Some(joining) = &mut self.joining {
            sent.is_joining = true;
            spaces.push(joining.ask(&self.sync.nonce));
        }
        let asked: Vec<SpaceId> = self
            .spaces
            .values()
            .filter(|space| space.may_be_asked(turn.now) && self.has_something_to_ask_of(space))
            .map(|space| space.id)
            .collect();
        let mut room = BYTES_MAX;
        for id in asked {
            if spaces.len() >= SPACES_MAX || room == 0 {
                break;
            }
            if spaces.iter().any(|sync: &SpaceSync| sync.space == id) {
                continue;
            }
            spaces.extend(self.space_sync(id, &mut room, &mut sent, turn));
        }
        let Some(identity) = &self.identity else { return };
        let request = SyncRequest { nonce: self.sync.nonce.clone(), request: sent.request, spaces };
        let bytes = request.sign(&identity.device).to_bytes();
        self.sync.in_flight = Some(sent);
        turn.emit(Effect::Send(bytes));
    }

    fn space_sync(&mut self, id: SpaceId, room: &mut usize, sent: &mut Sent, turn: &mut Turn<'_>) -> Option<SpaceSync> {
        let (membership_sequence, membership_head, append_entries) = self.entries_to_send(id, room, sent)?;
        let append = self.chunks_to_send(id, room, turn);
        let space = self.spaces.get_mut(&id)?;
        space.is_stale = false;
        sent.spaces.push(id);
        Some(SpaceSync {
            space: id,
            access: Access::Member,
            membership_sequence,
            membership_head,
            append_entries,
            cursor: space.log.cursor(),
            append,
            want: true,
        })
    }

    /// What the server lacks of the membership: what it lost, and what is planned here.
    fn entries_to_send(
        &self,
        id: SpaceId,
        room: &mut usize,
        sent: &mut Sent,
    ) -> Option<(u32, MembershipHash, Vec<Vec<u8>>)> {
        let space = self.spaces.get(&id)?;
        let known = space.server_sequence.unwrap_or(space.membership().sequence());
        let lost = space.entries().get(known as usize..).unwrap_or_default();
        let head = match known.checked_sub(1) {
            Some(last) => space.entries().get(last as usize)?.hash(),
            None => MembershipHash::START,
        };
        let (mut bytes, mut planned) = (Vec::new(), Vec::new());
        for entry in lost.iter().chain(space.sendable_entries(&self.storage)).take(ENTRIES_MAX) {
            if entry.bytes().len() > *room {
                break;
            }
            *room -= entry.bytes().len();
            if bytes.len() >= lost.len() {
                planned.push(entry.clone());
            }
            bytes.push(entry.bytes().to_vec());
        }
        if !planned.is_empty() {
            sent.entries.insert(id, planned);
        }
        Some((known, head, bytes))
    }

    /// Chunks that were sent and not confirmed, then what was not sent yet, then what the server has lost.
    pub(super) fn chunks_to_send(&mut self, id: SpaceId, room: &mut usize, turn: &mut Turn<'_>) -> Vec<Vec<u8>> {
        self.forget_void_chunks(id);
        let mut chunks: Vec<Vec<u8>> = Vec::new();
        let Some(space) = self.spaces.get(&id) else { return chunks };
        for sealed in space.outbox.sealed() {
            push_chunk(&mut chunks, &sealed.bytes, room);
        }
        while chunks.len() < APPEND_MAX && *room > chunk::CHUNK_BYTES_MAX {
            let Some(bytes) = self.seal_next(id, turn) else { break };
            push_chunk(&mut chunks, &bytes, room);
        }
        let Some(space) = self.spaces.get(&id) else { return chunks };
        if space.is_caught_up {
            for bytes in space.log.strays_in_order().into_iter().filter_map(|stray| space.log.chunk(stray)) {
                push_chunk(&mut chunks, bytes, room);
            }
        }
        chunks
    }

    /// A sealed chunk that names a plan which was given up is sealed anew.
    fn forget_void_chunks(&mut self, id: SpaceId) {
        let Some(space) = self.spaces.get_mut(&id) else { return };
        let void: Vec<ChunkId> = space
            .outbox
            .sealed()
            .iter()
            .filter(|sealed| !space.outlook().knows(&sealed.membership))
            .map(|sealed| sealed.id)
            .collect();
        for chunk in void {
            space.outbox.take_sealed(&chunk);
        }
    }

    /// Seals as much of what waits as fits into one chunk.
    fn seal_next(&mut self, id: SpaceId, turn: &mut Turn<'_>) -> Option<Vec<u8>> {
        let identity = self.identity.as_ref()?;
        let space = self.spaces.get_mut(&id)?;
        let key = space.key.clone().filter(|_| !space.is_full(&identity.person.person()))?;
        let membership = space.sealing_membership(&identity.device.device(), &self.storage)?;
        let (payload, holds) = space.outbox.next_payload(&self.storage)?;
        let epoch = space.membership().epoch();
        let place = Place { space: id, epoch, membership, writer: self.writer, counter: self.chunk_counter };
        match chunk::seal(&payload, &place, &key, &identity.device, turn.rng) {
            Ok(sealed) => {
                self.chunk_counter += 1;
                let (bytes, held_bytes) = (sealed.bytes().to_vec(), payload.held_bytes());
                space.outbox.keep_sealed(Sealed {
                    id: sealed.id(),
                    bytes: bytes.clone(),
                    holds,
                    held_bytes,
                    membership,
                });
                Some(bytes)
            }
            // Only one thing that is larger than any chunk gets here: it stays on this device, and that is said.
            Err(TooLarge::Chunk { .. } | TooLarge::Payload { .. } | TooLarge::TooMany { .. }) => {
                space.outbox.refuse(holds);
                None
            }
        }
    }
}

fn push_chunk(chunks: &mut Vec<Vec<u8>>, bytes: &[u8], room: &mut usize) {
    if chunks.len() < APPEND_MAX && bytes.len() <= *room {
        *room -= bytes.len();
        chunks.push(bytes.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cursor::Cursor, membership::SignedEntry, tests::sample};

    /// Smaller than any entry and any chunk.
    const SMALL: usize = 150;

    #[test]
    fn the_fullest_request_is_no_longer_than_a_server_takes() {
        let (group, mut ana, _) = sample::busy_group();
        assert!(group.entries.iter().map(SignedEntry::bytes).all(|entry| entry.len() > SMALL));
        assert!(group.chunk(&mut ana, &sample::payload()).bytes().len() > SMALL);
        let mut room = BYTES_MAX;
        let mut some = |max: usize| {
            let count = max.min(room / SMALL);
            room -= count * SMALL;
            vec![vec![0; SMALL]; count]
        };
        let space = |number: usize| SpaceSync {
            space: SpaceId([u8::try_from(number).unwrap(); 16]),
            access: Access::Member,
            membership_sequence: u32::MAX,
            membership_head: MembershipHash::START,
            append_entries: some(ENTRIES_MAX),
            cursor: Cursor { offset: u64::MAX, ..Cursor::START },
            append: some(APPEND_MAX),
            want: true,
        };
        let mut spaces: Vec<SpaceSync> = (0..SPACES_MAX).map(space).collect();
        assert!(room < SMALL);
        // One who joins brings an entry besides, as long as one may be.
        spaces[0].append_entries = vec![vec![0; 2_048]];
        spaces[0].append = vec![vec![0; SMALL]; 2 * APPEND_MAX];
        let request = SyncRequest { nonce: vec![0; crate::wire::NONCE_LEN_MAX], request: u32::MAX, spaces };
        let bytes = request.sign(&ana.device).to_bytes();
        assert!(bytes.len() < REQUEST_BYTES_MAX, "{}", bytes.len());
    }
}
