//! Carries sealed logs between devices, serves the app, and can read neither words nor names.
//!
//! [`server`] listens, `http` says what is answered where, `service` is the protocol, [`store`] keeps the logs.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod app;
mod http;
pub mod hub;
pub mod limits;
mod log;
pub mod nonce;
mod private;
mod rate;
pub mod server;
mod service;
pub mod store;
mod stream;
