//! Membership entries: planned here, sequenced by the server, planned again when somebody else was quicker.

use super::{
    Replica,
    space::{Planned, Space, Trust},
    turn::Turn,
};
use crate::{
    invite::Invitation,
    membership::{Action, InviteTerms, Membership, MembershipRefused, SignedEntry},
    record::{Record, StoredRecord},
};
use naptime_domain::id::SpaceId;

/// What a list of entries from the server turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequenced {
    /// They follow, or were here already.
    Taken,
    /// Up to here the server has what this device has, and then nothing: it has lost the rest.
    ServerLacks { from: u32 },
    /// The server has another entry where this device has one already: it was rolled back, and somebody joined or was invited
    /// before this device brought back what was lost. Nothing is overwritten on either side, and nothing more is exchanged.
    OtherHistory,
    /// One of them breaks the rules, or is of a newer version. Those before it were taken.
    Bad(MembershipRefused),
}

impl Replica {
    /// Plans an entry and stores it; it goes out with the next request. On `Err` nothing changed.
    pub(super) fn plan_entry(
        &mut self,
        space: SpaceId,
        entry: SignedEntry,
        turn: &mut Turn<'_>,
    ) -> Result<(), MembershipRefused> {
        let record = planned_record(space, &entry);
        let mark = self.storage.next_mark();
        self.spaces.entry(space).or_insert_with(|| Space::new(space)).plan(entry, mark)?;
        turn.put(record);
        self.views.everything_changed();
        Ok(())
    }

    /// Takes entries as the server has sequenced them; they begin with number `first`.
    pub(super) fn take_entries(&mut self, id: SpaceId, entries: &[Vec<u8>], turn: &mut Turn<'_>) -> Sequenced {
        let Some(space) = self.spaces.get_mut(&id) else { return Sequenced::Taken };
        let (mut is_news, mut last) = (false, None);
        for bytes in entries {
            let entry = match SignedEntry::parse(bytes) {
                Ok(entry) => entry,
                Err(malformed) => return Sequenced::Bad(malformed.into()),
            };
            let sequence = entry.body().sequence;
            last = Some(sequence);
            match space.entries().get(sequence as usize) {
                Some(known) if known.bytes() == entry.bytes() => continue,
                Some(_) => return Sequenced::OtherHistory,
                None => {}
            }
            if let Err(refused) = space.sequenced(entry.clone(), Trust::Unchecked) {
                return Sequenced::Bad(refused);
            }
            turn.put(entry_record(id, &entry));
            is_news = true;
        }
        let known = space.membership().sequence();
        if is_news {
            self.plan_again(id, turn);
            self.views.everything_changed();
        }
        match last {
            Some(last) if last + 1 < known => Sequenced::ServerLacks { from: last + 1 },
            _ => Sequenced::Taken,
        }
    }

    /// The server took entries that were planned here.
    pub(super) fn entries_accepted(&mut self, id: SpaceId, sent: &[SignedEntry], turn: &mut Turn<'_>) {
        let bytes: Vec<Vec<u8>> = sent.iter().map(|entry| entry.bytes().to_vec()).collect();
        self.take_entries(id, &bytes, turn);
    }

    /// Makes anew, on top of what the server has, whatever was planned and is still to be done.
    pub(super) fn plan_again(&mut self, id: SpaceId, turn: &mut Turn<'_>) {
        if let Some(space) = self.spaces.get_mut(&id) {
            let planned = space.take_planned();
            self.replan(id, planned, turn);
        }
    }

