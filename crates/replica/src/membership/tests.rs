//! The rules, one by one.

use super::{
    Action, DEVICES_MAX, ENTRIES_MAX, EntryBody, InviteClosed, InviteTerms, JoinRefused, MEMBERS_MAX, Membership,
    MembershipHash, MembershipRefused, Role, SignedEntry, SpaceKind,
};
use crate::{
    certificate::DeviceCertificate,
    codec::Malformed,
    invite::Invitation,
    keys::DeviceKeys,
    tests::sample::{Group, NEXT_WEEK, NOON, Somebody, busy_group, group_of, rng, somebody, terms},
};
use naptime_domain::{id::SpaceId, time::Timestamp};

/// An entry that says what the test wants it to say, rightly signed.
fn forged(log: &Membership, device: &DeviceKeys, action: Action, change: impl FnOnce(&mut EntryBody)) -> SignedEntry {
    let mut body = EntryBody {
        space: log.space(),
        sequence: log.sequence(),
        previous: log.head(),
        device: device.device(),
        at: NOON,
        action,
    };
    change(&mut body);
    SignedEntry::sign(body, device)
}

/// Refused, and nothing changed.
#[track_caller]
fn refuses(log: &Membership, entry: &SignedEntry, why: MembershipRefused) {
    let mut after = log.clone();
    assert_eq!(after.append(entry, Some(NOON)), Err(why));
    assert_eq!(after, *log);
}

/// The action of an entry, with something changed.
fn changed(entry: &SignedEntry, change: impl FnOnce(&mut Action)) -> Action {
    let mut action = entry.body().action.clone();
    change(&mut action);
    action
}

fn join(group: &Group, who: &mut Somebody, invitation: &Invitation) -> SignedEntry {
    group.log.join_entry(&who.keys, &who.device, invitation, NOON, &mut who.rng).unwrap().0
}

fn group_with_invitation(uses: u16) -> (Group, Somebody, Invitation) {
    let mut ana = somebody(1);
    let mut group = group_of(&mut ana);
    let invitation = group.invite(&mut ana, &terms(uses));
    (group, ana, invitation)
}

#[test]
fn a_group_is_known_by_the_hash_of_its_first_entry_and_its_maker_is_facilitator() {
    let ana = somebody(1);
    let group = group_of(&mut ana.clone());
    assert_eq!(group.log.space().0, group.entries[0].hash().0[..16]);
    assert_eq!(group.log.kind(), Some(SpaceKind::Group));
    assert_eq!(group.log.members().len(), 1);
    assert_eq!(group.log.member(&ana.keys.person()).unwrap().role, Role::Facilitator);
    assert_eq!(group.log.device_person(&ana.device.device()), Some(ana.keys.person()));
    assert_eq!(group.log.epoch_key(&ana.keys).unwrap(), group.key);
}

#[test]
fn two_groups_made_at_the_same_moment_by_the_same_device_are_two() {
    let mut ana = somebody(1);
    assert_ne!(group_of(&mut ana).log.space(), group_of(&mut ana).log.space());
}

#[test]
fn a_personal_space_is_made_only_by_the_person_it_is_named_after() {
    let (mut ana, ben) = (somebody(1), somebody(2));
    let (entry, key) = Membership::create_personal(&ana.keys, &ana.device, NOON, &mut ana.rng);
    let mut log = Membership::start(ana.keys.personal_space());
    log.append(&entry, None).unwrap();
    assert_eq!(log.kind(), Some(SpaceKind::Personal));
    assert_eq!(log.epoch_key(&ana.keys).unwrap(), key);
    assert!(log.epoch_key(&ben.keys).is_err());

    let empty = Membership::start(ana.keys.personal_space());
    let (his, _) = Membership::create_personal(&ben.keys, &ben.device, NOON, &mut ana.rng);
    refuses(&empty, &his, MembershipRefused::OtherSpace);
    let foreign = forged(&empty, &ben.device, his.body().action.clone(), |_| {});
    refuses(&empty, &foreign, MembershipRefused::OtherSpace);
}

#[test]
fn a_group_is_not_made_under_a_name_that_is_not_its_hash() {
    let mut ana = somebody(1);
    let (entry, _) = Membership::create_group(&ana.keys, &ana.device, NOON, &mut ana.rng);
    refuses(&Membership::start(SpaceId([7; 16])), &entry, MembershipRefused::OtherSpace);
    let empty = Membership::start(SpaceId([0; 16]));
    let named = forged(&empty, &ana.device, entry.body().action.clone(), |body| body.space = SpaceId([7; 16]));
    refuses(&Membership::start(named.space()), &named, MembershipRefused::OtherSpace);
}

