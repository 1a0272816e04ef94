//! Records as the platform keeps them: keys, bytes, and batches of both.

use crate::{Malformed, replica::WriterId};
use std::fmt;

/// A record as the platform keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its name.
    pub key: Vec<u8>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether the platform encrypts the bytes at rest.
    pub secret: bool,
}

/// Records that are stored and deleted together, or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Keys that must all be there; if one is not, nothing happens.
    pub require: Vec<Vec<u8>>,
    /// Records to store; one that is there already is the same one.
    pub put: Vec<StoredRecord>,
    /// Keys to delete: of journals, markers, planned entries, nonces and what belongs to blobs only.
    pub delete: Vec<Vec<u8>>,
}

/// What a record is, as the first byte of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// See [`super::Record::Identity`].
    Identity = 0,
    /// See [`super::Record::SpaceSecret`].
    SpaceSecret = 1,
    /// See [`super::Record::Entry`].
    Entry = 2,
    /// See [`super::Record::Log`].
    Log = 3,
    /// See [`super::Record::LocalChange`].
    LocalChange = 4,
    /// See [`super::Record::LocalSubmission`].
    LocalSubmission = 5,
    /// See [`super::Record::Journal`].
    Journal = 6,
    /// See [`super::Record::Invite`].
    Invite = 7,
    /// See [`super::Record::SetAside`].
    SetAside = 8,
    /// See [`super::Record::ServerNonce`].
    ServerNonce = 9,
    /// See [`super::Record::Applying`].
    Applying = 10,
    /// See [`super::Record::PlannedEntry`].
    PlannedEntry = 11,
    /// See [`super::Record::BlobPart`].
    BlobPart = 12,
    /// See [`super::Record::BlobPiece`].
    BlobPiece = 13,
    /// See [`super::Record::BlobShared`].
    BlobShared = 14,
    /// See [`super::Record::LooseBlob`].
    LooseBlob = 15,
}

impl Class {
    /// What a key is of; `None` for a class of a newer version.
    pub fn of(key: &[u8]) -> Option<Self> {
        let all = [
            Self::Identity,
            Self::SpaceSecret,
            Self::Entry,
            Self::Log,
            Self::LocalChange,
            Self::LocalSubmission,
            Self::Journal,
            Self::Invite,
            Self::SetAside,
            Self::ServerNonce,
            Self::Applying,
            Self::PlannedEntry,
            Self::BlobPart,
            Self::BlobPiece,
            Self::BlobShared,
            Self::LooseBlob,
        ];
        all.into_iter().find(|class| Some(&(*class as u8)) == key.first())
    }

    /// Whether such records are encrypted at rest.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Identity | Self::SpaceSecret | Self::Invite)
    }

    /// Whether such records are kept apart from all others: they are not loaded, only read when they are asked for.
    pub fn is_apart(self) -> bool {
        self == Self::BlobPiece
    }

    /// Whether such a record is of one run of an engine, which is the beginning of its scope.
    fn is_of_a_writer(self) -> bool {
        matches!(self, Self::Journal | Self::Applying | Self::LooseBlob)
    }
}

/// Why a stored record cannot be read. It stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableRecord {
    /// The bytes are not the ones its key was made for.
    #[error("damaged: the bytes are not those it is named by")]
    Damaged,
    /// The bytes are not a record, although its key was made for them.
    #[error("not a record: {0}")]
    Malformed(#[from] Malformed),
    /// The key says another class or scope than the record.
    #[error("filed under another name than its own")]
    Misfiled,
}

/// The run of an engine that a key names: journals, markers and blobs that no document names yet are of one.
pub fn writer_of(key: &[u8]) -> Option<WriterId> {
    Class::of(key).filter(|class| class.is_of_a_writer())?;
    key.get(1..)?.first_chunk().copied()
}

/// How long it is, not what it says.
impl fmt::Debug for StoredRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredRecord({:?}, {} bytes)", self.key.first(), self.bytes.len())
    }
}
