//! Tools that are Rust programs: used from PATH when the version is right, else installed into the per-user cache.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{process, process::Program, report, workspace};

/// A binary that `cargo install` can make.
pub struct CargoTool {
    pub package: &'static str,
    pub binary: &'static str,
    pub version: String,
    /// Whether its published lock file builds.
    pub locked: bool,
    /// Of the package, without which there is no binary.
    pub features: &'static str,
}

impl CargoTool {
    /// Where the tool is, installing it if need be.
    pub fn ensure(&self) -> Result<PathBuf> {
        if let Some(found) = self.find()? {
            return Ok(found);
        }
        let root = self.folder()?;
        report::step(&format!("Installing {} {} (once, some minutes)", self.package, self.version), || {
            // Unoptimised and without debug information: minutes less to build, seconds more to run.
            let mut install = Program::cargo().words("install --debug --quiet --version").arg(&self.version);
            if self.locked {
                install = install.arg("--locked");
            }
            install
                .arg("--features")
                .arg(self.features)
                .arg("--root")
                .arg(&root)
                .arg(self.package)
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1")
                .run()
                .with_context(|| format!("{} is missing; run: {}", self.binary, self.by_hand()))
        })?;
        Ok(root.join("bin").join(self.binary))
    }

    /// Where the tool is, if it is there in the right version.
    pub fn find(&self) -> Result<Option<PathBuf>> {
        if let Some(found) = process::find_on_path(self.binary)
            && Program::new(&found)
                .arg("--version")
                .output()
                .is_ok_and(|told| told.split_whitespace().any(|word| word == self.version))
        {
            return Ok(Some(found));
        }
        let cached = self.folder()?.join("bin").join(self.binary);
        Ok(cached.is_file().then_some(cached))
    }

    fn folder(&self) -> Result<PathBuf> {
        Ok(workspace::tool_cache()?.join(format!("{}-{}", self.binary, self.version)))
    }

    fn by_hand(&self) -> String {
        let locked = if self.locked { " --locked" } else { "" };
        let features = if self.features.is_empty() { String::new() } else { format!(" --features {}", self.features) };
        format!("cargo install{locked} {} --version {}{features}", self.package, self.version)
    }
}
