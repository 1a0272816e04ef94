//! One device's copy of what she and her groups write: spaces, sealed log, keys, membership, sync; no IO, no clock.
//!
//! From the inside out:
//! * [`keys`], [`certificate`], [`seal`] and [`signature`] put published cryptography together, and nothing more;
//! * [`membership`] says who is in a space, [`chunk`] is what members write there, [`cursor`] where in it one stands, [`blob`]
//!   what is too big for it;
//! * [`wire`], [`record`], [`invite`] and [`export`] are the formats that leave the process;
//! * [`command`] and [`view`] are what screens ask for and see.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod codec;

pub mod blob;
pub mod certificate;
pub mod chunk;
pub mod command;
pub mod cursor;
pub mod export;
pub mod invite;
pub mod keys;
pub mod membership;
pub mod record;
pub mod replica;
pub mod seal;
pub mod signature;
pub mod storage;
pub mod view;
pub mod wire;

pub use codec::Malformed;

#[cfg(test)]
mod tests;
