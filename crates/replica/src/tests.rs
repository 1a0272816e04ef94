//! Tests across all formats: golden files of every version, hostile bytes, and samples for the tests beside the code.

mod golden;
mod hostile;
pub(crate) mod sample;
