//! The live connection to the server this app came from.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{BinaryType, MessageEvent, WebSocket, WorkerGlobalScope};

use super::{BrowserError, events::Listener, js};

/// What happens to a socket. After [`SocketEvent::Closed`] nothing more does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketEvent {
    /// It is open.
    Opened,
    /// The server sent this.
    Message(Vec<u8>),
    /// It is closed, or could not be opened.
    Closed,
}

/// A socket; dropping it closes it and silences it.
#[derive(Debug)]
pub struct Socket {
    socket: WebSocket,
    _listeners: [Listener; 3],
}

impl Socket {
    /// Begins to open a socket at a path of this app's own server. Only in a worker.
    ///
    /// # Errors
    ///
    /// When the browser refuses at once.
    pub fn open(path: &str, on_event: impl Fn(SocketEvent) + Clone + 'static) -> Result<Self, BrowserError> {
        let socket = WebSocket::new(&[&server()?, path].concat())?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let (opened, message, closed) = (on_event.clone(), on_event.clone(), on_event);
        let listeners = [
            Listener::on(&socket, &["open"], move |_| opened(SocketEvent::Opened))?,
            Listener::on(&socket, &["message"], move |event| {
                // Text is nothing this protocol knows.
                let data = event.dyn_ref::<MessageEvent>().and_then(|event| js::bytes_of(&event.data()));
                data.into_iter().for_each(|bytes| message(SocketEvent::Message(bytes)));
            })?,
            Listener::on(&socket, &["close"], move |_| closed(SocketEvent::Closed))?,
        ];
        Ok(Self { socket, _listeners: listeners })
    }

    /// Sends a message. One that cannot be sent any more is followed by [`SocketEvent::Closed`].
    ///
    /// # Errors
    ///
    /// When the socket is not open yet.
    pub fn send(&self, message: &[u8]) -> Result<(), BrowserError> {
        Ok(self.socket.send_with_js_u8_array(&Uint8Array::from(message))?)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Closing a closed socket does nothing.
        self.socket.close().ok();
    }
}

/// `ws://host` or `wss://host`.
fn server() -> Result<String, BrowserError> {
    let scope: WorkerGlobalScope =
        js_sys::global().dyn_into().map_err(|_| BrowserError::unsupported("WorkerGlobalScope"))?;
    let origin = scope.location().origin();
    Ok(origin.replacen("http", "ws", 1))
}
