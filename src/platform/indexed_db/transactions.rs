//! The transactions themselves. Inside one, nothing is awaited but requests of the same transaction.

use indexed_db_futures::{
    Build, BuildPrimitive, KeyRange,
    database::Database,
    internals::SystemRepr,
    object_store::ObjectStore,
    prelude::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use naptime_replica::{
    record::{Batch, Class},
    storage::StorageError,
};
use wasm_bindgen::JsValue;

use super::{
    KEYS, PIECES, RECORDS, SECRETS,
    bytes::{Any, In, Out},
    failure::Failure,
};
use crate::platform::{BrowserError, crypto::AtRestKey};

/// How many rows are asked for at a time: at a few hundred bytes each, a fraction of a megabyte.
const PAGE_ROWS: u32 = 1_000;
/// The only entry of the store of keys.
const AT_REST: &str = "at rest";

/// One row of the database.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its store.
    pub store: &'static str,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value; `None` if it could not be read.
    pub bytes: Option<Vec<u8>>,
}

/// This device's key; `fresh`, from now on, if there was none. Of two tabs that begin at once, both get the first one's.
pub async fn key_or(database: &Database, fresh: AtRestKey) -> Result<AtRestKey, Failure> {
    let transaction = writing(database, &[KEYS])?;
    let store = transaction.object_store(KEYS)?;
    let kept: Option<Any> = store.get(AT_REST).primitive()?.await?;
    if let Some(Any(key)) = kept {
        drop(store);
        return AtRestKey::from_js(key).ok_or_else(|| BrowserError::unsupported("CryptoKey").into());
    }
    store.put(Any(fresh.to_js())).with_key(AT_REST).without_key_type().build()?.await?;
    drop(store);
    complete(transaction).await?;
    Ok(fresh)
}

/// The store of a record that is no secret.
pub fn store_of(key: &[u8]) -> &'static str {
    if Class::of(key).is_some_and(Class::is_apart) { PIECES } else { RECORDS }
}

/// Writes a batch, whose rows are `rows`.
pub async fn write(database: &Database, batch: &Batch, rows: &[Row]) -> Result<(), Failure> {
    let names = [RECORDS, SECRETS, PIECES];
    let transaction = writing(database, &names)?;
    let [records, secrets, pieces] = names.map(|name| transaction.object_store(name));
    let stores = [records?, secrets?, pieces?];
    if !has_all(&stores, batch.require.iter()).await? {
        // Nothing is written: dropping the transaction rolls it back.
        let was_stored = !batch.put.is_empty() && has_all(&stores, batch.put.iter().map(|record| &record.key)).await?;
        return if was_stored { Ok(()) } else { Err(Failure::Final(StorageError::Lost)) };
    }
    for (store, key) in stores.iter().flat_map(|store| batch.delete.iter().map(move |key| (store, key))) {
        store.delete(In(key)).primitive()?;
    }
    for row in rows {
        let [records, secrets, pieces] = &stores;
        let store = match row.store {
            SECRETS => secrets,
            PIECES => pieces,
            _ => records,
        };
        let bytes = row.bytes.as_deref().unwrap_or_default();
        store.put(In(bytes)).with_key(In(&row.key)).without_key_type().build()?;
    }
    drop(stores);
    complete(transaction).await
}

/// Every row that is not kept apart.
pub async fn all(database: &Database) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for store in [RECORDS, SECRETS] {
        let mut after = Vec::new();
        loop {
            let (keys, values) = page_after(database, store, &after).await?;
            let Some(last) = keys.last() else { break };
            match values {
                Ok(values) if values.len() == keys.len() => {
                    let row = |(key, bytes)| Row { store, key, bytes };
                    rows.extend(keys.iter().cloned().zip(values).map(row));
                }
                // One value cannot be read: each by itself.
                _ => rows.extend(each(database, store, &keys).await?),
            }
            after.clone_from(last);
        }
    }
    Ok(rows)
}

