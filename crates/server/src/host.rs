//! What this program does for the relay: heavy work on threads of its own, figures for whoever runs it, the time.

use crate::log::{self, Counters};
use naptime_domain::time::Timestamp;
use naptime_relay::{Happened, Host};
use std::{
    sync::{Arc, atomic::Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

/// The server around a relay.
pub(crate) struct Tokio {
    counters: Arc<Counters>,
}

impl Tokio {
    /// Counts what happens.
    pub(crate) fn new(counters: Arc<Counters>) -> Self {
        Self { counters }
    }
}

impl Host for Tokio {
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        // Not on a thread that sockets wait for.
        tokio::task::spawn_blocking(work).await.ok()
    }

    fn hear(&self, what: &Happened<'_>) {
        let (counter, count) = match what {
            Happened::Synced => (&self.counters.syncs, 1),
            Happened::EntriesIn(count) => (&self.counters.entries_in, *count),
            Happened::ChunksIn(count) => (&self.counters.chunks_in, *count),
            Happened::ChunksOut(count) => (&self.counters.chunks_out, *count),
            Happened::PieceIn => (&self.counters.pieces_in, 1),
            Happened::PieceOut => (&self.counters.pieces_out, 1),
            Happened::SpaceDamaged(what) => return log::event("space damaged", &[("what", what)]),
            Happened::StoreFailed(why) => return log::event("store failed", &[("why", why)]),
        };
        counter.fetch_add(count as u64, Ordering::Relaxed);
    }
}

/// The time.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