#[test]
fn a_log_begins_with_its_creation_and_has_no_second_one() {
    let (group, ana, _) = busy_group();
    let empty = Membership::start(group.log.space());
    let action = group.entries[2].body().action.clone();
    refuses(&empty, &forged(&empty, &ana.device, action, |_| {}), MembershipRefused::NotABeginning);

    let personal = Membership::create_personal(&ana.keys, &ana.device, NOON, &mut rng(3)).0;
    let mut log = Membership::start(ana.keys.personal_space());
    log.append(&personal, None).unwrap();
    let again = forged(&log, &ana.device, personal.body().action.clone(), |_| {});
    refuses(&log, &again, MembershipRefused::NotABeginning);
}

#[test]
fn an_entry_follows_exactly_the_one_before() {
    let (group, _, ben) = busy_group();
    let action = || Action::RevokeInvite { invite: group.log.invites()[0].key };
    let late = forged(&group.log, &ben.device, action(), |body| body.sequence -= 1);
    refuses(&group.log, &late, MembershipRefused::NotNext);
    let early = forged(&group.log, &ben.device, action(), |body| body.sequence += 1);
    refuses(&group.log, &early, MembershipRefused::NotNext);
    let elsewhere = forged(&group.log, &ben.device, action(), |body| body.previous = MembershipHash([1; 32]));
    refuses(&group.log, &elsewhere, MembershipRefused::NotNext);
    refuses(&group.log, &group.entries[4], MembershipRefused::NotNext);
}

#[test]
fn an_entry_of_another_space_is_refused() {
    let (group, _, ben) = busy_group();
    let action = Action::RevokeInvite { invite: group.log.invites()[0].key };
    let foreign = forged(&group.log, &ben.device, action, |body| body.space = SpaceId([1; 16]));
    refuses(&group.log, &foreign, MembershipRefused::OtherSpace);
}

#[test]
fn an_entry_signed_by_another_device_than_it_names_is_refused() {
    let (group, ana, ben) = busy_group();
    let action = Action::RevokeInvite { invite: group.log.invites()[0].key };
    let forged = forged(&group.log, &ben.device, action, |body| body.device = ana.device.device());
    refuses(&group.log, &forged, MembershipRefused::WrongSignature);
}

#[test]
fn a_flipped_bit_anywhere_in_an_entry_is_refused() {
    let (group, _, _) = busy_group();
    let mut log = Membership::start(group.log.space());
    log.append(&group.entries[0], None).unwrap();
    let bytes = group.entries[1].bytes();
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(entry) = SignedEntry::parse(&bytes) {
            assert!(log.clone().append(&entry, None).is_err(), "bit {bit}");
        }
    }
}

#[test]
fn a_stranger_neither_invites_nor_withdraws_invitations() {
    let (group, _, invitation) = group_with_invitation(1);
    let mut eve = somebody(6);
    let entry = group.log.invite_entry(
        &eve.device,
        &Invitation::generate(group.log.space(), &mut rng(9)),
        &terms(1),
        &group.key,
        NOON,
        &mut eve.rng,
    );
    refuses(&group.log, &entry, MembershipRefused::NotAMember);
    let entry = group.log.revoke_entry(&eve.device, invitation.key(), NOON);
    refuses(&group.log, &entry, MembershipRefused::NotAMember);
}

#[test]
fn whoever_joins_by_an_invitation_is_a_member_and_opens_the_key() {
    let (mut group, _, invitation) = group_with_invitation(2);
    let mut ben = somebody(2);
    group.join(&mut ben, &invitation);
    assert_eq!(group.log.member(&ben.keys.person()).unwrap().role, Role::Member);
    assert_eq!(group.log.epoch_key(&ben.keys).unwrap(), group.key);
    assert_eq!(group.log.invites()[0].uses_left, 1);
    assert!(group.log.epoch_key(&somebody(3).keys).is_err());
}

#[test]
fn an_invitation_opens_as_often_as_it_says() {
    let (mut group, _, invitation) = group_with_invitation(1);
    let (mut ben, mut cem) = (somebody(2), somebody(3));
    let before = group.clone();
    group.join(&mut ben, &invitation);
    let refused = group.log.join_entry(&cem.keys, &cem.device, &invitation, NOON, &mut cem.rng);
    assert_eq!(refused.unwrap_err(), JoinRefused::Closed(InviteClosed::UsedUp));
    let action = join(&before, &mut cem, &invitation).body().action.clone();
    let late = forged(&group.log, &cem.device, action, |_| {});
    refuses(&group.log, &late, MembershipRefused::InviteClosed(InviteClosed::UsedUp));
}

