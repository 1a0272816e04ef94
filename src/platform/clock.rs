//! Time and timers, on the page and in the worker alike.

use core::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use futures_channel::oneshot;
use naptime_domain::time::{Day, Timestamp};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::js;

/// The longest delay a browser's timer keeps: a longer one would fire at once.
const DELAY_MS_MAX: i64 = i32::MAX as i64;

/// The device's clock, which may be wrong by years.
#[must_use]
pub fn now() -> Timestamp {
    // Whole milliseconds, far below 2^53.
    Timestamp(js_sys::Date::now() as i64)
}

/// The day it is where she is, by the device's clock.
#[must_use]
pub fn today() -> Day {
    const DAY_MS: f64 = 86_400_000.0;
    let date = js_sys::Date::new_0();
    let here_ms = date.get_time() - date.get_timezone_offset() * 60_000.0;
    // A clock set before 1970 stands at its first day.
    Day((here_ms / DAY_MS) as u32)
}

/// Something to do later; dropping it calls it off.
#[derive(Debug)]
pub struct Timer {
    handle: JsValue,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `then` once after `delay_ms`, or at the longest delay a browser keeps if that is sooner.
    #[must_use]
    pub fn after(delay_ms: i64, then: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(then);
        let delay = JsValue::from_f64(delay_ms.clamp(0, DELAY_MS_MAX) as f64);
        let arguments = [callback.as_ref().clone(), delay];
        let handle = js::call(&js_sys::global(), "setTimeout", &arguments).unwrap_or(JsValue::UNDEFINED);
        Self { handle, _callback: callback }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // Clearing a timer that has fired does nothing.
        js::call(&js_sys::global(), "clearTimeout", core::slice::from_ref(&self.handle)).ok();
    }
}

/// Waits.
pub async fn sleep(delay_ms: i64) {
    let (done, wait) = oneshot::channel();
    let timer = Timer::after(delay_ms, move || {
        done.send(()).ok();
    });
    wait.await.ok();
    drop(timer);
}

/// Milliseconds since this program started, by a clock that never jumps.
#[must_use]
pub fn uptime_ms() -> f64 {
    let performance = js::get(&js_sys::global(), "performance");
    performance.dyn_ref::<web_sys::Performance>().map_or(0.0, web_sys::Performance::now)
}

/// What a future comes to, or `None` if it takes longer than `ms_max`.
pub async fn within<T>(ms_max: i64, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut late = pin!(sleep(ms_max));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
}
