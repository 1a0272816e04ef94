//! Every challenge of the programme, and how far she is in each.

use naptime::progress;
use naptime_course::model::ChallengeSummary;
use naptime_domain::view::ChallengeState;
use naptime_replica::view::ProfileView;
use naptime_view::prelude::*;

use crate::ui::{
    course::{Course, challenge_id},
    kit::RowLink,
    route::Route,
    store::Store,
    strings::words,
};

pub fn all_challenges(store: Store, course: Course) -> AnyView {
    let rows = move || {
        let (index, profile) = (course.index().here()?.clone(), store.profile());
        Some(index.challenges.iter().map(|challenge| row(course, challenge, profile.as_ref())).collect::<Vec<_>>())
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{words().challenge.all}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(course: Course, challenge: &ChallengeSummary, profile: Option<&ProfileView>) -> AnyView {
    let href = challenge_id(&challenge.id).map(|id| Route::OneChallenge(id).path()).unwrap_or_default();
    let state =
        profile.and_then(|profile| progress::of(profile, challenge.id.as_str())).map(|progress| &progress.state);
    let output = challenge.output.as_str();
    let detail = state.map_or_else(|| output.to_owned(), |state| [state_words(state), " · ", output].concat());
    let name = challenge.title.clone();
    let lang = course.language();
    view! { <li><RowLink href=href name=name detail=detail lang /></li> }.into_any()
}

/// Where a challenge stands, in a word.
pub fn state_words(state: &ChallengeState) -> &'static str {
    let words = words().challenge;
    match state {
        ChallengeState::Underway => words.underway,
        ChallengeState::Paused => words.paused,
        ChallengeState::SwappedFor(_) => words.swapped,
        ChallengeState::Finished => words.finished,
    }
}
