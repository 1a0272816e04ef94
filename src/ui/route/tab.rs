//! The tab bar's places, and which of them a screen belongs to.

use super::Route;

/// The four places of the tab bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Today,
    Challenge,
    Critique,
    Me,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::Today, Self::Challenge, Self::Critique, Self::Me];

    /// Where it leads.
    pub fn route(self) -> Route {
        match self {
            Self::Today => Route::Today,
            Self::Challenge => Route::Challenge,
            Self::Critique => Route::Critique,
            Self::Me => Route::Me,
        }
    }
}

impl Route {
    /// The place of the tab bar it belongs to.
    pub fn tab(&self) -> Tab {
        match self {
            Self::Start | Self::Today | Self::Missing => Tab::Today,
            Self::Challenge
            | Self::OneChallenge(_)
            | Self::OfWork(..)
            | Self::Lesson(_)
            | Self::LessonStep(..)
            | Self::Nugget(_)
            | Self::Stuck
            | Self::TryOut(_)
            | Self::Work
            | Self::Share => Tab::Challenge,
            Self::Critique | Self::Submission(_) | Self::Groups | Self::Group(_) | Self::Join => Tab::Critique,
            Self::Me => Tab::Me,
        }
    }
}
