//! `setup`: installs every tool that is missing, each in its own step.

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::{report, tools};

/// What a tool is for, and how to get it.
type Step = (&'static str, fn() -> Result<()>);

/// Goes through all tools, so that one run names everything that has to be done by hand.
pub fn run(arguments: Arguments) -> Result<()> {
    super::finish(arguments)?;
    let steps: [Step; 7] = [
        ("to build the app", || tools::for_build().map(drop)),
        ("to make it small", || tools::WasmOpt::ensure().map(drop)),
        ("to test in a browser", tools::install_headless_chromium),
        ("to run unit tests in one", || tools::chromedriver().map(drop)),
        ("to test in other browsers", tools::other_browsers),
        ("to run flows", tools::install_packages),
        ("to check licences", || tools::deny().ensure().map(drop)),
    ];
    let mut missing = 0;
    for (purpose, ensure) in steps {
        match ensure() {
            Ok(()) => report::note(&format!("{purpose}: there")),
            Err(error) => {
                missing += 1;
                report::failure(&error);
            }
        }
    }
    if missing > 0 {
        bail!("{missing} of {} can't be installed from here; the commands to run are above", steps.len());
    }
    Ok(())
}
