//! `bench`: runs each benchmark that exists. A benchmark prints its own table, with the floor or peer beside each figure.

use std::path::PathBuf;

use anyhow::{Result, bail};
use pico_args::Arguments;

use super::e2e::{self, Project};
use crate::{
    app::{self, Flavour},
    native::{self, Profile},
    process::Program,
    report, workspace,
};

/// One benchmark: a name, how it is run.
struct Bench {
    name: &'static str,
    run: fn(Option<&str>) -> Result<()>,
}

const BENCHES: [Bench; 2] = [Bench { name: "replica", run: replica }, Bench { name: "browser", run: browser }];

/// All benchmarks, or the one that is named, or of the browser's only those whose title has the words that follow.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let only: Option<String> = arguments.opt_free_from_str()?;
    let words: Option<String> = arguments.opt_free_from_str()?;
    super::finish(arguments)?;
    let wanted = |bench: &&Bench| only.as_deref().is_none_or(|name| name == bench.name);
    let chosen: Vec<_> = BENCHES.iter().filter(wanted).collect();
    if chosen.is_empty() {
        bail!("there is no such benchmark");
    }
    for bench in chosen {
        report::step(&format!("Benchmark: {}", bench.name), || (bench.run)(words.as_deref()))?;
    }
    Ok(())
}

/// Sync, merge and opening, natively, in the profile that servers run in.
fn replica(words: Option<&str>) -> Result<()> {
    if words.is_some() {
        bail!("the replica's benchmark is one table: only the browser's can be chosen from");
    }
    Program::cargo().words("run --quiet --package naptime-simulator --example bench --profile server").run()
}

/// What the learner waits for, in Chromium, on the release build and the real server.
fn browser(words: Option<&str>) -> Result<()> {
    let server = native::server(Profile::Dev)?;
    let app = app::build(Flavour::Release, &server)?;
    let playwright = e2e::playwright(Project::Bench, &server, &app)?;
    let playwright = match words {
        Some(words) => playwright.words("--grep").arg(words),
        None => playwright,
    };
    playwright.env("NAPTIME_PLANNER", planner()?).env("NAPTIME_LONG_WORK", long_work()?).run()
}

/// The planner as a program of its own, made as the app is.
fn planner() -> Result<PathBuf> {
    Program::cargo()
        .words("build --quiet --release --target wasm32-unknown-unknown --package naptime-domain --example planner")
        .run()?;
    Ok(workspace::target().join("wasm32-unknown-unknown/release/examples/planner.wasm"))
}

/// A draft with a long history, as an export file.
fn long_work() -> Result<PathBuf> {
    let file = workspace::scratch().join("long-work.naptime");
    Program::cargo()
        .words("run --quiet --package naptime-simulator --example long_work --profile server --")
        .arg(&file)
        .run()?;
    Ok(file)
}
