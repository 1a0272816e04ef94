//! The commands by name, and their help.

mod bench;
mod ci;
mod demo;
mod dev;
mod e2e;
mod notices;
mod serve;
mod setup;
mod size;
mod soak;
mod test;
mod tidy;

use std::time::Instant;

use anyhow::{Context, Result, bail};
use pico_args::Arguments;

use crate::report;

/// One command.
struct Entry {
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    run: fn(Arguments) -> Result<()>,
}

const COMMANDS: [Entry; 12] = [
    Entry { name: "setup", arguments: "", help: "install every tool that is missing", run: setup::run },
    Entry { name: "serve", arguments: serve::ARGUMENTS, help: "build all of it and serve it", run: serve::run },
    Entry {
        name: "dev",
        arguments: serve::ARGUMENTS,
        help: "serve a quick build, rebuilt on each change",
        run: dev::run,
    },
    Entry {
        name: "demo",
        arguments: demo::ARGUMENTS,
        help: "serve it with a made-up group in the middle of their work",
        run: demo::run,
    },
    Entry {
        name: "test",
        arguments: test::ARGUMENTS,
        help: "every check there is; --only runs one suite",
        run: test::run,
    },
    Entry { name: "tidy", arguments: "", help: "the rules that the compiler doesn't know", run: tidy::run },
    Entry {
        name: "e2e",
        arguments: "[--engines] [--quick] [PLAYWRIGHT ARGUMENTS]",
        help: "flows in Chromium, or with --engines in Firefox and WebKitGTK; --quick builds in less time",
        run: e2e::run,
    },
    Entry {
        name: "size",
        arguments: size::ARGUMENTS,
        help: "what a first visit downloads, against its budgets",
        run: size::run,
    },
    Entry {
        name: "bench",
        arguments: "[NAME]",
        help: "speed, beside floors and peers measured in the same run",
        run: bench::run,
    },
    Entry {
        name: "soak",
        arguments: "[SEEDS] [--from SEED]",
        help: "the simulator, for as many seeds as you like",
        run: soak::run,
    },
    Entry {
        name: "notices",
        arguments: "[--check]",
        help: "write THIRD-PARTY.md from the dependencies",
        run: notices::run,
    },
    Entry { name: "ci", arguments: "", help: "setup and test, as on a fresh machine", run: ci::run },
];

/// Runs the command that the arguments name.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let name = arguments.subcommand()?.unwrap_or_else(|| "help".to_owned());
    if name == "help" || arguments.contains(["-h", "--help"]) {
        help();
        return Ok(());
    }
    let entry = COMMANDS.iter().find(|entry| entry.name == name);
    let entry = entry.with_context(|| format!("there is no command `{name}`; `cargo xtask help` lists them"))?;
    let start = Instant::now();
    (entry.run)(arguments)?;
    println!("{name}: {}", report::seconds(start.elapsed()));
    Ok(())
}

fn help() {
    println!(
        "cargo xtask COMMAND
"
    );
    for entry in &COMMANDS {
        println!("  {:<9}{}", entry.name, entry.help);
        if !entry.arguments.is_empty() {
            println!("           {}", entry.arguments);
        }
    }
}

/// Refuses what a command did not understand.
fn finish(arguments: Arguments) -> Result<()> {
    let left = arguments.finish();
    if !left.is_empty() {
        bail!("not understood: {}", left.join(" ".as_ref()).to_string_lossy());
    }
    Ok(())
}
