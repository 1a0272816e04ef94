//! Lessons and nuggets that may help: those that were looked for, or what others say where she is.

use std::sync::Arc;

use naptime::platform::clock::Timer;
use naptime_course::{
    model::{Index, Lesson, LessonId},
    search::{Hit, Marked, Place, Search},
};
use naptime_domain::id::StepIndex;
use naptime_view::prelude::*;

use crate::ui::{
    course::{self, Course, Part},
    kit::{Icon, IconName, RowLink},
    route::Route,
    store::Store,
    strings::words,
};

/// More answers than she reads through; the best come first.
const ANSWERS_MAX: usize = 8;
/// As many as a phone shows below the question. They are drawn with the letter itself.
const IN_SIGHT: usize = 4;
/// When the answers further down are drawn, which takes as long again: after the letter, and not while she types on.
const FURTHER_MS: i64 = 100;

/// What is found for what she asks.
#[derive(Clone, Copy)]
pub struct Answers {
    hits: Memo<Vec<Hit>>,
    /// Those further down, a moment behind the others while she types.
    further: Memo<Vec<Hit>>,
    typing: RwSignal<bool>,
    pause: StoredValue<Option<Timer>, LocalStorage>,
}

impl Answers {
    /// Finds them again whenever she asks something else.
    pub fn to(asked: RwSignal<String>, search: Memo<Part<Search>>) -> Self {
        let hits = Memo::new(move |_| {
            let asked = asked.get();
            search.with(|search| search.here().map(|search| search.find(&asked, ANSWERS_MAX)).unwrap_or_default())
        });
        let typing = RwSignal::new(false);
        let further = Memo::new(move |before: Option<&Vec<Hit>>| {
            let now = hits.with(|hits| hits.get(IN_SIGHT..).map(<[Hit]>::to_vec).unwrap_or_default());
            match typing.get() && !now.is_empty() {
                true => before.cloned().unwrap_or_default(),
                false => now,
            }
        });
        Self { hits, further, typing, pause: StoredValue::new_local(None) }
    }

    /// She is typing: the answers she sees come first.
    pub fn hurry(self) {
        self.typing.set(true);
        self.pause.set_value(Some(Timer::after(FURTHER_MS, move || self.typing.set(false))));
    }

    /// How many there are. Tracks.
    pub fn number(self) -> u32 {
        self.hits.with(|hits| u32::try_from(hits.len()).unwrap_or(u32::MAX))
    }

    /// A list of them, best first. Tracks.
    pub fn list(self, course: Course) -> AnyView {
        let index = course.index();
        let rows = move |hits: &[Hit]| {
            let found = |hit: &Hit| row(index.here(), hit, course.language());
            hits.iter().map(found).collect::<Vec<_>>()
        };
        let further = rows.clone();
        let first = move || self.hits.with(|hits| rows(hits.get(..IN_SIGHT).unwrap_or(hits)));
        let further = move || self.further.with(|hits| further(hits));
        let is_empty = Memo::new(move |_| self.hits.with(Vec::is_empty));
        let list = move || match is_empty.get() {
            true => view! { <p>{words().stuck.nothing}</p> }.into_any(),
            false => view! { <ul class="rows">{first.clone()}{further.clone()}</ul> }.into_any(),
        };
        list.into_any()
    }
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
