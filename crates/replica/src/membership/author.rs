//! Making entries: what a device of a member, or of somebody who joins, appends.

use super::{Action, EntryBody, InviteClosed, Membership, MembershipHash, Role, SignedEntry, SpaceKind};
use crate::{
    invite::{Invitation, InviteKey},
    keys::{DeviceKeys, EpochKey, PersonKeys},
    seal::{WrappedKey, WrongKey},
};
use naptime_domain::{id::SpaceId, time::Timestamp};
use rand_core::CryptoRng;

/// For whom an invitation is, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InviteTerms {
    /// What those who join with it may do.
    pub role: Role,
    /// When it closes.
    pub expires_at: Timestamp,
    /// How many people may join with it.
    pub uses: u16,
}

/// Why an invitation does not open a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinRefused {
    /// The log has no such invitation.
    #[error("no such invitation")]
    UnknownInvite,
    /// Nobody can join with it any more.
    #[error("the invitation is closed: {0}")]
    Closed(InviteClosed),
    /// She is a member already.
    #[error("already a member")]
    AlreadyMember,
    /// The key that the log holds for this invitation is not for this link.
    #[error(transparent)]
    WrongKey(#[from] WrongKey),
}

impl Membership {
    /// The first entry of a person's own space, with its first epoch's key.
    pub fn create_personal(
        person: &PersonKeys,
        device: &DeviceKeys,
        at: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> (SignedEntry, EpochKey) {
        create(SpaceKind::Personal, person.personal_space(), person, device, at, rng)
    }

    /// The first entry of a new group, with its first epoch's key. The group's id is [`SignedEntry::space`].
    pub fn create_group(
        person: &PersonKeys,
        device: &DeviceKeys,
        at: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> (SignedEntry, EpochKey) {
        create(SpaceKind::Group, SpaceId([0; 16]), person, device, at, rng)
    }

    /// The entry that opens the group to whoever holds an invitation.
    pub fn invite_entry(
        &self,
        device: &DeviceKeys,
        invitation: &Invitation,
        terms: &InviteTerms,
        key: &EpochKey,
        at: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> SignedEntry {
        let InviteTerms { role, expires_at, uses } = *terms;
        let sealed_key = invitation.seal_key(key, self.epoch(), rng);
        self.entry(device, at, Action::Invite { invite: invitation.key(), role, expires_at, uses, sealed_key })
    }

    /// The entry that withdraws an invitation.
    pub fn revoke_entry(&self, device: &DeviceKeys, invite: InviteKey, at: Timestamp) -> SignedEntry {
        self.entry(device, at, Action::RevokeInvite { invite })
    }

    /// The entry by which a person joins, with the epoch's key that the invitation opened.
    pub fn join_entry(
        &self,
        person: &PersonKeys,
        device: &DeviceKeys,
        invitation: &Invitation,
        at: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<(SignedEntry, EpochKey), JoinRefused> {
        let invite = self.invite(&invitation.key()).ok_or(JoinRefused::UnknownInvite)?;
        if self.member(&person.person()).is_some() {
            return Err(JoinRefused::AlreadyMember);
        }
        if let Some(why) = invite.closed(None) {
            return Err(JoinRefused::Closed(why));
        }
        let key = invitation.open_key(&invite.sealed_key, self.epoch())?;
        let action = Action::Join {
            invite: invite.key,
            certificate: device.certificate().clone(),
            box_key: person.box_key(),
            wrapped_key: wrap_to_self(person, &key, &join_context(&self.space, self.epoch()), rng),
            proof: invitation.prove_join(&person.person(), &device.device()),
        };
        Ok((self.entry(device, at, action), key))
    }

    /// The entry by which a member's new device adds itself.
    pub fn add_device_entry(&self, device: &DeviceKeys, at: Timestamp) -> SignedEntry {
        self.entry(device, at, Action::AddDevice { certificate: device.certificate().clone() })
    }

    fn entry(&self, device: &DeviceKeys, at: Timestamp, action: Action) -> SignedEntry {
        let body = EntryBody {
            space: self.space,
            sequence: self.sequence,
            previous: self.head,
            device: device.device(),
            at,
            action,
        };
        SignedEntry::sign(body, device)
    }
}

fn create(
    kind: SpaceKind,
    space: SpaceId,
    person: &PersonKeys,
    device: &DeviceKeys,
    at: Timestamp,
    rng: &mut dyn CryptoRng,
) -> (SignedEntry, EpochKey) {
    let key = EpochKey::generate(rng);
    let mut nonce = [0; 16];
    rng.fill_bytes(&mut nonce);
    let action = Action::Create {
        kind,
        nonce,
        certificate: device.certificate().clone(),
        box_key: person.box_key(),
        wrapped_key: wrap_to_self(person, &key, &create_context(&nonce), rng),
    };
    let previous = MembershipHash::START;
    let body = EntryBody { space, sequence: 0, previous, device: device.device(), at, action };
    (SignedEntry::sign(body, device), key)
}

fn wrap_to_self(person: &PersonKeys, key: &EpochKey, context: &[u8], rng: &mut dyn CryptoRng) -> WrappedKey {
    match person.box_key().wrap_key(key, context, rng) {
        Ok(wrapped) => wrapped,
        Err(_) => unreachable!("her own box key is a good one"),
    }
}

/// What a key wrapped at a space's creation is bound to; the space's id does not exist yet.
pub(super) fn create_context(nonce: &[u8; 16]) -> Vec<u8> {
    [b"create\0".as_slice(), nonce].concat()
}

/// What a key wrapped at joining is bound to.
pub(super) fn join_context(space: &SpaceId, epoch: u32) -> Vec<u8> {
    [b"join\0".as_slice(), &space.0, &epoch.to_be_bytes()].concat()
}
