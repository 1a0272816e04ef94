//! Blobs as this device knows them: which pieces are here, what the server is known to have, and who waits for them.
//!
//! `attaching` and `importing` store them, `errands` says what is next, `carrying` brings them to the server and back,
//! `confirming` says what is there, `reads` reads them
//! again.

mod attaching;
mod carrying;
mod confirming;
mod errands;
mod importing;
mod reads;
mod shown;

pub(super) use reads::Reading;

use self::{attaching::Attaching, carrying::Carrying, importing::Importing, reads::Reads};
use super::{Replica, turn::Turn};
use crate::{
    blob::{self, BLOBS_MAX, PieceName, PiecePlace, SPACE_BLOB_BYTES_MAX},
    keys::EpochKey,
    record::{BlobPartRecord, Record},
};
use naptime_domain::{
    id::{BlobId, SpaceId},
    order::sort_by_key,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which blob of which space.
pub(super) type BlobKey = (SpaceId, BlobId);

/// The first and the longest pause after the server did not have a piece: its maker's phone may be sending it.
const PAUSE_MS: [i64; 2] = [5_000, 300_000];

/// The blobs of this device.
#[derive(Default)]
pub(super) struct Blobs {
    known: BTreeMap<BlobKey, Blob>,
    /// Pieces that the next start may forget, since no document names their blob: the keys of their records.
    loose: BTreeSet<Vec<u8>>,
    /// There was nothing to fetch and nothing to tell the server when it was last looked for.
    is_settled: bool,
    attaching: Attaching,
    importing: Importing,
    carrying: Carrying,
    reads: Reads,
}

/// One blob.
#[derive(Default)]
pub(super) struct Blob {
    parts: BTreeMap<u16, BlobPartRecord>,
    /// What the server is known to have of it.
    pub(super) at_server: AtServer,
    /// The server may have lost it since.
    is_doubted: bool,
    /// Somebody wants to see it if it is no longer than this; 0 if nobody does.
    wanted_bytes_max: usize,
    /// What the server has under its names is something else.
    is_refused: bool,
    /// It is not asked for before this moment.
    asks_at: Option<Timestamp>,
    pauses: u32,
}

/// What the server is known to have of a blob.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum AtServer {
    /// Nobody has asked, or there is reason to ask again.
    #[default]
    Unasked,
    /// These pieces are lacking there.
    Lacks(BTreeSet<u16>),
    /// It has them all.
    HasAll,
    /// It has no room for more.
    IsFull,
}

impl Blob {
    /// How long it is, once a piece of it is here.
    pub(super) fn length(&self) -> Option<u32> {
        self.parts.values().next().map(|part| part.length)
    }

    fn count(&self) -> Option<u16> {
        self.length().map(blob::pieces_of)
    }

    pub(super) fn is_whole(&self) -> bool {
        self.count().is_some_and(|count| self.parts.len() == usize::from(count))
    }

    /// Whether it is to be fetched: somebody wants it, and not all of it is here. How long it is the first piece says.
    pub(super) fn is_to_fetch(&self) -> bool {
        let is_wanted = self.length().map_or(1, |length| length as usize) <= self.wanted_bytes_max;
        is_wanted && !self.is_refused && !self.is_whole()
    }

    /// The first piece that is not here. Without any, it is not known how many there are.
    pub(super) fn first_missing(&self) -> u16 {
        (0..self.count().unwrap_or(1)).find(|index| !self.parts.contains_key(index)).unwrap_or_default()
    }

    /// Whether the server has all of it, and nothing has happened since that speaks against it.
    fn is_surely_at_server(&self) -> bool {
        self.at_server == AtServer::HasAll && !self.is_doubted
    }

    pub(super) fn part(&self, index: u16) -> Option<&BlobPartRecord> {
        self.parts.get(&index)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &BlobPartRecord> {
        self.parts.values()
    }

    /// A moment before which it is not asked for; a clock that was set back makes nobody wait longer.
    pub(super) fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.asks_at.filter(|at| (1..=PAUSE_MS[1]).contains(&(at.0 - now.0)))
    }

    /// The server does not have it, or this device has no room: that may change, and is tried less and less often.
    pub(super) fn pause(&mut self, now: Timestamp) {
        let longest = PAUSE_MS[1].min(PAUSE_MS[0] << self.pauses.min(16));
        self.pauses = self.pauses.saturating_add(1);
        self.asks_at = Some(Timestamp(now.0.saturating_add(longest)));
    }

    fn take(&mut self, part: BlobPartRecord) {
        // A blob has one length: parts that say another are left out, and what they leave is fetched.
        if self.length().is_none_or(|length| length == part.length) {
            self.parts.entry(part.index).or_insert(part);
            (self.asks_at, self.pauses) = (None, 0);
        }
    }

    /// The names of all its pieces, which are here.
    pub(super) fn names(&self, key: &BlobKey, epoch_key: &EpochKey) -> Vec<PieceName> {
        self.parts.keys().map(|index| place(key, *index).name(epoch_key)).collect()
    }
}

