//! The situations she can be in, as a table of what each lets her do.
#![allow(clippy::unwrap_used)]

use super::{Begun, PutDown, Situation, candidates};
use naptime_course::model::{
    ChallengeSummary, CritiquePoint, EndsIn, FileHash, FileRef, Index, LessonSummary, MilestoneSummary, Programme,
    StepSummary, TryOut,
};
use naptime_domain::{
    id::{EventId, LessonId, PersonId, SpaceId, StepIndex, SubmissionId},
    planner::{Candidate, Stops, Task},
    time::Timestamp,
    view::{ChallengeProgress, ChallengeState, TriedOut},
};
use naptime_replica::view::{MilestoneDone, ProfileView, StepDone, SubmissionSummary};

const ANA: PersonId = PersonId([1; 32]);
const BEN: PersonId = PersonId([2; 32]);
const NOON: Timestamp = Timestamp(1_790_000_000_000);
const DAY_MS: i64 = 24 * 3_600_000;

fn lesson(id: &str, minutes: &[u16], serves: &[&str]) -> LessonSummary {
    let step = |(number, minutes): (usize, &u16)| StepSummary {
        id: format!("step-{number}").parse().unwrap(),
        title: format!("Step {number}"),
        minutes: *minutes,
    };
    LessonSummary {
        id: id.parse().unwrap(),
        title: id.to_owned(),
        serves: serves.iter().map(|id| id.parse().unwrap()).collect(),
        steps: minutes.iter().enumerate().map(step).collect(),
    }
}

fn milestone(id: &str, lessons: &[&str], ends_in: EndsIn) -> MilestoneSummary {
    let lessons = lessons.iter().map(|id| id.parse().unwrap()).collect();
    MilestoneSummary { id: id.parse().unwrap(), title: id.to_uppercase(), lessons, ends_in }
}

fn challenge(id: &str, milestones: Vec<MilestoneSummary>, lessons: Vec<LessonSummary>) -> ChallengeSummary {
    ChallengeSummary {
        id: id.parse().unwrap(),
        title: id.to_owned(),
        week: None,
        output: String::new(),
        goal: String::new(),
        milestones,
        lessons,
        file: FileRef { hash: FileHash([0; 32]), bytes: 0 },
    }
}

/// One challenge of two milestones, and one more with a lesson of its own.
fn programme() -> Index {
    let critique = CritiquePoint { label: "A".to_owned(), protocol: "tuning".parse().unwrap(), critics: 2, days: 3 };
    let persona = challenge(
        "persona",
        vec![
            milestone("ask", &["listen", "notes"], EndsIn::Work),
            milestone("draft", &["notes", "words"], EndsIn::Critique(critique)),
        ],
        vec![
            lesson("listen", &[3, 4], &["ask"]),
            lesson("notes", &[5], &["ask", "draft"]),
            lesson("words", &[6], &["draft"]),
        ],
    );
    let other =
        challenge("place", vec![milestone("look", &["light"], EndsIn::Work)], vec![lesson("light", &[2], &["look"])]);
    let programme = Programme {
        id: "sample".parse().unwrap(),
        title: String::new(),
        summary: String::new(),
        language: "en".to_owned(),
        edition: String::new(),
        authors: Vec::new(),
        licence: String::new(),
    };
    Index { programme, challenges: vec![persona, other], around: None }
}

fn ana() -> ProfileView {
    ProfileView {
        person: ANA,
        name: "Ana".to_owned(),
        challenges: vec!["persona".parse().unwrap()],
        progress: vec![persona()],
        steps_done: Vec::new(),
        milestones_done: Vec::new(),
        baseline: Vec::new(),
        days: Vec::new(),
    }
}

fn persona() -> ChallengeProgress {
    ChallengeProgress {
        challenge: "persona".parse().unwrap(),
        started_at: NOON,
        generation: 0,
        state: ChallengeState::Underway,
        state_at: NOON,
        whose: naptime_domain::command::Whose::Hers,
        edition: None,
        client_said: Vec::new(),
        measured: Vec::new(),
        targets: Vec::new(),
        confidence: Vec::new(),
        tried_out: Vec::new(),
    }
}

