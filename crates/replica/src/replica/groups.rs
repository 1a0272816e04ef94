//! Groups: made here, opened by invitations, and found in the learner's own list of spaces.

use super::{Replica, commands::learner, space::Space, turn::Turn};
use crate::{
    command::{Refusal, Reply},
    invite::{Invitation, InviteKey},
    membership::{InviteTerms, MEMBERS_MAX, Membership, MembershipRefused, Role, SpaceKind},
    record::Record,
};
use naptime_domain::{
    command::{Command, GroupCommand, LearnerCommand},
    document::Descriptor,
    id::{PersonId, SpaceId},
    time::Timestamp,
};

/// Most spaces of one device: more groups than anybody is in, and less than a request can ask for at once.
const SPACES_MAX: usize = 48;

/// Longest time an invitation may stay open.
const INVITE_DAYS_MAX: u16 = 365;

const DAY_MS: i64 = 24 * 3_600_000;

impl Replica {
    pub(super) fn create_group(&mut self, name: String, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        self.me()?;
        self.has_room_for_a_space()?;
        let Some(identity) = self.identity.clone() else { return Err(Refusal::NotBegun) };
        let checked = name.trim();
        if checked.is_empty() {
            return Err(Refusal::Empty);
        }
        let max = naptime_domain::limits::NAME_UTF16_MAX;
        if checked.encode_utf16().count() > max {
            return Err(Refusal::TooLong { max: u32::try_from(max).unwrap_or(u32::MAX) });
        }
        let (entry, key) = Membership::create_group(&identity.person, &identity.device, turn.now, turn.rng);
        let group = entry.space();
        self.plan_entry(group, entry, turn).map_err(refused)?;
        if let Some(space) = self.spaces.get_mut(&group) {
            space.key = Some(key);
        }
        self.change(group, &Descriptor::Group, Command::Group(GroupCommand::Rename { name: name.clone() }), turn)?;
        self.settle_in(group, &name, turn)?;
        Ok(Reply::Group(group))
    }

    /// What a member does first: she keeps that she is in the group, and tells it what she is called.
    pub(super) fn settle_in(&mut self, group: SpaceId, label: &str, turn: &mut Turn<'_>) -> Result<(), Refusal> {
        let (person, personal) = self.me()?;
        let command = LearnerCommand::JoinSpace { space: group, label: label.to_owned() };
        self.change(personal, &Descriptor::Learner, learner(command), turn)?;
        let name = self.learner().and_then(|learner| learner.name.shown().cloned());
        match name {
            Some(name) => self.name_myself(group, person, &name, turn),
            None => Ok(()),
        }
    }

    pub(super) fn invite(
        &mut self,
        group: SpaceId,
        uses: u16,
        days: u16,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        self.me()?;
        let Some(identity) = self.identity.clone() else { return Err(Refusal::NotBegun) };
        let space = self.spaces.get(&group).filter(|space| space.outlook().kind() == Some(SpaceKind::Group));
        let space = space.ok_or(Refusal::Unknown)?;
        let key = space.key.clone().ok_or(Refusal::Unknown)?;
        let invitation = Invitation::generate(group, turn.rng);
        let days = i64::from(days.clamp(1, INVITE_DAYS_MAX));
        // The server closes it, by its own clock.
        let expires_at = Timestamp(turn.now.0.saturating_add(self.sync.clock_ahead_ms).saturating_add(days * DAY_MS));
        let terms = InviteTerms { role: Role::Member, expires_at, uses };
        let entry = space.outlook().invite_entry(&identity.device, &invitation, &terms, &key, turn.now, turn.rng);
        self.plan_entry(group, entry, turn).map_err(refused)?;
        self.keep_invitation(&invitation, turn);
        Ok(Reply::Invite(invitation.fragment().to_string()))
    }

    pub(super) fn keep_invitation(&mut self, invitation: &Invitation, turn: &mut Turn<'_>) {
        let fragment = invitation.fragment().to_string();
        turn.put(Record::Invite { space: invitation.space(), fragment: fragment.clone() }.to_stored());
        self.invitations.insert(invitation.key().0, fragment);
    }

    pub(super) fn revoke_invite(
        &mut self,
        group: SpaceId,
        invite: [u8; 32],
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        self.me()?;
        let Some(identity) = self.identity.clone() else { return Err(Refusal::NotBegun) };
        let space = self.spaces.get(&group).ok_or(Refusal::Unknown)?;
        let entry = space.outlook().revoke_entry(&identity.device, InviteKey(invite), turn.now);
        self.plan_entry(group, entry, turn).map_err(refused)?;
        Ok(Reply::Done)
    }

    /// Spaces that another device of hers joined: known by name, to be fetched.
    pub(super) fn adopt_spaces(&mut self, turn: &mut Turn<'_>) {
        if !std::mem::take(&mut self.learner_changed) {
            return;
        }
        let listed: Vec<SpaceId> =
            self.learner().map_or_else(Vec::new, |learner| learner.spaces.keys().copied().collect());
        for id in listed {
            if !self.spaces.contains_key(&id) && self.has_room_for_a_space().is_ok() {
                self.spaces.insert(id, Space::new(id));
                self.views.everything_changed();
            }
        }
        // A device that just learned of a group may have its entries already, from another tab.
        let ids: Vec<SpaceId> = self.spaces.keys().copied().collect();
        ids.into_iter().for_each(|id| self.add_this_device(id, turn));
    }

    pub(super) fn has_room_for_a_space(&self) -> Result<(), Refusal> {
        if self.spaces.len() < SPACES_MAX { Ok(()) } else { Err(Refusal::TooMany { max: SPACES_MAX as u32 }) }
    }

    pub(super) fn group_ids(&self) -> Vec<SpaceId> {
        let personal = self.personal_space();
        self.spaces.keys().filter(|id| Some(**id) != personal).copied().collect()
    }

    pub(super) fn is_group(&self, id: &SpaceId) -> bool {
        self.spaces.contains_key(id) && self.personal_space() != Some(*id)
    }

    /// Whether the server has yet to say that this device is in.
    pub(super) fn is_joining(&self, id: &SpaceId) -> bool {
        let device = self.identity.as_ref().map(|identity| identity.device.device());
        match (self.spaces.get(id), device) {
            (Some(space), Some(device)) => !space.membership().is_member_device(&device),
            _ => false,
        }
    }

    /// The members of a space in the order they joined, and whether each is a facilitator.
    pub(super) fn member_ids(&self, id: &SpaceId) -> Vec<(PersonId, bool)> {
        self.spaces.get(id).map_or_else(Vec::new, |space| space.members().collect())
    }
}

fn refused(refused: MembershipRefused) -> Refusal {
    match refused {
        MembershipRefused::InviteUses { max } => Refusal::TooMany { max: max.into() },
        MembershipRefused::TooManyMembers { .. } => Refusal::TooMany { max: MEMBERS_MAX as u32 },
        MembershipRefused::TooManyEntries { max } => Refusal::TooMany { max },
        MembershipRefused::TooManyDevices { max } => Refusal::TooMany { max: max as u32 },
        MembershipRefused::RoleTooHigh => Refusal::NotYours,
        _ => Refusal::Unknown,
    }
}
