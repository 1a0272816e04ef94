//! The suites in the order they run: the quick ones first, and each build before the tests that need it.

use anyhow::{Context, Result};

use super::tally::Tally;
use crate::{
    app::{self, Flavour},
    commands::{
        e2e::{self, Project},
        notices, size, soak, tidy,
    },
    native::{self, Profile},
    process::Program,
    report, tools, workspace,
};

/// One suite.
pub struct Suite {
    pub name: &'static str,
    pub run: fn() -> Result<Tally>,
}

/// All suites.
pub const SUITES: [Suite; 15] = [
    Suite { name: "format", run: || one(Program::cargo().words("fmt --all --check").run()) },
    Suite { name: "tidy", run: || one(tidy::check()) },
    Suite { name: "notices", run: || one(notices::check()) },
    Suite { name: "clippy", run: clippy },
    Suite { name: "clippy wasm", run: clippy_wasm },
    Suite { name: "flows' types", run: types },
    Suite { name: "licences", run: licences },
    Suite { name: "docs", run: docs },
    Suite { name: "native", run: native },
    Suite { name: "simulator", run: simulator },
    Suite { name: "app", run: build_app },
    Suite { name: "size", run: || one(size::check()) },
    Suite { name: "in browser", run: in_browser },
    Suite { name: "flows", run: || browser(Project::Flows) },
    Suite { name: "other browsers", run: || browser(Project::Engines) },
];

/// Seeds of the simulator in every run of the test command; `soak` runs as many as one likes.
const SEEDS: u64 = 5_000;

const NATIVE: &str = "--workspace --all-features";
const WASM: &str = "--target wasm32-unknown-unknown";

/// Optimised for the simulator's seeds. Tests in a browser ask little of them: optimising takes longer than all of those run.
const UNOPTIMISED_IN_BROWSER: [&str; 3] = ["automerge", "naptime-domain", "naptime-replica"];

fn one(result: Result<()>) -> Result<Tally> {
    result.map(|()| Tally::PASSED)
}

fn clippy() -> Result<Tally> {
    one(Program::cargo().words("clippy --quiet --all-targets").words(NATIVE).words("-- -D warnings").run())
}

fn clippy_wasm() -> Result<Tally> {
    let clippy =
        Program::cargo().words("clippy --quiet --features faults").words(WASM).words("--bins --lib --test browser*");
    one(clippy.words("-- -D warnings").run())
}

fn types() -> Result<Tally> {
    tools::install_packages()?;
    let check = Program::new(tools::node()?).words("node_modules/typescript/bin/tsc --noEmit");
    one(check.in_folder(&workspace::path("e2e")).run())
}

/// Advisories are left to a schedule: they change without us, and need the network.
fn licences() -> Result<Tally> {
    let deny = tools::deny().ensure()?;
    one(Program::new(deny).words("--log-level warn check bans licenses sources").run())
}

fn docs() -> Result<Tally> {
    let doc = |scope: &str| {
        let cargo = Program::cargo().words("doc --quiet --no-deps --document-private-items").words(scope);
        cargo.env("RUSTDOCFLAGS", "-D warnings").run()
    };
    doc(NATIVE)?;
    one(doc(&format!("--package naptime {WASM}")))
}

fn native() -> Result<Tally> {
    Tally::of_tests(Program::cargo().words("test --quiet --no-fail-fast").words(NATIVE))
}

fn simulator() -> Result<Tally> {
    one(soak::simulator(Profile::Dev, 0, SEEDS)?.run())
}

fn build_app() -> Result<Tally> {
    let server = native::server(Profile::Dev)?;
    one(app::build(Flavour::Release, &server).map(drop))
}

fn in_browser() -> Result<Tally> {
    tools::chromium()?;
    let unoptimised = |package| format!("--config=profile.dev.package.{package}.opt-level=0");
    let tests = Program::cargo()
        .words("test --package naptime --no-default-features --features faults --test browser*")
        .args(UNOPTIMISED_IN_BROWSER.map(unoptimised))
        .words(WASM)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::wasm_test_runner()?)
        .env("CHROMEDRIVER", tools::chromedriver()?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    Tally::of_tests(tests)
}

fn browser(project: Project) -> Result<Tally> {
    tools::install_headless_chromium()?;
    let server = native::server(Profile::Dev)?;
    let app = app::build(Flavour::Release, &server)?;
    e2e::forget_results()?;
    let succeeded = e2e::playwright(project, &server, &app)?.run_watched(|_| ())?;
    let (passed, failed) = e2e::counts().context("the flows did not run to their end")?;
    let tally = Tally { passed, failed };
    if !succeeded && failed == 0 {
        report::note("Playwright failed outside of any flow");
        return Ok(tally + Tally::FAILED);
    }
    Ok(tally)
}
