//! The versions of a draft: keeping one, and the way to each.

use naptime::platform::page;
use naptime_domain::{id::VersionId, view::VersionView};
use naptime_replica::command::WorkDeed;
use naptime_view::{ev::SubmitEvent, prelude::*};

use super::here::Work;
use crate::ui::{
    forms,
    kit::{Action, Button, ButtonKind, Field, RowLink, Toast},
    route::WorkPlace,
    strings::words,
};

/// A version without a name is called by its minute.
const MINUTE_MS: i64 = 60_000;

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
            let sent = (name, name.get_untracked());
            work.run(WorkDeed::KeepVersion { name: sent.1.trim().to_owned() }, move |_| {
                forms::clear_sent(&sent);
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
    view! { <li><RowLink href=href name=name_of(version, all) detail=about(version, all) /></li> }.into_any()
}

/// What she calls it; two names that were set apart are both said. Of those that would be called the same, as two kept within
/// a minute are, each but the first has its number.
pub fn name_of(version: &VersionView, all: &[VersionView]) -> String {
    let (words, given) = (words().versions, given_name(version));
    let is_same = |other: &&VersionView| {
        given_name(other) == given && (!given.is_empty() || other.at.0 / MINUTE_MS == version.at.0 / MINUTE_MS)
    };
    let before = all.iter().take_while(|other| other.id != version.id).filter(is_same).count();
    let name = if given.is_empty() { words.as_of(&page::day_and_time(version.at)) } else { given };
    match u32::try_from(before).unwrap_or(u32::MAX) {
        0 => name,
        before => words.one_more(&name, before.saturating_add(1)),
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
        let name = all.iter().find(|other| other.id == id).map(|version| name_of(version, all));
        words.restored_from(name.as_deref().unwrap_or(words.earlier))
    };
    when.into_iter().chain(version.restores.map(restored)).collect::<Vec<_>>().join(" · ")
}
