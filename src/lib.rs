//! The app: what the page's and the engine's programs are made of.
//!
//! Only this package knows the browser. Natively just the messages between the two compile, so that the crates' tests
//! never pay for it.

#[cfg(target_arch = "wasm32")]
pub mod engine;
pub mod link;
#[cfg(target_arch = "wasm32")]
pub mod platform;
