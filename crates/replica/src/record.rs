//! What a device keeps: records that are appended and named by the hash of their bytes, never written over.
//!
//! Key: class (1) | scope (16) | SHA-256 of the bytes (32). Bytes: `NR` | version (1) | canonical CBOR `[class, [fields]]`.
//! A record that does not read back is kept aside by whoever loads, never dropped.

mod field;
mod parts;
mod stored;

pub use parts::{BlobPartRecord, Identity, JournalRecord, LogRecord};
pub use stored::{Batch, Class, StoredRecord, UnreadableRecord, writer_of};

use crate::{
    blob::RECORDS_MAX,
    codec::{self, Malformed},
    cursor::ChunkId,
    keys::EpochKey,
    replica::WriterId,
};
use minicbor::{Decode, Encode};
use naptime_domain::{
    document::Descriptor,
    id::{BlobId, SpaceId},
};
use sha2::{Digest, Sha256};

/// Length of a record's key, in bytes.
pub const KEY_LEN: usize = 1 + SCOPE_LEN + 32;
/// Largest record, in bytes: twice the largest change of a document.
pub const RECORD_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Most changes that one chunk of the log is said to contain: as many as a chunk can carry.
pub const CONTAINS_MAX: usize = crate::chunk::CHANGES_MAX;
/// Most chunks that are applied at once.
pub const CHUNKS_MAX: usize = crate::wire::CHUNKS_MAX;
/// Most heads that a journal entry stands on: as many as fit into a record, for what was typed is read back whatever
/// others do.
pub const HEADS_MAX: usize = RECORD_BYTES_MAX / 64;

const SCOPE_LEN: usize = 16;
const MAGIC: &[u8] = b"NR";
const VERSION: u8 = 1;