/// The rows of these keys that are there.
pub async fn some(database: &Database, keys: &[Vec<u8>]) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for store in [RECORDS, SECRETS, PIECES] {
        // What is kept apart is no secret; of the rest, whether it is one is not told by its key.
        let may_be_there = |key: &&Vec<u8>| (store == PIECES) == (store_of(key) == PIECES);
        let keys: Vec<Vec<u8>> = keys.iter().filter(may_be_there).cloned().collect();
        if keys.is_empty() {
            continue;
        }
        match together(database, store, &keys).await {
            Ok(found) => rows.extend(found),
            Err(_) => rows.extend(each(database, store, &keys).await?),
        }
    }
    Ok(rows)
}

/// The rows of these keys in one transaction, which fails if one of them cannot be read.
async fn together(database: &Database, store: &'static str, keys: &[Vec<u8>]) -> Result<Vec<Row>, Failure> {
    let transaction = database.transaction(store).build()?;
    let from = transaction.object_store(store)?;
    let mut rows = Vec::new();
    for key in keys {
        let value: Option<Out> = from.get(In(key)).primitive()?.await?;
        rows.extend(value.map(|Out(bytes)| Row { store, key: key.clone(), bytes }));
    }
    Ok(rows)
}

/// A page of keys, and the values that were under them at that very moment: both are read in one transaction.
async fn page_after(
    database: &Database,
    store: &str,
    after: &[u8],
) -> Result<(Vec<Vec<u8>>, Result<Vec<Option<Vec<u8>>>, Failure>), Failure> {
    let transaction = database.transaction(store).build()?;
    let store = transaction.object_store(store)?;
    let range = || KeyRange::LowerBound(In(after), true);
    let keys = store.get_all_keys::<Out>().with_query::<In<'_>, _>(range()).with_limit(PAGE_ROWS).primitive()?.await?;
    let keys = keys.filter_map(Result::ok).filter_map(|Out(key)| key).collect();
    let values = store.get_all::<Out>().with_query::<In<'_>, _>(range()).with_limit(PAGE_ROWS).primitive()?.await;
    let values = values.map(|found| found.filter_map(Result::ok).map(|Out(bytes)| bytes).collect());
    Ok((keys, values.map_err(Failure::from)))
}

/// One transaction for each, since a value that cannot be read ends the one it is read in.
async fn each(database: &Database, store: &'static str, keys: &[Vec<u8>]) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for key in keys {
        let transaction = database.transaction(store).build()?;
        let from = transaction.object_store(store)?;
        let is_there = from.get_key(In(key)).with_key_type::<Any>().primitive()?.await?.is_some();
        if is_there {
            let value: Result<Option<Out>, _> = from.get(In(key)).primitive()?.await;
            let bytes = value.ok().flatten().and_then(|Out(bytes)| bytes);
            rows.push(Row { store, key: key.clone(), bytes });
        }
    }
    Ok(rows)
}

async fn has_all(stores: &[ObjectStore<'_>], keys: impl Iterator<Item = &Vec<u8>>) -> Result<bool, Failure> {
    for key in keys {
        let mut is_there = false;
        for store in stores {
            is_there |= store.get_key(In(key)).with_key_type::<Any>().primitive()?.await?.is_some();
        }
        if !is_there {
            return Ok(false);
        }
    }
    Ok(true)
}

fn writing<'a>(database: &'a Database, stores: &[&str]) -> Result<Transaction<'a>, Failure> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let builder = database.transaction(stores).with_mode(TransactionMode::Readwrite).with_options(options);
    Ok(builder.build()?)
}

/// Waits until a transaction is complete.
async fn complete(transaction: Transaction<'_>) -> Result<(), Failure> {
    let handle = transaction.as_sys().clone();
    let committed = transaction.commit().await;
    committed.map_err(|error| match handle.error() {
        // The reason, such as a full disk, is told on the transaction alone.
        Some(reason) => BrowserError::from(JsValue::from(reason)).into(),
        None => error.into(),
    })
}
