//! What is to be done next for blobs: which is fetched, sent or asked about.

use super::{super::Replica, AtServer, Blob, BlobKey, Blobs};
use crate::{blob::PieceName, keys::EpochKey, wire::NAMES_MAX};
use naptime_domain::{id::BlobId, time::Timestamp};

/// One thing to do for a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Errand {
    pub key: BlobKey,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Ask what the server lacks of it, and of others in the same space.
    Ask(Vec<BlobId>),
    /// Send a piece; its bytes, once they are read.
    Send(u16, Vec<u8>),
    /// Fetch a piece.
    Fetch(u16),
}

impl Blob {
    /// What the server is to be asked or sent next, unless it surely has all of it.
    fn next_to_tell(&self) -> Option<What> {
        match &self.at_server {
            _ if !self.is_whole() => None,
            AtServer::Lacks(lacking) => lacking.first().map(|index| What::Send(*index, Vec::new())),
            AtServer::Unasked => Some(What::Ask(Vec::new())),
            AtServer::HasAll => self.is_doubted.then(|| What::Ask(Vec::new())),
            AtServer::IsFull => None,
        }
    }

    fn is_to_ask(&self) -> bool {
        matches!(self.next_to_tell(), Some(What::Ask(_)))
    }
}

impl Blobs {
    /// Notes whether there is anything to fetch or to tell at all: it is looked for at each key that is typed.
    pub(super) fn settle(&mut self) {
        if !self.is_settled {
            self.is_settled = self.known.values().all(|blob| !blob.is_to_fetch() && blob.next_to_tell().is_none());
        }
    }

    /// Others of the same space that are to be asked about, as many as one question holds.
    pub(super) fn also_asked(&self, key: &BlobKey) -> Vec<BlobId> {
        let others = self.known.iter().filter(|(other, blob)| *other != key && other.0 == key.0 && blob.is_to_ask());
        let mut room = NAMES_MAX.saturating_sub(self.get(key).map_or(0, |blob| blob.parts.len()));
        let mut fits = |blob: &Blob| room.checked_sub(blob.parts.len()).map(|left| room = left).is_some();
        others.filter(|(_, blob)| fits(blob)).map(|((_, id), _)| *id).collect()
    }

    pub(super) fn names_of(&self, key: &BlobKey, also: &[BlobId], epoch_key: &EpochKey) -> Vec<PieceName> {
        let keys = std::iter::once(key.1).chain(also.iter().copied()).map(|id| (key.0, id));
        keys.filter_map(|key| Some(self.get(&key)?.names(&key, epoch_key))).flatten().collect()
    }
}

impl Replica {
    /// Whether there is something to do for a blob now.
    pub(in crate::replica) fn has_errand(&self, now: Timestamp) -> bool {
        self.blobs.carrying.is_busy() || self.blobs.attaching.is_fetching() || self.next_errand(now).0.is_some()
    }

    /// What somebody waits for comes first; then what is only here; the smallest before all, so that small pictures are seen
    /// while the large ones are on their way. Or when there will be something.
    pub(super) fn next_errand(&self, now: Timestamp) -> (Option<Errand>, Option<Timestamp>) {
        if self.blobs.is_settled {
            return (None, None);
        }
        let to_fetch = || self.blobs.known.iter().filter(|(key, blob)| blob.is_to_fetch() && self.reaches(key));
        let now_to_fetch = to_fetch().filter(|(_, blob)| blob.paused_until(now).is_none());
        if let Some((key, blob)) = now_to_fetch.min_by_key(|(_, blob)| blob.length()) {
            return (Some(Errand { key: *key, what: What::Fetch(blob.first_missing()) }), None);
        }
        let later = to_fetch().filter_map(|(_, blob)| blob.paused_until(now)).min();
        if !self.sync.is_leading() {
            return (None, later);
        }
        let to_tell = self.blobs.known.iter().filter(|(key, blob)| blob.next_to_tell().is_some() && self.reaches(key));
        let first = to_tell.min_by_key(|(_, blob)| blob.length());
        let errand = first.and_then(|(key, blob)| Some(Errand { key: *key, what: blob.next_to_tell()? }));
        (errand, later)
    }

    /// Whether the server knows this device as one of the space, and this device its key.
    fn reaches(&self, (space, _): &BlobKey) -> bool {
        let device = self.identity.as_ref().map(|identity| identity.device.device());
        self.spaces.get(space).is_some_and(|space| {
            space.key.is_some()
                && space.server_sequence.is_none()
                && !space.is_halted()
                && device.is_some_and(|device| space.membership().is_member_device(&device))
        })
    }
}
