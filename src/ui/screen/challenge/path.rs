//! The path: each milestone with what it needs, what it ends in, and whether she is there. The one she is at is open.

use naptime::{platform::page, progress};
use naptime_course::model::{self, EndsIn, Lesson, Milestone, TryOut};
use naptime_domain::{
    command::{Deed, ProgressItem},
    id::MilestoneId,
};
use naptime_replica::{command::Command, view::ProfileView};
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    course,
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText, Fold, RowLink},
    route::Route,
    strings::words,
};

pub fn path(shown: Shown) -> AnyView {
    let (words, challenge) = (words().challenge, shown.challenge());
    let of = challenge.clone();
    let now = Memo::new(move |_| {
        let profile = shown.store.profile()?;
        let is_reached = |id: &model::MilestoneId| progress::is_reached(&profile, of.id.as_str(), id.as_str());
        of.milestone_now(is_reached).map(|milestone| milestone.id.clone())
    });
    let milestones: Vec<_> = challenge
        .milestones
        .iter()
        .zip(1..)
        .map(|(milestone, number)| self::milestone(shown, milestone, number, now))
        .collect();
    view! {
        <section class="stack">
            <h2>{words.path}</h2>
            <p class="lead">{words.path_lead}</p>
            <ol class="path">{milestones}</ol>
        </section>
    }
    .into_any()
}

fn milestone(shown: Shown, milestone: &Milestone, number: u32, now: Memo<Option<model::MilestoneId>>) -> AnyView {
    let (words, challenge) = (words().challenge, shown.challenge());
    let ends_in = match &milestone.ends_in {
        EndsIn::Work => None,
        EndsIn::Critique(point) => Some(words.ends_in_critique(point.critics)),
        EndsIn::ClientReview => Some(words.ends_in_client.to_owned()),
    };
    let lessons: Vec<Lesson> = milestone.lessons.iter().filter_map(|id| challenge.lesson(id).cloned()).collect();
    let rows = move || {
        let profile = shown.store.profile();
        lessons.iter().map(|lesson| lesson_row(shown, lesson, profile.as_ref())).collect::<Vec<_>>()
    };
    let try_outs = challenge.try_outs.iter().filter(|try_out| try_out.serves == milestone.id);
    let try_outs: Vec<TryOut> = try_outs.cloned().collect();
    let outside = move || {
        let profile = shown.store.profile();
        try_outs.iter().filter_map(|try_out| try_out_row(shown, try_out, profile.as_ref())).collect::<Vec<_>>()
    };
    let (id, reached_id) = (milestone.id.as_str().parse().ok(), milestone.id.clone());
    let reached = Memo::new(move |_| {
        let (profile, challenge) = (shown.store.profile()?, shown.challenge());
        let is_it = progress::is_reached(&profile, challenge.id.as_str(), reached_id.as_str());
        let mut all = profile.milestones_done.iter();
        all.find(|done| is_it && done.milestone.as_str() == reached_id.as_str()).map(|done| done.at)
    });
    let own = milestone.id.clone();
    let is_open = Signal::derive(move || now.with(|now| now.as_ref() == Some(&own)));
    let state = move || if reached.get().is_some() { "reached" } else { "open" };
    let done_when = milestone.done_when.clone();
    let fold = ["part-", milestone.id.as_str(), "-", challenge.id.as_str()].concat();
    let head = view! {
        <span class="row-words">
            <small>{words.milestone(number)}{move || reached.get().map(|_| words.part_reached)}</small>
            <h3 lang=shown.course.language()>{milestone.title.clone()}</h3>
        </span>
    };
    view! {
        <li class="milestone" data-state=state>
            <Fold id=fold is_open head>
                <p><span class="muted">{words.done_when}": "</span><span lang=shown.course.language()>{done_when}</span></p>
                <ul class="rows">{rows}{outside}</ul>
                {ends_in.map(|text| view! { <p class="small muted">{text}</p> })}
                {id.map(|id| view! { <Reach shown milestone=id reached /> })}
            </Fold>
        </li>
    }
    .into_any()
}

/// She says whether she is there; nobody checks.
#[component]
fn Reach(
    shown: Shown,
    milestone: MilestoneId,
    reached: Memo<Option<naptime_domain::time::Timestamp>>,
) -> impl IntoView {
    let (words, attempt) = (words().challenge, Attempt::new());
    let is_taken = Memo::new(move |_| shown.progress.with(Option::is_some));
    let mark = Callback::new(move |to: fn(ProgressItem) -> Deed| {
        if let Some(challenge) = shown.id() {
            let item = ProgressItem::Milestone { challenge, milestone: milestone.clone() };
            attempt.run_beside(Command::Record(to(item)), |_| {});
        }
    });
    let button = move || match reached.get() {
        Some(at) => view! {
            <p>{words.reached(&page::day(at))}</p>
            <Button kind=ButtonKind::Quiet label=words.reopen.to_owned() on_press=move |()| mark.run(Deed::Reopened) />
        }
        .into_any(),
        None => view! { <Button label=words.reach.to_owned() on_press=move |()| mark.run(Deed::Done) /> }.into_any(),
    };
    move || {
        is_taken.get().then(|| {
            view! {
                <div class="reach">{button}</div>
                <ErrorText text=Signal::derive(move || attempt.words()) />
            }
        })
    }
}

fn lesson_row(shown: Shown, lesson: &Lesson, profile: Option<&ProfileView>) -> AnyView {
    let words = words();
    let detail = match profile {
        Some(profile) if progress::is_read(profile, lesson) => words.challenge.read.to_owned(),
        profile => match profile.and_then(|profile| progress::minutes_left(profile, lesson)) {
            Some(left) => words.app.short_minutes_left(left),
            None => words.app.short_minutes(lesson.minutes()),
        },
    };
    let href = course::lesson_id(&lesson.id).map(|id| Route::Lesson(id).path()).unwrap_or_default();
    let (name, lang) = (lesson.title.clone(), shown.course.language());
    view! { <li><RowLink href=href name=name detail=detail lang /></li> }.into_any()
}

fn try_out_row(shown: Shown, try_out: &TryOut, profile: Option<&ProfileView>) -> Option<impl IntoView + use<>> {
    let (words, challenge) = (words().challenge, shown.challenge());
    let has_been = |profile: &ProfileView| {
        let mut seen = progress::seen(profile, challenge.id.as_str());
        seen.any(|seen| seen.try_out.as_str() == try_out.id.as_str())
    };
    let state = match profile.is_some_and(has_been) {
        true => words.finished.to_owned(),
        false => crate::ui::strings::words().app.short_minutes(try_out.minutes),
    };
    let detail = [words.try_out, " · ", &state].concat();
    let href = Route::TryOut(try_out.id.as_str().parse().ok()?).path();
    let (name, lang) = (try_out.title.clone(), shown.course.language());
    Some(view! { <li><RowLink href=href name=name detail=detail lang /></li> })
}
