//! The course that comes with the app, packed by the server's own command.

use std::path::Path;

use anyhow::Result;

use super::site::Site;
use crate::{process::Program, report, workspace};

/// The package's path before it is renamed.
pub const PATH: &str = "course.package";

/// Packs `course/` and adds it to the site.
pub fn add(site: &mut Site, server: &Path) -> Result<()> {
    let folder = workspace::path("course");
    if !folder.is_dir() {
        report::note("no course: there is no folder course/");
        return Ok(());
    }
    let package = workspace::scratch().join(PATH);
    Program::new(server).words("course pack").arg(&folder).arg("--out").arg(&package).run_quietly()?;
    site.put(PATH, std::fs::read(&package)?);
    Ok(())
}
