//! Submissions on this device: immutable, each under the space that sees it.

use naptime_domain::{
    id::{ChallengeId, PersonId, SpaceId, SubmissionId},
    order::sort_by,
    submission::Submission,
};
use std::collections::BTreeMap;

/// Most submissions of one space: twelve people with dozens each, twice over. For each space by itself, so that whoever
/// fills one leaves room in the others.
pub(super) const SUBMISSIONS_MAX: usize = 1_000;

/// The submissions of this device.
#[derive(Default)]
pub(super) struct Submissions {
    by_id: BTreeMap<SubmissionId, Shown>,
    /// How many of them each space shows.
    counts: BTreeMap<SpaceId, usize>,
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

    /// Whether a space has room for another.
    pub(super) fn has_room(&self, space: &SpaceId) -> bool {
        self.counts.get(space).is_none_or(|count| *count < SUBMISSIONS_MAX)
    }

    /// Takes one in; `false` if it was here, or its space has too many. The first space to show it keeps it.
    pub(super) fn add(&mut self, id: SubmissionId, space: SpaceId, submission: Submission) -> bool {
        if self.by_id.contains_key(&id) || !self.has_room(&space) {
            return false;
        }
        *self.counts.entry(space).or_default() += 1;
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
        sort_by(&mut ids, Ord::cmp);
        ids.into_iter().map(|(_, id)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_that_is_full_of_submissions_takes_nothing_from_the_others() {
        let mut submissions = Submissions::default();
        let (full, other) = (SpaceId([1; 16]), SpaceId([2; 16]));
        let submission = Submission {
            author: PersonId([3; 32]),
            challenge: ChallengeId::new("bakery").unwrap(),
            title: "First try".into(),
            text: String::new(),
            focus_question: String::new(),
            evidence: Vec::new(),
            shared_at: naptime_domain::time::Timestamp(0),
            previous: None,
        };
        let id = |number: usize| {
            let mut id = [0; 32];
            id[..8].copy_from_slice(&number.to_be_bytes());
            SubmissionId(id)
        };
        for number in 0..SUBMISSIONS_MAX {
            assert!(submissions.add(id(number), full, submission.clone()));
        }
        assert!(!submissions.has_room(&full) && !submissions.add(id(SUBMISSIONS_MAX), full, submission.clone()));
        assert!(submissions.has_room(&other) && submissions.add(id(SUBMISSIONS_MAX), other, submission));
    }
}
