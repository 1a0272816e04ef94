//! The four places.

use naptime_view::prelude::*;

use super::{Icon, IconName};
use crate::ui::{route::Tab, strings::words};

#[component]
pub fn TabBar(#[prop(into)] current: Signal<Tab>) -> impl IntoView {
    let places: Vec<_> = Tab::ALL
        .into_iter()
        .map(|tab| {
            let (icon, name) = look(tab);
            view! {
                <li>
                    <a href=tab.route().path() aria-current=move || (current.get() == tab).then_some("page")>
                        <span class="icon-pill"><Icon name=icon /></span>
                        <span>{name}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="tab-bar" aria-label=words().app.places>
            <ul>{places}</ul>
        </nav>
    }
}

fn look(tab: Tab) -> (IconName, &'static str) {
    let words = words().app;
    match tab {
        Tab::Today => (IconName::Today, words.today),
        Tab::Challenge => (IconName::Challenge, words.challenge),
        Tab::Critique => (IconName::Critique, words.critique),
        Tab::Me => (IconName::Me, words.me),
    }
}
