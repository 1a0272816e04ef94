//! How far a learner has come in a course: its plain data beside hers.

use naptime_course::model::{ChallengeSummary, Lesson, LessonSummary};
use naptime_domain::{
    id::{ChallengeId, StepIndex},
    planner::Balance,
    view::{ChallengeProgress, ChallengeState, TriedOut},
};
use naptime_replica::{command::WorkId, view::ProfileView};

/// Whether she has done a step.
#[must_use]
pub fn is_done(profile: &ProfileView, lesson: &str, step: StepIndex) -> bool {
    profile.steps_done.iter().any(|done| done.lesson.as_str() == lesson && done.step == step)
}

/// Whether nothing of hers has come to this device: nobody begins without a name, so she was brought back by her words alone.
#[must_use]
pub fn is_still_to_come(profile: &ProfileView) -> bool {
    profile.name.is_empty() && profile.progress.is_empty()
}

/// How far she has come in a challenge, if she has taken it.
#[must_use]
pub fn of<'a>(profile: &'a ProfileView, challenge: &str) -> Option<&'a ChallengeProgress> {
    profile.progress.iter().find(|progress| progress.challenge.as_str() == challenge)
}

/// The work she goes on with in a challenge: her own, or her group's.
#[must_use]
pub fn work(profile: &ProfileView, challenge: &ChallengeId) -> WorkId {
    let whose = of(profile, challenge.as_str()).map(|progress| progress.whose).unwrap_or_default();
    WorkId { challenge: challenge.clone(), whose }
}

/// Whether she is at a challenge now.
#[must_use]
pub fn is_underway(profile: &ProfileView, challenge: &str) -> bool {
    of(profile, challenge).is_some_and(|progress| progress.state == ChallengeState::Underway)
}

/// The challenge she works on: of those underway the one she took up last; with none, the last one she turned to.
#[must_use]
pub fn current(profile: &ProfileView) -> Option<&ChallengeProgress> {
    let key = |progress: &&ChallengeProgress| (progress.state == ChallengeState::Underway, progress.state_at);
    profile.progress.iter().max_by_key(key)
}

/// The challenges she is at, in the order in which she took them.
pub fn underway(profile: &ProfileView) -> impl Iterator<Item = &ChallengeId> {
    let underway = profile.progress.iter().filter(|progress| progress.state == ChallengeState::Underway);
    underway.map(|progress| &progress.challenge)
}

/// The challenges she lets rest, in the order in which she took them.
pub fn resting(profile: &ProfileView) -> impl Iterator<Item = &ChallengeId> {
    let resting = profile.progress.iter().filter(|progress| progress.state == ChallengeState::Paused);
    resting.map(|progress| &progress.challenge)
}

/// Whether she has reached a milestone.
#[must_use]
pub fn is_reached(profile: &ProfileView, challenge: &str, milestone: &str) -> bool {
    let mut reached = profile.milestones_done.iter();
    reached.any(|done| done.challenge.as_str() == challenge && done.milestone.as_str() == milestone)
}

/// What she went out for in a challenge and has not struck, in the order in which she did.
pub fn seen<'a>(profile: &'a ProfileView, challenge: &str) -> impl Iterator<Item = &'a TriedOut> + use<'a> {
    let all = of(profile, challenge).into_iter().flat_map(|progress| &progress.tried_out);
    all.filter(|seen| !seen.is_struck)
}

/// Her minutes of the last weeks, in the app and out of it.
#[must_use]
pub fn balance(profile: &ProfileView) -> Balance {
    profile.days.iter().fold(Balance::default(), |sum, day| Balance {
        inside: sum.inside.saturating_add(day.inside),
        outside: sum.outside.saturating_add(day.outside),
    })
}

/// The steps that are not done, and the minutes of each.
pub fn steps_left(lesson: &LessonSummary, profile: &ProfileView) -> impl Iterator<Item = (StepIndex, u16)> {
    let steps = (0..).map(StepIndex).zip(lesson.steps.iter().map(|step| step.minutes));
    steps.filter(|(step, _)| !is_done(profile, lesson.id.as_str(), *step))
}

/// The minutes of the steps that are not done, where she has begun a lesson and not read it to its end.
#[must_use]
pub fn minutes_left(profile: &ProfileView, lesson: &Lesson) -> Option<u16> {
    let steps = (0..).map(StepIndex).zip(&lesson.steps);
    let left =
        steps.filter(|(step, _)| !is_done(profile, lesson.id.as_str(), *step)).map(|(_, step)| step.minutes).sum();
    (0 < left && left < lesson.minutes()).then_some(left)
}

/// Whether she has done all steps of a lesson.
#[must_use]
pub fn is_read(profile: &ProfileView, lesson: &Lesson) -> bool {
    let mut steps = (0..).map(StepIndex).zip(&lesson.steps);
    steps.all(|(step, _)| is_done(profile, lesson.id.as_str(), step))
}

