//! One plan from 1,000 things to do. Built for wasm, each call of `main` is one plan: `cargo xtask bench` times it.
#![allow(clippy::expect_used, reason = "a tool for the developer who asks for it")]

use naptime_domain::{
    id::{LessonId, StepIndex},
    planner::{Balance, Candidate, Moment, Serves, Stops, Task, plan},
    time::Timestamp,
};

thread_local! {
    /// Made once: what there is to do is not the planner's work.
    static CANDIDATES: Vec<Candidate> = (0..1_000).map(candidate).collect();
}

fn main() {
    let balance = Balance { inside: 90, outside: 10 };
    let moment = Moment { now: Timestamp(0), minutes: 15, is_online: true, balance };
    let plan = CANDIDATES.with(|candidates| plan(&moment, candidates));
    assert!(!std::hint::black_box(plan).others.is_empty(), "there is more than one thing to do");
}

fn candidate(index: u64) -> Candidate {
    let number = scattered(index);
    let lesson = LessonId::new(format!("lesson-{number}")).expect("a course id");
    let serves = Serves { rank: (number % 5) as u16, title: "Draft".into(), place: (number % 7) as u16 };
    Candidate {
        task: Task::Lesson { lesson, from: StepIndex(0) },
        parts: vec![3, 4, 5],
        stops: Stops::AfterAnyPart,
        serves: Some(serves),
        bytes: number % 3 * 1_000,
        put_down_at: (number.is_multiple_of(11)).then_some(Timestamp(number as i64)),
        due_at: (number.is_multiple_of(13)).then_some(Timestamp((number % 20) as i64 * 86_400_000)),
    }
}

/// The same for every run, and in no order.
fn scattered(index: u64) -> u64 {
    index.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}
