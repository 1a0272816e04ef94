//! Why a whole request is not answered.

use naptime_replica::{Malformed, wire::WireRefused};
use std::time::Duration;

/// Why a whole request is not answered; each has a code of the wire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// The bytes are not a request.
    #[error("{0}")]
    Malformed(WireRefused),
    /// The request is of a newer version.
    #[error("the request is of a newer version than this server")]
    Newer,
    /// A sync is a POST.
    #[error("a sync is a POST")]
    WrongMethod,
    /// The body is said to be something else.
    #[error("the body is not said to be application/cbor")]
    WrongType,
    /// The body did not come in time.
    #[error("the body did not come in time")]
    TooSlow,
    /// The nonce is missing, too old, or another server's.
    #[error("sign again with the nonce of this answer")]
    NonceNeeded {
        /// A fresh one.
        fresh: Vec<u8>,
    },
    /// The certificate or the signature is wrong.
    #[error("the signature is wrong")]
    WrongSignature,
    /// A page of another origin asks.
    #[error("pages of this origin may not sync here")]
    ForeignOrigin,
    /// The body or message is too long.
    #[error("longer than {max} bytes: send less at once")]
    TooLong {
        /// The limit in bytes.
        max: usize,
    },
    /// Too many requests.
    #[error("too many requests: wait {} s", .0.as_secs() + 1)]
    TooOften(Duration),
    /// Too much to do.
    #[error("the server has too much to do: wait and ask again")]
    Busy,
    /// Nothing can be stored; what is there can be read.
    #[error("the server's disk is full or fails: nothing was stored")]
    Disk,
    /// The server failed.
    #[error("the server failed: wait and ask again")]
    Internal,
}

impl From<WireRefused> for Refusal {
    fn from(refused: WireRefused) -> Self {
        match refused {
            WireRefused::Malformed(Malformed::Newer) => Self::Newer,
            WireRefused::Malformed(Malformed::TooLong { max }) => Self::TooLong { max },
            WireRefused::WrongSignature => Self::WrongSignature,
            other => Self::Malformed(other),
        }
    }
}
