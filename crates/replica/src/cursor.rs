//! Where a device stands in a space's log, and a hash of all that came before.

use crate::codec::public_bytes;
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

public_bytes! {
    /// A chunk, by the SHA-256 of its bytes.
    ChunkId, 32;
    /// A hash of a log up to some offset: 32 zeros at the start, then SHA-256 of the one before and the next chunk's id.
    LogChain, 32;
}

/// A place in a space's log: how many chunks come before it, and which.
///
/// Two logs with the same cursor are the same up to there, so a server that was rolled back or lies is noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Cursor {
    /// How many chunks come before.
    #[n(0)]
    pub offset: u64,
    /// The hash of their ids.
    #[n(1)]
    pub chain: LogChain,
}

impl Cursor {
    /// The beginning of every log.
    pub const START: Self = Self { offset: 0, chain: LogChain([0; 32]) };

    /// The place behind one more chunk.
    #[must_use]
    pub fn after(&self, chunk: &ChunkId) -> Self {
        Self { offset: self.offset.saturating_add(1), chain: self.chain.after(chunk) }
    }
}

impl LogChain {
    /// The chain behind one more chunk.
    #[must_use]
    pub fn after(&self, chunk: &ChunkId) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(chunk.0).finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_tells_which_chunks_came_before_and_in_which_order() {
        let [a, b] = [1, 2].map(|n| ChunkId([n; 32]));
        assert_eq!(Cursor::START.after(&a).after(&b).offset, 2);
        assert_ne!(Cursor::START.after(&a).after(&b), Cursor::START.after(&b).after(&a));
        assert_eq!(Cursor::START.after(&a), Cursor::START.after(&a));
    }
}
