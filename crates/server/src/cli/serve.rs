//! `naptime serve` and `naptime backup`.

use super::{DONE, arguments::Arguments, course::laid_over, say};
use anyhow::Context;
use naptime_course::author;
use naptime_server::{
    limits::Limits,
    server::{Config, Figures, Overlay, Proxy, Server},
    sqlite::SqliteStore,
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// Where the built app is unless someone says otherwise.
pub const APP: &str = "dist";

/// Serves until asked to stop.
pub fn serve(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let listen = arguments.value("--listen")?.unwrap_or_else(|| ([127, 0, 0, 1], 8080).into());
    let data = data_folder(&mut arguments)?;
    let app = arguments.path("--app")?.or_else(|| Path::new(APP).is_dir().then(|| APP.into()));
    let courses = arguments.paths("--course")?;
    let origins = arguments.values("--origin")?;
    let proxy = if arguments.flag("--behind-proxy") { Proxy::Trusted } else { Proxy::None };
    if app.is_none() && !courses.is_empty() {
        return Err(arguments.wrong("--course needs the app that shows it; name it with --app"));
    }
    arguments.none_left()?;
    let editions = courses.iter().map(|path| author::load(path)).collect::<Result<Vec<_>, _>>()?;
    let over = Arc::new(Overlay::default());
    over.replace(laid_over(&editions));
    allow_many_sockets();
    let config =
        Config { listen, data, app, over, origins, proxy, figures: Figures::Written, limits: Limits::default() };
    runtime()?.block_on(async {
        let app = if config.app.is_some() { "" } else { " (without the app: no --app, no ./dist)" };
        let server = Server::start(config).await?;
        let stop = stop_signal()?;
        say(&format!("Naptime is ready at http://{}{app}", server.address()?));
        server.run(stop).await.context("the database was not closed tidily")?;
        say("Naptime has stopped");
        Ok(DONE)
    })
}

/// Copies the database.
pub fn backup(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let data = data_folder(&mut arguments)?;
    let file = arguments.last_path("FILE")?;
    SqliteStore::backup(&data, &file).with_context(|| format!("no backup of {}", data.display()))?;
    say(&format!("{} is a copy of the database in {}", file.display(), data.display()));
    Ok(DONE)
}

/// What servers run on.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(32).build()
}

fn data_folder(arguments: &mut Arguments) -> anyhow::Result<PathBuf> {
    Ok(arguments.path("--data")?.unwrap_or_else(|| PathBuf::from("naptime-data")))
}

/// Done when the process is asked to stop, by a terminal or by whoever runs it.
#[cfg(unix)]
pub fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the process is asked to stop.
#[cfg(not(unix))]
pub fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
}

/// Systems allow a program 1,024 open files unless it asks for as many as it may have: too few for a class of phones.
#[cfg(unix)]
fn allow_many_sockets() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let allowed = getrlimit(Resource::Nofile);
    // Refused, the server works with fewer sockets.
    setrlimit(Resource::Nofile, Rlimit { current: allowed.maximum, ..allowed }).unwrap_or_default();
}

#[cfg(not(unix))]
fn allow_many_sockets() {}
