//! Node and the packages of `e2e/`: needed by tests in a browser, never by `serve`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::{process, process::Program, report, workspace};

/// Node itself; npm comes along.
pub fn node() -> Result<PathBuf> {
    if let (Some(found), Some(_)) = (process::find_on_path("node"), process::find_on_path("npm")) {
        return Ok(found);
    }
    debian::install(&["nodejs", "npm"], "driving a browser")?;
    Ok(PathBuf::from("/usr/bin/node"))
}

/// Installs the packages that `e2e/package-lock.json` names, unless exactly those are there.
pub fn install_packages() -> Result<()> {
    let lock = workspace::read(&workspace::path("e2e/package-lock.json"))?;
    let stamp = workspace::path("e2e/node_modules/.naptime-lock.json");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    node()?;
    report::step("Installing the browser tests' packages", || {
        Program::new("npm")
            .words("ci --no-audit --no-fund --loglevel=error")
            .in_folder(&workspace::path("e2e"))
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .run()
            .context("the browser tests' packages are missing; run: cd e2e && npm ci")?;
        workspace::write(&stamp, &lock)
    })
}
