//! What a chunk says once it is opened: changes of documents, and submissions.

use super::{ChunkRefused, TooLarge};
use crate::codec::{self, Format};
use minicbor::{Decode, Decoder, Encode, decode};
use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
};
use naptime_domain::document::{ChangeBytes, Descriptor};

/// Largest payload before it is deflated, in bytes: sixteen times a chunk, which text never needs.
pub const PAYLOAD_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Most items in one payload: a phone that was away for a term has fewer documents than that to send.
pub const ITEMS_MAX: usize = 256;
/// Most changes and submissions in one payload: what an hour of typing makes, at one a second.
pub const CHANGES_MAX: usize = 4_096;

/// What a change or submission takes in memory besides its bytes, roughly.
const ITEM_BYTES: usize = 48;

/// What an operation takes in memory at least, once its document is open. A change of a few typed words has more bytes than
/// that; a run of many operations that are alike has next to none.
const OP_BYTES: usize = 4;

/// Deflate's level: the highest costs 2 ms for a full chunk on a desktop, and bytes are what a phone pays for.
const LEVEL: u8 = 9;
/// Deflate cannot do better than 258 bytes for 2 bits.
const RATIO_MAX: usize = 1_032;

/// What one chunk says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Payload {
    /// The items, in the order they were written.
    #[n(0)]
    #[cbor(decode_with = "decode_items")]
    pub items: Vec<Item>,
}

/// One thing a chunk says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Item {
    /// Changes of one document, in an order in which they can be applied.
    #[n(0)]
    Changes {
        /// Which document.
        #[n(0)]
        descriptor: Descriptor,
        /// Uncompressed automerge change chunks. They are not looked into here.
        #[n(1)]
        #[cbor(decode_with = "codec::byte_strings::<CHANGES_MAX, _>", encode_with = "codec::encode_byte_strings")]
        changes: Vec<Vec<u8>>,
    },
    /// A submission's canonical bytes. They are not looked into here.
    #[n(1)]
    Submission(
        #[n(0)]
        #[cbor(with = "minicbor::bytes")]
        Vec<u8>,
    ),
}

impl Format for Payload {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = PAYLOAD_BYTES_MAX;
}

impl Payload {
    /// What it takes in memory, opened, in bytes: the same on every device.
    pub fn held_bytes(&self) -> usize {
        self.items.iter().map(Item::held_bytes).sum()
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, TooLarge> {
        if self.items.len() > ITEMS_MAX {
            return Err(TooLarge::TooMany { max: ITEMS_MAX });
        }
        if self.items.iter().map(Item::changes_len).sum::<usize>() > CHANGES_MAX {
            return Err(TooLarge::TooMany { max: CHANGES_MAX });
        }
        let bytes = codec::to_bytes(self);
        if bytes.len() > PAYLOAD_BYTES_MAX {
            return Err(TooLarge::Payload { max: PAYLOAD_BYTES_MAX });
        }
        Ok(bytes)
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, ChunkRefused> {
        codec::from_bytes(bytes).map_err(ChunkRefused::Payload)
    }
}

impl Item {
    /// What it takes in memory, opened, in bytes.
    pub(crate) fn held_bytes(&self) -> usize {
        match self {
            Self::Changes { changes, .. } => changes.iter().map(|change| held_bytes(change) + ITEM_BYTES).sum(),
            Self::Submission(bytes) => bytes.len() + ITEM_BYTES,
        }
    }

    fn changes_len(&self) -> usize {
        match self {
            Self::Changes { changes, .. } => changes.len(),
            Self::Submission(_) => 1,
        }
    }
}

fn held_bytes(change: &[u8]) -> usize {
    let ops = ChangeBytes::op_count_of(change).and_then(|ops| usize::try_from(ops).ok()).unwrap_or_default();
    change.len().max(ops.saturating_mul(OP_BYTES))
}

/// Counts over all items while reading them, since many short lists take more memory than their bytes.
fn decode_items<Ctx>(d: &mut Decoder<'_>, ctx: &mut Ctx) -> Result<Vec<Item>, decode::Error> {
    let count = codec::counted(d, ITEMS_MAX)?;
    let (mut items, mut changes) = (Vec::new(), 0);
    for _ in 0..count {
        let item: Item = d.decode_with(ctx)?;
        changes += item.changes_len();
        if changes > CHANGES_MAX {
            return Err(decode::Error::message("too many changes"));
        }
        items.push(item);
    }
    Ok(items)
}

/// The length, then the deflated bytes.
pub(super) fn deflate(raw: &[u8]) -> Vec<u8> {
    let len = u32::try_from(raw.len()).unwrap_or(u32::MAX);
    [len.to_be_bytes().as_slice(), &miniz_oxide::deflate::compress_to_vec(raw, LEVEL)].concat()
}

/// The bytes that [`deflate`] was given. Their length is known and checked before a byte is allocated for them.
pub(super) fn inflate(packed: &[u8]) -> Result<Vec<u8>, ChunkRefused> {
    let (len, stream) = packed.split_first_chunk::<4>().ok_or(ChunkRefused::Inflates)?;
    let len = u32::from_be_bytes(*len) as usize;
    if len > PAYLOAD_BYTES_MAX || len > stream.len().saturating_mul(RATIO_MAX) {
        return Err(ChunkRefused::Inflates);
    }
    let mut raw = vec![0; len];
    let mut state = Box::<DecompressorOxide>::default();
    let (status, read, written) = decompress(&mut state, stream, &mut raw, 0, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
    if status == TINFLStatus::Done && read == stream.len() && written == len {
        Ok(raw)
    } else {
        Err(ChunkRefused::Inflates)
    }
}
