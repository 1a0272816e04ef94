//! The handshake with boot.js, which watches whether the app comes to life.

use web_sys::Event;

use super::BrowserError;

/// Fired on the window once the app shows something of its own; boot.js then stops its watchdog.
const ALIVE: &str = "naptime-alive";

/// Tells boot.js that the app runs. Call it once, after the first screen is in the document.
///
/// # Errors
///
/// When there is no window.
pub fn alive() -> Result<(), BrowserError> {
    let window = web_sys::window().ok_or_else(|| BrowserError::unsupported("window"))?;
    window.dispatch_event(&Event::new(ALIVE)?)?;
    Ok(())
}
