//! One connection to the database, and how it ends.

use core::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::{Build, database::Database, error::Error, internals::SystemRepr};
use naptime_replica::storage::StorageError;
use wasm_bindgen::JsCast;
use web_sys::{IdbDatabase, IdbVersionChangeEvent};

use super::{KEYS, PIECES, RECORDS, SCHEMA, SECRETS, failure::Failure};
use crate::platform::events::Listener;

/// A connection that is open, or was.
#[derive(Debug)]
pub struct Connection {
    database: Database,
    ended: Rc<Cell<Option<Ended>>>,
    #[cfg(feature = "faults")]
    is_silent: Cell<bool>,
    _listeners: [Listener; 2],
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// The browser closed it.
    Closed,
    /// A newer version of the app wants to change the database: this one must let go of it.
    Superseded,
}

/// What was found where the database should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    /// It was there.
    There,
    /// It was not: it has just been made.
    Missing,
}

/// What to do when the database is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMissing {
    /// Make it.
    Make,
    /// Leave it so, for every other tab to see: [`StorageError::Gone`].
    Refuse,
}

impl Connection {
    /// Opens the database. Waits for other tabs to let go of an older version.
    pub async fn open(name: &str, if_missing: IfMissing, on_superseded: Rc<dyn Fn()>) -> Result<(Self, Was), Failure> {
        let was = Rc::new(Cell::new(Was::There));
        let made = was.clone();
        let opened = Database::open(name)
            .with_version(SCHEMA)
            .with_on_upgrade_needed(move |event, database| {
                // One that another version of the app made is there, and only grows.
                if event.old_version() == 0.0 {
                    made.set(Was::Missing);
                    if if_missing == IfMissing::Refuse {
                        return make_nothing(&database);
                    }
                }
                let there: Vec<String> = database.object_store_names().collect();
                for store in
                    [RECORDS, SECRETS, KEYS, PIECES].into_iter().filter(|name| !there.iter().any(|it| it == name))
                {
                    database.create_object_store(store).build()?;
                }
                Ok(())
            })
            .await;
        if was.get() == Was::Missing && if_missing == IfMissing::Refuse {
            return Err(Failure::Final(StorageError::Gone));
        }
        Ok((Self::watched(opened?, on_superseded)?, was.get()))
    }

    /// The database, while the connection is open.
    pub fn database(&self) -> Result<&Database, Failure> {
        match self.ended.get() {
            None => Ok(&self.database),
            Some(Ended::Closed) => Err(Failure::closed()),
            Some(Ended::Superseded) => Err(Failure::Final(StorageError::Newer)),
        }
    }

    /// Closes it as if the browser had.
    #[cfg(feature = "faults")]
    pub fn disconnect(&self) {
        self.database.clone().close();
    }

    /// Nothing is heard of it from now on.
    #[cfg(feature = "faults")]
    pub fn fall_silent(&self) {
        self.is_silent.set(true);
    }

    /// Waits for ever once it has fallen silent.
    #[cfg(feature = "faults")]
    pub async fn heard(&self) {
        if self.is_silent.get() {
            core::future::pending::<()>().await;
        }
    }

    fn watched(database: Database, on_superseded: Rc<dyn Fn()>) -> Result<Self, Failure> {
        let ended = Rc::new(Cell::new(None));
        let (closed, changed) = (ended.clone(), ended.clone());
        let ours = database.clone();
        let target: &IdbDatabase = database.as_sys();
        let listeners = [
            Listener::on(target, &["close"], move |_| closed.set(Some(Ended::Closed)))?,
            Listener::on(target, &["versionchange"], move |event| {
                ours.clone().close();
                let version = event.dyn_ref::<IdbVersionChangeEvent>().and_then(IdbVersionChangeEvent::new_version);
                // Without a version someone deletes it: the next attempt finds it missing.
                changed.set(Some(if version.is_some() { Ended::Superseded } else { Ended::Closed }));
                if version.is_some() {
                    on_superseded();
                }
            })?,
        ];
        Ok(Self {
            database,
            ended,
            #[cfg(feature = "faults")]
            is_silent: Cell::new(false),
            _listeners: listeners,
        })
    }
}

/// Calls off the making of a database: the browser takes back all of it. Only a store knows the transaction it is made
/// in.
fn make_nothing(database: &Database) -> Result<(), Error> {
    let store = database.create_object_store(RECORDS).build()?;
    store.as_sys().transaction().abort().map_err(Into::into)
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.clone().close();
    }
}
