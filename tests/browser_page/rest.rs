//! What is done once she rests: not before, once each time, and not at all when it is called off.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use naptime::platform::clock::{self, Rest};
use wasm_bindgen_test::wasm_bindgen_test;

const DELAY_MS: i64 = 60;
/// Long enough for a timer that is not to fire.
const LONG_MS: i64 = 4 * DELAY_MS;

/// Notes when it was called.
fn noting() -> (Rest, Rc<RefCell<Vec<f64>>>) {
    let called = Rc::<RefCell<Vec<f64>>>::default();
    let noted = called.clone();
    (Rest::new(DELAY_MS, move || noted.borrow_mut().push(clock::uptime_ms())), called)
}

#[wasm_bindgen_test]
async fn it_is_called_once_nothing_has_stirred_it_for_that_long() {
    let (rest, called) = noting();
    let mut stirred_ms = 0.0;
    for _ in 0..10 {
        called.borrow_mut().clear();
        stirred_ms = clock::uptime_ms();
        rest.stir();
        clock::sleep(10).await;
    }
    while rest.is_awaited() {
        clock::sleep(10).await;
    }
    clock::sleep(LONG_MS).await;
    let called = called.take();
    assert_eq!(called.len(), 1);
    // The browser rounds its clock.
    assert!(called.iter().all(|called_ms| called_ms - stirred_ms >= DELAY_MS as f64 - 1.0));
}

#[wasm_bindgen_test]
async fn it_is_not_called_once_called_off() {
    let (rest, called) = noting();
    assert!(!rest.call_off(), "nobody has stirred it");
    rest.stir();
    assert!(rest.call_off());
    assert!(!rest.call_off());
    clock::sleep(LONG_MS).await;
    assert!(called.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn it_is_not_called_after_it_is_dropped() {
    let (rest, called) = noting();
    rest.stir();
    drop(rest);
    clock::sleep(LONG_MS).await;
    assert!(called.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_called_may_stir_it_again() {
    let (times, own) = (Rc::new(Cell::new(0)), Rc::<OnceCell<Rest>>::default());
    let (counted, again) = (times.clone(), own.clone());
    let rest = Rest::new(DELAY_MS, move || {
        counted.set(counted.get() + 1);
        if counted.get() < 3 {
            again.get().unwrap().stir();
        }
    });
    own.set(rest.clone()).unwrap();
    rest.stir();
    while rest.is_awaited() {
        clock::sleep(10).await;
    }
    assert_eq!(times.get(), 3);
}
