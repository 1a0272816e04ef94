//! Where logs are kept: the trait every store implements, and what goes in and out of it.
//!
//! Contract, checked by one suite on every implementation (`crates/server/tests/it/store.rs`):
//! * [`LogStore::append`] stores all of an append or none of it, and a chunk twice only once;
//! * after `Ok`, a reopened store returns it, even if the process is killed next;
//! * offsets of one space are 1, 2, 3… without a gap, whatever other spaces do;
//! * membership entries are appended only after the entry the caller believed to be the last;
//! * of two [pieces](PieceStore) with one name the first is kept, as durably as an append.

mod memory;
mod pieces;
mod placing;

pub use memory::{Disk, Log, MemoryStore};
pub use pieces::{Kept, NewPiece, PieceHash, PieceStore};
pub use placing::decide;

use naptime_domain::id::SpaceId;
use std::future::Future;

/// A chunk's name: the SHA-256 of its bytes.
pub type ChunkHash = [u8; 32];

/// A log's hash up to one chunk.
pub type Chain = [u8; 32];

/// Keeps membership entries and sealed chunks, space by space; understands neither.
pub trait LogStore: PieceStore {
    /// Where a space's log and membership end; `None` when nobody has created the space.
    fn tip(&self, space: SpaceId) -> impl Future<Output = Result<Option<Tip>, StoreError>> + Send;

    /// Membership entries after the first `known`, oldest first, as many as there is room for but at least one.
    fn entries(
        &self,
        space: SpaceId,
        known: u32,
        room: Room,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, StoreError>> + Send;

    /// Chunks after an offset, oldest first, as many as there is room for but at least one, none of `except`.
    fn chunks(
        &self,
        space: SpaceId,
        after: u64,
        room: Room,
        except: Vec<ChunkHash>,
    ) -> impl Future<Output = Result<Page, StoreError>> + Send;

    /// Where those of some chunks are that are in the log.
    fn placed(
        &self,
        space: SpaceId,
        chunks: Vec<ChunkHash>,
    ) -> impl Future<Output = Result<Vec<Placed>, StoreError>> + Send;

    /// The chain at an offset: all zero at 0, `None` past the end.
    fn chain_at(&self, space: SpaceId, offset: u64) -> impl Future<Output = Result<Option<Chain>, StoreError>> + Send;

    /// Appends, all or nothing, and returns after it is on disk.
    fn append(&self, append: Append) -> impl Future<Output = Result<Appended, StoreError>> + Send;

    /// How much room is left where logs are kept; `None` if that cannot be told.
    fn free_bytes(&self) -> Option<u64>;

    /// Finishes what was begun and leaves the files tidy; every later call fails with [`StoreError::Closed`].
    fn close(&self) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// How much an answer has room for.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Bytes.
    pub bytes: usize,
    /// Entries or chunks.
    pub count: usize,
}

impl Room {
    /// No limit.
    pub const ENDLESS: Self = Self { bytes: usize::MAX, count: usize::MAX };

    /// Takes from the room, at least once; `false` when there is none left.
    pub fn take(&mut self, bytes: usize, is_first: bool) -> bool {
        let fits = self.bytes >= bytes && self.count > 0;
        self.bytes = self.bytes.saturating_sub(bytes);
        self.count = self.count.saturating_sub(1);
        fits || is_first
    }
}

/// Where a space's membership and log end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tip {
    /// Where the membership ends.
    pub membership: MembershipTip,
    /// How many chunks there are, which is the last one's offset.
    pub offset: u64,
    /// The chain at that offset.
    pub chain: Chain,
    /// Bytes of all chunks.
    pub bytes: u64,
}

/// Where a space's membership ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MembershipTip {
    /// How many entries there are.
    pub count: u32,
    /// The last entry's hash; all zero when there is none.
    pub head: [u8; 32],
}

/// What to append to one space.
#[derive(Clone, Debug)]
pub struct Append {
    /// The space; created when it is not there and `expected` is empty.
    pub space: SpaceId,
    /// Where the caller, who verified what follows, believes the membership to end.
    pub expected: MembershipTip,
    /// Entries to add to the membership.
    pub entries: Vec<NewEntry>,
    /// Chunks to add to the log, in this order.
    pub chunks: Vec<NewChunk>,
    /// How many bytes the space may hold with them.
    pub space_bytes_max: u64,
}

/// A membership entry and its hash.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The entry's hash, which becomes the head.
    pub hash: [u8; 32],
    /// The signed entry.
    pub bytes: Vec<u8>,
}

/// A chunk and its name.
#[derive(Clone, Debug)]
pub struct NewChunk {
    /// SHA-256 of the bytes.
    pub id: ChunkHash,
    /// The sealed chunk.
    pub bytes: Vec<u8>,
}

/// What an append did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is on disk.
    Done {
        /// Where the space ends now.
        tip: Tip,
        /// Where each chunk of the append is, in its order.
        placed: Vec<Placed>,
    },
    /// Nothing was stored: the membership ends elsewhere. The caller verifies again.
    Moved(MembershipTip),
    /// Nothing was stored: the space would hold too many bytes.
    Full,
}

/// Where a chunk is in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The chunk.
    pub id: ChunkHash,
    /// Its offset.
    pub offset: u64,
    /// The chain up to and with it.
    pub chain: Chain,
    /// Whether it was added or had been there.
    pub placing: Placing,
}

/// Whether a chunk was added by this append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    /// It was added.
    Added,
    /// It had been there: a retry.
    Known,
}

/// Part of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The chunks.
    pub rows: Vec<Row>,
    /// The last offset read, left-out chunks included, and its chain; `None` when there was nothing after the offset.
    pub end: Option<(u64, Chain)>,
    /// Whether there is more after it.
    pub more: bool,
}

/// One chunk of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its offset.
    pub offset: u64,
    /// The sealed chunk.
    pub bytes: Vec<u8>,
}

/// Why a store could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk has no room left or fails; what can be read is still read.
    #[error("the disk is full or fails")]
    Disk,
    /// The file can be read but not written.
    #[error("the database can't be written: its folder or file is read-only")]
    ReadOnly,
    /// The file is not what the store wrote.
    #[error("the database is damaged ({0}); restore a backup, devices will send again what it lacks")]
    Damaged(String),
    /// The file was written by a later version.
    #[error(
        "the database was written by a newer Naptime (schema {found}, this one knows {known}); install that version or newer"
    )]
    Newer {
        /// The file's schema version.
        found: i64,
        /// The version this program writes.
        known: i64,
    },
    /// Another process works on the file.
    #[error("another process is using the database")]
    InUse,
    /// The store was closed.
    #[error("the database was closed")]
    Closed,
    /// Anything else, with the database's own code.
    #[error("the database failed ({0})")]
    Failed(String),
}
