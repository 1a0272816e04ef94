//! How far down the page is scrolled, and bringing it back there while its content is still arriving.

use std::{cell::Cell, rc::Rc};

use js_sys::Function;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, ResizeObserver};

use super::{clock::Timer, events::Listener, page};

/// What stands above comes a moment after what stands below: once there, it is held for this long.
const HOLDS_MS: i64 = 1_000;

/// Pixels scrolled down.
#[must_use]
pub fn pixels() -> i32 {
    // Whole pixels, far below 2^31.
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default() as i32
}

/// Calls `then` whenever the page is scrolled or something is typed in it.
#[must_use]
pub fn on_moved(mut then: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on(&web_sys::window()?, &["scroll", "input"], move |_| then()).ok()
}

/// Calls `then` whenever she taps, turns the wheel or presses a key, with what she touched.
#[must_use]
pub fn on_touched(mut then: impl FnMut(Touched) + 'static) -> Option<Listener> {
    let touched = move |event: Event| then(Touched(event));
    Listener::on(&web_sys::window()?, &["pointerdown", "wheel", "keydown", "input"], touched).ok()
}

/// What she touched.
#[derive(Debug)]
pub struct Touched(Event);

impl Touched {
    /// Whether it lies in something that matches a selector.
    #[must_use]
    pub fn is_in(&self, selector: &str) -> bool {
        let element = self.0.target().and_then(|target| target.dyn_into::<Element>().ok());
        element.and_then(|element| element.closest(selector).ok().flatten()).is_some()
    }
}

/// Scrolls to a place as soon as the page is long enough; dropping it gives up.
#[derive(Debug)]
pub struct Restoring {
    observer: ResizeObserver,
    is_over: Rc<Cell<bool>>,
    _callback: Closure<dyn FnMut()>,
}

impl Restoring {
    /// Scrolls to a place, now or once there is that much page.
    #[must_use]
    pub fn to(pixels: i32) -> Option<Self> {
        let window = web_sys::window()?;
        Self::with(move || {
            window.scroll_to_with_x_and_y(0.0, f64::from(pixels));
            self::pixels() == pixels
        })
    }

    /// Brings her to the element with that id, now or once it is there; it takes the focus.
    #[must_use]
    pub fn to_element(id: String) -> Option<Self> {
        Self::with(move || {
            let element = page::element(&id);
            element.iter().for_each(page::come_to);
            element.is_some()
        })
    }

    /// Tries again whenever the page has become longer or shorter, until it has been there for a moment.
    fn with(mut bring: impl FnMut() -> bool + 'static) -> Option<Self> {
        let body = web_sys::window()?.document()?.body()?;
        let is_over = Rc::new(Cell::new(false));
        let (over, mut holding) = (is_over.clone(), None);
        let callback = Closure::<dyn FnMut()>::new(move || {
            if over.get() {
                return;
            }
            if bring() && holding.is_none() {
                let over = over.clone();
                holding = Some(Timer::after(HOLDS_MS, move || over.set(true)));
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref::<Function>()).ok()?;
        observer.observe(&body);
        Some(Self { observer, is_over, _callback: callback })
    }

    /// Whether the page is where it was to be.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over.get()
    }
}

impl Drop for Restoring {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
