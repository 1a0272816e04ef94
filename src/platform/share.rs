//! Handing a text to other apps: clipboard and share sheet.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, Navigator, ShareData};

use super::{BrowserError, js};

/// What became of a share sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Another app took it.
    Taken,
    /// The learner closed the sheet.
    Dismissed,
}

/// Puts a text on the clipboard. Only works from a tap or a key press.
///
/// # Errors
///
/// When the browser does not allow it.
pub async fn copy(text: &str) -> Result<(), BrowserError> {
    let clipboard = js::get(&navigator()?, "clipboard");
    let clipboard: &Clipboard = clipboard.dyn_ref().ok_or_else(|| BrowserError::unsupported("navigator.clipboard"))?;
    JsFuture::from(clipboard.write_text(text)).await?;
    Ok(())
}

/// Whether this browser has a share sheet.
#[must_use]
pub fn has_sheet() -> bool {
    navigator().is_ok_and(|navigator| js::get(&navigator, "share").is_function())
}

/// Opens the share sheet with a link. Only works from a tap or a key press.
///
/// # Errors
///
/// When the browser has no share sheet or does not allow it.
pub async fn share_link(title: &str, url: &str) -> Result<Shared, BrowserError> {
    if !has_sheet() {
        return Err(BrowserError::unsupported("navigator.share"));
    }
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(url);
    match JsFuture::from(navigator()?.share_with_data(&data)).await {
        Ok(_) => Ok(Shared::Taken),
        Err(thrown) => dismissed_or(thrown),
    }
}

fn dismissed_or(thrown: JsValue) -> Result<Shared, BrowserError> {
    let error = BrowserError::from(thrown);
    if error.name == "AbortError" { Ok(Shared::Dismissed) } else { Err(error) }
}

fn navigator() -> Result<Navigator, BrowserError> {
    let window = web_sys::window().ok_or_else(|| BrowserError::unsupported("window"))?;
    Ok(window.navigator())
}
