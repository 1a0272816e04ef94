//! An address nothing lives at.

use naptime_view::prelude::*;

use crate::ui::{
    kit::{Action, ButtonKind, LinkButton, Screen},
    strings::words,
};

pub fn missing() -> impl IntoView {
    let words = words().app;
    view! {
        <Screen title=words.not_found_title.to_owned()>
            <p class="lead">{words.not_found}</p>
            <Action>
                <LinkButton kind=ButtonKind::Primary href="/today" label=words.to_today />
            </Action>
        </Screen>
    }
}
