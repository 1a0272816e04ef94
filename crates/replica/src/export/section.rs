//! What an export file holds once it is opened. Who one is does not stand in it: that is what the words are for.

use super::EXPORT_BYTES_MAX;
use crate::{
    blob::PIECES_MAX,
    codec::{self, Format},
    membership,
};
use minicbor::{Decode, Encode, bytes::ByteVec};
use naptime_domain::{
    document::Descriptor,
    id::{BlobId, SpaceId},
};

/// Most chunks of one space: at a hundred bytes each they fill the file.
const CHUNKS_MAX: usize = EXPORT_BYTES_MAX / 100;
const ENTRIES_MAX: usize = membership::ENTRIES_MAX as usize;
/// Most unsent changes and submissions in one section; a space that has more takes several.
pub(crate) const UNSENT_MAX: usize = 50_000;
/// Most invitations in one section.
pub(crate) const INVITES_MAX: usize = 4_096;

/// One sealed part of a file.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Section {
    /// One space with all that is known of it.
    #[n(0)]
    Space(#[n(0)] ExportedSpace),
    /// Fragments of the invitations made or held, which carry their secrets.
    #[n(1)]
    Invites(
        #[n(0)]
        #[cbor(decode_with = "codec::at_most::<INVITES_MAX, _, _>")]
        Vec<String>,
    ),
    /// What waited to be appended to a space's membership log. By now the server may have had others' entries first.
    #[n(2)]
    Planned {
        /// The space, whose own section stands before this one.
        #[n(0)]
        space: SpaceId,
        /// The entries, oldest first.
        #[n(1)]
        #[cbor(decode_with = "codec::byte_strings::<ENTRIES_MAX, _>", encode_with = "codec::encode_byte_strings")]
        entries: Vec<Vec<u8>>,
    },
    /// A photo or file.
    #[n(3)]
    Blob(#[n(0)] ExportedBlob),
}

/// One space.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ExportedSpace {
    /// Which.
    #[n(0)]
    pub space: SpaceId,
    /// Its membership log as the server has sequenced it, from the first entry.
    #[n(1)]
    #[cbor(decode_with = "codec::byte_strings::<ENTRIES_MAX, _>", encode_with = "codec::encode_byte_strings")]
    pub entries: Vec<Vec<u8>>,
    /// Its log as far as it is known: offset and chunk, in order.
    #[n(2)]
    #[cbor(decode_with = "codec::at_most::<CHUNKS_MAX, _, _>")]
    pub log: Vec<(u64, ByteVec)>,
    /// Changes that the server had not confirmed.
    #[n(3)]
    #[cbor(decode_with = "codec::at_most::<UNSENT_MAX, _, _>")]
    pub changes: Vec<(Descriptor, ByteVec)>,
    /// Submissions that the server had not confirmed.
    #[n(4)]
    #[cbor(decode_with = "codec::byte_strings::<UNSENT_MAX, _>", encode_with = "codec::encode_byte_strings")]
    pub submissions: Vec<Vec<u8>>,
}

/// One blob.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ExportedBlob {
    /// The space, whose own section stands before.
    #[n(0)]
    pub space: SpaceId,
    /// Which.
    #[n(1)]
    pub blob: BlobId,
    /// Its sealed pieces, in order.
    #[n(2)]
    #[cbor(decode_with = "codec::byte_strings::<PIECES_MAX, _>", encode_with = "codec::encode_byte_strings")]
    pub pieces: Vec<Vec<u8>>,
}

impl Format for Section {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = EXPORT_BYTES_MAX;
}
