//! The rules of the planner as a table, and what holds for whatever it is given.

use naptime_domain::{
    id::{ChallengeId, LessonId, StepIndex, SubmissionId, TryOutId},
    planner::{Balance, Candidate, Lean, Moment, Plan, Serves, Stops, Suggestion, Task, Why, plan},
    time::Timestamp,
};
use proptest::prelude::*;

const NOON: Timestamp = Timestamp(1_790_000_000_000);
const HOUR_MS: i64 = 3_600_000;
const EVEN: Balance = Balance { inside: 60, outside: 60 };
const TIPPED: Balance = Balance { inside: 121, outside: 60 };

fn at(minutes: u16) -> Moment {
    Moment { now: NOON, minutes, is_online: true, balance: EVEN }
}

fn candidate(task: Task, parts: &[u16], stops: Stops) -> Candidate {
    Candidate { task, parts: parts.to_vec(), stops, serves: None, bytes: 0, put_down_at: None, due_at: None }
}

fn lesson(name: &str, parts: &[u16]) -> Candidate {
    let task = Task::Lesson { lesson: LessonId::new(name).unwrap(), from: StepIndex(0) };
    candidate(task, parts, Stops::AfterAnyPart)
}

fn writing(minutes: u16) -> Candidate {
    candidate(Task::Writing { challenge: ChallengeId::new("who").unwrap() }, &[minutes], Stops::Anywhere)
}

fn critique(id: u8, minutes: u16, hours_left: i64) -> Candidate {
    let task = Task::Critique { submission: SubmissionId([id; 32]) };
    let due_at = Some(Timestamp(NOON.0 + hours_left * HOUR_MS));
    Candidate { due_at, ..candidate(task, &[minutes], Stops::AtTheEnd) }
}

fn try_out(minutes: u16) -> Candidate {
    let (challenge, try_out) = (ChallengeId::new("who").unwrap(), TryOutId::new("three-pages").unwrap());
    candidate(Task::TryOut { challenge, try_out }, &[minutes], Stops::AtTheEnd)
}

fn serving(rank: u16, place: u16, candidate: Candidate) -> Candidate {
    Candidate { serves: Some(Serves { rank, title: format!("M{rank}"), place }), ..candidate }
}

fn costing(bytes: u64, candidate: Candidate) -> Candidate {
    Candidate { bytes, ..candidate }
}

fn put_down(hours_ago: i64, candidate: Candidate) -> Candidate {
    Candidate { put_down_at: Some(Timestamp(NOON.0 - hours_ago * HOUR_MS)), ..candidate }
}

fn all(plan: Plan) -> Vec<Suggestion> {
    plan.first.into_iter().chain(plan.others).collect()
}

/// What each suggestion is, in few words, best first.
fn told(moment: &Moment, candidates: &[Candidate]) -> Vec<String> {
    let name = |task: &Task| match task {
        Task::Lesson { lesson, .. } => lesson.to_string(),
        Task::Writing { .. } => "writing".to_owned(),
        Task::Critique { submission } => format!("critique {}", submission.0[0]),
        Task::TryOut { .. } => "try-out".to_owned(),
    };
    all(plan(moment, candidates)).iter().map(|it| format!("{} {} min", name(&it.task), it.minutes)).collect()
}

