//! What the app is made of, as one hash: equal hashes mean that nothing has to be built.

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::names::hex;
use crate::{process::Program, workspace};

const INPUTS: [&str; 16] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "THIRD-PARTY.md",
    "Trunk.toml",
    "build.rs",
    "course",
    "crates/course",
    "crates/domain",
    "crates/replica",
    "crates/view",
    "crates/view-macro",
    "index.html",
    "public",
    "src",
    "style",
];

/// The hash of every input's path and bytes, of this build step's own code and of the compiler.
pub fn fingerprint(flavour: &str) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(flavour);
    hash.update(Program::new("rustc").arg("-V").output()?);
    for input in INPUTS.iter().chain(&["xtask/src/app", "xtask/src/tools"]) {
        for file in workspace::files_below(&workspace::path(input))? {
            let bytes = std::fs::read(&file)?;
            hash.update(workspace::relative(&file, workspace::root()));
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(hex(&hash.finalize()))
}
