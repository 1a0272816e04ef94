//! Placeholder socket.
