//! The programs a build or a test needs beside Rust itself: found, or installed, or named with the command to run.

mod browser;
mod cargo_tool;
mod debian;
mod node;
mod wasm_opt;

use std::path::PathBuf;

use anyhow::{Context, Result};

pub use self::{
    browser::{chromedriver, chromium, headless_chromium, install_headless_chromium, other_browsers},
    cargo_tool::CargoTool,
    node::{install_packages, node},
    wasm_opt::WasmOpt,
};

use crate::{process::Program, report, workspace};

/// Builds the two wasm files and the page around them. 0.22 needs a newer rustc than ours.
const TRUNK_VERSION: &str = "0.21.14";
/// Splits the page's program. It must understand what the `wasm_split_helpers` in Cargo.lock leave for it.
const SPLIT_VERSION: &str = "0.2.4";
/// Checks licences, sources and bans of all dependencies.
const DENY_VERSION: &str = "0.20.2";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What the app's build runs.
pub struct BuildTools {
    /// Folders to put before PATH, so that Trunk finds what it calls.
    pub folders: Vec<PathBuf>,
    /// Trunk itself.
    pub trunk: PathBuf,
    /// The command-line half of wasm-bindgen, which Trunk runs, too.
    pub bindgen: PathBuf,
    /// What splits the page's program.
    pub split: PathBuf,
}

/// Finds or installs what the app's build runs.
pub fn for_build() -> Result<BuildTools> {
    wasm_target()?;
    let trunk = trunk().ensure()?;
    let bindgen = wasm_bindgen()?.ensure()?;
    let folders = [&trunk, &bindgen].iter().filter_map(|tool| tool.parent()).map(PathBuf::from).collect();
    Ok(BuildTools { folders, trunk, bindgen, split: wasm_split().ensure()? })
}

/// The runner of in-browser unit tests; it comes with wasm-bindgen.
pub fn wasm_test_runner() -> Result<PathBuf> {
    let bindgen = wasm_bindgen()?.ensure()?;
    Ok(bindgen.with_file_name("wasm-bindgen-test-runner"))
}

fn trunk() -> CargoTool {
    CargoTool { package: "trunk", binary: "trunk", version: TRUNK_VERSION.to_owned(), locked: true, features: "" }
}

fn wasm_split() -> CargoTool {
    CargoTool {
        package: "wasm_split_cli_support",
        binary: "wasm-split-cli",
        version: SPLIT_VERSION.to_owned(),
        locked: true,
        features: "build-binary",
    }
}

/// cargo-deny, for the licences suite.
pub fn deny() -> CargoTool {
    CargoTool {
        package: "cargo-deny",
        binary: "cargo-deny",
        version: DENY_VERSION.to_owned(),
        locked: true,
        features: "",
    }
}

/// The command-line half of wasm-bindgen must equal the library half to the last digit.
fn wasm_bindgen() -> Result<CargoTool> {
    let lock = workspace::read(&workspace::path("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    // Its published lock file doesn't build with today's rustc.
    Ok(CargoTool { package: "wasm-bindgen-cli", binary: "wasm-bindgen", version, locked: false, features: "" })
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

fn wasm_target() -> Result<()> {
    let sysroot = Program::new("rustc").words("--print sysroot").output()?;
    let installed = PathBuf::from(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET);
    if installed.is_dir() {
        return Ok(());
    }
    report::step("Adding the wasm32 target", || {
        Program::new("rustup")
            .words("target add")
            .arg(WASM_TARGET)
            .run()
            .context("the wasm32 target is missing; run: rustup target add wasm32-unknown-unknown")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_the_one_of_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
