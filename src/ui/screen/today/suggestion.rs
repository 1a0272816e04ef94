//! What the planner suggests, in words, with the way to it.

use naptime::{
    candidates::{Situation, candidates},
    link::Network,
    platform::{clock, events},
    progress,
};
use naptime_course::model::{Challenge, ChallengeSummary, Index, LessonSummary};
use naptime_domain::{
    id::{LessonId, SubmissionId},
    planner::{Moment, Suggestion, Task, Why, plan},
};
use naptime_replica::view::SubmissionSummary;

use crate::ui::{
    course::{self, Course, Part},
    place,
    route::Route,
    store::Store,
    strings::words,
};

/// One thing to do, as the card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// What puts it before her, in a word or two.
    pub above: String,
    /// What it is called.
    pub title: String,
    /// The part of the challenge it is for: its number, as the path has it, and its title.
    pub serves: Option<(u32, String)>,
    /// How long it takes and what it costs.
    pub reason: String,
    /// The button's words.
    pub action: &'static str,
    /// Where it is done.
    pub route: Route,
}

/// All that can be done in so many minutes, best first. Tracks.
pub fn suggestions(store: Store, course: Course, minutes: u16) -> Vec<Suggested> {
    let Some((index, id)) = course.current(store) else { return Vec::new() };
    let (Some(summary), Some(profile)) = (index.challenge(&id), store.profile()) else { return Vec::new() };
    let (challenge, shared, put_down) = (course.challenge(&id), store.shared(), place::last_work());
    let candidates = candidates(&Situation {
        index: &index,
        challenge: summary,
        try_outs: challenge.here().map(|challenge| challenge.try_outs.as_slice()).unwrap_or_default(),
        bytes: if challenge == Part::Missing { u64::from(summary.file.bytes) } else { 0 },
        profile: &profile,
        shared: &shared,
        put_down: put_down.as_ref(),
    });
    let is_online = events::network() == Network::Up;
    let moment = Moment { now: clock::now(), minutes, is_online, balance: progress::balance(&profile) };
    let plan = plan(&moment, &candidates);
    let named = Named { index: &index, summary, challenge: challenge.here().map(AsRef::as_ref), shared: &shared };
    plan.first.iter().chain(&plan.others).filter_map(|suggestion| named.suggested(suggestion)).collect()
}

/// Where names are found.
struct Named<'a> {
    index: &'a Index,
    summary: &'a ChallengeSummary,
    challenge: Option<&'a Challenge>,
    shared: &'a [SubmissionSummary],
}

impl Named<'_> {
    /// `None` for what has gone meanwhile.
    fn suggested(&self, suggestion: &Suggestion) -> Option<Suggested> {
        let (why, words) = (suggestion.reason.why, words().today);
        let is_put_down = why == Why::PutDown;
        let (above, title, action, route) = match &suggestion.task {
            Task::Lesson { lesson, from } => {
                let found = self.lesson(lesson)?;
                let above = words.reading_step(u32::from(from.0) + 1, u32::from(steps(found)));
                (above, found.title.clone(), words.read_lesson, Route::Lesson(lesson.clone()))
            }
            Task::Writing { .. } => {
                (words.writing.to_owned(), words.your_work.to_owned(), words.open_work, Route::Work)
            }
            Task::Critique { submission } => (
                words.critiquing.to_owned(),
                self.work(submission)?.title.clone(),
                words.give_critique,
                Route::Submission(*submission),
            ),
            Task::TryOut { try_out, .. } => {
                let mut all = self.challenge?.try_outs.iter();
                let title = all.find(|it| it.id.as_str() == try_out.as_str())?.title.clone();
                (words.was_out.to_owned(), title, words.go_and_look, Route::TryOut(try_out.clone()))
            }
        };
        let above = if is_put_down { above } else { self.above(suggestion) };
        Some(Suggested {
            above,
            title,
            serves: suggestion.reason.serves.as_deref().and_then(|title| self.part(title)),
            reason: self.reason(suggestion),
            action: if is_put_down { words.carry_on } else { action },
            route,
        })
    }

    fn part(&self, title: &str) -> Option<(u32, String)> {
        let mut numbered = (1..).zip(&self.summary.milestones);
        numbered.find(|(_, milestone)| milestone.title == title).map(|(number, _)| (number, title.to_owned()))
    }

    fn above(&self, suggestion: &Suggestion) -> String {
        let words = words().today;
        let text = match (&suggestion.task, suggestion.reason.why) {
            (Task::Critique { submission }, _) => return self.waits(submission),
            (Task::TryOut { .. }, _) | (_, Why::GoOut) => words.go_out,
            (_, Why::Nearest) => words.next_title,
            _ => words.also,
        };
        text.to_owned()
    }

    fn waits(&self, submission: &SubmissionId) -> String {
        let name = self.work(submission).and_then(|work| work.author_name.as_deref());
        words().today.waits(name.unwrap_or(words().note.someone))
    }

    fn lesson(&self, id: &LessonId) -> Option<&LessonSummary> {
        course::find_lesson(self.index, id).map(|(_, lesson)| lesson)
    }

    /// "5 min, on this phone". What can be put down anywhere takes as long as she has, which she knows.
    fn reason(&self, suggestion: &Suggestion) -> String {
        let (app, words) = (words().app, words().today);
        let kilobytes = u32::try_from(suggestion.reason.bytes.div_ceil(1_000)).unwrap_or(u32::MAX);
        let is_open_ended = suggestion.parts == 0 || matches!(suggestion.task, Task::Writing { .. });
        let time = match is_open_ended {
            true => words.any_time.to_owned(),
            false if self.is_the_rest(suggestion) => app.short_minutes_left(suggestion.minutes),
            false => app.short_minutes(suggestion.minutes),
        };
        let place = match (&suggestion.task, kilobytes) {
            (Task::TryOut { .. }, _) => words.outside.to_owned(),
            (_, 0) => words.on_this_phone.to_owned(),
            (_, kilobytes) => words.costs(kilobytes),
        };
        let days_left = match suggestion.reason.why {
            Why::Owed { days_left: days_left @ 1.. } => Some(words.days_left(days_left)),
            _ => None,
        };
        let all = self.steps_that_fit(suggestion).into_iter().chain([time, place]).chain(days_left);
        all.collect::<Vec<_>>().join(", ")
    }

    /// Whether it is all that is left of a lesson she has begun.
    fn is_the_rest(&self, suggestion: &Suggestion) -> bool {
        let Task::Lesson { lesson, .. } = &suggestion.task else { return false };
        let left = suggestion.parts_left;
        suggestion.parts == left && self.lesson(lesson).is_some_and(|lesson| left < steps(lesson))
    }

    /// Where the time is not enough for what is left of a lesson: "2 of 3 steps".
    fn steps_that_fit(&self, suggestion: &Suggestion) -> Option<String> {
        let Task::Lesson { lesson, .. } = &suggestion.task else { return None };
        let (parts, left, words) = (suggestion.parts, suggestion.parts_left, words().today);
        let has_begun = left < steps(self.lesson(lesson)?);
        let said = if has_begun { words.some_steps_left(parts, left) } else { words.some_steps(parts, left) };
        (parts < left).then_some(said)
    }

    fn work(&self, id: &SubmissionId) -> Option<&SubmissionSummary> {
        self.shared.iter().find(|work| work.id == *id)
    }
}

fn steps(lesson: &LessonSummary) -> u16 {
    u16::try_from(lesson.steps.len()).unwrap_or(u16::MAX)
}
