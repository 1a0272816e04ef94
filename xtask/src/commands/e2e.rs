//! `e2e`: flows with one and more people in Chromium, against the real server and the release or a quicker build.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use pico_args::Arguments;

use crate::{
    app::{self, Flavour},
    native::{self, Profile},
    process::Program,
    tools, workspace,
};

/// Who drives the browser.
#[derive(Clone, Copy)]
pub enum Project {
    /// Playwright, on Chromium: all flows.
    Flows,
    /// `e2e/engines`, on Firefox and WebKitGTK: the core of the promise.
    Engines,
    /// `e2e/bench`, on Chromium: one after the other, and figures for output.
    Bench,
}

/// Passes everything else on to Playwright: a part of a file's name, `--grep`, `--headed`, `--update-snapshots`.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let project = if arguments.contains("--engines") { Project::Engines } else { Project::Flows };
    let flavour = if arguments.contains("--quick") { Flavour::Quick } else { Flavour::Release };
    let server = native::server(Profile::Dev)?;
    let app = app::build(flavour, &server)?;
    playwright(project, &server, &app)?.args(arguments.finish()).run()
}

/// Playwright, told where things are. It writes its figures for [`counts`].
pub fn playwright(project: Project, server: &Path, app: &Path) -> Result<Program> {
    tools::install_packages()?;
    let program = Program::new(tools::node()?)
        .words("node_modules/@playwright/test/cli.js test")
        .in_folder(&workspace::path("e2e"))
        .env("NAPTIME_SERVER", server)
        .env("NAPTIME_APP", app)
        .env("NAPTIME_RESULTS", results());
    Ok(match project {
        Project::Flows => program
            .words("--project=flows")
            .env("NAPTIME_CHROMIUM", tools::chromium()?)
            .env("NAPTIME_HEADLESS_CHROMIUM", tools::headless_chromium()?),
        Project::Bench => program
            .words("--project=bench --workers=1 --reporter=./bench/reporter.ts")
            .env("NAPTIME_CHROMIUM", tools::chromium()?),
        Project::Engines => {
            tools::other_browsers()?;
            program.words("--project=engines")
        }
    })
}

/// Where Playwright's JSON report goes.
fn results() -> PathBuf {
    workspace::scratch().join("e2e.json")
}

/// Removes the last run's figures, so that they can't be taken for this run's.
pub fn forget_results() -> Result<()> {
    match std::fs::remove_file(results()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).context("removing old results"),
        _ => Ok(()),
    }
}

/// How many flows passed and failed.
pub fn counts() -> Result<(u64, u64)> {
    let report: serde_json::Value = serde_json::from_str(&workspace::read(&results())?)?;
    let stat = |name: &str| report.pointer(&format!("/stats/{name}")).and_then(serde_json::Value::as_u64);
    let passed = stat("expected").context("Playwright's report has no figures")?;
    Ok((passed, stat("unexpected").unwrap_or(0) + stat("flaky").unwrap_or(0)))
}
