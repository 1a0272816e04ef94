//! The records that are more than a few fields.

use super::{CONTAINS_MAX, Class, HEADS_MAX, field};
use crate::{
    certificate::DeviceCertificate,
    codec,
    cursor::LogChain,
    keys::{DeviceKeys, RecoveryEntropy, SecretSeed, WrongDeviceKey},
};
use minicbor::{Decode, Encode};
use naptime_domain::{
    command::TextField,
    document::Descriptor,
    id::{BlobId, ChangeHash, DocumentId, SpaceId},
    text::TextDelta,
    time::Timestamp,
};

/// Who lives on a device.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Identity {
    /// What the person is made of.
    #[n(0)]
    pub entropy: RecoveryEntropy,
    /// The device key's seed.
    #[n(1)]
    pub seed: SecretSeed,
    /// The device's certificate.
    #[n(2)]
    pub certificate: DeviceCertificate,
}

impl Identity {
    /// A person and one device of hers, to be kept.
    pub fn new(entropy: RecoveryEntropy, device: &DeviceKeys) -> Self {
        Self { entropy, seed: SecretSeed::from_bytes(*device.seed()), certificate: device.certificate().clone() }
    }

    /// The device's keys.
    pub fn device_keys(&self) -> Result<DeviceKeys, WrongDeviceKey> {
        DeviceKeys::from_seed(self.seed.as_bytes(), self.certificate.clone())
    }
}

/// A chunk of a space's log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LogRecord {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// How many chunks lie before it.
    #[n(1)]
    pub offset: u64,
    /// The log's chain with it.
    #[n(2)]
    pub chain: LogChain,
    /// Its bytes.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub chunk: Vec<u8>,
    /// The changes in it that were taken, so that the outbox need not open it; a submission stands under a document of zeros.
    #[n(4)]
    #[cbor(decode_with = "codec::at_most::<CONTAINS_MAX, _, _>")]
    pub contains: Vec<(DocumentId, ChangeHash)>,
}

/// What was typed into one text since the last one, before it is a change.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct JournalRecord {
    /// The run of an engine that wrote it.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub writer: [u8; 8],
    /// The place among what that run wrote.
    #[n(1)]
    pub sequence: u64,
    /// The space.
    #[n(2)]
    pub space: SpaceId,
    /// The document.
    #[n(3)]
    pub descriptor: Descriptor,
    /// The text.
    #[n(4)]
    #[cbor(with = "field")]
    pub field: TextField,
    /// The edit.
    #[n(5)]
    #[cbor(with = "field::delta")]
    pub delta: TextDelta,
    /// The document's heads that the burst stands on.
    #[n(6)]
    #[cbor(decode_with = "codec::at_most::<HEADS_MAX, _, _>")]
    pub base_heads: Vec<ChangeHash>,
    /// When, by the device's clock.
    #[n(7)]
    pub at: Timestamp,
    /// The box it was typed into.
    #[n(8)]
    pub box_id: u32,
    /// The box's number for the edit.
    #[n(9)]
    pub box_seq: u32,
}

/// That a piece of a blob is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct BlobPartRecord {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The blob.
    #[n(1)]
    pub blob: BlobId,
    /// How many pieces come before it.
    #[n(2)]
    pub index: u16,
    /// How long the whole blob is, in bytes.
    #[n(3)]
    pub length: u32,
    /// The SHA-256 of the bytes of the record that holds the piece.
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    pub piece: [u8; 32],
}

impl BlobPartRecord {
    /// The key of the record that holds the piece.
    pub fn piece_key(&self) -> Vec<u8> {
        [[Class::BlobPiece as u8].as_slice(), &self.space.0, &self.piece].concat()
    }
}
