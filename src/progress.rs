//! How far a learner has come in a course: its plain data beside hers.

use naptime_course::model::{ChallengeSummary, LessonSummary};
use naptime_domain::id::StepIndex;
use naptime_replica::view::ProfileView;

/// Whether she has done a step.
#[must_use]
pub fn is_done(profile: &ProfileView, lesson: &str, step: StepIndex) -> bool {
    profile.steps_done.iter().any(|done| done.lesson.as_str() == lesson && done.step == step)
}

/// Whether she has taken a challenge.
#[must_use]
pub fn is_taken(profile: &ProfileView, challenge: &str) -> bool {
    profile.challenges.iter().any(|taken| taken.as_str() == challenge)
}

/// The steps that are not done, and the minutes of each.
pub fn steps_left(lesson: &LessonSummary, profile: &ProfileView) -> impl Iterator<Item = (StepIndex, u16)> {
    let steps = (0..).map(StepIndex).zip(lesson.steps.iter().map(|step| step.minutes));
    steps.filter(|(step, _)| !is_done(profile, lesson.id.as_str(), *step))
}

/// How many lessons she has read to the end, and how many there are.
#[must_use]
pub fn lessons_read(challenge: &ChallengeSummary, profile: &ProfileView) -> (u32, u32) {
    let read = challenge.lessons.iter().filter(|lesson| steps_left(lesson, profile).next().is_none()).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(read), number(challenge.lessons.len()))
}
