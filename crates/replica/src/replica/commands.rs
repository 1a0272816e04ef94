//! What a learner does to her documents: each command one change per document it touches, all stored in one stroke.

use super::{Replica, outbox::Thing, turn::Turn};
use crate::{
    command::{Refusal, Reply, StepMark},
    record::Record,
};
use naptime_domain::{
    command::{Command, GroupCommand, LearnerCommand, NoteKind, NotesCommand, ProgressItem, WorkCommand},
    document::{ChangeBytes, Descriptor, Refused},
    id::{ChallengeId, DocumentId, EventId, LessonId, NoteId, PersonId, SpaceId, StepIndex, SubmissionId},
    limits::NOTES_MAX,
    submission::{Anchor, BadSubmission, Submission},
    view::{LearnerView, NoteState, NoteView, NotesView, View, WorkView},
};

/// The document of a work. A work that is started afresh will have another generation.
pub(super) fn work(challenge: &ChallengeId) -> Descriptor {
    Descriptor::Work { challenge: challenge.clone(), generation: 0 }
}

impl Replica {
    pub(super) fn set_name(&mut self, name: String, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let (person, personal) = self.me()?;
        self.change(personal, &Descriptor::Learner, learner(LearnerCommand::Rename { name: name.clone() }), turn)?;
        for group in self.group_ids() {
            self.name_myself(group, person, &name, turn)?;
        }
        Ok(Reply::Done)
    }

    /// Tells a group what she is called.
    pub(super) fn name_myself(
        &mut self,
        group: SpaceId,
        person: PersonId,
        name: &str,
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        let command = GroupCommand::NameMember { person, name: name.to_owned() };
        self.change(group, &Descriptor::Group, Command::Group(command), turn)
    }

    pub(super) fn start_challenge(&mut self, challenge: ChallengeId, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        self.change(personal, &Descriptor::Learner, learner(LearnerCommand::StartChallenge { challenge }), turn)?;
        Ok(Reply::Done)
    }

    pub(super) fn mark_step(
        &mut self,
        lesson: LessonId,
        step: StepIndex,
        mark: StepMark,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        let (event, item) = (EventId(turn.random()), ProgressItem::Step { lesson, step });
        let command = match mark {
            StepMark::Done => LearnerCommand::MarkDone { event, item },
            StepMark::Reopened => LearnerCommand::Reopen { event, item },
        };
        self.change(personal, &Descriptor::Learner, learner(command), turn)?;
        Ok(Reply::Done)
    }

    pub(super) fn rename_group(&mut self, group: SpaceId, name: String, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        self.me()?;
        self.known_group(&group)?;
        self.change(group, &Descriptor::Group, Command::Group(GroupCommand::Rename { name }), turn)?;
        Ok(Reply::Done)
    }

    /// Freezes the draft as it stands, typed words included, and shows it to a group.
    pub(super) fn share(
        &mut self,
        challenge: ChallengeId,
        group: SpaceId,
        title: String,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (author, personal) = self.me()?;
        self.known_group(&group)?;
        let descriptor = work(&challenge);
        self.close_burst(&descriptor.id(&personal), turn);
        let shown = self.work(&challenge).ok_or(Refusal::Unknown)?;
        let title = title.trim().to_owned();
        if title.is_empty() {
            return Err(Refusal::Empty);
        }
        let submission = Submission {
            author,
            challenge: challenge.clone(),
            title,
            text: shown.draft.clone(),
            focus_question: shown.focus_question.clone(),
            evidence: Vec::new(),
            shared_at: turn.now,
            previous: self.submissions.of(&author, &challenge).first().copied(),
        };
        let bytes = submission.encode().map_err(refused_submission)?;
        let id = Submission::id_of(&bytes);
        let record = Command::Work(WorkCommand::RecordShared { submission: id });
        self.change(personal, &descriptor, record, turn)?;
        self.submissions.add(id, group, submission);
        turn.put(Record::LocalSubmission { space: group, bytes: bytes.clone() }.to_stored());
        self.queue_submission(group, id, bytes, turn);
        self.views.submission_changed();
        Ok(Reply::Submission(id))
    }

    pub(super) fn add_note(
        &mut self,
        submission: SubmissionId,
        kind: NoteKind,
        anchor: Option<Anchor>,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        self.known_submission(&submission)?;
        if anchor.as_ref().is_some_and(|anchor| anchor.submission != submission) {
            return Err(Refusal::Unknown);
        }
        let note = NoteId(turn.random());
        let command = NotesCommand::Add { note, kind, anchor, body: String::new() };
        self.change(personal, &Descriptor::NotesDraft { submission }, Command::Notes(command), turn)?;
        Ok(Reply::Note(note))
    }

    pub(super) fn discard_note(
        &mut self,
        submission: SubmissionId,
        note: NoteId,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        let command = Command::Notes(NotesCommand::Withdraw { note });
        self.change(personal, &Descriptor::NotesDraft { submission }, command, turn)?;
        Ok(Reply::Done)
    }

