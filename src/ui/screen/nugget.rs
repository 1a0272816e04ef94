//! A nugget: a short lesson for a situation, that helps with whatever she works on now.

use std::sync::Arc;

use naptime_course::model::NuggetId;
use naptime_view::prelude::*;

use super::lesson::{Found, shown};
use crate::ui::{
    course::{Course, Part},
    store::Store,
};

pub fn nugget(id: NuggetId) -> impl IntoView {
    let (store, course) = (expect_context::<Store>(), expect_context::<Course>());
    let found = Memo::new(move |_| find(store, course, &id));
    move || shown(course, found.get(), None)
}

fn find(store: Store, course: Course, id: &NuggetId) -> Part<Found> {
    course.around().and_then(|around| {
        let nugget = around.nuggets.iter().find(|nugget| nugget.id == *id);
        let Some((nugget, (_, challenge))) = nugget.zip(course.current(store)) else { return Part::Missing };
        let (lesson, situation) = (nugget.lesson.clone(), Some(nugget.situation.clone()));
        Part::Here(Arc::new(Found { challenge, lesson, situation }))
    })
}