#[test]
fn an_invitation_closes_when_its_time_is_over_by_the_servers_clock_alone() {
    let (group, _, invitation) = group_with_invitation(1);
    let entry = join(&group, &mut somebody(2), &invitation);
    let expired = Err(MembershipRefused::InviteClosed(InviteClosed::Expired));
    assert_eq!(group.log.clone().append(&entry, Some(NEXT_WEEK)), expired);
    assert_eq!(group.log.clone().append(&entry, Some(Timestamp(NEXT_WEEK.0 - 1))), Ok(()));
    assert_eq!(group.log.clone().append(&entry, None), Ok(()), "a peer takes the server's word");
}

#[test]
fn a_withdrawn_invitation_opens_nothing() {
    let (mut group, ana, invitation) = group_with_invitation(1);
    let mut ben = somebody(2);
    let action = join(&group, &mut ben, &invitation).body().action.clone();
    let revoked = group.log.revoke_entry(&ana.device, invitation.key(), NOON);
    group.append(revoked);
    let late = forged(&group.log, &ben.device, action, |_| {});
    refuses(&group.log, &late, MembershipRefused::InviteClosed(InviteClosed::Revoked));
}

#[test]
fn an_invitation_of_another_group_opens_nothing() {
    let (group, mut ana, _) = group_with_invitation(1);
    let mut other = group_of(&mut ana);
    let foreign = other.invite(&mut ana, &terms(1));
    let mut ben = somebody(2);
    let action = join(&other, &mut ben, &foreign).body().action.clone();
    refuses(&group.log, &forged(&group.log, &ben.device, action.clone(), |_| {}), MembershipRefused::UnknownInvite);
    let unknown = Invitation::generate(group.log.space(), &mut rng(4));
    let proof_here = unknown.prove_join(&ben.keys.person(), &ben.device.device());
    let mut action = action;
    if let Action::Join { invite, proof, .. } = &mut action {
        (*invite, *proof) = (unknown.key(), proof_here);
    }
    refuses(&group.log, &forged(&group.log, &ben.device, action, |_| {}), MembershipRefused::UnknownInvite);
    let none = group.log.revoke_entry(&ana.device, unknown.key(), NOON);
    refuses(&group.log, &none, MembershipRefused::UnknownInvite);
}

#[test]
fn a_proof_by_another_key_or_for_another_person_is_refused() {
    let (group, _, invitation) = group_with_invitation(2);
    let (mut ben, cem) = (somebody(2), somebody(3));
    let entry = join(&group, &mut ben, &invitation);
    let other_key = Invitation::generate(group.log.space(), &mut rng(4));
    let proofs = [
        other_key.prove_join(&ben.keys.person(), &ben.device.device()),
        invitation.prove_join(&cem.keys.person(), &ben.device.device()),
        invitation.prove_join(&ben.keys.person(), &cem.device.device()),
    ];
    for wrong in proofs {
        let action = changed(&entry, |action| {
            if let Action::Join { proof, .. } = action {
                *proof = wrong;
            }
        });
        refuses(&group.log, &forged(&group.log, &ben.device, action, |_| {}), MembershipRefused::WrongProof);
    }
}

#[test]
fn a_person_joins_once() {
    let (mut group, _, invitation) = group_with_invitation(3);
    let mut ben = somebody(2);
    let action = join(&group, &mut ben, &invitation).body().action.clone();
    group.join(&mut ben, &invitation);
    refuses(&group.log, &forged(&group.log, &ben.device, action, |_| {}), MembershipRefused::AlreadyMember);
    let again = group.log.join_entry(&ben.keys, &ben.device, &invitation, NOON, &mut ben.rng);
    assert_eq!(again.unwrap_err(), JoinRefused::AlreadyMember);
}

#[test]
fn a_device_that_its_person_did_not_certify_is_refused() {
    let (group, _, invitation) = group_with_invitation(1);
    let (ana, ben, mut eve) = (somebody(1), somebody(2), somebody(6));
    let entry = join(&group, &mut eve, &invitation);
    // Eve's device, said to be somebody else's, under Eve's signature.
    let said_to_be = |person| DeviceCertificate { person, ..eve.device.certificate().clone() };
    let action = changed(&entry, |action| {
        if let Action::Join { certificate, .. } = action {
            *certificate = said_to_be(ben.keys.person());
        }
    });
    refuses(&group.log, &forged(&group.log, &eve.device, action, |_| {}), MembershipRefused::NotCertified);
    let action = Action::AddDevice { certificate: said_to_be(ana.keys.person()) };
    refuses(&group.log, &forged(&group.log, &eve.device, action, |_| {}), MembershipRefused::NotCertified);
}

