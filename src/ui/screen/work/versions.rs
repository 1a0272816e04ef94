//! The versions of a draft: keeping one, and the way to each.

use naptime::platform::page;
use naptime_domain::{id::VersionId, view::VersionView};
use naptime_replica::command::WorkDeed;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::here::Work;
use crate::ui::{
    kit::{Action, Button, ButtonKind, Field, RowLink, Toast},
    route::WorkPlace,
    strings::words,
};

pub fn versions(work: Work) -> AnyView {
    work.screen(words().versions.title.to_owned(), move || all(work))
}

fn all(work: Work) -> AnyView {
    let (words, toast) = (words().versions, expect_context::<Toast>());
    let (name, nothing) = (RwSignal::new(String::new()), RwSignal::new(None));
    let kept = Memo::new(move |_| work.get(|work| work.versions.clone()).unwrap_or_default());
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let is_empty = untrack(|| work.get(|work| work.draft.trim().is_empty())).unwrap_or(true);
        nothing.set(is_empty.then(|| words.nothing.to_owned()));
        if !is_empty {
            let called = name.get_untracked().trim().to_owned();
            work.run(WorkDeed::KeepVersion { name: called }, move |_| {
                name.try_set(String::new());
                toast.say(words.kept);
            });
        }
    };
    let lead = move || if kept.read().is_empty() { words.none } else { words.lead };
    let rows = move || {
        let kept = kept.read();
        let rows: Vec<_> = kept.iter().rev().map(|version| row(work, version, &kept)).collect();
        (!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> })
    };
    view! {
        <p class="lead under-title">{lead}</p>
        {rows}
        <form class="form" on:submit=keep>
            <Field
                id="version-name"
                label=words.name
                hint=words.name_hint
                value=name
                error=Signal::derive(move || nothing.get().or_else(|| work.attempt.words()))
            />
            <Action>
                <Button kind=ButtonKind::Primary label=words.keep.to_owned() is_busy=work.attempt.is_running() />
            </Action>
        </form>
    }
    .into_any()
}

fn row(work: Work, version: &VersionView, all: &[VersionView]) -> AnyView {
    let href = work.route(WorkPlace::Version(version.id)).path();
    view! { <li><RowLink href=href name=name_of(version) detail=about(version, all) /></li> }.into_any()
}

/// What she calls it; two names that were set apart are both said.
pub fn name_of(version: &VersionView) -> String {
    match given_name(version) {
        name if name.is_empty() => words().versions.as_of(&page::day_and_time(version.at)),
        name => name,
    }
}

/// The name she gave it, or nothing.
pub fn given_name(version: &VersionView) -> String {
    let names: Vec<&str> = version.name.values.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    names.join(" / ")
}

/// When a version with a name was kept, and what it brought back.
pub fn about(version: &VersionView, all: &[VersionView]) -> String {
    let words = words().versions;
    let when = (!given_name(version).is_empty()).then(|| page::day_and_time(version.at));
    let restored = |id: VersionId| {
        let name = all.iter().find(|other| other.id == id).map(name_of);
        words.restored_from(name.as_deref().unwrap_or(words.earlier))
    };
    when.into_iter().chain(version.restores.map(restored)).collect::<Vec<_>>().join(" · ")
}
