//! Course folders: a programme in Markdown and YAML becomes typed blocks and a package named by its hash.
//!
//! Readers need [`aloud`], [`model`], [`package`], [`read`], [`search`] and [`written`]; they stay small enough for the
//! browser. A package travels as one file: see [`archive`]. Writers turn on the feature `author` for `author::lint` and
//! `author::pack`, which know Markdown and YAML and run where there is a disk.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod aloud;
pub mod archive;
#[cfg(feature = "author")]
pub mod author;
pub mod model;
pub mod package;
pub mod read;
pub mod search;
#[cfg(test)]
mod tests;
pub mod written;
