//! Where the page is: its address, and moving between addresses without loading anything.

use wasm_bindgen::JsValue;
use web_sys::{History, Location, Window};

use super::events::Listener;

/// What stands between an address and what it asks for. Behind a `#`: what somebody types there never reaches a server, also
/// when no service worker answers a reload.
const QUERY: &str = "#q=";

/// The path of the address, from its first slash.
#[must_use]
pub fn path() -> String {
    location().and_then(|location| location.pathname().ok()).unwrap_or_default()
}

/// The path and what is asked of it: all that a reload needs.
#[must_use]
pub fn address() -> String {
    let hash = hash();
    match question(&hash) {
        Some(question) => [&path(), QUERY, question].concat(),
        None => path(),
    }
}

/// What stands after the `#`, without it.
#[must_use]
pub fn fragment() -> String {
    let hash = hash();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// The id of what the address leads to on its screen; none where it asks something.
#[must_use]
pub fn anchor() -> Option<String> {
    Some(fragment()).filter(|anchor| !anchor.is_empty() && !anchor.contains('='))
}

/// What the address asks for after `#q=`; empty when it asks nothing.
#[must_use]
pub fn query() -> String {
    let hash = hash();
    let decoded = question(&hash).and_then(|question| js_sys::decode_uri_component(question).ok());
    decoded.map(String::from).unwrap_or_default()
}

/// Writes what is asked for into the address, so that Back and a reload find it again.
pub fn replace_query(query: &str) {
    let query = match query {
        "" => String::new(),
        query => [QUERY, &String::from(js_sys::encode_uri_component(query))].concat(),
    };
    replace(&[path(), query].concat());
}

/// Scheme, host and port: what links to this app begin with.
#[must_use]
pub fn origin() -> String {
    location().and_then(|location| location.origin().ok()).unwrap_or_default()
}

/// Shows another address, as a new entry that Back leaves.
pub fn push(path: &str) {
    // Browsers refuse a page that does this hundreds of times a minute; the screen changes all the same.
    history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(path)).ok());
}

/// Shows another address in place of this one.
pub fn replace(path: &str) {
    // As in `push`.
    history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(path)).ok());
}

/// Goes back one entry.
pub fn back() {
    // Nothing to go back to is no failure.
    history().and_then(|history| history.back().ok());
}

/// Calls `then` whenever the browser went back or forward, or the fragment was changed by hand, until the listener is
/// dropped.
#[must_use]
pub fn on_moved(mut then: impl FnMut() + 'static) -> Option<Listener> {
    Listener::on(&web_sys::window()?, &["popstate"], move |_| then()).ok()
}

/// Loads the app anew.
pub fn reload() {
    // A browser that refuses leaves the page as it is, and the button can be tapped again.
    location().and_then(|location| location.reload().ok());
}

/// What a hash asks, as it stands there. An entry for a sheet has one more `#` behind it.
fn question(hash: &str) -> Option<&str> {
    hash.strip_prefix(QUERY)?.split('#').next()
}

fn hash() -> String {
    location().and_then(|location| location.hash().ok()).unwrap_or_default()
}

fn location() -> Option<Location> {
    web_sys::window().as_ref().map(Window::location)
}

fn history() -> Option<History> {
    web_sys::window().and_then(|window| window.history().ok())
}