fn having_done(steps: &[(&str, u16)]) -> ProfileView {
    let done = |(lesson, step): &(&str, u16)| StepDone {
        lesson: LessonId::new(*lesson).unwrap(),
        step: StepIndex(*step),
        at: NOON,
    };
    ProfileView { steps_done: steps.iter().map(done).collect(), ..ana() }
}

fn shared(id: u8, author: PersonId) -> SubmissionSummary {
    SubmissionSummary {
        id: SubmissionId([id; 32]),
        group: SpaceId([0; 16]),
        challenge: "persona".parse().unwrap(),
        author,
        author_name: None,
        title: String::new(),
        shared_at: NOON,
        critics: 0,
        my_drafts: 0,
        critiqued_by_me: false,
        is_taken_back: false,
    }
}

fn found(profile: &ProfileView, shared: &[SubmissionSummary], put_down: Option<&PutDown>) -> Vec<Candidate> {
    let index = programme();
    let try_out = TryOut {
        id: "three-pages".parse().unwrap(),
        title: String::new(),
        minutes: 10,
        prompt: String::new(),
        serves: "draft".parse().unwrap(),
    };
    let challenge = index.challenges.first().unwrap();
    let try_outs = [try_out];
    candidates(&Situation { index: &index, challenge, try_outs: &try_outs, bytes: 0, profile, shared, put_down })
}

/// What can be done, in few words: what, its parts, and which milestone it serves at which place.
fn told(candidates: &[Candidate]) -> Vec<String> {
    let one = |candidate: &Candidate| {
        let what = match &candidate.task {
            Task::Lesson { lesson, from } => format!("{lesson} from {}", from.0),
            Task::Writing { .. } => "writing".to_owned(),
            Task::Critique { submission } => format!("critique {}", submission.0[0]),
            Task::TryOut { try_out, .. } => format!("try {try_out}"),
        };
        let serves = candidate.serves.as_ref().map(|it| format!(" for {} ({}.{})", it.title, it.rank, it.place));
        format!("{what} {:?}{}", candidate.parts, serves.unwrap_or_default())
    };
    candidates.iter().map(one).collect()
}

#[test]
fn every_lesson_the_work_and_every_try_out_serve_the_nearest_milestone_they_can() {
    let expected = [
        "listen from 0 [3, 4] for ASK (0.0)",
        "notes from 0 [5] for ASK (0.1)",
        "words from 0 [6] for DRAFT (1.1)",
        "writing [15] for ASK (0.2)",
        "try three-pages [10] for DRAFT (1.3)",
    ];
    assert_eq!(told(&found(&ana(), &[], None)), expected);
}

#[test]
fn a_lesson_goes_on_at_its_first_open_step_and_a_read_one_is_not_offered() {
    let found = found(&having_done(&[("listen", 0), ("notes", 0)]), &[], None);
    assert_eq!(told(&found)[..2], ["listen from 1 [4] for ASK (0.0)", "words from 0 [6] for DRAFT (1.1)"]);
}

#[test]
fn a_challenge_that_is_not_taken_or_rests_asks_nothing_of_her() {
    let resting = ChallengeProgress { state: ChallengeState::Paused, ..persona() };
    for progress in [Vec::new(), vec![resting]] {
        let profile = ProfileView { progress, ..ana() };
        assert_eq!(told(&found(&profile, &[shared(7, BEN)], None)), ["critique 7 [15]"]);
    }
}

#[test]
fn a_milestone_that_is_reached_is_served_by_nothing_any_more() {
    let done = MilestoneDone { challenge: "persona".parse().unwrap(), milestone: "ask".parse().unwrap(), at: NOON };
    let expected = [
        "listen from 0 [3, 4]",
        "notes from 0 [5] for DRAFT (0.0)",
        "words from 0 [6] for DRAFT (0.1)",
        "writing [15] for DRAFT (0.2)",
        "try three-pages [10] for DRAFT (0.3)",
    ];
    assert_eq!(told(&found(&ProfileView { milestones_done: vec![done], ..ana() }, &[], None)), expected);
}

