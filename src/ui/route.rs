//! The app's addresses as a type, and moving between them.

mod tab;
mod work_place;

use naptime::platform::{events::Listener, history, page};
use naptime_course::model::NuggetId;
use naptime_domain::id::{ChallengeId, LessonId, SpaceId, StepIndex, SubmissionId, TryOutId};
use naptime_view::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

pub use self::{tab::Tab, work_place::WorkPlace};
use super::place::{Left, Spot, Way};

/// A screen and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Start,
    Today,
    /// The challenge she works on.
    Challenge,
    OneChallenge(ChallengeId),
    /// Her work on a challenge, beside its draft.
    OfWork(ChallengeId, WorkPlace),
    /// A lesson where she left it.
    Lesson(LessonId),
    /// A lesson at one of its steps.
    LessonStep(LessonId, StepIndex),
    Nugget(NuggetId),
    Stuck,
    /// Something to go out for.
    TryOut(TryOutId),
    Work,
    Share,
    Critique,
    Submission(SubmissionId),
    Groups,
    Group(SpaceId),
    Join,
    Me,
    /// An address nothing lives at.
    Missing,
}

impl Route {
    /// Reads an address.
    pub fn parse(path: &str) -> Self {
        let path = path.trim_matches('/');
        let (screen, rest) = path.split_once('/').unwrap_or((path, ""));
        match (screen, rest) {
            ("" | "today" | "index.html", "") => Self::Today,
            ("start", "") => Self::Start,
            ("challenge", "") => Self::Challenge,
            ("challenge", rest) => Self::parse_challenge(rest).unwrap_or(Self::Missing),
            ("lesson", lesson) => Self::parse_lesson(lesson).unwrap_or(Self::Missing),
            ("nugget", id) => id.parse().map_or(Self::Missing, Self::Nugget),
            ("stuck", "") => Self::Stuck,
            ("outside", id) => id.parse().map_or(Self::Missing, Self::TryOut),
            ("work", "") => Self::Work,
            ("share", "") => Self::Share,
            ("critique", "") => Self::Critique,
            ("critique", id) => id.parse().map_or(Self::Missing, Self::Submission),
            ("group", "") => Self::Groups,
            ("group", id) => id.parse().map_or(Self::Missing, Self::Group),
            ("join", "") => Self::Join,
            ("me", "") => Self::Me,
            _ => Self::Missing,
        }
    }

    /// A lesson's id, then perhaps the number of a step, counted from 1 as a reader does.
    fn parse_lesson(path: &str) -> Option<Self> {
        let Some((id, number)) = path.split_once('/') else { return path.parse().ok().map(Self::Lesson) };
        let step = number.parse::<u16>().ok()?.checked_sub(1)?;
        Some(Self::LessonStep(id.parse().ok()?, StepIndex(step)))
    }

    /// Its address.
    pub fn path(&self) -> String {
        let (screen, id) = match self {
            Self::Start => ("/start", None),
            Self::Today | Self::Missing => ("/today", None),
            Self::Challenge => ("/challenge", None),
            Self::OneChallenge(id) => ("/challenge/", Some(id.to_string())),
            Self::OfWork(id, place) => ("/challenge/", Some([id.as_str(), &place.path()].concat())),
            Self::Lesson(id) => ("/lesson/", Some(id.to_string())),
            Self::LessonStep(id, step) => {
                ("/lesson/", Some([id.as_str(), "/", &u32::from(step.0).saturating_add(1).to_string()].concat()))
            }
            Self::Nugget(id) => ("/nugget/", Some(id.to_string())),
            Self::Stuck => ("/stuck", None),
            Self::TryOut(id) => ("/outside/", Some(id.to_string())),
            Self::Work => ("/work", None),
            Self::Share => ("/share", None),
            Self::Critique => ("/critique", None),
            Self::Submission(id) => ("/critique/", Some(id.to_string())),
            Self::Groups => ("/group", None),
            Self::Group(id) => ("/group/", Some(id.to_string())),
            Self::Join => ("/join", None),
            Self::Me => ("/me", None),
        };
        [screen, id.as_deref().unwrap_or_default()].concat()
    }

    /// Whether it is drawn from what the page itself keeps: her words, and others', are with the engine.
    pub fn is_drawn_without_engine(&self) -> bool {
        matches!(
            self,
            Self::Today
                | Self::Challenge
                | Self::OneChallenge(_)
                | Self::Lesson(_)
                | Self::LessonStep(..)
                | Self::Nugget(_)
                | Self::Stuck
        )
    }

    /// The lesson it shows.
    pub fn lesson(&self) -> Option<&LessonId> {
        match self {
            Self::Lesson(id) | Self::LessonStep(id, _) => Some(id),
            _ => None,
        }
    }