#[test]
fn the_rules_are_these() {
    let offline = Moment { is_online: false, ..at(15) };
    let tipped = Moment { balance: TIPPED, ..at(15) };
    let nearest = || serving(0, 3, lesson("nearest", &[4]));
    let later = || serving(1, 0, lesson("later", &[4]));
    let table: [(&str, Moment, Vec<Candidate>, &[&str]); 16] = [
        ("no time, nothing", at(0), vec![nearest(), writing(5)], &[]),
        ("as many steps as fit", at(7), vec![lesson("a", &[3, 3, 3])], &["a 6 min"]),
        ("a step that does not fit is not begun", at(3), vec![lesson("a", &[4, 1])], &[]),
        ("what is left of a step counts", at(3), vec![put_down(1, lesson("a", &[1, 4]))], &["a 1 min"]),
        ("a critique is done in one go", at(9), vec![critique(1, 10, 1)], &[]),
        ("a try-out is done in one go", at(9), vec![try_out(10)], &[]),
        ("writing takes any time", at(3), vec![writing(20)], &["writing 3 min"]),
        ("writing takes no longer than it takes", at(30), vec![writing(20)], &["writing 20 min"]),
        ("what must be fetched needs a network", offline, vec![costing(1, nearest()), later()], &["later 4 min"]),
        (
            "what she was interrupted in comes first, the latest before all",
            at(15),
            vec![critique(1, 5, 1), nearest(), put_down(9, lesson("old", &[2])), put_down(1, lesson("new", &[2]))],
            &["new 2 min", "old 2 min", "critique 1 5 min", "nearest 4 min"],
        ),
        (
            "a critique rises as its date nears",
            at(15),
            vec![later(), critique(3, 5, 24 * 8), critique(2, 5, 24 * 3), critique(1, 5, -24 * 9), nearest()],
            &["critique 1 5 min", "nearest 4 min", "critique 2 5 min", "later 4 min", "critique 3 5 min"],
        ),
        (
            "of two critiques the one that is due first",
            at(15),
            vec![critique(1, 5, 30), critique(2, 5, 20)],
            &["critique 2 5 min", "critique 1 5 min"],
        ),
        (
            "on the device before what costs data, little before much",
            at(15),
            vec![
                costing(90_000, serving(0, 0, lesson("dear", &[4]))),
                costing(9, serving(0, 1, lesson("cheap", &[4]))),
                nearest(),
                later(),
            ],
            &["nearest 4 min", "cheap 4 min", "dear 4 min", "later 4 min"],
        ),
        (
            "a try-out takes its turn while the balance is even",
            at(15),
            vec![serving(0, 4, try_out(10)), nearest()],
            &["nearest 4 min", "try-out 10 min"],
        ),
        (
            "a try-out rises when the balance tips to the inside",
            tipped,
            vec![nearest(), serving(3, 4, try_out(10)), critique(1, 5, 1)],
            &["critique 1 5 min", "try-out 10 min", "nearest 4 min"],
        ),
        (
            "the course's order, then ids",
            at(15),
            vec![
                lesson("z", &[2]),
                lesson("a", &[2]),
                serving(0, 2, lesson("b", &[2])),
                serving(0, 1, lesson("c", &[2])),
            ],
            &["c 2 min", "b 2 min", "a 2 min", "z 2 min"],
        ),
    ];
    for (rule, moment, candidates, wanted) in table {
        assert_eq!(told(&moment, &candidates), wanted, "{rule}");
    }
}

#[test]
fn each_suggestion_tells_why_and_what_it_costs() {
    let tipped = Moment { balance: TIPPED, ..at(15) };
    let told = |candidate| all(plan(&tipped, &[candidate])).remove(0).reason;
    assert_eq!(told(put_down(1, critique(1, 5, 1))).why, Why::PutDown);
    assert_eq!(told(critique(1, 5, 47)).why, Why::Owed { days_left: 1 });
    assert_eq!(told(critique(1, 5, -1_000)).why, Why::Owed { days_left: 0 }, "how late it is, is not said");
    assert_eq!(told(try_out(5)).why, Why::GoOut);
    assert_eq!(told(serving(1, 0, writing(5))).why, Why::Later);
    assert_eq!(told(writing(5)).why, Why::Open);
    let nearest = told(serving(0, 0, costing(12_000, lesson("a", &[5]))));
    assert_eq!((nearest.why, nearest.serves.as_deref(), nearest.bytes), (Why::Nearest, Some("M0"), 12_000));
}

#[test]
fn each_suggestion_tells_how_much_of_it_fits() {
    let told = |minutes, candidate| {
        let suggestion = all(plan(&at(minutes), &[candidate])).remove(0);
        (suggestion.parts, suggestion.parts_left, suggestion.minutes)
    };
    assert_eq!(told(3, lesson("a", &[1, 2, 1])), (2, 3, 3), "the card must not promise the whole");
    assert_eq!(told(4, lesson("a", &[1, 2, 1])), (3, 3, 4));
    assert_eq!(told(15, critique(1, 5, 1)), (1, 1, 5));
    assert_eq!(told(3, writing(20)), (0, 1, 3), "begun, and put down when the time is over");
}

#[test]
fn what_is_given_twice_is_suggested_once_as_its_best() {
    let twice = [serving(2, 0, lesson("a", &[2, 2])), put_down(1, lesson("a", &[1, 2])), lesson("b", &[2])];
    assert_eq!(told(&at(15), &twice), ["a 3 min", "b 2 min"]);
}

