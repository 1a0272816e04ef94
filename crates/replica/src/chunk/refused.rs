//! Why a chunk is not taken, and why one cannot be made.

use crate::{codec::Malformed, wire::ChunkCode};

/// Why a chunk is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChunkRefused {
    /// Longer than a chunk may be.
    #[error("longer than {max} bytes")]
    TooLong {
        /// The limit in bytes.
        max: usize,
    },
    /// Cut short, or not a chunk at all.
    #[error("not a chunk")]
    NotAChunk,
    /// Made by a newer version of the app.
    #[error("made by a newer version")]
    Newer,
    /// Belongs to another space.
    #[error("belongs to another space")]
    OtherSpace,
    /// Names a membership this log does not have (yet).
    #[error("names a membership that is not known here")]
    UnknownMembership,
    /// Its device was not a member at the membership it names.
    #[error("its author was not a member")]
    NotAMember,
    /// Sealed with the key of another epoch than the space is in.
    #[error("sealed for another epoch than {current}")]
    OtherEpoch {
        /// The epoch the space is in.
        current: u32,
    },
    /// Not signed by the device it names, or changed since.
    #[error("the signature is wrong")]
    WrongSignature,
    /// The epoch's key does not open it.
    #[error("cannot be opened with this key")]
    WrongKey,
    /// Would inflate beyond the limit, or to another length than it says.
    #[error("does not inflate to what it says")]
    Inflates,
    /// Opened, but what is inside is not a payload.
    #[error("the payload is refused: {0}")]
    Payload(Malformed),
}

impl ChunkRefused {
    /// How the server tells a client.
    pub fn code(&self) -> ChunkCode {
        match self {
            Self::TooLong { .. } => ChunkCode::TooLong,
            Self::NotAChunk | Self::WrongKey | Self::Inflates | Self::Payload(_) => ChunkCode::NotAChunk,
            Self::Newer => ChunkCode::Newer,
            Self::OtherSpace => ChunkCode::OtherSpace,
            Self::UnknownMembership => ChunkCode::UnknownMembership,
            Self::NotAMember => ChunkCode::NotAMember,
            Self::OtherEpoch { .. } => ChunkCode::OtherEpoch,
            Self::WrongSignature => ChunkCode::WrongSignature,
        }
    }
}

/// Why a payload does not fit into one chunk: send it in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// The chunk would be longer than one may be.
    #[error("the chunk would be longer than {max} bytes")]
    Chunk {
        /// The limit in bytes.
        max: usize,
    },
    /// The payload is longer than one may be before it is deflated.
    #[error("the payload is longer than {max} bytes")]
    Payload {
        /// The limit in bytes.
        max: usize,
    },
    /// More items, or more changes in one of them, than one payload may have.
    #[error("more than {max} in one payload")]
    TooMany {
        /// The limit.
        max: usize,
    },
}
