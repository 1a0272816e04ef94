//! What a learner does to her work besides writing: versions kept and brought back, and what the work rests on.

use super::{Replica, changing::refused, effect::Effect, turn::Turn};
use crate::command::{Refusal, Reply, WorkDeed};
use naptime_domain::{
    command::{Command, TextField, WorkCommand},
    document::Descriptor,
    id::{ChallengeId, EvidenceId, VersionId},
    text::diff_words,
};

impl Replica {
    pub(super) fn work_on(
        &mut self,
        challenge: &ChallengeId,
        deed: WorkDeed,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        self.me()?;
        if !self.has_started(challenge) {
            return Err(Refusal::Unknown);
        }
        match deed {
            // Stored apart first, and answered then.
            WorkDeed::Attach(_) => Err(Refusal::Unknown),
            WorkDeed::KeepVersion { name } => self.keep_version(challenge, name, None, turn),
            WorkDeed::NameVersion { version, name } => {
                self.change_work(challenge, WorkCommand::NameVersion { version, name }, turn)
            }
            WorkDeed::RestoreVersion { version } => self.restore_version(challenge, version, turn),
            WorkDeed::AddEvidence(what) => {
                let evidence = EvidenceId(turn.random());
                self.change_work(challenge, WorkCommand::AddEvidence { evidence, what }, turn)?;
                Ok(Reply::Evidence(evidence))
            }
            WorkDeed::EditEvidence { evidence, what } => {
                self.change_work(challenge, WorkCommand::EditEvidence { evidence, what }, turn)
            }
            WorkDeed::PutAwayEvidence { evidence, is_away } => {
                self.change_work(challenge, WorkCommand::PutAwayEvidence { evidence, is_away }, turn)
            }
        }
    }

    pub(super) fn change_work(
        &mut self,
        challenge: &ChallengeId,
        command: WorkCommand,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        let descriptor = self.work_descriptor(challenge);
        self.change(personal, &descriptor, Command::Work(command), turn)?;
        Ok(Reply::Done)
    }

    fn keep_version(
        &mut self,
        challenge: &ChallengeId,
        name: String,
        restores: Option<VersionId>,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        self.has_all_words()?;
        let version = VersionId(turn.random());
        self.change_work(challenge, WorkCommand::KeepVersion { version, name, restores }, turn)?;
        Ok(Reply::Version(version))
    }

    /// Edits no more than what differs, so that what another device writes meanwhile stays, and open boxes follow.
    fn restore_version(
        &mut self,
        challenge: &ChallengeId,
        version: VersionId,
        turn: &mut Turn<'_>,
    ) -> Result<Reply, Refusal> {
        let (_, personal) = self.me()?;
        let id = self.work_descriptor(challenge).id(&personal);
        self.close_burst(&id, turn);
        let wanted = self.version_text(challenge, &version).ok_or(Refusal::Unknown)?;
        let work = self.work(challenge).ok_or(Refusal::Unknown)?;
        self.keep_if_new(challenge, String::new(), turn)?;
        let edit = diff_words(&work.draft, &wanted);
        let document = self.documents.open(&id).ok_or(Refusal::Unknown)?;
        document.edit_text(&TextField::Draft, &edit).map_err(refused)?;
        if let Some(change) = document.commit(turn.now) {
            self.store_change(&id, change, turn);
        }
        self.boxes.edited_elsewhere(&id, &TextField::Draft, &edit, None);
        self.keep_version(challenge, String::new(), Some(version), turn)
    }

    /// What she shows to others is a version, too. With room for no more of them she shows it all the same.
    pub(super) fn keep_what_is_shown(
        &mut self,
        challenge: &ChallengeId,
        title: &str,
        turn: &mut Turn<'_>,
    ) -> Result<(), Refusal> {
        match self.keep_if_new(challenge, title.to_owned(), turn) {
            Err(Refusal::TooMany { .. }) => Ok(()),
            kept => kept,
        }
    }

    /// Keeps the draft unless the last version says the same.
    fn keep_if_new(&mut self, challenge: &ChallengeId, name: String, turn: &mut Turn<'_>) -> Result<(), Refusal> {
        let work = self.work(challenge).ok_or(Refusal::Unknown)?;
        let last = work.versions.last().and_then(|last| self.version_text(challenge, &last.id));
        if last.as_ref() != Some(&work.draft) {
            self.keep_version(challenge, name, None, turn)?;
        }
        Ok(())
    }

    /// The draft as a version has it.
    pub(super) fn version_text(&mut self, challenge: &ChallengeId, version: &VersionId) -> Option<String> {
        let id = self.work_descriptor(challenge).id(&self.personal_space()?);
        self.documents.open(&id)?.text_of_version(version).ok()
    }

    /// Once a challenge is begun afresh, here or elsewhere, what is typed into its old work would be seen by nobody.
    pub(super) fn leave_old_works(&mut self, turn: &mut Turn<'_>) {
        if !self.learner_changed {
            return;
        }
        for (id, document) in self.boxes.all() {
            let Some(descriptor) = self.documents.get(&document).map(|slot| slot.descriptor.clone()) else { continue };
            let Descriptor::Work { challenge, .. } = &descriptor else { continue };
            if self.work_descriptor(challenge) != descriptor {
                self.close_text(id, turn);
                turn.emit(Effect::TextGone(id));
            }
        }
    }
}
