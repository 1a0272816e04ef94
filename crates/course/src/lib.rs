//! Course folders: a programme in Markdown and YAML becomes typed blocks and a package named by its hash.
//!
//! Readers need [`model`] and [`read`]; they stay small enough for the browser. Writers turn on the feature `author`
//! for `author::lint` and `author::pack`, which know Markdown and YAML and run on a computer with a disk.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod model;
