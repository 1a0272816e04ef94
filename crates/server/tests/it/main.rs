//! The server as clients meet it: over real sockets, and as a process that is killed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod blobs;
mod course;
mod files;
mod harness;
mod live;
mod people;
mod process;
mod refusals;
mod sockets;
mod store;
mod sync;