#[test]
fn a_certificate_of_another_device_does_not_help_to_create_or_join() {
    let (group, _, invitation) = group_with_invitation(1);
    let (mut ben, eve) = (somebody(2), somebody(6));
    let action = join(&group, &mut ben, &invitation).body().action.clone();
    refuses(&group.log, &forged(&group.log, &eve.device, action, |_| {}), MembershipRefused::NotCertified);
    let (create, _) = Membership::create_personal(&ben.keys, &ben.device, NOON, &mut ben.rng);
    let empty = Membership::start(ben.keys.personal_space());
    let stolen = forged(&empty, &eve.device, create.body().action.clone(), |_| {});
    refuses(&empty, &stolen, MembershipRefused::NotCertified);
}

#[test]
fn a_personal_space_never_has_a_second_person() {
    let (mut ana, mut ben) = (somebody(1), somebody(2));
    let (entry, key) = Membership::create_personal(&ana.keys, &ana.device, NOON, &mut ana.rng);
    let mut log = Membership::start(ana.keys.personal_space());
    log.append(&entry, None).unwrap();
    let invitation = Invitation::generate(log.space(), &mut ana.rng);
    let invite = log.invite_entry(&ana.device, &invitation, &terms(1), &key, NOON, &mut ana.rng);
    refuses(&log, &invite, MembershipRefused::Personal);

    let (group, _, _) = group_with_invitation(1);
    let somewhere = group.clone();
    let mut opened = somewhere;
    let open = opened.invite(&mut ana.clone(), &terms(1));
    let action = changed(&join(&opened, &mut ben, &open), |action| {
        if let Action::Join { invite, proof, .. } = action {
            *invite = invitation.key();
            *proof = invitation.prove_join(&ben.keys.person(), &ben.device.device());
        }
    });
    refuses(&log, &forged(&log, &ben.device, action, |_| {}), MembershipRefused::Personal);
    let his = Action::AddDevice { certificate: ben.device.certificate().clone() };
    refuses(&log, &forged(&log, &ben.device, his, |_| {}), MembershipRefused::NotAMember);
}

#[test]
fn a_new_device_is_added_by_itself_or_by_another_of_its_person_and_by_nobody_else() {
    let (group, ana, ben) = busy_group();
    let laptop = ben.on_another_device(23);
    let action = || Action::AddDevice { certificate: laptop.device.certificate().clone() };
    for by in [&laptop, &ben] {
        let mut log = group.log.clone();
        log.append(&forged(&group.log, &by.device, action(), |_| {}), Some(NOON)).unwrap();
        assert_eq!(log.device_person(&laptop.device.device()), Some(ben.keys.person()));
        refuses(&log, &forged(&log, &ben.device, action(), |_| {}), MembershipRefused::DeviceExists);
    }
    refuses(&group.log, &forged(&group.log, &ana.device, action(), |_| {}), MembershipRefused::NotAMember);
    let stranger = somebody(9);
    let action = Action::AddDevice { certificate: stranger.device.certificate().clone() };
    refuses(&group.log, &forged(&group.log, &ana.device, action, |_| {}), MembershipRefused::NotAMember);
}

#[test]
fn a_device_of_one_member_does_not_join_as_another_person() {
    let (group, _, ben) = busy_group();
    let mut group = group;
    let invitation = group.invite(&mut ben.clone(), &terms(1));
    let mut cem = somebody(3);
    // Cem's root key certifies Ben's device, which it must not take over.
    let keys =
        DeviceKeys::from_seed(ben.device.seed(), DeviceCertificate::issue(&root_of(3), ben.device.device(), NOON));
    cem.device = keys.unwrap();
    let entry = join(&group, &mut cem, &invitation);
    refuses(&group.log, &entry, MembershipRefused::DeviceExists);
}

fn root_of(seed: u8) -> ed25519_dalek::SigningKey {
    somebody(seed).keys.root_for_tests()
}

#[test]
fn a_member_invites_but_makes_nobody_facilitator() {
    let (mut group, ana, mut ben) = busy_group();
    let facilitator = InviteTerms { role: Role::Facilitator, ..terms(1) };
    let invitation = Invitation::generate(group.log.space(), &mut ben.rng);
    let too_high = group.log.invite_entry(&ben.device, &invitation, &facilitator, &group.key, NOON, &mut ben.rng);
    refuses(&group.log, &too_high, MembershipRefused::RoleTooHigh);
    let by_ana = group.invite(&mut ana.clone(), &facilitator);
    let mut cem = somebody(3);
    group.join(&mut cem, &by_ana);
    assert_eq!(group.log.member(&cem.keys.person()).unwrap().role, Role::Facilitator);
}

