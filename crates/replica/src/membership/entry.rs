//! One entry of a membership log, and its bytes.
//!
//! `[body, signature]`, both byte strings: the body is signed and kept as it came. The body is the canonical CBOR
//! `[1, [space, sequence, previous, device, at, action]]`.

use super::{MembershipHash, MembershipRefused};
use crate::{
    certificate::{BoxKey, DeviceCertificate},
    codec::{self, Format, Malformed},
    invite::InviteKey,
    keys::{DeviceId, DeviceKeys},
    seal::{InviteSealedKey, WrappedKey},
    signature::{Purpose, Signature},
};
use minicbor::{Decode, Encode};
use naptime_domain::{id::SpaceId, time::Timestamp};
use sha2::{Digest, Sha256};

/// Largest entry, in bytes: four times the largest there is, for what newer versions may add.
pub const ENTRY_BYTES_MAX: usize = 2 * 1024;

/// An entry as it is stored and sent. Its form was checked; its signatures are checked when a log takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedEntry {
    body: EntryBody,
    body_bytes: Vec<u8>,
    signature: Signature,
    bytes: Vec<u8>,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct EntryBody {
    /// The space; zeros where a group is created, whose id is the hash of that entry.
    #[n(0)]
    pub space: SpaceId,
    /// How many entries come before.
    #[n(1)]
    pub sequence: u32,
    /// The hash of the entry before; zeros in the first.
    #[n(2)]
    pub previous: MembershipHash,
    /// The device that signed it.
    #[n(3)]
    pub device: DeviceId,
    /// When it was made, by that device's clock.
    #[n(4)]
    pub at: Timestamp,
    /// What it does.
    #[n(5)]
    pub action: Action,
}

/// What an entry does. Numbers 5 to 8 are kept for remove, rekey, role and epoch.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Action {
    /// Makes the space; its maker is its first member and facilitator.
    #[n(0)]
    Create {
        /// Personal or a group's.
        #[n(0)]
        kind: SpaceKind,
        /// Random, so that two groups made by one device at one moment are two.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        nonce: [u8; 16],
        /// Says whose the device is.
        #[n(2)]
        certificate: DeviceCertificate,
        /// Where keys are wrapped to for her.
        #[n(3)]
        box_key: BoxKey,
        /// The first epoch's key, wrapped to herself.
        #[n(4)]
        wrapped_key: WrappedKey,
    },
    /// Makes an invitation.
    #[n(1)]
    Invite {
        /// Its name, and the key that proves one holds it.
        #[n(0)]
        invite: InviteKey,
        /// What those who join with it may do.
        #[n(1)]
        role: Role,
        /// When it closes.
        #[n(2)]
        expires_at: Timestamp,
        /// How many people may join with it.
        #[n(3)]
        uses: u16,
        /// The epoch's key, for whoever has the link.
        #[n(4)]
        sealed_key: InviteSealedKey,
    },
    /// Withdraws an invitation.
    #[n(2)]
    RevokeInvite {
        /// Which.
        #[n(0)]
        invite: InviteKey,
    },
    /// Joins by an invitation.
    #[n(3)]
    Join {
        /// Which.
        #[n(0)]
        invite: InviteKey,
        /// Says whose the device is.
        #[n(1)]
        certificate: DeviceCertificate,
        /// Where keys are wrapped to for her.
        #[n(2)]
        box_key: BoxKey,
        /// The epoch's key, wrapped to herself, so that she needs the link no more.
        #[n(3)]
        wrapped_key: WrappedKey,
        /// By the invitation's key: this person may join with this device.
        #[n(4)]
        proof: Signature,
    },
    /// Adds a device of a member: made by another device of hers, or by the new one.
    #[n(4)]
    AddDevice {
        /// Says whose the device is.
        #[n(0)]
        certificate: DeviceCertificate,
    },
}

/// Who a space is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum SpaceKind {
    /// One person and her devices.
    #[n(0)]
    Personal,
    /// A group.
    #[n(1)]
    Group,
}

/// What a member may do. Everybody may invite and withdraw invitations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Writes and reads.
    #[n(0)]
    Member,
    /// Also makes others facilitators.
    #[n(1)]
    Facilitator,
}

#[derive(Encode, Decode)]
struct Envelope {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(1)]
    signature: Signature,
}

impl Format for EntryBody {
    const VERSION: u8 = 1;
    const BYTES_MAX: usize = ENTRY_BYTES_MAX;
}

impl SignedEntry {
    pub(super) fn sign(body: EntryBody, device: &DeviceKeys) -> Self {
        let body_bytes = codec::to_bytes(&body);
        let signature = device.sign(Purpose::Entry, &[&body_bytes]);
        let bytes = codec::bare_to_bytes(&Envelope { body: body_bytes.clone(), signature });
        Self { body, body_bytes, signature, bytes }
    }

    /// Reads an entry. Who signed it is checked when a log takes it.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let Envelope { body: body_bytes, signature } = codec::bare_from_bytes(bytes, ENTRY_BYTES_MAX)?;
        let body = codec::from_bytes(&body_bytes)?;
        Ok(Self { body, body_bytes, signature, bytes: bytes.to_vec() })
    }

    /// What it says.
    pub fn body(&self) -> &EntryBody {
        &self.body
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the log is known by once it ends in this entry.
    pub fn hash(&self) -> MembershipHash {
        MembershipHash(Sha256::digest(&self.bytes).into())
    }

    /// The space it belongs to: for the creation of a group, the one it makes.
    pub fn space(&self) -> SpaceId {
        match self.body.action {
            Action::Create { kind: SpaceKind::Group, .. } => {
                let MembershipHash(hash) = self.hash();
                let mut space = [0; 16];
                space.copy_from_slice(&hash[..16]);
                SpaceId(space)
            }
            _ => self.body.space,
        }
    }

    /// Whether the device signed it and the person certified her device. An invitation's proof is a matter of the log.
    pub(super) fn verify_signatures(&self) -> Result<(), MembershipRefused> {
        self.signature
            .verify(&self.body.device.0, Purpose::Entry, &[&self.body_bytes])
            .map_err(|_| MembershipRefused::WrongSignature)?;
        match &self.body.action {
            Action::Create { certificate, .. } | Action::AddDevice { certificate } => {
                certificate.verify().map_err(|_| MembershipRefused::NotCertified)
            }
            Action::Join { certificate, invite, proof, .. } => {
                certificate.verify().map_err(|_| MembershipRefused::NotCertified)?;
                let parts: [&[u8]; 3] = [&self.body.space.0, &certificate.person.0, &certificate.device.0];
                proof.verify(&invite.0, Purpose::Join, &parts).map_err(|_| MembershipRefused::WrongProof)
            }
            Action::Invite { .. } | Action::RevokeInvite { .. } => Ok(()),
        }
    }
}
