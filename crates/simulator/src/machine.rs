//! A device: its storage, which outlives its tabs, and what its owner expects of it.

use naptime_replica::{
    record::{self, Batch, Class, StoredRecord},
    replica::{Found, NotPersisted, WriterId},
};
use std::collections::{BTreeMap, BTreeSet};

/// A device.
#[derive(Default)]
pub(super) struct Machine {
    /// The person who holds it.
    pub(super) owner: String,
    pub(super) disk: BTreeMap<Vec<u8>, Vec<u8>>,
    pub(super) is_cut_off: bool,
    /// No write finds room.
    pub(super) is_full: bool,
    /// No write that holds a piece of a photo finds room.
    pub(super) is_full_of_photos: bool,
    /// No piece of a photo can be read.
    pub(super) is_unreadable: bool,
    /// By how much its clock is ahead of the true one.
    pub(super) clock_ms: i64,
}

impl Machine {
    pub(super) fn new(owner: &str) -> Self {
        Self { owner: owner.to_owned(), ..Self::default() }
    }

    /// Whether there is room for a batch.
    pub(super) fn has_room_for(&self, batch: &Batch) -> bool {
        let is_piece = |record: &StoredRecord| Class::of(&record.key) == Some(Class::BlobPiece);
        let is_full = self.is_full || (self.is_full_of_photos && batch.put.iter().any(is_piece));
        !is_full
    }

    /// Stores all of a batch or nothing.
    pub(super) fn write(&mut self, batch: &Batch) -> Result<(), NotPersisted> {
        let has = |key: &Vec<u8>| self.disk.contains_key(key);
        let was_stored = !batch.put.is_empty() && batch.put.iter().all(|record| has(&record.key));
        if !batch.require.iter().all(has) && !was_stored {
            return Err(NotPersisted::Lost);
        }
        for StoredRecord { key, bytes, .. } in &batch.put {
            self.disk.insert(key.clone(), bytes.clone());
        }
        for key in &batch.delete {
            self.disk.remove(key);
        }
        Ok(())
    }

    /// Everything that is not kept apart.
    pub(super) fn read(&self) -> Vec<Found> {
        let is_apart = |key: &[u8]| Class::of(key).is_some_and(Class::is_apart);
        self.disk.iter().filter(|(key, _)| !is_apart(key)).map(found).collect()
    }

    /// The records of these keys that are there.
    pub(super) fn read_keys(&self, keys: &[Vec<u8>]) -> Vec<Found> {
        keys.iter().filter_map(|key| self.disk.get_key_value(key)).map(found).collect()
    }

    /// Everything is gone, as after an eviction.
    pub(super) fn wipe(&mut self) {
        self.disk.clear();
    }

    /// Flips a bit in the middle of a record of some class, if there is one.
    pub(super) fn damage(&mut self, class: Class, number: usize) -> bool {
        let key = self.disk.keys().filter(|key| Class::of(key) == Some(class)).nth(number).cloned();
        let byte = key.and_then(|key| self.disk.get_mut(&key)).and_then(|bytes| {
            let middle = bytes.len() / 2;
            bytes.get_mut(middle)
        });
        byte.map(|byte| *byte ^= 1).is_some()
    }

    /// Whoever has a journal or a marker here, or a blob that no document names yet.
    pub(super) fn writers(&self) -> BTreeSet<WriterId> {
        self.disk.keys().filter_map(|key| record::writer_of(key)).collect()
    }

    /// How many records of a class there are.
    pub(super) fn count(&self, class: Class) -> usize {
        self.disk.keys().filter(|key| Class::of(key) == Some(class)).count()
    }
}

fn found((key, bytes): (&Vec<u8>, &Vec<u8>)) -> Found {
    Found { key: key.clone(), bytes: Some(bytes.clone()) }
}