    /// Copies every private note that says something into the group, and marks it as copied.
    pub(super) fn share_notes(&mut self, submission: SubmissionId, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let (author, personal) = self.me()?;
        let group = self.known_submission(&submission)?;
        let (drafts, shared) = (Descriptor::NotesDraft { submission }, Descriptor::Notes { submission, author });
        self.close_burst(&drafts.id(&personal), turn);
        let notes: Vec<NoteView> =
            self.drafts_on(&submission).into_iter().filter(|note| !note.body.trim().is_empty()).collect();
        if notes.is_empty() {
            return Err(Refusal::NothingToShare);
        }
        if self.notes(group, &shared).map_or(0, |view| view.notes.len()) + notes.len() > NOTES_MAX {
            return Err(Refusal::TooMany { max: limit(NOTES_MAX) });
        }
        let (mut copies, mut marks) = (Vec::new(), Vec::new());
        for NoteView { id, kind, anchor, body, .. } in notes {
            let note = NoteId(turn.random());
            copies.push(Command::Notes(NotesCommand::Add { note, kind, anchor, body }));
            marks.push(Command::Notes(NotesCommand::MarkShared { note: id, shared_as: note }));
        }
        self.change_all(group, &shared, &copies, turn)?;
        self.change_all(personal, &drafts, &marks, turn)?;
        Ok(Reply::Done)
    }

    pub(super) fn withdraw_note(
        &mut self,
        submission: SubmissionId,
        note: NoteId,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (author, _) = self.me()?;
        let group = self.known_submission(&submission)?;
        let command = Command::Notes(NotesCommand::Withdraw { note });
        self.change(group, &Descriptor::Notes { submission, author }, command, turn)?;
        Ok(Reply::Done)
    }

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

    fn change_all(
        &mut self,
        space: SpaceId,
        descriptor: &Descriptor,
        commands: &[Command],
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        let too_many = Refusal::TooMany { max: limit(super::documents::DOCUMENTS_MAX) };
        let id = self.documents.slot(space, descriptor).map_err(|_| too_many)?.id;
        self.close_burst(&id, turn);
        let document = self.documents.open(&id).ok_or(Refusal::NotBegun)?;
        let ran = commands.iter().try_for_each(|command| document.run(command, turn.now).map(|_| ()));
        let change = document.commit(turn.now);
        if let Some(change) = change {
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

    /// Her private notes on a submission that are neither shared nor discarded.
    pub(super) fn drafts_on(&mut self, submission: &SubmissionId) -> Vec<NoteView> {
        let Some(space) = self.personal_space() else { return Vec::new() };
        let view = self.notes(space, &Descriptor::NotesDraft { submission: *submission });
        let is_open = |note: &&NoteView| note.state == NoteState::Open;
        view.map_or_else(Vec::new, |view| view.notes.iter().filter(is_open).cloned().collect())
    }

    pub(super) fn notes(&mut self, space: SpaceId, descriptor: &Descriptor) -> Option<&NotesView> {
        match self.documents.view(space, descriptor)? {
            View::Notes(notes) => Some(notes),
            _ => None,
        }
    }

    pub(super) fn learner(&mut self) -> Option<&LearnerView> {
        let space = self.personal_space()?;
        match self.documents.view(space, &Descriptor::Learner)? {
            View::Learner(learner) => Some(learner),
            _ => None,
        }
    }

    /// Her work on a challenge she has started.
    pub(super) fn work(&mut self, challenge: &ChallengeId) -> Option<WorkView> {
        let space = self.personal_space()?;
        if !self.has_started(challenge) {
            return None;
        }
        match self.documents.view(space, &work(challenge)) {
            Some(View::Work(work)) => Some(work.clone()),
            _ => Some(WorkView::default()),
        }
    }

    pub(super) fn has_started(&mut self, challenge: &ChallengeId) -> bool {
        self.learner().is_some_and(|learner| learner.challenges.contains_key(challenge))
    }

    fn known_submission(&self, id: &SubmissionId) -> Result<SpaceId, Refusal> {
        self.submissions.get(id).map(|shown| shown.space).ok_or(Refusal::Unknown)
    }

    fn known_group(&self, group: &SpaceId) -> Result<(), Refusal> {
        if self.is_group(group) { Ok(()) } else { Err(Refusal::Unknown) }
    }
}

pub(super) fn learner(command: LearnerCommand) -> Command {
    Command::Learner(command)
}

fn refused(refused: Refused) -> Refusal {
    match refused {
        Refused::EmptyName => Refusal::Empty,
        Refused::NameTooLong { utf16_max } | Refused::TextTooLong { utf16_max } => {
            Refusal::TooLong { max: limit(utf16_max) }
        }
        Refused::TooMany { max } => Refusal::TooMany { max: limit(max) },
        Refused::NotYours => Refusal::NotYours,
        Refused::LevelTooHigh { max } => Refusal::TooMany { max: max.into() },
        Refused::UnknownNote
        | Refused::IdTaken
        | Refused::BadAnchor
        | Refused::OtherKind
        | Refused::DoesNotFit(_)
        | Refused::Unreadable(_) => Refusal::Unknown,
    }
}

fn refused_submission(bad: BadSubmission) -> Refusal {
    match bad {
        BadSubmission::Empty => Refusal::NothingToShare,
        BadSubmission::TooLarge { bytes_max, .. } => Refusal::TooLong { max: limit(bytes_max) },
        BadSubmission::TooMuchEvidence => Refusal::TooMany { max: limit(naptime_domain::limits::EVIDENCE_MAX) },
        BadSubmission::NotCanonical => Refusal::Unknown,
    }
}

fn limit(max: usize) -> u32 {
    u32::try_from(max).unwrap_or(u32::MAX)
}
