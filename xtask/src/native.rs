//! The server, the simulator and the demonstration, built natively.

use std::path::PathBuf;

use anyhow::Result;

use crate::{process::Program, report, workspace};

/// How much time the build may take for how much speed.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Fast to run: what organisers host, and long soaks.
    Server,
    /// Fast to build: shared with the native tests.
    Dev,
}

impl Profile {
    fn flag(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Dev => "dev",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Dev => "debug",
        }
    }
}

/// Builds the server, if anything changed, and says where it is.
pub fn server(profile: Profile) -> Result<PathBuf> {
    let built = report::step("Building the server", || build(profile, "naptime-server", "--bin naptime"))?;
    Ok(built.join("naptime"))
}

/// Builds the simulator, if anything changed, and says where it is.
pub fn simulator(profile: Profile) -> Result<PathBuf> {
    let built = report::step("Building the simulator", || build(profile, "naptime-simulator", "--example soak"))?;
    Ok(built.join("examples").join("soak"))
}

/// Builds the demonstration, if anything changed, and says where it is.
pub fn demo(profile: Profile) -> Result<PathBuf> {
    let built = report::step("Building the demonstration", || build(profile, "naptime-server", "--example demo"))?;
    Ok(built.join("examples").join("demo"))
}

fn build(profile: Profile, package: &str, target: &str) -> Result<PathBuf> {
    let scope = match profile {
        Profile::Server => format!("--package {package}"),
        // Cargo builds a dependency anew for every other choice of features: only with those of the native tests is it theirs.
        Profile::Dev => "--workspace --all-features".to_owned(),
    };
    Program::cargo().words("build --quiet --profile").arg(profile.flag()).words(&scope).words(target).run()?;
    Ok(workspace::target().join(profile.folder()))
}
