//! What every place for records must do, as one suite: [`for_each_storage_case`](crate::for_each_storage_case) stamps it.
//!
//! A case gets a [`Place`] of its own, empty at first, and panics when the contract is broken.
#![allow(clippy::unwrap_used, reason = "a suite of tests, though other crates stamp it")]

use super::{ReplicaStorage, StorageError};
use crate::record::{Batch, Class, KEY_LEN, StoredRecord};

/// Somewhere records are kept, which can be opened more than once.
#[expect(async_fn_in_trait, reason = "tests run on one thread")]
pub trait Place {
    /// One opening of it.
    type Storage: ReplicaStorage;

    /// Opens it: as another tab, or as the same one after a restart.
    async fn open(&self) -> Self::Storage;
}

/// Calls `$stamp!` with the name of every case, to make a test of each.
#[macro_export]
macro_rules! for_each_storage_case {
    ($stamp:ident) => {
        $stamp! {
            a_stored_batch_is_there_after_reopening
            a_new_place_is_empty
            a_batch_with_a_missing_requirement_changes_nothing
            a_claim_is_won_once
            a_batch_stored_before_is_stored_still
            storing_twice_keeps_one
            two_openings_see_each_others_records
            only_what_a_batch_deletes_is_gone
            secrets_come_back_as_they_were
            keys_that_are_not_there_are_left_out
            thousands_of_records_come_back_each_once
            big_and_empty_records_come_back_whole
            what_is_kept_apart_is_read_when_asked_for_and_not_loaded
            what_is_kept_apart_is_stored_and_deleted_with_the_rest
        }
    };
}

/// As its name says.
pub async fn a_stored_batch_is_there_after_reopening(place: impl Place) {
    place.open().await.append(&put([record(1, b"one"), record(2, b"two")])).await.unwrap();
    assert_eq!(all(&place).await, [(1, b"one".to_vec()), (2, b"two".to_vec())]);
}

/// As its name says.
pub async fn a_new_place_is_empty(place: impl Place) {
    assert_eq!(all(&place).await, []);
}

/// As its name says.
pub async fn a_batch_with_a_missing_requirement_changes_nothing(place: impl Place) {
    let storage = place.open().await;
    storage.append(&put([record(1, b"one")])).await.unwrap();
    let batch = Batch { require: vec![key(1), key(9)], put: vec![record(2, b"two")], delete: vec![key(1)] };
    assert_eq!(storage.append(&batch).await, Err(StorageError::Lost));
    assert_eq!(all(&place).await, [(1, b"one".to_vec())]);
}

/// As its name says.
pub async fn a_claim_is_won_once(place: impl Place) {
    let (one, other) = (place.open().await, place.open().await);
    one.append(&put([record(1, b"typed")])).await.unwrap();
    let claim = |n, bytes| Batch { require: vec![key(1)], put: vec![record(n, bytes)], delete: vec![key(1)] };
    one.append(&claim(2, b"closed by one")).await.unwrap();
    assert_eq!(other.append(&claim(3, b"closed by the other")).await, Err(StorageError::Lost));
    assert_eq!(all(&place).await, [(2, b"closed by one".to_vec())]);
}

/// As its name says: the answer to the first try may have been lost with the connection.
pub async fn a_batch_stored_before_is_stored_still(place: impl Place) {
    let storage = place.open().await;
    storage.append(&put([record(1, b"typed")])).await.unwrap();
    let claim = Batch { require: vec![key(1)], put: vec![record(2, b"closed")], delete: vec![key(1)] };
    storage.append(&claim).await.unwrap();
    storage.append(&claim).await.unwrap();
    assert_eq!(all(&place).await, [(2, b"closed".to_vec())]);
}

/// As its name says.
pub async fn storing_twice_keeps_one(place: impl Place) {
    let storage = place.open().await;
    storage.append(&put([record(1, b"one"), secret(2, b"hush")])).await.unwrap();
    storage.append(&put([record(1, b"one"), secret(2, b"hush")])).await.unwrap();
    assert_eq!(all(&place).await, [(1, b"one".to_vec()), (2, b"hush".to_vec())]);
}

/// As its name says.
pub async fn two_openings_see_each_others_records(place: impl Place) {
    let (one, other) = (place.open().await, place.open().await);
    one.append(&put([record(1, b"one")])).await.unwrap();
    other.append(&put([secret(2, b"two")])).await.unwrap();
    let seen = one.read(&[key(1), key(2)]).await.unwrap();
    assert_eq!(seen.iter().filter(|found| found.bytes.is_some()).count(), 2);
    assert_eq!(all(&place).await, [(1, b"one".to_vec()), (2, b"two".to_vec())]);
}

/// As its name says.
pub async fn only_what_a_batch_deletes_is_gone(place: impl Place) {
    let storage = place.open().await;
    storage.append(&put([record(1, b"one"), record(2, b"two"), secret(3, b"three")])).await.unwrap();
    let batch = Batch { require: vec![key(2)], put: vec![], delete: vec![key(2), key(9)] };
    storage.append(&batch).await.unwrap();
    assert_eq!(all(&place).await, [(1, b"one".to_vec()), (3, b"three".to_vec())]);
}

/// As its name says.
pub async fn secrets_come_back_as_they_were(place: impl Place) {
    let storage = place.open().await;
    storage.append(&put([secret(1, b""), secret(2, &[7; 300])])).await.unwrap();
    let found = storage.read(&[key(2)]).await.unwrap();
    assert_eq!(found.first().and_then(|found| found.bytes.clone()), Some(vec![7; 300]));
    assert_eq!(all(&place).await, [(1, vec![]), (2, vec![7; 300])]);
}

