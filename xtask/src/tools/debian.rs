//! Debian packages: installed when we are root, else named with the command to run.

use std::sync::Once;

use anyhow::{Context, Result, bail};

use crate::{process::Program, report};

/// Installs packages. `why` says what can't be done without them.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    let by_hand = format!("sudo apt-get install --no-install-recommends {names}");
    if Program::new("id").arg("-u").output()?.trim() != "0" {
        bail!("{why} needs {names}; run: {by_hand}");
    }
    report::step(&format!("Installing {names} with apt"), || {
        update_once();
        Program::new("apt-get")
            .words("-qq -y -o DPkg::Lock::Timeout=300 --no-install-recommends install")
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run_quietly()
            .with_context(|| format!("{why} needs {names}; run: {by_hand}"))
    })
}

/// An old list may still do, so failing to renew it is only said.
fn update_once() {
    static UPDATED: Once = Once::new();
    UPDATED.call_once(|| {
        if let Err(error) = Program::new("apt-get").words("-qq -o DPkg::Lock::Timeout=300 update").run_quietly() {
            report::note(&format!("apt's package list could not be renewed: {error}"));
        }
    });
}
