//! Documents and texts as their users meet them, through what the crate offers.
//!
//! One program with all of it: each would be linked with automerge anew, and hold its own copy of what it takes from it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod automerge_facts;
mod documents;
mod golden;
mod history;
mod hostile;
mod joint;
mod laws;
mod learner;
mod planner;
mod response;
mod session;
mod submission;
mod text;
mod work;
