//! What this device's documents say, for commands and views alike.

use super::Replica;
use crate::command::WorkId;
use naptime_domain::{
    command::Whose,
    document::Descriptor,
    id::{ChallengeId, SpaceId, SubmissionId},
    view::{LearnerView, NoteState, NoteView, NotesView, View, WorkView},
};

impl Replica {
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

    /// What a work says; `None` if there is none on this device.
    pub(super) fn work(&mut self, work: &WorkId) -> Option<WorkView> {
        let (space, descriptor) = self.work_place(work)?;
        match self.documents.view(space, &descriptor) {
            Some(View::Work(work)) => Some(work.clone()),
            _ => Some(WorkView::empty()),
        }
    }

    /// Where a work is: hers once she has started the challenge, a group's as long as the group is on this device.
    pub(super) fn work_place(&mut self, work: &WorkId) -> Option<(SpaceId, Descriptor)> {
        let personal = self.personal_space()?;
        match work.whose {
            Whose::Hers => {
                self.has_started(&work.challenge).then(|| (personal, self.own_work_descriptor(&work.challenge)))
            }
            Whose::Ours(group) => {
                let descriptor = Descriptor::JointWork { challenge: work.challenge.clone() };
                self.is_group(&group).then_some((group, descriptor))
            }
        }
    }

    fn has_started(&mut self, challenge: &ChallengeId) -> bool {
        self.learner().is_some_and(|learner| learner.progress(challenge).is_some())
    }

    /// The document of her own work on a challenge, as she last began it.
    pub(super) fn own_work_descriptor(&mut self, challenge: &ChallengeId) -> Descriptor {
        let progress = self.learner().and_then(|learner| learner.progress(challenge));
        Descriptor::Work { challenge: challenge.clone(), generation: progress.map_or(0, |known| known.generation) }
    }
}
