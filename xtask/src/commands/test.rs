//! `test`: every check there is, one after the other, each run even if an earlier one failed.

mod suites;
mod tally;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use pico_args::Arguments;

use self::{
    suites::{SUITES, Suite},
    tally::Tally,
};
use crate::report;

/// What `test` takes.
pub const ARGUMENTS: &str = "[--only SUITE]...";

/// Runs the suites and ends the process, so that the sum is the last line in any case.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let only: Vec<String> = arguments.values_from_str("--only")?;
    super::finish(arguments)?;
    let rows: Vec<_> = chosen(&only)?.into_iter().map(run_suite).collect();
    println!();
    for (name, tally, duration) in &rows {
        println!("{name:<20} {:>12} {:>7} passed {:>4} failed", report::seconds(*duration), tally.passed, tally.failed);
    }
    let sum = rows.iter().fold(Tally::default(), |sum, (_, tally, _)| sum + *tally);
    let total: Duration = rows.iter().map(|(_, _, duration)| *duration).sum();
    println!("{:<20} {:>12}", "all", report::seconds(total));
    println!("{} passed, {} failed", sum.passed, sum.failed);
    std::process::exit(i32::from(sum.failed > 0))
}

fn chosen(only: &[String]) -> Result<Vec<&'static Suite>> {
    if let Some(unknown) = only.iter().find(|name| SUITES.iter().all(|suite| suite.name != **name)) {
        let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        bail!("there is no suite `{unknown}`, only: {}", names.join(", "));
    }
    let wanted = |suite: &&Suite| only.is_empty() || only.iter().any(|name| name == suite.name);
    Ok(SUITES.iter().filter(wanted).collect())
}

fn run_suite(suite: &'static Suite) -> (&'static str, Tally, Duration) {
    println!("\n═ {}", suite.name);
    let start = Instant::now();
    let tally = (suite.run)().unwrap_or_else(|error| {
        report::failure(&error);
        Tally::FAILED
    });
    let duration = start.elapsed();
    println!("═ {}: {} passed, {} failed in {}", suite.name, tally.passed, tally.failed, report::seconds(duration));
    (suite.name, tally, duration)
}
