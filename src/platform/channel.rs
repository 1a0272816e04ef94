//! Word of mouth among the tabs of one browser.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{BrowserError, events::Listener, js};

/// A channel to the same app in other tabs; one's own messages do not come back.
#[derive(Debug)]
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    /// Joins a channel.
    ///
    /// # Errors
    ///
    /// When the browser has none.
    pub fn join(name: &str, on_message: impl Fn(Vec<u8>) + 'static) -> Result<Self, BrowserError> {
        let channel = BroadcastChannel::new(name)?;
        let listener = Listener::on(&channel, &["message"], move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|event| js::bytes_of(&event.data()));
            data.into_iter().for_each(&on_message);
        })?;
        Ok(Self { channel, _listener: listener })
    }

    /// Tells everyone else.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub fn tell(&self, message: &[u8]) -> Result<(), BrowserError> {
        Ok(self.channel.post_message(&Uint8Array::from(message))?)
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
