//! A photo or file that is there already, in other words: the picture stays, what is said of it changes.

use naptime::evidence::{in_words, words_of};
use naptime_domain::{evidence::Evidence, id::EvidenceId};
use naptime_replica::command::WorkDeed;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::{super::here::Work, blob};
use crate::ui::{
    forms,
    kit::{Action, Area, AreaKind, Button, ButtonKind},
    route::{Router, WorkPlace},
    strings::words,
};

/// What is typed stays, also over a killed tab, until it is kept.
pub fn in_other_words(work: Work, id: EvidenceId, what: Evidence) -> AnyView {
    let (router, words, lacks) = (expect_context::<Router>(), words().evidence, RwSignal::new(None::<String>));
    let (label, hint, shown) = match &what {
        Evidence::Photo { blob, alt } => (words.alt, words.alt_hint, blob::in_small(work, blob, alt)),
        Evidence::File { blob, .. } => {
            (words.inside, "", view! { <p class="plain-text">{blob.name.clone()}</p> }.into_any())
        }
        _ => return ().into_any(),
    };
    let (key, given) = (work.form(WorkPlace::OneEvidence(id)), words_of(&what).unwrap_or_default().to_owned());
    let [said] = forms::find(&key).unwrap_or_else(|| [given.clone()]).map(RwSignal::new);
    let done_key = key.clone();
    Effect::new(move || match said.get() {
        said if said == given => forms::forget(&key),
        said => forms::keep(&key, &[said]),
    });
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let (sent, key) = (said.get_untracked(), done_key.clone());
        let changed = in_words(&what, &sent);
        lacks.set(changed.is_none().then(|| words.alt_missing.to_owned()));
        let Some(what) = changed else { return };
        let list = work.route(WorkPlace::Evidence);
        work.run_through(WorkDeed::EditEvidence { evidence: id, what }, move |_| {
            forms::forget_sent(&key, std::slice::from_ref(&sent));
            // She may have gone on, or gone on writing.
            if said.try_get_untracked() == Some(sent) {
                router.replace(list);
            }
        });
    };
    view! {
        <form class="form" on:submit=submitted>
            {shown}
            <Area id="told" kind=AreaKind::Remark label=label hint=hint value=said error=lacks />
            <Action>
                {work.error()}
                <Button kind=ButtonKind::Primary label=words.keep.to_owned() is_busy=work.attempt.is_running() />
            </Action>
        </form>
    }
    .into_any()
}
