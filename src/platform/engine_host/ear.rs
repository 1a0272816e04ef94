//! What an engine says is kept until somebody listens.

use core::cell::RefCell;
use std::rc::Rc;

use super::HostEvent;

/// What is to be heard, in order.
pub(super) enum Heard {
    /// Messages, as they came.
    Messages(Vec<u8>),
    /// What happened to the engine as a whole.
    Event(HostEvent),
}

/// Who hears it.
pub(super) struct Ear(RefCell<Whoever>);

enum Whoever {
    /// It is kept until there is somebody.
    Nobody(Vec<Heard>),
    Listens(Rc<dyn Fn(Heard)>),
}

impl Default for Ear {
    fn default() -> Self {
        Self(RefCell::new(Whoever::Nobody(Vec::new())))
    }
}

impl Ear {
    pub(super) fn tell(&self, heard: Heard) {
        let listener = match &mut *self.0.borrow_mut() {
            Whoever::Nobody(kept) => return kept.push(heard),
            Whoever::Listens(listener) => listener.clone(),
        };
        listener(heard);
    }

    /// `listener` hears what was kept, and all that comes.
    pub(super) fn open(&self, listener: impl Fn(Heard) + 'static) {
        let listener: Rc<dyn Fn(Heard)> = Rc::new(listener);
        if let Whoever::Nobody(kept) = self.0.replace(Whoever::Listens(listener.clone())) {
            kept.into_iter().for_each(|heard| listener(heard));
        }
    }
}
