//! What a learner does to her documents: each command one change per document it touches, all stored in one stroke.

use super::{
    Replica,
    changing::limit,
    effect::Effect,
    input::RequestId,
    submissions::{SUBMISSIONS_MAX, Shown},
    turn::Turn,
};
use crate::{
    command::{Command as Asked, Refusal, Reply, WorkDeed, WorkId},
    record::Record,
};
use naptime_domain::{
    command::{
        Command, GroupCommand, LearnerCommand, NoteKind, NotesCommand, ResponseCommand, TextField, Whose, WorkCommand,
    },
    document::Descriptor,
    id::{NoteId, PersonId, SpaceId, SubmissionId},
    limits::{NAME_UTF16_MAX, NOTES_MAX},
    submission::{Anchor, BadSubmission, Submission},
    text::utf16,
    view::NoteView,
};

impl Replica {
    pub(super) fn run(&mut self, request: RequestId, command: Asked, turn: &mut Turn<'_>) {
        let outcome = match command {
            Asked::Begin { name } => self.begin(name, turn),
            Asked::Restore { words } => self.restore(&words, turn),
            Asked::SetName { name } => self.set_name(name, turn),
            Asked::StartChallenge { challenge, edition } => self.start_challenge(challenge, edition, turn),
            Asked::Record(deed) => self.record(vec![deed], turn),
            Asked::RecordAll(deeds) => self.record(deeds, turn),
            Asked::Strike { event, is_struck } => self.strike(event, is_struck, turn),
            Asked::SpendTime { day, side, minutes } => self.spend_time(day, side, minutes, turn),
            Asked::Work { work, deed: WorkDeed::Attach(what) } => return self.attach(request, work, what, turn),
            Asked::Work { work, deed } => self.work_on(&work, deed, turn),
            Asked::CreateGroup { name } => self.create_group(name, turn),
            Asked::RenameGroup { group, name } => self.rename_group(group, name, turn),
            Asked::Invite { group, uses, days } => self.invite(group, uses, days, turn),
            Asked::RevokeInvite { group, invite } => self.revoke_invite(group, invite, turn),
            Asked::Join { link } => return self.join(request, &link, turn),
            Asked::Share { work, group, title } => self.share(&work, group, title, turn),
            Asked::AddNote { submission, kind, anchor } => self.add_note(submission, kind, anchor, turn),
            Asked::DiscardNote { submission, note } => self.discard_note(submission, note, turn),
            Asked::ShareNotes { submission } => self.share_notes(submission, turn),
            Asked::TakeBack { submission, is_taken_back } => self.take_back(submission, is_taken_back, turn),
            Asked::AnswerNote { submission, note, words } => {
                self.respond(submission, ResponseCommand::Answer { note, words }, turn)
            }
            Asked::WithdrawNote { submission, note } => self.withdraw_note(submission, note, turn),
        };
        super::answer(request, outcome, turn);
    }

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

    pub(super) fn rename_group(&mut self, group: SpaceId, name: String, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        self.me()?;
        self.known_group(&group)?;
        self.change(group, &Descriptor::Group, Command::Group(GroupCommand::Rename { name }), turn)?;
        Ok(Reply::Done)
    }

    /// Freezes the draft as it stands, typed words included, and shows it to a group.
    pub(super) fn share(
        &mut self,
        work: &WorkId,
        group: SpaceId,
        title: String,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (author, _) = self.me()?;
        self.has_all_words()?;
        self.known_group(&group)?;
        if matches!(work.whose, Whose::Ours(writers) if writers != group) {
            // The others' words are not hers to show elsewhere.
            return Err(Refusal::NotYours);
        }
        self.has_space(&group)?;
        if !self.submissions.has_room(&group) {
            return Err(Refusal::TooMany { max: limit(SUBMISSIONS_MAX) });
        }
        let (space, descriptor) = self.work_place(work).ok_or(Refusal::Unknown)?;
        self.close_burst(&descriptor.id(&space), turn);
        let shown = self.work(work).ok_or(Refusal::Unknown)?;
        let title = title.trim().to_owned();
        if title.is_empty() {
            return Err(Refusal::Empty);
        }
        if utf16::len(&title) as usize > NAME_UTF16_MAX {
            return Err(Refusal::TooLong { max: limit(NAME_UTF16_MAX) });
        }
        let submission = Submission {
            author,
            challenge: work.challenge.clone(),
            title,
            text: shown.draft.clone(),
            focus_question: shown.focus_question.clone(),
            evidence: Vec::new(),
            shared_at: turn.now,
            previous: self.shown_of(work, &shown).first().copied(),
        };
        let bytes = submission.encode().map_err(refused_submission)?;
        let id = Submission::id_of(&bytes);
        self.keep_what_is_shown(work, &shown, &submission.title, turn)?;
        let record = Command::Work(WorkCommand::RecordShared { submission: id });
        self.change(space, &descriptor, record, turn)?;
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
        self.close_boxes_of_gone_drafts(&submission, turn);
        Ok(Reply::Done)
    }

