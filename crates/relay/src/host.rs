//! What a relay leaves to the program around it: where heavy work is done, and what becomes of figures.

use crate::store::StoreError;
use std::future::Future;

/// The program around a relay.
pub trait Host: Send + Sync + 'static {
    /// Does what takes a millisecond where nobody else waits for it; `None` if it was broken off.
    fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> impl Future<Output = Option<T>> + Send;

    /// Hears what happened, to count it or to write it down.
    fn hear(&self, what: &Happened<'_>);
}

/// Something that happened: a count, or a failure of the store.
#[derive(Debug)]
pub enum Happened<'a> {
    /// A sync was answered.
    Synced,
    /// So many membership entries were taken in.
    EntriesIn(usize),
    /// So many chunks were taken in.
    ChunksIn(usize),
    /// So many chunks were given out.
    ChunksOut(usize),
    /// A piece of a blob was taken in.
    PieceIn,
    /// A piece of a blob was given out.
    PieceOut,
    /// A space was left out of an answer: its part of the store is damaged.
    SpaceDamaged(&'a str),
    /// The store failed.
    StoreFailed(&'a StoreError),
}
