//! A lesson, one step at a time; it can be stopped after any of them.

mod step;

use std::sync::Arc;

use naptime_course::model::{Challenge, ChallengeId, Lesson};
use naptime_domain::id::{LessonId, StepIndex};
use naptime_view::prelude::*;

use self::step::LessonStep;
use super::challenge::not_here;
use crate::ui::{
    course::{self, Course, Part},
    kit::{EmptyState, Screen},
    next,
    route::Route,
    store::Store,
    strings::words,
};

pub fn lesson(id: LessonId) -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let found = Memo::new(move |_| find(course, &id));
    move || match found.get() {
        Part::Here(found) => view! { <LessonSteps store found /> }.into_any(),
        Part::Missing if course.index().here().is_some() => missing(),
        part => {
            view! { <Screen title=words().challenge.title.to_owned()>{not_here(course, &part)}</Screen> }.into_any()
        }
    }
}

/// A lesson and the challenge whose work it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    challenge: ChallengeId,
    lesson: Lesson,
}

fn find(course: Course, id: &LessonId) -> Part<Found> {
    let index = match course.index() {
        Part::Here(index) => index,
        Part::Coming => return Part::Coming,
        Part::Missing => return Part::Missing,
        Part::Unreadable => return Part::Unreadable,
    };
    let Some((summary, lesson)) = course::find_lesson(&index, id) else { return Part::Missing };
    match course.challenge(&summary.id) {
        Part::Here(challenge) => with_text(&challenge, &lesson.id),
        Part::Coming => Part::Coming,
        Part::Missing => Part::Missing,
        Part::Unreadable => Part::Unreadable,
    }
}

fn with_text(challenge: &Challenge, id: &naptime_course::model::LessonId) -> Part<Found> {
    challenge.lesson(id).map_or(Part::Missing, |lesson| {
        Part::Here(Arc::new(Found { challenge: challenge.id.clone(), lesson: lesson.clone() }))
    })
}

fn missing() -> AnyView {
    let words = &words().lesson;
    view! {
        <Screen title=words.missing_title.to_owned()>
            <EmptyState text=words.missing action=words.to_challenge href=Route::Challenge.path() />
        </Screen>
    }
    .into_any()
}

/// Begins at the first step that is not done.
#[component]
fn LessonSteps(store: Store, found: Arc<Found>) -> impl IntoView {
    let first_open = store.profile_now().and_then(|profile| {
        let mut steps = found.lesson.steps.iter().zip(0..);
        let open = steps.find(|(_, step)| !next::is_done(&profile, found.lesson.id.as_str(), StepIndex(*step)));
        open.map(|(_, step)| step)
    });
    let at = RwSignal::new(first_open.unwrap_or(0_u16));
    let title = found.lesson.title.clone();
    view! {
        <Screen title=title>
            {move || {
                let step = at.get();
                view! { <LessonStep found=found.clone() at step /> }
            }}
        </Screen>
    }
}
