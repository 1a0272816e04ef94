//! A place for records that forgets them when the last handle goes.

use super::{ReplicaStorage, StorageError};
use crate::{
    record::{Batch, Class, StoredRecord},
    replica::Found,
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Records in memory. Differs from a real place in that it is never full, never fails, and keeps secrets in the clear.
///
/// Clones are handles to the same place.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage(Rc<RefCell<BTreeMap<Vec<u8>, Vec<u8>>>>);

impl ReplicaStorage for MemoryStorage {
    async fn load(&self) -> Result<Vec<Found>, StorageError> {
        let is_apart = |key: &[u8]| Class::of(key).is_some_and(Class::is_apart);
        Ok(self.0.borrow().iter().filter(|(key, _)| !is_apart(key)).map(found).collect())
    }

    async fn read(&self, keys: &[Vec<u8>]) -> Result<Vec<Found>, StorageError> {
        let records = self.0.borrow();
        Ok(keys.iter().filter_map(|key| records.get_key_value(key)).map(found).collect())
    }

    async fn append(&self, batch: &Batch) -> Result<(), StorageError> {
        let mut records = self.0.borrow_mut();
        if !batch.require.iter().all(|key| records.contains_key(key)) {
            let was_stored = !batch.put.is_empty() && batch.put.iter().all(|record| records.contains_key(&record.key));
            return if was_stored { Ok(()) } else { Err(StorageError::Lost) };
        }
        for key in &batch.delete {
            records.remove(key);
        }
        records.extend(batch.put.iter().map(|StoredRecord { key, bytes, .. }| (key.clone(), bytes.clone())));
        Ok(())
    }
}

fn found((key, bytes): (&Vec<u8>, &Vec<u8>)) -> Found {
    Found { key: key.clone(), bytes: Some(bytes.clone()) }
}
