//! Today: the one next thing, then what her peers wait for.

use naptime_replica::view::SubmissionSummary;
use naptime_view::prelude::*;

use super::critique::needy_first;
use crate::ui::{
    course::Course,
    kit::{Action, ButtonKind, EmptyState, LinkButton, Progress, RowLink, Screen},
    next::{self, Next},
    place,
    route::Route,
    store::Store,
    strings::words,
};

pub fn today() -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let last = place::last_screen();
    let next = Memo::new(move |_| {
        let (index, id) = course.current(store)?;
        let (challenge, profile) = (index.challenge(&id)?, store.profile()?);
        Some(next::next(&index, challenge, &profile, &store.shared(), last.as_ref()))
    });
    view! {
        <Screen title=words().today.title.to_owned()>
            {move || next.get().map(next_card)}
            {move || challenge_section(store, course)}
            {move || peers_section(store)}
            <Action>{move || next.get().map(next_action)}</Action>
        </Screen>
    }
}

/// The card says it; the button below does it.
fn next_card(next: Next) -> AnyView {
    let (app, words) = (&words().app, &words().today);
    let (above, title, detail) = match next {
        Next::FirstChallenge { title, output } => (words.first_title, title, output),
        Next::Reading { title, minutes_left, .. } => (words.reading, title, words.minutes_left(minutes_left)),
        Next::Writing { title } => (words.writing, words.your_work.to_owned(), title),
        Next::Critiquing { title, .. } => (words.critiquing, title, String::new()),
        Next::Lesson { title, minutes, .. } => (words.next_title, title, app.minutes(minutes)),
        Next::Work { title } => (words.next_title, title, words.all_done.to_owned()),
    };
    view! {
        <section class="card" data-tone="accent" aria-labelledby="next-title">
            <p class="small muted">{above}</p>
            <h2 id="next-title" data-size="large">{title}</h2>
            {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
        </section>
    }
    .into_any()
}

fn next_action(next: Next) -> AnyView {
    let words = &words().today;
    let (label, route) = match next {
        Next::FirstChallenge { .. } => (words.read_brief, Route::Challenge),
        Next::Reading { route, .. } | Next::Critiquing { route, .. } => (words.carry_on, route),
        Next::Writing { .. } => (words.carry_on, Route::Work),
        Next::Lesson { route, .. } => (words.read_lesson, route),
        Next::Work { .. } => (words.open_work, Route::Work),
    };
    view! { <LinkButton kind=ButtonKind::Primary href=route.path() label=label /> }.into_any()
}

fn challenge_section(store: Store, course: Course) -> Option<AnyView> {
    let (index, id) = course.current(store)?;
    let (challenge, profile) = (index.challenge(&id)?, store.profile()?);
    if !profile.challenges.iter().any(|taken| taken.as_str() == id.as_str()) {
        return None;
    }
    let (read, of) = next::lessons_read(challenge, &profile);
    let words = &words().today;
    let section = view! {
        <section class="stack" data-gap="small" aria-labelledby="challenge-title">
            <h2 id="challenge-title">{words.challenge_title}</h2>
            <ul class="rows">
                <li><RowLink href=Route::Challenge.path() name=challenge.title.clone() detail=challenge.output.clone() /></li>
                <li><RowLink href=Route::Work.path() name=words.your_work /></li>
            </ul>
            <Progress done=read of=of text=words.lessons_done(read, of) />
        </section>
    };
    Some(section.into_any())
}

fn peers_section(store: Store) -> AnyView {
    let words = &words().today;
    if store.groups().with(Vec::is_empty) {
        return view! { <EmptyState text=words.alone action=words.find_group href=Route::Groups.path() /> }.into_any();
    }
    let me = store.profile().map(|profile| profile.person);
    let mut waiting = store.shared();
    waiting.retain(|work| Some(work.author) != me && !work.critiqued_by_me);
    needy_first(&mut waiting);
    let list = match waiting.is_empty() {
        true => view! { <p class="muted">{words.peers_none}</p> }.into_any(),
        false => view! { <ul class="rows">{waiting.iter().map(work_row).collect::<Vec<_>>()}</ul> }.into_any(),
    };
    view! {
        <section class="stack" data-gap="small" aria-labelledby="peers-title">
            <h2 id="peers-title">{words.peers_title}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// A row for a piece of shared work, on every list that has them.
pub fn work_row(work: &SubmissionSummary) -> AnyView {
    let words = &words().critique;
    let author = work.author_name.as_deref().unwrap_or(crate::ui::strings::words().note.someone);
    let mut detail = [&words.by(author), " · ", &words.critics(work.critics)].concat();
    if work.my_drafts > 0 {
        detail.push_str(" · ");
        detail.push_str(&words.drafts(work.my_drafts));
    }
    view! { <li><RowLink href=Route::Submission(work.id).path() name=work.title.clone() detail=detail /></li> }
        .into_any()
}
