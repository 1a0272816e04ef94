//! Putting the app on the home screen.

use wasm_bindgen::JsValue;

use super::{BrowserError, events::Listener, js};

/// Fired on the window by boot.js when the browser's offer arrives or is used up.
const CHANGED: &str = "naptime-install";

/// How the app can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Install {
    /// It runs from the home screen already.
    Installed,
    /// The browser offers it: [`prompt`] asks.
    Offered,
    /// Only by the browser's own menu ("Add to Home Screen"), or not at all.
    ByHand,
}

/// How the app can be installed now.
#[must_use]
pub fn state() -> Install {
    let Some(window) = web_sys::window() else {
        return Install::ByHand;
    };
    let is_standalone =
        window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|query| query.matches());
    let is_on_ios_home_screen = js::get(&window.navigator(), "standalone").is_truthy();
    if is_standalone || is_on_ios_home_screen {
        Install::Installed
    } else if offer().is_object() {
        Install::Offered
    } else {
        Install::ByHand
    }
}

/// Tells when [`state`] may have changed.
///
/// # Errors
///
/// When there is no page to listen on.
pub fn on_change(mut then: impl FnMut(Install) + 'static) -> Result<Listener, BrowserError> {
    let window = web_sys::window().ok_or_else(|| BrowserError::unsupported("window"))?;
    Listener::on(&window, &[CHANGED, "appinstalled"], move |_| then(state()))
}

/// Asks the learner with the browser's own dialog. Only works from a tap, and once per offer.
///
/// # Errors
///
/// When the browser offers nothing.
pub async fn prompt() -> Result<Install, BrowserError> {
    js::call_and_wait(&offer(), "prompt", &[]).await?;
    js::set(&js_sys::global(), "naptimeInstall", &JsValue::UNDEFINED);
    Ok(state())
}

/// The event boot.js kept, since it fires before this program has started.
fn offer() -> JsValue {
    js::get(&js_sys::global(), "naptimeInstall")
}
