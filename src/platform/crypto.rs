//! Placeholder crypto.
