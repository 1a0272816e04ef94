//! The help ladder: try, lesson, web, peer. A rung nobody stands on yet is not shown.

use std::sync::Arc;

use naptime::candidates::Begun;
use naptime_course::model::Resource;
use naptime_view::prelude::*;

use crate::ui::{
    course::{self, Course},
    kit::LinkButton,
    place,
    route::Route,
    screen::resource::resource,
    store::Store,
    strings::words,
};

pub fn ladder(store: Store, course: Course) -> AnyView {
    let words = words().stuck;
    view! {
        <section class="stack">
            <h2>{words.ladder}</h2>
            <ol class="ladder">
                {rung(words.try_it, words.try_it_how, ().into_any())}
                {rung(words.lesson, words.lesson_how, link(Route::Challenge, words.path))}
                {rung(words.web, words.web_how, (move || resources(course)).into_any())}
                {rung(words.peer, words.peer_how, (move || peers(store)).into_any())}
            </ol>
        </section>
    }
    .into_any()
}

fn rung(name: &'static str, how: &'static str, action: AnyView) -> AnyView {
    view! {
        <li>
            <h3>{name}</h3>
            <p>{how}</p>
            {action}
        </li>
    }
    .into_any()
}

fn link(route: Route, label: &'static str) -> AnyView {
    view! { <LinkButton href=route.path() label=label /> }.into_any()
}

/// Where the lesson she comes from sends her, outside the app. Tracks.
fn resources(course: Course) -> Option<AnyView> {
    let Some(Begun::Lesson(id)) = place::last_work().map(|last| last.work) else { return None };
    let index: Arc<_> = course.index().here()?.clone();
    let (summary, lesson) = course::find_lesson(&index, &id)?;
    let challenge = course.challenge(&summary.id).here()?.clone();
    let outside = |resource: &&Resource| resource.url.is_some();
    let rows: Vec<_> = challenge.lesson(&lesson.id)?.resources.iter().filter(outside).map(resource).collect();
    (!rows.is_empty()).then(|| view! { <ul class="stack" data-gap="small">{rows}</ul> }.into_any())
}

/// Her group, if she has one: with what she has, or with a word. Tracks.
fn peers(store: Store) -> AnyView {
    let words = words().stuck;
    let has_work = store.profile().is_some_and(|profile| !profile.challenges.is_empty());
    match store.groups().with(|groups| groups.first().map(|group| group.id)) {
        None => link(Route::Groups, words.find_group),
        Some(_) if has_work => link(Route::Share, words.share),
        Some(group) => link(Route::Group(group), words.group),
    }
}
