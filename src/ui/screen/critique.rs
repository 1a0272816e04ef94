//! Critique: work that waits for eyes, uncovered work first; one's own; one's groups.

use naptime_replica::view::SubmissionSummary;
use naptime_view::prelude::*;

use super::today::work_row;
use crate::ui::{
    kit::{EmptyState, RowLink, Screen},
    route::Route,
    store::Store,
    strings::words,
};

pub fn critique() -> impl IntoView {
    let store = expect_context::<Store>();
    view! {
        <Screen title=words().critique.title.to_owned()>
            {move || lists(store)}
        </Screen>
    }
}

fn lists(store: Store) -> AnyView {
    let words = words().critique;
    if store.groups().with(Vec::is_empty) {
        return view! { <EmptyState text=words.no_groups action=words.find_group href=Route::Groups.path() /> }
            .into_any();
    }
    let me = store.profile().map(|profile| profile.person);
    let (mine, theirs): (Vec<_>, Vec<_>) = store.shared().into_iter().partition(|work| Some(work.author) == me);
    let (given, mut waiting): (Vec<_>, Vec<_>) = theirs.into_iter().partition(|work| work.critiqued_by_me);
    waiting.retain(|work| !work.is_taken_back);
    needy_first(&mut waiting);
    let is_empty = mine.is_empty() && given.is_empty() && waiting.is_empty();
    let waiting = match is_empty {
        true => view! { <EmptyState text=words.nothing_shared action=words.go_to_work href=Route::Work.path() /> }
            .into_any(),
        false => list(words.waiting, &waiting, Some(words.waiting_none)),
    };
    view! {
        {waiting}
        {list(words.yours, &mine, None)}
        {list(words.given, &given, None)}
        {groups(store)}
    }
    .into_any()
}

/// Work nobody has looked at rises to the top, the oldest first. Lists are short: inserting one by one brings no sorting
/// machinery into the program.
pub fn needy_first(works: &mut Vec<SubmissionSummary>) {
    let key = |work: &SubmissionSummary| (work.critics, work.shared_at);
    for work in std::mem::take(works) {
        let at = works.partition_point(|other| key(other) <= key(&work));
        works.insert(at, work);
    }
}

fn list(title: &'static str, works: &[SubmissionSummary], when_empty: Option<&'static str>) -> AnyView {
    let rows: Vec<_> = works.iter().map(work_row).collect();
    let inside = match (rows.is_empty(), when_empty) {
        (true, None) => return ().into_any(),
        (true, Some(text)) => view! { <p class="muted">{text}</p> }.into_any(),
        (false, _) => view! { <ul class="rows">{rows}</ul> }.into_any(),
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{title}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn groups(store: Store) -> AnyView {
    let words = words().critique;
    let rows = store.groups().with(|groups| groups.iter().map(super::group::row).collect::<Vec<_>>());
    view! {
        <section class="stack" data-gap="small">
            <h2>{words.groups}</h2>
            <ul class="rows">
                {rows}
                <li><RowLink href=Route::Groups.path() name=words.find_group /></li>
            </ul>
        </section>
    }
    .into_any()
}
