//! What the server answers.

use super::{
    ANSWER_BYTES_MAX, APPEND_MAX, BlobAnswer, CHUNKS_MAX, ChunkCode, ENTRIES_MAX, EntryCode, FailureCode, SPACES_MAX,
};
use crate::{
    codec::{self, Format, Malformed},
    cursor::{ChunkId, Cursor, LogChain},
};
use minicbor::{Decode, Encode};
use naptime_domain::{id::SpaceId, time::Timestamp};

/// Anything the server says: a body of HTTP, or a message on the live socket.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum ServerMessage {
    /// An answer, or news on a live socket.
    #[n(0)]
    Answer(#[n(0)] SyncAnswer),
    /// The request as a whole failed.
    #[n(1)]
    Failure(#[n(0)] Failure),
    /// An answer about pieces of a blob.
    #[n(2)]
    Blob(#[n(0)] BlobAnswer),
}

/// The answer to one request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SyncAnswer {
    /// The request's number; 0 for news on a live socket that nobody asked for.
    #[n(0)]
    pub request: u32,
    /// To be sent with the next request.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub nonce: Vec<u8>,
    /// The server's clock.
    #[n(2)]
    pub server_time: Timestamp,
    /// The spaces that were asked for, in that order; news has those in which something happened.
    #[n(3)]
    #[cbor(decode_with = "codec::at_most::<SPACES_MAX, _, _>")]
    pub spaces: Vec<SpaceAnswer>,
}

/// One space in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SpaceAnswer {
    /// Which.
    #[n(0)]
    pub space: SpaceId,
    /// Whether it was answered for.
    #[n(1)]
    pub status: SpaceStatus,
    /// Membership entries behind the ones the device has.
    #[n(2)]
    #[cbor(decode_with = "codec::byte_strings::<ENTRIES_MAX, _>", encode_with = "codec::encode_byte_strings")]
    pub entries: Vec<Vec<u8>>,
    /// What became of the entries the request brought; accepted if there were none.
    #[n(3)]
    pub entries_outcome: EntriesOutcome,
    /// Chunks of the request that are in the log for good.
    #[n(4)]
    #[cbor(decode_with = "codec::at_most::<APPEND_MAX, _, _>")]
    pub acknowledged: Vec<Acknowledged>,
    /// Chunks of the request that are not.
    #[n(5)]
    #[cbor(decode_with = "codec::at_most::<APPEND_MAX, _, _>")]
    pub refused: Vec<RefusedChunk>,
    /// Chunks behind the device's cursor, in the log's order, without those the request brought.
    #[n(6)]
    #[cbor(decode_with = "codec::at_most::<CHUNKS_MAX, _, _>")]
    pub chunks: Vec<LoggedChunk>,
    /// Where the device stands once it has taken all this.
    #[n(7)]
    pub cursor: Cursor,
    /// Whether there is more behind: ask again.
    #[n(8)]
    pub more: bool,
}

/// Whether a space was answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum SpaceStatus {
    /// It was.
    #[n(0)]
    Ok,
    /// The server has no such space: append its first entry.
    #[n(1)]
    Unknown,
    /// The device may not see it.
    #[n(2)]
    NotMember,
    /// The device's cursor is not one of this log.
    #[n(3)]
    Forked {
        /// What the log has at that offset, or at its end if it is shorter.
        #[n(0)]
        server: Cursor,
    },
}

/// What became of the entries a request brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum EntriesOutcome {
    /// All are in the log, or were there already.
    #[n(0)]
    Accepted,
    /// The log has moved on: take the answer's entries and make them anew.
    #[n(1)]
    Conflict,
    /// They break a rule; none is in the log.
    #[n(2)]
    Refused(#[n(0)] EntryCode),
}

/// A chunk that is in the log for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Acknowledged {
    /// Which.
    #[n(0)]
    pub chunk: ChunkId,
    /// How many chunks lie before it.
    #[n(1)]
    pub offset: u64,
    /// The log's chain with it.
    #[n(2)]
    pub chain: LogChain,
}

/// A chunk that is not in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RefusedChunk {
    /// Which.
    #[n(0)]
    pub chunk: ChunkId,
    /// Why.
    #[n(1)]
    pub code: ChunkCode,
}

/// A chunk of the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LoggedChunk {
    /// How many chunks lie before it.
    #[n(0)]
    pub offset: u64,
    /// Its bytes.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

/// Why a request as a whole was not answered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Failure {
    /// Why.
    #[n(0)]
    pub code: FailureCode,
    /// The same in words, for whoever debugs a client.
    #[n(1)]
    pub message: String,
    /// To be sent with the next request; empty if the server has none to give.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub nonce: Vec<u8>,
}

impl Format for ServerMessage {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = ANSWER_BYTES_MAX;
}

impl ServerMessage {
    /// Reads anything the server says.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        codec::from_bytes(bytes)
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::to_bytes(self)
    }
}
