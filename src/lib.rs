//! The app: what the page's and the engine's programs are made of.
//!
//! Only this package knows the browser. Natively just the messages between the two compile, and what decides over plain
//! data, so that its tests need no browser and the crates' tests never pay for one.

pub mod amount;
pub mod candidates;
pub mod chart;
pub mod comparison;
pub mod editions;
#[cfg(target_arch = "wasm32")]
pub mod engine;
pub mod evidence;
pub mod half_written;
pub mod link;
pub mod news;
#[cfg(target_arch = "wasm32")]
pub mod platform;
pub mod progress;
