//! Today: one thing to do in the time there is, then what her peers wait for.

mod held;
mod how_long;
mod offer;
mod suggestion;

use naptime::{platform::page, progress};
use naptime_course::model::Index;
use naptime_domain::id::ChallengeId;
use naptime_replica::view::{ProfileView, SubmissionSummary};
use naptime_view::prelude::*;

use self::{
    held::Held,
    how_long::{HowLong, Minutes},
    offer::RecoveryOffer,
    suggestion::{Suggested, suggestions},
};
use super::critique::needy_first;
use crate::ui::{
    course::{self, Course, Part},
    kit::{Action, Button, ButtonKind, EmptyState, LinkButton, Progress, RowLink, Screen},
    news,
    route::Route,
    store::Store,
    strings::words,
    sync_sheet::{Said, TryNow},
};

pub fn today() -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let is_at_work = Memo::new(move |_| {
        let current = course.current(store);
        current.is_some_and(|(_, id)| store.profile().is_some_and(|it| progress::is_underway(&it, id.as_str())))
    });
    let is_to_come = Memo::new(move |_| store.profile().is_some_and(|it| progress::is_still_to_come(&it)));
    view! {
        <Screen title=words().today.title.to_owned()>
            {news::line(store)}
            {move || match (is_at_work.get(), is_to_come.get()) {
                (true, _) => view! { <InTheTimeThereIs /> }.into_any(),
                (false, true) => on_its_way(),
                (false, false) => next_challenge(store, course),
            }}
        </Screen>
    }
}

/// A question, one answer, and the way to another.
#[component]
fn InTheTimeThereIs() -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let minutes = Minutes::last_chosen();
    let all = Memo::new(move |_| suggestions(store, course, minutes.get()));
    let (turns, words) = (RwSignal::new(0), words().today);
    let held = Memo::new(move |before: Option<&Held>| {
        let asked = (minutes.get(), turns.get());
        all.with(|all| Held::next(before, asked, all, is_whole(store, course)))
    });
    let shown = Memo::new(move |_| held.with(|held| held.shown.clone()));
    let new = Memo::new(move |_| held.with(|held| held.new.clone()));
    let has_others = Memo::new(move |_| all.with(|all| all.len() > 1));
    let turn = move |()| turns.update(|turns| *turns += 1);
    let other = move || {
        let button = || view! { <Button kind=ButtonKind::Quiet label=words.something_else.to_owned() on_press=turn /> };
        has_others.get().then(button)
    };
    view! {
        <HowLong minutes />
        <div aria-live="polite">{move || shown.get().map(card)}</div>
        <div role="status">{move || new.get().map(came)}</div>
        {move || challenge_section(store, course)}
        {move || peers_section(store, shown.get().map(|it| it.route).as_ref())}
        {offer(store, course)}
        <Action>
            {move || shown.get().map(|it| view! { <LinkButton kind=ButtonKind::Primary href=it.route.path() label=it.action /> })}
            {other}
        </Action>
    }
    .into_any()
}

/// Whether everything is known that there is to do: the challenge's text says some of it. Tracks.
fn is_whole(store: Store, course: Course) -> bool {
    course.current(store).is_some_and(|(_, id)| course.challenge(&id) != Part::Coming)
}

/// A quiet line for what has come while the card held still.
fn came(new: Suggested) -> AnyView {
    view! { <ul class="rows"><li><RowLink href=new.route.path() name=new.title detail=new.above /></li></ul> }
        .into_any()
}

/// The card says it; the button below does it.
fn card(suggested: Suggested) -> AnyView {
    let serves = suggested.serves;
    let serves = serves.map(|(number, title)| view! { <p>{words().today.for_part(number)}<em>{title}</em></p> });
    view! {
        <section class="card" data-tone="accent" aria-labelledby="next-title">
            <p class="small muted">{suggested.above}</p>
            <h2 id="next-title" data-size="large">{suggested.title}</h2>
            {serves}
            <p class="small muted">{suggested.reason}</p>
        </section>
    }
    .into_any()
}

/// She was brought back by her words, and nothing of hers is here yet.
fn on_its_way() -> AnyView {
    let (words, said) = (words().today, RwSignal::new(""));
    view! {
        <section class="card" data-tone="accent" aria-labelledby="coming-title">
            <h2 id="coming-title" data-size="large">{words.coming_title}</h2>
            <p>{words.coming}</p>
            <Said said />
        </section>
        <Action>
            <TryNow said />
        </Action>
    }
    .into_any()
}

