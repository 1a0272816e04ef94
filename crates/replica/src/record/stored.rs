//! Records as the platform keeps them: keys, bytes, and batches of both.

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
    /// Keys to delete: of journals, markers, planned entries and nonces only.
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
        ];
        all.into_iter().find(|class| Some(&(*class as u8)) == key.first())
    }

    /// Whether such records are encrypted at rest.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Identity | Self::SpaceSecret | Self::Invite)
    }
}

/// How long it is, not what it says.
impl fmt::Debug for StoredRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredRecord({:?}, {} bytes)", self.key.first(), self.bytes.len())
    }
}
