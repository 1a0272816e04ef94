//! What a device asks.

use super::{APPEND_MAX, ENTRIES_MAX, NONCE_LEN_MAX, REQUEST_BYTES_MAX, SPACES_MAX};
use crate::{
    certificate::DeviceCertificate,
    codec::{self, Format, Malformed},
    cursor::Cursor,
    invite::InviteAccess,
    keys::{DeviceId, DeviceKeys},
    membership::MembershipHash,
    signature::{Purpose, Signature},
};
use minicbor::{Decode, Encode};
use naptime_domain::id::{PersonId, SpaceId};

/// A request as it is sent: the body's bytes, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedRequest {
    request: SyncRequest,
    envelope: Envelope,
}

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

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requester {
    /// The person.
    pub person: PersonId,
    /// Her device.
    pub device: DeviceId,
}

/// Why a request is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireRefused {
    /// The bytes are not a request.
    #[error("not a request: {0}")]
    Malformed(#[from] Malformed),
    /// The nonce is longer than nonces are.
    #[error("the nonce is longer than {NONCE_LEN_MAX} bytes")]
    NonceTooLong,
    /// A space is there twice.
    #[error("a space is there twice")]
    SpaceTwice,
    /// The certificate or the signature is wrong.
    #[error("the signature is wrong")]
    WrongSignature,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Envelope {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(1)]
    certificate: DeviceCertificate,
    #[n(2)]
    signature: Signature,
}

impl Format for SyncRequest {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = REQUEST_BYTES_MAX;
}

impl SyncRequest {
    /// Signs it. Longer than [`REQUEST_BYTES_MAX`], it would be refused: see [`SignedRequest::to_bytes`].
    pub fn sign(self, device: &DeviceKeys) -> SignedRequest {
        let body = codec::to_bytes(&self);
        let signature = device.sign(Purpose::Sync, &[&body]);
        let envelope = Envelope { body, certificate: device.certificate().clone(), signature };
        SignedRequest { request: self, envelope }
    }

    fn check(&self) -> Result<(), WireRefused> {
        if self.nonce.len() > NONCE_LEN_MAX {
            return Err(WireRefused::NonceTooLong);
        }
        let mut spaces: Vec<SpaceId> = self.spaces.iter().map(|space| space.space).collect();
        spaces.sort_unstable();
        if spaces.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(WireRefused::SpaceTwice);
        }
        Ok(())
    }
}

impl SignedRequest {
    /// Reads a request. Who signed it is checked by [`verify`](Self::verify), so that a server can look at the nonce first.
    pub fn parse(bytes: &[u8]) -> Result<Self, WireRefused> {
        let envelope: Envelope = codec::bare_from_bytes(bytes, REQUEST_BYTES_MAX)?;
        let request: SyncRequest = codec::from_bytes(&envelope.body)?;
        request.check()?;
        Ok(Self { request, envelope })
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::bare_to_bytes(&self.envelope)
    }

    /// What is asked; not to be answered before it is verified.
    pub fn request(&self) -> &SyncRequest {
        &self.request
    }

    /// What is asked, given away.
    pub fn into_request(self) -> SyncRequest {
        self.request
    }

    /// Who says she asks; not to be believed before it is verified.
    pub fn claimed(&self) -> Requester {
        let DeviceCertificate { person, device, .. } = self.envelope.certificate;
        Requester { person, device }
    }

    /// Who asks, if her root key certified the device and the device signed the request.
    pub fn verify(&self) -> Result<Requester, WireRefused> {
        let Envelope { body, certificate, signature } = &self.envelope;
        certificate
            .verify()
            .and_then(|()| signature.verify(&certificate.device.0, Purpose::Sync, &[body]))
            .map_err(|_| WireRefused::WrongSignature)?;
        Ok(self.claimed())
    }
}
