//! For the blink it takes to read this phone's storage, or until what comes next has arrived.

use naptime_view::prelude::*;

use crate::ui::kit::Screen;

pub fn opening(title: &'static str, lead: &'static str) -> impl IntoView {
    view! {
        <Screen title=title.to_owned()>
            <p class="lead late">{lead}</p>
        </Screen>
    }
}
