//! A line that says something about the app itself.

use naptime_view::prelude::*;

use super::{Icon, IconName};

/// How much it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Calm,
    Warn,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Warn => "warn",
        }
    }
}

#[component]
pub fn Notice(
    #[prop(into)] text: String,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        // What warns is read out when it appears, wherever she is.
        <div class="notice" data-tone=tone.name() role=(tone == Tone::Warn).then_some("alert")>
            {(tone != Tone::Calm).then(|| view! { <Icon name=IconName::Warning /> })}
            <p class="notice-words">{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
