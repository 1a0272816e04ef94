//! The steps of the first half minute, each with an address, and the way back.

use naptime::platform::history;
use naptime_view::prelude::*;

use crate::ui::{
    kit::{Button, ButtonKind},
    strings::words,
};

/// Which question stands on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Name,
    How,
    Group,
    Link,
    Restore,
}

impl Step {
    /// What stands behind the `#` of its address, so that Back leads from step to step.
    pub fn part(self) -> &'static str {
        match self {
            Self::Name => "",
            Self::How => "how",
            Self::Group => "group",
            Self::Link => "link",
            Self::Restore => "restore",
        }
    }

    /// The step with this address.
    pub fn at(part: &str) -> Option<Self> {
        [Self::Name, Self::How, Self::Group, Self::Link, Self::Restore].into_iter().find(|step| step.part() == part)
    }
}

/// One step back, as the browser's own Back does.
#[component]
pub fn Back() -> impl IntoView {
    view! { <Button kind=ButtonKind::Quiet label=words().app.back.to_owned() on_press=|()| history::back() /> }
}
