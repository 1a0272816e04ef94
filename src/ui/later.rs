//! The part of the program that comes after the start: on its way, here or lost.

use naptime_view::{prelude::*, task::spawn_local};

use super::{
    course::Course,
    route::Router,
    screen::{self, LaterPart},
};

/// Whether the later screens can be drawn.
#[derive(Clone, Copy)]
pub enum Arrival {
    /// They are on their way.
    Coming,
    /// They can.
    Here(LaterPart),
    /// Their file is damaged, or did not arrive.
    Lost,
}

/// The later screens.
#[derive(Clone, Copy)]
pub struct Later {
    arrival: RwSignal<Arrival>,
    course: Course,
    is_coming: StoredValue<bool>,
}

impl Later {
    /// Brings them at once, and anew at each new address while they are lost.
    pub fn start(course: Course, router: Router) -> Self {
        let later = Self { arrival: RwSignal::new(Arrival::Coming), course, is_coming: StoredValue::new(false) };
        Effect::new(move || {
            router.route().track();
            later.bring();
        });
        later
    }

    pub fn arrival(self) -> ReadSignal<Arrival> {
        self.arrival.read_only()
    }

    /// Brings them, unless they are here or on their way.
    pub fn bring(self) {
        let is_here = self.arrival.with_untracked(|arrival| matches!(arrival, Arrival::Here(_)));
        if is_here || self.is_coming.get_value() {
            return;
        }
        self.is_coming.set_value(true);
        spawn_local(async move {
            let arrived = match screen::later().await {
                Ok(part) => {
                    self.course.read_with(part.reader);
                    Arrival::Here(part)
                }
                // The browser's console says what was wrong with the file.
                Err(_) => Arrival::Lost,
            };
            self.is_coming.set_value(false);
            self.arrival.set(arrived);
        });
    }
}
