//! Icons from the sprite in the page.

use naptime_view::prelude::*;

/// The icons there are; each is a symbol of index.html's sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    Mark,
    Today,
    Challenge,
    Critique,
    Me,
    Back,
    Next,
    Close,
    Cloud,
    Tick,
    Warning,
    Warm,
    Cool,
    Question,
    Suggestion,
    Heading,
    List,
    Quote,
    Bold,
    Link,
    Undo,
    Redo,
}

impl IconName {
    fn href(self) -> &'static str {
        match self {
            Self::Mark => "#icon-mark",
            Self::Today => "#icon-today",
            Self::Challenge => "#icon-challenge",
            Self::Critique => "#icon-critique",
            Self::Me => "#icon-me",
            Self::Back => "#icon-back",
            Self::Next => "#icon-next",
            Self::Close => "#icon-close",
            Self::Cloud => "#icon-cloud",
            Self::Tick => "#icon-tick",
            Self::Warning => "#icon-warning",
            Self::Warm => "#icon-warm",
            Self::Cool => "#icon-cool",
            Self::Question => "#icon-question",
            Self::Suggestion => "#icon-suggestion",
            Self::Heading => "#icon-heading",
            Self::List => "#icon-list",
            Self::Quote => "#icon-quote",
            Self::Bold => "#icon-bold",
            Self::Link => "#icon-link",
            Self::Undo => "#icon-undo",
            Self::Redo => "#icon-redo",
        }
    }
}

/// An icon. It never stands for words alone, so screen readers pass over it.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <use href=name.href()></use>
        </svg>
    }
}
