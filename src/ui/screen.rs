//! One module per screen, and which part of the program each comes in.

mod challenge;
mod critique;
mod group;
mod join;
mod lesson;
mod me;
mod missing;
mod nugget;
mod opening;
mod outside;
mod resource;
mod rubric;
mod share;
mod start;
mod stuck;
mod submission;
mod today;
mod trouble;
mod work;

use naptime_view::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use self::{
    challenge::{challenge, one_challenge},
    critique::critique,
    group::{group, groups},
    join::join,
    lesson::lesson,
    me::me,
    missing::missing,
    nugget::nugget,
    outside::outside,
    share::share,
    start::Answers,
    stuck::stuck,
    submission::submission,
    today::today,
    trouble::trouble,
    work::{of_work, work},
};
pub use self::{
    opening::opening,
    start::{FILE_BYTES_MAX, start},
    trouble::{lost, repair},
};
use super::{
    frame::{self, Shown},
    later::Engine,
    life, place,
    route::Route,
};

/// What the later part of the program gives to the one that starts. Functions by address: a call by name would draw all they
/// reach into the start.
#[derive(Clone, Copy)]
pub struct LaterPart {
    /// Sets up what lives as long as the page; after a repair what is kept of the app is kept anew.
    pub set_up: fn(Engine, bool),
    /// What stands in the middle at an address. Tracks.
    pub shown: fn(Route) -> Shown,
    /// Draws what stands in the middle.
    pub draw: fn(Shown) -> AnyView,
    /// Draws the questions of the start behind its first.
    pub go_on: fn(Answers) -> AnyView,
    /// Whether a challenge of hers is under way. Tracks.
    pub is_at_work: fn() -> bool,
    /// How far her words have travelled.
    pub badge: fn() -> AnyView,
    /// Quiet lines about the app itself.
    pub notices: fn(Memo<Shown>) -> AnyView,
    /// What lies over all.
    pub overlays: fn() -> AnyView,
}

/// Brings the later part, unless it is here. Whatever only this function reaches is in it: the build looks.
#[wasm_split(later, fallible)]
pub fn later() -> Result<LaterPart, SplitLoaderError> {
    Ok(LaterPart {
        set_up: life::set_up,
        shown: frame::shown,
        draw,
        go_on: start::go_on,
        is_at_work: frame::is_at_work,
        badge: frame::badge,
        notices: frame::notices,
        overlays: frame::overlays,
    })
}

fn draw(shown: Shown) -> AnyView {
    let Shown::Screen(route) = shown else { return trouble().into_any() };
    place::put_down(&route);
    draw_screen(route)
}

fn draw_screen(route: Route) -> AnyView {
    match route {
        Route::Challenge => apart(challenge),
        Route::OneChallenge(id) => apart(|| one_challenge(id)),
        Route::OfWork(id, place) => apart(|| of_work(id, place)),
        Route::Lesson(id) => apart(|| lesson(id, None)),
        Route::LessonStep(id, step) => apart(|| lesson(id, Some(step))),
        Route::Nugget(id) => apart(|| nugget(id)),
        Route::Stuck => apart(stuck),
        Route::TryOut(id) => apart(|| outside(id)),
        Route::Work => apart(work),
        Route::Share => apart(share),
        Route::Critique => apart(critique),
        Route::Submission(id) => apart(|| submission(id)),
        Route::Groups => apart(groups),
        Route::Group(id) => apart(|| group(id)),
        Route::Join => apart(join),
        Route::Me => apart(me),
        Route::Today | Route::Start => apart(today),
        Route::Missing => apart(missing),
    }
}

/// Keeps a screen a function of its own: a browser compiles a function when it is first called, and one with all screens in it
/// would have to be compiled for any of them.
#[inline(never)]
fn apart<V: IntoView>(screen: impl FnOnce() -> V) -> AnyView {
    screen().into_any()
}
