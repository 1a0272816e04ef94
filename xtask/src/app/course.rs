//! The course that comes with the app, packed and laid out by the server's own commands, like anybody's.

use std::path::Path;

use anyhow::Result;

use super::site::Site;
use crate::{process::Program, report, workspace};

/// The package's folder. Its files carry their own hashes as names; only `current` changes.
const FOLDER: &str = "course";

/// Packs `course/` and adds it to the site.
pub fn add(site: &mut Site, server: &Path) -> Result<()> {
    let source = workspace::path(FOLDER);
    if !source.is_dir() {
        report::note("no course: there is no folder course/");
        return Ok(());
    }
    let packed = workspace::scratch().join(FOLDER);
    workspace::remove_folder(&packed)?;
    let file = workspace::scratch().join("course.zip");
    Program::new(server).words("course pack").arg(&source).arg("--out").arg(&file).run_quietly()?;
    Program::new(server).words("course unpack").arg(&file).arg("--out").arg(&packed).run_quietly()?;
    for file in workspace::files_below(&packed)? {
        site.put(&format!("{FOLDER}/{}", workspace::relative(&file, &packed)), std::fs::read(&file)?);
    }
    Ok(())
}
