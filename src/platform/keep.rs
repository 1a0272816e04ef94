//! How much room the browser gives, and whether it promises to keep what is stored.

use wasm_bindgen::{JsCast, JsValue};

use super::{BrowserError, js};

/// How much of this device's storage the app takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes in use, about.
    pub used_bytes: u64,
    /// Bytes the browser would allow, about.
    pub allowed_bytes: u64,
}

/// Whether the browser may throw stored data away when it runs short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Only the learner can remove it.
    Promised,
    /// The browser may, when it runs short of space or the app was not opened for long.
    NotPromised,
}

/// Asks the browser to keep what is stored. Best asked after the first saved words.
///
/// # Errors
///
/// When the browser has no such promise.
pub async fn ask_to_keep() -> Result<Kept, BrowserError> {
    let answer = js::call_and_wait(&manager()?, "persist", &[]).await?;
    Ok(kept(&answer))
}

/// Whether the browser has promised already.
///
/// # Errors
///
/// When the browser has no such promise.
pub async fn is_kept() -> Result<Kept, BrowserError> {
    let answer = js::call_and_wait(&manager()?, "persisted", &[]).await?;
    Ok(kept(&answer))
}

/// How much room there is.
///
/// # Errors
///
/// When the browser does not tell.
pub async fn room() -> Result<Room, BrowserError> {
    let answer = js::call_and_wait(&manager()?, "estimate", &[]).await?;
    let bytes = |name| js::get(&answer, name).as_f64().unwrap_or_default();
    // Sizes are whole and not negative.
    Ok(Room { used_bytes: bytes("usage") as u64, allowed_bytes: bytes("quota") as u64 })
}

fn kept(answer: &JsValue) -> Kept {
    if answer.is_truthy() { Kept::Promised } else { Kept::NotPromised }
}

fn manager() -> Result<JsValue, BrowserError> {
    let navigator = js::get(&js_sys::global(), "navigator");
    let manager = js::get(&navigator, "storage");
    if manager.is_instance_of::<web_sys::StorageManager>() {
        Ok(manager)
    } else {
        Err(BrowserError::unsupported("navigator.storage"))
    }
}