    /// Plans again what was taken out of a space's plans, or found in the records.
    pub(super) fn replan(&mut self, id: SpaceId, planned: Vec<Planned>, turn: &mut Turn<'_>) {
        let Some(identity) = self.identity.clone() else { return };
        let Some(space) = self.spaces.get_mut(&id) else { return };
        let sequenced: Vec<_> = space.entries().iter().map(SignedEntry::hash).collect();
        if planned.iter().any(|planned| planned.is_creation() && !sequenced.contains(&planned.entry.hash())) {
            // Another device has created the personal space: the key planned for it is nobody's.
            space.key = None;
        }
        space.find_key(&identity.person);
        let mut is_moved = false;
        for Planned { entry, mark } in planned {
            if sequenced.contains(&entry.hash()) {
                turn.delete(planned_record(id, &entry).key);
                continue;
            }
            let Some(space) = self.spaces.get_mut(&id) else { return };
            if !is_moved && space.plan(entry.clone(), mark).is_ok() {
                continue;
            }
            if !std::mem::replace(&mut is_moved, true) {
                // Before all else: what it makes anew, this device signs.
                self.add_this_device(id, turn);
            }
            turn.delete(planned_record(id, &entry).key);
            if let Some(anew) = self.made_anew(id, &entry, turn) {
                // What the rules no longer allow is given up: an invitation to a full group, say.
                self.plan_entry(id, anew, turn).unwrap_or_default();
            }
        }
        self.add_this_device(id, turn);
        if let Some(space) = self.spaces.get_mut(&id) {
            space.find_key(&identity.person);
        }
    }

    /// Forgets what was planned.
    pub(super) fn give_up_plans(&mut self, id: SpaceId, turn: &mut Turn<'_>) {
        let Some(space) = self.spaces.get_mut(&id) else { return };
        for Planned { entry, .. } in space.take_planned() {
            turn.delete(planned_record(id, &entry).key);
        }
        self.views.everything_changed();
    }

    /// The same deed as an entry on top of the newest one; `None` if nothing is left to do.
    pub(super) fn made_anew(&self, id: SpaceId, entry: &SignedEntry, turn: &mut Turn<'_>) -> Option<SignedEntry> {
        let device = &self.identity.as_ref()?.device;
        let space = self.spaces.get(&id)?;
        let outlook = space.outlook();
        match &entry.body().action {
            Action::Invite { invite, role, expires_at, uses, .. } => {
                let invitation = Invitation::parse(self.invitations.get(&invite.0)?).ok()?;
                let key = space.key.as_ref()?;
                let terms = InviteTerms { role: *role, expires_at: *expires_at, uses: *uses };
                Some(outlook.invite_entry(device, &invitation, &terms, key, turn.now, turn.rng))
            }
            Action::RevokeInvite { invite } => Some(outlook.revoke_entry(device, *invite, turn.now)),
            // Somebody else created the personal space, or joined it to this device: it is added below.
            Action::Create { .. } | Action::Join { .. } | Action::AddDevice { .. } => None,
        }
    }

    /// Whether this device's person is a member and it could not be added: it was planned as soon as that was known.
    pub(super) fn is_shut_out(&self, space: &Space) -> bool {
        self.identity.as_ref().is_some_and(|identity| {
            space.has_member(&identity.person.person()) && !space.outlook().is_member_device(&identity.device.device())
        })
    }

    /// Plans to add this device where its person is a member and it is not there yet.
    pub(super) fn add_this_device(&mut self, id: SpaceId, turn: &mut Turn<'_>) {
        let Some(identity) = self.identity.clone() else { return };
        let Some(space) = self.spaces.get(&id) else { return };
        let outlook: &Membership = space.outlook();
        if space.has_member(&identity.person.person()) && !outlook.is_member_device(&identity.device.device()) {
            let entry = outlook.add_device_entry(&identity.device, turn.now);
            // Of a person there are only so many: one more reads and cannot write, and its status says so.
            self.plan_entry(id, entry, turn).unwrap_or_default();
        }
    }
}

pub(super) fn entry_record(space: SpaceId, entry: &SignedEntry) -> StoredRecord {
    Record::Entry { space, sequence: entry.body().sequence, entry: entry.bytes().to_vec() }.to_stored()
}

fn planned_record(space: SpaceId, entry: &SignedEntry) -> StoredRecord {
    Record::PlannedEntry { space, entry: entry.bytes().to_vec() }.to_stored()
}
