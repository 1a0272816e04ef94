//! Small texts the page may read before anything else has started (`localStorage`).
//!
//! Never the only copy of anything, and never secret.

use web_sys::Storage;

use super::BrowserError;

/// One text under a fixed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalText(pub &'static str);

/// What Today showed last, for the first paint.
pub const CACHED_VIEW: LocalText = LocalText("naptime.view");
/// The chosen theme; boot.js reads it under the same name.
pub const THEME: LocalText = LocalText("naptime.theme");
/// Says that words were stored on this device, so that an emptied database is noticed; boot.js reads it under the same name.
pub const HAD_DATA: LocalText = LocalText("naptime.had-data");

impl LocalText {
    /// The text, if there is one and this page may read it.
    #[must_use]
    pub fn get(self) -> Option<String> {
        storage().ok()?.get_item(self.0).ok()?
    }

    /// Replaces the text.
    ///
    /// # Errors
    ///
    /// When the browser keeps no such storage for this page or it is full.
    pub fn set(self, text: &str) -> Result<(), BrowserError> {
        Ok(storage()?.set_item(self.0, text)?)
    }

    /// Takes the text away.
    ///
    /// # Errors
    ///
    /// When the browser keeps no such storage for this page.
    pub fn remove(self) -> Result<(), BrowserError> {
        Ok(storage()?.remove_item(self.0)?)
    }
}

fn storage() -> Result<Storage, BrowserError> {
    let unsupported = || BrowserError::unsupported("localStorage");
    web_sys::window().ok_or_else(unsupported)?.local_storage()?.ok_or_else(unsupported)
}
