//! From nothing to a replica that has read what this device holds.

use std::rc::{Rc, Weak};

use naptime_replica::{
    record::{self, Class},
    replica::{Found, Input, LastRun, WriterId},
    storage::{ReplicaStorage, StorageError},
};
use wasm_bindgen_futures::spawn_local;

use super::{Parts, records};
use crate::{
    link::Trouble,
    platform::{
        clock::{self, Timer},
        indexed_db::{IndexedDb, Opened},
        locks::{self, Claim},
        worker::{Before, hex},
    },
};

/// Each engine holds a lock of its home's name, this and its writer for as long as it lives.
const ALIVE: &str = "-engine-";
/// How long the database may take to open before the learner is told: another tab may have to let go of it.
const OPEN_MS_MAX: i64 = 3_000;
/// How long to wait before the next attempt to open it.
const RETRY_MS: i64 = 2_000;
/// How long the lock of an engine that was left by a reload may outlive it.
const LEFT_MS_MAX: i64 = 500;
/// How long an engine that trapped may outlive it. Its page waits with words that this engine has to know of, and browsers
/// give a worker that is busy a few seconds to end.
const TRAPPED_MS_MAX: i64 = 5_000;
/// How often to look whether it has ended.
const LOOK_EVERY_MS: i64 = 50;

/// Reads what this device holds and starts the replica with it.
pub(super) fn begin(parts: Weak<Parts>) {
    spawn_local(async move {
        // Whoever ends an engine before it has begun wants nothing of it.
        if let Some(parts) = parts.upgrade() {
            parts.begin().await;
        }
    });
}

impl Parts {
    async fn begin(&self) {
        self.hold_own_lock();
        let Some(database) = self.open_until_it_opens().await else { return };
        // Before it is read: what another tab stores from here on may be missing in what is read, and is only told once.
        self.records.use_database(database.clone());
        let Some(mut records) = self.load_until_it_loads(&database).await else { return };
        let last_run = self.home.started_as.last_run;
        if self.outlived_ghosts(&writers(&records), last_run).await {
            // While it ended, an engine may have stored its last words.
            let Some(again) = self.load_until_it_loads(&database).await else { return };
            records = again;
        }
        let lost = what_is_lost(&records, self.home.started_as.before);
        // Where nobody can tell, they are left for a start that can.
        let dead_writers = self.dead_among(&writers(&records)).await.unwrap_or_default();
        let version = self.home.version.clone();
        self.take(Input::Started { records, dead_writers, last_run, version });
        // After the replica has said that it is ready, which the page takes for the end of all earlier trouble.
        lost.into_iter().for_each(|trouble| self.records.feed().trouble(trouble));
        self.uplink.start();
    }

    /// Says that this engine lives. Nothing waits for it: without locks every other engine is taken for alive.
    fn hold_own_lock(&self) {
        *self.alive.borrow_mut() = Claim::on(&self.lock_name(&self.home.started_as.writer), || {}).ok();
    }

    /// `None` when a newer version has taken over: then this one has nothing to do.
    async fn open_until_it_opens(&self) -> Option<Rc<IndexedDb>> {
        loop {
            let slow = self.records.feed();
            let timer = Timer::after(OPEN_MS_MAX, move || {
                slow.trouble(Trouble::NoStorage { detail: "the database does not open: another tab holds it".into() });
            });
            let superseded = self.records.feed();
            let opened = IndexedDb::open(&self.home.name, move || superseded.trouble(Trouble::NewerData)).await;
            drop(timer);
            match opened {
                Ok(Opened { database, .. }) => return Some(Rc::new(database)),
                Err(error) => self.complain(&error)?,
            }
            clock::sleep(RETRY_MS).await;
        }
    }

    /// `None` when a newer version has taken over meanwhile.
    async fn load_until_it_loads(&self, database: &IndexedDb) -> Option<Vec<Found>> {
        loop {
            match database.load().await {
                Ok(records) => return Some(records),
                Err(error) => self.complain(&error)?,
            }
            clock::sleep(RETRY_MS).await;
        }
    }

    /// Tells the page. `None` when trying again is of no use.
    fn complain(&self, error: &StorageError) -> Option<()> {
        let trouble = records::trouble(error);
        self.records.feed().trouble(trouble.unwrap_or(Trouble::NoStorage { detail: error.to_string() }));
        (*error != StorageError::Newer).then_some(())
    }

    /// Waits for engines that are about to end, and says whether it had to.
    async fn outlived_ghosts(&self, writers: &[WriterId], last_run: LastRun) -> bool {
        let patience_ms = match last_run {
            LastRun::Trapped(_) => TRAPPED_MS_MAX,
            LastRun::Ended => LEFT_MS_MAX,
        };
        let mut waited_ms = 0;
        while waited_ms < patience_ms && self.dead_among(writers).await.is_some_and(|dead| dead.len() < writers.len()) {
            clock::sleep(LOOK_EVERY_MS).await;
            waited_ms += LOOK_EVERY_MS;
        }
        waited_ms > 0
    }

    /// The writers whose engines are gone; `None` where that cannot be told.
    async fn dead_among(&self, writers: &[WriterId]) -> Option<Vec<WriterId>> {
        let held = locks::held().await.ok()?;
        Some(writers.iter().filter(|writer| !held.contains(&self.lock_name(writer))).copied().collect())
    }

    fn lock_name(&self, writer: &WriterId) -> String {
        [&self.home.name, ALIVE, &hex(writer)].concat()
    }
}

/// What was here before and is not, or does not open: without it this would look like a first visit.
fn what_is_lost(records: &[Found], before: Before) -> Option<Trouble> {
    let mut identities = records.iter().filter(|found| Class::of(&found.key) == Some(Class::Identity)).peekable();
    if identities.peek().is_none() {
        return (before == Before::HadData).then_some(Trouble::StorageLost);
    }
    let no_keys = || Trouble::NoKeys { detail: "the identity does not open".into() };
    identities.all(|found| found.bytes.is_none()).then(no_keys)
}

/// Those whose journals or markers are here, or photos that no document names yet.
fn writers(records: &[Found]) -> Vec<WriterId> {
    let mut writers: Vec<WriterId> = Vec::new();
    for writer in records.iter().filter_map(|found| record::writer_of(&found.key)) {
        // A few at most: not worth a set.
        if !writers.contains(&writer) {
            writers.push(writer);
        }
    }
    writers
}
