//! The challenge: the brief first, never a list of lessons.

use std::sync::Arc;

use naptime_course::model::{Challenge, ChallengeId, EndsIn, Lesson, Measured, Milestone, SuccessMeasure};
use naptime_replica::{command::Command, view::ProfileView};
use naptime_view::prelude::*;

use super::rubric::rubric;
use crate::ui::{
    blocks::{HeadingLevel, prose},
    course::{self, Course, Part},
    dispatch::Attempt,
    kit::{Action, Button, ButtonKind, ErrorText, LinkButton, RowLink, Screen},
    next,
    route::{Route, Router},
    store::Store,
    strings::words,
};

pub fn challenge() -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let current = Memo::new(move |_| course.current(store).map(|(_, id)| id));
    move || match current.get() {
        Some(id) => whole(store, course, id),
        None => view! {
            <Screen title=words().challenge.title.to_owned()>{move || not_here(course, &course.index())}</Screen>
        }
        .into_any(),
    }
}

fn whole(store: Store, course: Course, id: ChallengeId) -> AnyView {
    let part = Memo::new(move |_| course.challenge(&id));
    (move || match part.get() {
        Part::Here(challenge) => brief(store, challenge),
        part => {
            view! { <Screen title=words().challenge.title.to_owned()>{not_here(course, &part)}</Screen> }.into_any()
        }
    })
    .into_any()
}

fn brief(store: Store, challenge: Arc<Challenge>) -> AnyView {
    let words = &words().challenge;
    let id = challenge.id.clone();
    let measures: Vec<_> = challenge.measures.iter().map(measure).collect();
    view! {
        <Screen title=challenge.title.clone()>
            {challenge.week.map(|week| view! { <p class="small muted under-title">{words.week(week)}</p> })}
            <section class="card" data-tone="accent">
                <p class="small muted">{words.you_make}</p>
                <p><strong>{challenge.output.clone()}</strong></p>
            </section>
            {prose(&challenge.brief, HeadingLevel::Second)}
            <section class="stack" data-gap="small">
                <h2>{words.goal}</h2>
                <p>{challenge.goal.statement.clone()}</p>
                <p>{challenge.goal.difference.clone()}</p>
            </section>
            <section class="stack" data-gap="small">
                <h2>{words.measures}</h2>
                <ul class="stack">{measures}</ul>
            </section>
            {path(store, &challenge)}
            <section class="stack" data-gap="small">
                <h2>{words.good}</h2>
                {rubric(&challenge.rubric)}
            </section>
            <ChallengeAction id />
        </Screen>
    }
    .into_any()
}

fn measure(measure: &SuccessMeasure) -> impl IntoView + use<> {
    let words = &words().challenge;
    let known = |measured: Measured| match measured {
        Measured::Known(number) => Some(number),
        Measured::Hers => None,
    };
    let target = match known(measure.target) {
        Some(to) => words.target(known(measure.baseline), Some(to), measure.scale, &measure.unit),
        None => words.you_measure.to_owned(),
    };
    view! {
        <li class="measure">
            <p><strong>{measure.title.clone()}</strong>": "{target}</p>
            <p class="small muted">{measure.how.clone()}</p>
        </li>
    }
}

fn path(store: Store, challenge: &Arc<Challenge>) -> AnyView {
    let words = &words().challenge;
    let milestones: Vec<_> = challenge
        .milestones
        .iter()
        .zip(1..)
        .map(|(milestone, number)| self::milestone(store, challenge, milestone, number))
        .collect();
    view! {
        <section class="stack">
            <h2>{words.path}</h2>
            <p class="lead">{words.path_lead}</p>
            {milestones}
        </section>
    }
    .into_any()
}

fn milestone(store: Store, challenge: &Arc<Challenge>, milestone: &Milestone, number: u32) -> AnyView {
    let words = &words().challenge;
    let ends_in = match &milestone.ends_in {
        EndsIn::Work => None,
        EndsIn::Critique(point) => Some(words.ends_in_critique(&point.label, point.critics)),
        EndsIn::ClientReview => Some(words.ends_in_client.to_owned()),
    };
    let lessons: Vec<Lesson> = milestone.lessons.iter().filter_map(|id| challenge.lesson(id).cloned()).collect();
    let rows = move || {
        let profile = store.profile();
        lessons.iter().map(|lesson| lesson_row(lesson, profile.as_ref())).collect::<Vec<_>>()
    };
    view! {
        <section class="milestone">
            <p class="small muted">{words.milestone(number)}</p>
            <h3>{milestone.title.clone()}</h3>
            <p><span class="muted">{words.done_when}": "</span>{milestone.done_when.clone()}</p>
            <ul class="rows">{rows}</ul>
            {ends_in.map(|text| view! { <p class="small muted">{text}</p> })}
        </section>
    }
    .into_any()
}

fn lesson_row(lesson: &Lesson, profile: Option<&ProfileView>) -> AnyView {
    let is_done = |profile: &ProfileView| {
        let mut steps = lesson.steps.iter().zip(0..);
        steps.all(|(_, step)| next::is_done(profile, lesson.id.as_str(), naptime_domain::id::StepIndex(step)))
    };
    let aside = match profile.is_some_and(is_done) {
        true => words().challenge.read.to_owned(),
        false => words().app.minutes(lesson.minutes()),
    };
    let href = course::lesson_id(&lesson.id).map(|id| Route::Lesson(id).path()).unwrap_or_default();
    view! { <li><RowLink href=href name=lesson.title.clone() aside=aside /></li> }.into_any()
}

/// Takes the challenge, or opens what she writes for it.
#[component]
fn ChallengeAction(id: ChallengeId) -> impl IntoView {
    let (store, router, attempt) = (expect_context::<Store>(), expect_context::<Router>(), Attempt::new());
    let taken = id.clone();
    let is_taken = Memo::new(move |_| {
        store.profile().is_some_and(|profile| profile.challenges.iter().any(|id| id.as_str() == taken.as_str()))
    });
    let start = Callback::new(move |()| {
        if let Some(challenge) = course::challenge_id(&id) {
            attempt.run(Command::StartChallenge { challenge }, move |_| router.go(Route::Work));
        }
    });
    let words = &words().challenge;
    view! {
        <Action>
            <ErrorText text=Signal::derive(move || attempt.words()) />
            {move || match is_taken.get() {
                true => view! { <LinkButton kind=ButtonKind::Primary href=Route::Work.path() label=words.write /> }.into_any(),
                false => {
                    view! {
                        <Button
                            kind=ButtonKind::Primary
                            label=words.start.to_owned()
                            on_press=start
                            is_busy=attempt.is_running()
                        />
                    }
                        .into_any()
                }
            }}
        </Action>
    }
}

/// What is said in place of a part of the course that is not here.
pub fn not_here<T>(course: Course, part: &Part<T>) -> AnyView {
    let words = &words().app;
    let text = match part {
        Part::Coming | Part::Here(_) => return ().into_any(),
        Part::Missing => words.course_missing,
        Part::Unreadable => words.course_unreadable,
    };
    view! {
        <p class="lead">{text}</p>
        <Action>
            <Button kind=ButtonKind::Primary label=words.try_again.to_owned() on_press=move |()| course.retry() />
        </Action>
    }
    .into_any()
}
