//! The learner's choice of light or dark, kept on this device and applied to the document.

use super::{BrowserError, local::THEME};

/// Which colours to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The choice made on this device.
    #[must_use]
    pub fn chosen() -> Self {
        match THEME.get().as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Shows this theme from now on: `data-theme` on the root element, absent for [`Theme::System`].
    ///
    /// # Errors
    ///
    /// When the choice could not be kept; it is shown all the same.
    pub fn choose(self) -> Result<(), BrowserError> {
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element())
            .ok_or_else(|| BrowserError::unsupported("document"))?;
        let Some(name) = self.name() else {
            root.remove_attribute("data-theme")?;
            return THEME.remove();
        };
        root.set_attribute("data-theme", name)?;
        THEME.set(name)
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}
