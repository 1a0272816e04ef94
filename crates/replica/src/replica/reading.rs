//! What this device's documents say, for commands and views alike.

use super::{Replica, submissions::Shown};
use naptime_domain::{
    document::Descriptor,
    id::{ChallengeId, SpaceId, SubmissionId},
    view::{LearnerView, NoteState, NoteView, NotesView, ResponseView, View, WorkView},
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

    /// What the author of a submission says to its critics.
    pub(super) fn response(&mut self, submission: &SubmissionId) -> ResponseView {
        let Some(Shown { space, submission: shown }) = self.submissions.get(submission) else {
            return ResponseView::default();
        };
        let descriptor = Descriptor::Response { submission: *submission, author: shown.author };
        match self.documents.view(*space, &descriptor) {
            Some(View::Response(response)) => response.clone(),
            _ => ResponseView::default(),
        }
    }

    /// Her work on a challenge she has started, as she last began it.
    pub(super) fn work(&mut self, challenge: &ChallengeId) -> Option<WorkView> {
        let generation = self.generation(challenge)?;
        self.work_of(challenge, generation)
    }

    /// Her work on a challenge as she had it before she began it afresh, or has it now.
    pub(super) fn work_of(&mut self, challenge: &ChallengeId, generation: u32) -> Option<WorkView> {
        let space = self.personal_space()?;
        if generation > self.generation(challenge)? {
            return None;
        }
        match self.documents.view(space, &Descriptor::Work { challenge: challenge.clone(), generation }) {
            Some(View::Work(work)) => Some(work.clone()),
            _ => Some(WorkView::default()),
        }
    }

    /// How often she has begun a challenge afresh, if she has started it.
    fn generation(&mut self, challenge: &ChallengeId) -> Option<u32> {
        self.learner()?.progress(challenge).map(|progress| progress.generation)
    }

    pub(super) fn has_started(&mut self, challenge: &ChallengeId) -> bool {
        self.generation(challenge).is_some()
    }

    /// The document of her work on a challenge, as she last began it.
    pub(super) fn work_descriptor(&mut self, challenge: &ChallengeId) -> Descriptor {
        Descriptor::Work { challenge: challenge.clone(), generation: self.generation(challenge).unwrap_or(0) }
    }
}
