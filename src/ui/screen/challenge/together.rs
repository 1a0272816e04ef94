//! Doing a challenge together with a group, or alone again: what that means for her words is said, and asked, first.

use naptime_domain::{
    command::{Deed, Whose},
    id::{ChallengeId, SpaceId},
};
use naptime_replica::{
    command::{Command, WorkDeed, WorkId},
    view::{GroupView, Topic},
};
use naptime_view::prelude::*;

use super::Shown;
use crate::ui::{
    dispatch::{Attempt, Dispatch},
    kit::{Button, ButtonKind, ErrorText},
    screen::group::name_of,
    store::{Known, Store},
    strings::words,
};

/// The choice between her own work and a group's, and what is asked before it is made.
#[derive(Clone, Copy)]
struct Choosing {
    store: Store,
    attempt: Attempt,
    challenge: StoredValue<ChallengeId>,
    /// The group she has tapped, until it is known whether she has words to bring.
    wanted: RwSignal<Option<SpaceId>>,
    /// The group in question.
    asked: RwSignal<Option<SpaceId>>,
}

/// Only for who is in a group.
pub fn together(shown: Shown) -> Option<AnyView> {
    let WorkId { challenge, whose } = shown.work()?;
    let (store, dispatch) = (shown.store, expect_context::<Dispatch>());
    dispatch.watch(store, Topic::Work(WorkId::hers(challenge.clone())));
    let choosing = Choosing {
        store,
        attempt: Attempt::new(),
        challenge: StoredValue::new(challenge),
        wanted: RwSignal::new(None),
        asked: RwSignal::new(None),
    };
    Effect::new(move |_| choosing.settle());
    let body = move || match whose {
        Whose::Hers => choosing.alone(),
        Whose::Ours(group) => Some(choosing.jointly(group)),
    };
    Some(body.into_any())
}

impl Choosing {
    /// What she sees who works alone.
    fn alone(self) -> Option<AnyView> {
        let words = words().together;
        let groups = self.store.groups().get();
        let buttons = move || match self.asked.get() {
            Some(group) => self.ask_to_copy_in(group),
            None => groups.iter().map(|group| self.begin(group)).collect::<Vec<_>>().into_any(),
        };
        let card = view! {
            <section class="card">
                <h2>{words.title}</h2>
                <p class="small muted">{words.lead}</p>
                {buttons}
                <ErrorText text=Signal::derive(move || self.attempt.words()) />
            </section>
        };
        self.store.groups().with(|groups| !groups.is_empty()).then(|| card.into_any())
    }

    fn begin(self, group: &GroupView) -> AnyView {
        let id = group.id;
        let label = words().together.begin(name_of(group));
        let press = move |()| self.wanted.set(Some(id));
        let is_running = self.attempt.is_running();
        let is_busy = Signal::derive(move || is_running.get() || self.wanted.get() == Some(id));
        view! { <Button label=label on_press=press is_busy /> }.into_any()
    }

    /// Goes on with the group she tapped as soon as it is known whether she has words of her own: a tap can be quicker
    /// than the engine's first answer.
    fn settle(self) {
        let Some(group) = self.wanted.get() else { return };
        let Some(has_words) = self.has_words() else { return };
        self.wanted.set(None);
        match has_words {
            true => self.asked.set(Some(group)),
            false => self.choose(Whose::Ours(group)),
        }
    }

    fn ask_to_copy_in(self, group: SpaceId) -> AnyView {
        let (words, ours) = (words().together, Whose::Ours(group));
        view! {
            <p>{words.has_words}</p>
            <Button label=words.copy_in.to_owned() on_press=move |()| self.copy(Whose::Hers, ours) />
            <Button label=words.keep_back.to_owned() on_press=move |()| self.choose(ours) />
            <Button kind=ButtonKind::Quiet label=words.not_now.to_owned() on_press=move |()| self.asked.set(None) />
        }
        .into_any()
    }

    /// What she sees who works with a group.
    fn jointly(self, group: SpaceId) -> AnyView {
        let words = words().together;
        let name = move || {
            let named = |all: &Vec<GroupView>| all.iter().find(|it| it.id == group).map(|it| name_of(it).to_owned());
            words.underway(&self.store.groups().with(named).unwrap_or_else(|| words.a_group.to_owned()))
        };
        let buttons = move || {
            match self.asked.get() {
            Some(_) => view! {
                <p>{words.alone_lead}</p>
                <Button label=words.with_copy.to_owned() on_press=move |()| self.copy(Whose::Ours(group), Whose::Hers) />
                <Button label=words.without_copy.to_owned() on_press=move |()| self.choose(Whose::Hers) />
                <Button kind=ButtonKind::Quiet label=words.stay.to_owned() on_press=move |()| self.asked.set(None) />
            }
            .into_any(),
            None => view! {
                <Button label=words.alone.to_owned() on_press=move |()| self.asked.set(Some(group)) />
            }
            .into_any(),
        }
        };
        view! {
            <section class="card">
                <h2>{words.title}</h2>
                <p>{name}</p>
                <p class="small muted">{words.lead}</p>
                {buttons}
                <ErrorText text=Signal::derive(move || self.attempt.words()) />
            </section>
        }
        .into_any()
    }

    /// Whether she has written something alone, once the engine has said.
    fn has_words(self) -> Option<bool> {
        match self.store.work(&WorkId::hers(self.challenge.get_value())) {
            Known::Asking => None,
            Known::Missing => Some(false),
            Known::Here(work) => Some(!work.draft.trim().is_empty()),
        }
    }

    fn choose(self, whose: Whose) {
        let challenge = self.challenge.get_value();
        self.attempt.run(Command::Record(Deed::Chose { challenge, whose }), |_| {});
    }

    /// Copies the words of one work into another, and goes on with that.
    fn copy(self, from: Whose, whose: Whose) {
        let challenge = self.challenge.get_value();
        let copy =
            Command::Work { work: WorkId { challenge: challenge.clone(), whose }, deed: WorkDeed::CopyFrom(from) };
        let attempt = self.attempt;
        attempt.run_through(copy, move |_| attempt.run(Command::Record(Deed::Chose { challenge, whose }), |_| {}));
    }
}
