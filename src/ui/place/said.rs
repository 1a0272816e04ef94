//! What she was at when the app was closed, in words: as much as is known of the place.

use naptime::candidates::Begun;
use naptime_view::prelude::*;

use super::last_work;
use crate::ui::{
    course::{self, Course},
    route::Route,
    store::Store,
    strings::words,
};

/// One line. Tracks: what it names may come after the screen.
pub fn was_at(route: &Route) -> String {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let said = of_course(course, store, route).or_else(|| of_hers(store, route));
    said.unwrap_or_else(|| words().place.left_off.to_owned())
}

/// What the programme has a name for.
fn of_course(course: Course, store: Store, route: &Route) -> Option<String> {
    let (index, words) = (course.index().here()?.clone(), words().place);
    Some(match route {
        Route::Lesson(id) => words.reading(&course::find_lesson(&index, id)?.1.title),
        Route::LessonStep(id, step) => {
            words.reading_step(u32::from(step.0) + 1, &course::find_lesson(&index, id)?.1.title)
        }
        Route::Nugget(id) => {
            let around = course.around().here()?.clone();
            words.reading(&around.nuggets.iter().find(|nugget| nugget.id == *id)?.lesson.title)
        }
        Route::Challenge => words.reading(&index.challenge(&course.current(store)?.1)?.title),
        Route::OneChallenge(id) => words.reading(&index.challenge(&id.as_str().parse().ok()?)?.title),
        Route::TryOut(id) => {
            let challenge = course.challenge(&course.current(store)?.1).here()?.clone();
            words.out_for(&challenge.try_outs.iter().find(|try_out| try_out.id.as_str() == id.as_str())?.title)
        }
        _ => return None,
    })
}

/// What she and her groups have a name for.
fn of_hers(store: Store, route: &Route) -> Option<String> {
    let words = words().place;
    let was_writing = || last_work().is_some_and(|last| matches!(last.work, Begun::Writing(_)));
    Some(match route {
        Route::Work if was_writing() => words.writing.to_owned(),
        Route::Work | Route::OfWork(..) | Route::Share => words.at_work.to_owned(),
        Route::Submission(id) => words.looking_at(&store.shared().iter().find(|work| work.id == *id)?.title),
        Route::Group(id) => {
            let groups = store.groups().read();
            words.looking_at(groups.iter().find(|group| group.id == *id)?.names.first()?)
        }
        _ => return None,
    })
}
