//! What she saw outside, where she reads it again: on the try-out's own page, and beside the work it was for.

use naptime::{platform::page, progress};
use naptime_domain::{
    id::{ChallengeId, TryOutId},
    view::TriedOut,
};
use naptime_replica::command::Command;
use naptime_view::prelude::*;

use crate::ui::{
    course::Course,
    dispatch::Attempt,
    kit::{Button, ButtonKind, ErrorText},
    place,
    store::Store,
    strings::words,
};

/// Every time she noted for one try-out, those she put back, too; the latest first. Tracks.
pub fn times(store: Store, challenge: &ChallengeId, try_out: &TryOutId) -> Vec<TriedOut> {
    let profile = store.profile();
    let progress = profile.as_ref().and_then(|profile| progress::of(profile, challenge.as_str()));
    let all = progress.into_iter().flat_map(|progress| &progress.tried_out);
    let mut times: Vec<_> = all.filter(|seen| seen.try_out == *try_out).cloned().collect();
    times.reverse();
    times
}

/// When she was there, each time with her words and a way to say that she was not.
pub fn list(times: &[TriedOut], attempt: Attempt) -> AnyView {
    let cards: Vec<_> = times.iter().map(|seen| card(seen, None, put_back(seen, attempt))).collect();
    view! {
        <ul class="stack" data-gap="small">{cards}</ul>
        <ErrorText text=Signal::derive(move || attempt.words()) />
    }
    .into_any()
}

fn put_back(seen: &TriedOut, attempt: Attempt) -> AnyView {
    let (words, event, to) = (words().outside, seen.event, !seen.is_struck);
    let try_out = seen.try_out.clone();
    let press = move |()| {
        if to {
            place::did_not_go(&try_out);
        }
        attempt.run_beside(Command::Strike { event, is_struck: to }, |_| {});
    };
    let label = if seen.is_struck { words.unstrike } else { words.did_not_go };
    view! {
        {seen.is_struck.then(|| view! { <p class="small">{words.struck}</p> })}
        <div class="button-row">
            <Button kind=ButtonKind::Quiet label=label.to_owned() on_press=press />
        </div>
    }
    .into_any()
}

/// All that she wrote down outside for a challenge, on the list of what her work on it rests on. Tracks.
pub fn section(store: Store, course: Course, challenge: &ChallengeId) -> Option<AnyView> {
    let (profile, id) = (store.profile()?, challenge.as_str().parse().ok()?);
    let whole = course.challenge(&id);
    let title = |id: &TryOutId| {
        let mut all = whole.here()?.try_outs.iter();
        all.find(|try_out| try_out.id.as_str() == id.as_str()).map(|try_out| try_out.title.clone())
    };
    let noted = progress::seen(&profile, challenge.as_str()).filter(|seen| !seen.note.is_empty());
    let cards: Vec<_> = noted.map(|seen| card(seen, title(&seen.try_out), ().into_any())).collect();
    let section = |cards: Vec<AnyView>| {
        view! {
            <section class="stack" data-gap="small">
                <h2>{words().outside.seen}</h2>
                <ul class="stack" data-gap="small">{cards}</ul>
            </section>
        }
        .into_any()
    };
    (!cards.is_empty()).then(|| section(cards))
}

fn card(seen: &TriedOut, title: Option<String>, below: AnyView) -> AnyView {
    let when = words().outside.done(&page::day_and_time(seen.at));
    let note = (!seen.note.is_empty()).then(|| view! { <p class="plain-text">{seen.note.clone()}</p> });
    let lang = expect_context::<Course>().language();
    let title = title.map(|title| view! { <strong lang=lang>{title}</strong> });
    view! { <li class="card">{title}{note}<p class="small muted">{when}</p>{below}</li> }.into_any()
}