#[test]
fn a_try_out_is_offered_until_she_has_been_there() {
    for (is_struck, is_offered) in [(false, false), (true, true)] {
        let tried = TriedOut {
            event: EventId([0; 16]),
            try_out: "three-pages".parse().unwrap(),
            note: String::new(),
            at: NOON,
            is_struck,
        };
        let progress = ChallengeProgress { tried_out: vec![tried], ..persona() };
        let found = found(&ProfileView { progress: vec![progress], ..ana() }, &[], None);
        assert_eq!(found.iter().any(|it| matches!(it.task, Task::TryOut { .. })), is_offered);
    }
}

#[test]
fn whoever_is_out_may_come_back_in_any_time() {
    let out = PutDown { work: Begun::TryOut("three-pages".parse().unwrap()), at: NOON };
    for (put_down, stops) in [(None, Stops::AtTheEnd), (Some(&out), Stops::Anywhere)] {
        let found = found(&ana(), &[], put_down);
        let try_out = found.iter().find(|it| matches!(it.task, Task::TryOut { .. })).unwrap();
        assert_eq!((try_out.stops, try_out.put_down_at), (stops, put_down.map(|out| out.at)));
    }
}

#[test]
fn only_work_of_others_that_is_still_shown_and_that_she_has_not_critiqued_is_owed_until_its_challenge_says() {
    let done = SubmissionSummary { critiqued_by_me: true, ..shared(8, BEN) };
    let taken_back = SubmissionSummary { is_taken_back: true, ..shared(9, BEN) };
    let found = found(&ana(), &[shared(6, ANA), shared(7, BEN), done, taken_back], None);
    let owed: Vec<_> = found.iter().filter(|it| matches!(it.task, Task::Critique { .. })).collect();
    assert_eq!(owed.iter().map(|it| it.due_at).collect::<Vec<_>>(), [Some(Timestamp(NOON.0 + 3 * DAY_MS))]);
}

#[test]
fn a_critique_is_done_in_one_go_until_it_has_been_begun() {
    let begun = SubmissionSummary { my_drafts: 1, ..shared(8, BEN) };
    let found = found(&ana(), &[shared(7, BEN), begun], None);
    let stops: Vec<_> = found.iter().filter(|it| matches!(it.task, Task::Critique { .. })).map(|it| it.stops).collect();
    assert_eq!(stops, [Stops::AtTheEnd, Stops::Anywhere]);
}

#[test]
fn what_she_was_interrupted_in_is_marked_and_nothing_else() {
    for (work, expected) in [
        (Begun::Lesson("notes".parse().unwrap()), "notes from 0 [5] for ASK (0.1)"),
        (Begun::Lesson("light".parse().unwrap()), "light from 0 [2]"),
        (Begun::Writing("persona".parse().unwrap()), "writing [15] for ASK (0.2)"),
        (Begun::Critique(SubmissionId([7; 32])), "critique 7 [15]"),
        (Begun::TryOut("three-pages".parse().unwrap()), "try three-pages [10] for DRAFT (1.3)"),
    ] {
        let all = found(&ana(), &[shared(7, BEN)], Some(&PutDown { work, at: NOON }));
        let marked: Vec<Candidate> = all.into_iter().filter(|it| it.put_down_at == Some(NOON)).collect();
        assert_eq!(told(&marked), [expected]);
    }
}

#[test]
fn writing_for_one_challenge_is_no_interruption_in_another() {
    let put_down = PutDown { work: Begun::Writing("place".parse().unwrap()), at: NOON };
    let all = found(&ana(), &[], Some(&put_down));
    assert_eq!(all.iter().filter(|it| it.put_down_at.is_some()).count(), 0);
}

#[test]
fn what_is_read_to_the_end_is_no_interruption() {
    let put_down = PutDown { work: Begun::Lesson("notes".parse().unwrap()), at: NOON };
    let all = found(&having_done(&[("notes", 0)]), &[], Some(&put_down));
    assert_eq!(all.iter().filter(|it| it.put_down_at.is_some()).count(), 0);
}
