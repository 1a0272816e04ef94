//! All files of the built app, in memory, by their path below the root.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

use crate::workspace;

/// Path below the site's root (`assets/app-….js`) to bytes.
#[derive(Default)]
pub struct Site {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Reads what Trunk left.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut site = Self::default();
        for file in workspace::files_below(folder)? {
            site.files.insert(workspace::relative(&file, folder), fs::read(&file)?);
        }
        Ok(site)
    }

    /// Takes a file out.
    pub fn take(&mut self, path: &str) -> Result<Vec<u8>> {
        self.files.remove(path).with_context(|| format!("the build made no {path}"))
    }

    /// Takes a text file out.
    pub fn take_text(&mut self, path: &str) -> Result<String> {
        String::from_utf8(self.take(path)?).with_context(|| format!("{path} is not text"))
    }

    /// Puts a file in.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Writes all files to a folder that then takes the place of `folder`, so that nobody sees half a build.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let fresh = folder.with_extension("new");
        workspace::remove_folder(&fresh)?;
        for (path, bytes) in &self.files {
            workspace::write(&fresh.join(path), bytes)?;
        }
        let last = folder.with_extension("last");
        workspace::remove_folder(&last)?;
        if folder.is_dir() {
            fs::rename(folder, &last).with_context(|| format!("moving the last build to {}", last.display()))?;
        }
        fs::rename(&fresh, folder).with_context(|| format!("moving the build to {}", folder.display()))?;
        workspace::remove_folder(&last)
    }
}
