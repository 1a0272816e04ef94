//! What this device's documents say, for commands and views alike.

use super::{Replica, submissions::Shown};
use crate::command::WorkId;
use naptime_domain::{
    command::Whose,
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

    /// What a work says; `None` if there is none on this device.
    pub(super) fn work(&mut self, work: &WorkId) -> Option<WorkView> {
        let (space, descriptor) = self.work_place(work)?;
        Some(self.work_at(space, &descriptor))
    }

    /// Her own work on a challenge as she had it before she began it afresh, or has it now.
    pub(super) fn round(&mut self, challenge: &ChallengeId, generation: u32) -> Option<WorkView> {
        let space = self.personal_space()?;
        if generation > self.generation(challenge)? {
            return None;
        }
        Some(self.work_at(space, &Descriptor::Work { challenge: challenge.clone(), generation }))
    }

    fn work_at(&mut self, space: SpaceId, descriptor: &Descriptor) -> WorkView {
        match self.documents.view(space, descriptor) {
            Some(View::Work(work)) => work.clone(),
            _ => WorkView::empty(),
        }
    }

    /// Where a work is: hers once she has started the challenge, a group's as long as the group is on this device.
    pub(super) fn work_place(&mut self, work: &WorkId) -> Option<(SpaceId, Descriptor)> {
        let space = self.work_space(work.whose)?;
        match work.whose {
            Whose::Hers => {
                self.has_started(&work.challenge).then(|| (space, self.own_work_descriptor(&work.challenge)))
            }
            Whose::Ours(_) => Some((space, Descriptor::JointWork { challenge: work.challenge.clone() })),
        }
    }

    /// The space that somebody's works are in, and all that they name.
    pub(super) fn work_space(&self, whose: Whose) -> Option<SpaceId> {
        match whose {
            Whose::Hers => self.personal_space(),
            Whose::Ours(group) => self.is_group(&group).then_some(group),
        }
    }

    /// How often she has begun a challenge afresh, if she has started it.
    fn generation(&mut self, challenge: &ChallengeId) -> Option<u32> {
        self.learner()?.progress(challenge).map(|progress| progress.generation)
    }

    pub(super) fn has_started(&mut self, challenge: &ChallengeId) -> bool {
        self.generation(challenge).is_some()
    }

    /// The document of her own work on a challenge, as she last began it.
    pub(super) fn own_work_descriptor(&mut self, challenge: &ChallengeId) -> Descriptor {
        Descriptor::Work { challenge: challenge.clone(), generation: self.generation(challenge).unwrap_or(0) }
    }
}
