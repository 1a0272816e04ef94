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
        Route::Challenge => challenge().into_any(),
        Route::OneChallenge(id) => one_challenge(id).into_any(),
        Route::OfWork(id, place) => of_work(id, place),
        Route::Lesson(id) => lesson(id, None).into_any(),
        Route::LessonStep(id, step) => lesson(id, Some(step)).into_any(),
        Route::Nugget(id) => nugget(id).into_any(),
        Route::Stuck => stuck().into_any(),
        Route::TryOut(id) => outside(id).into_any(),
        Route::Work => work().into_any(),
        Route::Share => share().into_any(),
        Route::Critique => critique().into_any(),
        Route::Submission(id) => submission(id).into_any(),
        Route::Groups => groups().into_any(),
        Route::Group(id) => group(id).into_any(),
        Route::Join => join().into_any(),
        Route::Me => me().into_any(),
        Route::Today | Route::Start => today().into_any(),
        Route::Missing => missing().into_any(),
    }
}