#[test]
fn one_sitting_inside_tips_no_balance() {
    assert!(!Balance { inside: 30, outside: 0 }.is_tipped());
    assert!(Balance { inside: 31, outside: 0 }.is_tipped());
    assert!(!Balance { inside: u32::MAX, outside: u32::MAX }.is_tipped());
}

#[test]
fn a_balance_is_called_good_only_with_some_of_it_outside() {
    for (inside, outside, lean) in [
        (0, 0, Lean::NothingOutside),
        (3, 0, Lean::NothingOutside),
        (31, 0, Lean::Tipped),
        (20, 4, Lean::LittleOutside),
        (8, 4, Lean::Even),
        (0, 4, Lean::Even),
        (90, 40, Lean::Tipped),
    ] {
        assert_eq!(Balance { inside, outside }.lean(), lean, "{inside} inside, {outside} outside");
    }
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let parts = proptest::collection::vec(0..20_u16, 0..4);
    let kind = (0..4_u8, 0..6_u8, parts, 0..3_u8);
    let moments = (proptest::option::of(-3..3_i64), proptest::option::of(-3..10_i64));
    let candidate = (kind, proptest::option::of((0..3_u16, 0..3_u16)), 0..3_u64, moments);
    let candidate = candidate.prop_map(|((kind, id, parts, stops), serves, bytes, (put_down, due))| {
        let task = match kind {
            0 => lesson(&format!("l{id}"), &[]).task,
            1 => writing(0).task,
            2 => critique(id, 0, 0).task,
            _ => try_out(0).task,
        };
        let stops = [Stops::Anywhere, Stops::AfterAnyPart, Stops::AtTheEnd][usize::from(stops)];
        let days = |days: i64| Timestamp(NOON.0 + days * 24 * HOUR_MS);
        let serves = serves.map(|(rank, place)| Serves { rank, title: format!("M{rank}"), place });
        let (put_down_at, due_at) = (put_down.map(days), due.map(days));
        Candidate { task, parts, stops, serves, bytes, put_down_at, due_at }
    });
    proptest::collection::vec(candidate, 0..12)
}

fn moments() -> impl Strategy<Value = Moment> {
    (0..40_u16, any::<bool>(), 0..200_u32, 0..200_u32).prop_map(|(minutes, is_online, inside, outside)| Moment {
        now: NOON,
        minutes,
        is_online,
        balance: Balance { inside, outside },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_suggested_takes_longer_than_there_is(moment in moments(), candidates in candidates()) {
        for suggestion in all(plan(&moment, &candidates)) {
            prop_assert!(suggestion.minutes <= moment.minutes);
            prop_assert!(suggestion.reason.bytes == 0 || moment.is_online);
            let is_its_candidate = |candidate: &&Candidate| {
                let whole: u16 = candidate.parts.iter().sum();
                let begun: u16 = candidate.parts.iter().take(suggestion.parts.into()).sum();
                candidate.task == suggestion.task
                    && match candidate.stops {
                        Stops::Anywhere => begun <= suggestion.minutes,
                        Stops::AfterAnyPart => begun == suggestion.minutes,
                        Stops::AtTheEnd => whole == suggestion.minutes,
                    }
            };
            prop_assert!(candidates.iter().any(|candidate| is_its_candidate(&candidate)), "{suggestion:?}");
        }
    }

    #[test]
    fn the_order_they_are_given_in_changes_nothing(
        moment in moments(),
        (given, shuffled) in candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(plan(&moment, &given), plan(&moment, &shuffled));
    }

    #[test]
    fn whatever_is_taken_away_the_rest_keeps_its_order(moment in moments(), candidates in candidates(), gone in any::<usize>()) {
        let with = all(plan(&moment, &candidates));
        let Some(task) = with.get(gone % with.len().max(1)).map(|suggestion| suggestion.task.clone()) else { return Ok(()) };
        let rest: Vec<Candidate> = candidates.into_iter().filter(|candidate| candidate.task != task).collect();
        let without: Vec<Suggestion> = with.into_iter().filter(|suggestion| suggestion.task != task).collect();
        prop_assert_eq!(all(plan(&moment, &rest)), without);
    }
}
