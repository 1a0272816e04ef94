//! `demo`: a server with a small made-up group in the middle of their work, so that anyone can look around.

use std::{os::unix::process::CommandExt, process::Command};

use anyhow::{Context, Result};
use pico_args::Arguments;

use crate::{
    app::{self, Flavour},
    native::{self, Profile},
};

/// What `demo` takes.
pub const ARGUMENTS: &str = "[--listen ADDRESS:PORT]";

/// Builds what is out of date, then becomes the demonstration, which says how to come in.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let listen = arguments.opt_value_from_str("--listen")?.unwrap_or_else(|| "127.0.0.1:8082".to_owned());
    super::finish(arguments)?;
    let server = native::server(Profile::Server)?;
    let app = app::build(Flavour::Release, &server)?;
    let demo = native::demo(Profile::Server)?;
    let error = Command::new(&demo).args(["--listen", &listen, "--app"]).arg(app).exec();
    Err(error).with_context(|| format!("starting {}", demo.display()))
}
