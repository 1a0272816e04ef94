//! Placeholder fetch.
