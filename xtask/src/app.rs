//! The app as the server hands it out: Trunk builds it, the finishing step names, lists and compresses the files.

mod compress;
mod course;
mod fingerprint;
mod finish;
mod names;
mod page;
mod parts;
mod service_worker;
mod short_names;
mod site;
mod style;
mod tight;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use self::site::Site;
use crate::{
    process::Program,
    report,
    tools::{self, BuildTools, WasmOpt},
    workspace,
};

pub use self::{fingerprint::fingerprint, parts::start_program};

/// Which app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// What learners get: small, compressed, with the service worker.
    Release,
    /// What flows run on while we work on them: as whole as a release, built in a quarter of its time, and larger.
    Quick,
    /// What we look at while we work: quick to build, without a service worker to hold on to old files.
    Dev,
}

impl Flavour {
    /// The folder the server serves.
    pub fn folder(self) -> PathBuf {
        match self {
            Self::Release => workspace::path("dist"),
            Self::Quick | Self::Dev => workspace::scratch().join(format!("app-{}", self.name())),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Quick => "quick",
            Self::Dev => "dev",
        }
    }

    /// The profile in Cargo.toml.
    fn profile(self) -> &'static str {
        self.name()
    }

    /// Where cargo puts what it builds with the profile.
    fn target_folder(self) -> &'static str {
        match self {
            Self::Release | Self::Quick => self.profile(),
            Self::Dev => "debug",
        }
    }

    /// Whether it keeps itself on the device, as releases do.
    fn has_service_worker(self) -> bool {
        !matches!(self, Self::Dev)
    }
}

/// Builds the app unless nothing it is made of has changed, and gives back its folder.
///
/// `server` is the built server binary, which packs the course.
pub fn build(flavour: Flavour, server: &Path) -> Result<PathBuf> {
    let folder = flavour.folder();
    let stamp = workspace::scratch().join(format!("app-{}.stamp", flavour.name()));
    let inputs = fingerprint(flavour.name())?;
    if folder.join("index.html").is_file() && std::fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) {
        report::note("the app is up to date");
        return Ok(folder);
    }
    let tools = tools::for_build()?;
    let mut site = report::step(&format!("Building the app ({})", flavour.name()), || {
        let mut site = Site::read(&trunk(flavour, &tools)?)?;
        parts::take_the_place_of_the_whole(flavour, &tools, &mut site)?;
        Ok(site)
    })?;
    let optimiser = match flavour {
        Flavour::Release => Some(WasmOpt::ensure()?),
        Flavour::Quick | Flavour::Dev => None,
    };
    report::step("Finishing the app", || {
        style::add(&mut site)?;
        finish::finish(site, flavour, optimiser.as_ref(), server, &folder)
    })?;
    workspace::write(&stamp, inputs)?;
    Ok(folder)
}

/// What Trunk left of the last build, still with names in it.
pub fn stage(flavour: Flavour) -> PathBuf {
    workspace::scratch().join(format!("stage-{}", flavour.name()))
}

/// Cargo builds both wasm files side by side; Trunk, which would build one after the other, finds them done.
fn trunk(flavour: Flavour, tools: &BuildTools) -> Result<PathBuf> {
    Program::cargo()
        .words("build --quiet --target wasm32-unknown-unknown --bin app --bin engine --profile")
        .arg(flavour.profile())
        .run()?;
    let stage = stage(flavour);
    workspace::remove_folder(&stage)?;
    Program::new(&tools.trunk)
        .words("build --config Trunk.toml --color never --cargo-profile")
        .arg(flavour.profile())
        .arg("--dist")
        .arg(&stage)
        .with_tools(&tools.folders)?
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .run_quietly()
        .context("Trunk could not build the app")?;
    Ok(stage)
}
