//! One space on this device: who is in it, what is planned to be added there, its key, its log and its outbox.

use super::{
    log::{self, Log},
    outbox::Outbox,
    shares::Shares,
    storage::{Mark, Storage},
};
use crate::{
    cursor::ChunkId,
    keys::{DeviceId, EpochKey, PersonKeys},
    membership::{Action, Membership, MembershipHash, MembershipRefused, Role, SignedEntry, SpaceKind},
    view::InviteView,
};
use naptime_domain::{
    id::{PersonId, SpaceId},
    time::Timestamp,
};

/// The first and the longest pause after the server knew nothing of a space.
const PAUSE_MS: [i64; 2] = [2_000, 300_000];

/// One space.
pub(super) struct Space {
    pub id: SpaceId,
    pub log: Log,
    pub outbox: Outbox,
    pub shares: Shares,
    /// The space's key, once the membership holds it for this person.
    pub key: Option<EpochKey>,
    /// Whether the server is to be asked what is new.
    pub is_stale: bool,
    /// Whether everything the server had was read when it last answered.
    pub is_caught_up: bool,
    /// The server says that it takes no more.
    pub is_full_there: bool,
    /// A chunk that came before what it rests on.
    pub early: Option<ChunkId>,
    /// Nothing is asked before this moment, for it would bring the same refusal; sooner if the surroundings change.
    asks_at: Option<Timestamp>,
    /// How often in a row it was refused.
    refusals: u32,
    /// How much of the membership the server is believed to have, when that is less than this device knows.
    pub server_sequence: Option<u32>,
    /// As the server has sequenced it.
    membership: Membership,
    entries: Vec<SignedEntry>,
    /// Made here and not sequenced yet.
    planned: Vec<Planned>,
    /// With what is planned.
    outlook: Membership,
}

/// An entry that waits for the server.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub entry: SignedEntry,
    pub mark: Mark,
}

impl Space {
    /// A space nothing is known of yet.
    pub(super) fn new(id: SpaceId) -> Self {
        Self {
            id,
            log: Log::default(),
            outbox: Outbox::default(),
            shares: Shares::default(),
            key: None,
            is_stale: true,
            is_caught_up: false,
            is_full_there: false,
            early: None,
            asks_at: None,
            refusals: 0,
            server_sequence: None,
            membership: Membership::start(id),
            entries: Vec::new(),
            planned: Vec::new(),
            outlook: Membership::start(id),
        }
    }

    /// As the server has sequenced it.
    pub(super) fn membership(&self) -> &Membership {
        &self.membership
    }

    /// As it will be once the server has taken what is planned.
    pub(super) fn outlook(&self) -> &Membership {
        &self.outlook
    }

    /// What the server has sequenced.
    pub(super) fn entries(&self) -> &[SignedEntry] {
        &self.entries
    }

    /// What waits for the server.
    pub(super) fn planned(&self) -> &[Planned] {
        &self.planned
    }

    /// What waits for the server and is stored here.
    pub(super) fn sendable_entries<'s>(&'s self, storage: &'s Storage) -> impl Iterator<Item = &'s SignedEntry> {
        self.planned.iter().take_while(|planned| storage.is_durable(planned.mark)).map(|planned| &planned.entry)
    }

