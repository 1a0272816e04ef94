//! A lesson, one step at a time; it can be stopped after any of them.

mod aloud;
mod step;

use std::sync::Arc;

use naptime::progress;
use naptime_course::model::{Challenge, ChallengeId, Lesson};
use naptime_domain::id::{LessonId, StepIndex};
use naptime_view::prelude::*;

use self::step::{Page, lesson_step};
use super::challenge::not_here;
use crate::ui::{
    course::{self, Course, Part},
    dispatch::Attempt,
    kit::{Screen, TitleSize},
    place::Pickup,
    route::Route,
    store::Store,
    strings::words,
};

/// Opens at a step, or where she left it.
pub fn lesson(id: LessonId, step: Option<StepIndex>) -> impl IntoView {
    let course = expect_context::<Course>();
    let found = Memo::new(move |_| find(course, &id));
    move || shown(course, found.get(), step)
}

/// What is known of a lesson or a nugget, on the screen.
pub fn shown(course: Course, found: Part<Found>, step: Option<StepIndex>) -> AnyView {
    match found {
        Part::Here(found) => view! { <LessonSteps found step /> }.into_any(),
        Part::Missing if course.index().here().is_some() => super::missing().into_any(),
        part => {
            view! { <Screen title=words().challenge.title.to_owned()>{not_here(course, &part)}</Screen> }.into_any()
        }
    }
}

/// A lesson and the challenge whose work it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The challenge.
    pub challenge: ChallengeId,
    /// The lesson.
    pub lesson: Lesson,
    /// When it is needed, for a nugget.
    pub situation: Option<String>,
}

impl Found {
    /// Whether she has done a step. Tracks.
    fn is_done(&self, store: Store, step: u16) -> bool {
        let profile = store.profile();
        profile.is_some_and(|profile| progress::is_done(&profile, self.lesson.id.as_str(), StepIndex(step)))
    }

    /// The steps she has not done, and the minutes of each. Tracks.
    fn steps_left(&self, store: Store) -> impl Iterator<Item = (u16, u16)> {
        let steps = (0..).zip(self.lesson.steps.iter().map(|step| step.minutes));
        steps.filter(move |(step, _)| !self.is_done(store, *step))
    }

    /// Where reading goes on: where a voice stopped, else at the first step that is not done.
    fn opens_at(&self, store: Store) -> u16 {
        let left: Vec<u16> = untrack(|| self.steps_left(store).map(|(step, _)| step).collect());
        let heard = aloud::stopped_in(self.lesson.id.as_str()).filter(|step| left.contains(step));
        heard.or(left.first().copied()).unwrap_or_default()
    }
}

fn find(course: Course, id: &LessonId) -> Part<Found> {
    course.index().and_then(|index| {
        let Some((summary, lesson)) = course::find_lesson(index, id) else { return Part::Missing };
        course.challenge(&summary.id).and_then(|challenge| with_text(challenge, &lesson.id))
    })
}

fn with_text(challenge: &Challenge, id: &naptime_course::model::LessonId) -> Part<Found> {
    challenge.lesson(id).map_or(Part::Missing, |lesson| {
        let (challenge, lesson) = (challenge.id.clone(), lesson.clone());
        Part::Here(Arc::new(Found { challenge, lesson, situation: None }))
    })
}

#[component]
fn LessonSteps(found: Arc<Found>, step: Option<StepIndex>) -> impl IntoView {
    let store = expect_context::<Store>();
    let asked = step.map(|step| step.0).filter(|step| usize::from(*step) < found.lesson.steps.len());
    let at = RwSignal::new(Page::quietly(asked.unwrap_or_else(|| found.opens_at(store))));
    let (pickup, id) = (expect_context::<Pickup>(), course::lesson_id(&found.lesson.id));
    let id = id.filter(|_| found.situation.is_none());
    Effect::new(move || {
        let step = StepIndex(at.get().step);
        id.iter().for_each(|id| pickup.readdress(&Route::LessonStep(id.clone(), step)));
    });
    let attempt = Attempt::new();
    let (title, situation) = (found.lesson.title.clone(), found.situation.clone());
    let lang = expect_context::<Course>().language();
    let situation = situation.map(|text| view! { <p class="lead under-title" lang=lang.clone()>{text}</p> });
    view! {
        <Screen title=title lang size=TitleSize::Small>
            {situation}
            {move || lesson_step(store, &found, at, attempt)}
        </Screen>
    }
}
