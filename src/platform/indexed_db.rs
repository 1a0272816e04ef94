//! This device's records in IndexedDB.
//!
//! Stores: `records` key → bytes; `secrets` key → bytes wrapped by this device's key; `keys` name → that key; `pieces` key → bytes
//! of photos and files, which are kept apart so that a start need not read them.
//!
//! Nothing but requests to the database is awaited inside a transaction, or the browser would end it. Every write asks for
//! strict durability, and counts as done when its transaction is complete: a request's success is not a save.

mod bytes;
mod connection;
mod failure;
mod transactions;

#[cfg(feature = "faults")]
use core::cell::Cell;
use core::cell::RefCell;
use std::rc::Rc;

use naptime_replica::{
    record::{Batch, StoredRecord},
    replica::Found,
    storage::{ReplicaStorage, StorageError},
};

use self::{
    connection::{Connection, IfMissing, Was},
    failure::Failure,
    transactions::Row,
};
use super::{clock, crypto::AtRestKey};

/// Raised when the stores change. An older app finds a higher number, and touches nothing.
const SCHEMA: u32 = 2;
const RECORDS: &str = "records";
const SECRETS: &str = "secrets";
const KEYS: &str = "keys";
const PIECES: &str = "pieces";

/// How long a lost connection is tried to be made again before the writer is told.
const REOPEN_MS_MAX: f64 = 2_000.0;
/// The first pause between two attempts; it doubles.
const REOPEN_PAUSE_MS: i64 = 20;
/// A connection that is silent for so long is taken for lost. What it was to do may still be done: done twice, it
/// stores the same.
const SILENCE_MS_MAX: i64 = 15_000;

/// The records of this device.
pub struct IndexedDb {
    name: String,
    key: AtRestKey,
    connection: RefCell<Option<Rc<Connection>>>,
    on_superseded: Rc<dyn Fn()>,
    #[cfg(feature = "faults")]
    silence_ms_max: Cell<i64>,
}

/// A database that was opened.
pub struct Opened {
    /// The database.
    pub database: IndexedDb,
    /// Whether it had to be made.
    pub is_new: bool,
}

impl IndexedDb {
    /// Opens a database, making it if it is missing. `on_superseded` is called when a newer version of the app takes it
    /// over: from then on every call is [`StorageError::Newer`].
    ///
    /// # Errors
    ///
    /// [`StorageError::Newer`] when it was made by a newer version, [`StorageError::NoKey`] when this device's key cannot
    /// be made or read.
    pub async fn open(name: &str, on_superseded: impl Fn() + 'static) -> Result<Opened, StorageError> {
        let on_superseded: Rc<dyn Fn()> = Rc::new(on_superseded);
        let opened = Connection::open(name, IfMissing::Make, on_superseded.clone()).await;
        let (connection, was) = opened.map_err(Failure::into_storage_error)?;
        let no_key = |detail: String| StorageError::NoKey { detail };
        let fresh = AtRestKey::generate().await.map_err(|error| no_key(error.to_string()))?;
        let database = connection.database().map_err(Failure::into_storage_error)?;
        let key = transactions::key_or(database, fresh).await;
        let key = key.map_err(|failure| no_key(failure.into_storage_error().to_string()))?;
        let connection = RefCell::new(Some(Rc::new(connection)));
        let database = Self {
            name: name.to_owned(),
            key,
            connection,
            on_superseded,
            #[cfg(feature = "faults")]
            silence_ms_max: Cell::new(SILENCE_MS_MAX),
        };
        Ok(Opened { database, is_new: was == Was::Missing })
    }

    /// Closes the connection as if the browser had, to prove that it is opened again.
    #[cfg(feature = "faults")]
    pub fn disconnect(&self) {
        if let Some(connection) = &*self.connection.borrow() {
            connection.disconnect();
        }
    }

    /// Lets the connection fall silent, to prove that it is given up after so long.
    #[cfg(feature = "faults")]
    pub fn fall_silent(&self, silence_ms_max: i64) {
        self.silence_ms_max.set(silence_ms_max);
        if let Some(connection) = &*self.connection.borrow() {
            connection.fall_silent();
        }
    }

