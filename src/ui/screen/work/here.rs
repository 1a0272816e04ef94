//! One work for the screens beside its draft: watched while they show it, and its way for what she does to it.

use naptime_domain::command::Whose;
use naptime_replica::{
    command::{Command, Reply, WorkDeed, WorkId},
    view::{Topic, WorkView},
};
use naptime_view::prelude::*;

use super::not_started;
use crate::ui::{
    dispatch::{Attempt, Dispatch},
    kit::{ErrorText, Screen},
    route::{Route, WorkPlace},
    store::{Known, Store},
};

/// Her work on a challenge, or her group's.
#[derive(Clone, Copy)]
pub struct Work {
    id: StoredValue<WorkId>,
    known: Memo<Known<WorkView>>,
    pub attempt: Attempt,
}

impl Work {
    /// Watches it for as long as the current owner lives.
    pub fn watch(id: WorkId) -> Self {
        let (store, dispatch) = (expect_context::<Store>(), expect_context::<Dispatch>());
        dispatch.watch(store, Topic::Work(id.clone()));
        let watched = id.clone();
        Self { id: StoredValue::new(id), known: Memo::new(move |_| store.work(&watched)), attempt: Attempt::new() }
    }

    /// Something of it, or nothing while it is not here. Tracks.
    pub fn get<T>(self, of: impl FnOnce(&WorkView) -> T) -> Option<T> {
        self.known.with(|known| match known {
            Known::Here(work) => Some(of(work)),
            Known::Asking | Known::Missing => None,
        })
    }

    /// A screen of it. What it shows is built once: views that arrive while she types must not empty a form.
    pub fn screen(self, title: impl Into<Signal<String>>, shown: impl Fn() -> AnyView + 'static) -> AnyView {
        let is_here = Memo::new(move |_| {
            self.known.with(|known| match known {
                Known::Asking => None,
                Known::Missing => Some(false),
                Known::Here(_) => Some(true),
            })
        });
        let inside = move || match is_here.get() {
            None => ().into_any(),
            Some(false) => not_started(),
            Some(true) => shown(),
        };
        let title: Signal<String> = title.into();
        view! { <Screen title>{inside}</Screen> }.into_any()
    }

    /// Does something to it; see [`Attempt::run`].
    pub fn run(self, deed: WorkDeed, then: impl FnOnce(Reply) + 'static) {
        self.attempt.run(Command::Work { work: self.id(), deed }, then);
    }

    /// Does something to it; see [`Attempt::run_beside`].
    pub fn run_beside(self, deed: WorkDeed, then: impl FnOnce(Reply) + 'static) {
        self.attempt.run_beside(Command::Work { work: self.id(), deed }, then);
    }

    /// Does something to it; see [`Attempt::run_through`].
    pub fn run_through(self, deed: WorkDeed, then: impl FnOnce(Reply) + 'static) {
        self.attempt.run_through(Command::Work { work: self.id(), deed }, then);
    }

    /// Why the last deed was not done.
    pub fn error(self) -> AnyView {
        view! { <ErrorText text=Signal::derive(move || self.attempt.words()) /> }.into_any()
    }

    pub fn id(self) -> WorkId {
        self.id.get_value()
    }

    /// Whose it is.
    pub fn whose(self) -> Whose {
        self.id.with_value(|id| id.whose)
    }

    /// The name of a form of it: what is half-written for her own work does not turn up in her group's.
    pub fn form(self, place: WorkPlace) -> String {
        let path = self.route(place).path();
        match self.whose() {
            Whose::Hers => path,
            Whose::Ours(group) => [&path, " ", &group.to_string()].concat(),
        }
    }

    /// One of its places.
    pub fn route(self, place: WorkPlace) -> Route {
        Route::OfWork(self.id().challenge, place)
    }
}