impl Blobs {
    pub(super) fn get(&self, key: &BlobKey) -> Option<&Blob> {
        self.known.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &BlobKey) -> Option<&mut Blob> {
        self.all_mut().get_mut(key)
    }

    /// All of them, to be changed.
    fn all_mut(&mut self) -> &mut BTreeMap<BlobKey, Blob> {
        self.is_settled = false;
        &mut self.known
    }

    /// Whether the next start may forget it.
    fn is_loose(&self, key: &BlobKey) -> bool {
        self.get(key).is_some_and(|blob| blob.parts().any(|part| self.loose.contains(&part.piece_key())))
    }

    /// A blob was stored and no document named it yet.
    pub(super) fn take_loose(&mut self, keys: Vec<Vec<u8>>) {
        self.loose.extend(keys);
    }

    /// All of them, the smallest first: small pictures are seen while the large ones are on their way.
    pub(super) fn by_length(&self) -> Vec<(&BlobKey, &Blob)> {
        let mut all: Vec<_> = self.known.iter().collect();
        sort_by_key(&mut all, |(_, blob)| blob.length());
        all
    }

    pub(super) fn is_whole(&self, key: &BlobKey) -> bool {
        self.get(key).is_some_and(Blob::is_whole)
    }

    /// A stored piece.
    pub(super) fn take(&mut self, part: BlobPartRecord) {
        self.all_mut().entry((part.space, part.blob)).or_default().take(part);
    }

    /// Somebody wants to see it if it is no longer than this: who names a film as a small picture makes nobody fetch it.
    pub(super) fn want(&mut self, key: BlobKey, bytes_max: usize) {
        let in_space = || self.known.keys().filter(|(space, _)| *space == key.0).count();
        if self.known.contains_key(&key) || in_space() < BLOBS_MAX {
            let blob = self.all_mut().entry(key).or_default();
            blob.wanted_bytes_max = blob.wanted_bytes_max.max(bytes_max);
        }
    }

    /// Nothing stands against asking for any of them now.
    pub(super) fn try_now(&mut self) {
        self.carrying.try_now();
        for blob in self.all_mut().values_mut() {
            (blob.asks_at, blob.pauses) = (None, 0);
            if blob.at_server == AtServer::IsFull {
                blob.at_server = AtServer::Unasked;
            }
        }
    }

    /// How many the server does not have, and about how many bytes are to be sent.
    pub(super) fn only_here(&self) -> (u32, u64) {
        let is_waiting = |blob: &&Blob| blob.is_whole() && blob.at_server != AtServer::HasAll;
        let waiting = self.known.values().filter(is_waiting);
        waiting.fold((0, 0), |(count, bytes), blob| (count + 1, bytes + u64::from(blob.length().unwrap_or_default())))
    }

    /// Whether a space has room for one more of so many bytes on this device.
    pub(super) fn has_room(&self, space: &SpaceId, bytes: usize) -> bool {
        let lengths = self.known.iter().filter(|((of, _), _)| of == space).filter_map(|(_, blob)| blob.length());
        let (mut count, mut total) = (0, bytes as u64);
        for length in lengths {
            count += 1;
            total += u64::from(length);
        }
        count < BLOBS_MAX && total <= SPACE_BLOB_BYTES_MAX
    }
}

impl Replica {
    /// A piece that is stored.
    pub(super) fn absorb_part(&mut self, part: BlobPartRecord) {
        self.blobs.take(part);
        self.views.blobs_changed();
    }

    /// A piece is not here, or damaged: what is left of the blob is kept, and that one is fetched if it is wanted.
    pub(super) fn lose_part(&mut self, part: &BlobPartRecord, turn: &mut Turn<'_>) {
        self.overlook_part(part);
        turn.delete(Record::BlobPart(*part).to_stored().key);
    }

    /// A piece is taken to be elsewhere for as long as this engine runs.
    pub(super) fn overlook_part(&mut self, part: &BlobPartRecord) {
        if let Some(blob) = self.blobs.get_mut(&(part.space, part.blob)) {
            blob.parts.remove(&part.index);
        }
        self.views.blobs_changed();
    }

    /// The pieces are sealed as they should be and are another content: who sealed them lies. Nothing of it is kept.
    pub(super) fn refuse_blob(&mut self, key: BlobKey, turn: &mut Turn<'_>) {
        let Some(blob) = self.blobs.get_mut(&key) else { return };
        for part in std::mem::take(&mut blob.parts).into_values() {
            turn.delete(part.piece_key());
            turn.delete(Record::BlobPart(part).to_stored().key);
        }
        blob.is_refused = true;
        self.views.blobs_changed();
    }
}

fn place((space, blob): &BlobKey, index: u16) -> PiecePlace {
    PiecePlace { space: *space, blob: *blob, index }
}
