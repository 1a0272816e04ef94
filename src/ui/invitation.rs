//! An invitation's link as people meet it: whether it is whole and leads here, and who invites to what.

use naptime::platform::history;
use naptime_course::model::{ChallengeSummary, Index};
use naptime_domain::id::SpaceId;
use naptime_replica::invite::{Greeting, Invitation};
use naptime_view::prelude::*;

use super::{course::Course, strings::words};

/// Where an invitation is opened.
const PLACE: &str = "/join#";

/// The link for the part behind its `#`.
pub fn link(fragment: &str) -> String {
    [history::origin().as_str(), PLACE, fragment].concat()
}

/// What stands in the way of a link, in words; nothing as long as there is none.
pub fn wrong(link: &str) -> Option<String> {
    let (link, here) = (link.trim(), history::origin());
    if link.is_empty() {
        return None;
    }
    let words = words().join;
    let is_elsewhere = link.contains("://") && !link.starts_with(&[here.as_str(), "/"].concat());
    match Invitation::space_of(link) {
        Ok(_) if is_elsewhere => Some(words.elsewhere(host(link), host(&here))),
        Ok(_) => None,
        Err(_) => Some(words.not_whole.to_owned()),
    }
}

/// The group it leads to, if it leads here.
pub fn group(link: &str) -> Option<SpaceId> {
    if wrong(link).is_none() { Invitation::space_of(link).ok() } else { None }
}

fn host(link: &str) -> &str {
    let behind = link.split_once("://").map_or(link, |(_, behind)| behind);
    behind.split_once('/').map_or(behind, |(host, _)| host)
}

/// Who invites her, to which group, and what they work on there, as far as the link says. Tracks.
pub fn greeting(link: &str) -> Option<Greeting> {
    if wrong(link).is_none() { Greeting::of(link) } else { None }
}

/// A line under a link that was pasted: who invites her to what. Said aloud when it appears.
pub fn invited(link: RwSignal<String>) -> impl IntoView {
    let line = move || greeting(&link.read()).map(|it| words().join.invited(&it.from, &it.group));
    view! { <p role="status">{line}</p> }
}

/// What the one who invites works on: that is what the group will look at together.
pub fn work_of(greeting: &Greeting) -> impl IntoView + use<> {
    let (course, id) = (expect_context::<Course>(), greeting.challenge.clone());
    let above = words().join.works_on(&greeting.from);
    move || {
        let index = course.index().here()?.clone();
        let challenge = find(&index, id.as_ref()?.as_str())?;
        let (title, output) = (challenge.title.clone(), challenge.output.clone());
        Some(view! {
            <section class="card">
                <p class="small muted">{above.clone()}</p>
                <p><strong>{title}</strong></p>
                <p>{output}</p>
            </section>
        })
    }
}

fn find<'a>(index: &'a Index, id: &str) -> Option<&'a ChallengeSummary> {
    index.challenge(&id.parse().ok()?)
}
