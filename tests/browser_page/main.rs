//! What a page of the browser does: requests, workers it starts, pictures, views.
//!
//! One program with all of it: each would be linked with everything below, and start a browser of its own.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod fetch;
mod host;
mod picture;
mod rest;
mod view;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
