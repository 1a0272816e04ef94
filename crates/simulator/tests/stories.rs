//! Stories of people with phones, each with its end.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "stories/apart.rs"]
mod apart;
#[path = "stories/blobs.rs"]
mod blobs;
#[path = "stories/critique.rs"]
mod critique;
#[path = "stories/files.rs"]
mod files;
#[path = "stories/hostile.rs"]
mod hostile;
#[path = "stories/joining.rs"]
mod joining;
#[path = "stories/joint.rs"]
mod joint;
#[path = "stories/learning.rs"]
mod learning;
#[path = "stories/server.rs"]
mod server;
#[path = "stories/storage.rs"]
mod storage;
#[path = "stories/typing.rs"]
mod typing;
#[path = "stories/working.rs"]
mod working;
