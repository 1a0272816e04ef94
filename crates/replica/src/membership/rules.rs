//! The rules of a membership log: what the next entry may be, and what it changes.

use super::{
    Action, DEVICES_MAX, DeviceJoined, ENTRIES_MAX, Invite, MEMBERS_MAX, Member, Membership, MembershipRefused, Role,
    SignedEntry, SpaceKind, author,
};
use crate::{
    certificate::{BoxKey, DeviceCertificate},
    invite::InviteKey,
    keys::{DeviceId, personal_space},
    seal::WrappedKey,
};
use naptime_domain::{id::PersonId, time::Timestamp};

/// Whether the entry may come next, if its signatures are right.
pub(super) fn check(
    membership: &Membership,
    entry: &SignedEntry,
    now: Option<Timestamp>,
) -> Result<(), MembershipRefused> {
    let body = entry.body();
    if entry.space() != membership.space {
        return Err(MembershipRefused::OtherSpace);
    }
    if body.sequence != membership.sequence || body.previous != membership.head {
        return Err(MembershipRefused::NotNext);
    }
    if membership.sequence >= ENTRIES_MAX {
        return Err(MembershipRefused::TooManyEntries { max: ENTRIES_MAX });
    }
    if matches!(body.action, Action::Create { .. }) != (membership.sequence == 0) {
        return Err(MembershipRefused::NotABeginning);
    }
    match &body.action {
        Action::Create { kind, certificate, .. } => check_create(entry, *kind, certificate),
        Action::Invite { invite, role, uses, .. } => check_invite(membership, &body.device, invite, *role, *uses),
        Action::RevokeInvite { invite } => check_revoke(membership, &body.device, invite),
        Action::Join { invite, certificate, .. } => check_join(membership, &body.device, invite, certificate, now),
        Action::AddDevice { certificate } => check_add_device(membership, &body.device, certificate),
    }
}

fn check_create(
    entry: &SignedEntry,
    kind: SpaceKind,
    certificate: &DeviceCertificate,
) -> Result<(), MembershipRefused> {
    if certificate.device != entry.body().device {
        return Err(MembershipRefused::NotCertified);
    }
    let right_space = match kind {
        SpaceKind::Personal => entry.body().space == personal_space(&certificate.person),
        SpaceKind::Group => entry.body().space.0 == [0; 16],
    };
    if right_space { Ok(()) } else { Err(MembershipRefused::OtherSpace) }
}

fn check_invite(
    membership: &Membership,
    device: &DeviceId,
    invite: &InviteKey,
    role: Role,
    uses: u16,
) -> Result<(), MembershipRefused> {
    let maker = signer(membership, device)?;
    not_personal(membership)?;
    if role > maker.role {
        return Err(MembershipRefused::RoleTooHigh);
    }
    let max = MEMBERS_MAX as u16;
    if !(1..=max).contains(&uses) {
        return Err(MembershipRefused::InviteUses { max });
    }
    if membership.invite(invite).is_some() {
        return Err(MembershipRefused::InviteExists);
    }
    Ok(())
}

fn check_revoke(membership: &Membership, device: &DeviceId, invite: &InviteKey) -> Result<(), MembershipRefused> {
    signer(membership, device)?;
    membership.invite(invite).map(|_| ()).ok_or(MembershipRefused::UnknownInvite)
}

fn check_join(
    membership: &Membership,
    device: &DeviceId,
    invite: &InviteKey,
    certificate: &DeviceCertificate,
    now: Option<Timestamp>,
) -> Result<(), MembershipRefused> {
    not_personal(membership)?;
    if certificate.device != *device {
        return Err(MembershipRefused::NotCertified);
    }
    let invite = membership.invite(invite).ok_or(MembershipRefused::UnknownInvite)?;
    if membership.member(&certificate.person).is_some() {
        return Err(MembershipRefused::AlreadyMember);
    }
    if membership.is_member_device(device) {
        return Err(MembershipRefused::DeviceExists);
    }
    if let Some(why) = invite.closed(now) {
        return Err(MembershipRefused::InviteClosed(why));
    }
    if membership.members.len() >= MEMBERS_MAX {
        return Err(MembershipRefused::TooManyMembers { max: MEMBERS_MAX });
    }
    Ok(())
}

