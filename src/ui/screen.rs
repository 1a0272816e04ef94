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
    stuck::stuck,
    submission::submission,
    today::today,
    work::{of_work, work},
};
pub use self::{
    opening::opening,
    start::{FILE_BYTES_MAX, start},
    trouble::{lost, repair, trouble},
};
use super::{course::Reader, route::Route};

/// What the later part of the program gives to the one that starts.
#[derive(Clone, Copy)]
pub struct LaterPart {
    /// Draws any screen.
    pub draw: fn(Route) -> AnyView,
    /// Brings the course.
    pub reader: Reader,
}

/// Whether a screen is in the part that starts. All others come in the later part.
pub fn is_of_start(route: &Route) -> bool {
    matches!(route, Route::Today | Route::Start | Route::Missing)
}

/// Draws a screen of the part that starts.
pub fn draw_of_start(route: &Route) -> AnyView {
    match route {
        Route::Today | Route::Start => today().into_any(),
        _ => missing().into_any(),
    }
}

/// Brings the later part, unless it is here. Whatever only this function reaches is in it: the build looks.
#[wasm_split(later, fallible)]
pub fn later() -> Result<LaterPart, SplitLoaderError> {
    Ok(LaterPart { draw: draw_later, reader: Reader::new() })
}

fn draw_later(route: Route) -> AnyView {
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
        Route::Today | Route::Start | Route::Missing => draw_of_start(&route),
    }
}
