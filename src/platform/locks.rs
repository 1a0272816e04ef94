//! Locks among the tabs of one browser. They tell who lives, elect who leads, and let one tab at a time begin, restore
//! or take in a file; nothing else a learner does waits for one.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::{BrowserError, js};

/// A lock that is held or waited for; dropping this lets it go. A tab that dies lets go of all of its locks.
#[derive(Debug)]
pub struct Claim {
    abort: AbortController,
    release: Rc<RefCell<Option<Function>>>,
    _granted: Closure<dyn FnMut() -> Promise>,
}

impl Claim {
    /// Asks for a lock, and calls `granted` when it is held.
    ///
    /// # Errors
    ///
    /// When the browser has no locks.
    pub fn on(name: &str, granted: impl FnOnce() + 'static) -> Result<Self, BrowserError> {
        let release = Rc::new(RefCell::new(None));
        let callback = Closure::once(hold_until(release.clone(), granted));
        let abort = AbortController::new()?;
        let options = Object::new();
        js::set(&options, "signal", &abort.signal());
        let arguments = [name.into(), options.into(), callback.as_ref().clone()];
        let ended: Promise = js::call(&manager(), "request", &arguments)?.unchecked_into();
        // It ends when it is let go of or called off: both are ours to know.
        spawn_local(async move {
            JsFuture::from(ended).await.ok();
        });
        Ok(Self { abort, release, _granted: callback })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        match self.release.borrow_mut().take() {
            // The browser's own function: it does not throw.
            Some(release) => drop(release.call0(&JsValue::UNDEFINED)),
            None => self.abort.abort(),
        }
    }
}

/// The names of all locks that any tab of this app holds now.
///
/// # Errors
///
/// When the browser has no locks.
pub async fn held() -> Result<Vec<String>, BrowserError> {
    let answer = js::call_and_wait(&manager(), "query", &[]).await?;
    let held: Array = js::get(&answer, "held").dyn_into().map_err(|_| BrowserError::unsupported("held"))?;
    Ok(held.iter().filter_map(|lock| js::get(&lock, "name").as_string()).collect())
}

/// The lock is held for as long as the promise returned here is pending.
fn hold_until(release: Rc<RefCell<Option<Function>>>, granted: impl FnOnce()) -> impl FnOnce() -> Promise {
    move || {
        let pending = Promise::new(&mut |resolve, _| {
            release.borrow_mut().replace(resolve);
        });
        granted();
        pending
    }
}

fn manager() -> JsValue {
    js::get(&js::get(&js_sys::global(), "navigator"), "locks")
}
