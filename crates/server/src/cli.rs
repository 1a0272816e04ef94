//! The command line: which command is meant, what it prints, and with which code it ends.

mod arguments;
mod course;
mod help;
mod preview;
mod serve;

use arguments::Arguments;
use help::Help;
use naptime_server::server::StartError;
use std::{io::Write, process::ExitCode};

/// A command that was done and has nothing more to say.
const DONE: ExitCode = ExitCode::SUCCESS;
/// A programme has errors to mend.
const FINDINGS: u8 = 1;
/// Wrong usage, or a command that could not be done.
const NOT_DONE: u8 = 2;

struct Command {
    /// `course lint`.
    name: &'static str,
    help: &'static Help,
    run: fn(Arguments) -> anyhow::Result<ExitCode>,
}

const COMMANDS: [Command; 7] = [
    Command { name: "serve", help: &help::SERVE, run: serve::serve },
    Command { name: "backup", help: &help::BACKUP, run: serve::backup },
    Command { name: "course new", help: &help::NEW, run: course::new },
    Command { name: "course lint", help: &help::LINT, run: course::lint },
    Command { name: "course preview", help: &help::PREVIEW, run: preview::preview },
    Command { name: "course pack", help: &help::PACK, run: course::pack },
    Command { name: "course unpack", help: &help::UNPACK, run: course::unpack },
];

/// Does what the arguments ask for. Errors are said on standard error, everything else on standard output.
pub fn run(arguments: pico_args::Arguments) -> ExitCode {
    dispatch(arguments).unwrap_or_else(|error| {
        eprintln!("naptime: {error:#}");
        let started = error.downcast_ref::<StartError>().map(StartError::exit_code);
        ExitCode::from(started.unwrap_or(NOT_DONE))
    })
}

fn dispatch(mut given: pico_args::Arguments) -> anyhow::Result<ExitCode> {
    let wants_help = given.contains(["-h", "--help"]);
    if given.contains(["-V", "--version"]) {
        say(concat!("naptime ", env!("CARGO_PKG_VERSION")));
        return Ok(DONE);
    }
    let mut arguments = Arguments::new(given, &help::NAPTIME);
    let mut name = arguments.command()?.unwrap_or_default();
    if name == "course" {
        arguments = arguments.of(&help::COURSE);
        name = arguments.command()?.map_or(name, |second| format!("course {second}"));
    }
    let found = COMMANDS.iter().find(|command| command.name == name);
    let is_whole = matches!(name.as_str(), "" | "course");
    match found {
        _ if wants_help && (found.is_some() || is_whole) => {
            say(found.map_or(arguments.help(), |command| command.help).text);
            Ok(DONE)
        }
        Some(command) => (command.run)(arguments.of(command.help)),
        None if is_whole => Err(arguments.wrong("say what to do")),
        None => Err(arguments.wrong(format!("there is no command “{name}”"))),
    }
}

/// Writes a line. Whoever started the program may have stopped reading.
fn say(line: &str) {
    writeln!(std::io::stdout(), "{}", line.trim_end()).unwrap_or_default();
}
