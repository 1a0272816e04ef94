//! What every screen is made of: one heading, its content, one action at the thumb.

use naptime::platform::page;
use naptime_view::prelude::*;

use super::{Icon, IconName};
use crate::ui::strings::words;

/// A language as in HTML's `lang`; none for the app's own words.
type MaybeLanguage = Option<String>;

/// How much of the screen its heading takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TitleSize {
    #[default]
    Large,
    /// What stands below it matters more.
    Small,
}

impl TitleSize {
    fn name(self) -> Option<&'static str> {
        (self == Self::Small).then_some("small")
    }
}

/// A screen with its heading, which is also the page's title.
#[component]
pub fn Screen(
    #[prop(into)] title: Signal<String>,
    /// The language of the title, where it is not the app's own words.
    #[prop(optional_no_strip)]
    lang: MaybeLanguage,
    #[prop(optional)] size: TitleSize,
    children: Children,
) -> impl IntoView {
    Effect::new(move || page::set_title(&words().app.page_title(&title.get())));
    view! {
        <div class="screen">
            <h1 lang=lang data-size=size.name()>{move || title.get()}</h1>
            {children()}
        </div>
    }
}

/// Where the screen's one action stands.
#[component]
pub fn Action(children: Children) -> impl IntoView {
    view! { <div class="action">{children()}</div> }
}

/// A row of a list that opens something.
#[component]
pub fn RowLink(
    #[prop(into)] href: String,
    #[prop(into)] name: String,
    #[prop(into, optional)] detail: String,
    /// The language of the name, as of a screen's title.
    #[prop(optional_no_strip)]
    lang: MaybeLanguage,
) -> impl IntoView {
    view! {
        <a class="row" href=href>
            <span class="row-words">
                <span class="row-name" lang=lang>{name}</span>
                {(!detail.is_empty()).then(|| view! { <small>{detail}</small> })}
            </span>
            <Icon name=IconName::Next />
        </a>
    }
}
