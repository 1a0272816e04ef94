//! What the browser threw, as plain data.

use core::fmt;

use wasm_bindgen::{JsCast, JsValue};

/// An exception of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserError {
    /// The exception's name, such as `QuotaExceededError`: what code may compare.
    pub name: String,
    /// The browser's own words, for diagnostics alone.
    pub message: String,
}

impl BrowserError {
    /// An error of our own making, in the browser's shape.
    #[must_use]
    pub fn new(name: &str, message: &str) -> Self {
        Self { name: name.to_owned(), message: message.to_owned() }
    }

    /// The feature is missing in this browser or in this kind of page.
    #[must_use]
    pub fn unsupported(what: &str) -> Self {
        Self::new("NotSupportedError", what)
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.message)
    }
}

impl core::error::Error for BrowserError {}

impl From<JsValue> for BrowserError {
    fn from(thrown: JsValue) -> Self {
        if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
            return Self { name: String::from(error.name()), message: String::from(error.message()) };
        }
        // A DOMException is not an `Error` for every engine's `instanceof`.
        if let Some(exception) = thrown.dyn_ref::<web_sys::DomException>() {
            return Self { name: exception.name(), message: exception.message() };
        }
        Self::new("Error", &thrown.as_string().unwrap_or_default())
    }
}
