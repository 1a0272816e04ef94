//! What runs in a worker of the browser: storage, and the engine over it.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
