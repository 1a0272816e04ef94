//! Engine worker.
fn main() {}
