//! Submissions on this device: immutable, each under the space that sees it.

use naptime_domain::{
    id::{ChallengeId, PersonId, SpaceId, SubmissionId},
    submission::Submission,
};
use std::collections::BTreeMap;

/// Most submissions of one device: twelve groups of twelve people with dozens each.
pub(super) const SUBMISSIONS_MAX: usize = 5_000;

/// The submissions of this device.
#[derive(Default)]
pub(super) struct Submissions {
    by_id: BTreeMap<SubmissionId, Shown>,
}

/// A submission and who sees it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub space: SpaceId,
    pub submission: Submission,
}

impl Submissions {
    pub(super) fn get(&self, id: &SubmissionId) -> Option<&Shown> {
        self.by_id.get(id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&SubmissionId, &Shown)> {
        self.by_id.iter()
    }

    /// Takes one in; `false` if it was here, or there are too many. The first space to show it keeps it.
    pub(super) fn add(&mut self, id: SubmissionId, space: SpaceId, submission: Submission) -> bool {
        if self.by_id.contains_key(&id) || self.by_id.len() >= SUBMISSIONS_MAX {
            return false;
        }
        self.by_id.insert(id, Shown { space, submission });
        true
    }

    /// What a person showed on a challenge, newest first.
    pub(super) fn of(&self, author: &PersonId, challenge: &ChallengeId) -> Vec<SubmissionId> {
        let is_hers = |shown: &Submission| shown.author == *author && shown.challenge == *challenge;
        self.newest_first(|shown| is_hers(&shown.submission))
    }

    /// What a space sees, newest first.
    pub(super) fn in_space(&self, space: &SpaceId) -> Vec<SubmissionId> {
        self.newest_first(|shown| shown.space == *space)
    }

    fn newest_first(&self, is_asked: impl Fn(&Shown) -> bool) -> Vec<SubmissionId> {
        let mut ids: Vec<_> = self
            .by_id
            .iter()
            .filter(|(_, shown)| is_asked(shown))
            .map(|(id, shown)| (std::cmp::Reverse(shown.submission.shared_at), *id))
            .collect();
        ids.sort();
        ids.into_iter().map(|(_, id)| id).collect()
    }
}
