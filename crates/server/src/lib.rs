//! Carries sealed logs between devices, serves the app, and can read neither words nor names.
//!
//! [`server`] listens, `http` says what is answered where, [`sqlite`] keeps the logs. The protocol itself is
//! [`naptime_relay`]: `host` is what this program does for it.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod app;
mod host;
mod http;
pub mod limits;
mod log;
mod nonce;
mod private;
pub mod server;
pub mod sqlite;
mod stream;
