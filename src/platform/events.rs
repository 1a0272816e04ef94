//! Being told of what happens to the page: network, being hidden or shown.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget, VisibilityState};

use crate::link::Network;

use super::BrowserError;

/// A subscription; dropping it ends it.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    events: &'static [&'static str],
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `then` at each of `events` on `target`.
    ///
    /// # Errors
    ///
    /// When the browser refuses the subscription.
    pub fn on(
        target: &impl AsRef<EventTarget>,
        events: &'static [&'static str],
        then: impl FnMut(Event) + 'static,
    ) -> Result<Self, BrowserError> {
        let target = target.as_ref();
        let callback = Closure::<dyn FnMut(Event)>::new(then);
        for event in events {
            target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref())?;
        }
        Ok(Self { target: target.clone(), events, callback })
    }

    /// Keeps the subscription for as long as the page lives.
    pub fn forever(self) {
        core::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        for event in self.events {
            self.target.remove_event_listener_with_callback(event, self.callback.as_ref().unchecked_ref()).ok();
        }
    }
}

/// Whether the learner can see the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// She can.
    Shown,
    /// She cannot, or it is about to go: the last moment to close what is open.
    Hidden,
}

/// What the browser says of the network now. [`Network::Up`] only means that it may be reachable.
#[must_use]
pub fn network() -> Network {
    let is_up = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if is_up { Network::Up } else { Network::Down }
}

/// Tells when the browser changes its mind about the network.
///
/// # Errors
///
/// When there is no page to listen on.
pub fn on_network(mut then: impl FnMut(Network) + 'static) -> Result<Listener, BrowserError> {
    Listener::on(&window()?, &["online", "offline"], move |_| then(network()))
}

/// Whether the page is shown now.
#[must_use]
pub fn visibility() -> Visibility {
    let state = web_sys::window().and_then(|window| window.document()).map(|document| document.visibility_state());
    match state {
        Some(VisibilityState::Hidden) => Visibility::Hidden,
        _ => Visibility::Shown,
    }
}

/// Tells when the page is shown, hidden, frozen or left.
///
/// # Errors
///
/// When there is no page to listen on.
pub fn on_visibility(then: impl FnMut(Visibility) + Clone + 'static) -> Result<[Listener; 2], BrowserError> {
    let window = window()?;
    let document = window.document().ok_or_else(|| BrowserError::unsupported("document"))?;
    let mut changed = then.clone();
    let mut left = then;
    Ok([
        Listener::on(&document, &["visibilitychange"], move |_| changed(visibility()))?,
        // Safari leaves a page without telling that it is hidden.
        Listener::on(&window, &["pagehide", "freeze"], move |_| left(Visibility::Hidden))?,
    ])
}

fn window() -> Result<web_sys::Window, BrowserError> {
    web_sys::window().ok_or_else(|| BrowserError::unsupported("window"))
}
