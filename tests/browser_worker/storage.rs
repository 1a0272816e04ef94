//! The records' place in IndexedDB, in a real browser: the common contract, and what only a browser can do to it.

use std::{cell::Cell, rc::Rc};

use indexed_db_futures::{
    Build,
    database::Database,
    prelude::QuerySource,
    transaction::TransactionMode,
    typed_array::{Uint8Array, Uint8ArraySlice},
};
use naptime::platform::{clock, indexed_db::IndexedDb, random};
use naptime_replica::{
    record::{Batch, Class, KEY_LEN, StoredRecord},
    storage::{
        ReplicaStorage, StorageError,
        conformance::{self, Place},
    },
};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

/// A database of its own for each test.
#[derive(Clone)]
struct Fresh(String);

impl Fresh {
    fn new() -> Self {
        Self(format!("test {:x}", u128::from_le_bytes(random::bytes())))
    }
}

impl Place for Fresh {
    type Storage = IndexedDb;

    async fn open(&self) -> IndexedDb {
        IndexedDb::open(&self.0, || {}).await.unwrap().database
    }
}

macro_rules! stamp {
    ($($case:ident)*) => {
        $(#[wasm_bindgen_test] async fn $case() { conformance::$case(Fresh::new()).await })*
    };
}
naptime_replica::for_each_storage_case!(stamp);

#[wasm_bindgen_test]
async fn a_database_tells_whether_it_had_to_be_made() {
    let place = Fresh::new();
    assert!(IndexedDb::open(&place.0, || {}).await.unwrap().is_new);
    assert!(!IndexedDb::open(&place.0, || {}).await.unwrap().is_new);
}

#[wasm_bindgen_test]
async fn a_database_from_before_there_were_photos_keeps_what_it_has_and_takes_them() {
    let place = Fresh::new();
    let old = Database::open(&place.0)
        .with_version(1_u32)
        .with_on_upgrade_needed(|_, database| {
            for store in ["records", "secrets", "keys"] {
                database.create_object_store(store).build()?;
            }
            Ok(())
        })
        .await
        .unwrap();
    old.close();
    overwrite(&place.0, "records", &key(1), b"words").await;
    let opened = IndexedDb::open(&place.0, || {}).await.unwrap();
    assert!(!opened.is_new, "nothing is lost");
    let mut piece = put(2, b"photo", false);
    piece.put[0].key[0] = Class::BlobPiece as u8;
    opened.database.append(&piece).await.unwrap();
    assert_eq!(opened.database.load().await.unwrap().len(), 1);
    assert_eq!(raw_values(&place.0, "pieces").await, [b"photo".to_vec()]);
}

#[wasm_bindgen_test]
async fn a_secret_is_not_stored_in_the_clear() {
    let place = Fresh::new();
    let secret = b"twelve words nobody may read here";
    place.open().await.append(&put(1, secret, true)).await.unwrap();
    let stored = raw_values(&place.0, "secrets").await;
    assert_eq!(stored.len(), 1);
    assert!(!stored[0].windows(secret.len()).any(|window| window == secret));
    assert!(raw_values(&place.0, "records").await.is_empty());
}

#[wasm_bindgen_test]
async fn a_damaged_secret_is_unreadable_and_hides_nothing_else() {
    let place = Fresh::new();
    let storage = place.open().await;
    storage.append(&put(1, b"secret", true)).await.unwrap();
    storage.append(&put(2, b"plain", false)).await.unwrap();
    overwrite(&place.0, "secrets", &key(1), &[9; 40]).await;
    let mut found = storage.load().await.unwrap();
    found.sort_by(|one, other| one.key.cmp(&other.key));
    let bytes: Vec<_> = found.into_iter().map(|found| found.bytes).collect();
    assert_eq!(bytes, [None, Some(b"plain".to_vec())]);
}

#[wasm_bindgen_test]
async fn a_newer_database_is_left_alone() {
    let place = Fresh::new();
    drop(Database::open(&place.0).with_version(3u32).await.unwrap());
    let refused = IndexedDb::open(&place.0, || {}).await.map(drop);
    assert_eq!(refused, Err(StorageError::Newer));
}

#[wasm_bindgen_test]
async fn a_newer_version_takes_over_at_once_and_the_old_one_stops() {
    let place = Fresh::new();
    let is_told = Rc::new(Cell::new(false));
    let told = is_told.clone();
    let storage = IndexedDb::open(&place.0, move || told.set(true)).await.unwrap().database;
    let upgraded = clock::within(3_000, Database::open(&place.0).with_version(3u32).into_future()).await;
    assert!(upgraded.expect("the old version holds on").is_ok());
    assert!(is_told.get());
    assert_eq!(storage.append(&put(1, b"late", false)).await, Err(StorageError::Newer));
    assert_eq!(storage.load().await.map(drop), Err(StorageError::Newer));
}

#[wasm_bindgen_test]
async fn a_database_that_was_deleted_is_not_silently_begun_anew() {
    let place = Fresh::new();
    let storage = place.open().await;
    storage.append(&put(1, b"one", false)).await.unwrap();
    Database::delete_by_name(&place.0).unwrap().await.unwrap();
    for number in [2, 3] {
        assert_eq!(storage.append(&put(number, b"more", false)).await, Err(StorageError::Gone), "{number}");
    }
    assert!(IndexedDb::open(&place.0, || {}).await.unwrap().is_new, "nothing was made in its place");
}

#[wasm_bindgen_test]
async fn a_read_beside_a_busy_tab_pairs_each_key_with_its_own_value() {
    let place = Fresh::new();
    let (storage, other_tab) = (place.open().await, place.open().await);
    for number in [2, 3, 4] {
        storage.append(&put(number, &[number], false)).await.unwrap();
    }
    // As many records as before, between the reading of keys and of values.
    let closed_burst = Batch { delete: vec![key(4)], ..put(1, &[1], false) };
    spawn_local(async move { other_tab.append(&closed_burst).await.unwrap() });
    for found in storage.load().await.unwrap() {
        assert_eq!(found.bytes, Some(vec![found.key[0]]));
    }
}

#[cfg(feature = "faults")]
#[wasm_bindgen_test]
async fn a_connection_that_falls_silent_is_given_up() {
    let place = Fresh::new();
    let storage = place.open().await;
    // Longer than a lost connection is tried to be made again.
    let (began_ms, silence_ms_max) = (clock::uptime_ms(), 3_000);
    storage.fall_silent(silence_ms_max);
    let unheard = storage.append(&put(1, b"unheard", false)).await;
    assert!(clock::uptime_ms() - began_ms > silence_ms_max as f64 - 100.0, "given up too soon");
    assert!(matches!(unheard, Err(StorageError::Failed { .. })));
    storage.append(&put(2, b"heard", false)).await.unwrap();
    assert_eq!(storage.load().await.unwrap().len(), 1);
}

#[cfg(feature = "faults")]
#[wasm_bindgen_test]
async fn a_lost_connection_is_made_again_within_two_seconds_and_writes_once() {
    let place = Fresh::new();
    let storage = place.open().await;
    storage.append(&put(1, b"before", false)).await.unwrap();
    storage.disconnect();
    let began = clock::uptime_ms();
    storage.append(&put(2, b"after", false)).await.unwrap();
    assert!(clock::uptime_ms() - began < 2_000.0);
    assert_eq!(storage.load().await.unwrap().len(), 2);
}

fn put(number: u8, bytes: &[u8], secret: bool) -> Batch {
    let record = StoredRecord { key: key(number), bytes: bytes.to_vec(), secret };
    Batch { require: vec![], put: vec![record], delete: vec![] }
}

fn key(number: u8) -> Vec<u8> {
    vec![number; KEY_LEN]
}

/// What a store holds, byte for byte, past everything that is under test.
async fn raw_values(name: &str, store: &str) -> Vec<Vec<u8>> {
    let database = Database::open(name).await.unwrap();
    let transaction = database.transaction(store).build().unwrap();
    let values = transaction.object_store(store).unwrap().get_all::<Uint8Array>().await.unwrap();
    values.map(|value| value.unwrap().to_vec()).collect()
}

/// Damages a value.
async fn overwrite(name: &str, store: &str, key: &[u8], value: &[u8]) {
    let database = Database::open(name).await.unwrap();
    let transaction = database.transaction(store).with_mode(TransactionMode::Readwrite).build().unwrap();
    let target = transaction.object_store(store).unwrap();
    let (key, value) = (Uint8ArraySlice::new(key), Uint8ArraySlice::new(value));
    target.put(value).with_key(key).without_key_type().build().unwrap().await.unwrap();
    drop(target);
    transaction.commit().await.unwrap();
    // Left open, it holds up whoever raises the version, until the browser finds that nobody has it any more: half a minute.
    database.close();
}
