//! What she saw outside, where she reads it again: on the try-out's own page, and beside the work it was for.

use naptime::{platform::page, progress};
use naptime_domain::{
    id::{ChallengeId, TryOutId},
    view::TriedOut,
};
use naptime_view::prelude::*;

use crate::ui::{course::Course, store::Store, strings::words};

/// What she brought back from one try-out, the latest first. Tracks.
pub fn times(store: Store, challenge: &ChallengeId, try_out: &TryOutId) -> Vec<TriedOut> {
    let profile = store.profile();
    let all = profile.iter().flat_map(|profile| progress::seen(profile, challenge.as_str()));
    let mut times: Vec<_> = all.filter(|seen| seen.try_out == *try_out).cloned().collect();
    times.reverse();
    times
}

/// When she was there, each time with her words.
pub fn list(times: &[TriedOut]) -> AnyView {
    let cards: Vec<_> = times.iter().map(|seen| card(seen, None)).collect();
    view! { <ul class="stack" data-gap="small">{cards}</ul> }.into_any()
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
    let cards: Vec<_> = noted.map(|seen| card(seen, title(&seen.try_out))).collect();
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

fn card(seen: &TriedOut, title: Option<String>) -> AnyView {
    let when = words().outside.done(&page::day_and_time(seen.at));
    let note = (!seen.note.is_empty()).then(|| view! { <p class="plain-text">{seen.note.clone()}</p> });
    let lang = expect_context::<Course>().language();
    let title = title.map(|title| view! { <strong lang=lang>{title}</strong> });
    view! { <li class="card">{title}{note}<p class="small muted">{when}</p></li> }.into_any()
}
