//! A chunk: what one device wrote in one space, sealed for its members and signed.
//!
//! Bytes: header (102) | nonce (24) | ciphertext with its tag | signature (64). The header is associated data of the
//! ciphertext; the signature is the device's, over all before it. So anybody can check who wrote it and only members can
//! read it. Its id is the SHA-256 of all its bytes.

mod header;
mod payload;
mod refused;

pub use header::{HEADER_LEN, Header};
pub use payload::{CHANGES_MAX, ITEMS_MAX, Item, PAYLOAD_BYTES_MAX, Payload};
pub use refused::{ChunkRefused, TooLarge};

use crate::{
    cursor::ChunkId,
    keys::{DeviceKeys, EpochKey},
    membership::{Membership, MembershipHash},
    seal,
    signature::{Purpose, Signature},
};
use header::Codec;
use naptime_domain::id::{PersonId, SpaceId};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};

/// Largest chunk, in bytes: half a minute on 2G, and four of them in one request.
pub const CHUNK_BYTES_MAX: usize = 256 * 1024;

/// By how many bytes a chunk is longer than its encoded payload.
pub const OVERHEAD: usize = HEADER_LEN + seal::NONCE_LEN + seal::TAG_LEN + SIGNATURE_LEN;

const SIGNATURE_LEN: usize = 64;

/// What a chunk says about itself besides its words: where it belongs and from which run of which device it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The space it belongs to.
    pub space: SpaceId,
    /// The epoch whose key seals it.
    pub epoch: u32,
    /// The membership its author knew.
    pub membership: MembershipHash,
    /// The run of an engine that made it: random at each start.
    pub writer: [u8; 8],
    /// How many chunks that run had made before.
    pub counter: u64,
}

/// A chunk whose header was read. Who wrote it and what it says are checked by [`verify`](Self::verify) and [`open`](Self::open).
#[derive(Clone, PartialEq, Eq)]
pub struct SealedChunk {
    header: Header,
    bytes: Vec<u8>,
}

impl SealedChunk {
    /// Reads a chunk's header and checks its size; nothing is verified or opened yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, ChunkRefused> {
        if bytes.len() > CHUNK_BYTES_MAX {
            return Err(ChunkRefused::TooLong { max: CHUNK_BYTES_MAX });
        }
        let header = Header::read(bytes)?;
        if bytes.len() < OVERHEAD {
            return Err(ChunkRefused::NotAChunk);
        }
        Ok(Self { header, bytes: bytes.to_vec() })
    }

    /// What anybody can read of it.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its bytes, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Its id.
    pub fn id(&self) -> ChunkId {
        ChunkId(Sha256::digest(&self.bytes).into())
    }

    /// Whether its author may write here: its device signed it and was a member at the membership it names.
    /// Returns the author. Servers and clients ask the same.
    pub fn verify(&self, membership: &Membership) -> Result<PersonId, ChunkRefused> {
        let header = &self.header;
        if header.space != membership.space() {
            return Err(ChunkRefused::OtherSpace);
        }
        if !membership.knows(&header.membership) {
            return Err(ChunkRefused::UnknownMembership);
        }
        if !membership.was_member_at(&header.membership, &header.device) {
            return Err(ChunkRefused::NotAMember);
        }
        if header.epoch != membership.epoch() {
            return Err(ChunkRefused::OtherEpoch { current: membership.epoch() });
        }
        self.verify_signature()?;
        membership.device_person(&header.device).ok_or(ChunkRefused::NotAMember)
    }

    /// Whether the device named in the header signed these bytes.
    pub fn verify_signature(&self) -> Result<(), ChunkRefused> {
        let (signed, signature) = self.bytes.split_last_chunk::<SIGNATURE_LEN>().ok_or(ChunkRefused::NotAChunk)?;
        Signature(*signature)
            .verify(&self.header.device.0, Purpose::Chunk, &[signed])
            .map_err(|_| ChunkRefused::WrongSignature)
    }

    /// What it says. Verify it first: a key that all members hold does not tell who wrote it.
    pub fn open(&self, key: &EpochKey) -> Result<Payload, ChunkRefused> {
        let signed = self.bytes.len().saturating_sub(SIGNATURE_LEN);
        let (header, sealed) = self
            .bytes
            .get(..signed)
            .and_then(|signed| signed.split_at_checked(HEADER_LEN))
            .ok_or(ChunkRefused::NotAChunk)?;
        let packed = seal::open(key.as_bytes(), sealed, header).map_err(|_| ChunkRefused::WrongKey)?;
        match self.header.codec {
            Codec::Raw => Payload::decode(&packed),
            Codec::Deflate => Payload::decode(&payload::inflate(&packed)?),
        }
    }
}

/// Which chunk, not its bytes.
impl std::fmt::Debug for SealedChunk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedChunk").field("id", &self.id()).field("header", &self.header).finish_non_exhaustive()
    }
}

/// Seals and signs a payload, deflated if that is smaller.
pub fn seal(
    payload: &Payload,
    place: &Place,
    key: &EpochKey,
    device: &DeviceKeys,
    rng: &mut dyn CryptoRng,
) -> Result<SealedChunk, TooLarge> {
    let raw = payload.encode()?;
    let deflated = payload::deflate(&raw);
    let (codec, packed) = if deflated.len() < raw.len() { (Codec::Deflate, deflated) } else { (Codec::Raw, raw) };
    if packed.len() + OVERHEAD > CHUNK_BYTES_MAX {
        return Err(TooLarge::Chunk { max: CHUNK_BYTES_MAX });
    }
    let header = Header {
        codec,
        space: place.space,
        epoch: place.epoch,
        membership: place.membership,
        device: device.device(),
        writer: place.writer,
        counter: place.counter,
    };
    let mut bytes = header.bytes();
    let sealed = seal::seal(key.as_bytes(), &packed, &bytes, rng);
    bytes.extend_from_slice(&sealed);
    let signature = device.sign(Purpose::Chunk, &[&bytes]);
    bytes.extend_from_slice(&signature.0);
    Ok(SealedChunk { header, bytes })
}

#[cfg(test)]
mod tests;
