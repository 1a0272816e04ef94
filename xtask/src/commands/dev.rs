//! `dev`: serves a quick build and builds again whenever a file changes.

use std::{path::Path, process::Child, thread, time::Duration};

use anyhow::{Context, Result};
use pico_args::Arguments;

use super::serve::Options;
use crate::{
    app::{self, Flavour},
    native::{self, Profile},
    report, workspace,
};

/// Reading all sources takes a few milliseconds, so looking is cheaper than being told.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Runs until it is stopped. A build that fails leaves the last good one in place.
pub fn run(arguments: Arguments) -> Result<()> {
    let options = Options::parse(arguments, "127.0.0.1:8081", "dev-data")?;
    let server = native::server(Profile::Dev)?;
    let app = app::build(Flavour::Dev, &server)?;
    let mut running = start(&options, &server, &app)?;
    println!("Naptime is at http://{}; reload the page after a change", options.listen);
    let (mut app_seen, mut server_seen) = (app::fingerprint("dev")?, server_sources()?);
    loop {
        thread::sleep(LOOK_EVERY);
        if let Some(status) = running.try_wait()? {
            anyhow::bail!("the server stopped ({status})");
        }
        let (app_now, server_now) = (app::fingerprint("dev")?, server_sources()?);
        if server_now != server_seen {
            server_seen = server_now;
            said(native::server(Profile::Dev).and_then(|_| {
                running.kill()?;
                running.wait()?;
                running = start(&options, &server, &app)?;
                Ok(())
            }));
        }
        if app_now != app_seen {
            app_seen = app_now;
            said(app::build(Flavour::Dev, &server).map(drop));
        }
    }
}

fn start(options: &Options, server: &Path, app: &Path) -> Result<Child> {
    options.command(server, app).spawn().with_context(|| format!("starting {}", server.display()))
}

fn said(result: Result<()>) {
    if let Err(error) = result {
        report::failure(&error);
    }
}

/// When each file of the server, and of the crates it is made of, was written.
fn server_sources() -> Result<Vec<std::time::SystemTime>> {
    let files = workspace::files_below(&workspace::path("crates"))?;
    files.iter().map(|file| Ok(file.metadata()?.modified()?)).collect()
}
