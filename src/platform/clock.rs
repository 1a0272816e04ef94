//! Time and timers, on the page and in the worker alike.

use core::{
    cell::{Cell, RefCell},
    fmt,
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};
use std::rc::{Rc, Weak};

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

/// Something to do once she rests. A timer costs more than a letter: one runs for as long as she goes on, however fast.
/// Dropping the last of its clones calls it off.
#[derive(Clone, Debug)]
pub struct Rest(Rc<Resting>);

struct Resting {
    delay_ms: i64,
    /// When she stirred last, by [`uptime_ms`].
    stirred_ms: Cell<f64>,
    timer: RefCell<Option<Timer>>,
    then: Box<dyn Fn()>,
}

impl Rest {
    /// Calls `then` each time she has stirred and then nothing has for `delay_ms`.
    #[must_use]
    pub fn new(delay_ms: i64, then: impl Fn() + 'static) -> Self {
        let (stirred_ms, timer) = (Cell::new(0.0), RefCell::default());
        Self(Rc::new(Resting { delay_ms, stirred_ms, timer, then: Box::new(then) }))
    }

    /// She does something.
    pub fn stir(&self) {
        self.0.stirred_ms.set(uptime_ms());
        if !self.is_awaited() {
            Resting::wait(&self.0, self.0.delay_ms);
        }
    }

    /// Whether she has stirred and not rested since.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.0.timer.borrow().is_some()
    }

    /// Waits no longer, and calls nothing; says whether it [was awaited](Self::is_awaited).
    pub fn call_off(&self) -> bool {
        self.0.timer.take().is_some()
    }
}

impl Resting {
    fn wait(this: &Rc<Self>, delay_ms: i64) {
        let weak = Rc::downgrade(this);
        let look = move || Weak::upgrade(&weak).iter().for_each(Self::look);
        this.timer.replace(Some(Timer::after(delay_ms, look)));
    }

    fn look(this: &Rc<Self>) {
        // Whole milliseconds; a part of one that is left is none.
        match this.delay_ms - (uptime_ms() - this.stirred_ms.get()) as i64 {
            left_ms @ 1.. => Self::wait(this, left_ms),
            _ => {
                this.timer.take();
                (this.then)();
            }
        }
    }
}

impl fmt::Debug for Resting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resting").field("delay_ms", &self.delay_ms).finish_non_exhaustive()
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
