//! `serve`: from a fresh checkout to a running Naptime.

use std::{os::unix::process::CommandExt, path::Path, process::Command};

use anyhow::{Context, Result};
use pico_args::Arguments;

use crate::{
    app::{self, Flavour},
    native::{self, Profile},
    workspace,
};

/// What `serve` and `dev` take.
pub const ARGUMENTS: &str = "[--listen ADDRESS:PORT] [--data FOLDER]";

/// What to tell the server.
pub struct Options {
    pub listen: String,
    pub data: String,
}

impl Options {
    /// Reads the options that are given, and takes the others from `listen` and a folder below `target/`.
    pub fn parse(mut arguments: Arguments, listen: &str, data: &str) -> Result<Self> {
        let given = Self {
            listen: arguments.opt_value_from_str("--listen")?.unwrap_or_else(|| listen.to_owned()),
            data: arguments
                .opt_value_from_str("--data")?
                .unwrap_or_else(|| workspace::scratch().join(data).to_string_lossy().into_owned()),
        };
        super::finish(arguments)?;
        Ok(given)
    }

    /// The server's command line.
    pub fn command(&self, server: &Path, app: &Path) -> Command {
        let mut command = Command::new(server);
        command.args(["serve", "--listen", &self.listen, "--data", &self.data, "--app"]).arg(app);
        command
    }
}

/// Builds what is out of date, then becomes the server.
pub fn run(arguments: Arguments) -> Result<()> {
    let options = Options::parse(arguments, "127.0.0.1:8080", "serve-data")?;
    let server = native::server(Profile::Server)?;
    let app = app::build(Flavour::Release, &server)?;
    println!("Naptime is at http://{} (data in {}); Ctrl-C stops it", options.listen, options.data);
    let error = options.command(&server, &app).exec();
    Err(error).with_context(|| format!("starting {}", server.display()))
}
