//! One run of the engine: its worker, from start to end.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{ErrorEvent, Event, Worker, WorkerOptions, WorkerType};

use crate::platform::{BrowserError, events::Listener, worker::StartedAs};

/// A worker that runs until this is dropped.
pub(super) struct Run {
    worker: Worker,
    _listeners: [Listener; 2],
}

impl Run {
    /// Starts the program at `script`. `on_trap` is told a trap's words, where there are any.
    pub(super) fn start(
        script: &str,
        started_as: &StartedAs,
        on_message: impl Fn(&Event) + 'static,
        on_trap: impl Fn(&str) + 'static,
    ) -> Result<Self, BrowserError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(&started_as.to_worker_name());
        let worker = Worker::new_with_options(script, &options)?;
        let listeners = [
            Listener::on(&worker, &["message"], move |event| on_message(&event))?,
            Listener::on(&worker, &["error", "messageerror"], move |event| {
                // Handled here: it is not to count as an error of the page.
                event.prevent_default();
                let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
                on_trap(&words.unwrap_or_default());
            })?,
        ];
        Ok(Self { worker, _listeners: listeners })
    }

    /// Tells it something; the bytes go with it.
    pub(super) fn post(&self, bytes: &Uint8Array) {
        // The only way to fail is a worker that is gone, which its error event tells.
        self.worker.post_message_with_transfer(bytes, &Array::of1(&bytes.buffer())).ok();
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
