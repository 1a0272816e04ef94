//! Placeholder locks.
