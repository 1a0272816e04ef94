//! For the blink it takes to read this phone's storage when no view is cached.

use naptime_view::prelude::*;

use crate::ui::{kit::Screen, strings::words};

pub fn opening() -> impl IntoView {
    view! {
        <Screen title=words().today.title.to_owned()>
            <p class="lead late">{words().app.opening}</p>
        </Screen>
    }
}
