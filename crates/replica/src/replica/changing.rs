//! One command on one document: run, closed into a change, stored, and on its way.

use super::{
    Replica,
    documents::{DOCUMENTS_MAX, TooManyDocuments},
    outbox::Thing,
    turn::Turn,
};
use crate::{command::Refusal, record::Record};
use naptime_domain::{
    command::Command,
    document::{ChangeBytes, Descriptor, Refused},
    id::{DocumentId, SpaceId, SubmissionId},
};

impl Replica {
    /// Runs one command on one document, as one change of its own.
    pub(super) fn change(
        &mut self,
        space: SpaceId,
        descriptor: &Descriptor,
        command: Command,
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        self.change_all(space, descriptor, &[command], turn)
    }

    /// Runs commands on one document: all of them or none, as one change. As several, and as far as they can be run,
    /// only where one change would be too long.
    pub(super) fn change_all(
        &mut self,
        space: SpaceId,
        descriptor: &Descriptor,
        commands: &[Command],
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        let id = self.documents.slot(space, descriptor).map_err(too_many)?.id;
        self.close_burst(&id, turn);
        let document = self.documents.open(&id).ok_or(Refusal::NotBegun)?;
        let mut changes = Vec::new();
        let mut run = |command| {
            let ran = document.run(command, turn.now);
            if ran != Err(Refused::OpenBurst) {
                return ran;
            }
            changes.extend(document.commit(turn.now));
            document.run(command, turn.now)
        };
        let ran = commands.iter().try_for_each(|command| run(command).map(|_| ()));
        match ran {
            Ok(()) => changes.extend(document.commit(turn.now)),
            Err(_) => document.roll_back(),
        }
        for change in changes {
            self.store_change(&id, change, turn);
        }
        ran.map_err(refused)
    }

    /// Stores a change that was made here, and lets it go to the server once it is stored.
    pub(super) fn store_change(&mut self, document: &DocumentId, change: ChangeBytes, turn: &mut Turn<'_>) {
        let Some(slot) = self.documents.get(document) else { return };
        slot.touch();
        let (space, descriptor) = (slot.space, slot.descriptor.clone());
        self.document_changed(&descriptor);
        let record = Record::LocalChange { space, descriptor: descriptor.clone(), change: change.bytes.clone() };
        turn.put(record.to_stored());
        self.queue_change(space, descriptor, change, turn);
    }

    /// What shows a document is told anew, and what follows from it is done.
    pub(super) fn document_changed(&mut self, descriptor: &Descriptor) {
        self.learner_changed |= *descriptor == Descriptor::Learner;
        self.views.document_changed(descriptor);
    }

    fn queue_thing(&mut self, space: SpaceId, thing: Thing, turn: &Turn<'_>) {
        let mark = self.storage.mark(turn);
        if let Some(space) = self.spaces.get_mut(&space) {
            space.outbox.add(thing, mark);
        }
    }

    /// Lets a change go to the server once this call's write is stored.
    pub(super) fn queue_change(
        &mut self,
        space: SpaceId,
        descriptor: Descriptor,
        change: ChangeBytes,
        turn: &Turn<'_>,
    ) {
        let document = descriptor.id(&space);
        self.queue_thing(space, Thing::Change { document, descriptor, hash: change.hash, bytes: change.bytes }, turn);
    }

    /// Lets a submission go to the server once this call's write is stored.
    pub(super) fn queue_submission(&mut self, space: SpaceId, id: SubmissionId, bytes: Vec<u8>, turn: &Turn<'_>) {
        self.queue_thing(space, Thing::Submission { id, bytes }, turn);
    }
}

pub(super) fn refused(refused: Refused) -> Refusal {
    match refused {
        Refused::EmptyName => Refusal::Empty,
        Refused::NameTooLong { utf16_max } | Refused::TextTooLong { utf16_max } => {
            Refusal::TooLong { max: limit(utf16_max) }
        }
        Refused::Full => Refusal::DocumentFull,
        Refused::TooMuchAtOnce { max } => Refusal::TooLong { max: limit(max) },
        Refused::TooMany { max } => Refusal::TooMany { max: limit(max) },
        Refused::NotYours => Refusal::NotYours,
        Refused::NoSuchLevel { max } => Refusal::TooMany { max: max.into() },
        Refused::UnknownNote
        | Refused::NotStarted
        | Refused::UnknownEvent
        | Refused::UnknownVersion
        | Refused::UnknownEvidence
        | Refused::OpenBurst
        | Refused::IdTaken
        | Refused::BadAnchor
        | Refused::OtherKind
        | Refused::DoesNotFit(_)
        | Refused::Unreadable(_) => Refusal::Unknown,
    }
}

pub(super) fn too_many(_: TooManyDocuments) -> Refusal {
    Refusal::TooMany { max: limit(DOCUMENTS_MAX) }
}

pub(super) fn limit(max: usize) -> u32 {
    u32::try_from(max).unwrap_or(u32::MAX)
}
