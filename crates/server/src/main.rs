//! The program `naptime`: serves the app and its logs, copies the database, and helps authors write programmes.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run(pico_args::Arguments::from_env())
}
