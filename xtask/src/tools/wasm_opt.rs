//! wasm-opt, which takes the last tenth off a wasm file: from PATH, npm's `binaryen` or Debian's.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian;
use crate::{process, process::Program, report, workspace};

/// Installed from npm where npm is. One on PATH is taken as it is.
const BINARYEN_VERSION: &str = "132.0.0";
/// What rustc's wasm32 target uses by itself. Named here, so that no version adds what a two years old browser lacks.
const FEATURES: &str = "--enable-bulk-memory --enable-multivalue --enable-mutable-globals \
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext";

/// What counts is what brotli leaves of it, and then how many functions there are: a browser compiles each when it is first
/// called, and whoever opens the app waits for more than a thousand. Only what takes no more room than its call is inlined, and
/// small functions with one caller. They stand in the order of their names, so each beside its like; what is computed twice is
/// not kept in a local. In the first kilobyte of memory is only the stack's end.
const FLAGS: &str = "-Oz --low-memory-unused --one-caller-inline-max-function-size 60 --always-inline-max-function-size 6 \
    --skip-pass=local-cse --reorder-functions-by-name --strip-debug --strip-producers";

/// A wasm-opt and its version.
pub struct WasmOpt {
    program: PathBuf,
    version: String,
}

impl WasmOpt {
    /// Finds or installs wasm-opt.
    pub fn ensure() -> Result<Self> {
        let program = match find()? {
            Some(found) => found,
            None => install()?,
        };
        let version = Program::new(&program).arg("--version").output()?.trim().to_owned();
        Ok(Self { program, version })
    }

    /// What decides the output beside the input.
    pub fn recipe(&self) -> String {
        [self.version.as_str(), FLAGS, FEATURES].join(" ")
    }

    /// Writes a smaller file that does the same.
    pub fn run(&self, from: &Path, to: &Path) -> Result<()> {
        Program::new(&self.program).words(FLAGS).words(FEATURES).arg("-o").arg(to).arg(from).run_quietly()
    }
}

fn from_npm() -> Result<PathBuf> {
    Ok(workspace::tool_cache()?.join(format!("binaryen-{BINARYEN_VERSION}")))
}

fn find() -> Result<Option<PathBuf>> {
    let cached = from_npm()?.join("node_modules/.bin/wasm-opt");
    Ok(process::find_on_path("wasm-opt").or_else(|| cached.is_file().then_some(cached)))
}

fn install() -> Result<PathBuf> {
    if process::find_on_path("npm").is_none() {
        debian::install(&["binaryen"], "making the wasm files small")?;
        return Ok(PathBuf::from("/usr/bin/wasm-opt"));
    }
    let folder = from_npm()?;
    report::step(&format!("Installing binaryen {BINARYEN_VERSION} from npm"), || {
        Program::new("npm")
            .words("install --no-audit --no-fund --loglevel=error --ignore-scripts --prefix")
            .arg(&folder)
            .arg(format!("binaryen@{BINARYEN_VERSION}"))
            .run_quietly()
            .context("wasm-opt is missing; run: sudo apt-get install --no-install-recommends binaryen")
    })?;
    Ok(folder.join("node_modules/.bin/wasm-opt"))
}
