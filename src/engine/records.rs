//! Batches on their way to storage, and records that other tabs stored.

use core::cell::RefCell;
use std::rc::Rc;

use naptime_replica::{
    record::{Batch, Class, StoredRecord},
    replica::{Found, Input},
    storage::{ReplicaStorage, StorageError},
};
use wasm_bindgen_futures::spawn_local;

use super::Feed;
use crate::{link::Trouble, platform::indexed_db::IndexedDb};

/// The records of this device, once they could be opened.
pub(super) struct Records {
    feed: Feed,
    database: Rc<RefCell<Option<Rc<IndexedDb>>>>,
}

impl Records {
    pub(super) fn new(feed: Feed) -> Self {
        Self { feed, database: Rc::default() }
    }

    pub(super) fn feed(&self) -> Feed {
        self.feed.clone()
    }

    pub(super) fn use_database(&self, database: Rc<IndexedDb>) {
        self.database.borrow_mut().replace(database);
    }

    pub(super) fn database(&self) -> Option<Rc<IndexedDb>> {
        self.database.borrow().clone()
    }

    /// Stores a batch and says what became of it.
    pub(super) fn store(&self, batch: u64, records: Batch) {
        let (feed, database) = (self.feed(), self.database());
        spawn_local(async move {
            let Some(database) = database else {
                unreachable!("nothing is written before everything was read");
            };
            match database.append(&records).await {
                Ok(()) => feed.take(Input::Persisted { batch }),
                Err(error) => {
                    feed.take(Input::NotPersisted { batch, why: (&error).into() });
                    trouble(&error).into_iter().for_each(|trouble| feed.trouble(trouble));
                }
            }
        });
    }

    /// Reads pieces of photos and files, and hands them over.
    pub(super) fn read_pieces(&self, read: u64, keys: Vec<Vec<u8>>) {
        let (feed, database) = (self.feed(), self.database());
        spawn_local(async move {
            // What cannot be read now is read another time: nothing is known of it.
            let found = match database {
                Some(database) => database.read(&keys).await.ok(),
                None => None,
            };
            feed.take(Input::PiecesRead { read, found });
        });
    }

    /// Reads what another tab stored, and hands it over.
    pub(super) fn take_in(&self, keys: Vec<Vec<u8>>) {
        let (feed, database) = (self.feed(), self.database());
        spawn_local(async move {
            // Whatever was stored before the database was opened here is read at the start.
            let Some(database) = database else { return };
            // What cannot be read now is read, or set aside, at the next start.
            let found = database.read(&keys).await.unwrap_or_default();
            feed.take(Input::StoredElsewhere(found.into_iter().filter_map(stored).collect()));
        });
    }
}

/// What the learner is to be told of a failure, beyond that her words are not stored.
pub(super) fn trouble(error: &StorageError) -> Option<Trouble> {
    match error {
        StorageError::Newer => Some(Trouble::NewerData),
        StorageError::Gone => Some(Trouble::StorageLost),
        StorageError::NoKey { detail } => Some(Trouble::NoKeys { detail: detail.clone() }),
        StorageError::Full | StorageError::Lost | StorageError::Failed { .. } => None,
    }
}

/// What is there and opens, as another tab would have told of it.
pub(super) fn stored(Found { key, bytes }: Found) -> Option<StoredRecord> {
    let secret = Class::of(&key).is_some_and(Class::is_secret);
    Some(StoredRecord { key, bytes: bytes?, secret })
}
