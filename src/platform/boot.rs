//! The handshake with boot.js, which watches whether the app comes to life and reads beside it what its first screen needs.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, Window};

use super::{BrowserError, events::Listener, js, local::LocalText};

/// Fired on the window once the app shows something of its own; boot.js then stops its watchdog.
const ALIVE: &str = "naptime-alive";
/// Fired on the window to have the app's files fetched anew.
const REPAIR: &str = "naptime-repair";
/// Fired by boot.js when they can be. Unless it is prevented, the page is loaded again.
const REPAIRED: &str = "naptime-repaired";

/// The path of the course's file that was read last; boot.js reads it under the same name.
const TEXT: LocalText = LocalText("naptime.text");
/// Where boot.js leaves what it reads: the path, and a promise of the bytes.
const EARLY: &str = "naptimeText";

/// Has boot.js read this file beside the next start.
pub fn read_early_next(path: &str) {
    if TEXT.get().is_none_or(|text| text != path) {
        // Without localStorage the next start reads it itself.
        TEXT.set(path).ok();
    }
}

/// The file at this path, if boot.js has read it: the first who asks gets it.
pub async fn early(path: &str) -> Option<Vec<u8>> {
    let window = window().ok()?;
    let early = js::get(&window, EARLY);
    if early.is_undefined() || js::get(&early, "path").as_string()? != path {
        return None;
    }
    js::set(&window, EARLY, &JsValue::UNDEFINED);
    let bytes = JsFuture::from(Promise::resolve(&js::get(&early, "bytes"))).await.ok()?;
    js::bytes_of(&bytes)
}

/// Tells boot.js that the app runs. Call it once, after the first screen is in the document.
///
/// # Errors
///
/// When there is no window.
pub fn alive() -> Result<(), BrowserError> {
    fire(ALIVE)
}

/// Has boot.js throw away the app's files, so that they are fetched anew. What the learner wrote is not among them. Without
/// a connection nothing is thrown away, and boot.js says so.
///
/// # Errors
///
/// When there is no window.
pub fn repair() -> Result<(), BrowserError> {
    fire(REPAIR)
}

/// Goes on with this page after a repair, and with the words on its screen.
///
/// # Errors
///
/// When there is no window.
pub fn on_repaired(mut then: impl FnMut() + 'static) -> Result<Listener, BrowserError> {
    Listener::on(&window()?, &[REPAIRED], move |event| {
        event.prevent_default();
        then();
    })
}

fn fire(name: &str) -> Result<(), BrowserError> {
    window()?.dispatch_event(&Event::new(name)?)?;
    Ok(())
}

fn window() -> Result<Window, BrowserError> {
    web_sys::window().ok_or_else(|| BrowserError::unsupported("window"))
}
