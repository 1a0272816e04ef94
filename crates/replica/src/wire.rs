//! What devices and the server say to each other: one request is a whole sync, over HTTP or a live socket alike.
//!
//! All of it is canonical CBOR, `[1, body]`, in arrays. A request is signed by the device over its bytes and the nonce
//! in it, which came with the server's previous answer; so a captured request is worth nothing once the nonce is old,
//! and no phone's clock matters.
//!
//! On the server, for each space in one transaction: membership entries are appended, then chunks are verified and
//! appended (a known chunk is acknowledged with its old offset). Then, apart, chunks behind the cursor are read. A
//! chunk that the request itself appended is acknowledged and not sent back; the answer's cursor covers it when nothing
//! lies between.
//!
//! Pieces of blobs are asked for one by one in requests of their own, signed alike, so that no word waits behind a photo.

mod answer;
mod blob;
mod code;
mod request;
mod signed;

pub use answer::{
    Acknowledged, EntriesOutcome, Failure, LoggedChunk, RefusedChunk, ServerMessage, SpaceAnswer, SpaceStatus,
    SyncAnswer,
};
pub use blob::{BlobAnswer, BlobAsk, BlobOutcome, BlobRequest, NAMES_MAX, QUESTION_BYTES_MAX, SignedBlobRequest};
pub use code::{ChunkCode, EntryCode, FailureCode};
pub use request::{Access, SignedRequest, SpaceSync, SyncRequest};
pub use signed::{Asked, Requester, Signed, WireRefused};

/// Largest request, in bytes: four full chunks.
pub const REQUEST_BYTES_MAX: usize = 1024 * 1024;
/// Largest answer that is read, in bytes: the chunks, one that went over the edge, entries, and what stands around them.
pub const ANSWER_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Most spaces in one request.
pub const SPACES_MAX: usize = 64;
/// Most membership entries that one request appends to a space, and one answer brings from it.
pub const ENTRIES_MAX: usize = 256;
/// Most chunks that one request appends to a space.
pub const APPEND_MAX: usize = 256;
/// Most chunks of one space in an answer.
pub const CHUNKS_MAX: usize = 1_024;
/// Longest nonce, in bytes.
pub const NONCE_LEN_MAX: usize = 64;

#[cfg(test)]
mod tests;
