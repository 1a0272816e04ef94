//! A blob: the bytes of a photo or file, apart from documents, named by the hash of their content and sealed piece by piece.
//!
//! A piece holds the next 64 KiB. Its text: the blob's length (4) | content | zeros, so that content and zeros are 4, 8, 16, 32
//! or 64 KiB. Sealed: nonce (24) | ciphertext with its tag, under the space's key, with space, blob and place as associated data.
//!
//! The server knows a piece by a name that only members can make: HKDF-SHA256 of the space's key over the same data. So it
//! cannot tell that two people hold the same file, nor how long a file is beyond the step of its last piece.

use crate::{codec::public_bytes, keys::EpochKey, seal};
use hkdf::Hkdf;
use naptime_domain::id::{BlobId, SpaceId};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Content of a full piece, in bytes: eight seconds on 2G are lost when a connection breaks.
pub const PIECE_BYTES: usize = 64 * 1024;
/// Largest blob, in bytes: a downscaled photo is a tenth of it, a scanned contract about as much.
pub const BLOB_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Largest small picture of a blob, in bytes: one piece.
pub const THUMBNAIL_BYTES_MAX: usize = PIECE_BYTES;
/// Most pieces of one blob.
pub const PIECES_MAX: usize = BLOB_BYTES_MAX / PIECE_BYTES;
/// Most records that hold one blob and its small picture: each piece, and that it is here.
pub(crate) const RECORDS_MAX: usize = 2 * (PIECES_MAX + 1);
/// Most blobs of one space on one device, small pictures included: what a work may rest on, for two works to the brim.
pub const BLOBS_MAX: usize = 2_000;
/// Most bytes of blobs of one space on one device: half of what the server keeps for a space, and a tenth of what the
/// browser of a cheap phone gives.
pub const SPACE_BLOB_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Largest sealed piece, in bytes.
pub const SEALED_BYTES_MAX: usize = seal::NONCE_LEN + seal::TAG_LEN + LENGTH_LEN + PIECE_BYTES;

/// The step that the least content is padded to, in bytes.
const PADDED_BYTES_MIN: usize = 4 * 1024;
const LENGTH_LEN: usize = 4;

public_bytes! {
    /// A piece as the server knows it.
    PieceName, 32;
}

/// How much of a blob somebody wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// It is named as a small picture: who names a film so makes nobody fetch it.
    Small,
    /// All of it, however long.
    Whole,
}

impl Look {
    /// The longest blob that is fetched for it, in bytes.
    pub(crate) fn bytes_max(self) -> usize {
        match self {
            Self::Small => THUMBNAIL_BYTES_MAX,
            Self::Whole => BLOB_BYTES_MAX,
        }
    }
}

/// Which piece of which blob in which space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PiecePlace {
    /// The space.
    pub space: SpaceId,
    /// The blob.
    pub blob: BlobId,
    /// How many pieces come before.
    pub index: u16,
}

/// A piece that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How long the whole blob is, in bytes.
    pub length: u32,
    /// What this piece holds of it.
    pub content: Vec<u8>,
}

/// Why pieces are not taken for what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobRefused {
    /// Longer than a piece may be.
    #[error("longer than {max} bytes")]
    TooLong {
        /// The limit in bytes.
        max: usize,
    },
    /// Not sealed for this place with this key.
    #[error("not sealed for this place")]
    WrongKey,
    /// It opens, and holds something else than a piece of this place.
    #[error("not a piece of this place")]
    NotAPiece,
    /// The pieces together are another content than the one they are named by.
    #[error("another content than the one it is named by")]
    OtherContent,
}

/// The blob that some content is.
pub fn blob_of(content: &[u8]) -> BlobId {
    BlobId(Sha256::digest(content).into())
}

/// How many pieces a blob of so many bytes has.
pub fn pieces_of(length: u32) -> u16 {
    u16::try_from((length as usize).div_ceil(PIECE_BYTES)).unwrap_or(u16::MAX)
}

impl PiecePlace {
    /// The name by which the server knows the piece.
    pub fn name(&self, key: &EpochKey) -> PieceName {
        let mut name = [0; 32];
        let hkdf = Hkdf::<Sha256>::new(Some(b"naptime blob piece 1"), key.as_bytes());
        match hkdf.expand(&self.bytes(), &mut name) {
            Ok(()) => PieceName(name),
            Err(_) => unreachable!("HKDF-SHA256 gives up to 8160 bytes"),
        }
    }

    /// Seals the part of a blob's content that belongs here; `None` behind its end.
    pub fn seal(&self, content: &[u8], key: &EpochKey, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let length = u32::try_from(content.len()).ok()?;
        let part = content.chunks(PIECE_BYTES).nth(usize::from(self.index))?;
        let mut text = length.to_be_bytes().to_vec();
        text.extend_from_slice(part);
        text.resize(LENGTH_LEN + padded(part.len()), 0);
        Some(seal::seal(key.as_bytes(), &text, &self.associated(), rng))
    }

    /// Opens a piece that should be the one of this place.
    pub fn open(&self, sealed: &[u8], key: &EpochKey) -> Result<Piece, BlobRefused> {
        if sealed.len() > SEALED_BYTES_MAX {
            return Err(BlobRefused::TooLong { max: SEALED_BYTES_MAX });
        }
        let text = seal::open(key.as_bytes(), sealed, &self.associated()).map_err(|_| BlobRefused::WrongKey)?;
        self.read(&text).ok_or(BlobRefused::NotAPiece)
    }

    fn read(&self, text: &[u8]) -> Option<Piece> {
        let (length, padded_content) = text.split_first_chunk::<LENGTH_LEN>()?;
        let length = u32::from_be_bytes(*length);
        if length == 0 || length as usize > BLOB_BYTES_MAX {
            return None;
        }
        let before = usize::from(self.index) * PIECE_BYTES;
        let here = (length as usize).checked_sub(before).filter(|rest| *rest > 0)?.min(PIECE_BYTES);
        let (content, zeros) = padded_content.split_at_checked(here)?;
        let is_canonical = padded_content.len() == padded(here) && zeros.iter().all(|byte| *byte == 0);
        is_canonical.then(|| Piece { length, content: content.to_vec() })
    }

    fn bytes(&self) -> Vec<u8> {
        [self.space.0.as_slice(), &self.blob.0, &self.index.to_be_bytes()].concat()
    }

    fn associated(&self) -> Vec<u8> {
        [b"naptime blob piece 1\0".as_slice(), &self.bytes()].concat()
    }
}

/// A blob's content from all its pieces, in order.
pub fn content_of(blob: &BlobId, pieces: impl IntoIterator<Item = Piece>) -> Result<Vec<u8>, BlobRefused> {
    let content: Vec<u8> = pieces.into_iter().flat_map(|piece| piece.content).collect();
    if blob_of(&content) == *blob { Ok(content) } else { Err(BlobRefused::OtherContent) }
}

fn padded(bytes: usize) -> usize {
    bytes.next_power_of_two().max(PADDED_BYTES_MIN)
}

#[cfg(test)]
mod tests;