    /// Takes an entry that the server has sequenced. What was planned is to be planned again on top of it.
    pub(super) fn sequenced(&mut self, entry: SignedEntry, trust: Trust) -> Result<(), MembershipRefused> {
        match trust {
            Trust::Checked => self.membership.replay(&entry)?,
            Trust::Unchecked => self.membership.append(&entry, None)?,
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Plans an entry of this device's own making on top of all others.
    pub(super) fn plan(&mut self, entry: SignedEntry, mark: Mark) -> Result<(), MembershipRefused> {
        self.outlook.replay(&entry)?;
        self.planned.push(Planned { entry, mark });
        Ok(())
    }

    /// Gives up all that is planned, to be made anew on what the server has.
    pub(super) fn take_planned(&mut self) -> Vec<Planned> {
        self.outlook = self.membership.clone();
        std::mem::take(&mut self.planned)
    }

    /// Looks for the space's key in its membership.
    pub(super) fn find_key(&mut self, person: &PersonKeys) {
        if self.key.is_none() {
            self.key = self.outlook.epoch_key(person).ok();
        }
    }

    /// Whether the person is a member, planned or sequenced.
    pub(super) fn has_member(&self, person: &PersonId) -> bool {
        self.outlook.member(person).is_some()
    }

    /// The membership under which a device seals: the newest one the server has, or else the one it is about to get.
    pub(super) fn sealing_membership(&self, device: &DeviceId, storage: &Storage) -> Option<MembershipHash> {
        if self.membership.is_member_device(device) {
            return Some(self.membership.head());
        }
        let is_stored = self.planned.iter().all(|planned| storage.is_durable(planned.mark));
        (is_stored && self.outlook.is_member_device(device)).then(|| self.outlook.head())
    }

    /// The server is to be asked what is new.
    pub(super) fn ask(&mut self) {
        self.is_stale = true;
        self.asks_at = None;
    }

    /// The server knows nothing of the space, or not this device: that may change, and is asked less and less often.
    pub(super) fn pause(&mut self, now: Timestamp) {
        let longest = PAUSE_MS[1].min(PAUSE_MS[0] << self.refusals.min(16));
        self.refusals = self.refusals.saturating_add(1);
        self.is_stale = true;
        self.asks_at = Some(Timestamp(now.0.saturating_add(longest)));
    }

    /// Asking would not help until the learner or the surroundings do something about it.
    pub(super) fn halt(&mut self) {
        self.asks_at = Some(Timestamp(i64::MAX));
    }

    /// The server has answered as it should.
    pub(super) fn resume(&mut self) {
        (self.asks_at, self.refusals, self.is_full_there) = (None, 0, false);
    }

    /// Whether this person can add nothing any more. In a space of her own she leaves nothing to others.
    pub(super) fn is_full(&self, me: &PersonId) -> bool {
        let is_shared = self.outlook.kind() == Some(SpaceKind::Group);
        self.is_full_there || self.log.size().1 >= log::BYTES_MAX || (is_shared && self.shares.is_full_for(me))
    }

    pub(super) fn is_halted(&self) -> bool {
        self.asks_at == Some(Timestamp(i64::MAX))
    }

    /// Whether it may be asked about now; a clock that was set back makes nobody wait longer.
    pub(super) fn may_be_asked(&self, now: Timestamp) -> bool {
        !self.is_halted() && self.asks_at.is_none_or(|at| !(1..=PAUSE_MS[1]).contains(&(at.0 - now.0)))
    }

    /// When it is asked about again, if it is paused.
    pub(super) fn asks_at(&self) -> Option<Timestamp> {
        self.asks_at.filter(|_| !self.is_halted())
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (PersonId, bool)> {
        self.outlook.members().iter().map(|member| (member.person, member.role == Role::Facilitator))
    }

    /// Invitations that still open it, as far as this device can tell without a clock it could trust.
    pub(super) fn open_invites(&self, now: Timestamp) -> impl Iterator<Item = InviteView> {
        self.outlook.invites().iter().filter(move |invite| invite.closed(Some(now)).is_none()).map(|invite| {
            InviteView {
                invite: invite.key.0,
                uses_left: invite.uses_left,
                expires_at: invite.expires_at,
                fragment: None,
            }
        })
    }
}

/// Whether signatures have to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// From this device's own records, checked when they came.
    Checked,
    /// From anywhere else.
    Unchecked,
}

impl Planned {
    /// Whether it creates the space.
    pub(super) fn is_creation(&self) -> bool {
        matches!(self.entry.body().action, Action::Create { .. })
    }
}
