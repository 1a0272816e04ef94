//! The one thing to do with a challenge: take it, go on with it, or open what she writes for it.

use naptime::progress;
use naptime_domain::{
    command::{ChallengeTurn, Deed},
    id::ChallengeId,
    view::ChallengeState,
};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    dispatch::Attempt,
    kit::{Action, Button, ButtonKind, ErrorText, LinkButton, Toast},
    route::{Route, Router},
    strings::words,
};

/// What the button does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Next {
    /// She has not taken it; perhaps in place of another that is underway.
    Take { instead_of: Option<ChallengeId> },
    /// It rests, or another is in front of it.
    GoOn,
    /// It is the one she works on, or she is through.
    Write,
}

fn next(shown: Shown) -> Next {
    let profile = shown.store.profile();
    let current = profile.as_ref().and_then(progress::current);
    match (shown.progress.get(), current) {
        (None, current) => Next::Take {
            instead_of: current
                .filter(|current| current.state == ChallengeState::Underway)
                .map(|current| current.challenge.clone()),
        },
        (Some(own), Some(current)) if own.challenge == current.challenge && is_open(&own.state) => Next::Write,
        _ => Next::GoOn,
    }
}

fn is_open(state: &ChallengeState) -> bool {
    matches!(state, ChallengeState::Underway | ChallengeState::Finished)
}

/// Takes the challenge on, by a turn if she was at it or at another: as the newest edition, unless she has one.
fn taking(shown: Shown, turned: Option<Deed>) -> Option<Command> {
    let (challenge, newest) = (shown.id()?, shown.newest());
    Some(match turned {
        None => Command::StartChallenge { challenge, edition: newest },
        Some(turned) => shown.turned(turned, newest.filter(|_| shown.edition().is_none())),
    })
}

/// What becomes of another one she is at, when she takes this. Does not track.
fn becomes_of_others(shown: Shown, is_going_on: bool, is_turned: bool) -> Option<&'static str> {
    let (words, profile) = (words().challenge, shown.store.profile_now()?);
    let is_beside = progress::underway(&profile).any(|other| Some(other) != shown.id().as_ref());
    let said = if is_turned && !is_going_on { words.swap_done } else { words.beside };
    is_beside.then_some(said)
}

#[component]
pub fn ChallengeAction(shown: Shown) -> impl IntoView {
    let (router, attempt) = (expect_context::<Router>(), Attempt::new());
    let (next, toast) = (Memo::new(move |_| next(shown)), expect_context::<Toast>());
    let take = Callback::new(move |turned: Option<Deed>| {
        if let Some(command) = taking(shown, turned.clone()) {
            let said = becomes_of_others(shown, next.with_untracked(|next| *next == Next::GoOn), turned.is_some());
            attempt.run(command, move |_| {
                router.go(Route::Work);
                if let Some(said) = said {
                    toast.say(said);
                }
            });
        }
    });
    view! {
        <Action>
            <ErrorText text=Signal::derive(move || attempt.words()) />
            {move || shown.id().map(|id| buttons(next.get(), id, attempt, take))}
        </Action>
    }
}

fn buttons(next: Next, challenge: ChallengeId, attempt: Attempt, take: Callback<Option<Deed>>) -> AnyView {
    let words = words().challenge;
    let press = |label: &'static str, kind, turned: Option<Deed>| {
        let press = move |()| take.run(turned.clone());
        view! { <Button kind=kind label=label.to_owned() on_press=press is_busy=attempt.is_running() /> }
    };
    match next {
        Next::Write => {
            view! { <LinkButton kind=ButtonKind::Primary href=Route::Work.path() label=words.write /> }.into_any()
        }
        Next::GoOn => {
            let turn = Deed::Turned { challenge, turn: ChallengeTurn::Resumed };
            press(words.go_on, ButtonKind::Primary, Some(turn)).into_any()
        }
        Next::Take { instead_of } => {
            let swap = instead_of.map(|current| {
                let turn = ChallengeTurn::SwappedFor(challenge);
                press(words.swap, ButtonKind::Quiet, Some(Deed::Turned { challenge: current, turn }))
            });
            view! {
                {press(words.start, ButtonKind::Primary, None)}
                {swap}
            }
            .into_any()
        }
    }
}
