//! What a device asks.

use super::{APPEND_MAX, Asked, ENTRIES_MAX, REQUEST_BYTES_MAX, SPACES_MAX, Signed, WireRefused};
use crate::{
    codec::{self, Format},
    cursor::Cursor,
    invite::InviteAccess,
    membership::MembershipHash,
    signature::Purpose,
};
use minicbor::{Decode, Encode};
use naptime_domain::id::SpaceId;

/// A sync as it is sent.
pub type SignedRequest = Signed<SyncRequest>;

/// A whole sync: for each space where the device stands and what it has to add.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SyncRequest {
    /// The last nonce the server gave; empty at first.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub nonce: Vec<u8>,
    /// The device's number for it, from 1; the answer repeats it.
    #[n(1)]
    pub request: u32,
    /// Each space at most once.
    #[n(2)]
    #[cbor(decode_with = "codec::at_most::<SPACES_MAX, _, _>")]
    pub spaces: Vec<SpaceSync>,
}

/// One space in a request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SpaceSync {
    /// Which.
    #[n(0)]
    pub space: SpaceId,
    /// By what right.
    #[n(1)]
    pub access: Access,
    /// How many membership entries the device has; 0 if none.
    #[n(2)]
    pub membership_sequence: u32,
    /// The hash of the last of them.
    #[n(3)]
    pub membership_head: MembershipHash,
    /// Entries to append, all or none, if the log still ends in `membership_head`.
    #[n(4)]
    #[cbor(decode_with = "codec::byte_strings::<ENTRIES_MAX, _>", encode_with = "codec::encode_byte_strings")]
    pub append_entries: Vec<Vec<u8>>,
    /// Where the device stands in the log of chunks.
    #[n(5)]
    pub cursor: Cursor,
    /// Chunks to append.
    #[n(6)]
    #[cbor(decode_with = "codec::byte_strings::<APPEND_MAX, _>", encode_with = "codec::encode_byte_strings")]
    pub append: Vec<Vec<u8>>,
    /// Whether the device wants the chunks behind its cursor; `false` only pushes.
    #[n(7)]
    pub want: bool,
}

/// By what right a device asks for a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Access {
    /// It is a member's device, or becomes one by the entries of this request.
    #[n(0)]
    Member,
    /// It holds an invitation: it may read the membership log and append entries that make it a member's device.
    #[n(1)]
    Invite(#[n(0)] InviteAccess),
}

impl Format for SyncRequest {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = REQUEST_BYTES_MAX;
}

impl Asked for SyncRequest {
    const PURPOSE: Purpose = Purpose::Sync;

    fn nonce(&self) -> &[u8] {
        &self.nonce
    }

    fn check(&self) -> Result<(), WireRefused> {
        let mut spaces: Vec<SpaceId> = self.spaces.iter().map(|space| space.space).collect();
        spaces.sort_unstable();
        let is_twice = spaces.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
        if is_twice { Err(WireRefused::SpaceTwice) } else { Ok(()) }
    }
}
