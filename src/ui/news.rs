//! One calm line for what has come since she looked last, and which looks count.

use naptime::{
    news::{News, Seen},
    platform::local::LocalText,
};
use naptime_view::prelude::*;

use super::{
    kit::RowLink,
    route::{Route, Router},
    store::Store,
    strings::words,
};

/// What she has seen of each thing.
const SEEN: LocalText = LocalText("naptime.seen");

/// Keeps what she looks at, for as long as the page lives.
pub fn watch(store: Store, router: Router) {
    Effect::new(move || {
        let Some(profile) = store.profile() else { return };
        let looked_at = match &*router.route().read() {
            Route::Group(id) => Some(id.to_string()),
            Route::Submission(id) => Some(id.to_string()),
            _ => None,
        };
        let before = seen();
        let now = store.groups().with(|groups| before.looking_at(looked_at.as_deref(), groups, profile.person));
        if now != before {
            // A browser without localStorage tells of nothing.
            SEEN.set(&now.to_text()).ok();
        }
    });
}

/// The line; it is gone once she has looked.
pub fn line(store: Store) -> impl IntoView {
    let news = Memo::new(move |_| {
        let me = store.profile()?.person;
        store.groups().with(|groups| seen().news(groups, me))
    });
    move || {
        let (text, route) = told(&news.get()?);
        Some(view! { <ul class="rows"><li><RowLink href=route.path() name=text /></li></ul> })
    }
}

fn told(news: &News) -> (String, Route) {
    let words = words().today;
    match news {
        News::Critiques { of, title, number } => (words.critiques_came(*number, title), Route::Submission(*of)),
        News::Together { group, name } => (words.writes_together(name), Route::Group(*group)),
        News::Joined { group, name, people } => {
            let text = match people.as_slice() {
                [Some(one)] => words.one_joined(one, name),
                people => words.people_joined(u32::try_from(people.len()).unwrap_or(u32::MAX), name),
            };
            (text, Route::Group(*group))
        }
    }
}

fn seen() -> Seen {
    Seen::parse(&SEEN.get().unwrap_or_default())
}
