//! The recovery words, offered kindly once there is something to lose.

use naptime_domain::id::ChallengeId;
use naptime_replica::{command::WorkId, view::Topic};
use naptime_view::prelude::*;

use crate::ui::{
    dispatch::Dispatch,
    kit::{Button, ButtonKind, LinkButton, Notice},
    recovery,
    route::Route,
    store::Store,
    strings::words,
};

/// A few sentences: as much as one would not like to write again.
const WORTH_KEEPING_CHARACTERS: usize = 200;

/// Shown after the first words that were shared or that are many, until she has seen her recovery words or declines.
#[component]
pub fn RecoveryOffer(challenge: ChallengeId) -> impl IntoView {
    let hers = WorkId::hers(challenge);
    let (store, is_settled) = (expect_context::<Store>(), RwSignal::new(recovery::is_settled()));
    if !is_settled.get_untracked() {
        expect_context::<Dispatch>().watch(store, Topic::Work(hers.clone()));
    }
    let is_due = Memo::new(move |_| !is_settled.get() && has_much_to_lose(store, &hers));
    let decline = move |()| {
        recovery::settle();
        is_settled.set(true);
    };
    let words = words().today;
    move || {
        is_due.get().then(|| {
            view! {
                <Notice text=words.offer>
                    <LinkButton href=Route::Me.path() label=words.offer_take />
                    <Button kind=ButtonKind::Quiet label=words.offer_decline.to_owned() on_press=decline />
                </Notice>
            }
        })
    }
}

fn has_much_to_lose(store: Store, hers: &WorkId) -> bool {
    let me = store.profile().map(|profile| profile.person);
    let has_shared = store.shared().iter().any(|work| Some(work.author) == me);
    let draft = store.work(hers).here().map(|work| work.draft).unwrap_or_default();
    has_shared || draft.chars().count() >= WORTH_KEEPING_CHARACTERS
}
