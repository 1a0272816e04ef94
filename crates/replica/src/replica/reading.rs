//! What this device's documents say, for commands and views alike.

use super::Replica;
use naptime_domain::{
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

    /// Her work on a challenge she has started.
    pub(super) fn work(&mut self, challenge: &ChallengeId) -> Option<WorkView> {
        let space = self.personal_space()?;
        if !self.has_started(challenge) {
            return None;
        }
        let descriptor = self.work_descriptor(challenge);
        match self.documents.view(space, &descriptor) {
            Some(View::Work(work)) => Some(work.clone()),
            _ => Some(WorkView::default()),
        }
    }

    pub(super) fn has_started(&mut self, challenge: &ChallengeId) -> bool {
        self.learner().is_some_and(|learner| learner.progress(challenge).is_some())
    }

    /// The document of her work on a challenge, as she last began it.
    pub(super) fn work_descriptor(&mut self, challenge: &ChallengeId) -> Descriptor {
        let progress = self.learner().and_then(|learner| learner.progress(challenge));
        Descriptor::Work { challenge: challenge.clone(), generation: progress.map_or(0, |known| known.generation) }
    }
}