    /// What is typed into a note that is no draft any more would be seen by nobody.
    fn close_boxes_of_gone_drafts(&mut self, submission: &SubmissionId, turn: &mut Turn<'_>) {
        let Some(personal) = self.personal_space() else { return };
        let drafts = self.drafts_on(submission);
        for (id, field) in self.boxes.on(&Descriptor::NotesDraft { submission: *submission }.id(&personal)) {
            if !drafts.iter().any(|draft| field == TextField::NoteBody(draft.id)) {
                self.close_text(id, turn);
                turn.emit(Effect::TextGone(id));
            }
        }
    }

    /// Refused before anything is written that the others would never see.
    fn has_space(&self, group: &SpaceId) -> Result<(), Refusal> {
        let (me, _) = self.me()?;
        match self.spaces.get(group).is_some_and(|space| space.is_full(&me)) {
            true => Err(Refusal::GroupFull),
            false => Ok(()),
        }
    }

    /// Copies every private note that says something into the group, and marks it as copied.
    pub(super) fn share_notes(&mut self, submission: SubmissionId, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let (author, personal) = self.me()?;
        self.has_all_words()?;
        let group = self.known_submission(&submission)?;
        self.has_space(&group)?;
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
        self.close_boxes_of_gone_drafts(&submission, turn);
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

    pub(super) fn take_back(
        &mut self,
        submission: SubmissionId,
        is_taken_back: bool,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let command = if is_taken_back { ResponseCommand::TakeBack } else { ResponseCommand::ShowAgain };
        self.respond(submission, command, turn)
    }

    /// Says something to the critics of what she has shown.
    pub(super) fn respond(
        &mut self,
        submission: SubmissionId,
        command: ResponseCommand,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (me, _) = self.me()?;
        let Shown { space, submission: shown } = self.submissions.get(&submission).ok_or(Refusal::Unknown)?;
        let (space, author) = (*space, shown.author);
        if author != me {
            return Err(Refusal::NotYours);
        }
        self.change(space, &Descriptor::Response { submission, author }, Command::Response(command), turn)?;
        Ok(Reply::Done)
    }

    /// Nothing is copied and shown while words of a dead engine cannot be taken over, or a page that opens a box again may
    /// hold some: they would be missing in the copy.
    pub(super) fn has_all_words(&self) -> Result<(), Refusal> {
        if self.recovery.is_over() && self.boxes.have_told_all() { Ok(()) } else { Err(Refusal::NotStored) }
    }

    fn known_submission(&self, id: &SubmissionId) -> Result<SpaceId, Refusal> {
        self.submissions.get(id).map(|shown| shown.space).ok_or(Refusal::Unknown)
    }

    pub(super) fn known_group(&self, group: &SpaceId) -> Result<(), Refusal> {
        if self.is_group(group) { Ok(()) } else { Err(Refusal::Unknown) }
    }
}

pub(super) fn learner(command: LearnerCommand) -> Command {
    Command::Learner(command)
}

fn refused_submission(bad: BadSubmission) -> Refusal {
    match bad {
        BadSubmission::Empty => Refusal::NothingToShare,
        BadSubmission::TooLarge { bytes_max, .. } => Refusal::TooLong { max: limit(bytes_max) },
        BadSubmission::EvidenceTooLarge => Refusal::TooMuchEvidence,
        BadSubmission::TooMuchEvidence => Refusal::TooMany { max: limit(naptime_domain::limits::EVIDENCE_MAX) },
        BadSubmission::NotCanonical => Refusal::Unknown,
    }
}