/// How many lessons she has read to the end, and how many there are.
#[must_use]
pub fn lessons_read(challenge: &ChallengeSummary, profile: &ProfileView) -> (u32, u32) {
    let read = challenge.lessons.iter().filter(|lesson| steps_left(lesson, profile).next().is_none()).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(read), number(challenge.lessons.len()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{
        Balance, ChallengeProgress, ChallengeState, ProfileView, TriedOut, balance, current, is_still_to_come,
        underway, work,
    };
    use naptime_domain::{
        command::Whose,
        id::{EventId, PersonId, SpaceId},
        time::{Day, Timestamp},
        view::DaySpent,
    };

    fn ana(progress: &[(&str, ChallengeState, i64)]) -> ProfileView {
        let of = |(challenge, state, at): &(&str, ChallengeState, i64)| ChallengeProgress {
            challenge: challenge.parse().unwrap(),
            started_at: Timestamp(0),
            generation: 0,
            state: state.clone(),
            state_at: Timestamp(*at),
            whose: Whose::Hers,
            edition: None,
            client_said: Vec::new(),
            measured: Vec::new(),
            targets: Vec::new(),
            confidence: Vec::new(),
            tried_out: Vec::new(),
        };
        ProfileView {
            person: PersonId([1; 32]),
            name: "Ana".to_owned(),
            challenges: progress.iter().map(|(challenge, ..)| challenge.parse().unwrap()).collect(),
            progress: progress.iter().map(of).collect(),
            steps_done: Vec::new(),
            milestones_done: Vec::new(),
            baseline: Vec::new(),
            days: Vec::new(),
        }
    }

    #[test]
    fn what_she_went_out_for_is_seen_unless_she_has_struck_it() {
        let seen = |note: &str, is_struck| TriedOut {
            event: EventId([7; 16]),
            try_out: "pages".parse().unwrap(),
            note: note.to_owned(),
            at: Timestamp(0),
            is_struck,
        };
        let mut profile = ana(&[("first", ChallengeState::Underway, 1)]);
        for progress in &mut profile.progress {
            progress.tried_out = vec![seen("once", false), seen("never", true), seen("twice", false)];
        }
        let notes: Vec<_> = super::seen(&profile, "first").map(|seen| seen.note.as_str()).collect();
        assert_eq!(notes, ["once", "twice"]);
        assert_eq!(super::seen(&profile, "second").count(), 0);
    }

    #[test]
    fn without_a_name_and_a_challenge_her_work_is_still_to_come() {
        let nameless = |progress: &[_]| ProfileView { name: String::new(), ..ana(progress) };
        assert!(is_still_to_come(&nameless(&[])));
        assert!(!is_still_to_come(&ana(&[])), "she has just begun");
        assert!(!is_still_to_come(&nameless(&[("first", ChallengeState::Underway, 1)])), "she goes on meanwhile");
    }

    #[test]
    fn she_works_on_what_she_took_up_last_and_rests_nothing_before_it() {
        use ChallengeState::{Finished, Paused, Underway};
        for (progress, expected) in [
            (vec![], None),
            (vec![("a", Underway, 1), ("b", Underway, 2)], Some("b")),
            (vec![("a", Underway, 3), ("b", Underway, 2)], Some("a")),
            (vec![("a", Underway, 1), ("b", Paused, 2)], Some("a")),
            (vec![("a", Finished, 2), ("b", Paused, 1)], Some("a")),
        ] {
            let profile = ana(&progress);
            assert_eq!(current(&profile).map(|it| it.challenge.as_str()), expected);
        }
    }

    #[test]
    fn she_may_be_at_several_and_what_rests_is_none_of_them() {
        use ChallengeState::{Finished, Paused, Underway};
        let profile = ana(&[("a", Underway, 1), ("b", Underway, 3), ("c", Paused, 4), ("d", Finished, 5)]);
        assert_eq!(underway(&profile).map(|id| id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(super::resting(&profile).map(|id| id.as_str()).collect::<Vec<_>>(), ["c"]);
    }

    #[test]
    fn she_goes_on_with_her_own_work_until_she_chose_her_groups() {
        let mut profile = ana(&[("a", ChallengeState::Underway, 1), ("b", ChallengeState::Underway, 2)]);
        let joint = Whose::Ours(SpaceId([9; 16]));
        profile.progress[0].whose = joint;
        let whose = |challenge: &str| work(&profile, &challenge.parse().unwrap()).whose;
        assert_eq!(["a", "b", "never"].map(whose), [joint, Whose::Hers, Whose::Hers]);
    }

    #[test]
    fn a_balance_is_the_sum_of_its_days() {
        let day = |day, inside, outside| DaySpent { day: Day(day), inside, outside };
        let profile = ProfileView { days: vec![day(1, 10, 0), day(2, 5, 20)], ..ana(&[]) };
        assert_eq!(balance(&profile), Balance { inside: 15, outside: 20 });
    }
}
