//! Who is in a space: a log of signed entries, each naming the one before, with the same rules on servers and devices.
//!
//! A server sequences it by compare-and-append; everybody checks every entry, so a server can withhold but not invent.
//! Nothing is removed yet: the codec keeps numbers free for taking a person off, new epochs and roles.

mod author;
mod entry;
mod refused;
mod rules;

pub use author::{InviteTerms, JoinRefused};
pub use entry::{Action, ENTRY_BYTES_MAX, EntryBody, Role, SignedEntry, SpaceKind};
pub use refused::{InviteClosed, MembershipRefused};

use crate::{
    certificate::BoxKey,
    codec::public_bytes,
    invite::InviteKey,
    keys::{DeviceId, EpochKey, PersonKeys},
    seal::{InviteSealedKey, WrappedKey, WrongKey},
};
use naptime_domain::{
    id::{PersonId, SpaceId},
    time::Timestamp,
};
use std::collections::BTreeMap;

public_bytes! {
    /// A membership log up to some entry, by the SHA-256 of that entry's bytes; zeros before the first.
    MembershipHash, 32;
}

/// Most people in a group: six are meant to work together, twice that is a crowd.
pub const MEMBERS_MAX: usize = 12;
/// Most devices of one person in one space, lost ones included.
pub const DEVICES_MAX: usize = 8;
/// Most entries of one log: a group that invites daily fills it in ten years.
pub const ENTRIES_MAX: u32 = 4_096;

impl MembershipHash {
    /// Before the first entry.
    pub const START: Self = Self([0; 32]);
}

/// What a log of entries says about one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    space: SpaceId,
    kind: Option<SpaceKind>,
    head: MembershipHash,
    sequence: u32,
    /// In the order they joined.
    members: Vec<Member>,
    /// In the order they were made.
    invites: Vec<Invite>,
    devices: BTreeMap<DeviceId, DeviceJoined>,
    /// How many entries the log had when it ended in each of these.
    hashes: BTreeMap<MembershipHash, u32>,
}

/// One person in a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// What she may do.
    pub role: Role,
    /// Where keys are wrapped to for her.
    pub box_key: BoxKey,
    /// Her devices, in the order they came.
    pub devices: Vec<DeviceId>,
    /// When she joined, by her device's clock.
    pub joined_at: Timestamp,
    wrapped_key: WrappedKey,
    context: Vec<u8>,
}

/// One invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// Its name.
    pub key: InviteKey,
    /// Who made it.
    pub by: PersonId,
    /// The role it gives.
    pub role: Role,
    /// When it closes; only the server's clock decides.
    pub expires_at: Timestamp,
    /// How many more people may join with it.
    pub uses_left: u16,
    /// Whether it was withdrawn.
    pub is_revoked: bool,
    /// The space's key, for whoever has the link.
    pub sealed_key: InviteSealedKey,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DeviceJoined {
    person: PersonId,
    /// How many entries the log had once the device was in it.
    at_sequence: u32,
}

impl Membership {
    /// The empty log of a space.
    pub fn start(space: SpaceId) -> Self {
        Self {
            space,
            kind: None,
            head: MembershipHash::START,
            sequence: 0,
            members: Vec::new(),
            invites: Vec::new(),
            devices: BTreeMap::new(),
            hashes: BTreeMap::new(),
        }
    }

    /// The space.
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// Personal or a group's; `None` before the first entry.
    pub fn kind(&self) -> Option<SpaceKind> {
        self.kind
    }

    /// The hash of the last entry.
    pub fn head(&self) -> MembershipHash {
        self.head
    }

    /// How many entries there are, which is also the next one's number.
    pub fn sequence(&self) -> u32 {
        self.sequence
    }

    /// The epoch whose key seals new chunks. There is one so far.
    pub fn epoch(&self) -> u32 {
        0
    }

    /// Everybody, in the order they joined.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// One of them.
    pub fn member(&self, person: &PersonId) -> Option<&Member> {
        self.members.iter().find(|member| member.person == *person)
    }

    /// Every invitation that was ever made, oldest first.
    pub fn invites(&self) -> &[Invite] {
        &self.invites
    }

    /// One of them.
    pub fn invite(&self, key: &InviteKey) -> Option<&Invite> {
        self.invites.iter().find(|invite| invite.key == *key)
    }

    /// Whether a device may write here now.
    pub fn is_member_device(&self, device: &DeviceId) -> bool {
        self.devices.contains_key(device)
    }

    /// Whose device it is, if it is one of a member.
    pub fn device_person(&self, device: &DeviceId) -> Option<PersonId> {
        self.devices.get(device).map(|joined| joined.person)
    }

    /// Whether the log once ended in this hash.
    pub fn knows(&self, at: &MembershipHash) -> bool {
        self.hashes.contains_key(at)
    }

    /// Whether a device was a member's when the log ended in this hash.
    pub fn was_member_at(&self, at: &MembershipHash, device: &DeviceId) -> bool {
        match (self.hashes.get(at), self.devices.get(device)) {
            (Some(sequence), Some(joined)) => joined.at_sequence <= *sequence,
            _ => false,
        }
    }

    /// The current epoch's key, as the log holds it for a member.
    pub fn epoch_key(&self, person: &PersonKeys) -> Result<EpochKey, WrongKey> {
        let member = self.member(&person.person()).ok_or(WrongKey)?;
        person.box_secret().unwrap_key(&member.wrapped_key, &member.context)
    }

    /// Takes the next entry. On `Err` nothing changed.
    ///
    /// A server gives its clock, so that closed invitations stay closed; others take the server's word for that.
    pub fn append(&mut self, entry: &SignedEntry, now: Option<Timestamp>) -> Result<(), MembershipRefused> {
        // Signatures last: they cost a hundred times as much as all other rules.
        rules::check(self, entry, now)?;
        entry.verify_signatures()?;
        rules::apply(self, entry);
        Ok(())
    }

    /// Takes the next entry from this device's own records, whose signatures were checked before they were stored.
    pub fn replay(&mut self, entry: &SignedEntry) -> Result<(), MembershipRefused> {
        rules::check(self, entry, None)?;
        rules::apply(self, entry);
        Ok(())
    }
}

impl Invite {
    /// Why nobody can join with it any more, if so. Without a clock, expiry is not looked at.
    pub fn closed(&self, now: Option<Timestamp>) -> Option<InviteClosed> {
        if self.is_revoked {
            Some(InviteClosed::Revoked)
        } else if self.uses_left == 0 {
            Some(InviteClosed::UsedUp)
        } else if now.is_some_and(|now| now >= self.expires_at) {
            Some(InviteClosed::Expired)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;
