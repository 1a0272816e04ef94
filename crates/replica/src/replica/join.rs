//! Joining a group by a link: reads its membership, appends one entry, and is a member once the server says so.

use super::{
    Replica,
    effect::Effect,
    entries::Sequenced,
    input::RequestId,
    space::{Space, Trust},
    storage::Promise,
    turn::Turn,
};
use crate::{
    command::{Refusal, Reply},
    cursor::Cursor,
    invite::Invitation,
    membership::{JoinRefused, SignedEntry},
    wire::{Access, EntriesOutcome, EntryCode, SpaceAnswer, SpaceStatus, SpaceSync},
};
use naptime_domain::id::{PersonId, SpaceId};

/// How often somebody else may be quicker before it is called a bad connection.
const ATTEMPTS_MAX: u8 = 8;

/// A joining under way.
pub(super) struct Joining {
    request: RequestId,
    invitation: Invitation,
    /// The group as far as it has been read; not one of this device's spaces yet.
    group: Space,
    entry: Option<SignedEntry>,
    attempts: u8,
}

impl Joining {
    pub(super) fn space(&self) -> SpaceId {
        self.group.id
    }

    pub(super) fn ask(&mut self, nonce: &[u8]) -> SpaceSync {
        self.attempts = self.attempts.saturating_add(1);
        let membership = self.group.membership();
        SpaceSync {
            space: self.group.id,
            access: Access::Invite(self.invitation.access(nonce)),
            membership_sequence: membership.sequence(),
            membership_head: membership.head(),
            append_entries: self.entry.iter().map(|entry| entry.bytes().to_vec()).collect(),
            cursor: Cursor::START,
            append: Vec::new(),
            want: false,
        }
    }
}

impl Replica {
    pub(super) fn join(&mut self, request: RequestId, link: &str, turn: &mut Turn<'_>) {
        match self.check_join(link) {
            Ok(invitation) => {
                let group = Space::new(invitation.space());
                self.joining = Some(Joining { request, invitation, group, entry: None, attempts: 0 });
                self.sync.try_now();
            }
            Err(refusal) => turn.emit(Effect::Done { request, outcome: Err(refusal) }),
        }
    }

    fn check_join(&self, link: &str) -> Result<Invitation, Refusal> {
        let (me, personal) = self.me()?;
        let invitation = Invitation::parse(link).map_err(|_| Refusal::NotAnInvite)?;
        let group = invitation.space();
        if group == personal || self.spaces.get(&group).is_some_and(|space| space.has_member(&me)) {
            return Err(Refusal::AlreadyMember);
        }
        self.has_room_for_a_space()?;
        if self.joining.is_some() {
            return Err(Refusal::TooMany { max: 1 });
        }
        if self.sync.is_offline() {
            return Err(Refusal::NeedsConnection);
        }
        Ok(invitation)
    }

    /// What the server says about the group that is being joined.
    pub(super) fn join_answered(&mut self, answer: &SpaceAnswer, turn: &mut Turn<'_>) {
        let Some(mut joining) = self.joining.take() else { return };
        match self.join_step(&mut joining, answer, turn) {
            Ok(Step::Again) if joining.attempts < ATTEMPTS_MAX => self.joining = Some(joining),
            Ok(Step::Again) => self.join_refused(joining.request, Refusal::NeedsConnection, turn),
            Ok(Step::Member) => self.joined(joining, turn),
            Err(refusal) => self.join_refused(joining.request, refusal, turn),
        }
    }

    fn join_refused(&mut self, request: RequestId, refusal: Refusal, turn: &mut Turn<'_>) {
        turn.emit(Effect::Done { request, outcome: Err(refusal) });
    }

    /// There was no contact: she is told, and may try again whenever she likes.
    pub(super) fn join_unreachable(&mut self, turn: &mut Turn<'_>) {
        if let Some(joining) = self.joining.take() {
            self.join_refused(joining.request, Refusal::NeedsConnection, turn);
        }
    }

    fn join_step(&self, joining: &mut Joining, answer: &SpaceAnswer, turn: &mut Turn<'_>) -> Result<Step, Refusal> {
        let identity = self.identity.as_ref().ok_or(Refusal::NotBegun)?;
        if let SpaceStatus::Unknown | SpaceStatus::NotMember = answer.status {
            return Err(Refusal::InviteClosed);
        }
        let entry = joining.entry.take();
        if let (Some(entry), EntriesOutcome::Accepted) = (&entry, answer.entries_outcome) {
            read(&mut joining.group, entry.clone())?;
        }
        for bytes in &answer.entries {
            read(&mut joining.group, SignedEntry::parse(bytes).map_err(|_| Refusal::NotAnInvite)?)?;
        }
        let me: PersonId = identity.person.person();
        if joining.group.membership().member(&me).is_some() {
            return Ok(Step::Member);
        }
        if let EntriesOutcome::Refused(code) = answer.entries_outcome {
            return Err(entry_refusal(code));
        }
        let membership = joining.group.membership();
        let made = membership.join_entry(&identity.person, &identity.device, &joining.invitation, turn.now, turn.rng);
        let (entry, _) = made.map_err(|refused| match refused {
            JoinRefused::AlreadyMember => Refusal::AlreadyMember,
            JoinRefused::UnknownInvite | JoinRefused::Closed(_) => Refusal::InviteClosed,
            JoinRefused::WrongKey(_) => Refusal::NotAnInvite,
        })?;
        joining.entry = Some(entry);
        Ok(Step::Again)
    }

    /// She is a member: the group becomes one of this device's spaces.
    fn joined(&mut self, joining: Joining, turn: &mut Turn<'_>) {
        let Joining { request, group, .. } = joining;
        let id = group.id;
        let entries: Vec<Vec<u8>> = group.entries().iter().map(|entry| entry.bytes().to_vec()).collect();
        // Another tab may have joined meanwhile: what this one knows of the group and has waiting there stays.
        self.spaces.entry(id).or_insert_with(|| Space::new(id));
        let outcome = match self.take_entries(id, &entries, turn) {
            Sequenced::Taken | Sequenced::ServerLacks { .. } => self.settle_in(id, "", turn).map(|()| Reply::Group(id)),
            Sequenced::OtherHistory | Sequenced::Bad(_) => Err(Refusal::NotAnInvite),
        };
        self.views.everything_changed();
        match outcome {
            Ok(reply) => turn.promise(Promise { request, reply }),
            Err(refusal) => self.join_refused(request, refusal, turn),
        }
    }
}

enum Step {
    /// The server is to be asked once more.
    Again,
    /// She is in.
    Member,
}

/// Takes an entry into the group as far as it has been read; one that is there already is passed over.
fn read(group: &mut Space, entry: SignedEntry) -> Result<(), Refusal> {
    match group.entries().get(entry.body().sequence as usize) {
        Some(known) if known.bytes() == entry.bytes() => Ok(()),
        Some(_) => Err(Refusal::NotAnInvite),
        None => group.sequenced(entry, Trust::Unchecked).map_err(|_| Refusal::NotAnInvite),
    }
}

fn entry_refusal(code: EntryCode) -> Refusal {
    match code {
        EntryCode::AlreadyThere => Refusal::AlreadyMember,
        EntryCode::GroupFull => Refusal::TooMany { max: crate::membership::MEMBERS_MAX as u32 },
        _ => Refusal::InviteClosed,
    }
}
