//! The service worker: registering it, noticing that a new version waits, and letting it in by a tap.

use core::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::{BrowserError, clock, events::Listener, history, js, page};

/// The service worker's file, at the root so that its scope is the whole app.
const SCRIPT: &str = "/sw.js";
/// What sw.js waits for before it takes over from the version before.
const SKIP_WAITING: &str = "skip-waiting";
/// What sw.js keeps all of its version anew for.
const KEEP_ANEW: &str = "keep-anew";
/// How a version's files are named on this device, as in sw.js: its version follows.
const CACHE: &str = "naptime ";
/// Long enough for a version that has nothing to do to go, or for a busy one to do as it is told; twice that can be waited for.
const PATIENCE_MS: i64 = 1_000;
/// After this a page that was asked for is not coming any more: it is in the phone's own storage.
const RELOAD_MS: i64 = 3_000;
/// More often than pages get lost.
const RELOADS_MAX: u32 = 4;

/// Registers the service worker. `on_waiting` is called when a new version is complete on this device and waits.
///
/// # Errors
///
/// When this browser or page has no service workers, or the file could not be fetched.
pub async fn register(on_waiting: impl Fn() + 'static) -> Result<(), BrowserError> {
    let container = container()?;
    let registration = JsFuture::from(container.register(SCRIPT)).await?;
    let registration: ServiceWorkerRegistration = registration.unchecked_into();
    let on_waiting = Rc::new(on_waiting);
    if let Some(waiting) = registration.waiting().filter(|_| has_version(&registration)) {
        if is_newest().await {
            // She has taken it, and was faster than the browser.
            waiting.post_message(&JsValue::from_str(SKIP_WAITING))?;
        } else {
            on_waiting();
        }
    }
    tell_when_installed(&registration, on_waiting.clone())?;
    let found = registration.clone();
    Listener::on(&registration, &["updatefound"], move |_| {
        // A worker that cannot be watched is found waiting at the next start.
        tell_when_installed(&found, on_waiting.clone()).ok();
    })?
    .forever();
    Ok(())
}

/// Has this version kept on this device anew: a repair in the running app has let its service worker go and thrown away its
/// files. Registering takes that worker back as long as this page is there, and then installs nothing.
///
/// # Errors
///
/// As [`register`].
pub async fn keep_anew() -> Result<(), BrowserError> {
    let registration = JsFuture::from(container()?.register(SCRIPT)).await?;
    let registration: ServiceWorkerRegistration = registration.unchecked_into();
    // One that is quite new has no need to be told.
    if let Some(active) = registration.active() {
        active.post_message(&JsValue::from_str(KEEP_ANEW))?;
    }
    Ok(())
}

/// Lets the waiting version take over, and reloads the page when it has. Call it from a tap.
///
/// A browser lets it wait until the present version has nothing left to do, for minutes at times. One that does not go is
/// told as well: it hands out the new page, and nobody need wait for more than two seconds. Not before it has to be: a
/// message keeps it at work. Should it go after all just when it is asked for the page, Chromium never answers, and this
/// page is still here to ask again.
///
/// # Errors
///
/// When no version waits.
pub async fn use_new_version() -> Result<(), BrowserError> {
    let registration: ServiceWorkerRegistration = registration().await?.unchecked_into();
    let waiting =
        registration.waiting().ok_or_else(|| BrowserError::new("InvalidStateError", "no new version waits"))?;
    let (changed, mut change) = oneshot::channel();
    let changed = Cell::new(Some(changed));
    let container = container()?;
    let _listener = Listener::on(&container, &["controllerchange"], move |_| {
        changed.take().map(|changed| changed.send(()));
    })?;
    let skip_waiting = JsValue::from_str(SKIP_WAITING);
    waiting.post_message(&skip_waiting)?;
    let is_busy = clock::within(PATIENCE_MS, &mut change).await.is_none();
    if let Some(present) = container.controller().filter(|_| is_busy) {
        present.post_message(&skip_waiting)?;
        clock::within(PATIENCE_MS, change).await;
    }
    for _ in 0..RELOADS_MAX {
        history::reload();
        clock::sleep(RELOAD_MS).await;
    }
    Ok(())
}

/// Has files of the course kept beside the present edition, by their paths; and no others, if these are all.
///
/// # Errors
///
/// When no service worker is at work yet.
pub async fn keep(paths: &[String], are_all: bool) -> Result<(), BrowserError> {
    // See public/sw.js.
    let message = [if are_all { "" } else { "more\n" }, &paths.join("\n")].concat();
    let registration: ServiceWorkerRegistration = registration().await?.unchecked_into();
    let active =
        registration.active().ok_or_else(|| BrowserError::new("InvalidStateError", "nobody keeps files yet"))?;
    Ok(active.post_message(&JsValue::from_str(&message))?)
}

/// Watches the version that arrives, if one does and it is not the first ever: that one replaces nothing.
fn tell_when_installed(
    registration: &ServiceWorkerRegistration,
    then: Rc<impl Fn() + 'static>,
) -> Result<(), BrowserError> {
    // Asked now, since WebKit tells that the first one is installed when that one may be at work already.
    let Some(worker) = registration.installing().filter(|_| has_version(registration)) else { return Ok(()) };
    let watched = worker.clone();
    Listener::on(&worker, &["statechange"], move |_| {
        if watched.state() == ServiceWorkerState::Installed {
            then();
        }
    })?
    .forever();
    Ok(())
}

/// Whether this page runs a version that is kept on this device.
fn has_version(registration: &ServiceWorkerRegistration) -> bool {
    registration.active().is_some() && container().is_ok_and(|container| container.controller().is_some())
}

/// Whether this page is of the newest version on this device.
async fn is_newest() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let Ok(names) = js::call_and_wait(&js::get(&window, "caches"), "keys", &[]).await else { return false };
    let newest = Array::from(&names).iter().filter_map(|name| name.as_string()).rfind(|name| name.starts_with(CACHE));
    newest.is_some_and(|name| name.strip_prefix(CACHE) == Some(page::meta("naptime-version").as_str()))
}

async fn registration() -> Result<JsValue, BrowserError> {
    let registration = js::call_and_wait(&container()?, "getRegistration", &[]).await?;
    if registration.is_object() {
        Ok(registration)
    } else {
        Err(BrowserError::new("InvalidStateError", "no service worker is registered"))
    }
}

fn container() -> Result<ServiceWorkerContainer, BrowserError> {
    let unsupported = || BrowserError::unsupported("navigator.serviceWorker");
    let window = web_sys::window().ok_or_else(unsupported)?;
    js::get(&window.navigator(), "serviceWorker").dyn_into().map_err(|_| unsupported())
}