fn check_add_device(
    membership: &Membership,
    device: &DeviceId,
    certificate: &DeviceCertificate,
) -> Result<(), MembershipRefused> {
    let member = membership.member(&certificate.person).ok_or(MembershipRefused::NotAMember)?;
    // The certificate is her word; the device that hands it in need only be hers, the new one included.
    if certificate.device != *device && !member.devices.contains(device) {
        return Err(MembershipRefused::NotAMember);
    }
    if membership.is_member_device(&certificate.device) {
        return Err(MembershipRefused::DeviceExists);
    }
    if member.devices.len() >= DEVICES_MAX {
        return Err(MembershipRefused::TooManyDevices { max: DEVICES_MAX });
    }
    Ok(())
}

fn signer<'m>(membership: &'m Membership, device: &DeviceId) -> Result<&'m Member, MembershipRefused> {
    membership.device_person(device).and_then(|person| membership.member(&person)).ok_or(MembershipRefused::NotAMember)
}

fn not_personal(membership: &Membership) -> Result<(), MembershipRefused> {
    match membership.kind {
        Some(SpaceKind::Personal) => Err(MembershipRefused::Personal),
        _ => Ok(()),
    }
}

/// Takes an entry that was checked.
pub(super) fn apply(membership: &mut Membership, entry: &SignedEntry) {
    let body = entry.body();
    let by = membership.device_person(&body.device);
    membership.sequence += 1;
    membership.head = entry.hash();
    membership.hashes.insert(membership.head, membership.sequence);
    match &body.action {
        Action::Create { kind, nonce, certificate, box_key, wrapped_key } => {
            membership.kind = Some(*kind);
            let context = author::create_context(nonce);
            add_member(membership, certificate, Role::Facilitator, body.at, (*box_key, *wrapped_key, context));
        }
        Action::Invite { invite, role, expires_at, uses, sealed_key } => {
            let Some(by) = by else { unreachable!("only members' invitations pass the check") };
            membership.invites.push(Invite {
                key: *invite,
                by,
                role: *role,
                expires_at: *expires_at,
                uses_left: *uses,
                is_revoked: false,
                sealed_key: *sealed_key,
            });
        }
        Action::RevokeInvite { invite } => {
            if let Some(invite) = invite_mut(membership, invite) {
                invite.is_revoked = true;
            }
        }
        Action::Join { invite, certificate, box_key, wrapped_key, .. } => {
            let Some(invite) = invite_mut(membership, invite) else {
                unreachable!("only known invitations pass the check")
            };
            invite.uses_left = invite.uses_left.saturating_sub(1);
            let role = invite.role;
            let context = author::join_context(&membership.space, membership.epoch());
            add_member(membership, certificate, role, body.at, (*box_key, *wrapped_key, context));
        }
        Action::AddDevice { certificate } => add_device(membership, &certificate.person, certificate.device),
    }
}

fn invite_mut<'m>(membership: &'m mut Membership, key: &InviteKey) -> Option<&'m mut Invite> {
    membership.invites.iter_mut().find(|invite| invite.key == *key)
}

fn add_member(
    membership: &mut Membership,
    certificate: &DeviceCertificate,
    role: Role,
    joined_at: Timestamp,
    (box_key, wrapped_key, context): (BoxKey, WrappedKey, Vec<u8>),
) {
    let person = certificate.person;
    membership.members.push(Member { person, role, box_key, devices: Vec::new(), joined_at, wrapped_key, context });
    add_device(membership, &person, certificate.device);
}

fn add_device(membership: &mut Membership, person: &PersonId, device: DeviceId) {
    let joined = DeviceJoined { person: *person, at_sequence: membership.sequence };
    membership.devices.insert(device, joined);
    if let Some(member) = membership.members.iter_mut().find(|member| member.person == *person) {
        member.devices.push(device);
    }
}
