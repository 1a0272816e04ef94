//! Placeholder channel.
