//! Groups: the list of hers, and one with its members, invitation, charter and shared work.

mod invite;
mod make;

use naptime_domain::id::SpaceId;
use naptime_replica::{
    command::{Command, TextTarget},
    view::{GroupView, JointSummary, MemberView},
};
use naptime_view::prelude::*;

use self::{invite::Invite, make::MakeGroup};
use super::{join::JoinForm, today::work_row, work::title_of};
use crate::ui::{
    dispatch::Attempt,
    kit::{Action, Button, ButtonKind, EmptyState, Field, Fold, LinkButton, Notice, RowLink, Screen},
    route::{Route, Router},
    store::{Store, is_lonely},
    strings::words,
    text_box::{BoxSize, TextBox},
};

/// All groups, and the ways to another.
pub fn groups() -> impl IntoView {
    let (store, router) = (expect_context::<Store>(), expect_context::<Router>());
    let words = words().group;
    let list = move || {
        let rows = store.groups().with(|groups| groups.iter().map(row).collect::<Vec<_>>());
        match rows.is_empty() {
            true => view! { <p class="lead">{words.none}" "{words.lead}</p> }.into_any(),
            false => view! { <ul class="rows">{rows}</ul> }.into_any(),
        }
    };
    let to_group = Callback::new(move |group: SpaceId| router.go(Route::Group(group)));
    view! {
        <Screen title=words.title.to_owned()>
            {list}
            <section class="card">
                <h2>{words.make_title}</h2>
                <MakeGroup then=to_group />
            </section>
            <section class="card">
                <h2>{words.join_title}</h2>
                <JoinForm link="" then=to_group />
            </section>
        </Screen>
    }
}

/// A row for a group, on every list that has them.
pub fn row(group: &GroupView) -> AnyView {
    let people = u32::try_from(group.members.len()).unwrap_or(u32::MAX);
    let detail = words().group.people(people);
    view! { <li><RowLink href=Route::Group(group.id).path() name=name_of(group).to_owned() detail=detail /></li> }
        .into_any()
}

/// What a group is called: the first of its names.
pub fn name_of(group: &GroupView) -> &str {
    group.names.first().map_or(words().group.title, String::as_str)
}

/// One group.
pub fn group(id: SpaceId) -> impl IntoView {
    let store = expect_context::<Store>();
    let found = Memo::new(move |_| store.groups().with(|groups| groups.iter().find(|group| group.id == id).cloned()));
    let is_here = Memo::new(move |_| found.read().is_some());
    move || match is_here.get() {
        true => view! { <OneGroup id found /> }.into_any(),
        false => missing(),
    }
}

fn missing() -> AnyView {
    let words = words().group;
    view! {
        <Screen title=words.title.to_owned()>
            <EmptyState text=words.missing action=words.to_groups href=Route::Groups.path() />
        </Screen>
    }
    .into_any()
}

#[component]
fn OneGroup(id: SpaceId, found: Memo<Option<GroupView>>) -> impl IntoView {
    let words = words().group;
    let name = Memo::new(move |_| found.get().map(|group| name_of(&group).to_owned()).unwrap_or_default());
    let is_joining = Memo::new(move |_| found.get().is_some_and(|group| group.joining));
    // Whoever has company came to see them; it stays where it is while she looks at it.
    let comes_first = found.with_untracked(|group| group.as_ref().is_some_and(is_lonely));
    view! {
        <Screen title=name>
            {move || is_joining.get().then(|| view! { <Notice text=words.joining /> })}
            {comes_first.then(|| view! { <Invite id found /> })}
            {move || members(&found.get()?)}
            {move || shared(&found.get()?)}
            {(!comes_first).then(|| view! { <Invite id found /> })}
            <TextBox
                target=TextTarget::Charter { group: id }
                label=words.charter
                hint=words.charter_hint
                size=BoxSize::Paragraph
            />
            <Rename id name found />
            <ToTheBrief />
        </Screen>
    }
}

fn members(group: &GroupView) -> Option<AnyView> {
    let rows: Vec<_> = group.members.iter().map(member).collect();
    let section = view! {
        <section class="stack" data-gap="small">
            <h2>{words().group.members}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    };
    Some(section.into_any())
}

fn member(member: &MemberView) -> AnyView {
    let words = words().group;
    let name = member.name.clone().unwrap_or_else(|| words.unnamed.to_owned());
    let facts = [member.is_me.then_some(words.you), member.is_facilitator.then_some(words.facilitator)];
    let facts: Vec<&str> = facts.into_iter().flatten().collect();
    let facts = facts.join(", ");
    view! {
        <li class="row">
            <span class="row-words">
                <span class="row-name">{name}</span>
                {(!facts.is_empty()).then(|| view! { <small>{facts}</small> })}
            </span>
        </li>
    }
    .into_any()
}

fn shared(group: &GroupView) -> Option<AnyView> {
    let words = words().group;
    let together = group.joint.iter().map(together_row);
    let rows: Vec<_> = together.chain(group.submissions.iter().map(work_row)).collect();
    let list = match rows.is_empty() {
        true => view! { <p class="muted">{words.shared_none}</p> }.into_any(),
        false => view! { <ul class="rows">{rows}</ul> }.into_any(),
    };
    let section = view! {
        <section class="stack" data-gap="small">
            <h2>{words.shared}</h2>
            {list}
        </section>
    };
    Some(section.into_any())
}

/// What is written together is read, and joined, where the challenge is.
fn together_row(joint: &JointSummary) -> AnyView {
    let (title, words) = (title_of(&joint.challenge), words().group);
    let detail = if joint.is_hers { words.together } else { words.together_without_you };
    let href = Route::OneChallenge(joint.challenge.clone()).path();
    let name = move || title().unwrap_or_default();
    view! { <li>{move || view! { <RowLink href=href.clone() name=name() detail=detail /> }}</li> }.into_any()
}

/// Whoever joins is led to the challenge, until she has taken one.
#[component]
fn ToTheBrief() -> impl IntoView {
    let store = expect_context::<Store>();
    let has_taken = Memo::new(move |_| store.profile().is_some_and(|profile| !profile.challenges.is_empty()));
    let link = || view! { <LinkButton kind=ButtonKind::Primary href=Route::Challenge.path() label=words().group.to_challenge /> };
    move || (!has_taken.get()).then(|| view! { <Action>{link()}</Action> })
}

/// Another name; names set while apart are all shown.
#[component]
fn Rename(id: SpaceId, name: Memo<String>, found: Memo<Option<GroupView>>) -> impl IntoView {
    let (words, attempt) = (words().group, Attempt::new());
    let value = RwSignal::new(name.get_untracked());
    let others = move || {
        let names = found.get().map(|group| group.names).unwrap_or_default();
        let others = names.into_iter().skip(1).collect::<Vec<_>>().join(", ");
        (!others.is_empty()).then(|| view! { <p class="muted">{words.other_names}" "{others}</p> })
    };
    let submitted = move |event: naptime_view::ev::SubmitEvent| {
        event.prevent_default();
        let name = value.get_untracked().trim().to_owned();
        attempt.run(Command::RenameGroup { group: id, name }, |_| {});
    };
    view! {
        <Fold head=words.rename.into_any()>
            <form class="stack" on:submit=submitted>
                {others}
                <Field
                    id="rename"
                    label=words.name_label
                    hint=words.name_hint
                    value
                    error=Signal::derive(move || attempt.words())
                />
                <Button label=words.rename_save.to_owned() is_busy=attempt.is_running() />
            </form>
        </Fold>
    }
}
