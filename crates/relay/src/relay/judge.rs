//! What of a request may be stored: pure, and slow enough (a signature for each entry and chunk) to run beside the sockets.

use crate::store::{ChunkHash, NewChunk, NewEntry};
use naptime_domain::time::Timestamp;
use naptime_replica::{
    chunk::SealedChunk,
    cursor::ChunkId,
    membership::{Action, Membership, MembershipRefused, SignedEntry},
    wire::{ChunkCode, EntriesOutcome, EntryCode, RefusedChunk, Requester},
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What a request brings to one space.
pub(super) struct Brought {
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) chunks: Vec<(ChunkHash, Vec<u8>)>,
}

impl Brought {
    /// With the chunks named.
    pub(super) fn new(entries: Vec<Vec<u8>>, chunks: Vec<Vec<u8>>) -> Self {
        let named = |bytes: Vec<u8>| (Sha256::digest(&bytes).into(), bytes);
        Self { entries, chunks: chunks.into_iter().map(named).collect() }
    }
}

/// What of it is to be stored, and what becomes of the rest.
pub(super) struct Judged {
    /// What to say about the entries, once they are stored.
    pub(super) outcome: EntriesOutcome,
    /// The membership with them.
    pub(super) membership: Arc<Membership>,
    pub(super) entries: Vec<NewEntry>,
    pub(super) chunks: Vec<NewChunk>,
    pub(super) refused: Vec<RefusedChunk>,
}

/// Judges what is brought, against the membership as stored. Chunks that are in the log already (`known`) are not judged
/// again: they were when they came, perhaps in another epoch.
pub(super) fn judge(
    membership: &Arc<Membership>,
    requester: &Requester,
    brought: &Brought,
    known: &[ChunkHash],
    now: Timestamp,
) -> Judged {
    let mut judged = judge_entries(membership, requester, &brought.entries, now);
    let is_member = judged.membership.member(&requester.person).is_some();
    for (id, bytes) in &brought.chunks {
        let code = match SealedChunk::parse(bytes) {
            _ if !is_member => Some(ChunkCode::NotAMember),
            _ if known.contains(id) => None,
            Ok(chunk) => chunk.verify(&judged.membership).err().map(|refused| refused.code()),
            Err(refused) => Some(refused.code()),
        };
        match code {
            Some(code) => judged.refused.push(RefusedChunk { chunk: ChunkId(*id), code }),
            None => judged.chunks.push(NewChunk { id: *id, bytes: bytes.clone() }),
        }
    }
    judged
}

fn judge_entries(membership: &Arc<Membership>, requester: &Requester, entries: &[Vec<u8>], now: Timestamp) -> Judged {
    let mut judged = Judged {
        outcome: EntriesOutcome::Accepted,
        membership: Arc::clone(membership),
        entries: Vec::new(),
        chunks: Vec::new(),
        refused: Vec::new(),
    };
    if entries.is_empty() {
        // Mostly so, and a membership is long to copy.
        return judged;
    }
    match grow(membership, requester, entries, now) {
        Ok((grown, new)) => {
            judged.membership = Arc::new(grown);
            judged.entries = new;
        }
        Err(outcome) => judged.outcome = outcome,
    }
    judged
}

fn grow(
    membership: &Membership,
    requester: &Requester,
    entries: &[Vec<u8>],
    now: Timestamp,
) -> Result<(Membership, Vec<NewEntry>), EntriesOutcome> {
    let (mut grown, mut new) = (membership.clone(), Vec::new());
    for bytes in entries {
        let refused = |refused: MembershipRefused| EntriesOutcome::Refused(refused.code());
        let entry = SignedEntry::parse(bytes).map_err(|malformed| refused(malformed.into()))?;
        if grown.knows(&entry.hash()) {
            // A retry, or a device that gives back what a restored server has lost and brings a little more.
            continue;
        }
        match grown.append(&entry, clock_for(&entry, &grown, requester, now)) {
            Ok(()) => new.push(NewEntry { hash: entry.hash().0, bytes: bytes.clone() }),
            Err(MembershipRefused::NotNext) if new.is_empty() => return Err(EntriesOutcome::Conflict),
            Err(why) => return Err(refused(why)),
        }
    }
    if !new.is_empty() && grown.member(&requester.person).is_none() {
        return Err(EntriesOutcome::Refused(EntryCode::NotAMember));
    }
    Ok((grown, new))
}

/// Who joins is held to the invitation's time, whichever of her devices asks. Who is a member already and brings
/// another's joining gives back what a restored server has lost; she could have invited her anyway.
fn clock_for(entry: &SignedEntry, grown: &Membership, requester: &Requester, now: Timestamp) -> Option<Timestamp> {
    let is_given_back = matches!(entry.body().action, Action::Join { .. }) && grown.member(&requester.person).is_some();
    (!is_given_back).then_some(now)
}
