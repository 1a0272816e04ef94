//! Files and folders that other people on the same machine can't read: who shares a space with whom is in them.

use std::{fs, io, path::Path};

/// Makes a folder, and what is above it, unless it is there.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() { Ok(()) } else { builder().recursive(true).create(folder) }
}

/// Makes a file that is not there yet.
pub(crate) fn make_file(path: &Path) -> io::Result<fs::File> {
    options().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn builder() -> fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn builder() -> fs::DirBuilder {
    fs::DirBuilder::new()
}

#[cfg(unix)]
fn options() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = fs::OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> fs::OpenOptions {
    fs::OpenOptions::new()
}
