//! Outside: something to go and look at, remembered while she is out, and a note when she is back.

use naptime::{
    platform::{clock, local::LocalText, page},
    progress,
};
use naptime_course::model::TryOut;
use naptime_domain::{
    command::{Deed, Side},
    id::{ChallengeId, TryOutId},
    planner::Balance,
    time::Timestamp,
};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use super::challenge::not_here;
use crate::ui::{
    course::{self, Course, Part},
    dispatch::{Attempt, Dispatch},
    kit::{Action, Area, AreaKind, Button, ButtonKind, EmptyState, Screen},
    minutes,
    route::{Route, Router},
    store::Store,
    strings::words,
};

/// Where she is, since when, and the note as far as it is written: `id milliseconds`, then the note from the next line on.
const OUT: LocalText = LocalText("naptime.outside");
const MINUTE_MS: i64 = 60_000;
/// A walk that took longer was something else as well.
const WALK_MINUTES_MAX: i64 = 180;

pub fn outside(id: TryOutId) -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let found = Memo::new(move |_| find(store, course, &id));
    move || match found.get() {
        Part::Here(found) => view! { <Going found /> }.into_any(),
        Part::Missing if course.index().here().is_some() => missing(),
        part => view! { <Screen title=words().outside.title.to_owned()>{not_here(course, &part)}</Screen> }.into_any(),
    }
}

/// A try-out and its challenge.
type Found = (ChallengeId, TryOut);

fn find(store: Store, course: Course, id: &TryOutId) -> Part<Found> {
    let Some((_, challenge)) = course.current(store) else { return course.index().and_then(|_| Part::Missing) };
    course.challenge(&challenge).and_then(|whole| {
        let found = whole.try_outs.iter().find(|try_out| try_out.id.as_str() == id.as_str());
        let found = found.and_then(|try_out| Some((course::challenge_id(&whole.id)?, try_out.clone())));
        found.map_or(Part::Missing, |found| Part::Here(found.into()))
    })
}

fn missing() -> AnyView {
    let words = words().outside;
    view! {
        <Screen title=words.title.to_owned()>
            <EmptyState text=words.missing action=crate::ui::strings::words().app.to_today href=Route::Today.path() />
        </Screen>
    }
    .into_any()
}

#[component]
fn Going(found: std::sync::Arc<Found>) -> impl IntoView {
    let words = words().outside;
    let store = expect_context::<Store>();
    let (challenge, try_out) = (*found).clone();
    let id: Option<TryOutId> = try_out.id.as_str().parse().ok();
    let (since, note) = match id.as_ref().and_then(out_for) {
        Some((since, note)) => (Some(since), note),
        None => (None, String::new()),
    };
    let (since, note) = (RwSignal::new(since), RwSignal::new(note));
    let (kept_id, going) = (id.clone(), move |()| since.set(Some(clock::now())));
    Effect::new(move || {
        if let (Some(id), Some(since)) = (&kept_id, since.get()) {
            remember(id, since, &note.read());
        }
    });
    let balance = move || store.profile().map(|profile| progress::balance(&profile)).and_then(balance);
    view! {
        <Screen title=try_out.title.clone()>
            <p class="lead under-title">{words.about(try_out.minutes)}</p>
            <section class="card" data-tone="accent"><p>{try_out.prompt.clone()}</p></section>
            {move || match (since.get(), challenge.clone(), id.clone()) {
                (Some(since), challenge, Some(try_out)) => view! { <Back challenge try_out since note /> }.into_any(),
                _ => view! {
                    <p class="muted">{words.lead}</p>
                    {balance}
                    <Action>
                        <Button kind=ButtonKind::Primary label=words.go.to_owned() on_press=going />
                    </Action>
                }
                .into_any(),
            }}
        </Screen>
    }
    .into_any()
}

/// She is out, or back: the note is there all the while.
#[component]
fn Back(challenge: ChallengeId, try_out: TryOutId, since: Timestamp, note: RwSignal<String>) -> impl IntoView {
    let (words, attempt) = (words().outside, Attempt::new());
    let (router, dispatch) = (expect_context::<Router>(), expect_context::<Dispatch>());
    let back = move |()| {
        let (challenge, try_out, note) = (challenge.clone(), try_out.clone(), note.get_untracked().trim().to_owned());
        attempt.run(Command::Record(Deed::TriedOut { challenge, try_out, note }), move |_| {
            let minutes = (clock::now().0 - since.0) / MINUTE_MS;
            minutes::spend(dispatch, Side::Outside, minutes.clamp(1, WALK_MINUTES_MAX).try_into().unwrap_or(1));
            // What stays behind is overwritten by the next one.
            OUT.remove().ok();
            router.go(Route::Today);
        });
    };
    view! {
        <p class="muted">{words.since(&page::day_and_time(since))}</p>
        <Area
            id="note"
            kind=AreaKind::Remark
            label=words.note
            hint=words.note_hint
            value=note
            error=Signal::derive(move || attempt.words())
        />
        <Action>
            <Button
                kind=ButtonKind::Primary
                label=words.back.to_owned()
                on_press=back
                is_busy=attempt.is_running()
            />
        </Action>
    }
    .into_any()
}

/// For her alone, and only once there is something to tell.
fn balance(balance: Balance) -> Option<AnyView> {
    let words = words().outside;
    let lean = if balance.is_tipped() { words.tipped } else { words.even };
    let text = words.balance(balance.inside, balance.outside);
    let line = view! { <p class="small muted">{text}" "{lean}" "{words.private}</p> };
    (balance != Balance::default()).then(|| line.into_any())
}

fn out_for(id: &TryOutId) -> Option<(Timestamp, String)> {
    let kept = OUT.get()?;
    let (head, note) = kept.split_once('\n')?;
    let (kept_id, since) = head.split_once(' ')?;
    (kept_id == id.as_str()).then_some((Timestamp(since.parse().ok()?), note.to_owned()))
}

/// The note is as long as its box lets it be.
fn remember(id: &TryOutId, since: Timestamp, note: &str) {
    // Without localStorage she only has to keep the app open.
    OUT.set(&[id.as_str(), " ", &since.0.to_string(), "\n", note].concat()).ok();
}
