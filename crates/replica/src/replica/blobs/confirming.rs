//! What the server is known to have of blobs, and when there is reason to ask again.
//!
//! A server that was put back to an earlier state tells so by its log, if that had grown since the blob came: whoever knows the
//! longer log doubts every blob of the space. Until the log has grown, a blob is fresh, and asked about with each new contact.

use super::{
    super::{Replica, turn::Turn},
    AtServer, Blob, BlobKey,
};
use crate::record::{Record, StoredRecord};
use naptime_domain::id::SpaceId;

impl Blob {
    /// Whether the log would not tell that the server has lost it.
    fn is_fresh(&self, log_end: u64) -> bool {
        self.at_server == AtServer::HasAll && self.shared_at.first().is_none_or(|at| log_end <= *at)
    }
}

impl Replica {
    /// The server had all of a blob.
    pub(in crate::replica) fn absorb_shared(&mut self, key: BlobKey, log_end: u64) {
        let blob = self.blobs.known.entry(key).or_default();
        blob.at_server = AtServer::HasAll;
        blob.shared_at.insert(log_end);
        self.views.everything_changed();
    }

    /// The server has all of a blob.
    pub(in crate::replica) fn server_has_all(&mut self, key: BlobKey, turn: &mut Turn<'_>) {
        let log_end = self.log_end(&key.0);
        let Some(blob) = self.blobs.get_mut(&key) else { return };
        blob.is_doubted = false;
        blob.at_server = AtServer::HasAll;
        if blob.shared_at.is_empty() {
            blob.shared_at.insert(log_end);
            turn.put(shared_record(key, log_end));
        }
        self.views.everything_changed();
    }

    /// What the server lacks of a blob is known better now.
    pub(in crate::replica) fn server_lacks(&mut self, key: BlobKey, at_server: AtServer, turn: &mut Turn<'_>) {
        if matches!(&at_server, AtServer::Lacks(lacking) if lacking.is_empty()) {
            return self.server_has_all(key, turn);
        }
        let Some(blob) = self.blobs.get_mut(&key) else { return };
        doubt(key, blob, turn);
        blob.at_server = at_server;
        self.views.everything_changed();
    }

    /// The server was rolled back, or lies: it is asked anew what it has of a space's blobs.
    pub(in crate::replica) fn doubt_blobs(&mut self, space: SpaceId, turn: &mut Turn<'_>) {
        for (key, blob) in self.blobs.known.iter_mut().filter(|((of, _), _)| *of == space) {
            doubt(*key, blob, turn);
        }
        self.views.everything_changed();
    }

    /// There is a new contact: what is fresh is asked about, and shown as shared until the answer says otherwise.
    pub(in crate::replica) fn doubt_fresh_blobs(&mut self) {
        let ends: Vec<(SpaceId, u64)> = self.spaces.keys().map(|space| (*space, self.log_end(space))).collect();
        for (space, log_end) in ends {
            let blobs = self.blobs.known.iter_mut().filter(|((of, _), _)| *of == space);
            blobs.for_each(|(_, blob)| blob.is_doubted |= blob.is_fresh(log_end));
        }
    }

    fn log_end(&self, space: &SpaceId) -> u64 {
        self.spaces.get(space).map_or(0, |space| space.log.cursor().offset)
    }
}

/// It is not known any more that the server has it.
fn doubt(key: BlobKey, blob: &mut Blob, turn: &mut Turn<'_>) {
    (blob.at_server, blob.is_doubted) = (AtServer::Unasked, false);
    for log_end in std::mem::take(&mut blob.shared_at) {
        turn.delete(shared_record(key, log_end).key);
    }
}

fn shared_record((space, blob): BlobKey, log_end: u64) -> StoredRecord {
    Record::BlobShared { space, blob, log_end }.to_stored()
}
