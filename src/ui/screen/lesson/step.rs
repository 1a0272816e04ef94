//! One step of a lesson: what it says, the edit it asks for, and the way on.

use std::sync::Arc;

use naptime_course::model::{ApplyIt, ChallengeId, Cost, Resource, WorkPart};
use naptime_domain::id::StepIndex;
use naptime_replica::command::{Command, StepMark, TextTarget};
use naptime_view::prelude::*;

use super::Found;
use crate::ui::{
    after_render,
    blocks::{HeadingLevel, prose},
    course,
    dispatch::Attempt,
    kit::{Action, Button, ButtonKind, ErrorText, Progress},
    route::{Route, Router},
    screen::work::line_label,
    store::Store,
    strings::words,
    text_box::{BoxSize, TextBox},
};

#[component]
pub fn LessonStep(found: Arc<Found>, at: RwSignal<u16>, step: u16) -> impl IntoView {
    let words = &words().lesson;
    let Some(shown) = found.lesson.steps.get(usize::from(step)) else { return ().into_any() };
    let count = u32::try_from(found.lesson.steps.len()).unwrap_or(u32::MAX);
    let number = u32::from(step) + 1;
    let is_last = number == count;
    let position =
        [&words.step(number, count), " · ", &crate::ui::strings::words().app.minutes(shown.minutes)].concat();
    let resources = (is_last && !found.lesson.resources.is_empty()).then(|| resources(&found.lesson.resources));
    view! {
        <Progress done=number of=count text=position />
        <h2 id="step">{shown.title.clone()}</h2>
        {prose(&shown.blocks, HeadingLevel::Third)}
        {shown.apply_it.as_ref().map(|apply_it| apply(&found.challenge, apply_it))}
        {resources}
        <StepAction found=found.clone() at is_last />
    }
    .into_any()
}

/// The edit to her own work, here and now.
fn apply(challenge: &ChallengeId, apply_it: &ApplyIt) -> AnyView {
    let store = expect_context::<Store>();
    let words = &words().lesson;
    let Some(challenge) = course::challenge_id(challenge) else { return ().into_any() };
    let is_taken = store.profile_now().is_some_and(|profile| profile.challenges.contains(&challenge));
    let edit = match is_taken {
        true => edit_box(&challenge, apply_it),
        false => view! {
            <p class="muted">{words.not_started}</p>
            <a href=Route::Challenge.path()>{words.to_challenge}</a>
        }
        .into_any(),
    };
    view! {
        <section class="card" data-tone="accent">
            <h3>{words.now}</h3>
            <p>{apply_it.prompt.clone()}</p>
            {edit}
        </section>
    }
    .into_any()
}

fn edit_box(challenge: &naptime_domain::id::ChallengeId, apply_it: &ApplyIt) -> AnyView {
    let (work, challenge) = (&words().work, challenge.clone());
    let (target, label, size) = match apply_it.target {
        WorkPart::Draft => (TextTarget::WorkDraft { challenge }, work.draft, BoxSize::Paragraph),
        WorkPart::Brief(line) => {
            let line = course::brief_line(line);
            (TextTarget::WorkBrief { challenge, line }, line_label(line), BoxSize::Line)
        }
        WorkPart::FocusQuestion => (TextTarget::WorkFocus { challenge }, work.focus, BoxSize::Line),
    };
    view! { <TextBox target label size /> }.into_any()
}

fn resources(resources: &[Resource]) -> AnyView {
    let rows: Vec<_> = resources.iter().map(resource).collect();
    view! {
        <section class="stack" data-gap="small">
            <h3>{words().lesson.more}</h3>
            <ul class="stack" data-gap="small">{rows}</ul>
        </section>
    }
    .into_any()
}

fn resource(resource: &Resource) -> AnyView {
    let words = &words().lesson;
    let cost = match resource.cost {
        Cost::Free => words.free,
        Cost::FreeWithAccount => words.free_with_account,
        Cost::Paid => words.paid,
    };
    let title = resource.title.clone();
    let name = match &resource.url {
        Some(url) => view! { <a href=url.as_str().to_owned() target="_blank" rel="noreferrer">{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let facts = words.resource(&resource.provider, cost);
    view! { <li><p>{name}</p><p class="small muted">{facts}</p></li> }.into_any()
}

/// Marks the step and goes on; nothing waits for the mark to be stored.
#[component]
fn StepAction(found: Arc<Found>, at: RwSignal<u16>, is_last: bool) -> impl IntoView {
    let (attempt, router) = (Attempt::new(), expect_context::<Router>());
    let step = at.get_untracked();
    let lesson = course::lesson_id(&found.lesson.id);
    let turn_to = move |step: u16| {
        at.set(step);
        after_render(|| {
            naptime::platform::page::scroll_to(None);
            naptime::platform::page::focus_on("#step");
        });
    };
    let done = move |()| {
        if let Some(lesson) = lesson.clone() {
            attempt.run(Command::MarkStep { lesson, step: StepIndex(step), mark: StepMark::Done }, |_| {});
        }
        match is_last {
            true => router.go(Route::Work),
            false => turn_to(step + 1),
        }
    };
    let words = &words().lesson;
    let label = if is_last { words.finish } else { words.done };
    view! {
        {(step > 0)
            .then(|| {
                view! {
                    <Button
                        kind=ButtonKind::Quiet
                        label=words.previous.to_owned()
                        on_press=move |()| turn_to(step - 1)
                    />
                }
            })}
        <Action>
            <ErrorText text=Signal::derive(move || attempt.words()) />
            <Button kind=ButtonKind::Primary label=label.to_owned() on_press=done />
        </Action>
    }
}