#[test]
fn an_invitation_is_for_one_to_twelve_people_and_there_once() {
    let (group, ana, invitation) = group_with_invitation(1);
    for uses in [0, MEMBERS_MAX as u16 + 1] {
        let fresh = Invitation::generate(group.log.space(), &mut rng(u64::from(uses)));
        let entry = group.log.invite_entry(&ana.device, &fresh, &terms(uses), &group.key, NOON, &mut rng(1));
        refuses(&group.log, &entry, MembershipRefused::InviteUses { max: MEMBERS_MAX as u16 });
    }
    let again = group.log.invite_entry(&ana.device, &invitation, &terms(1), &group.key, NOON, &mut rng(1));
    refuses(&group.log, &again, MembershipRefused::InviteExists);
}

#[test]
fn a_group_has_twelve_members_and_no_more() {
    let (mut group, mut ana, invitation) = group_with_invitation(MEMBERS_MAX as u16);
    for seed in 2..=MEMBERS_MAX as u8 {
        group.join(&mut somebody(seed), &invitation);
    }
    assert_eq!(group.log.members().len(), MEMBERS_MAX);
    let more = group.invite(&mut ana, &terms(1));
    let entry = join(&group, &mut somebody(99), &more);
    refuses(&group.log, &entry, MembershipRefused::TooManyMembers { max: MEMBERS_MAX });
}

#[test]
fn a_person_has_eight_devices_in_a_space_and_no_more() {
    let mut ana = somebody(1);
    let mut group = group_of(&mut ana);
    for seed in 1..DEVICES_MAX as u64 {
        let device = ana.on_another_device(100 + seed).device;
        let entry = group.log.add_device_entry(&device, NOON);
        group.append(entry);
    }
    let entry = group.log.add_device_entry(&ana.on_another_device(200).device, NOON);
    refuses(&group.log, &entry, MembershipRefused::TooManyDevices { max: DEVICES_MAX });
}

#[test]
fn a_log_has_4096_entries_and_no_more() {
    let (group, ana, invitation) = group_with_invitation(1);
    let mut full = group.log.clone();
    full.sequence = ENTRIES_MAX;
    let entry = full.revoke_entry(&ana.device, invitation.key(), NOON);
    refuses(&full, &entry, MembershipRefused::TooManyEntries { max: ENTRIES_MAX });
}

#[test]
fn an_action_of_a_newer_version_is_told_apart_from_damage() {
    let (group, _, ben) = busy_group();
    let entry = group.log.revoke_entry(&ben.device, group.log.invites()[0].key, NOON);
    // The action is `[2, [invite]]` at the end of the body: 5 becomes a removal one day.
    let place = entry.bytes().windows(4).position(|bytes| bytes == [0x82, 2, 0x81, 0x58]).unwrap();
    let mut bytes = entry.bytes().to_vec();
    bytes[place + 1] = 5;
    assert_eq!(SignedEntry::parse(&bytes), Err(Malformed::Newer));
}

#[test]
fn an_entry_of_more_than_two_kibibytes_is_not_looked_at() {
    assert_eq!(SignedEntry::parse(&[0x82; 2_049]), Err(Malformed::TooLong { max: 2_048 }));
}

#[test]
fn membership_at_an_earlier_entry_is_remembered() {
    let (group, ana, ben) = busy_group();
    let [created, invited, joined, ..] = group.entries.as_slice() else { unreachable!("five entries") };
    let (ana, ben) = (ana.device.device(), ben.device.device());
    assert!(group.log.was_member_at(&created.hash(), &ana));
    assert!(!group.log.was_member_at(&created.hash(), &ben));
    assert!(!group.log.was_member_at(&invited.hash(), &ben));
    assert!(group.log.was_member_at(&joined.hash(), &ben));
    assert!(!group.log.was_member_at(&MembershipHash([9; 32]), &ana));
    assert!(!group.log.was_member_at(&MembershipHash::START, &ana));
}

#[test]
fn replaying_own_records_gives_the_same_log_as_checking_them() {
    let (group, _, _) = busy_group();
    let mut replayed = Membership::start(group.log.space());
    for entry in &group.entries {
        replayed.replay(&SignedEntry::parse(entry.bytes()).unwrap()).unwrap();
    }
    assert_eq!(replayed, group.log);
}
