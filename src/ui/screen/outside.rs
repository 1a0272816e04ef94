//! Outside: something to go and look at, remembered while she is out, and a note when she is back.

mod seen;

use naptime::{
    platform::{clock, local::LocalText, page},
    progress,
};
use naptime_course::model::TryOut;
use naptime_domain::{
    command::{Deed, Side},
    id::{ChallengeId, TryOutId},
    planner::{Balance, Lean},
    time::Timestamp,
};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

pub use self::seen::section as seen_section;
use super::challenge::not_here;
use crate::ui::{
    after_render,
    course::{self, Course, Part},
    dispatch::{Attempt, Dispatch},
    forms,
    kit::{Action, Area, AreaKind, Button, ButtonKind, EmptyState, LinkButton, Screen, Toast},
    minutes, place,
    route::Route,
    store::Store,
    strings::words,
};

/// Where she is out, and since when: a line for each, `id milliseconds`. The note is a form.
const OUT: LocalText = LocalText("naptime.outside");
const MINUTE_MS: i64 = 60_000;
/// A walk that took longer was something else as well.
const WALK_MINUTES_MAX: i64 = 180;

pub fn outside(id: TryOutId) -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let which = id.clone();
    let found = Memo::new(move |_| find(store, course, &id));
    move || match found.get() {
        Part::Here(found) => view! { <Going id=which.clone() found /> }.into_any(),
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
fn Going(id: TryOutId, found: std::sync::Arc<Found>) -> impl IntoView {
    let (store, lang) = (expect_context::<Store>(), expect_context::<Course>().language());
    let (challenge, try_out) = (*found).clone();
    let out = RwSignal::new(out_since(&id));
    let (of, which) = (challenge.clone(), id.clone());
    let times = Memo::new(move |_| seen::times(store, &of, &which));
    let has_been = Memo::new(move |_| times.read().iter().any(|seen| !seen.is_struck));
    let striking = Attempt::new();
    view! {
        <Screen title=try_out.title.clone() lang=lang.clone()>
            <p class="lead under-title">{words().outside.about(try_out.minutes)}</p>
            <section class="card" data-tone="accent"><p lang=lang>{try_out.prompt.clone()}</p></section>
            {move || (!times.read().is_empty()).then(|| seen::list(&times.read(), striking))}
            {move || match out.get() {
                Some(since) => view! { <Back challenge=challenge.clone() try_out=id.clone() since out /> }.into_any(),
                None => inside(store, &id, has_been.get(), out),
            }}
        </Screen>
    }
    .into_any()
}

/// She is not out: she can go, and go again.
fn inside(store: Store, id: &TryOutId, has_been: bool, out: RwSignal<Option<Timestamp>>) -> AnyView {
    let (words, id) = (words().outside, id.clone());
    let go = move |()| {
        let now = clock::now();
        note_down(&id, Some(now));
        out.set(Some(now));
    };
    let balance = move || store.profile().map(|profile| progress::balance(&profile)).and_then(balance);
    let action = match has_been {
        false => view! { <Button kind=ButtonKind::Primary label=words.go.to_owned() on_press=go /> }.into_any(),
        true => view! {
            <LinkButton kind=ButtonKind::Primary href=Route::Today.path() label=crate::ui::strings::words().app.to_today />
            <Button kind=ButtonKind::Quiet label=words.go_again.to_owned() on_press=go />
        }
        .into_any(),
    };
    view! {
        {(!has_been).then(|| view! { <p class="muted">{words.lead}</p> })}
        {balance}
        <Action>{action}</Action>
    }
    .into_any()
}

/// She is out, or back: the note is there all the while.
#[component]
fn Back(
    challenge: ChallengeId,
    try_out: TryOutId,
    since: Timestamp,
    out: RwSignal<Option<Timestamp>>,
) -> impl IntoView {
    let (words, attempt) = (words().outside, Attempt::new());
    let (toast, dispatch) = (expect_context::<Toast>(), expect_context::<Dispatch>());
    place::went_out(&try_out);
    let key = ["outside-", try_out.as_str()].concat();
    let written = RwSignal::new(forms::find::<1>(&key).map(|[note]| note).unwrap_or_default());
    let kept = key.clone();
    Effect::new(move || match written.get() {
        note if note.is_empty() => forms::forget(&kept),
        note => forms::keep(&kept, &[note]),
    });
    let which = try_out.clone();
    let did_not_go = move |()| {
        // She has said the other already.
        if attempt.is_running().get_untracked() {
            return;
        }
        note_down(&which, None);
        place::did_not_go(&which);
        // What she wrote stays with the try-out, for when she goes.
        let has_words = written.with_untracked(|note| !note.trim().is_empty());
        toast.say(if has_words { words.put_back_words } else { words.put_back });
        out.set(None);
        after_render(|| page::focus_on("h1"));
    };
    let back = move |()| {
        let (key, sent, gone) = (key.clone(), written.get_untracked(), try_out.clone());
        let (challenge, try_out, note) = (challenge.clone(), try_out.clone(), sent.trim().to_owned());
        attempt.run_through(Command::Record(Deed::TriedOut { challenge, try_out, note }), move |_| {
            let minutes = (clock::now().0 - since.0) / MINUTE_MS;
            minutes::spend(dispatch, Side::Outside, minutes.clamp(1, WALK_MINUTES_MAX).try_into().unwrap_or(1));
            note_down(&gone, None);
            forms::forget_sent(&key, std::slice::from_ref(&sent));
            // She may have gone on, or gone on writing.
            if written.try_get_untracked() == Some(sent) {
                out.set(None);
                toast.say(words.kept);
            }
        });
    };
    view! {
        <p class="muted">{words.since(&page::day_and_time(since))}</p>
        <Area
            id="note"
            kind=AreaKind::Remark
            label=words.note
            hint=words.note_hint
            value=written
            error=Signal::derive(move || attempt.words())
        />
        <div class="button-row">
            <Button kind=ButtonKind::Quiet label=words.did_not_go.to_owned() on_press=did_not_go />
        </div>
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
    let lean = match balance.lean() {
        Lean::NothingOutside => words.nothing,
        Lean::LittleOutside => words.little,
        Lean::Tipped => words.tipped,
        Lean::Even => words.even,
    };
    let text = words.balance(balance.inside, balance.outside);
    let line = view! { <p class="small muted">{text}" "{lean}" "{words.private}</p> };
    (balance != Balance::default()).then(|| line.into_any())
}

fn out_since(id: &TryOutId) -> Option<Timestamp> {
    let out = OUT.get()?;
    let since = out.lines().find_map(|line| line.strip_prefix(id.as_str())?.strip_prefix(' '))?;
    Some(Timestamp(since.parse().ok()?))
}

/// She goes out, or is back.
fn note_down(id: &TryOutId, since: Option<Timestamp>) {
    let out = OUT.get().unwrap_or_default();
    let is_other = |line: &&str| line.split(' ').next() != Some(id.as_str());
    let this = since.map(|since| [id.as_str(), " ", &since.0.to_string()].concat());
    let lines: Vec<&str> = out.lines().filter(is_other).chain(this.as_deref()).collect();
    // Without localStorage she only has to keep the app open.
    OUT.set(&lines.join("\n")).ok();
}