/// Nothing is underway: the next challenge of the programme.
fn next_challenge(store: Store, course: Course) -> AnyView {
    let words = words().today;
    let next = move || {
        let index = course.index().here()?.clone();
        let profile = store.profile()?;
        let is_new = |id: &str| progress::of(&profile, id).is_none();
        let next =
            index.challenges.iter().find(|challenge| is_new(challenge.id.as_str())).or(index.challenges.first())?;
        let above = if profile.progress.is_empty() { words.first_title } else { words.another_title };
        let (title, output) = (next.title.clone(), next.output.clone());
        Some(view! {
            <section class="card" data-tone="accent" aria-labelledby="next-title">
                <p class="small muted">{above}</p>
                <h2 id="next-title" data-size="large">{title}</h2>
                <p>{output}</p>
            </section>
        })
    };
    let resting = move || {
        let rows = resting(&course.index().here()?.clone(), &store.profile()?);
        (!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> })
    };
    view! {
        {next}
        {resting}
        {move || peers_section(store, None)}
        <Action>
            <LinkButton kind=ButtonKind::Primary href=Route::Challenge.path() label=words.read_brief />
        </Action>
    }
    .into_any()
}

fn challenge_section(store: Store, course: Course) -> Option<AnyView> {
    let (index, id) = course.current(store)?;
    let (challenge, profile) = (index.challenge(&id)?, store.profile()?);
    let (read, of) = progress::lessons_read(challenge, &profile);
    let words = words().today;
    let others = progress::underway(&profile).filter(|other| other.as_str() != challenge.id.as_str());
    let mut others: Vec<_> = others.filter_map(|other| waits(&index, other, words.also_underway)).collect();
    others.extend(resting(&index, &profile));
    let title = if others.is_empty() { words.challenge_title } else { words.challenges_title };
    let section = view! {
        <section class="stack" data-gap="small" aria-labelledby="challenge-title">
            <h2 id="challenge-title">{title}</h2>
            <ul class="rows">
                <li><RowLink href=Route::Challenge.path() name=challenge.title.clone() detail=challenge.output.clone() /></li>
                <li><RowLink href=Route::Work.path() name=words.your_work /></li>
            </ul>
            <Progress done=read of=of text=words.lessons_done(read, of) />
            {(!others.is_empty()).then(|| view! { <ul class="rows">{others}</ul> })}
        </section>
    };
    Some(section.into_any())
}

/// The challenges that rest, each with the way to it.
fn resting(index: &Index, profile: &ProfileView) -> Vec<AnyView> {
    let said = words().challenge.paused;
    progress::resting(profile).filter_map(|id| waits(index, id, said)).collect()
}

/// Another one she has begun: it waits, and nothing of it is lost from sight.
fn waits(index: &Index, id: &ChallengeId, said: &'static str) -> Option<AnyView> {
    let name = index.challenge(&id.as_str().parse().ok()?)?.title.clone();
    let href = Route::OneChallenge(id.clone()).path();
    Some(view! { <li><RowLink href=href name=name detail=said /></li> }.into_any())
}

fn offer(store: Store, course: Course) -> Option<AnyView> {
    let (_, id) = untrack(|| course.current(store))?;
    let challenge = course::challenge_id(&id)?;
    Some(view! { <RecoveryOffer challenge /> }.into_any())
}

/// What the card above offers is not said again. Tracks.
fn peers_section(store: Store, on_card: Option<&Route>) -> AnyView {
    let words = words().today;
    if !store.has_company() {
        let (text, action, route) = match store.groups().with(|groups| groups.first().map(|group| group.id)) {
            None => (words.alone, words.find_group, Route::Groups),
            Some(group) => (words.alone_in_group, words.invite, Route::Group(group)),
        };
        return view! { <EmptyState text=text action=action href=route.path() /> }.into_any();
    }
    let me = store.profile().map(|profile| profile.person);
    let mut waiting = store.shared();
    waiting.retain(|work| Some(work.author) != me && !work.critiqued_by_me && !work.is_taken_back);
    let all = waiting.len();
    waiting.retain(|work| on_card != Some(&Route::Submission(work.id)));
    if waiting.is_empty() && all > 0 {
        return ().into_any();
    }
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

/// Whether its author has shared another under the same title: then it is told by its time. Tracks.
fn is_shared_again(work: &SubmissionSummary) -> bool {
    let all = expect_context::<Store>().shared();
    all.iter().any(|other| other.id != work.id && other.author == work.author && other.title == work.title)
}

/// A row for a piece of shared work, on every list that has them.
pub fn work_row(work: &SubmissionSummary) -> AnyView {
    let words = words().critique;
    let is_mine = expect_context::<Store>().profile_now().is_some_and(|profile| profile.person == work.author);
    let author = work.author_name.as_deref().unwrap_or(crate::ui::strings::words().note.someone);
    let mut detail = words.critics(work.critics);
    if !is_mine {
        detail = [&words.by(author), " · ", &detail].concat();
    }
    if is_shared_again(work) {
        detail.push_str(" · ");
        detail.push_str(&page::day_and_time(work.shared_at));
    }
    if work.is_taken_back {
        detail.push_str(" · ");
        detail.push_str(words.taken_back_short);
    }
    if work.my_drafts > 0 {
        detail.push_str(" · ");
        detail.push_str(&words.drafts(work.my_drafts));
    }
    view! { <li><RowLink href=Route::Submission(work.id).path() name=work.title.clone() detail=detail /></li> }
        .into_any()
}
