//! Sharing a draft: which group, under which title, and exactly what they will see.

use naptime_domain::{command::Whose, id::SpaceId};
use naptime_replica::{
    command::{Command, Reply, TextTarget, WorkId},
    view::{Topic, WorkView},
};
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::work::{current_challenge, not_started, work_on};
use crate::ui::{
    blocks::HeadingLevel,
    dispatch::{Attempt, Dispatch},
    kit::{Action, Button, ButtonKind, Choice, ChoiceGroup, EmptyState, ErrorText, Field, Screen},
    route::{Route, Router},
    store::{Known, Store},
    strings::words,
    text_box::{BoxSize, TextBox},
    written::reading,
};

pub fn share() -> impl IntoView {
    let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
    let current = current_challenge();
    view! {
        <Screen title=words().share.title.to_owned()>
            {move || match current.get() {
                None => not_started(),
                Some(challenge) => {
                    let id = work_on(challenge);
                    dispatch.watch(store, Topic::Work(id.clone()));
                    of_work(store, id)
                }
            }}
        </Screen>
    }
}

/// Whether there is something to share, and somebody to share it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readiness {
    Asking,
    NotStarted,
    NothingWritten,
    NoGroup,
    Ready,
}

fn of_work(store: Store, id: WorkId) -> AnyView {
    let watched = id.clone();
    let work = Memo::new(move |_| store.work(&watched));
    // What arrives while she fills in the form must not empty it.
    let readiness = Memo::new(move |_| match work.get() {
        Known::Asking => Readiness::Asking,
        Known::Missing => Readiness::NotStarted,
        Known::Here(work) if work.draft.trim().is_empty() => Readiness::NothingWritten,
        Known::Here(_) if store.groups().with(Vec::is_empty) => Readiness::NoGroup,
        Known::Here(_) => Readiness::Ready,
    });
    let words = words().share;
    (move || match readiness.get() {
        Readiness::Asking => ().into_any(),
        Readiness::NotStarted => not_started(),
        Readiness::NothingWritten => {
            view! { <EmptyState text=words.nothing action=words.to_work href=Route::Work.path() /> }.into_any()
        }
        Readiness::NoGroup => {
            view! { <EmptyState text=words.no_group action=words.find_group href=Route::Groups.path() /> }.into_any()
        }
        Readiness::Ready => view! { <ShareForm store id=id.clone() work /> }.into_any(),
    })
    .into_any()
}

#[component]
fn ShareForm(store: Store, id: WorkId, work: Memo<Known<WorkView>>) -> impl IntoView {
    let words = words().share;
    let (whose, mut groups) = (id.whose, store.groups().get_untracked());
    // A group's own work is for its own eyes.
    groups.retain(|group| whose == Whose::Hers || whose == Whose::Ours(group.id));
    let only = (groups.len() == 1).then(|| groups.first().map(|group| group.id.to_string())).flatten();
    let group = RwSignal::new(only.unwrap_or_default());
    let title = RwSignal::new(title_of(work.get_untracked()));
    let (title_missing, group_missing) = (RwSignal::new(None), RwSignal::new(None));
    let (attempt, router) = (Attempt::new(), expect_context::<Router>());
    let asked = id.clone();
    let choices =
        groups.iter().map(|group| Choice::new(&group.id.to_string(), super::group::name_of(group), "")).collect();
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        let title = title.get_untracked().trim().to_owned();
        let chosen = group.get_untracked().parse::<SpaceId>().ok();
        title_missing.set(title.is_empty().then(|| words.title_missing.to_owned()));
        group_missing.set(chosen.is_none().then(|| words.group_missing.to_owned()));
        let Some(group) = chosen.filter(|_| !title.is_empty()) else { return };
        attempt.run(Command::Share { work: id.clone(), group, title }, move |reply| {
            router.replace(match reply {
                Reply::Submission(id) => Route::Submission(id),
                _ => Route::Work,
            });
        });
    };
    view! {
        <form class="form" on:submit=submitted>
            <ChoiceGroup name="group" legend=words.which_group choices chosen=group error=group_missing />
            <Field id="title" label=words.title_label hint=words.title_hint value=title error=title_missing />
            {question(asked)}
            {move || work.get().here().map(|work| preview(&work, whose))}
            <Action>
                <ErrorText text=Signal::derive(move || attempt.words()) />
                <Button kind=ButtonKind::Primary label=words.share.to_owned() is_busy=attempt.is_running() />
            </Action>
        </form>
    }
}

/// The same box as beside the draft: a question is asked best by who is about to share.
pub fn question(work: WorkId) -> AnyView {
    let words = words().work;
    view! {
        <TextBox
            target=TextTarget::WorkFocus { work }
            label=words.focus
            hint=words.focus_hint
            size=BoxSize::Paragraph
        />
    }
    .into_any()
}

/// The work's title, else that of the last version shown.
fn title_of(work: Known<WorkView>) -> String {
    let Some(work) = work.here() else { return String::new() };
    let last = work.submissions.into_iter().next().map(|last| last.title);
    match work.title.trim() {
        "" => last.unwrap_or_default(),
        title => title.to_owned(),
    }
}

fn preview(work: &WorkView, whose: Whose) -> AnyView {
    let words = words().share;
    let kept_back = if whose == Whose::Hers { words.kept_back } else { words.kept_back_ours };
    let focus = (!work.focus.trim().is_empty()).then(|| {
        view! {
            <div>
                <h3>{words.focus}</h3>
                <p class="plain-text">{work.focus.clone()}</p>
            </div>
        }
    });
    view! {
        <section class="stack">
            <h2>{words.exactly}</h2>
            {focus}
            {reading(&work.draft, HeadingLevel::Third)}
            <p class="small muted">{words.frozen}" "{kept_back}</p>
        </section>
    }
    .into_any()
}
