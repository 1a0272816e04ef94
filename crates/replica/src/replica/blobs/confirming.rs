//! What the server is known to have of blobs, and when there is reason to ask again.
//!
//! A server that was put back to an earlier state tells so by its log: whoever knows the longer one doubts every blob of the
//! space. But others may have sent its log anew before this device looks, and then nothing shows in it; so each new contact
//! asks about every blob once more.

use super::{
    super::{Replica, turn::Turn},
    AtServer, BlobKey,
};
use crate::record::{Record, StoredRecord};
use naptime_domain::id::SpaceId;
use std::mem;

impl Replica {
    /// The server had all of a blob.
    pub(in crate::replica) fn absorb_shared(&mut self, key: BlobKey) {
        self.blobs.all_mut().entry(key).or_default().at_server = AtServer::HasAll;
        self.views.blobs_changed();
    }

    /// The server has all of a blob.
    pub(in crate::replica) fn server_has_all(&mut self, key: BlobKey, turn: &mut Turn<'_>) {
        let Some(blob) = self.blobs.get_mut(&key) else { return };
        blob.is_doubted = false;
        if mem::replace(&mut blob.at_server, AtServer::HasAll) != AtServer::HasAll {
            turn.put(shared_record(key));
            self.views.blobs_changed();
        }
    }

    /// What the server lacks of a blob is known better now.
    pub(in crate::replica) fn server_lacks(&mut self, key: BlobKey, at_server: AtServer, turn: &mut Turn<'_>) {
        if matches!(&at_server, AtServer::Lacks(lacking) if lacking.is_empty()) {
            return self.server_has_all(key, turn);
        }
        if self.blobs.get(&key).is_some_and(|blob| blob.at_server == AtServer::HasAll) {
            // It had this one and was put back since: what it said of others may be older than that.
            self.doubt_blobs(key.0, turn);
        }
        let Some(blob) = self.blobs.get_mut(&key) else { return };
        blob.at_server = at_server;
        self.views.blobs_changed();
    }

    /// The server was rolled back, or lies: it is asked anew what it has of a space's blobs.
    pub(in crate::replica) fn doubt_blobs(&mut self, space: SpaceId, turn: &mut Turn<'_>) {
        self.blobs.carrying.doubt();
        for (key, blob) in self.blobs.all_mut().iter_mut().filter(|((of, _), _)| *of == space) {
            blob.is_doubted = false;
            if mem::take(&mut blob.at_server) == AtServer::HasAll {
                turn.delete(shared_record(*key).key);
            }
        }
        self.views.blobs_changed();
    }

    /// There is a new contact: what it had is asked about, and shown as shared until the answer says otherwise.
    pub(in crate::replica) fn doubt_after_a_break(&mut self) {
        self.blobs.carrying.doubt();
        for blob in self.blobs.all_mut().values_mut() {
            match blob.at_server {
                AtServer::HasAll => blob.is_doubted = true,
                AtServer::Lacks(_) => blob.at_server = AtServer::Unasked,
                AtServer::Unasked | AtServer::IsFull => {}
            }
        }
    }
}

fn shared_record((space, blob): BlobKey) -> StoredRecord {
    Record::BlobShared { space, blob }.to_stored()
}
