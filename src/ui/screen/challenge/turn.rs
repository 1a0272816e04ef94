//! Resting a challenge, being through with it, and beginning it afresh: rare things, out of the way.

use naptime::platform::page;
use naptime_domain::{
    command::{ChallengeTurn, Deed},
    view::ChallengeState,
};
use naptime_view::prelude::*;

use super::{Shown, all::state_words};
use crate::ui::{
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText, Fold, LinkButton, Notice, Toast},
    route::{Route, Router},
    strings::words,
};

/// What has become of it, where she sees it first.
pub fn at_rest(shown: Shown) -> AnyView {
    let words = words().challenge;
    let state = Memo::new(move |_| shown.progress.get().map(|progress| progress.state));
    let line = move || {
        let text = match state.get()? {
            ChallengeState::Underway => return None,
            ChallengeState::Finished => words.is_finished,
            ChallengeState::Paused => words.is_paused,
            ChallengeState::SwappedFor(_) => words.is_swapped,
        };
        let (label, href) = (crate::ui::strings::words().app.to_today, Route::Today.path());
        Some(view! { <Notice text><LinkButton kind=ButtonKind::Quiet href label /></Notice> })
    };
    view! { <div role="status">{line}</div> }.into_any()
}

pub fn turn(shown: Shown) -> AnyView {
    let (words, attempt, is_sure) = (words().challenge, Attempt::new(), RwSignal::new(false));
    let (router, toast) = (expect_context::<Router>(), expect_context::<Toast>());
    let run = Callback::new(move |turn| {
        let Some(challenge) = shown.id() else { return };
        let (is_afresh, own) = (turn == ChallengeTurn::Redone, Route::OneChallenge(challenge.clone()));
        let edition = shown.newest().filter(|_| is_afresh);
        attempt.run_through(shown.turned(Deed::Turned { challenge, turn }, edition), move |_| {
            // Another may be the one she works on now, in place of this one: what has become of this one is said on its page.
            let is_here = router.route().with_untracked(|route| *route == Route::Challenge || *route == own);
            if is_afresh {
                is_sure.set(false);
                toast.say(words.redone);
            } else if is_here {
                router.replace(own);
            }
            if is_here {
                page::scroll_to(None);
                page::focus_on("h1");
            }
        });
    });
    let state = Memo::new(move |_| shown.progress.get().map(|progress| progress.state));
    let turns = move || {
        (state.get() == Some(ChallengeState::Underway)).then(|| {
            view! {
                <p class="muted">{words.pause_hint}</p>
                <Button label=words.pause.to_owned() on_press=move |()| run.run(ChallengeTurn::Paused) />
                <Button label=words.finish.to_owned() on_press=move |()| run.run(ChallengeTurn::Finished) />
            }
        })
    };
    let afresh = move || match is_sure.get() {
        false => view! {
            <Button label=words.redo.to_owned() on_press=move |()| is_sure.set(true) />
        }
        .into_any(),
        true => view! {
            <p>{words.redo_hint}</p>
            <Button label=words.redo_sure.to_owned() on_press=move |()| run.run(ChallengeTurn::Redone) />
            <Button kind=ButtonKind::Quiet label=words.redo_not.to_owned() on_press=move |()| is_sure.set(false) />
        }
        .into_any(),
    };
    let head = view! {
        <span>{words.turn}" "<span class="beside">{move || state.get().as_ref().map(state_words)}</span></span>
    };
    view! {
        <Fold head>
            {turns}
            {afresh}
            <ErrorText text=Signal::derive(move || attempt.words()) />
        </Fold>
    }
    .into_any()
}
