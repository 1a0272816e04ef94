//! Writing courses: a folder of Markdown and YAML is read, linted all at once, and packed.

mod against;
mod challenge;
mod cross;
mod example;
mod finding;
mod folder;
mod form;
mod lesson;
mod load;
mod markdown;
mod media;
mod pack;
mod programme;
mod protocol;
mod schema;

pub use against::against;
pub use example::{NotCreated, create};
pub use finding::{Finding, Severity};
pub use folder::{Folder, NotAFolder};
pub use load::{NotLoaded, Reason, load, unpack};
pub use pack::PackError;

#[cfg(test)]
mod tests;

use crate::package::Package;
use finding::Findings;

/// Everything worth saying about a course folder, in order of file and line.
///
/// Errors keep a folder from being packed, and nothing else does; warnings do not.
pub fn lint(folder: &Folder) -> Vec<Finding> {
    let mut findings = Findings::default();
    let written = programme::read(folder, &mut findings);
    if let Some(written) = written.filter(|_| !findings.has_errors()) {
        // What only shows when it is put together.
        pack::check(written, &mut findings);
    }
    findings.sorted()
}

/// Packs a course folder. The same files give the same bytes on any machine, in whatever order the disk lists them.
pub fn pack(folder: &Folder) -> Result<Package, PackError> {
    let mut findings = Findings::default();
    let written = programme::read(folder, &mut findings);
    match written {
        Some(written) if !findings.has_errors() => pack::assemble(written),
        _ => Err(PackError::Findings(findings.sorted())),
    }
}

/// Every word that a field can have.
#[cfg(test)]
fn words() -> Vec<String> {
    let targets = lesson::TARGETS.iter().map(|(word, _)| format!("apply:{word}"));
    targets.chain(protocol::words().map(str::to_owned)).collect()
}
