//! The browsers that tests run in, and what drives them.

use std::path::PathBuf;

use anyhow::Result;

use super::debian;
use crate::{process, report};

const HEADLESS: &str = "chromium-headless-shell";

/// Chromium, under any of its names. `NAPTIME_CHROMIUM` points to one elsewhere.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("NAPTIME_CHROMIUM") {
        return Ok(PathBuf::from(chosen));
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(found) = names.iter().find_map(|name| process::find_on_path(name)) {
        return Ok(found);
    }
    debian::install(&["chromium", "chromium-driver"], "testing in a browser")?;
    Ok(PathBuf::from("/usr/bin/chromium"))
}

/// Chromium without the part that draws its windows, which takes two thirds of the time for the same flows; where there is
/// none, Chromium itself.
pub fn headless_chromium() -> Result<PathBuf> {
    let whole = chromium()?;
    if std::env::var_os("NAPTIME_CHROMIUM").is_some() {
        return Ok(whole);
    }
    Ok(process::find_on_path(HEADLESS).unwrap_or(whole))
}

/// Installs what [`headless_chromium`] would rather have. Only said where that can't be done.
pub fn install_headless_chromium() -> Result<()> {
    let whole = chromium()?;
    if std::env::var_os("NAPTIME_CHROMIUM").is_some() || process::find_on_path(HEADLESS).is_some() {
        return Ok(());
    }
    if let Err(error) = debian::install(&[HEADLESS], "testing in a quicker browser") {
        report::note(&format!("flows run in {}: {error}", whole.display()));
    }
    Ok(())
}

/// The driver that in-browser unit tests are run through.
pub fn chromedriver() -> Result<PathBuf> {
    if let Some(found) = process::find_on_path("chromedriver") {
        return Ok(found);
    }
    debian::install(&["chromium", "chromium-driver"], "testing in a browser")?;
    Ok(PathBuf::from("/usr/bin/chromedriver"))
}

/// Firefox, which speaks WebDriver BiDi by itself, and WebKitGTK's small browser with its driver and a virtual screen.
pub fn other_browsers() -> Result<()> {
    let needed = [
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("xvfb-run", "xvfb"),
        ("xauth", "xauth"),
    ];
    let missing: Vec<_> = needed
        .iter()
        .filter(|(program, _)| process::find_on_path(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    debian::install(&missing, "testing in Firefox and WebKitGTK")
}
