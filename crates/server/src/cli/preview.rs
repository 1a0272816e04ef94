//! `naptime course preview`: the app with the programme someone is writing, packed again whenever she saves.

use super::{
    DONE,
    arguments::Arguments,
    course::{laid_over, show},
    say,
    serve::{APP, runtime, stop_signal},
};
use anyhow::Context;
use naptime_course::author::{self, Folder};
use naptime_server::{
    limits::Limits,
    server::{Config, Figures, Overlay, Proxy, Server},
};
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    thread,
    time::Duration,
};

/// How often the folder is looked at: soon enough to feel at once.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// Loads the page again when another edition is packed.
const RELOADER: &str = include_str!("preview/reload.js");
const RELOADER_NAME: &str = "preview.js";
/// The app's service worker would show the edition before whenever the next one takes it long.
const SERVICE_WORKER: &str = "sw.js";
/// Removes one that is there since the app was served on the same address.
const LEAVER: &str = include_str!("preview/leave.js");
const PAGE: &str = "index.html";

/// Shows a programme until asked to stop.
pub fn preview(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let app = arguments.path("--app")?.unwrap_or_else(|| APP.into());
    if !app.join(PAGE).is_file() {
        return Err(arguments.wrong(format!("there is no built app in {}; name its folder with --app", app.display())));
    }
    let listen: SocketAddr = arguments.value("--listen")?.unwrap_or_else(|| ([127, 0, 0, 1], 8081).into());
    if !listen.ip().is_loopback() {
        return Err(arguments.wrong("a preview is for this machine only: listen on 127.0.0.1"));
    }
    let dir = arguments.last_path("DIR")?;
    let data = tempfile::tempdir().context("there is no room for temporary files")?;
    let over = Arc::new(Overlay::default());
    let config = Config {
        listen,
        data: data.path().to_owned(),
        app: Some(app.clone()),
        over: Arc::clone(&over),
        origins: Vec::new(),
        proxy: Proxy::None,
        figures: Figures::Kept,
        limits: Limits::default(),
    };
    // Said before anything is served: a folder that isn't there is a slip of the fingers.
    let folder = Folder::read(&dir)?;
    runtime()?.block_on(async {
        let server = Server::start(config).await?;
        let stop = stop_signal()?;
        say(&format!("The preview of {} is at http://{}", dir.display(), server.address()?));
        let mut shown = Shown { dir, app, over, last: None, trouble: Trouble::None };
        shown.take(folder)?;
        thread::spawn(move || shown.watch());
        server.run(stop).await.context("the server did not stop tidily")?;
        Ok(DONE)
    })
}

/// What is being shown.
struct Shown {
    dir: PathBuf,
    app: PathBuf,
    over: Arc<Overlay>,
    /// The folder as it was last looked at.
    last: Option<Folder>,
    trouble: Trouble,
}

/// Why the folder could not be read at the last look.
enum Trouble {
    None,
    /// An editor may be in the middle of saving.
    Once(String),
    /// It stays so, and that was said.
    Said(String),
}

impl Shown {
    /// Looks for changes as long as the program runs.
    fn watch(mut self) {
        loop {
            thread::sleep(LOOK_EVERY);
            let looked = Folder::read(&self.dir).map_err(Into::into).and_then(|folder| self.take(folder));
            let before = std::mem::replace(&mut self.trouble, Trouble::None);
            self.trouble = match (looked.map_err(|error| format!("{error:#}")), before) {
                (Ok(()), _) => Trouble::None,
                (Err(now), Trouble::Once(before)) if now == before => {
                    say(&now);
                    Trouble::Said(now)
                }
                (Err(now), Trouble::Said(before)) if now == before => Trouble::Said(now),
                (Err(now), _) => Trouble::Once(now),
            };
        }
    }

    /// Lints and shows a folder, unless it is the one that is shown.
    fn take(&mut self, folder: Folder) -> anyhow::Result<()> {
        if self.last.as_ref() == Some(&folder) {
            return Ok(());
        }
        let page = page(&self.app)?;
        show(&author::lint(&folder), &self.dir);
        let package = author::pack(&folder);
        let is_first = self.last.replace(folder).is_none();
        match package {
            Ok(package) => {
                self.over.replace(laid_over(&[package]).chain(page));
                say("The preview shows what is saved");
            }
            Err(_) if is_first => {
                // Not the app's own programme: it would look as if it were hers.
                self.over.replace(page.into_iter().chain([("course/current".to_owned(), None)]));
                say("The preview begins when the errors are mended");
            }
            Err(_) => say("The preview stays as it was until the errors are mended"),
        }
        Ok(())
    }
}

/// The app's page, which loads itself again when there is something new.
fn page(app: &Path) -> anyhow::Result<[(String, Option<Vec<u8>>); 3]> {
    let path = app.join(PAGE);
    let mut page = fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
    page.extend_from_slice(format!("<script type=\"module\" src=\"/{RELOADER_NAME}\"></script>\n").as_bytes());
    Ok([
        (PAGE.to_owned(), Some(page)),
        (RELOADER_NAME.to_owned(), Some(RELOADER.into())),
        (SERVICE_WORKER.to_owned(), Some(LEAVER.into())),
    ])
}
