//! Where photos and files are, as screens show it.

use naptime_domain::id::BlobId;
use serde::{Deserialize, Serialize};

/// Where the bytes of a photo or file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobView {
    /// Which.
    pub blob: BlobId,
    /// Where.
    pub state: BlobState,
    /// About how many bytes are still to be sent, or to be fetched; 0 when it is unknown.
    pub bytes_left: u64,
}

/// Where the bytes of a photo or file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlobState {
    /// On this device, and nowhere else as far as it knows.
    OnlyHere,
    /// On this device, and partly on the server.
    OnItsWay {
        /// Pieces that the server has.
        sent: u16,
        /// Pieces in all.
        of: u16,
    },
    /// On this device and on the server.
    Shared,
    /// Not on this device, or partly.
    Elsewhere {
        /// Pieces that are here.
        here: u16,
        /// Pieces in all.
        of: u16,
    },
    /// What came from elsewhere is not what it should be.
    Unusable,
}