/// One thing a device keeps.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Record {
    /// Who lives here: the person and this device. Secret.
    #[n(0)]
    Identity(#[n(0)] Identity),
    /// The key of an epoch of a space. Secret.
    #[n(1)]
    SpaceSecret {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The epoch.
        #[n(1)]
        epoch: u32,
        /// Its key.
        #[n(2)]
        key: EpochKey,
    },
    /// An entry of a space's membership log, checked before it was stored.
    #[n(2)]
    Entry {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The entry's number.
        #[n(1)]
        sequence: u32,
        /// Its bytes.
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        entry: Vec<u8>,
    },
    /// A chunk of a space's log, as the server has it.
    #[n(3)]
    Log(#[n(0)] LogRecord),
    /// A change made here; it is sent until a log record contains it.
    #[n(4)]
    LocalChange {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The document.
        #[n(1)]
        descriptor: Descriptor,
        /// The change's bytes.
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        change: Vec<u8>,
    },
    /// A submission made here; it is sent until a log record contains it.
    #[n(5)]
    LocalSubmission {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The submission's canonical bytes.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        bytes: Vec<u8>,
    },
    /// What was typed and is in no change yet.
    #[n(6)]
    Journal(#[n(0)] JournalRecord),
    /// An invitation made or held here. Secret.
    #[n(7)]
    Invite {
        /// The space it opens.
        #[n(0)]
        space: SpaceId,
        /// What stands after the link's `#`.
        #[n(1)]
        fragment: String,
    },
    /// Something that could not be read or applied, as it came.
    #[n(8)]
    SetAside {
        /// Where it belongs, zeros if that is not known.
        #[n(0)]
        space: SpaceId,
        /// Why it is here, for whoever looks into it.
        #[n(1)]
        why: String,
        /// The key it had, if it was a record.
        #[n(2)]
        #[cbor(with = "minicbor::bytes")]
        key: Vec<u8>,
        /// Its bytes.
        #[n(3)]
        #[cbor(with = "minicbor::bytes")]
        bytes: Vec<u8>,
        /// Which version of the app could not, if another may try again.
        #[n(4)]
        version: Option<String>,
    },
    /// The last nonce the server gave.
    #[n(9)]
    ServerNonce {
        /// The nonce.
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        nonce: Vec<u8>,
    },
    /// These chunks are being applied; if the record outlives an engine that trapped, one of them is what killed it.
    #[n(10)]
    Applying {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The chunks.
        #[n(1)]
        #[cbor(decode_with = "codec::at_most::<CHUNKS_MAX, _, _>")]
        chunks: Vec<ChunkId>,
        /// The run of an engine that applies them; versions before this field did not say.
        #[n(2)]
        writer: Option<[u8; 8]>,
    },
    /// An entry made here that the server has not sequenced yet.
    #[n(11)]
    PlannedEntry {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// Its bytes.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        entry: Vec<u8>,
    },
    /// That a piece of a blob is here.
    #[n(12)]
    BlobPart(#[n(0)] BlobPartRecord),
    /// A sealed piece of a blob, kept apart from all other records.
    #[n(13)]
    BlobPiece {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// Its bytes, as they go to the server.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
    /// The server had all pieces of a blob when it was last asked.
    #[n(14)]
    BlobShared {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The blob.
        #[n(1)]
        blob: BlobId,
    },
    /// A blob was stored and no document names it yet; if the record outlives its writer, none ever will.
    #[n(15)]
    LooseBlob {
        /// The run of an engine that stored it.
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        writer: WriterId,
        /// The keys of the records that were stored for it.
        #[n(1)]
        #[cbor(decode_with = "codec::byte_strings::<RECORDS_MAX, _>", encode_with = "codec::encode_byte_strings")]
        keys: Vec<Vec<u8>>,
    },
}

impl Record {
    /// What it is.
    pub fn class(&self) -> Class {
        match self {
            Self::Identity(_) => Class::Identity,
            Self::SpaceSecret { .. } => Class::SpaceSecret,
            Self::Entry { .. } => Class::Entry,
            Self::Log(_) => Class::Log,
            Self::LocalChange { .. } => Class::LocalChange,
            Self::LocalSubmission { .. } => Class::LocalSubmission,
            Self::Journal(_) => Class::Journal,
            Self::Invite { .. } => Class::Invite,
            Self::SetAside { .. } => Class::SetAside,
            Self::ServerNonce { .. } => Class::ServerNonce,
            Self::Applying { .. } => Class::Applying,
            Self::PlannedEntry { .. } => Class::PlannedEntry,
            Self::BlobPart(_) => Class::BlobPart,
            Self::BlobPiece { .. } => Class::BlobPiece,
            Self::BlobShared { .. } => Class::BlobShared,
            Self::LooseBlob { .. } => Class::LooseBlob,
        }
    }

    /// Whether it is encrypted at rest.
    pub fn is_secret(&self) -> bool {
        self.class().is_secret()
    }

    /// As it is to be stored. A record of more than [`RECORD_BYTES_MAX`] would not be read again: what it holds is bounded
    /// where it is made.
    pub fn to_stored(&self) -> StoredRecord {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        bytes.extend_from_slice(&codec::bare_to_bytes(self));
        let key = self.key(&bytes);
        StoredRecord { key, bytes, secret: self.is_secret() }
    }

    /// Reads a stored record and checks it against its key.
    pub fn read(key: &[u8], bytes: &[u8]) -> Result<Self, UnreadableRecord> {
        if bytes.len() > RECORD_BYTES_MAX {
            return Err(Malformed::TooLong { max: RECORD_BYTES_MAX }.into());
        }
        if key.len() != KEY_LEN || !key.ends_with(&Sha256::digest(bytes)) {
            return Err(UnreadableRecord::Damaged);
        }
        let body = match bytes.strip_prefix(MAGIC) {
            Some([VERSION, body @ ..]) => body,
            Some([newer, ..]) if *newer > VERSION => return Err(Malformed::Newer.into()),
            _ => return Err(Malformed::NotThisFormat.into()),
        };
        let record: Self = codec::bare_from_bytes(body, RECORD_BYTES_MAX)?;
        if record.key(bytes) == key { Ok(record) } else { Err(UnreadableRecord::Misfiled) }
    }

    fn key(&self, bytes: &[u8]) -> Vec<u8> {
        [[self.class() as u8].as_slice(), &self.scope(), &Sha256::digest(bytes)].concat()
    }

    fn scope(&self) -> [u8; SCOPE_LEN] {
        match self {
            Self::SpaceSecret { space, .. }
            | Self::Entry { space, .. }
            | Self::LocalChange { space, .. }
            | Self::LocalSubmission { space, .. }
            | Self::Invite { space, .. }
            | Self::SetAside { space, .. }
            | Self::Applying { space, writer: None, .. }
            | Self::PlannedEntry { space, .. }
            | Self::BlobPiece { space, .. }
            | Self::BlobShared { space, .. } => space.0,
            Self::Log(log) => log.space.0,
            Self::BlobPart(part) => part.space.0,
            Self::Journal(JournalRecord { writer, .. })
            | Self::Applying { writer: Some(writer), .. }
            | Self::LooseBlob { writer, .. } => {
                let mut scope = [0; SCOPE_LEN];
                scope[..8].copy_from_slice(writer);
                scope
            }
            Self::Identity(_) | Self::ServerNonce { .. } => [0; SCOPE_LEN],
        }
    }
}

#[cfg(test)]
mod tests;
