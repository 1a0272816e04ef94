//! Which edition of a challenge she goes on with: the one she took it in, until she takes another.

use std::sync::Arc;

use naptime_course::{
    model::{ChallengeId, ChallengeSummary, FileHash, Index},
    package::Current,
};
use naptime_domain::id::EditionId;
use naptime_replica::view::ProfileView;

/// A challenge as one edition has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The challenge.
    pub challenge: ChallengeId,
    /// Its file.
    pub file: FileHash,
}

impl Edition {
    /// As documents know it.
    #[must_use]
    pub fn id(&self) -> EditionId {
        EditionId(self.file.0)
    }
}

/// The challenges she has taken, each in the edition she goes on with.
#[must_use]
pub fn taken(profile: &ProfileView) -> Vec<Edition> {
    let taken = profile.progress.iter().filter_map(|progress| {
        let (challenge, edition) = (progress.challenge.as_str().parse().ok()?, progress.edition?);
        Some(Edition { challenge, file: FileHash(edition.0) })
    });
    taken.collect()
}

/// The challenges of an index.
#[must_use]
pub fn of(index: &Index) -> Vec<Edition> {
    let edition = |it: &ChallengeSummary| Edition { challenge: it.id.clone(), file: it.file.hash };
    index.challenges.iter().map(edition).collect()
}

/// Puts a challenge as she took it in its place in an index. One that the index no longer has comes last.
pub fn put(index: &mut Index, hers: ChallengeSummary) {
    match index.challenges.iter_mut().find(|challenge| challenge.id == hers.id) {
        Some(challenge) => *challenge = hers,
        None => index.challenges.push(hers),
    }
}

/// What a learner is shown is put together from: the newest edition, and challenges as she took them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions {
    /// The newest edition's files.
    pub current: Arc<Current>,
    /// Its challenges.
    pub newest: Vec<Edition>,
    /// What she has taken.
    pub taken: Vec<Edition>,
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
    pub fn others(&self) -> impl Iterator<Item = &Edition> {
        self.taken.iter().filter(|taken| !self.newest.contains(taken))
    }

    /// Whether something she has taken is of an edition known here.
    #[must_use]
    pub fn knows(&self, taken: &Edition) -> bool {
        self.newest.contains(taken) || self.taken.contains(taken)
    }

    /// How a challenge stands that is shown in an edition.
    #[must_use]
    pub fn standing(&self, shown: &Edition) -> Standing {
        let is_it = |edition: &&Edition| edition.challenge == shown.challenge;
        match (self.taken.iter().find(is_it), self.newest.iter().find(is_it)) {
            (Some(taken), _) if taken != shown => Standing::Instead(shown.id()),
            (Some(_), Some(newest)) if newest != shown => Standing::Behind(newest.id()),
            _ => Standing::Newest,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{Arc, Current, Edition, EditionId, Editions, Standing, of, put};
    use naptime_course::model::{ChallengeSummary, FileHash, FileRef, Index, Programme};

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

    fn index(challenges: &[(&str, u8)]) -> Index {
        let programme = Programme {
            id: "sample".parse().unwrap(),
            title: String::new(),
            summary: String::new(),
            language: "en".to_owned(),
            edition: String::new(),
            authors: Vec::new(),
            licence: String::new(),
        };
        let challenges = challenges.iter().map(|(id, edition)| challenge(id, *edition)).collect();
        Index { programme, challenges, around: None }
    }

    fn edition(id: &str, edition: u8) -> Edition {
        Edition { challenge: id.parse().unwrap(), file: FileHash([edition; 32]) }
    }

    fn editions(newest: &[(&str, u8)], taken: &[(&str, u8)]) -> Editions {
        let [newest, taken] = [newest, taken].map(|all| of(&index(all)));
        Editions { current: Arc::new(Current::of(Default::default())), newest, taken }
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
        assert_eq!([1, 2, 3].map(|number| all.knows(&edition("a", number))), [true, true, false]);
    }

    #[test]
    fn her_own_stand_in_the_place_of_the_newest_and_one_that_is_gone_comes_last() {
        let mut index = index(&[("a", 2), ("b", 2), ("c", 2)]);
        put(&mut index, challenge("gone", 1));
        put(&mut index, challenge("b", 1));
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
            assert_eq!(all.standing(&edition("a", shown)), standing, "{newest:?} {taken:?} {shown}");
        }
    }
}
