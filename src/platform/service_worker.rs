//! The service worker: registering it, noticing that a new version waits, and letting it in by a tap.

use core::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::{BrowserError, events::Listener, js};

/// The service worker's file, at the root so that its scope is the whole app.
const SCRIPT: &str = "/sw.js";
/// What sw.js waits for before it takes over from the version before.
const SKIP_WAITING: &str = "skip-waiting";

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
    if registration.waiting().is_some() && has_version(&registration) {
        on_waiting();
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

/// Asks the server whether there is a new version.
///
/// # Errors
///
/// When there is no service worker or no connection.
pub async fn look_for_new_version() -> Result<(), BrowserError> {
    let registration = registration().await?;
    js::call_and_wait(&registration, "update", &[]).await?;
    Ok(())
}

/// Lets the waiting version take over, and reloads the page when it has. Call it from a tap.
///
/// # Errors
///
/// When no version waits.
pub async fn use_new_version() -> Result<(), BrowserError> {
    let registration: ServiceWorkerRegistration = registration().await?.unchecked_into();
    let waiting =
        registration.waiting().ok_or_else(|| BrowserError::new("InvalidStateError", "no new version waits"))?;
    let has_reloaded = Cell::new(false);
    Listener::on(&container()?, &["controllerchange"], move |_| {
        if !has_reloaded.replace(true)
            && let Some(window) = web_sys::window()
        {
            window.location().reload().ok();
        }
    })?
    .forever();
    waiting.post_message(&JsValue::from_str(SKIP_WAITING))?;
    Ok(())
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
