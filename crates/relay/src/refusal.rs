//! Why a whole request is not answered.

use naptime_replica::{
    Malformed,
    wire::{Failure, FailureCode, WireRefused},
};
use std::time::Duration;

/// Why a whole request is not answered; each has a code of the wire.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The bytes are not a request.
    #[error("{0}")]
    Malformed(WireRefused),
    /// The request is of a newer version.
    #[error("the request is of a newer version than this server")]
    Newer,
    /// The nonce is missing, too old, or another server's.
    #[error("sign again with the nonce of this answer")]
    NonceNeeded {
        /// A fresh one.
        fresh: Vec<u8>,
    },
    /// The certificate or the signature is wrong.
    #[error("the signature is wrong")]
    WrongSignature,
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

impl Refusal {
    /// Its number on the wire.
    pub fn code(&self) -> FailureCode {
        match self {
            Self::Malformed(_) => FailureCode::Malformed,
            Self::Newer => FailureCode::Newer,
            Self::NonceNeeded { .. } => FailureCode::NonceNeeded,
            Self::WrongSignature => FailureCode::WrongSignature,
            Self::TooLong { .. } => FailureCode::TooLong,
            Self::TooOften(_) => FailureCode::TooOften,
            Self::Busy | Self::Disk => FailureCode::Busy,
            Self::Internal => FailureCode::Internal,
        }
    }

    /// As the wire has it.
    pub fn failure(&self) -> Failure {
        let nonce = match self {
            Self::NonceNeeded { fresh } => fresh.clone(),
            _ => Vec::new(),
        };
        Failure { code: self.code(), message: self.to_string(), nonce }
    }

    /// Whether whoever asked may go on on the same live socket.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::NonceNeeded { .. } | Self::TooOften(_) | Self::Busy | Self::Disk | Self::Internal)
    }
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