    /// Runs one transaction, again on a new connection where the old one is gone. What runs twice must do the same.
    async fn attempt<T>(&self, run: impl AsyncFn(&Connection) -> Result<T, Failure>) -> Result<T, StorageError> {
        let (began_ms, mut pause_ms) = (clock::uptime_ms(), REOPEN_PAUSE_MS);
        loop {
            let failure = match self.once(&run).await {
                Ok(done) => return Ok(done),
                Err(failure) => failure,
            };
            if !matches!(failure, Failure::Disconnected(_)) {
                return Err(failure.into_storage_error());
            }
            // Before anything else: whoever asks next must not wait on it again.
            self.connection.borrow_mut().take();
            if clock::uptime_ms() - began_ms > REOPEN_MS_MAX {
                return Err(failure.into_storage_error());
            }
            clock::sleep(pause_ms).await;
            pause_ms *= 2;
        }
    }

    async fn once<T>(&self, run: &impl AsyncFn(&Connection) -> Result<T, Failure>) -> Result<T, Failure> {
        let done = async {
            let connection = self.connection().await?;
            #[cfg(feature = "faults")]
            connection.heard().await;
            run(&connection).await
        };
        clock::within(self.silence_ms_max(), done).await.unwrap_or_else(|| Err(Failure::silent()))
    }

    #[cfg(not(feature = "faults"))]
    fn silence_ms_max(&self) -> i64 {
        SILENCE_MS_MAX
    }

    #[cfg(feature = "faults")]
    fn silence_ms_max(&self) -> i64 {
        self.silence_ms_max.get()
    }

    async fn connection(&self) -> Result<Rc<Connection>, Failure> {
        let connection = self.connection.borrow().clone();
        if let Some(connection) = connection {
            return Ok(connection);
        }
        // Writing into a new one would hide that the old one is gone.
        let (connection, _) = Connection::open(&self.name, IfMissing::Refuse, self.on_superseded.clone()).await?;
        let connection = Rc::new(connection);
        self.connection.borrow_mut().replace(connection.clone());
        Ok(connection)
    }

    /// The rows of a batch. Secrets are wrapped here, since a transaction could not wait for it.
    async fn rows(&self, batch: &Batch) -> Result<Vec<Row>, StorageError> {
        let mut rows = Vec::with_capacity(batch.put.len());
        for StoredRecord { key, bytes, secret } in &batch.put {
            rows.push(if *secret {
                let wrapped = self.key.wrap(key, bytes).await;
                let wrapped = wrapped.map_err(|error| StorageError::NoKey { detail: error.to_string() })?;
                Row { store: SECRETS, key: key.clone(), bytes: Some(wrapped) }
            } else {
                Row { store: transactions::store_of(key), key: key.clone(), bytes: Some(bytes.clone()) }
            });
        }
        Ok(rows)
    }

    /// What the rows hold. A secret that does not open counts as unreadable.
    async fn found(&self, rows: Vec<Row>) -> Vec<Found> {
        let mut found = Vec::with_capacity(rows.len());
        for Row { store, key, bytes } in rows {
            let bytes = match bytes {
                Some(wrapped) if store == SECRETS => self.key.unwrap(&key, &wrapped).await.ok(),
                bytes => bytes,
            };
            found.push(Found { key, bytes });
        }
        found
    }
}

impl ReplicaStorage for IndexedDb {
    async fn load(&self) -> Result<Vec<Found>, StorageError> {
        let rows = self.attempt(async |connection| transactions::all(connection.database()?).await).await?;
        Ok(self.found(rows).await)
    }

    async fn read(&self, keys: &[Vec<u8>]) -> Result<Vec<Found>, StorageError> {
        let rows = self.attempt(async |connection| transactions::some(connection.database()?, keys).await).await?;
        Ok(self.found(rows).await)
    }

    async fn append(&self, batch: &Batch) -> Result<(), StorageError> {
        let rows = self.rows(batch).await?;
        self.attempt(async |connection| transactions::write(connection.database()?, batch, &rows).await).await
    }
}
