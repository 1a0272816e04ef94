//! `soak`: the simulator for any number of seeds.

use anyhow::Result;
use pico_args::Arguments;

use crate::{
    native::{self, Profile},
    process::Program,
};

/// A night on two cores is about a million.
const SEEDS_DEFAULT: u64 = 100_000;

/// Optimised, since the seeds outweigh the build.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let from: u64 = arguments.opt_value_from_str("--from")?.unwrap_or(0);
    let seeds: u64 = arguments.opt_free_from_str()?.unwrap_or(SEEDS_DEFAULT);
    super::finish(arguments)?;
    simulator(Profile::Server, from, seeds)?.run()
}

/// The simulator over `seeds` seeds, counted from `from`.
pub fn simulator(profile: Profile, from: u64, seeds: u64) -> Result<Program> {
    Ok(Program::new(native::simulator(profile)?).args(["--from", &from.to_string(), "--seeds", &seeds.to_string()]))
}
