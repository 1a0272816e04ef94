//! Which edition of a challenge she goes on with: the one she took it in, until she takes another.

use std::sync::Arc;

use naptime_course::{
    model::{ChallengeId, ChallengeSummary, FileHash, Index},
    package::Current,
};
use naptime_domain::id::EditionId;
use naptime_replica::view::ProfileView;

/// A challenge she has taken, and its file in the edition she goes on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The challenge.
    pub challenge: ChallengeId,
    /// Its file.
    pub file: FileHash,
}

/// What she has taken.
#[must_use]
pub fn taken(profile: &ProfileView) -> Vec<Taken> {
    let taken = profile.progress.iter().filter_map(|progress| {
        let (challenge, edition) = (progress.challenge.as_str().parse().ok()?, progress.edition?);
        Some(Taken { challenge, file: FileHash(edition.0) })
    });
    taken.collect()
}

/// What a learner is shown is put together from: the newest edition, and challenges as she took them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions {
    /// The newest edition's files.
    pub current: Current,
    /// Its index.
    pub newest: Arc<Index>,
    /// What she has taken.
    pub taken: Vec<Taken>,
}

/// What there is to say of the edition of a challenge that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: there is no newer one.
    Newest,
    /// It is the one she took, and there is a newer one.
    Behind(EditionId),
    /// It is not the one she took, which is not on this device.
    Instead(EditionId),
}

impl Editions {
    /// What she took that the newest edition does not have.
    pub fn others(&self) -> impl Iterator<Item = &Taken> {
        self.taken.iter().filter(|taken| !self.is_newest(taken))
    }

    /// Whether something she has taken is of an edition known here.
    #[must_use]
    pub fn knows(&self, taken: &Taken) -> bool {
        self.is_newest(taken) || self.taken.contains(taken)
    }

    fn is_newest(&self, taken: &Taken) -> bool {
        self.newest_of(&taken.challenge) == Some(EditionId(taken.file.0))
    }

    /// The newest edition with some challenges as she took them. One that it no longer has comes last.
    #[must_use]
    pub fn with(&self, hers: Vec<ChallengeSummary>) -> Index {
        let mut index = Index::clone(&self.newest);
        for own in hers {
            match index.challenges.iter_mut().find(|challenge| challenge.id == own.id) {
                Some(challenge) => *challenge = own,
                None => index.challenges.push(own),
            }
        }
        index
    }

    /// A challenge in the newest edition.
    #[must_use]
    pub fn newest_of(&self, challenge: &ChallengeId) -> Option<EditionId> {
        self.newest.challenge(challenge).map(edition)
    }

    /// How a challenge that is shown stands.
    #[must_use]
    pub fn standing(&self, shown: &ChallengeSummary) -> Standing {
        let taken = self.taken.iter().find(|taken| taken.challenge == shown.id);
        match (taken, self.newest_of(&shown.id)) {
            (Some(taken), _) if taken.file != shown.file.hash => Standing::Instead(edition(shown)),
            (Some(_), Some(newest)) if newest != edition(shown) => Standing::Behind(newest),
            _ => Standing::Newest,
        }
    }
}

/// The name under which documents know the edition that a challenge is shown in.
#[must_use]
pub fn edition(shown: &ChallengeSummary) -> EditionId {
    EditionId(shown.file.hash.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Arc, Current, EditionId, Editions, FileHash, Index, Standing, Taken};
    use naptime_course::model::{ChallengeSummary, FileRef, Programme};

    /// A challenge whose edition is a number.
    fn challenge(id: &str, edition: u8) -> ChallengeSummary {
        ChallengeSummary {
            id: id.parse().unwrap(),
            title: format!("{id} {edition}"),
            week: None,
            output: String::new(),
            goal: String::new(),
            milestones: Vec::new(),
            lessons: Vec::new(),
            file: FileRef { hash: FileHash([edition; 32]), bytes: 0 },
        }
    }

    fn editions(newest: &[(&str, u8)], taken: &[(&str, u8)]) -> Editions {
        let programme = Programme {
            id: "sample".parse().unwrap(),
            title: String::new(),
            summary: String::new(),
            language: "en".to_owned(),
            edition: String::new(),
            authors: Vec::new(),
            licence: String::new(),
        };
        let challenges = newest.iter().map(|(id, edition)| challenge(id, *edition)).collect();
        let taken =
            taken.iter().map(|(id, edition)| Taken { challenge: id.parse().unwrap(), file: FileHash([*edition; 32]) });
        Editions {
            current: Current::of(Default::default()),
            newest: Arc::new(Index { programme, challenges, around: None }),
            taken: taken.collect(),
        }
    }

    #[test]
    fn only_challenges_that_the_newest_edition_has_otherwise_are_looked_for() {
        let all = editions(&[("same", 1), ("other", 2), ("new", 2)], &[("same", 1), ("other", 1), ("gone", 1)]);
        let others: Vec<_> = all.others().map(|taken| taken.challenge.as_str()).collect();
        assert_eq!(others, ["other", "gone"]);
    }

    #[test]
    fn an_edition_is_known_that_is_the_newest_or_was_taken_here() {
        let all = editions(&[("a", 2)], &[("a", 1)]);
        let of = |edition| Taken { challenge: "a".parse().unwrap(), file: FileHash([edition; 32]) };
        assert_eq!([1, 2, 3].map(|edition| all.knows(&of(edition))), [true, true, false]);
    }

    #[test]
    fn her_own_stand_in_the_place_of_the_newest_and_one_that_is_gone_comes_last() {
        let all = editions(&[("a", 2), ("b", 2), ("c", 2)], &[]);
        let index = all.with(vec![challenge("gone", 1), challenge("b", 1)]);
        let shown: Vec<_> = index.challenges.iter().map(|challenge| challenge.title.as_str()).collect();
        assert_eq!(shown, ["a 2", "b 1", "c 2", "gone 1"]);
    }

    #[test]
    fn a_newer_edition_is_offered_only_of_what_it_changed_and_she_has_taken() {
        for (newest, taken, shown, standing) in [
            (Some(2), None, 2, Standing::Newest),
            (Some(1), Some(1), 1, Standing::Newest),
            (Some(2), Some(1), 1, Standing::Behind(EditionId([2; 32]))),
            (Some(2), Some(1), 2, Standing::Instead(EditionId([2; 32]))),
            (Some(3), Some(1), 2, Standing::Instead(EditionId([2; 32]))),
            (None, Some(1), 1, Standing::Newest),
        ] {
            let of = |edition: Option<u8>| edition.map(|edition| ("a", edition)).into_iter().collect::<Vec<_>>();
            let all = editions(&of(newest), &of(taken));
            assert_eq!(all.standing(&challenge("a", shown)), standing, "{newest:?} {taken:?} {shown}");
        }
    }
}
