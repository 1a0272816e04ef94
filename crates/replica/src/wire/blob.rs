//! What a device asks about pieces of blobs, one thing at a time, and what the server answers.

use super::{Asked, Signed};
use crate::{
    blob::{PIECES_MAX, PieceName, SEALED_BYTES_MAX},
    codec::{self, Format},
    signature::Purpose,
};
use minicbor::{Decode, Encode};
use naptime_domain::id::SpaceId;

/// Most names in one request: the pieces of the largest blob.
pub const NAMES_MAX: usize = PIECES_MAX;
/// Largest question about a blob, and largest answer to one, in bytes: a piece, and what stands around it.
pub const QUESTION_BYTES_MAX: usize = SEALED_BYTES_MAX + 4 * 1024;

/// A request about blobs as it is sent.
pub type SignedBlobRequest = Signed<BlobRequest>;

/// One thing that is asked about a space's blobs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct BlobRequest {
    /// The last nonce the server gave; empty at first.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub nonce: Vec<u8>,
    /// The device's number for it; the answer repeats it.
    #[n(1)]
    pub request: u32,
    /// The space, of which the device is a member's.
    #[n(2)]
    pub space: SpaceId,
    /// What.
    #[n(3)]
    pub ask: BlobAsk,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum BlobAsk {
    /// Which of these pieces the server lacks.
    #[n(0)]
    Lacking {
        /// Their names.
        #[n(0)]
        #[cbor(decode_with = "codec::at_most::<NAMES_MAX, _, _>")]
        names: Vec<PieceName>,
    },
    /// Keep a piece. Of two with one name the first is kept.
    #[n(1)]
    Put {
        /// Its name.
        #[n(0)]
        name: PieceName,
        /// The sealed piece.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
    /// Give a piece.
    #[n(2)]
    Get {
        /// Its name.
        #[n(0)]
        name: PieceName,
    },
}

/// What the server answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct BlobAnswer {
    /// The request's number.
    #[n(0)]
    pub request: u32,
    /// What came of it.
    #[n(1)]
    pub outcome: BlobOutcome,
}

/// What came of a request about blobs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum BlobOutcome {
    /// These are lacking.
    #[n(0)]
    Lacking {
        /// Their names, of those that were asked about.
        #[n(0)]
        #[cbor(decode_with = "codec::at_most::<NAMES_MAX, _, _>")]
        names: Vec<PieceName>,
    },
    /// A piece of this name is on disk.
    #[n(1)]
    Kept,
    /// The piece that was asked for.
    #[n(2)]
    Piece {
        /// As it was put.
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
    /// There is no such piece here, now.
    #[n(3)]
    NotHere,
    /// The device may not ask about this space, or there is none.
    #[n(4)]
    NotMember,
    /// The space holds as many bytes of pieces as it may.
    #[n(5)]
    Full,
}

impl Format for BlobRequest {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = QUESTION_BYTES_MAX;
}

impl Asked for BlobRequest {
    const PURPOSE: Purpose = Purpose::Blob;

    fn nonce(&self) -> &[u8] {
        &self.nonce
    }
}
