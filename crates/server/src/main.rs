//! The program `naptime`: serves the app and its logs, copies the database, checks and packs courses.

use anyhow::{Context, bail};
use naptime_course::author;
use naptime_server::{
    limits::Limits,
    server::{Config, Proxy, Server, StartError},
    store::sqlite::SqliteStore,
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

const USAGE: &str = "\
naptime serve [--listen ADDRESS] [--data DIR] [--app DIR] [--origin URL]... [--behind-proxy]
    Serves the app and carries sealed logs between devices.
    --listen ADDRESS  where to listen; 127.0.0.1:8080 unless given, port 0 takes a free one
    --data DIR        where the database is; made if need be; ./naptime-data unless given
    --app DIR         the built app; ./dist unless given, and if that is there
    --origin URL      another origin whose pages may sync, as https://naptime.example
    --behind-proxy    believe the last X-Forwarded-For address, which a proxy in front must set
naptime backup FILE [--data DIR]
    Writes a copy of the database, of a running server too.
naptime course lint DIR
    Says what is wrong with a course's folder.
naptime course pack DIR [--out DIR]
    Writes a course's folder as one package named by its hash.

Exit codes: 64 wrong usage, 65 damaged database or course, 66 no app, 69 can't listen,
73 folder can't be written, 74 the database failed, 75 the folder is in use, 76 newer database.
";

fn main() -> ExitCode {
    match run(pico_args::Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("naptime: {error:#}");
            ExitCode::from(exit_code(&error))
        }
    }
}

fn exit_code(error: &anyhow::Error) -> u8 {
    let started = error.downcast_ref::<StartError>().map(StartError::exit_code);
    let usage = || error.downcast_ref::<WrongUsage>().map(|_| 64);
    let course = || error.downcast_ref::<BadCourse>().map(|_| 65);
    started.or_else(usage).or_else(course).unwrap_or(1)
}

/// A course's folder has errors.
#[derive(Debug, thiserror::Error)]
#[error("the course can't be used as it is")]
struct BadCourse;

/// Arguments that make no sense.
#[derive(Debug, thiserror::Error)]
#[error("{0}\n\n{USAGE}")]
struct WrongUsage(String);

fn run(mut arguments: pico_args::Arguments) -> anyhow::Result<()> {
    if arguments.contains(["-h", "--help"]) {
        say(USAGE);
        return Ok(());
    }
    let command = arguments.subcommand().map_err(wrong)?;
    match command.as_deref() {
        Some("serve") => serve(arguments),
        Some("backup") => backup(arguments),
        Some("course") => course(arguments),
        Some(other) => bail!(WrongUsage(format!("there is no command {other}"))),
        None => bail!(WrongUsage("say what to do".into())),
    }
}

fn serve(mut arguments: pico_args::Arguments) -> anyhow::Result<()> {
    let listen = arguments.opt_value_from_str("--listen").map_err(wrong)?;
    let config = Config {
        listen: listen.unwrap_or_else(|| ([127, 0, 0, 1], 8080).into()),
        data: data_folder(&mut arguments)?,
        app: folder(&mut arguments, "--app")?.or_else(|| Some(PathBuf::from("dist")).filter(|dist| dist.is_dir())),
        origins: arguments.values_from_str("--origin").map_err(wrong)?,
        proxy: if arguments.contains("--behind-proxy") { Proxy::Trusted } else { Proxy::None },
        limits: Limits::default(),
    };
    nothing_left(arguments)?;
    allow_many_sockets();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(32).build()?;
    runtime.block_on(async {
        let app = if config.app.is_some() { "" } else { " (without the app: no --app, no ./dist)" };
        let server = Server::start(config).await?;
        say(&format!("Naptime is ready at http://{}{app}", server.address()?));
        server.run(stop_signal()?).await.context("the database was not closed tidily")?;
        say("Naptime has stopped");
        Ok(())
    })
}

fn backup(mut arguments: pico_args::Arguments) -> anyhow::Result<()> {
    let data = data_folder(&mut arguments)?;
    let file: PathBuf = arguments.free_from_str().map_err(wrong)?;
    nothing_left(arguments)?;
    SqliteStore::backup(&data, &file).with_context(|| format!("no backup of {}", data.display()))?;
    say(&format!("{} is a copy of the database in {}", file.display(), data.display()));
    Ok(())
}

fn course(mut arguments: pico_args::Arguments) -> anyhow::Result<()> {
    let command = arguments.subcommand().map_err(wrong)?;
    let out = folder(&mut arguments, "--out")?.unwrap_or_else(|| PathBuf::from("."));
    let folder: PathBuf = arguments.free_from_str().map_err(wrong)?;
    nothing_left(arguments)?;
    match command.as_deref() {
        Some("lint") => lint(&folder),
        Some("pack") => pack(&folder, &out),
        _ => bail!(WrongUsage("a course can be linted or packed".into())),
    }
}

fn lint(folder: &Path) -> anyhow::Result<()> {
    let findings = author::lint(folder);
    findings.iter().for_each(|finding| say(&finding.to_string()));
    let errors = findings.iter().filter(|finding| finding.severity == author::Severity::Error).count();
    say(&format!("{errors} errors, {} warnings", findings.len() - errors));
    if errors > 0 { bail!(BadCourse) } else { Ok(()) }
}

fn pack(folder: &Path, out: &Path) -> anyhow::Result<()> {
    let hash = author::pack_dir(folder, out).context(BadCourse)?;
    say(&format!("{} holds the course as package {hash}", out.display()));
    Ok(())
}

/// Writes a line. Whoever started the program may have stopped reading.
fn say(line: &str) {
    writeln!(std::io::stdout(), "{}", line.trim_end()).unwrap_or_default();
}

fn data_folder(arguments: &mut pico_args::Arguments) -> anyhow::Result<PathBuf> {
    Ok(folder(arguments, "--data")?.unwrap_or_else(|| PathBuf::from("naptime-data")))
}

fn folder(arguments: &mut pico_args::Arguments, name: &'static str) -> anyhow::Result<Option<PathBuf>> {
    arguments.opt_value_from_os_str(name, |value| Ok::<_, pico_args::Error>(value.into())).map_err(wrong)
}

fn nothing_left(arguments: pico_args::Arguments) -> anyhow::Result<()> {
    match arguments.finish().first() {
        Some(left) => bail!(WrongUsage(format!("{} is not understood", left.display()))),
        None => Ok(()),
    }
}

fn wrong(error: pico_args::Error) -> anyhow::Error {
    WrongUsage(error.to_string()).into()
}

/// Done when the process is asked to stop, by a terminal or by whoever runs it.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
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
