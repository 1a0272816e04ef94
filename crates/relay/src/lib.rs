//! The server's side of the protocol: who asks, may she, what is new; no sockets, no files, no clock.
//!
//! [`Relay`] answers requests over a [`store`], [`Live`] is its part of one live socket, `hub` tells those what grew. The program
//! around it is its [`Host`]: the server `naptime`, or the simulator, which runs many devices against it in memory.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod host;
mod hub;
pub mod limits;
mod live;
pub mod nonce;
pub mod rate;
mod refusal;
mod relay;
pub mod store;

pub use host::{Happened, Host};
pub use live::{Live, Stopping};
pub use refusal::Refusal;
pub use relay::Relay;
