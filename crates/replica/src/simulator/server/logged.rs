//! One space on the server: its entries and chunks, in order.

use crate::{
    cursor::{ChunkId, Cursor},
    membership::{Action, Membership, MembershipHash, MembershipRefused, SignedEntry},
    wire::{EntriesOutcome, EntryCode, LoggedChunk, Requester, SpaceAnswer, SpaceStatus},
};
use naptime_domain::{id::SpaceId, time::Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// One space.
#[derive(Clone)]
pub(super) struct Logged {
    pub(super) membership: Membership,
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) chunks: Vec<(ChunkId, Vec<u8>)>,
    pub(super) cursors: Vec<Cursor>,
    pub(super) offsets: BTreeMap<ChunkId, u64>,
}

impl Logged {
    pub(super) fn new(space: SpaceId) -> Self {
        Self {
            membership: Membership::start(space),
            entries: Vec::new(),
            chunks: Vec::new(),
            cursors: vec![Cursor::START],
            offsets: BTreeMap::new(),
        }
    }

    pub(super) fn cursor_at(&self, offset: u64) -> Option<Cursor> {
        self.cursors.get(usize::try_from(offset).ok()?).copied()
    }

    pub(super) fn tip(&self) -> Cursor {
        self.cursors.last().copied().unwrap_or(Cursor::START)
    }

    pub(super) fn push(&mut self, id: ChunkId, bytes: Vec<u8>) -> u64 {
        let offset = self.chunks.len() as u64;
        self.cursors.push(self.tip().after(&id));
        self.offsets.insert(id, offset);
        self.chunks.push((id, bytes));
        offset
    }
}

pub(super) fn grow(logged: &mut Logged, requester: &Requester, entries: &[Vec<u8>], now: Timestamp) -> EntriesOutcome {
    let (mut grown, mut new) = (logged.membership.clone(), Vec::new());
    for bytes in entries {
        let entry = match SignedEntry::parse(bytes) {
            Ok(entry) => entry,
            Err(malformed) => return EntriesOutcome::Refused(MembershipRefused::from(malformed).code()),
        };
        if grown.knows(&entry.hash()) {
            continue;
        }
        let is_given_back =
            matches!(entry.body().action, Action::Join { .. }) && grown.member(&requester.person).is_some();
        match grown.append(&entry, (!is_given_back).then_some(now)) {
            Ok(()) => new.push(bytes.clone()),
            Err(MembershipRefused::NotNext) if new.is_empty() => return EntriesOutcome::Conflict,
            Err(refused) => return EntriesOutcome::Refused(refused.code()),
        }
    }
    if !new.is_empty() && grown.member(&requester.person).is_none() {
        return EntriesOutcome::Refused(EntryCode::NotAMember);
    }
    logged.membership = grown;
    logged.entries.extend(new);
    EntriesOutcome::Accepted
}

/// How many of the log's entries a device has, as far as they are the same; else the last they could have in common is sent.
pub(super) fn known_entries(membership: &Membership, sequence: u32, head: MembershipHash, brought: u32) -> u32 {
    let count = membership.sequence();
    let is_ours = if sequence == 0 { head == MembershipHash::START } else { membership.knows(&head) };
    match is_ours && sequence <= count {
        true => (sequence + brought).min(count),
        false => sequence.min(count).saturating_sub(1),
    }
}

pub(super) fn read_chunks(logged: &Logged, except: &BTreeSet<ChunkId>, bytes_max: usize, answer: &mut SpaceAnswer) {
    let (mut offset, mut bytes) = (answer.cursor.offset, 0);
    for (id, chunk) in logged.chunks.iter().skip(offset as usize) {
        if !except.contains(id) {
            if bytes > 0 && bytes + chunk.len() > bytes_max {
                answer.more = true;
                break;
            }
            bytes += chunk.len();
            answer.chunks.push(LoggedChunk { offset, bytes: chunk.clone() });
        }
        offset += 1;
    }
    answer.cursor = logged.cursor_at(offset).unwrap_or(answer.cursor);
}

pub(super) fn empty(space: SpaceId, cursor: Cursor) -> SpaceAnswer {
    SpaceAnswer {
        space,
        status: SpaceStatus::Ok,
        entries: Vec::new(),
        entries_outcome: EntriesOutcome::Accepted,
        acknowledged: Vec::new(),
        refused: Vec::new(),
        chunks: Vec::new(),
        cursor,
        more: false,
    }
}
