//! The one next thing: where she was, or what serves her work next. Plain data in, plain data out.

use naptime_course::model::{ChallengeSummary, Index, LessonSummary};
use naptime_domain::id::StepIndex;
use naptime_replica::view::{ProfileView, SubmissionSummary};

use super::{course, route::Route};

/// What Today offers first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// She has taken no challenge yet.
    FirstChallenge { title: String, output: String },
    /// She was reading.
    Reading { route: Route, title: String, minutes_left: u16 },
    /// She was writing.
    Writing { title: String },
    /// She was looking at somebody's work.
    Critiquing { route: Route, title: String },
    /// The next lesson on the path.
    Lesson { route: Route, title: String, minutes: u16 },
    /// Every lesson is read.
    Work { title: String },
}

/// Decides. Whoever was interrupted goes on; else the path does.
pub fn next(
    index: &Index,
    challenge: &ChallengeSummary,
    profile: &ProfileView,
    shared: &[SubmissionSummary],
    last: Option<&Route>,
) -> Next {
    let is_taken = profile.challenges.iter().any(|taken| taken.as_str() == challenge.id.as_str());
    if !is_taken {
        return Next::FirstChallenge { title: challenge.title.clone(), output: challenge.output.clone() };
    }
    let interrupted = last.and_then(|last| interrupted(index, challenge, profile, shared, last));
    interrupted.unwrap_or_else(|| on_the_path(challenge, profile))
}

fn interrupted(
    index: &Index,
    challenge: &ChallengeSummary,
    profile: &ProfileView,
    shared: &[SubmissionSummary],
    last: &Route,
) -> Option<Next> {
    match last {
        Route::Lesson(id) => {
            let (_, lesson) = course::find_lesson(index, id)?;
            let minutes_left = minutes_left(lesson, profile);
            (minutes_left > 0).then(|| Next::Reading { route: last.clone(), title: lesson.title.clone(), minutes_left })
        }
        Route::Work => Some(Next::Writing { title: challenge.title.clone() }),
        Route::Submission(id) => {
            let work = shared.iter().find(|work| work.id == *id && work.author != profile.person)?;
            (!work.critiqued_by_me).then(|| Next::Critiquing { route: last.clone(), title: work.title.clone() })
        }
        _ => None,
    }
}

fn on_the_path(challenge: &ChallengeSummary, profile: &ProfileView) -> Next {
    let unread = challenge.lessons.iter().find(|lesson| minutes_left(lesson, profile) > 0);
    let lesson = unread.and_then(|lesson| Some((lesson, course::lesson_id(&lesson.id)?)));
    match lesson {
        Some((lesson, id)) => Next::Lesson {
            route: Route::Lesson(id),
            title: lesson.title.clone(),
            minutes: minutes_left(lesson, profile),
        },
        None => Next::Work { title: challenge.title.clone() },
    }
}

/// Minutes of the steps that are not done.
pub fn minutes_left(lesson: &LessonSummary, profile: &ProfileView) -> u16 {
    let open = lesson.steps.iter().zip(0..).filter(|(_, step)| !is_done(profile, lesson.id.as_str(), StepIndex(*step)));
    open.map(|(step, _)| step.minutes).sum()
}

/// Whether she has done a step.
pub fn is_done(profile: &ProfileView, lesson: &str, step: StepIndex) -> bool {
    profile.steps_done.iter().any(|done| done.lesson.as_str() == lesson && done.step == step)
}

/// How many lessons she has read to the end, and how many there are.
pub fn lessons_read(challenge: &ChallengeSummary, profile: &ProfileView) -> (u32, u32) {
    let read = challenge.lessons.iter().filter(|lesson| minutes_left(lesson, profile) == 0).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(read), number(challenge.lessons.len()))
}
