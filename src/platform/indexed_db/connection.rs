//! One connection to the database, and how it ends.

use core::cell::Cell;
use std::rc::Rc;

use indexed_db_futures::{Build, database::Database, error::Error, internals::SystemRepr};
use naptime_replica::storage::StorageError;
use wasm_bindgen::JsCast;
use web_sys::{IdbDatabase, IdbVersionChangeEvent};

use super::{KEYS, RECORDS, SCHEMA, SECRETS, failure::Failure};
use crate::platform::events::Listener;

/// A connection that is open, or was.
#[derive(Debug)]
pub struct Connection {
    database: Database,
    ended: Rc<Cell<Option<Ended>>>,
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

impl Connection {
    /// Opens the database, making it if it is missing. Waits for other tabs to let go of an older version.
    pub async fn open(name: &str, on_superseded: Rc<dyn Fn()>) -> Result<(Self, Was), Failure> {
        let (opened, was) = find(name, make).await;
        Ok((Self::watched(opened?, on_superseded)?, was))
    }

    /// Opens it again. Where it is missing none is made, now or at the next attempt: what is written into a new one would
    /// hide that the old one is gone.
    pub async fn open_again(name: &str, on_superseded: Rc<dyn Fn()>) -> Result<Self, Failure> {
        match find(name, give_up).await {
            (_, Was::Missing) => Err(Failure::Final(StorageError::Gone)),
            (opened, Was::There) => Self::watched(opened?, on_superseded),
        }
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
        Ok(Self { database, ended, _listeners: listeners })
    }
}

/// Opens the database, and does something where it is missing.
async fn find(name: &str, if_missing: fn(&Database) -> Result<(), Error>) -> (Result<Database, Failure>, Was) {
    let was = Rc::new(Cell::new(Was::There));
    let missing = was.clone();
    let opening = Database::open(name).with_version(SCHEMA).with_on_upgrade_needed(move |_, database| {
        missing.set(Was::Missing);
        if_missing(&database)
    });
    let opened = opening.await.map_err(Failure::from);
    (opened, was.get())
}

fn make(database: &Database) -> Result<(), Error> {
    for store in [RECORDS, SECRETS, KEYS] {
        database.create_object_store(store).build()?;
    }
    Ok(())
}

/// Ends the attempt as if it had not been. An error would do so, too, and the page would take it for a trap.
fn give_up(database: &Database) -> Result<(), Error> {
    let store = database.create_object_store(RECORDS).build()?;
    // It can only have ended by itself.
    store.as_sys().transaction().abort().unwrap_or_default();
    Ok(())
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.clone().close();
    }
}
