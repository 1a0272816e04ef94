//! Writing courses: a folder of Markdown and YAML is read, linted all at once, and packed.

mod challenge;
mod cross;
mod finding;
mod folder;
mod form;
mod lesson;
mod markdown;
mod media;
mod pack;
mod programme;
mod protocol;
mod schema;

pub use finding::{Finding, Severity};
pub use folder::{Folder, NotAFolder};
pub use pack::PackError;

#[cfg(test)]
mod tests;

use crate::model::PackageHash;
use crate::package::Package;
use finding::Findings;
use std::path::Path;

/// Everything worth saying about a course folder, in order of file and line.
///
/// Errors keep a folder from being packed; warnings do not. A folder that cannot be read at all is one finding.
pub fn lint(dir: &Path) -> Vec<Finding> {
    match Folder::read(dir) {
        Ok(folder) => lint_folder(&folder),
        Err(error) => vec![Finding {
            severity: Severity::Error,
            file: dir.display().to_string(),
            line: 1,
            what: error.to_string(),
            mend: "Name the folder that holds programme.yaml.".to_owned(),
        }],
    }
}

/// As [`lint`], for a folder already in memory.
pub fn lint_folder(folder: &Folder) -> Vec<Finding> {
    let mut findings = Findings::default();
    if let Some(written) = programme::read(folder, &mut findings)
        && !findings.has_errors()
    {
        // What only shows when it is put together: a file over its limit, a picture with a strange name.
        pack::too_large(&written, &mut findings);
    }
    findings.sorted()
}

/// Packs a course folder. The same files give the same bytes on any machine, in whatever order the disk lists them.
pub fn pack(dir: &Path) -> Result<Package, PackError> {
    pack_folder(&Folder::read(dir)?)
}

/// As [`pack()`], for a folder already in memory.
pub fn pack_folder(folder: &Folder) -> Result<Package, PackError> {
    let mut findings = Findings::default();
    let written = programme::read(folder, &mut findings);
    match written {
        Some(written) if !findings.has_errors() => pack::assemble(written),
        _ => Err(PackError::Findings(findings.sorted())),
    }
}

/// Packs a course folder into another folder, as a server hands it out: see [`crate::package`] for the files.
///
/// Files that are already there stay: they may belong to an edition that someone is still working with.
pub fn pack_dir(dir: &Path, out_dir: &Path) -> Result<PackageHash, PackError> {
    let package = pack(dir)?;
    pack::store(&package, out_dir)?;
    Ok(package.hash())
}

/// Every word that a field can have.
#[cfg(test)]
fn words() -> Vec<String> {
    let targets = lesson::TARGETS.iter().map(|(word, _)| format!("apply:{word}"));
    targets.chain(protocol::words().map(str::to_owned)).collect()
}
