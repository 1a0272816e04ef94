//! What Naptime is about: documents over automerge, commands in, plain views out; no IO, clock, randomness or async.
//!
//! * [`id`], [`time`], [`limits`], [`text`], [`command`], [`view`], [`evidence`] and [`submission`] are plain data that any side may use;
//! * [`order`] sorts and gathers, once for all types;
//! * [`planner`] says what to do in the minutes there are;
//! * [`document`] is the only module that knows automerge, and lets none of its types out.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod command;
pub mod document;
pub mod evidence;
pub mod id;
pub mod limits;
pub mod order;
pub mod planner;
pub mod submission;
pub mod text;
pub mod time;
pub mod view;
