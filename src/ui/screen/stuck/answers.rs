//! Lessons and nuggets that may help: those that were looked for, or what others say where she is.

use std::sync::Arc;

use naptime_course::{
    model::{Index, Lesson, LessonId},
    search::{Hit, Marked, Place},
};
use naptime_domain::id::StepIndex;
use naptime_view::prelude::*;

use crate::ui::{
    course::{self, Course},
    kit::{Icon, IconName, RowLink},
    route::Route,
    store::Store,
    strings::words,
};

/// The first of what was found, best first. Tracks.
pub fn answers(course: Course, hits: Memo<Vec<Hit>>, shown: impl Fn() -> usize + Send + 'static) -> AnyView {
    let index = course.index();
    let rows = move || {
        let found = |hit: &Hit| row(index.here(), hit, course.language());
        let rows = hits.with(|hits| hits.iter().take(shown()).map(found).collect::<Vec<_>>());
        match rows.is_empty() {
            true => view! { <p>{words().stuck.nothing}</p> }.into_any(),
            false => view! { <ul class="rows" id="answers">{rows}</ul> }.into_any(),
        }
    };
    rows.into_any()
}

fn row(index: Option<&Arc<Index>>, hit: &Hit, lang: Option<String>) -> Option<AnyView> {
    let (route, from) = match &hit.place {
        Place::Lesson { lesson, step } => {
            let (challenge, _) = index?.lesson(lesson)?;
            (lesson_route(lesson, *step)?, challenge.title.clone())
        }
        Place::Nugget(id) => (Route::Nugget(id.clone()), words().stuck.nugget.to_owned()),
    };
    let row = view! {
        <li>
            <a class="row" href=route.path()>
                <span class="row-words">
                    <span class="row-name" lang=lang.clone()>{marked(&hit.title)}</span>
                    {hit.excerpt.as_ref().map(|it| view! { <span class="small" lang=lang>{marked(it)}</span> })}
                    <small>{from}" · "{words().app.minutes(hit.minutes)}</small>
                </span>
                <Icon name=IconName::Next />
            </a>
        </li>
    };
    Some(row.into_any())
}

/// The words that were looked for stand out.
fn marked(text: &Marked) -> Vec<AnyView> {
    let piece = |(words, is_marked): (&str, bool)| match is_marked {
        true => view! { <mark>{words.to_owned()}</mark> }.into_any(),
        false => words.to_owned().into_any(),
    };
    text.pieces().into_iter().map(piece).collect()
}

fn lesson_route(lesson: &LessonId, step: Option<u16>) -> Option<Route> {
    let id = course::lesson_id(lesson)?;
    Some(match step {
        Some(step) => Route::LessonStep(id, StepIndex(step)),
        None => Route::Lesson(id),
    })
}

/// Before she has typed: what others say at her part of the path. Tracks.
pub fn needs(store: Store, course: Course) -> AnyView {
    let Some((_, id)) = course.current(store) else { return ().into_any() };
    let Some(challenge) = course.challenge(&id).here().cloned() else { return ().into_any() };
    let profile = store.profile();
    let needs = challenge.needs_now(|milestone| {
        let is_reached = |profile| naptime::progress::is_reached(profile, id.as_str(), milestone.as_str());
        profile.as_ref().is_some_and(is_reached)
    });
    let row = |(need, lesson): (&str, &Lesson)| {
        let href = lesson_route(&lesson.id, None).map(|route| route.path()).unwrap_or_default();
        let (detail, lang) = (words().app.minutes(lesson.minutes()), course.language());
        view! { <li><RowLink href=href name=need.to_owned() detail=detail lang /></li> }
    };
    let rows: Vec<_> = needs.map(row).collect();
    view! {
        <section class="stack" data-gap="small">
            <h2>{words().stuck.others}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
