//! `notices`: THIRD-PARTY.md, the licences of everything that ships in the app or the server.

mod packages;
mod texts;

use anyhow::{Result, bail};
use pico_args::Arguments;

use self::packages::Package;
use crate::workspace;

const FILE: &str = "THIRD-PARTY.md";
const INTRODUCTION: &str = "# Third-party notices

Naptime's app and server contain the packages below, each under the licence that follows it.
Written by `cargo xtask notices` from Cargo.lock and the packages' own files.
";

/// Writes the file, or with `--check` only compares.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let only_check = arguments.contains("--check");
    super::finish(arguments)?;
    if only_check {
        return check();
    }
    workspace::write(&workspace::path(FILE), notices()?)
}

/// Fails when the file isn't what would be written now.
pub fn check() -> Result<()> {
    let path = workspace::path(FILE);
    if !path.is_file() || workspace::read(&path)? != notices()? {
        bail!("{FILE} is out of date; run: cargo xtask notices");
    }
    Ok(())
}

fn notices() -> Result<String> {
    let packages = packages::shipped()?;
    let mut page = INTRODUCTION.to_owned();
    for (text, packages) in texts::by_text(&packages)? {
        page.push_str("\n## ");
        page.push_str(&packages.iter().map(|(package, _)| package.title()).collect::<Vec<_>>().join(", "));
        page.push_str("\n\n");
        for holder in holders(&packages) {
            page.push_str(&format!("- {holder}\n"));
        }
        page.push_str(&format!("\n```text\n{text}\n```\n"));
    }
    Ok(page)
}

/// The copyright lines of all packages under one text, each once.
fn holders(packages: &[(&Package, Vec<String>)]) -> Vec<String> {
    let mut holders: Vec<_> = packages.iter().flat_map(|(_, holders)| holders.clone()).collect();
    holders.sort();
    holders.dedup();
    holders
}
