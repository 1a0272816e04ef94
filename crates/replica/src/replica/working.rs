//! What is done to a work besides writing: versions kept and brought back, what it rests on, and words of one taken into another.

mod copying;

use super::{
    Replica,
    changing::{limit, refused, too_many},
    effect::Effect,
    turn::Turn,
};
use crate::command::{Refusal, Reply, WorkDeed, WorkId};
use naptime_domain::{
    command::{Command, TextField, WorkCommand},
    document::{Descriptor, Refused},
    id::{DocumentId, EvidenceId, VersionId},
    limits::ENTRIES_MAX,
    text::{TextDelta, diff_words},
    view::WorkView,
};

impl Replica {
    pub(super) fn work_on(&mut self, work: &WorkId, deed: WorkDeed, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        self.me()?;
        match deed {
            // Stored apart first, and answered then.
            WorkDeed::Attach(_) => Err(Refusal::Unknown),
            WorkDeed::KeepVersion { name } => self.keep_version(work, name, None, turn),
            WorkDeed::NameVersion { version, name } => {
                self.change_work(work, WorkCommand::NameVersion { version, name }, turn)
            }
            WorkDeed::RestoreVersion { version } => self.restore_version(work, version, turn),
            WorkDeed::AddEvidence(what) => {
                let evidence = EvidenceId(turn.random());
                self.change_work(work, WorkCommand::AddEvidence { evidence, what }, turn)?;
                Ok(Reply::Evidence(evidence))
            }
            WorkDeed::EditEvidence { evidence, what } => {
                self.change_work(work, WorkCommand::EditEvidence { evidence, what }, turn)
            }
            WorkDeed::PutAwayEvidence { evidence, is_away } => {
                self.change_work(work, WorkCommand::PutAwayEvidence { evidence, is_away }, turn)
            }
            WorkDeed::CopyFrom(whose) => self.copy_from(work, whose, turn),
        }
    }

    pub(super) fn change_work(
        &mut self,
        work: &WorkId,
        command: WorkCommand,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (space, descriptor) = self.work_place(work).ok_or(Refusal::Unknown)?;
        self.change(space, &descriptor, Command::Work(command), turn)?;
        Ok(Reply::Done)
    }

    fn keep_version(
        &mut self,
        work: &WorkId,
        name: String,
        restores: Option<VersionId>,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        self.has_all_words()?;
        let version = VersionId(turn.random());
        self.change_work(work, WorkCommand::KeepVersion { version, name, restores }, turn)?;
        Ok(Reply::Version(version))
    }

    /// Edits no more than what differs, so that what others write meanwhile stays, and open boxes follow.
    fn restore_version(&mut self, work: &WorkId, version: VersionId, turn: &mut Turn<'_>) -> Result<Reply, Refusal> {
        let (id, shown) = self.settled_work(work, turn)?;
        let wanted = self.version_text(work, &version).ok_or(Refusal::Unknown)?;
        // Done and refused at once would be neither.
        if shown.versions.len() + 1 + usize::from(self.is_new(work, &shown)) > ENTRIES_MAX {
            return Err(Refusal::TooMany { max: limit(ENTRIES_MAX) });
        }
        self.keep_if_new(work, &shown, "", turn)?;
        self.edit_work(&id, &[(TextField::Draft, diff_words(&shown.draft, &wanted))], turn)?;
        self.keep_version(work, String::new(), Some(version), turn)
    }

    /// A work with everything that is typed in it.
    fn settled_work(&mut self, work: &WorkId, turn: &mut Turn<'_>) -> Result<(DocumentId, WorkView), Refusal> {
        let (space, descriptor) = self.work_place(work).ok_or(Refusal::Unknown)?;
        let id = self.documents.slot(space, &descriptor).map_err(too_many)?.id;
        self.close_burst(&id, turn);
        Ok((id, self.work(work).ok_or(Refusal::Unknown)?))
    }

    /// Keeps the draft as a version unless the last one says the same.
    fn keep_if_new(&mut self, work: &WorkId, shown: &WorkView, name: &str, turn: &mut Turn<'_>) -> Result<(), Refusal> {
        if self.is_new(work, shown) {
            self.keep_version(work, name.to_owned(), None, turn)?;
        }
        Ok(())
    }

    /// Whether the draft is another than the last version.
    fn is_new(&mut self, work: &WorkId, shown: &WorkView) -> bool {
        let last = shown.versions.last().and_then(|last| self.version_text(work, &last.id));
        last.as_ref() != Some(&shown.draft)
    }

    /// Edits texts of a work as one change, or several where one would be too long, up to the first that is refused,
    /// and tells open boxes.
    fn edit_work(
        &mut self,
        id: &DocumentId,
        edits: &[(TextField, TextDelta)],
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        let document = self.documents.open(id).ok_or(Refusal::Unknown)?;
        let (mut edited, mut changes) = (Ok(()), Vec::new());
        for (field, edit) in edits {
            edited = document.edit_text(field, edit);
            if edited == Err(Refused::OpenBurst) {
                changes.extend(document.commit(turn.now));
                edited = document.edit_text(field, edit);
            }
            if edited.is_err() {
                break;
            }
            self.boxes.edited_elsewhere(id, field, edit, None);
        }
        changes.extend(document.commit(turn.now));
        for change in changes {
            self.store_change(id, change, turn);
        }
        edited.map_err(refused)
    }

    /// What is shown to others is a version, too. With room for no more of them it is shown all the same.
    pub(super) fn keep_what_is_shown(
        &mut self,
        work: &WorkId,
        shown: &WorkView,
        title: &str,
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        match self.keep_if_new(work, shown, title, turn) {
            Err(Refusal::TooMany { .. }) => Ok(()),
            kept => kept,
        }
    }

    /// The draft as a version has it.
    pub(super) fn version_text(&mut self, work: &WorkId, version: &VersionId) -> Option<String> {
        let (space, descriptor) = self.work_place(work)?;
        self.documents.open(&descriptor.id(&space))?.text_of_version(version).ok()
    }

    /// Once a challenge is begun afresh, here or elsewhere, what is typed into its old work would be seen by nobody.
    pub(super) fn leave_old_works(&mut self, turn: &mut Turn<'_>) {
        if !self.learner_changed {
            return;
        }
        for (id, document) in self.boxes.all() {
            let Some(descriptor) = self.documents.get(&document).map(|slot| slot.descriptor.clone()) else { continue };
            let Descriptor::Work { challenge, .. } = &descriptor else { continue };
            if self.own_work_descriptor(challenge) != descriptor {
                self.close_text(id, turn);
                turn.emit(Effect::TextGone(id));
            }
        }
    }
}
