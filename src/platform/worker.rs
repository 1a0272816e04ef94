//! The engine's side of the link: its worker's scope.

use js_sys::{Array, Uint8Array};
use naptime_replica::replica::{LastRun, WriterId};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::link::{FromEngine, ToEngine};

use super::{BrowserError, js, random};

/// What the page tells the engine before any message, by the worker's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartedAs {
    /// What this run of the engine is known by.
    pub writer: WriterId,
    /// What the page knows of this device.
    pub before: Before,
    /// How the engine before this one ended.
    pub last_run: LastRun,
}

/// What the page knows of this device, from outside the engine's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing was ever stored here, as far as it knows.
    Fresh,
    /// Words were stored here before.
    HadData,
}

impl StartedAs {
    const NAME: &str = "naptime engine ";
    const HAD_DATA: &str = ", had data";
    const TRAPPED: &str = ", after the trap of ";

    /// The worker's name that says so.
    #[must_use]
    pub fn to_worker_name(self) -> String {
        let before = if self.before == Before::HadData { Self::HAD_DATA } else { "" };
        let last_run = match self.last_run {
            LastRun::Ended => String::new(),
            LastRun::Trapped(writer) => [Self::TRAPPED, &hex(&writer)].concat(),
        };
        [Self::NAME, &hex(&self.writer), before, &last_run].concat()
    }

    /// Reads a worker's name. Whom the page has not named names itself.
    #[must_use]
    pub fn from_worker_name(name: &str) -> Self {
        let behind = |label| name.split_once(label).and_then(|(_, rest)| writer_at(rest));
        Self {
            writer: behind(Self::NAME).unwrap_or_else(random::bytes),
            before: if name.contains(Self::HAD_DATA) { Before::HadData } else { Before::Fresh },
            last_run: behind(Self::TRAPPED).map_or(LastRun::Ended, LastRun::Trapped),
        }
    }
}

/// A writer's name in hex.
#[must_use]
pub fn hex(writer: &WriterId) -> String {
    format!("{:016x}", u64::from_be_bytes(*writer))
}

fn writer_at(text: &str) -> Option<WriterId> {
    Some(u64::from_str_radix(text.get(..16)?, 16).ok()?.to_be_bytes())
}

/// The page this engine works for.
#[derive(Clone, Debug)]
pub struct Page(DedicatedWorkerGlobalScope);

impl Page {
    /// The page, when this program runs in a worker.
    ///
    /// # Errors
    ///
    /// When it runs elsewhere.
    pub fn of_this_worker() -> Result<Self, BrowserError> {
        js_sys::global().dyn_into().map(Self).map_err(|_| BrowserError::unsupported("DedicatedWorkerGlobalScope"))
    }

    /// What the page said when it started this engine.
    #[must_use]
    pub fn started_as(&self) -> StartedAs {
        StartedAs::from_worker_name(&self.0.name())
    }

    /// Where this program came from, which names its version: a build names its files by their content.
    #[must_use]
    pub fn program(&self) -> String {
        self.0.location().pathname()
    }

    /// Calls `then` with each message. Set it before the first await: the loader hands on what it has queued.
    ///
    /// Bytes that are no message (of a page of another version) are left out.
    pub fn on_message(&self, mut then: impl FnMut(ToEngine) + 'static) {
        let callback = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = js::bytes_of(&event.data()).and_then(|bytes| postcard::from_bytes(&bytes).ok());
            if let Some(message) = message {
                then(message);
            }
        });
        self.0.set_onmessage(Some(callback.as_ref().unchecked_ref()));
        callback.forget();
    }

    /// Tells the page what came of one step. The bytes are transferred, not copied.
    ///
    /// # Errors
    ///
    /// When the messages cannot be written or the browser refuses them.
    pub fn tell(&self, messages: &[FromEngine]) -> Result<(), BrowserError> {
        let bytes =
            postcard::to_allocvec(messages).map_err(|error| BrowserError::new("DataCloneError", &error.to_string()))?;
        let bytes = Uint8Array::from(bytes.as_slice());
        let transfer = Array::of1(&bytes.buffer());
        Ok(self.0.post_message_with_transfer(&bytes, &transfer)?)
    }

    /// Hands the last words of a panicking engine to the page, which then restarts it.
    pub fn tell_panic(&self, words: &str) {
        // Nobody is left to hear of a failure here.
        self.0.post_message(&JsValue::from_str(words)).ok();
    }
}
