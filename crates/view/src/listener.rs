//! What happens at an event.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::Owner;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// Runs at an event.
#[derive(Clone)]
pub struct Handler {
    /// Under whom it was made, so that it finds that one's context.
    pub owner: Option<Owner>,
    /// What it does.
    pub run: Rc<Box<dyn Fn(Event)>>,
}

impl Handler {
    fn run(self, event: Event) {
        #[cfg(debug_assertions)]
        let _reads_do_not_track = leptos::reactive::diagnostics::SpecialNonReactiveZone::enter();
        match self.owner {
            Some(owner) => owner.with(|| (self.run)(event)),
            None => (self.run)(event),
        }
    }
}

/// A handler on an element that is shown. Dropping it takes it off.
pub struct MountedListener {
    element: Element,
    event: &'static str,
    handler: Rc<RefCell<Handler>>,
    callback: Closure<dyn Fn(Event)>,
}

impl MountedListener {
    /// Listens on a new element.
    pub fn build(element: &Element, event: &'static str, handler: Handler) -> Self {
        let handler = Rc::new(RefCell::new(handler));
        let current = handler.clone();
        let callback = Closure::<dyn Fn(Event)>::new(move |event| {
            // Not borrowed while it runs: it may cause the event again, or its own replacement.
            let handler = current.borrow().clone();
            handler.run(event);
        });
        // Throws only for listeners that are not functions.
        element.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref()).ok();
        Self { element: element.clone(), event, handler, callback }
    }

    /// From now on does something else.
    pub fn patch(&self, handler: Handler) {
        self.handler.replace(handler);
    }
}

impl Drop for MountedListener {
    fn drop(&mut self) {
        // As above.
        self.element.remove_event_listener_with_callback(self.event, self.callback.as_ref().unchecked_ref()).ok();
    }
}