    /// The screen above it, for those that are not places of the tab bar themselves.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::OneChallenge(_)
            | Self::Lesson(_)
            | Self::LessonStep(..)
            | Self::Stuck
            | Self::TryOut(_)
            | Self::Work => Some(Self::Challenge),
            Self::Nugget(_) => Some(Self::Stuck),
            Self::Share => Some(Self::Work),
            Self::OfWork(id, place) => {
                Some(place.parent().map_or(Self::Work, |parent| Self::OfWork(id.clone(), parent)))
            }
            Self::Submission(_) | Self::Groups => Some(Self::Critique),
            Self::Group(_) => Some(Self::Groups),
            _ => None,
        }
    }
}

/// Moves between screens, and knows whether a sheet lies over the current one.
#[derive(Clone, Copy)]
pub struct Router {
    route: RwSignal<Route>,
    sheet: StoredValue<Option<Callback<()>>>,
    left: StoredValue<Left>,
}

impl Router {
    /// Starts where the address says.
    pub fn start() -> Self {
        let route = RwSignal::new(Route::parse(&history::path()));
        let router = Self { route, sheet: StoredValue::new(None), left: StoredValue::default() };
        history::on_moved(move || router.moved()).into_iter().for_each(Listener::forever);
        router
    }

    /// The screen to show.
    pub fn route(self) -> ReadSignal<Route> {
        self.route.read_only()
    }

    /// Goes to a screen; Back leads here again.
    pub fn go(self, route: Route) {
        self.turn(&route.path(), route, Way::On);
    }

    fn turn(self, to: &str, route: Route, way: Way) {
        let from = history::address();
        // An open sheet has an entry of its own, which this one takes.
        if self.close_sheet() {
            history::replace(to);
        } else if self.route.with_untracked(|shown| *shown == route) {
            page::scroll_to(None);
        } else {
            history::push(to);
        }
        self.show(from, route, way);
    }

    /// The screen above the one that is shown; she may have come from another.
    pub fn above(self, shown: &Route) -> Option<Route> {
        self.left.with_value(|left| left.above(shown)).or_else(|| shown.parent())
    }

    /// Whether she went back to the screen that is shown.
    pub fn is_back(self) -> bool {
        self.left.with_value(Left::is_back)
    }

    /// Where the screen that is shown is to stand, if she came back to it. To be asked once.
    pub fn take_returning(self) -> Option<Spot> {
        self.left.try_update_value(Left::take_returning).flatten()
    }

    /// Goes to a screen instead of this one.
    pub fn replace(self, route: Route) {
        let from = history::address();
        self.close_sheet();
        history::replace(&route.path());
        self.show(from, route, Way::On);
    }

    /// A sheet was opened: Back closes it.
    pub fn sheet_opened(self, close: Callback<()>) {
        history::push(&[history::address(), "#".to_owned()].concat());
        self.sheet.set_value(Some(close));
    }

    /// A sheet was closed by its button or by Escape, or went with what it lay over.
    pub fn sheet_closed(self) {
        if self.take_sheet().is_some() {
            history::back();
        }
    }

    /// Follows links within the app without loading anything; one marked `data-back` leads to where she was. For one
    /// listener above all screens.
    pub fn follow(self, event: &MouseEvent) {
        let is_plain = event.button() == 0
            && !(event.meta_key()
                || event.ctrl_key()
                || event.shift_key()
                || event.alt_key()
                || event.default_prevented());
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = link.and_then(|element| element.closest("a[href^='/']").ok().flatten());
        let Some(link) = link.filter(|_| is_plain) else { return };
        event.prevent_default();
        let href = link.get_attribute("href").unwrap_or_default();
        let (path, anchor) = href.split_at(href.find('#').unwrap_or(href.len()));
        let route = Route::parse(path);
        let to = [&route.path(), anchor].concat();
        if link.has_attribute("data-back") {
            // A screen she goes back to still has what she asked there.
            let left = self.left.with_value(|left| left.address(&route));
            self.turn(&left.unwrap_or(to), route, Way::Back);
        } else {
            self.turn(&to, route, Way::On);
        }
    }

    fn moved(self) {
        if !self.close_sheet() {
            self.show(history::address(), Route::parse(&history::path()), Way::Back);
        }
    }

    /// Closes the sheet that is open, and says whether one was.
    fn close_sheet(self) -> bool {
        self.take_sheet().map(|close| close.try_run(())).is_some()
    }

    fn show(self, from: String, route: Route, way: Way) {
        if self.route.with_untracked(|shown| *shown != route) {
            self.left.update_value(|left| left.turn(from, &route, way));
            self.route.set(route);
        }
    }

    fn take_sheet(self) -> Option<Callback<()>> {
        self.sheet.try_update_value(Option::take).flatten()
    }
}
