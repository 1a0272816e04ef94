//! Packages on disk: one file, a folder as a server hands it out, or the course folder it is made of.

use super::{Folder, NotAFolder, PackError, pack};
use crate::archive::{self, ARCHIVE_BYTES_MAX, NotAPackage};
use crate::package::{CURRENT, Package};
use crate::read::Unreadable;
use std::{fs, io, path::Path};

/// Why a package was not loaded, with its path.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct NotLoaded {
    /// What was asked for.
    pub path: String,
    /// What is the matter.
    pub reason: Reason,
}

/// What is the matter with a package on disk.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The disk said no.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is a file and not a package.
    #[error(transparent)]
    Archive(#[from] NotAPackage),
    /// It is a folder of packed files and they don't belong together.
    #[error(transparent)]
    Stored(#[from] Unreadable),
    /// It is a folder and can't be read.
    #[error(transparent)]
    Folder(#[from] NotAFolder),
    /// It is a course folder with things to mend.
    #[error(transparent)]
    Pack(#[from] PackError),
}

/// Loads the edition that lies at a path, whichever of the three forms it has.
pub fn load(path: &Path) -> Result<Package, NotLoaded> {
    let loaded = if !path.is_dir() {
        load_file(path)
    } else if path.join(CURRENT).is_file() {
        load_stored(path)
    } else {
        Folder::read(path).map_err(Reason::from).and_then(|folder| Ok(pack(&folder)?))
    };
    loaded.map_err(|reason| NotLoaded { path: path.display().to_string(), reason })
}

/// Puts the files of a package into a folder, as a server hands them out: see [`crate::package`].
///
/// Files that are already there stay: they may belong to an edition that someone is still working with. Each file appears
/// whole or not at all, and `current` comes last.
pub fn unpack(package: &Package, dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    for (name, bytes) in package.stored() {
        let partial = dir.join(format!("{name}.partial"));
        fs::write(&partial, bytes)?;
        fs::rename(&partial, dir.join(&name))?;
    }
    Ok(())
}

fn load_file(path: &Path) -> Result<Package, Reason> {
    let bytes = usize::try_from(fs::metadata(path)?.len()).unwrap_or(usize::MAX);
    if bytes > ARCHIVE_BYTES_MAX {
        return Err(NotAPackage::TooLarge { bytes }.into());
    }
    Ok(archive::open(&fs::read(path)?)?)
}

fn load_stored(dir: &Path) -> Result<Package, Reason> {
    let read = |name: &str| {
        let path = dir.join(name);
        let size = fs::metadata(&path).ok()?.len();
        (size <= ARCHIVE_BYTES_MAX as u64).then(|| fs::read(path).ok())?
    };
    let package = Package::from_stored(read)?;
    crate::read::whole(&package)?;
    Ok(package)
}
