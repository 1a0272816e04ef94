//! The server binary, built natively.

use std::path::PathBuf;

use anyhow::Result;

use crate::{process::Program, report, workspace};

/// How much time the build may take for how much speed.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Fast to run: what organisers host.
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
pub fn build(profile: Profile) -> Result<PathBuf> {
    report::step("Building the server", || {
        Program::cargo()
            .words("build --quiet --package naptime-server --bin naptime --profile")
            .arg(profile.flag())
            .run()
    })?;
    Ok(workspace::target().join(profile.folder()).join("naptime"))
}
