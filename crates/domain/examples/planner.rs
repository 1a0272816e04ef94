//! How long the planner takes over 1,000 things to do: `cargo run --release -p naptime-domain --example planner`.
//!
//! Beside it stands sorting as many numbers, which is the least that any answer in order costs.
#![allow(clippy::expect_used, reason = "a tool for the developer who asks for it")]

use naptime_domain::{
    id::{LessonId, StepIndex},
    planner::{Balance, Candidate, Moment, Serves, Stops, Task, plan},
    time::Timestamp,
};
use std::time::{Duration, Instant};

/// How often each is measured; the best counts, for the others tell of the machine.
const TIMES: usize = 50;

fn main() {
    let candidates: Vec<Candidate> = (0..1_000).map(candidate).collect();
    let balance = Balance { inside: 90, outside: 10 };
    let moment = Moment { now: Timestamp(0), minutes: 15, is_online: true, balance };
    let measured = best(|| plan(&moment, &candidates).others.len());
    let floor = best(|| {
        let mut numbers: Vec<u64> = (0..1_000).map(scattered).collect();
        numbers.sort_unstable();
        numbers.len()
    });
    println!("plan over 1,000: {measured:?}, sorting 1,000 numbers: {floor:?}");
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

fn best(mut measure: impl FnMut() -> usize) -> Duration {
    let once = || {
        let started = Instant::now();
        assert!(measure() > 0);
        started.elapsed()
    };
    std::iter::repeat_with(once).take(TIMES).min().unwrap_or_default()
}