/// As its name says.
pub async fn keys_that_are_not_there_are_left_out(place: impl Place) {
    let storage = place.open().await;
    storage.append(&put([record(1, b"one")])).await.unwrap();
    let found = storage.read(&[key(3), key(1), key(2)]).await.unwrap();
    assert_eq!(found.iter().map(|found| found.key.clone()).collect::<Vec<_>>(), [key(1)]);
}

/// As its name says: more than are read at a time.
pub async fn thousands_of_records_come_back_each_once(place: impl Place) {
    let is_loaded = |class: &u8| *class != Class::BlobPiece as u8;
    let classes = (0..=u8::MAX).rev().filter(is_loaded);
    let records = classes.flat_map(|class| (0..9).map(move |scope| numbered(class, scope)));
    place.open().await.append(&put(records)).await.unwrap();
    let mut found = place.open().await.load().await.unwrap();
    found.sort_by(|one, other| one.key.cmp(&other.key));
    found.dedup_by(|one, other| one.key == other.key);
    assert_eq!(found.len(), 255 * 9);
    assert!(found.iter().all(|found| found.bytes.as_deref() == Some(found.key.as_slice())));
}

/// As its name says: a browser keeps large values in files of their own.
pub async fn big_and_empty_records_come_back_whole(place: impl Place) {
    let big: Vec<u8> = (0..=u8::MAX).cycle().take(2 * 1024 * 1024).collect();
    place.open().await.append(&put([record(1, b""), record(2, &big)])).await.unwrap();
    assert_eq!(all(&place).await, [(1, vec![]), (2, big)]);
}

/// As its name says: photos are not to be read at every start.
pub async fn what_is_kept_apart_is_read_when_asked_for_and_not_loaded(place: impl Place) {
    place.open().await.append(&put([record(1, b"one"), apart(2, &[7; 70_000])])).await.unwrap();
    assert_eq!(all(&place).await, [(1, b"one".to_vec())]);
    let found = place.open().await.read(&[apart(2, b"").key, key(1)]).await.unwrap();
    let mut lengths: Vec<_> = found.iter().filter_map(|found| found.bytes.as_ref().map(Vec::len)).collect();
    lengths.sort();
    assert_eq!(lengths, [3, 70_000]);
}

/// As its name says.
pub async fn what_is_kept_apart_is_stored_and_deleted_with_the_rest(place: impl Place) {
    let storage = place.open().await;
    let (one, two) = (apart(1, b"one"), apart(2, b"two"));
    let lost = Batch { require: vec![key(9)], put: vec![one.clone(), record(3, b"three")], delete: vec![] };
    assert_eq!(storage.append(&lost).await, Err(StorageError::Lost));
    storage.append(&put([one.clone(), two.clone(), record(3, b"three")])).await.unwrap();
    let batch = Batch { require: vec![one.key.clone()], put: vec![], delete: vec![one.key.clone(), key(3)] };
    storage.append(&batch).await.unwrap();
    let left = storage.read(&[one.key, two.key.clone()]).await.unwrap();
    assert_eq!(left.into_iter().map(|found| found.key).collect::<Vec<_>>(), [two.key]);
    assert_eq!(all(&place).await, []);
}

async fn all(place: &impl Place) -> Vec<(u8, Vec<u8>)> {
    let found = place.open().await.load().await.unwrap();
    let number = |key: &[u8]| key.last().copied().unwrap();
    let mut all: Vec<_> = found.into_iter().map(|found| (number(&found.key), found.bytes.unwrap())).collect();
    all.sort();
    all
}

fn put(records: impl IntoIterator<Item = StoredRecord>) -> Batch {
    Batch { require: vec![], put: records.into_iter().collect(), delete: vec![] }
}

fn record(number: u8, bytes: &[u8]) -> StoredRecord {
    StoredRecord { key: key(number), bytes: bytes.to_vec(), secret: false }
}

fn secret(number: u8, bytes: &[u8]) -> StoredRecord {
    StoredRecord { secret: true, ..record(number, bytes) }
}

fn apart(number: u8, bytes: &[u8]) -> StoredRecord {
    let mut key = key(number);
    key[0] = Class::BlobPiece as u8;
    StoredRecord { key, bytes: bytes.to_vec(), secret: false }
}

fn numbered(class: u8, scope: u8) -> StoredRecord {
    let mut key = vec![class, scope];
    key.resize(KEY_LEN, 0x80);
    StoredRecord { bytes: key.clone(), key, secret: class == 0 }
}

fn key(number: u8) -> Vec<u8> {
    let mut key = vec![1; KEY_LEN];
    key[KEY_LEN - 1] = number;
    key
}

#[cfg(test)]
mod tests {
    use super::{super::MemoryStorage, *};
    use core::{
        future::Future,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    impl Place for MemoryStorage {
        type Storage = Self;

        async fn open(&self) -> Self {
            self.clone()
        }
    }

    /// Memory never waits, so one poll is enough.
    fn at_once(case: impl Future<Output = ()>) {
        let Poll::Ready(()) = pin!(case).poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("memory waited for something");
        };
    }

    macro_rules! stamp {
        ($($case:ident)*) => {
            $(#[test] fn $case() { at_once(super::$case(MemoryStorage::default())); })*
        };
    }
    crate::for_each_storage_case!(stamp);
}
