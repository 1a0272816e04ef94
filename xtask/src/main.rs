//! Every habit of the project as a command: `cargo xtask help` lists them.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod app;
mod commands;
mod native;
mod parallel;
mod process;
mod report;
mod tools;
mod wasm;
mod workspace;

use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(pico_args::Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error);
            ExitCode::FAILURE
        }
    }
}
