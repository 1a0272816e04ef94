//! Resting a challenge, being through with it, and beginning it afresh: rare things, out of the way.

use naptime_domain::{
    command::{ChallengeTurn, Deed},
    view::ChallengeState,
};
use naptime_view::prelude::*;

use super::{Shown, all::state_words};
use crate::ui::{
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText, Fold},
    strings::words,
};

pub fn turn(shown: Shown) -> AnyView {
    let (words, attempt, is_sure) = (words().challenge, Attempt::new(), RwSignal::new(false));
    let run = Callback::new(move |turn| {
        let Some(challenge) = shown.id() else { return };
        let edition = shown.newest().filter(|_| turn == ChallengeTurn::Redone);
        attempt.run(shown.turned(Deed::Turned { challenge, turn }, edition), |_| {});
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
        <span>{words.turn}" "<span class="minutes">{move || state.get().as_ref().map(state_words)}</span></span>
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
